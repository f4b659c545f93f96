"""Why a number is what it is: the sentence followed, its rivals, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from conflict_data.dataset import Dataset
from conflict_data.errors import Unknown
from conflict_data.frames import split_cell
from conflict_data.schema import schema
from conflict_data.wording import figure

_ROLES = ("chosen", "low", "high", "other")
_BOUNDS = ("_low", "_high")
_EVENT = "the whole event"


class Voice(NamedTuple):
    """One claim behind a cell, as its article has it; offsets are code points into the text."""

    role: str
    reason: str
    claim_id: str
    quote: str
    sentence: str
    start: int
    end: int
    at: int
    title: str | None
    outlet: str | None
    date: str | None
    speaker: str | None


class Cell(NamedTuple):
    """One cell and the claims behind it, the chosen ones first; ``about`` says what it counts."""

    table: str
    about: str
    field: str
    value: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The cells of an event that were asked for; print it, or look at it in a notebook."""

    event_id: str
    cells: tuple[Cell, ...]

    def __str__(self) -> str:
        return "\n\n".join([self.event_id, *map(_text, self.cells)])

    def _repr_html_(self) -> str:
        return f"<h4>{escape(self.event_id)}</h4>{''.join(map(_html, self.cells))}"

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, one row for each claim behind each cell."""
        columns = ["table", "about", "field", "value", *Voice._fields]
        rows = [(*cell[:4], *voice) for cell in self.cells for voice in cell.voices]
        return pd.DataFrame(rows, columns=columns)


def explain(
    data: Dataset, event_id: str, field: str | None = None, *, weapon: str | None = None
) -> Explanation:
    """Return the sentences behind the cells of an event.

    ``field`` is a column of events or munitions (None: every cell that has claims), ``weapon``
    leaves only the rows of munitions that count it. Raises :class:`Unknown` for an event, field or
    weapon that does not exist, with those that do.
    """
    names = [*schema().table("events").names, *schema().table("munitions").names]
    if event_id not in set(data.events["event_id_cnty"]):
        raise Unknown("event", event_id, data.events["event_id_cnty"])
    if field is not None and field not in names:
        raise Unknown("field", field, set(names))
    rows = [*_events(data, event_id, weapon), *_munitions(data, event_id, weapon)]
    found = [cell for row in rows for cell in _cells(data, row, field)]
    return Explanation(event_id, tuple(_distinct(found)))


class _Row(NamedTuple):
    table: str
    about: str
    values: dict[str, Any]
    evidence: pd.DataFrame


def _events(data: Dataset, event_id: str, weapon: str | None) -> Iterator[_Row]:
    if weapon is None:
        (values,) = _records(data.events[data.events["event_id_cnty"] == event_id])
        told = data.evidence[data.evidence["event_id_cnty"] == event_id]
        yield _Row("events", _EVENT, values, told[told["table"] == "events"])


def _munitions(data: Dataset, event_id: str, weapon: str | None) -> Iterator[_Row]:
    rows = _records(data.munitions[data.munitions["event_id_cnty"] == event_id])
    known = {one for row in rows for one in split_cell(row["weapons"])}
    if weapon is not None and weapon not in known:
        raise Unknown("weapon of this event", weapon, known)
    for row in rows:
        if weapon is None or weapon in split_cell(row["weapons"]):
            told = data.evidence[data.evidence["munition_id"] == row["munition_id"]]
            yield _Row("munitions", _scope(row), row, told)


def _scope(row: dict[str, Any]) -> str:
    """Return what a row of munitions counts, in words."""
    limits = {"launched by": "launcher", "intercepted by": "interceptor", "at": "place"}
    said = [f"{words} {row[name]}" for words, name in limits.items() if row[name]]
    return ", ".join([row["weapons"], *said])


def _cells(data: Dataset, row: _Row, field: str | None) -> Iterator[Cell]:
    asked = [field] if field else [name for name in row.values if not name.endswith(_BOUNDS)]
    for name in asked:
        told = row.evidence[row.evidence["field"] == name]
        if name in row.values and (field or len(told)):
            voices = tuple(_voices(data, told))
            yield Cell(row.table, row.about, name, _value(row.values, name), voices)


def _distinct(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Leave out a row's cell that is the event's own, told by the same claims."""
    whole = {(cell.field, cell.value, cell.voices) for cell in cells if cell.table == "events"}
    for cell in cells:
        if cell.table == "events" or (cell.field, cell.value, cell.voices) not in whole:
            yield cell


def _value(values: dict[str, Any], field: str) -> str:
    """Return a cell in words, with the range that stands beside it."""
    value, stem = values[field], field.removesuffix("_best")
    low, high = (f"{stem}{bound}" for bound in _BOUNDS)
    if low in values and f"{field}_best" not in values and not field.endswith(_BOUNDS):
        return figure(value, values[low], values[high])
    return "nobody said" if value is None else f"{value:g}" if _is_number(value) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _voices(data: Dataset, told: pd.DataFrame) -> Iterator[Voice]:
    claims = _by_id(data.claims, "claim_id", told["claim_id"])
    articles = _by_id(data.articles, "article_id", (one["article_id"] for one in claims.values()))

    def place(row: dict[str, Any]) -> tuple[int, str, int, str]:
        claim = claims[row["claim_id"]]
        return _ROLES.index(row["role"]), claim["article_id"], claim["start"], row["claim_id"]

    for row in sorted(_records(told), key=place):
        claim = claims[row["claim_id"]]
        article = articles[claim["article_id"]]
        yield Voice(
            row["role"],
            row["reason"],
            row["claim_id"],
            claim["quote"],
            claim["sentence"],
            claim["start"],
            claim["end"],
            claim["start"] - claim["sentence_start"],
            article["title"],
            article["outlet"] or article["source_id"],
            article["date"] and f"{article['date']:%Y-%m-%d}",
            claim["speaker"],
        )


def _by_id(frame: pd.DataFrame, key: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in _records(frame[frame[key].isin(set(ids))])}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dicts in which what is null is None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]


def _text(cell: Cell) -> str:
    lines = [f"{cell.field}: {cell.value} ({cell.about})"]
    for voice in cell.voices:
        before, quote, after = (" ".join(part.split(" ")) for part in _marked(voice))
        said = " ".join(f"{before}[{quote}]{after}".split())
        lines += [f"  {voice.role}: {said}", f"    {_source(voice)}", f"    {voice.reason}"]
    return "\n".join(lines if cell.voices else [*lines, "  no claim stands behind this cell"])


def _html(cell: Cell) -> str:
    heading = f"<p><b>{escape(cell.field)}: {escape(cell.value)}</b> ({escape(cell.about)})</p>"
    items = "".join(map(_item, cell.voices))
    return f"{heading}<ul>{items}</ul>"


def _item(voice: Voice) -> str:
    before, quote, after = map(escape, _marked(voice))
    about = f"<small>{escape(_source(voice))}<br>{escape(voice.reason)}</small>"
    return f"<li>{voice.role}: {before}<mark>{quote}</mark>{after}<br>{about}</li>"


def _marked(voice: Voice) -> tuple[str, str, str]:
    end = voice.at + len(voice.quote)
    return voice.sentence[: voice.at], voice.sentence[voice.at : end], voice.sentence[end:]


def _source(voice: Voice) -> str:
    said = f"said by {voice.speaker}" if voice.speaker else "said by the outlet itself"
    where = [voice.title, voice.outlet, voice.date, f"characters {voice.start}-{voice.end}", said]
    return "; ".join(filter(None, where))
