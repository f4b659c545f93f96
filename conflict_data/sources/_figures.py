"""Counts of munitions and their ranges, from tables that give them as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

MEASURES = ("launched", "intercepted", "suppressed")


class Count(NamedTuple):
    """A number and its range; None where nobody said."""

    best: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, value: float | None) -> Count:
        """Return a number as it was said."""
        return cls(value, value, value)

    @classmethod
    def at_least(cls, value: float | None) -> Count:
        """Return a lower bound."""
        return cls(None, value, None)

    @classmethod
    def total(cls, counts: Iterable[Count]) -> Count:
        """Return the sum; unknown if one is, but for the lower bound.

        >>> Count.total([Count.of(3), Count()])
        Count(best=None, low=3, high=None)
        """
        best, low, high = zip(*counts, strict=True)
        known = [value for value in low if value is not None]
        return cls(_sum(best), sum(known) if known else None, _sum(high))


Figures = Mapping[str, Count]


def rate(figures: Figures) -> float | None:
    """Return the share that was intercepted, if both numbers are known and make one."""
    launched, intercepted = figures["launched"].best, figures["intercepted"].best
    if not launched or intercepted is None or intercepted > launched:
        return None
    return intercepted / launched


def _sum(values: Iterable[float | None]) -> float | None:
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total
