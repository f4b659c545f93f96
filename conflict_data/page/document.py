"""A whole page: head, overview, events, articles, and nothing that loads or runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from conflict_data import overview
from conflict_data.markup import Markup, element, join
from conflict_data.page import looks
from conflict_data.page.anchors import Links
from conflict_data.version import __version__

_HOW = "A figure leads to the quote that it follows, a marked quote back to its figure."
_NUMBERS = ("launched", "intercepted", "rate", "killed")


def document(title: str, ways: Iterable[Markup], *body: str) -> Markup:
    """Return a page; ``ways`` are links to other pages."""
    head = element("h1", {}, title)
    skip = element("a", {"class": "skip", "href": "#events"}, "Skip to the events")
    guide = element("p", {}, _HOW)
    header = element("header", {}, head, *ways, guide, looks.legend())
    made = f"Made by conflict_data {__version__}. Sentences belong to their publishers."
    footer = element("footer", {}, element("p", {}, made))
    page = element("body", {}, skip, header, element("main", {}, *body), footer)
    return join(Markup("<!doctype html>\n"), element("html", {"lang": "en"}, _head(title), page))


def table(events: Iterable[Mapping[str, Any]], links: Links) -> Markup:
    """Return the overview of events, each leading to its section."""
    names = [element("th", {"scope": "col", "class": _look(name)}, name) for name in _columns()]
    head = element("thead", {}, element("tr", {}, *names))
    rows = element("tbody", {}, *(_row(event, links) for event in events))
    note = element("caption", {}, overview.NOTE)
    listed = element("table", {}, note, head, rows)
    look = {"class": "wide", "tabindex": "0", "role": "region", "aria-label": "Overview of events"}
    return element("nav", {"id": "events", "aria-label": "Events"}, element("div", look, listed))


def _columns() -> tuple[str, ...]:
    return overview.Line._fields


def _look(name: str) -> str:
    return f"number {name}" if name in _NUMBERS else name


def _row(event: Mapping[str, Any], links: Links) -> Markup:
    line = overview.line(event)
    href, name = links.to(event["event_id_cnty"]), line.where or event["event_id_cnty"]
    way = element("a", {"href": href}, name)
    cells = [
        element("td", {"class": _look(column)}, cell)
        for column, cell in zip(line._fields, line, strict=True)
    ]
    cells[1] = element("th", {"scope": "row"}, way)
    return element("tr", {"class": "part" if event["part_of_event"] else None}, *cells)


def _head(title: str) -> Markup:
    style = Markup(_style())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    rules += ["base-uri 'none'", "form-action 'none'"]
    return element(
        "head",
        {},
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": "; ".join(rules)}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("title", {}, title),
        element("style", {}, style),
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text("utf-8")
