"""The table of events at the head of a page, each leading to its section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conflict_data import overview
from conflict_data.markup import Markup, element
from conflict_data.page.anchors import Links, anchor

_NUMBERS = ("launched", "intercepted", "rate", "killed")
_LONG = 60
_Event = Mapping[str, Any]


def table(events: Sequence[_Event], links: Links) -> Markup:
    """Return the overview of events; a long one begins with ways to its years or months."""
    begins = _begins(events)
    names = [element("th", _look(name, scope="col"), name) for name in overview.Line._fields]
    rows = [_row(event, links, begins.get(at)) for at, event in enumerate(events)]
    head = element("thead", {}, element("tr", {}, *names))
    note = element("caption", {}, overview.NOTE)
    listed = element("table", {}, note, head, element("tbody", {}, *rows))
    look = {"class": "wide", "tabindex": "0", "role": "region", "aria-label": "Overview of events"}
    ways = [element("a", {"href": f"#{_place(period)}"}, period) for period in begins.values()]
    jumps = [element("p", {"class": "ways"}, *ways)] if ways else []
    nav = {"id": "events", "aria-label": "Events"}
    return element("nav", nav, *jumps, element("div", look, listed))


def _begins(events: Sequence[_Event]) -> dict[int, str]:
    """Return the rows with which years begin, or the months of a single year."""
    days = [event["event_date"] for event in events]
    form = "%Y" if len({day.year for day in days}) > 1 else "%Y-%m"
    first: dict[str, int] = {}
    for at, day in enumerate(days):
        first.setdefault(f"{day:{form}}", at)
    is_long = len(events) > _LONG and len(first) > 1
    return {at: period for period, at in first.items()} if is_long else {}


def _place(period: str) -> str:
    return anchor("events", period)


def _look(name: str, scope: str | None = None) -> dict[str, str | None]:
    return {"class": f"number {name}" if name in _NUMBERS else name, "scope": scope}


def _row(event: _Event, links: Links, period: str | None) -> Markup:
    line = overview.line(event)
    date, _, *others = zip(line._fields, line, strict=True)
    name = line.where or event["event_id_cnty"]
    way = element("a", {"href": links.to(event["event_id_cnty"])}, name)
    cells = [element("td", _look(column), cell) for column, cell in (date, *others)]
    look = {
        "class": "part" if event["part_of_event"] else None,
        "id": _place(period) if period else None,
    }
    return element("tr", look, cells[0], element("th", {"scope": "row"}, way), *cells[1:])
