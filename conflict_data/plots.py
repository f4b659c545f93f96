"""Figures: what was launched against what was intercepted, and when.

Each takes a table of a release and draws on the Axes given, or on new ones, and returns them.
What is unknown is drawn as unknown, never as zero. Colours are apart for colour-blind eyes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from conflict_data import wording
from conflict_data.schema import schema, split

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

COLOURS = {"launched": "#E69F00", "intercepted": "#0072B2"}  # Okabe and Ito's orange and blue
MARKERS = "sDvo^P"
_BAR = 0.36
_STUB = 0.04
_ROW_INCHES = 0.75
_SMALLEST, _LARGEST = 50, 500
_Row = Mapping[str, Any]


class _Figure(NamedTuple):
    """One figure of one row: None where nobody gave a number."""

    best: float | None
    low: float | None
    high: float | None
    share: float | None

    @property
    def is_known(self) -> bool:
        """Whether anybody gave a number."""
        return any(end is not None for end in self[:3])

    @property
    def top(self) -> float:
        """The highest number that was said, 0 if none was."""
        return max((end for end in self[:3] if end is not None), default=0)

    @property
    def words(self) -> str:
        """What stands beside the bar."""
        said = wording.figure(*self[:3]) if self.is_known else "?"
        share = "" if self.share is None else f" ({wording.percent(self.share)} reported)"
        return said + share


def launched_and_intercepted(rows: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw a pair of bars for each row of ``events`` or ``munitions``; return the Axes.

    The whisker spans the reported range; ``+`` means "or more". A figure that nobody gave is a
    hatched stub with a question mark, beside it the share if one was reported. Rows in which
    neither figure is known are left out.

    >>> import pandas as pd
    >>> row = {"weapons": "drone", "launched": 170.0, "intercepted": None}
    >>> axes = launched_and_intercepted(pd.DataFrame([row]))
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Drone']
    """
    drawn = [row for row in _records(rows) if _is_known(row)]
    ax = ax or _new_axes(len(drawn))
    longest = max((_figure(row, name).top for row in drawn for name in COLOURS), default=0) or 1
    for at, row in enumerate(drawn):
        for shift, measure in zip((-0.5, 0.5), COLOURS, strict=True):
            _draw(ax, at + shift * _BAR, _figure(row, measure), COLOURS[measure], longest)
    ax.set_yticks(range(len(drawn)), [_label(row) for row in drawn])
    ax.set(ylim=(len(drawn) - 0.4, -0.6), xlabel="munitions", xlim=(0, 1.3 * longest))
    unknown = _patch("not known", facecolor="none", edgecolor="grey", hatch="////")
    _legend(ax, [*(_patch(name, color=colour) for name, colour in COLOURS.items()), unknown])
    return ax


