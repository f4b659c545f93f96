"""Dates: windows of days, resolved against the day of publication; never a false point.

A night is one window of two days. A weekday is the nearest at or before publication. A period of
more than a few days makes a figure a running total, and is no window of an event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from conflict_data.schema import codes, split

NIGHT = r"(?:[’']s)? (?:overnight|night|evening)"
_PERIOD_DAYS = 3
_NUMBER = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "several": 5, "few": 4,
}  # fmt: skip


class Window(NamedTuple):
    """Days ``start..end`` that the text between two offsets names; period: no event's window."""

    first: int
    last: int
    start: date | None
    end: date | None
    basis: str
    period: bool = False
    text: str = ""


@cache
def _calendar() -> tuple[dict[str, int], dict[str, int]]:
    """Return months and weekdays by their names in lower case; weekdays count from 0, Monday."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for row in codes("calendar").values():
        for term in split(row["terms"]):
            if row["kind"] == "month":
                months[term.lower()] = int(row["number"])
            else:
                weekdays[term.lower()] = int(row["number"]) - 1
    return months, weekdays


@cache
def _relative() -> dict[str, dict[str, str]]:
    """Return the rows of the list of times by their terms in lower case."""
    rows = codes("times").values()
    return {term.lower(): dict(row) for row in rows for term in split(row["terms"])}


@cache
def _pattern() -> re.Pattern[str]:
    months, weekdays = _calendar()
    month = _any(months, r"\.?")
    weekday = _any(weekdays, r"\b")
    day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    till = rf"(?:\s?[-–—/]\s?|\s(?:and|to)\s){day}"
    parts = [
        r"(?P<iso>\b\d{4}-\d\d-\d\d\b)",
        rf"(?P<md>\b{month}\s(?P<md_d>{day})(?P<md_t>{till}(?!\d))?(?![\d:%])(?:,?\s(?P<md_y>(?:19|20)\d\d)\b)?)",
        rf"(?P<dm>\b(?P<dm_d>{day})(?P<dm_t>{till})?\s(?:of\s)?{month}\b(?:,?\s(?P<dm_y>(?:19|20)\d\d)\b)?)",
        rf"(?P<my>\b(?:(?:early|late|mid)[- ])?{month},?\s(?P<my_y>(?:19|20)\d\d)\b)",
        rf"(?P<since>\bsince\s(?:(?:early|late|mid|last)[- ]?)?(?:{month}|(?:19|20)\d\d\b|{weekday}))",
        rf"(?P<wd>(?:\b(?P<wd_pre>last|next|early|late|overnight|the early hours of|the night of)"
        rf"(?:\s(?:on|into|to|from))?\s)?\b{weekday}(?P<wd_post>{NIGHT})?)",
        rf"(?P<rel>\b(?:{_any_text(_relative())})\b(?!['’]s))",
        r"(?P<ago>\b(?P<ago_n>\w+) days? (?P<ago_w>ago|earlier|later|before))",
        r"(?P<span>\b(?:past|last|first|previous|over|for|in) (?:the )?(?:past |last |first )?"
        rf"(?P<span_n>\d{{1,3}}|{'|'.join(_NUMBER)})(?: |-)(?P<span_u>hours?|days?|weeks?|months?|years?)\b)",
        rf"(?P<month>\b(?:in|of|during|throughout) (?:(?:early|late|mid)[- ])?{month}(?=[\s,.;)]|$)(?!\.?\s?\d))",
        r"(?P<year>\b(?:in|of|during|throughout|since) (?P<year_y>(?:19|20)\d\d)\b)",
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


def _any(names: dict[str, int], end: str) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, names), key=lambda n: (-len(n), n)))}){end}"


def _any_text(names: dict[str, dict[str, str]]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n)))


def find(text: str, published: date | None, anchor: date | None = None) -> list[Window]:
    """Return the windows that ``text`` names, in order.

    >>> [(str(w.start), str(w.end)) for w in find("late on Saturday night", date(2024, 4, 17))]
    [('2024-04-13', '2024-04-14')]
    """
    found = []
    for match in _pattern().finditer(text):
        window = _HANDLERS[_kind(match)](match, published, anchor)
        if window is not None:
            found.append(window)
    return found


def _kind(match: re.Match[str]) -> str:
    return next(name for name in _HANDLERS if match.group(name))


def _window(
    match: re.Match[str], start: date | None, end: date | None, basis: str = "stated",
    period: bool = False,
) -> Window:  # fmt: skip
    return Window(match.start(), match.end(), start, end, basis, period, match.group())


def _iso(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    try:
        day = date.fromisoformat(match.group("iso"))
    except ValueError:
        return None
    return _window(match, day, day)


def _day_month(prefix: str) -> Callable[..., Window | None]:
    def read(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
        words = match.group(prefix).lower()
        month = next(n for name, n in _by_length() if re.search(rf"\b{name}\b", words))
        first = int(re.sub(r"\D", "", match.group(f"{prefix}_d")))
        till = match.group(f"{prefix}_t")
        last = int(re.sub(r"\D", "", till)) if till else first
        stated = match.group(f"{prefix}_y")
        start = _dated(first, month, int(stated) if stated else None, published)
        end = _dated(last, month, int(stated) if stated else None, published)
        if start is None or end is None or end < start:
            return None
        return _window(match, start, end, period=(end - start).days > _PERIOD_DAYS)

    return read


@cache
def _by_length() -> list[tuple[str, int]]:
    return sorted(_calendar()[0].items(), key=lambda item: -len(item[0]))


def _dated(day: int, month: int, year: int | None, published: date | None) -> date | None:
    """Return the day; without a year, the nearest at or before publication."""
    if year is None and published is None:
        return None
    try:
        found = date(year or published.year, month, day)  # type: ignore[union-attr]
        if year is None and published is not None and found > published + timedelta(days=1):
            found = found.replace(year=found.year - 1)
    except ValueError:
        return None
    return found


def _weekday(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    before, after = (match.group("wd_pre") or "").lower(), match.group("wd_post")
    if published is None or before == "next":
        return None
    words = match.group("wd").lower()
    wanted = next(n for name, n in _weekdays_by_length() if re.search(rf"\b{name}\b", words))
    back = (published.weekday() - wanted) % 7
    if before == "last" and back == 0:
        back = 7
    day = published - timedelta(days=back)
    if after:
        return _window(match, day, day + timedelta(days=1))
    if before in ("overnight", "the night of"):
        start = day - timedelta(days=1) if day == published or "into" in words else day
        return _window(match, start, start + timedelta(days=1))
    return _window(match, day, day)


@cache
def _weekdays_by_length() -> list[tuple[str, int]]:
    return sorted(_calendar()[1].items(), key=lambda item: -len(item[0]))


def _relative_window(
    match: re.Match[str], published: date | None, anchor: date | None
) -> Window | None:
    row = _relative()[match.group("rel").lower()]
    if row["kind"] == "period":
        return _window(match, None, None, period=True)
    if row["kind"] == "weekend":
        return _weekend(match, published)
    base = anchor or published if row["kind"] == "anchored" else published
    if base is None:
        return None
    start, end = (base + timedelta(days=int(row[edge])) for edge in ("start", "end"))
    return _window(match, start, end, "anchored" if row["kind"] == "anchored" else "stated")


def _weekend(match: re.Match[str], published: date | None) -> Window | None:
    if published is None:
        return None
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    return _window(match, saturday, saturday + timedelta(days=1))


def _ago(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    count = _count(match.group("ago_n"))
    base = published if match.group("ago_w").lower() == "ago" else anchor
    if count is None or base is None:
        return None
    sign = 1 if match.group("ago_w").lower() == "later" else -1
    day = base + timedelta(days=sign * count)
    return _window(match, day, day, "stated" if base is published else "anchored")


def _span(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    """Read "in the past three weeks": a period, unless it is at most about three days."""
    count, unit = _count(match.group("span_n")), match.group("span_u").lower()
    if count is None:
        return None
    days = {"h": count // 24, "d": count, "w": 7 * count, "m": 30 * count, "y": 365 * count}[unit[0]]
    if days > _PERIOD_DAYS:
        return _window(match, None, None, period=True)
    if published is None or "first" in match.group().lower():
        return None
    return _window(match, published - timedelta(days=days), published)


def _period(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    return _window(match, None, None, period=True)


def _year(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    """Read "in 1991": history, unless the year has not ended or all of it is meant."""
    year = int(match.group("year_y"))
    whole = not match.group().lower().startswith("in ")
    if whole or published is None or year >= published.year:
        return _window(match, None, None, period=True)
    return _window(match, date(year, 1, 1), date(year, 12, 31))


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 4 else _NUMBER.get(word.lower())


_HANDLERS: dict[str, Callable[..., Window | None]] = {
    "iso": _iso,
    "md": _day_month("md"),
    "dm": _day_month("dm"),
    "my": _period,
    "since": _period,
    "wd": _weekday,
    "rel": _relative_window,
    "ago": _ago,
    "span": _span,
    "month": _period,
    "year": _year,
}
