"""What verbs share in talking: tables of plain text, and progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from conflict_data.wording import plural

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


def progress(items: Iterable[_Item], noun: str) -> Iterator[_Item]:
    """Pass items through and count them on stderr, if that is a terminal."""
    shown = sys.stderr.isatty()
    count = 0
    for count, item in enumerate(items, start=1):
        if shown and count % _EVERY == 0:
            print(f"\r{plural(count, noun)}", end="", file=sys.stderr, flush=True)
        yield item
    if shown and count >= _EVERY:
        print(f"\r{plural(count, noun)}", file=sys.stderr)


def line(text: str) -> None:
    """Tell how far a thing is, on stderr, if that is a terminal; each call writes over the last."""
    if sys.stderr.isatty():
        print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)
