"""Marks in a text: quotes that may stand in each other, each with a place to jump to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from conflict_data.markup import Markup, element, join
from conflict_data.page import looks


class Span(NamedTuple):
    """A quote at ``text[start:end]``: its own anchor, where it leads, and the number it bears."""

    start: int
    end: int
    measure: str
    anchor: str
    href: str | None
    number: str


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """Return ``text`` with its quotes marked; where they overlap the shortest one is shown.

    A quote that has no place in the text stands before it, so that what leads to it is not lost.

    >>> marked("He saw 3 drones.", [Span(7, 15, "launched", "c1", "#f1", "1")])[:42]
    'He saw <span class="at" id="c1"><a class="'
    """
    placed = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    lost = [
        _anchored(_link(span, _badge(span)), span.anchor) for span in spans if span not in placed
    ]
    return join(*lost, *_pieces(text, sorted(placed, key=_order)))


def _order(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.anchor


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """Cut the text where a quote begins or ends; ``open_`` holds the quotes around the piece."""
    ends = {end for span in spans for end in span[:2] if end < len(text)}
    cuts = sorted({0, *ends, len(text)})
    waiting, open_ = list(reversed(spans)), list[Span]()
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            open_.append(waiting.pop())
        open_ = [span for span in open_ if span.end > start]
        yield _piece(text[start:end], start, end, open_)


def _piece(text: str, start: int, end: int, around: Sequence[Span]) -> str:
    if not around:
        return text
    shown = min(around, key=lambda span: (span.end - span.start, span.anchor))
    closed = [span for span in around if span.end == end]
    own = [_badge(shown)] if shown in closed else []
    quote = _link(shown, element("mark", {}, text), *own)
    badges = [_link(span, _badge(span)) for span in closed if span is not shown]
    begun = [span.anchor for span in around if span.start == start]
    return join(reduce(_anchored, reversed(begun), quote), *badges)


def _anchored(inside: Markup, anchor: str) -> Markup:
    return element("span", {"class": "at", "id": anchor}, inside)


def _link(span: Span, *inside: str) -> Markup:
    look = {"class": looks.style(span.measure)}
    if span.href is None:
        return element("span", {**look, "class": f"{look['class']} idle"}, *inside)
    return element("a", {**look, "href": span.href}, *inside)


def _badge(span: Span) -> Markup:
    return element("sup", {}, looks.shape(span.measure), span.number)
