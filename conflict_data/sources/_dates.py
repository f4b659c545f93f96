"""Dates in a column: which of the formats of a mapping it follows, decided over all its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

Formats = Sequence[str]


class Choice(NamedTuple):
    """The formats to try in a column, in order; ``doubt``: two that all its rows allow."""

    formats: tuple[str, ...]
    doubt: tuple[str, str] | None = None


def choose(cells: Iterable[str], formats: Formats) -> Choice:
    """Choose for a whole column: of two formats that swap day and month the one that fits more.

    The other one is out, also for single cells: a column was written in one way. If both fit
    as many rows and give other days, the first is taken and ``doubt`` says so.

    >>> choose(["13/04/2024", "01/02/2024"], ["%m/%d/%Y", "%d/%m/%Y"]).formats
    ('%d/%m/%Y',)
    """
    different = set(cells)
    fits = Counter({name: sum(parse(cell, (name,)) is not None for cell in different)
                    for name in formats})  # fmt: skip
    chosen: list[str] = []
    doubt = None
    for name in sorted(formats, key=lambda one: -fits[one]):
        rival = next((one for one in chosen if _swapped(one) == name), None)
        if rival is None:
            chosen.append(name)
        elif fits[name] == fits[rival] and _differ(different, name, rival):
            doubt = (rival, name)
    return Choice(tuple(chosen), doubt)


def rivals(formats: Formats) -> tuple[str, ...]:
    """Return the formats for which all rows must be seen: day and month may be swapped."""
    return tuple(name for name in formats if _swapped(name) in formats and _swapped(name) != name)


@lru_cache(1 << 16)
def parse(cell: str, formats: tuple[str, ...]) -> date | None:
    """Return the day that a cell names in the first of the formats that fits, else None.

    >>> parse("03 December 2020", ("%Y-%m-%d", "%d %B %Y"))
    datetime.date(2020, 12, 3)
    """
    text = " ".join(cell.split())  # blanks may be no-break spaces
    for name in formats:
        try:
            return datetime.strptime(text, name).date()
        except ValueError:
            continue
    return None


def _differ(cells: Iterable[str], one: str, other: str) -> bool:
    return any(parse(cell, (one,)) != parse(cell, (other,)) for cell in cells)


def _swapped(name: str) -> str:
    return name.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")
