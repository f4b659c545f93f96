"""What could not be mapped: counted exactly, the first of each kind kept as Problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from conflict_data.records import Problem

LIMIT = 100


class Tally:
    """Problems by (field, rule): exact ``counts``, and the first 100 of each as values."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._kept: dict[tuple[str, str], list[Problem]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems kept, in the order in which they were found."""
        return tuple(problem for kept in self._kept.values() for problem in kept)

    def add(self, field: str, rule: str, count: int, make: Callable[[int], Problem]) -> None:
        """Count ``count`` problems; ``make(n)`` words the n-th of them, if it is to be kept."""
        if not count:
            return
        kept = self._kept.setdefault((field, rule), [])
        self.counts[field, rule] += count
        kept += [make(n) for n in range(min(count, LIMIT - len(kept)))]

    def more(self) -> Mapping[tuple[str, str], int]:
        """Return how many problems of each kind were counted but not kept."""
        left = {key: self.counts[key] - len(kept) for key, kept in self._kept.items()}
        return {key: count for key, count in left.items() if count}
