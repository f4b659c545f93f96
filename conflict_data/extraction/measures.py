"""Measures: what a verb's subject or object counts, by its frame."""

from __future__ import annotations

from conflict_data.arsenal import line
from conflict_data.extraction.lexicon import INTERCEPTOR, Frame
from conflict_data.extraction.mentions import Mention

HARM = ("killed", "injured")  # what people are counted by
HURT = {"k": "killed", "h": "injured", "l": "killed"}  # what nouns for the dead and wounded count


def measure_of(frame: Frame, relation: str, mention: Mention) -> str:
    """Return what a verb's subject or object counts; empty if it says nothing of it."""
    munitions = shot(getattr(frame, relation), mention)
    people: str = getattr(frame, f"people_{relation}")
    if mention.elided:
        return munitions or people
    if mention.guessed and munitions:
        return ""
    return people if mention.people else munitions


def shot(measure: str, mention: Mention) -> str:
    """Turn the launch of interceptor missiles into what it is."""
    if is_interceptor(mention):
        return "interceptors_fired" if measure == "launched" else ""
    return measure


def is_interceptor(mention: Mention) -> bool:
    """Say whether a mention counts the defence's own missiles."""
    return bool(mention.weapons) and INTERCEPTOR in line(mention.weapons[0])


def fell(mention: Mention) -> bool:
    """Say whether a figure is of what happened on the ground, at one place."""
    return mention.measure == "impacted" or mention.measure in HARM
