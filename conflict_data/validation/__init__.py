"""Hold tables against the schema; what is wrong comes back as values."""

from conflict_data.validation.engine import validate
from conflict_data.validation.report import Finding, Report

__all__ = ["Finding", "Report", "validate"]
