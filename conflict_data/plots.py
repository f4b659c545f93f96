"""Figures: what was launched against what was intercepted, and when.

Each takes a table of a release and matplotlib Axes (or makes them) and returns the Axes. Unknown
is drawn as unknown, never as zero. Colours are apart for colour-blind eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflict_data.schema import codes, schema

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_COLOURS = {"launched": "#E69F00", "intercepted": "#0072B2"}  # Okabe and Ito
_BAR = 0.38
_STUB = 0.05
_BIGGEST, _SMALLEST = 900, 30


@dataclass(frozen=True, slots=True)
class _Bar:
    """One figure of one row; ``best`` is None where nobody gave a number."""

    best: float | None
    low: float | None
    high: float | None
    note: str

    @property
    def top(self) -> float:
        """The highest number that was said."""
        return max((end for end in (self.best, self.low, self.high) if end is not None), default=0)


def launched_and_intercepted(rows: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw a pair of bars for each row of ``events`` or ``munitions``; return the Axes.

    Whiskers span the reported range; an arrow up means "or more". An unknown figure is a hatched
    stub with a question mark, or with the share that was reported in its place. Rows in which
    neither figure is known are left out.

    >>> import pandas as pd
    >>> row = {"weapons": "drone", "launched": 170.0, "intercepted": None}
    >>> axes = launched_and_intercepted(pd.DataFrame([row]))
    >>> [label.get_text() for label in axes.get_xticklabels()]
    ['drone']
    """
    ax = ax or _axes()
    pairs = [(_label(row), _bars(row)) for row in _records(rows)]
    known = [(label, bars) for label, bars in pairs if any(bar.top for bar in bars)]
    highest = max((bar.top for _, bars in known for bar in bars), default=1)
    for at, (_, bars) in enumerate(known):
        for side, bar, measure in zip((-0.5, 0.5), bars, _COLOURS, strict=True):
            _draw(ax, at + side * _BAR, bar, _COLOURS[measure], highest)
    _dress(ax, [label for label, _ in known], highest)
    return ax
