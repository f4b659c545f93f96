"""A batch of text columns as columns of ours: cleaned, looked up, parsed; Arrow all the way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.distinct import by_value, distinct
from conflict_data.schema import Field, codes, schema
from conflict_data.sources import _dates
from conflict_data.sources._mapping import Mapping as Source
from conflict_data.sources._mapping import Origin

# No more digits and no higher power than the types hold: what is beyond is no figure.
_NUMBER = r"^[+-]?(\d{1,99}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$"
_WHOLE = r"^[+-]?\d{1,18}(\.0*)?$"
# Where commas are decimal ones, this may be twelve hundred: no place beats a wrong figure.
_POINTED = r"^[+-]?[1-9]\d{0,2}(\.\d{3})+$"
_OTHERS = "*"
_NUMERIC = ("integer", "number")
_FLOAT_WHOLE = re.compile(r"(\d+)\.0")


class Fault(NamedTuple):
    """Cells of a source column that have no place in ``field``; ``rows`` are their places.

    ``required``: the row is left out; ``rule`` says why.
    """

    field: str
    column: str
    rows: Any
    required: bool
    rule: str = "unmapped"


class Mapped(NamedTuple):
    """Columns by the names of the table ``events``, and what did not fit into them."""

    columns: dict[str, Any]
    faults: list[Fault]


class Choices(NamedTuple):
    """How columns are written: formats of those with dates, whether commas are decimal ones."""

    dates: dict[str, _dates.Choice]
    commas: dict[str, bool]


def clean(cells: Any, nulls: Sequence[str]) -> Any:
    """Return text without blanks around it; what says that nothing is known becomes null."""
    text = pc.utf8_trim_whitespace(cells)
    empty = pc.is_in(text, pa.array(nulls, pa.string()))
    return pc.if_else(empty, pa.scalar(None, pa.string()), text)


def convert(rows: pa.Table, mapping: Source, choices: Choices) -> Mapped:
    """Map a batch (text columns, normalised names) to the fields that ``mapping`` names."""
    columns: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, origin in mapping.fields.items():
        field = schema().table("events").field(name)
        source = _source(rows, origin)
        if source:
            cells = distinct(arrow.whole(rows.column(source)))
            values = clean(cells.values, (*mapping.nulls, *origin.nulls))
            if choices.commas.get(source) and field.type in _NUMERIC:
                values = pc.replace_substring(values, ",", ".")
            made = _converted(values, field, origin, mapping, choices.dates.get(source))
            if field.type in _NUMERIC and field.maximum is None and any(choices.commas.values()):
                pointed = pc.match_substring_regex(values, _POINTED)
                made = pc.if_else(pointed, pa.scalar(None, made.type), made)
            lost = cells.spread(_lost(values, made, origin, mapping))
            columns[name] = cells.spread(made)
            faults += _faults(name, source, lost, origin)
        elif origin.value is not None:
            columns[name] = constant(origin.value, arrow.TYPES[field.type], len(rows))
    return Mapped(columns, faults)


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
        others = table.get(_OTHERS)
        return by_value(lambda cell: table.get(_folded(cell), others), kind, cells)
    if origin.template:
        before, _, after = origin.template.partition("{}")
        return pc.binary_join_element_wise(before, cells, after, "")
    if field.type == "date":
        formats = choice.formats if choice else mapping.dates
        return by_value(lambda cell: _dates.parse(cell, formats), kind, cells)
    if field.type in _NUMERIC:
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
    """Fold what differs from edition to edition: case, blanks, dashes, leading zeros, ``.0``.

    >>> _folded("State forces \u2013 Rebel group"), _folded("08"), _folded("8.0")
    ('state forces-rebel group', '8', '8')
    """
    text = " ".join(cell.casefold().replace("\u2013", "-").split()).replace(" - ", "-")
    if whole := _FLOAT_WHOLE.fullmatch(text):  # as data frames write integers beside empty cells
        text = whole[1]
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else text


def _lost(cells: Any, made: Any, origin: Origin, mapping: Source) -> Any:
    """Return which cells have no place in what was made of them."""
    lost = pc.is_null(made)
    if origin.required:
        return lost
    if origin.map or origin.codes:
        table = _lookup(mapping, origin)
        others = _OTHERS in table
        known = by_value(lambda cell: others or _folded(cell) in table, pa.bool_(), cells)
        lost = pc.and_(lost, pc.invert(pc.fill_null(known, False)))
    return pc.and_(lost, pc.is_valid(cells))


def _faults(name: str, source: str, lost: Any, origin: Origin) -> list[Fault]:
    rows = pc.indices_nonzero(lost)
    return [Fault(name, source, rows, origin.required)] if len(rows) else []
