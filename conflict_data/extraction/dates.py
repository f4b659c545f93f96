"""Dates: windows of days, resolved against the day of publication; never a false point.

A night is one window of two days. A weekday is the nearest at or before publication. A period of
more than a few days makes a figure a running total, and is no window of an event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from conflict_data.extraction import timex
from conflict_data.extraction.scan import Tokens
from conflict_data.extraction.windows import PERIOD_DAYS, RUNNING, Window, joined
from conflict_data.terms import tokenise

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_WHEN = re.compile(r",? when\b", re.IGNORECASE)
_EDGE = re.compile(r"\b(?:day|week|end|start|beginning|eve) $")  # on the last day of 2022
_GOES_ON = re.compile(r" \w")
_BACKWARDS = re.compile("past|last|previous")
_NIGHTS = ("overnight", "the night of")
_NOT_DIGIT = re.compile(r"\D")


def find(tokens: Tokens, published: date | None, anchor: date | None = None) -> list[Window]:
    """Return the windows that a sentence names, in order.

    >>> from conflict_data.extraction.scan import cut
    >>> found = find(cut("late on Saturday night"), published=date(2024, 4, 17))
    >>> [(str(window.start), str(window.end)) for window in found]
    [('2024-04-13', '2024-04-14')]
    """
    found = []
    for match in timex.matches(tokens):
        window = _HANDLERS[match.lastgroup or ""](match, published, anchor)
        if window is not None:
            found.append(window)
            anchor = window.start or anchor
    return joined(found, tokens.text)


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
        month = _named(timex.months(), words)
        first = int(_NOT_DIGIT.sub("", match.group(f"{prefix}_d")))
        till = match.group(f"{prefix}_t")
        last = int(_NOT_DIGIT.sub("", till)) if till else first
        stated = match.group(f"{prefix}_y")
        start = _dated(first, month, int(stated) if stated else None, published)
        end = _dated(last, month, int(stated) if stated else None, published)
        if start is None or end is None or end < start:
            return None
        if match.group(f"{prefix}_n") and end == start:
            end += timedelta(days=1)
        return _window(match, start, end, period=(end - start).days > PERIOD_DAYS)

    return read


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
    wanted = _named(timex.weekdays(), words)
    back = (published.weekday() - wanted) % 7
    if before == "last" and back == 0:
        back = 7
    day = published - timedelta(days=back)
    if after:
        return _window(match, day, day + timedelta(days=1))
    if before in _NIGHTS:
        start = day - timedelta(days=1) if day == published or "into" in words else day
        return _window(match, start, start + timedelta(days=1))
    return _window(match, day, day)


def _named(names: Mapping[str, int], words: str) -> int:
    """Return the number of the month or weekday named among ``words``."""
    return next(names[word] for word in tokenise(words) if word in names)


def _relative_window(
    match: re.Match[str], published: date | None, anchor: date | None
) -> Window | None:
    row = timex.relative()[match.group("rel")]
    if row["kind"] == "vague":
        return _window(match, None, None)
    if row["kind"] in ("period", RUNNING):
        return _window(match, None, None, row["kind"], period=True)
    if row["kind"] == "weekend":
        return _weekend(match, published)
    base = anchor or published if row["kind"] == "anchored" else published
    ahead = row["start"] and int(row["start"]) > 0
    if base is None or (ahead and anchor is None):
        return _window(match, None, None)  # no news is of the day after it
    start, end = (base + timedelta(days=int(row[edge])) for edge in ("start", "end"))
    return _window(match, start, end, "anchored" if row["kind"] == "anchored" else "stated")


def _weekend(match: re.Match[str], published: date | None) -> Window | None:
    if published is None:
        return None
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    return _window(match, saturday, saturday + timedelta(days=1))


def _ago(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    """Read "two days ago"; "two days after a strike" dates the strike from the day told before."""
    number, word = match.group("ago_n"), match.group("ago_w").lower()
    count = 1 if number == "the" else _count(number)
    base = published if word == "ago" else anchor
    if word == "after" and not _GOES_ON.match(match.string, match.end()):
        word = "later"  # the town was hit the day after
    if word == "before" and _GOES_ON.match(match.string, match.end()):
        return None  # five days before the vote
    if word in ("after", "before", "earlier"):
        base = base or published
    if count is None or base is None:
        return None
    sign = 1 if word == "later" else -1
    day, about = base + timedelta(days=sign * count), timedelta()
    if match.group("ago_u") == "week":
        day, about = base + timedelta(weeks=sign * count), timedelta(days=1)
    basis = "stated" if base is published else "anchored"
    return _window(match, day - about, day + about, basis)


def _span(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    """Read "in the past three weeks": a period, unless it is at most about three days."""
    count, unit = _count(match.group("span_n")), match.group("span_u").lower()
    if count is None:
        return None
    days = count // 24 if unit[0] == "h" else count * _DAYS[unit[0]]
    if days > PERIOD_DAYS:
        return _window(match, None, None, period=True)
    if published is None or "first" in match.group().lower():
        return None
    if not _BACKWARDS.search(match.group()):  # "in a day" tells how long, not when
        return _window(match, None, None)
    return _window(match, published - timedelta(days=days), published)


def _period(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    return _window(match, None, None, period=True)


def _since(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    """Read "since October"; "since Monday" is a window, and so is "since June 10, when"."""
    start = _beginning(match, published)
    if start and _WHEN.match(match.string, match.end()):
        return _window(match, start, start, "anchored")
    if start and published and 0 <= (published - start).days < PERIOD_DAYS:
        return _window(match, start, published)
    return _window(match, None, None, RUNNING, period=True)


def _beginning(match: re.Match[str], published: date | None) -> date | None:
    if match.group("since_w") and published:
        wanted = _named(timex.weekdays(), match.group("since_w"))
        return published - timedelta(days=(published.weekday() - wanted) % 7)
    day = match.group("since_d")
    if day is None:
        return None
    month, year = _named(timex.months(), match.group("since_m")), match.group("since_y")
    return _dated(int(_NOT_DIGIT.sub("", day)), month, int(year) if year else None, published)


def _year(match: re.Match[str], published: date | None, anchor: date | None) -> Window | None:
    """Read "in 1991": history, unless the year has not ended or all of it is meant."""
    year = int(match.group("year_y"))
    whole = not match.group().lower().startswith("in ")
    if whole and _EDGE.search(match.string, 0, match.start()):
        return _window(match, None, None)
    if whole or published is None or year >= published.year:
        return _window(match, None, None, period=True)
    return _window(match, date(year, 1, 1), date(year, 12, 31))


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 4 else timex.NUMBERS.get(word)


_HANDLERS: dict[str, Callable[..., Window | None]] = {
    "iso": _iso,
    "md": _day_month("md"),
    "dm": _day_month("dm"),
    "my": _period,
    "since": _since,
    "wd": _weekday,
    "rel": _relative_window,
    "ago": _ago,
    "span": _span,
    "month": _period,
    "years": _period,
    "year": _year,
}
