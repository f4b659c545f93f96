"""What an explanation is: cells, the claims behind them, and how both are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from conflict_data.markup import Markup, element, join


class Voice(NamedTuple):
    """One claim behind a cell, as its article has it; offsets are code points into the text.

    ``sentence[at:]`` begins with the quote.
    """

    role: str
    reason: str
    claim_id: str
    measure: str
    quote: str
    sentence: str
    start: int
    end: int
    at: int
    article_id: str
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None
    speaker: str | None
    via: str | None

    @property
    def speech(self) -> str:
        """Who says so, and who passed it on."""
        via = f" via {self.via}" if self.via else ""
        return f"said by {self.speaker or 'the outlet itself'}{via}"

    @property
    def source(self) -> str:
        """Article, outlet, date, place in the text, speaker, and what a decision names it by."""
        place, claim = f"characters {self.start}-{self.end}", f"claim {self.claim_id}"
        told = [self.title, self.outlet, self.date, place, self.speech, claim]
        return "; ".join(filter(None, told))

    def split(self) -> tuple[str, str, str]:
        """Return the sentence before, in and after the quote."""
        end = self.at + len(self.quote)
        return self.sentence[: self.at], self.sentence[self.at : end], self.sentence[end:]


class Cell(NamedTuple):
    """One cell and the claims behind it, the chosen ones first; ``about`` says what it counts."""

    table: str
    munition_id: str | None
    about: str
    field: str
    value: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """The cells of an event that were asked for; print it, or look at it in a notebook.

    ``rows`` are the rows of files behind an imported event, which has no claims, as they were.
    """

    event_id: str
    cells: tuple[Cell, ...]
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = "\n".join([self.event_id, *(f"  imported from {row}" for row in self.rows)])
        return "\n\n".join([head, *map(_text, self.cells)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = [element("p", {}, f"imported from {row}") for row in self.rows]
        return join(element("h4", {}, self.event_id), *rows, *map(_html, self.cells))

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, one row for each claim behind each cell."""
        columns = [*Cell._fields[:-1], *Voice._fields]
        rows = [(*cell[:-1], *voice) for cell in self.cells for voice in cell.voices]
        return pd.DataFrame(rows, columns=columns)


def _text(cell: Cell) -> str:
    lines = [f"{cell.field}: {cell.value} ({cell.about})"]
    for voice in cell.voices:
        before, quote, after = voice.split()
        said = " ".join(f"{before}[{quote}]{after}".split())
        lines += [f"  {voice.role}: {said}", f"    {voice.source}", f"    {voice.reason}"]
    return "\n".join(lines if cell.voices else [*lines, "  no claim stands behind this cell"])


def _html(cell: Cell) -> Markup:
    name = element("b", {}, f"{cell.field}: {cell.value}")
    voices = element("ul", {}, *map(_item, cell.voices))
    return join(element("p", {}, name, f" ({cell.about})"), voices)


def _item(voice: Voice) -> Markup:
    before, quote, after = voice.split()
    about = element("small", {}, voice.source, element("br"), voice.reason)
    said = join(before, element("mark", {}, quote), after)
    return element("li", {}, f"{voice.role}: ", said, element("br"), about)
