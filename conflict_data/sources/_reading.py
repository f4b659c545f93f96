"""One file of a known dataset, read in pieces: tables of ours, and its rows as they were."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from conflict_data import plugins
from conflict_data.compilers import arrow
from conflict_data.errors import LoadError
from conflict_data.frames import SOURCE_ROW
from conflict_data.pipeline import ahead
from conflict_data.sources import _columns, _derived
from conflict_data.sources._choices import Chooser
from conflict_data.sources._columns import Choices
from conflict_data.sources._faults import Faults
from conflict_data.sources._files import File
from conflict_data.sources._layouts import Recognised, recognise
from conflict_data.sources._mapping import Mapping
from conflict_data.sources._numbering import Numbered, Numbering, swallowed
from conflict_data.sources._seen import Seen
from conflict_data.sources._tally import Tally
from conflict_data.sources._text import Ragged
from conflict_data.sources._twins import Twins


class Piece(NamedTuple):
    """Some rows of a file: ``tables`` of ours by name, and ``rows``, the cells as written.

    ``rows`` has the file's own columns as text, and before them ``source_row`` (int64). Rows
    that are reported are in ``rows``, and not in ``tables``.
    """

    tables: dict[str, pa.Table]
    rows: pa.Table


class Reading:
    """A file under a mapping. Iterate once; then ``rows_in``, ``rows_out`` and ``tally`` stand."""

    def __init__(
        self, file: File, known: Recognised, name: str, seen: Seen, given: dict[str, str | None]
    ) -> None:
        self.mapping, self.layout, self.name = known.mapping, known.layout, name
        self.path, self.tally = file.path, Tally()
        self._faults = Faults(file.path, "record" if file.named else "line", self.tally)
        self.rows_in = self.rows_reported = 0
        self._file, self._known, self._seen = file, known, seen
        self._twins = Twins(known.mapping)
        version = given.get("version") or known.mapping.dataset_version(file.path.name)
        self._given = {"accessed": given.get("accessed"), "version": version}

    @property
    def release(self) -> tuple[int, ...]:
        """What orders this file among others of its dataset, if later ones replace its rows."""
        return self.mapping.release(self._given["version"])

    @property
    def rows_out(self) -> int:
        """Rows of the file that are in the tables."""
        return self.rows_in - self.rows_reported

    def about(self) -> dict[str, Any]:
        """Return what a release says of the file: dataset, licence, layout, counts; for JSON."""
        return {
            "file": self.name,
            **self.mapping.about(),
            **self._given,
            "layout": self.layout.name,
            "header": list(self._file.first) if self._known.header else None,
            "rows_in": self.rows_in,
            "rows_out": self.rows_out,
            "rows_reported": self.rows_reported,
        }

    def columns(self) -> pa.Schema:
        """Return the columns of ``Piece.rows``."""
        columns: dict[str, pa.DataType] = {SOURCE_ROW: pa.int64()}
        return pa.schema(columns | dict.fromkeys(self._known.written, pa.string()))

    def __iter__(self) -> Iterator[Piece]:
        ragged: list[Ragged] = []
        head = self._file.head if self._known.header else 0
        numbering = Numbering(head, ragged)
        chooser = Chooser(self.mapping, self._known.names, self._batches, self._faults.doubt)
        self._faults.file(self._file.doubts)
        for batch in ahead(self._batches(ragged)):
            numbered = numbering.number(batch)
            choices = chooser.look(self._renamed(batch))
            if len(numbered.rows):
                yield self._piece(numbered, choices)
        numbering.finish()
        self.rows_in = numbering.rows
        self.rows_reported += len(ragged)
        self._faults.ragged(ragged, len(self._known.written))
        for fault, rows, lines in self._twins.told(self._all_renamed):
            self._faults.tell(fault, rows, lines)

    def _all_renamed(self) -> Iterator[pa.Table]:
        return map(self._renamed, self._batches())

    def _renamed(self, batch: pa.Table) -> pa.Table:
        return batch.rename_columns(list(self._known.names))

    def _batches(self, ragged: list[Ragged] | None = None) -> Generator[pa.Table, None, None]:
        batches = self._file.batches(self._known.written, self._known.header, ragged)
        if self.mapping.whole:
            whole = list(batches)
            batches = iter([pa.concat_tables(whole)] if whole else [])
        yield from (batch for batch in batches if batch.num_rows)

    def _piece(self, numbered: Numbered, choices: Choices) -> Piece:
        rows, plugin = numbered.rows, _plugin(self.mapping.name)
        normal = rows.rename_columns([SOURCE_ROW, *self._known.names])
        swallowing = swallowed(normal, self._file.delimiter) if self._file.quoted else []
        normal = getattr(plugin, "prepare", _unchanged)(normal)
        columns, faults = _columns.convert(normal, self.mapping, choices)
        columns |= self._provenance(normal)
        events = _derived.complete(columns, len(normal))
        faults += getattr(plugin, "faults", _no_faults)(normal)
        faults += [
            _columns.Fault("", name, pa.array(at), True, "swallowed") for name, at in swallowing
        ]
        keep = self._kept(normal, events, faults, numbered.lines)
        if not pc.all(keep).as_py():
            events, normal = events.filter(keep), normal.filter(keep)
        tables = {"events": events}
        if complete := getattr(plugin, "complete", None):
            tables = complete(tables, normal)
            if self.mapping.whole:
                self._refuse_others(arrow.whole(tables["events"].column("event_id_cnty")))
        form = {name: table.combine_chunks() for name, table in tables.items()}
        return Piece(form, rows)

    def _refuse_others(self, ids: Any) -> None:
        """Raise if an earlier file made one of these events: its rows belong to them, too."""
        if self._seen.again(ids, np.ones(len(ids), dtype=bool)).any():
            problem = "tells more of events that an earlier file tells of"
            do = "read the newest file alone"
            raise LoadError(os.fspath(self.path), problem, expected="one file of it", do=do)

    def _provenance(self, rows: pa.Table) -> dict[str, Any]:
        count, key = len(rows), self.mapping.key
        words = {
            "coding": "imported", "source_dataset": self.mapping.name, "source_file": self.name,
            "source_version": self._given["version"],
        }  # fmt: skip
        constant = {name: _columns.constant(v, pa.string(), count) for name, v in words.items()}
        ids = arrow.whole(rows.column(key)) if key in rows.column_names else None
        known = {} if ids is None else {"source_row_id": _columns.clean(ids, self.mapping.nulls)}
        return {**constant, **known, SOURCE_ROW: arrow.whole(rows.column(SOURCE_ROW))}

    def _kept(
        self, rows: pa.Table, events: pa.Table, faults: list[_columns.Fault], lines: Any
    ) -> Any:
        """Return which rows become events; tell what of the others, and which cells, is lost."""
        keep = np.ones(len(rows), dtype=bool)
        for fault in faults:
            self._faults.tell(fault, rows, lines)
            if fault.required:
                keep[fault.rows.to_numpy()] = False
        ids = arrow.whole(events.column("event_id_cnty"))
        repeated = np.flatnonzero(keep & self._seen.again(ids, keep))
        if len(repeated):
            self._twins.add(rows.take(repeated), lines[repeated])
            keep[repeated] = False
        self.rows_reported += int(len(rows) - keep.sum())
        return pa.array(keep)


def read(
    path: Path,
    mapping: Mapping | None = None,
    *,
    name: str = "",
    seen: Seen | None = None,
    version: str | None = None,
    accessed: date | None = None,
) -> Reading:
    """Return how a file of a known dataset is read; nothing but its head is read yet.

    ``mapping``: instead of the one that its header tells. ``name``: what the release calls the
    file. ``seen``: shared by files whose ids must not repeat. Raises :class:`LoadError` for a
    file that no mapping knows, or more than one.
    """
    file, known = recognise(path, mapping)
    given = {"version": version, "accessed": accessed.isoformat() if accessed else None}
    return Reading(file, known, name or path.name, seen or Seen(), given)


def _unchanged(rows: pa.Table) -> pa.Table:
    return rows


def _no_faults(rows: pa.Table) -> list[_columns.Fault]:
    return []


def _plugin(name: str) -> ModuleType | None:
    return plugins.load("sources", name) if name in plugins.names("sources") else None
