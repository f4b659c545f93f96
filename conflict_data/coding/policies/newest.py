"""The newest report, whatever its words: of one day the one that the default follows."""

from __future__ import annotations

from collections.abc import Sequence

from conflict_data.coding.choice import Candidate
from conflict_data.coding.policies.default import rank


def choose(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate that was published last; one without a date comes after all others."""
    return min(candidates, key=lambda one: (-_day(one), rank(one)))


def _day(one: Candidate) -> int:
    return one.published.toordinal() if one.published else 0