def timeline(events: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw each event at its first day, a line for each country; return the Axes.

    A marker's area grows with what was launched; it is open where that is unknown. Colour and
    shape tell the event type. Events without a country stand on the line "at sea".

    >>> import pandas as pd
    >>> row = {"event_date": pd.Timestamp("2024-04-13"), "country": "Israel", "launched": 350.0}
    >>> axes = timeline(pd.DataFrame([{**row, "event_type": "Explosions/Remote violence"}]))
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Israel']
    """
    drawn = _records(events)
    lines = sorted({_country(row) for row in drawn})
    ax = ax or _new_axes(len(lines))
    largest = max((row.get("launched") or 0 for row in drawn), default=0) or 1
    styles = _styles(drawn)
    for row in drawn:
        size = _SMALLEST + _LARGEST * (row.get("launched") or 0) / largest
        _mark(ax, row, lines.index(_country(row)), size, *styles[row["event_type"]])
    _date_axis(ax, lines)
    _legend(ax, [_point(name, *style) for name, style in styles.items()])
    return ax


def _records(rows: pd.DataFrame) -> list[_Row]:
    """Return rows as mappings without the cells that are empty."""
    gaps = rows.isna().to_numpy()
    return [
        {
            str(name): cell
            for name, cell, gap in zip(rows.columns, cells, gaps[at], strict=True)
            if not gap
        }
        for at, cells in enumerate(rows.itertuples(index=False, name=None))
    ]


def _figure(row: _Row, measure: str) -> _Figure:
    best, low, high = (row.get(name) for name in (measure, f"{measure}_low", f"{measure}_high"))
    share = row.get("interception_rate_reported") if measure == "intercepted" else None
    return _Figure(best, low, high, share)


def _is_known(row: _Row) -> bool:
    return any(_figure(row, name).is_known for name in COLOURS)


def _label(row: _Row) -> str:
    """Name a row of munitions by its weapons and scope, an event by its day and place."""
    if "weapons" not in row:
        return f"{row['event_date']:%Y-%m-%d}\n{row.get('location') or _country(row)}"
    cells = [row[name] for name in ("launcher", "interceptor", "place") if name in row]
    scope = [wording.called("actors", code) for cell in cells for code in split(cell, ";")]
    names = [wording.called("weapons", code) for code in split(row["weapons"], ";")]
    return ",\n".join(names) + (f"\n({', '.join(scope)})" if scope else "")


def _country(row: _Row) -> str:
    return str(row.get("country", "at sea"))


def _draw(ax: Axes, at: float, figure: _Figure, colour: str, longest: float) -> None:
    """Draw one bar, hatched where there is no best figure, its whisker and its words."""
    if figure.best is None:
        length = figure.top or _STUB * longest
        ax.barh(at, length, _BAR, facecolor="none", edgecolor=colour, hatch="////")
    else:
        ax.barh(at, figure.best, _BAR, facecolor=colour, edgecolor=colour)
    if figure.low is not None and figure.low != figure.top:
        ax.plot([figure.low, figure.top], [at, at], "k|-", linewidth=1.2, markersize=7)
    end = figure.top or _STUB * longest
    ax.annotate(figure.words, (end, at), (7, 0), textcoords="offset points", va="center")


def _mark(ax: Axes, row: _Row, line: int, size: float, colour: str, marker: str) -> None:
    filled = colour if "launched" in row else "none"
    day: Any = row["event_date"]  # matplotlib takes dates, its types do not say so
    ax.scatter(day, line, size, marker=marker, facecolors=filled, edgecolors=colour, alpha=0.8)


def _styles(rows: list[_Row]) -> dict[str, tuple[str, str]]:
    """Colour and marker of each event type that occurs; a type has the same ones in any figure."""
    from matplotlib import color_sequences
    from matplotlib.colors import to_hex

    kinds = schema().table("events").field("event_type").enum
    colours = map(to_hex, color_sequences["petroff6"])
    found = {row["event_type"] for row in rows}
    looks = zip(kinds, colours, MARKERS, strict=True)
    return {kind: (colour, marker) for kind, colour, marker in looks if kind in found}


def _date_axis(ax: Axes, lines: list[str]) -> None:
    from matplotlib import dates

    locator: Any = dates.AutoDateLocator
    formatter: Any = dates.DateFormatter  # Any, since matplotlib's own are not typed
    ax.xaxis.set_major_locator(locator(minticks=3, maxticks=7))
    ax.xaxis.set_major_formatter(formatter("%Y-%m-%d"))
    ax.set_yticks(range(len(lines)), lines)
    ax.set(ylim=(len(lines) - 0.4, -0.6), xlabel="area: munitions launched; open: not known")
    ax.margins(x=0.1)
    ax.grid(axis="x", alpha=0.3)


def _patch(name: str, **look: Any) -> Artist:
    from matplotlib.patches import Patch

    return Patch(label=name, **look)


def _point(name: str, colour: str, marker: str) -> Artist:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, marker=marker, linestyle="", label=name)


def _legend(ax: Axes, handles: list[Artist]) -> None:
    """Put the legend above the axes, where it hides nothing."""
    ax.legend(handles=handles, ncols=3, frameon=False, loc="lower left", bbox_to_anchor=(0, 1))


def _new_axes(rows: int) -> Axes:
    """Return Axes high enough for ``rows`` lines of text."""
    from matplotlib import pyplot as plt

    size = (8, 1.4 + _ROW_INCHES * max(rows, 1))
    _, ax = plt.subplots(figsize=size, layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    return ax
