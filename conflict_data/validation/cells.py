"""Columns held against their descriptions by pandera: each value once where values repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import pandera
from conflict_data.compilers.pandera import Failure
from conflict_data.distinct import Distinct, distinct, repeats
from conflict_data.frames import to_pandas
from conflict_data.schema import Field, Table
from conflict_data.validation.sheet import Sheet

_REMEMBERED = 1 << 14


class Passed:
    """Values that kept their column's description in earlier pieces of the same tables.

    >>> passed = Passed()
    >>> passed.remember(("events", "country"), pa.array(["Israel"]))
    >>> passed.fresh(("events", "country"), pa.array(["Israel", "Ukraine"])).to_pylist()
    [1]
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def fresh(self, column: tuple[str, str], values: Any) -> Any:
        """Return the places of the values that were not seen to pass."""
        known = self._known.get(column, values[:0])
        return pc.indices_nonzero(pc.invert(pc.is_in(values, known)))

    def remember(self, column: tuple[str, str], values: Any) -> None:
        """Keep values that passed, but not endlessly many."""
        known = self._known.get(column, values[:0])
        if len(known) + len(values) <= _REMEMBERED:
            self._known[column] = pa.concat_arrays([known, values])


def failures(sheet: Sheet, passed: Passed) -> list[Failure]:
    """Return what is wrong in single columns, in the schema's order; rows count from 0."""
    fields = [one for one in sheet.spec.fields if sheet.has(one.name)]
    filled = [one for one in fields if one.required or not sheet.is_empty(one.name)]
    by_row = [one for one in filled if _needs_rows(sheet, one)]
    found = _failing(sheet.spec, by_row, {one.name: sheet.cells(one.name) for one in by_row})
    found += _by_value(sheet, [one for one in filled if one not in by_row], passed)
    return sorted(found, key=lambda failure: sheet.spec.names.index(failure.column))


def _needs_rows(sheet: Sheet, field: Field) -> bool:
    return field.unique or field.name in sheet.spec.key or not repeats(sheet.cells(field.name))


def _by_value(sheet: Sheet, fields: Sequence[Field], passed: Passed) -> list[Failure]:
    """Look only at values that did not pass before, and find the rows of those that fail."""
    table, columns = sheet.spec.name, {one.name: distinct(sheet.cells(one.name)) for one in fields}
    places = {name: passed.fresh((table, name), one.values) for name, one in columns.items()}
    values = {name: columns[name].values.take(at) for name, at in places.items() if len(at)}
    found = _failing(sheet.spec, [one for one in fields if one.name in values], values)
    for name in values.keys() - {failure.column for failure in found}:
        passed.remember((table, name), values[name])
    return [
        one._replace(rows=_rows(columns[one.column], places[one.column].take(one.rows)))
        for one in found
    ]


def _rows(column: Distinct, failing: Any) -> list[int]:
    rows: list[int] = pc.indices_nonzero(
        pc.is_in(column.places, failing.cast(pa.int32()))
    ).to_pylist()
    return rows


def _failing(spec: Table, fields: Sequence[Field], cells: Mapping[str, Any]) -> list[Failure]:
    """Return what fails among the cells of each field; pandera gets shorter columns filled up."""
    if not fields:
        return []
    key = spec.key if set(spec.key) <= cells.keys() else ()
    narrow = replace(spec, fields=tuple(fields), key=key)
    longest = max(map(len, cells.values()))
    table = pa.table({one.name: _filled(one, cells[one.name], longest) for one in fields})
    return [
        one._replace(rows=[row for row in one.rows if row < len(cells[one.column])])
        for one in pandera.failures(narrow, to_pandas(table, spec.name))
    ]


def _filled(field: Field, cells: Any, rows: int) -> Any:
    """Add cells that nothing new can be wrong with until there are so many rows."""
    if len(cells) == rows:
        return cells
    filler = cells[-1] if field.required else pa.scalar(None, cells.type)
    return pa.concat_arrays([cells, pa.repeat(filler, rows - len(cells))])
