"""What could not be mapped: counted exactly, the first of each kind kept as Problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from conflict_data.records import Problem

LIMIT = 100


class Tally:
    """Problems by (field, rule): exact ``counts``, and the first 100 of each as values."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._kept: dict[tuple[str, str], list[Problem]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems kept, kind by kind, and behind them how many more there were."""
        return tuple(one for kind, kept in self._kept.items() for one in (*kept, *self._more(kind)))

    def add(self, field: str, rule: str, count: int, make: Callable[[int], Problem]) -> None:
        """Count ``count`` problems; ``make(n)`` words the n-th of them, if it is to be kept."""
        if not count:
            return
        kept = self._kept.setdefault((field, rule), [])
        self.counts[field, rule] += count
        kept += [make(n) for n in range(min(count, LIMIT - len(kept)))]

    def _more(self, kind: tuple[str, str]) -> list[Problem]:
        more = self.counts[kind] - len(self._kept[kind])
        message = f"{more} more of the same; only the first {LIMIT} are listed"
        return [Problem("sources", "", *kind, "", message)] if more else []
