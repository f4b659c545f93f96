"""Plain text (``.txt``), one article a file, as copied from a web page.

Headline, day, byline, source and caption are told from the body by where they stand and by the
words in ``schemas/codes/furniture.csv``. Whatever is left out of the text is kept in ``extra``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from conflict_data import decoding, prose
from conflict_data.errors import LoadError
from conflict_data.loaders import _lines
from conflict_data.loaders.jsonl import NOTHING, from_record
from conflict_data.records import Article

_HEAD_LINES = 8
_MARGIN = 100
_EVEN = 0.6
_WIRE = re.compile(r"[A-Z][A-Z .'’/-]+(?:,[\w .]+)? \(([\w ]+)\) ?[-–—]")


class _Page(NamedTuple):
    """A file taken apart; ``aside`` holds by kind the lines that are not the article."""

    title: str | None
    body: list[str]
    aside: Mapping[str, list[str]]


def recognises(path: Path, head: bytes) -> bool:
    """Return whether ``path`` is named as plain text; what ``head`` holds is judged by ``load``."""
    return path.suffix.casefold() == ".txt"


def load(path: Path) -> Iterator[Article | LoadError]:
    """Yield the one article of a file, or what is wrong with the file."""
    try:
        found = decoding.read(path)
        yield from found.doubts
        yield article(found.text, path)
    except LoadError as error:
        yield error


def article(text: str, path: Path, known: Mapping[str, object] = NOTHING) -> Article:
    """Return the article in the plain ``text`` of the file ``path``, its lines told apart.

    ``known`` are fields of a record, as in JSON lines, that the file states besides its text: they
    win over what the lines say. Raises :class:`LoadError` if no line is left, or for a bad field.
    """
    page = _page(_paragraphs(prose.normalise(text)))
    if not page.body and not page.title:
        raise LoadError(str(path), "holds no article", expected="a headline or a paragraph")
    stated = {field: value for field, value in known.items() if value is not None}
    body = [page.title, *page.body] if page.title and "title" in stated else page.body
    record = {**_fields_of(page, path), **stated, "text": "\n\n".join(body)}
    return from_record(record, str(path), path.name, aside=_aside(page, known))


def _fields_of(page: _Page, path: Path) -> dict[str, object]:
    sources = [_lines.after(line, "source") for line in page.aside.get("source", [])]
    links = [source for source in sources if source.startswith("http")]
    names = [source for source in sources if source not in links]
    return {
        "title": page.title,
        "date": _published(page.aside) or _named_day(path.stem),
        "outlet": next(iter(names), None) or _agency(page.body),
        "url": next(iter(links), None),
    }


def _aside(page: _Page, known: Mapping[str, object]) -> dict[str, object]:
    """What the article has no place for: lines that are not its text, and a second text."""
    lines = {kind: "\n".join(lines) for kind, lines in page.aside.items()}
    return {"text": known.get("text"), **lines}


def _paragraphs(text: str) -> list[str]:
    blocks = re.split(r"\n{2,}", text.strip("\n"))
    return [line for block in blocks for line in _unwrapped(block) if line]


def _unwrapped(block: str) -> list[str]:
    """Join lines broken at a margin: evenly filled, none long, and one goes on in lower case."""
    lines = [line.strip() for line in block.split("\n")]
    widths = [len(line) for line in lines]
    goes_on = any(line[:1].islower() for line in lines[1:])
    even = min(widths[:-1], default=0) >= _EVEN * max(widths)
    return [" ".join(lines)] if goes_on and even and max(widths) <= _MARGIN else lines


def _page(lines: list[str]) -> _Page:
    aside: dict[str, list[str]] = {}
    lines = _without_furniture(lines, aside)
    size = _head_size(lines)
    head = _without_labels(lines[:size], aside)
    body = _without_captions(lines[size:], aside)
    title, captions, deck = _headline(head, alone=not body)
    if captions:
        aside.setdefault("caption", []).extend(captions)
    return _Page(title, deck + body, aside)


def _without_furniture(lines: Iterable[str], aside: dict[str, list[str]]) -> list[str]:
    """Leave out links and buttons; from the heading of other articles on, leave out all."""
    kept: list[str] = []
    ended = False
    for line in lines:
        kind = _lines.kind(line)
        ended = ended or (kind == "end" and any(map(_lines.is_sentence, kept)))
        dropped = ended or kind in ("drop", "end")
        (aside.setdefault("dropped", []) if dropped else kept).append(line)
    return kept


def _without_labels(lines: Iterable[str], aside: dict[str, list[str]]) -> list[str]:
    kept = []
    for line in lines:
        labels = _lines.labels(line)
        for kind, part in labels:
            aside.setdefault(kind, []).append(part)
        if not labels:
            kept.append(line)
    return kept


def _without_captions(lines: list[str], aside: dict[str, list[str]]) -> list[str]:
    captions = [line for line in lines if _lines.kind(line) == "caption"]
    if captions:
        aside.setdefault("caption", []).extend(captions)
    return [line for line in lines if line not in captions]


def _head_size(lines: list[str]) -> int:
    """How many lines stand above the body: to the last labelled one, or to the first sentence."""
    labelled = [n for n, line in enumerate(lines[:_HEAD_LINES], 1) if _lines.labels(line)]
    above = [n for n in labelled if sum(map(_lines.is_sentence, lines[:n])) <= 1]
    if above and len(labelled) < max(above):
        return max(above)
    return sum(1 for _ in takewhile(lambda line: not _lines.is_sentence(line), lines))


def _headline(head: list[str], *, alone: bool) -> tuple[str | None, list[str], list[str]]:
    """Tell the title from the captions before it and from the lines below it, which stay."""
    if not head or (alone and len(head) == 1):
        return None, [], head
    first = 1 if len(head) > 1 and _lines.is_caption(head[0], head[1]) else 0
    return head[first], head[:first], head[first + 1 :]


def _published(aside: Mapping[str, list[str]]) -> dt.date | None:
    """The day of publication; that of an update only if there is no other."""
    labelled = [(kind, line) for kind in ("date", "update") for line in aside.get(kind, [])]
    return next((_lines.day(_lines.after(line, kind)) for kind, line in labelled), None)


def _named_day(stem: str) -> dt.date | None:
    found = re.search(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", stem)
    return _lines.day(found.group()) if found else None


def _agency(body: list[str]) -> str | None:
    """The agency that signs a wire report: ``KYIV, April 17 (Reuters) - ...``."""
    found = _WIRE.match(body[0]) if body else None
    return found.group(1) if found and _lines.has(found.group(1), "agency") else None
