"""Why a number is what it is: the sentence followed, its rivals, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.dataset import Dataset
from conflict_data.errors import ConflictDataError, Unknown
from conflict_data.explanation import Cell, Explanation, Voice
from conflict_data.frames import SOURCE_ROW, records, split_cell
from conflict_data.overview import scope
from conflict_data.schema import schema
from conflict_data.wording import IN_WORDS, NOBODY, NOTHING, figure

WHOLE = "the whole event"
_ROLES = ("chosen", "low", "high", "other")
_BOUNDS = ("_low", "_high")
_Row = Mapping[str, Any]


def explain(
    data: Dataset, event_id: str, field: str | None = None, *, weapon: str | None = None
) -> Explanation:
    """Return the sentences behind the cells of an event, or the rows that it was imported from.

    ``field`` is a column of events or munitions (None: every cell that has claims), ``weapon``
    leaves only the rows of munitions that count it. Raises :class:`Unknown` for an event, field or
    weapon that does not exist, with those that do.

    >>> from conflict_data import build, extract, load
    >>> articles = load([{"date": "2024-05-06", "text": "Iran fired 40 drones at Israel."}])
    >>> data = build(extract(articles), articles)
    >>> found = explain(data, data.events["event_id_cnty"][0], "launched")
    >>> [(cell.field, cell.value, cell.voices[0].quote) for cell in found.cells]
    [('launched', '40', '40 drones')]
    """
    names = [*schema().table("events").names, *schema().table("munitions").names]
    if event_id not in set(data.events["event_id_cnty"]):
        raise Unknown("event", event_id, data.events["event_id_cnty"])
    if field is not None and field not in names:
        raise Unknown("field", field, set(names))
    return _Ledger(data, [event_id]).explain(event_id, field, weapon)


def explanations(data: Dataset, event_ids: Sequence[str]) -> Iterator[Explanation]:
    """Yield all cells with claims of each event; each table is gone through once."""
    ledger = _Ledger(data, event_ids)
    for event_id in event_ids:
        yield ledger.explain(event_id)


def voices(data: Dataset, claim_ids: Iterable[str], role: str) -> dict[str, Voice]:
    """Return claims by id as they are heard in ``role``; those that do not exist are left out."""
    claims = _by_id(data.claims, "claim_id", claim_ids)
    articles = _by_id(data.articles, "article_id", (row["article_id"] for row in claims.values()))
    return {
        key: _voice(row, _found(articles, row["article_id"], "article"), role, "")
        for key, row in claims.items()
    }


class _Ledger:
    """The rows that some events rest on, found by what they belong to."""

    def __init__(self, data: Dataset, event_ids: Sequence[str]) -> None:
        def of(frame: pd.DataFrame) -> list[dict[str, Any]]:
            return records(frame[frame["event_id_cnty"].isin(event_ids)])

        told = of(data.evidence)
        self._events = {row["event_id_cnty"]: row for row in of(data.events)}
        self._sources = data.sources
        self._munitions = _grouped(of(data.munitions), "event_id_cnty")
        self._told = _grouped(told, "event_id_cnty", "munition_id", "field")
        self._claims = _by_id(data.claims, "claim_id", (row["claim_id"] for row in told))
        ids = (claim["article_id"] for claim in self._claims.values())
        self._articles = _by_id(data.articles, "article_id", ids)

    def explain(
        self, event_id: str, field: str | None = None, weapon: str | None = None
    ) -> Explanation:
        """Return the cells that are asked for; raise :class:`Unknown` for another weapon."""
        parts = self._munitions.get((event_id,), [])
        known = {one for row in parts for one in split_cell(row["weapons"])}
        if weapon is not None and weapon not in known:
            raise Unknown("weapon of this event", weapon, known)
        whole = [] if weapon else [*self._cells("events", self._events[event_id], field)]
        counted = [row for row in parts if not weapon or weapon in split_cell(row["weapons"])]
        cells = [cell for row in counted for cell in self._cells("munitions", row, field)]
        rows = tuple(self._imported(self._events[event_id], parts))
        return Explanation(event_id, (*whole, *_others(cells, whole)), rows)

    def _imported(self, event: _Row, parts: Sequence[_Row]) -> Iterator[str]:
        """Yield the rows of a file that made an event and its munitions, with what they say."""
        file = event.get("source_file") or ""
        if file not in self._sources:
            return
        rows = self._sources[file]
        told = {int(one) for row in parts for one in split_cell(row.get("source_rows"))}
        wanted = pa.array(sorted({event[SOURCE_ROW], *told}), pa.int64())
        for row in rows.filter(pc.is_in(rows[SOURCE_ROW], wanted)).to_pylist():
            cells = [
                f"{name} = {cell}" for name, cell in row.items() if cell and name != SOURCE_ROW
            ]
            yield f"{file}, row {row[SOURCE_ROW]}: {'; '.join(cells)}"

    def _cells(self, table: str, row: _Row, field: str | None) -> Iterator[Cell]:
        munition_id = row.get("munition_id")
        for name in [field] if field else [name for name in row if not name.endswith(_BOUNDS)]:
            told = self._told.get((row["event_id_cnty"], munition_id, name), [])
            if name in row and (field or told):
                about = self._about(row) if munition_id else WHOLE
                voices = tuple(sorted(map(self._voice, told), key=_order))
                value = _value(row, name)
                said = IN_WORDS if voices and value in (NOBODY, NOTHING) else value
                yield Cell(table, munition_id, about, name, said, voices)

    def _about(self, row: _Row) -> str:
        """Return what a row of munitions counts, and in which row it is counted too."""
        rows = self._munitions[row["event_id_cnty"],]
        wholes = [scope(one) for one in rows if one["munition_id"] == row["part_of"]]
        return ", part of ".join([scope(row), *wholes])

    def _voice(self, row: _Row) -> Voice:
        claim = _found(self._claims, row["claim_id"], "claim")
        article = _found(self._articles, claim["article_id"], "article")
        return _voice(claim, article, row["role"], row["reason"])


def _voice(claim: _Row, article: _Row, role: str, reason: str) -> Voice:
    return Voice(
        role,
        reason,
        claim["claim_id"],
        claim["measure"],
        claim["quote"],
        claim["sentence"],
        claim["start"],
        claim["end"],
        claim["start"] - claim["sentence_start"],
        claim["article_id"],
        article["title"],
        article["outlet"] or article["source_id"],
        article["date"] and f"{article['date']:%Y-%m-%d}",
        article["url"],
        claim["speaker"],
        claim["via"],
    )


def _grouped(rows: Iterable[_Row], *names: str) -> dict[tuple[Any, ...], list[_Row]]:
    groups: dict[tuple[Any, ...], list[_Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def _by_id(frame: pd.DataFrame, key: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in records(frame[frame[key].isin(set(ids))])}


def _found(rows: Mapping[str, _Row], key: str, noun: str) -> _Row:
    if key not in rows:
        raise ConflictDataError(
            f"evidence rests on the {noun} {key!r}, expected it in {noun}s, found none; "
            "run `conflict-data validate` on the release"
        )
    return rows[key]


def _others(cells: Sequence[Cell], whole: Sequence[Cell]) -> Iterator[Cell]:
    """Leave out a row's cell that is the event's own, told by the same claims."""
    known = {(cell.field, cell.value, cell.voices) for cell in whole}
    return (cell for cell in cells if (cell.field, cell.value, cell.voices) not in known)


def _value(row: _Row, field: str) -> str:
    """Return a cell in words, with the range that stands beside it."""
    value, stem = row[field], field.removesuffix("_best")
    low, high = (f"{stem}{bound}" for bound in _BOUNDS)
    if low in row and f"{field}_best" not in row and not field.endswith(_BOUNDS):
        return figure(value, row[low], row[high])
    return NOBODY if value is None else f"{value:g}" if _is_number(value) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _order(voice: Voice) -> tuple[int, str, int, str]:
    return _ROLES.index(voice.role), voice.article_id, voice.start, voice.claim_id
