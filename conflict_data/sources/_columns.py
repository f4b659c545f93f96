"""A batch of text columns as columns of ours: cleaned, looked up, parsed; Arrow all the way.

Where cells repeat, each different one is looked at once and the rest is a ``take``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.schema import Field, codes, schema
from conflict_data.sources import _dates
from conflict_data.sources._mapping import Mapping as Source
from conflict_data.sources._mapping import Origin

_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_OTHERS = "*"
_WHOLE = r"^[+-]?\d+(\.0*)?$"


class Fault(NamedTuple):
    """Cells of a source column that have no place in ``field``; ``rows`` are their places."""

    field: str
    column: str
    rows: Any
    required: bool


class Mapped(NamedTuple):
    """Columns by the names of the table ``events``, and what did not fit into them."""

    columns: dict[str, Any]
    faults: list[Fault]


def clean(cells: Any, nulls: Sequence[str]) -> Any:
    """Return text without blanks around it; what says that nothing is known becomes null."""
    text = pc.utf8_trim_whitespace(cells)
    empty = pc.is_in(text, pa.array(nulls, pa.string()))
    return pc.if_else(empty, pa.scalar(None, pa.string()), text)


def convert(rows: pa.Table, mapping: Source, choices: Mapping[str, _dates.Choice]) -> Mapped:
    """Map a batch (text columns, normalised names) to the fields that ``mapping`` names."""
    columns: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, origin in mapping.fields.items():
        field = schema().table("events").field(name)
        source = _source(rows, origin)
        if source:
            cells = clean(rows.column(source).combine_chunks(), (*mapping.nulls, *origin.nulls))
            columns[name] = _converted(cells, field, origin, mapping, choices.get(source))
            lost = _lost(cells, columns[name], origin, mapping)
            faults += _faults(name, source, lost, origin)
        elif origin.value is not None:
            columns[name] = constant(origin.value, arrow.TYPES[field.type], len(rows))
    return Mapped(columns, faults)


def by_value(cells: Any, look: Callable[[str], Any], kind: pa.DataType) -> Any:
    """Return ``look`` of each cell, called once for each different one; null stays null."""
    encoded = pc.dictionary_encode(cells)
    found = pa.array([look(value) for value in encoded.dictionary.to_pylist()], kind)
    return found.take(encoded.indices)


def constant(value: Any, kind: Any, rows: int) -> Any:
    """Return a column that holds the same in all rows."""
    return pa.repeat(pa.scalar(value, kind), rows)


def kind(name: str) -> pa.DataType:
    """Return the Arrow type of a field of ``events``."""
    return arrow.TYPES[schema().table("events").field(name).type]


def _source(rows: pa.Table, origin: Origin) -> str | None:
    return next((name for name in origin.columns if name in rows.column_names), None)


def _converted(
    cells: Any, field: Field, origin: Origin, mapping: Source, choice: _dates.Choice | None
) -> Any:
    kind = arrow.TYPES[field.type]
    if origin.map or origin.codes:
        table = _lookup(mapping, origin)
        return by_value(cells, lambda cell: table.get(_folded(cell), table.get(_OTHERS)), kind)
    if origin.template:
        before, _, after = origin.template.partition("{}")
        return pc.binary_join_element_wise(before, cells, after, "")
    if field.type == "date":
        formats = choice.formats if choice else mapping.dates
        return by_value(cells, lambda cell: _dates.parse(cell, formats), kind)
    if field.type in ("integer", "number"):
        return _number(cells, kind)
    return cells


def _number(cells: Any, kind: pa.DataType) -> Any:
    """Parse numbers; what is none, or is cut off by an integer, becomes null."""
    whole = pa.types.is_integer(kind)
    fits = pc.match_substring_regex(cells, _WHOLE if whole else _NUMBER)
    text = pc.if_else(fits, pc.utf8_ltrim(cells, "+"), pa.scalar(None, pa.string()))
    if whole:
        text = pc.replace_substring_regex(text, pattern=r"\.0*$", replacement="")
    return text.cast(kind)


def _lookup(mapping: Source, origin: Origin) -> Mapping[str, Any]:
    return _crosswalk(tuple(mapping.maps.get(origin.map, {}).items()), origin.codes, origin.by)


@cache
def _crosswalk(
    pairs: tuple[tuple[str, Any], ...], name: str, by: tuple[str, ...]
) -> Mapping[str, Any]:
    """Return the crosswalk of a field; keys are folded, and what a mapping says goes first.

    Empty text in a mapping says that a value is known and has no counterpart: it becomes null.
    """
    found: dict[str, Any] = {}
    if name:
        for code, row in codes(name).items():
            found |= {_folded(row[column]): code for column in by if row[column]}
            found[_folded(code)] = code
    return found | {_folded(key): value if value != "" else None for key, value in pairs}


def _folded(cell: str) -> str:
    """Fold case, dashes and leading zeros, in which tables differ from edition to edition."""
    text = cell.casefold().replace("\u2013", "-").replace(" - ", "-")
    return str(int(text)) if text.isascii() and text.isdigit() else text


def _lost(cells: Any, made: Any, origin: Origin, mapping: Source) -> Any:
    """Return which cells have no place in what was made of them."""
    lost = pc.is_null(made)
    if origin.required:
        return lost
    if origin.map or origin.codes:
        table = _lookup(mapping, origin)
        others = _OTHERS in table
        known = by_value(cells, lambda cell: others or _folded(cell) in table, pa.bool_())
        lost = pc.and_(lost, pc.invert(pc.fill_null(known, False)))
    return pc.and_(lost, pc.is_valid(cells))


def _faults(name: str, source: str, lost: Any, origin: Origin) -> list[Fault]:
    rows = pc.indices_nonzero(lost)
    return [Fault(name, source, rows, origin.required)] if len(rows) else []
