"""Extraction: quantity claims from news text, by rules, with exact spans."""

from conflict_data.extraction.claims import LANGUAGE
from conflict_data.extraction.claims import extract as extract_article

__all__ = ["LANGUAGE", "extract_article"]
