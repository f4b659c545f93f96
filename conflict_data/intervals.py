"""Ratios over texts, with bootstrap intervals.

Precision, recall, F1 and every share of a score is a ratio of two sums over texts. Claims of one
text hang together, so whole texts are drawn anew, never single claims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = 1000
SEED = 0
LEVEL = 0.95
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two sums: for each text what it adds above and below the line.

    >>> Ratio([1, 2], [2, 2]).value
    0.75
    """

    above: Sequence[float]
    below: Sequence[float]

    @property
    def value(self) -> float | None:
        """The ratio over all texts; None if there is nothing below the line."""
        below = sum(self.below)
        return sum(self.above) / below if below else None

    def interval(self, samples: int = SAMPLES, seed: int = SEED) -> tuple[float, float] | None:
        """Return the bounds of the middle 95 % of the ratio over ``samples`` redrawn sets of texts.

        The same numbers for the same ``seed``; None if there is nothing below the line.

        >>> Ratio([1, 1, 1], [1, 1, 1]).interval()
        (1.0, 1.0)
        """
        import numpy as np

        if not sum(self.below):
            return None
        weights = _weights(len(self.below), samples, seed)
        above, below = weights @ np.asarray(self.above), weights @ np.asarray(self.below)
        drawn = above[below > 0] / below[below > 0]
        low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return float(low), float(high)

    def __str__(self) -> str:
        """The ratio with its interval, for tables.

        >>> str(Ratio([1, 1, 1], [1, 1, 1])), str(Ratio([], []))
        ('1.00 (1.00-1.00)', '-')
        """
        bounds = self.interval()
        if self.value is None or bounds is None:
            return "-"
        return f"{self.value:.2f} ({bounds[0]:.2f}-{bounds[1]:.2f})"


@lru_cache(maxsize=1)
def _weights(texts: int, samples: int, seed: int) -> NDArray[np.int64]:
    """How often each text is in each sample: samples x texts, every row sums to ``texts``."""
    import numpy as np

    return np.random.default_rng(seed).multinomial(texts, [1 / texts] * texts, size=samples)


def numbers(ratios: Mapping[str, Ratio]) -> dict[str, Any]:
    """Return ratios as numbers for JSON, with their intervals beside them.

    >>> numbers({"recall": Ratio([1, 1, 1], [1, 1, 1])})
    {'recall': 1.0, 'intervals': {'recall': [1.0, 1.0]}}
    """
    values = {name: rounded(ratio.value) for name, ratio in ratios.items()}
    bounds = {name: ratio.interval() for name, ratio in ratios.items()}
    intervals = {name: pair and [*map(rounded, pair)] for name, pair in bounds.items()}
    return {**values, "intervals": intervals}


def rounded(value: float | None) -> float | None:
    """Return a figure with as many digits as it can bear.

    >>> rounded(2 / 3), rounded(None)
    (0.6667, None)
    """
    return None if value is None else round(value, _DIGITS)
