"""A whole page: head, overview, events, articles, and nothing that loads or runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from conflict_data.markup import Markup, element, join
from conflict_data.page import looks
from conflict_data.version import __version__

_HOW = "A figure leads to the quote that it follows, a marked quote back to its figure."


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
