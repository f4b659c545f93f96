"""Hold tables against the schema; what is wrong comes back as values."""

from conflict_data.validation.cells import Passed
from conflict_data.validation.engine import validate
from conflict_data.validation.report import Finding, Report, merged

__all__ = ["Finding", "Passed", "Report", "merged", "validate"]
