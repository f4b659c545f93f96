"""Windows: the days that words of a text name, and how two of them make one night."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

RUNNING = "running"
PERIOD_DAYS = 3
_TILL = re.compile(
    r"\s*(?:,?\s?and|to|until|till|into|through|-|–)\s"
    r"(?:(?:the|on|in|of|early|late|small|hours|dusk|dawn|midnight|morning|evening)\s){0,5}"
)


class Window(NamedTuple):
    """Days ``start..end`` that the text between two offsets names; period: no event's window.

    A period whose basis is ``running`` goes on: "since October"; others are over: "in October".
    """

    first: int
    last: int
    start: date | None
    end: date | None
    basis: str
    period: bool = False
    text: str = ""


def joined(found: list[Window], text: str) -> list[Window]:
    """Join the ends of a night: "between dusk on Thursday and dawn on Friday"."""
    out: list[Window] = []
    for window in found:
        before = out[-1] if out else None
        if (
            before
            and _is_next_day(before, window)
            and _TILL.fullmatch(text, before.last, window.first)
        ):
            out[-1] = before._replace(last=window.last, end=window.end)
        else:
            out.append(window)
    return out


def _is_next_day(one: Window, other: Window) -> bool:
    if one.end is None or other.start is None or other.start != other.end:
        return False
    return one.end + timedelta(days=1) == other.start
