"""One file of a known dataset, read in pieces: tables of ours, and its rows as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from conflict_data import plugins
from conflict_data.compilers import arrow
from conflict_data.frames import SOURCE_ROW
from conflict_data.sources import _columns, _dates, _derived
from conflict_data.sources._faults import Faults
from conflict_data.sources._files import File
from conflict_data.sources._layouts import Recognised, recognise
from conflict_data.sources._mapping import Mapping
from conflict_data.sources._seen import Seen
from conflict_data.sources._tally import Tally


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
        self._faults = Faults(file.path, file.above + int(known.header), self.tally)
        self.rows_in = self.rows_reported = 0
        self._file, self._known, self._seen = file, known, seen
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
        choices = self._choices()
        plugin = _plugin(self.mapping.name)
        for batch in self._batches():
            rows = self._numbered(batch)
            yield self._piece(rows, choices, plugin)
        self.rows_in = max([self.rows_in, *(one.number for one in self._file.ragged)])
        self.rows_reported += len(self._file.ragged)
        self._faults.ragged(self._file.ragged, len(self._known.written))

    def _batches(self) -> Iterator[pa.Table]:
        batches = self._file.batches(self._known.written, self._known.header)
        if self.mapping.whole:
            whole = list(batches)
            batches = iter([pa.concat_tables(whole)] if whole else [])
        return (batch for batch in batches if batch.num_rows)

    def _choices(self) -> dict[str, _dates.Choice]:
        """Look at all rows of the date columns, if day and month may be swapped in them."""
        wanted = _date_columns(self.mapping, self._known.names)
        if not wanted or not _dates.rivals(self.mapping.dates):
            return {}
        cells: dict[str, set[str]] = {name: set() for name in wanted}
        for batch in self._batches():
            for name in wanted:
                column = batch.column(self._known.names.index(name))
                text = pc.unique(_columns.clean(column.combine_chunks(), self.mapping.nulls))
                cells[name].update(text.drop_null().to_pylist())
            if not self._has_rivals(cells):
                return {}
        found = {name: _dates.choose(cells[name], self.mapping.dates) for name in wanted}
        for name, choice in found.items():
            self._faults.doubt(name, choice)
        return found

    def _has_rivals(self, cells: dict[str, set[str]]) -> bool:
        rivals = _dates.rivals(self.mapping.dates)
        return any(_dates.parse(cell, rivals) for some in cells.values() for cell in some)

    def _numbered(self, batch: pa.Table) -> pa.Table:
        """Put the records' numbers before their cells; ragged ones have a number too."""
        start = self.rows_in + 1
        ragged = np.array(sorted(one.number for one in self._file.ragged), dtype=np.int64)
        numbers = np.arange(start, start + batch.num_rows + len(ragged), dtype=np.int64)
        numbers = numbers[~np.isin(numbers, ragged)][: batch.num_rows]
        self.rows_in = int(numbers[-1])
        return batch.add_column(0, SOURCE_ROW, pa.array(numbers))

    def _piece(
        self, rows: pa.Table, choices: dict[str, _dates.Choice], plugin: ModuleType | None
    ) -> Piece:
        normal = rows.rename_columns([SOURCE_ROW, *self._known.names])
        if plugin:
            normal = plugin.prepare(normal)
        columns, faults = _columns.convert(normal, self.mapping, choices)
        faults += getattr(plugin, "faults", _no_faults)(normal)
        columns |= self._provenance(normal)
        events = _derived.complete(columns, len(normal))
        keep = self._kept(normal, events, faults, self._faults.lines(rows))
        tables = {"events": events.filter(keep)}
        if plugin:
            tables = plugin.complete(tables, normal.filter(keep))
        form = {name: table.combine_chunks() for name, table in tables.items()}
        return Piece(form, rows)

    def _provenance(self, rows: pa.Table) -> dict[str, Any]:
        count, key = len(rows), self.mapping.key
        words = {
            "coding": "imported", "source_dataset": self.mapping.name, "source_file": self.name,
            "source_version": self._given["version"],
        }  # fmt: skip
        constant = {name: _columns.constant(v, pa.string(), count) for name, v in words.items()}
        ids = rows.column(key).combine_chunks() if key in rows.column_names else None
        known = {} if ids is None else {"source_row_id": _columns.clean(ids, self.mapping.nulls)}
        return {**constant, **known, SOURCE_ROW: rows.column(SOURCE_ROW).combine_chunks()}

    def _kept(
        self, rows: pa.Table, events: pa.Table, faults: list[_columns.Fault], lines: Any
    ) -> Any:
        """Return which rows become events; tell what of the others, and which cells, is lost."""
        keep = np.ones(len(rows), dtype=bool)
        for fault in faults:
            at = fault.rows.to_numpy()
            self._faults.tell(fault, rows, at, lines)
            if fault.required:
                keep[at] = False
        ids = events.column("event_id_cnty").combine_chunks()
        repeated = np.flatnonzero(keep & self._seen.again(ids, keep))
        if len(repeated):
            fault = _columns.Fault("event_id_cnty", self.mapping.key, repeated, True)
            rule = "superseded" if self.mapping.released else "repeated_id"
            self._faults.tell(fault, rows, repeated, lines, rule)
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


def _no_faults(rows: pa.Table) -> list[_columns.Fault]:
    return []


def _plugin(name: str) -> ModuleType | None:
    return plugins.load("sources", name) if name in plugins.names("sources") else None


def _date_columns(mapping: Mapping, names: Sequence[str]) -> list[str]:
    fields = arrow.TYPES["date"]
    found = []
    for name, origin in mapping.fields.items():
        if _columns.kind(name) == fields:
            found += [column for column in origin.columns if column in names][:1]
    return sorted(set(found))
