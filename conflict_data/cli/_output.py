"""What verbs share in talking: tables of plain text, figures with ranges, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

NOTHING = "-"
_EVERY = 50
_Item = TypeVar("_Item")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as aligned text.

    >>> print(table(["date", "launched"], [["2024-04-13", "350"]]))
    date        launched
    ----------  --------
    2024-04-13  350
    """
    cells = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    lines = [head, ["-" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def figure(best: float | None, low: float | None, high: float | None) -> str:
    """Return a figure with its reported range.

    >>> figure(350, 350, 350), figure(350, 350, None), figure(350, 320, 360), figure(None, 2, None)
    ('350', '350+', '350 (320-360)', '2+')
    """
    if best is None:
        return _range(low, high)
    if low is None and high is None:
        return f"{best:g}"
    if low == best and high is None:
        return f"{best:g}+"
    return f"{best:g}" if low == high == best else f"{best:g} ({_range(low, high)})"


def rate(computed: float | None, reported: float | None) -> str:
    """Return an interception rate: the computed one, else the reported one, marked with ``~``.

    >>> rate(0.5, 0.99), rate(None, 0.99), rate(None, None)
    ('50%', '~99%', '-')
    """
    if computed is not None:
        return _percent(computed)
    return NOTHING if reported is None else f"~{_percent(reported)}"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "claim"), plural(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def progress(items: Iterable[_Item], noun: str) -> Iterator[_Item]:
    """Pass items through and count them on stderr, if that is a terminal."""
    shown = sys.stderr.isatty()
    count = 0
    for count, item in enumerate(items, start=1):  # noqa: B007, as the last count is needed below
        if shown and count % _EVERY == 0:
            print(f"\r{plural(count, noun)}", end="", file=sys.stderr, flush=True)
        yield item
    if shown and count >= _EVERY:
        print(f"\r{plural(count, noun)}", file=sys.stderr)


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return NOTHING
    if high is None:
        return f"{low:g}+"
    if low is None:
        return f"up to {high:g}"
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"
