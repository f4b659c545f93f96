"""Days of which a year, a month and a day are given, each of which may be unknown."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from conflict_data.sources._columns import clean

_UNKNOWN = {"", "0", "-9", "-99", "99", "NA"}


class Window(NamedTuple):
    """First and last day as ISO text, and what is known of it: ``day``, ``month`` or ``year``.

    Where the cells name no day, ``start`` is what they say, so that it can be told.
    """

    start: str
    end: str | None = None
    known: str | None = None


@cache
def window(year: str | None, month: str | None, day: str | None) -> Window:
    """Return the days that may be meant.

    >>> window("2003", "2", "0")
    Window(start='2003-02-01', end='2003-02-28', known='month')
    >>> window("2003", "2", "30")
    Window(start='2003/2/30', end=None, known=None)
    """
    cells = (year, month, day)
    try:
        return _window(*map(_number, cells))
    except ValueError:
        return Window("/".join(cell or "" for cell in cells))


def windows(rows: pa.Table, year: str, month: str, day: str) -> list[Window]:
    """Return the windows of three columns of text."""
    columns = (clean(rows.column(name).combine_chunks(), [""]) for name in (year, month, day))
    return [window(*cells) for cells in zip(*(one.to_pylist() for one in columns), strict=True)]


def parts(windows: list[Window], part: str) -> Any:
    """Return one part of windows as a column."""
    return pa.array([getattr(one, part) for one in windows], pa.string())


def _number(cell: str | None) -> int | None:
    text = (cell or "").removesuffix(".0")
    return None if text in _UNKNOWN else int(text)


def _window(year: int | None, month: int | None, day: int | None) -> Window:
    if year is None:
        raise ValueError("no year")
    first = dt.date(year, month or 1, (day if month else None) or 1)
    if month is None:
        return Window(first.isoformat(), dt.date(year, 12, 31).isoformat(), "year")
    if day is None:
        last = first.replace(day=calendar.monthrange(year, month)[1])
        return Window(first.isoformat(), last.isoformat(), "month")
    return Window(first.isoformat(), first.isoformat(), "day")
