"""What one column alone can get wrong: its place and type, its cells, its lists of codes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.errors import Unknown
from conflict_data.frames import SEPARATOR, join_cell, split_cell
from conflict_data.records import Problem
from conflict_data.schema import Field, Table, codes
from conflict_data.validation import cells
from conflict_data.validation.cells import Passed
from conflict_data.validation.report import Finding
from conflict_data.validation.sheet import Row, Sheet


def structure(spec: Table, table: pa.Table) -> Iterator[Finding]:
    """Find columns that are missing, unknown, doubled, out of order, or of another type."""
    found = table.column_names
    for field in spec.fields:
        if field.name not in found:
            do = f"expected a column of type {field.type}, it is missing; add it, null if unknown"
            yield _whole_column(spec, field.name, "missing", "", do)
        elif found.count(field.name) > 1:
            yield _whole_column(spec, field.name, "doubled", "", "stands twice; drop one of them")
        elif (kind := table.schema.field(field.name).type) != arrow.TYPES[field.type]:
            do = f"expected {arrow.TYPES[field.type]} ({field.type}), found {kind}; convert it"
            yield _whole_column(spec, field.name, "type", str(kind), do)
    for name in dict.fromkeys(found):
        if name not in spec.names:
            message = f"{Unknown('column', name, spec.names)}; rename or drop it"
            yield _whole_column(spec, name, "extra", "", message)
    yield from _order(spec, found)


def sound(spec: Table, table: pa.Table) -> Sheet:
    """Return the columns in which nothing is wrong with name or type, in the schema's order."""
    names = [
        field.name
        for field in spec.fields
        if table.column_names.count(field.name) == 1
        and table.schema.field(field.name).type == arrow.TYPES[field.type]
    ]
    return Sheet(spec, table.select(names).combine_chunks())


def content(sheet: Sheet, passed: Passed) -> Iterator[Finding]:
    """Find cells that their own column's description forbids."""
    fields = tuple(field for field in sheet.spec.fields if sheet.has(field.name))
    for column, rule, rows in cells.failures(sheet, passed):
        yield from sheet.found(rule, [column], rows, _says(sheet.spec.field(column), rule))
    imported = sheet.holds("coding", "imported") if sheet.has("coding") else pa.scalar(False)
    for field in fields:
        if field.type == "number":
            yield from _not_finite(sheet, field)
        elif field.type == "list":
            yield from _lists(sheet, field)
        if field.coded:
            yield from _uncoded(sheet, field, imported)


def _uncoded(sheet: Sheet, field: Field, imported: Any) -> list[Finding]:
    """Find empty cells in rows that we coded: what a dataset did not say, an import cannot."""
    passes = pc.or_(pc.is_valid(sheet.cells(field.name)), imported)
    return sheet.broken("required", [field.name], passes, _says(field, "required"))


def _whole_column(spec: Table, field: str, rule: str, value: str, message: str) -> Finding:
    problem = Problem(spec.name, "", field, rule, value, message)
    return Finding(spec.name, field, rule, 1, (problem,))


def _order(spec: Table, found: Sequence[str]) -> Iterator[Finding]:
    known = [name for name in dict.fromkeys(found) if name in spec.names]
    wanted = [name for name in spec.names if name in known]
    for name, expected in zip(known, wanted, strict=True):
        if name != expected:
            message = f"expected {expected} here, found {name}; put the columns in schema order"
            yield _whole_column(spec, name, "order", "", message)
            return


def _says(field: Field, rule: str) -> Callable[[Row], str]:
    """Return what words a fault in ``field``; the cell is looked up when it is known."""
    return lambda row: _WORDS[rule](field, row[field.name])


def _outside(field: Field, cell: Any) -> str:
    low = "" if field.minimum is None else f" at least {field.minimum:g}"
    high = "" if field.maximum is None else f" at most {field.maximum:g}"
    return f"expected{' and'.join(filter(None, [low, high]))}, found {cell}"


_WORDS: Mapping[str, Callable[[Field, Any], str]] = {
    "required": lambda field, _: f"is never empty; expected, for instance, {field.good!r}",
    "unique": lambda _, cell: f"{cell!r} stands in more than one row; each key is given once",
    "blank": lambda _, cell: (
        f"expected text without blanks around it, found {cell!r}; unknown is null, never empty text"
    ),
    "pattern": lambda field, cell: (
        f"expected {field.pattern}, for instance {field.good!r}, found {cell!r}"
    ),
    "enum": lambda field, cell: str(Unknown(field.name, cell, field.enum)),
    "codes": lambda field, cell: str(Unknown(f"code of {field.codes}", cell, codes(field.codes))),
    "range": _outside,
}


def _not_finite(sheet: Sheet, field: Field) -> list[Finding]:
    passes = pc.fill_null(pc.is_finite(sheet.cells(field.name)), True)
    return sheet.broken(
        "finite", [field.name], passes, lambda _: "expected a number; unknown is null, never NaN"
    )


def _lists(sheet: Sheet, field: Field) -> list[Finding]:
    """Look at each different cell once: lists repeat."""
    column = sheet.cells(field.name)
    known = codes(field.codes)
    faults = {
        cell: fault
        for cell in pc.unique(column).to_pylist()
        if cell is not None and (fault := _list_fault(cell, field, known))
    }
    passes = pc.invert(pc.is_in(column, pa.array(list(faults), pa.string())))
    return sheet.broken("list", [field.name], passes, lambda row: faults[row[field.name]])


def _list_fault(cell: str, field: Field, known: Container[str]) -> str:
    parts = split_cell(cell)
    for part in parts:
        if part not in known:
            return str(Unknown(f"code of {field.codes}", part, codes(field.codes)))
    tidy = join_cell(parts)
    if cell != tidy:
        return f"expected codes sorted, each once, joined by {SEPARATOR!r}: {tidy!r}"
    return ""
