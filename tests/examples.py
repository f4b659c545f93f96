"""Tables made of the schema's own good examples, for tests that then break one cell."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import pyarrow as pa

from conflict_data.compilers import arrow
from conflict_data.schema import Field, Table, schema


def cell(field: Field, value: Any) -> Any:
    """Return a value as the schema writes it: dates are text there."""
    if field.type == "date" and isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def column(field: Field, values: list[Any]) -> pa.Array:
    """Return a column of the field's type, or of another one if the values do not fit."""
    cells = [cell(field, value) for value in values]
    try:
        return pa.array(cells, arrow.TYPES[field.type])
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array(cells)


def rows(table: Table | str, *changes: Mapping[str, Any]) -> pa.Table:
    """Return the good examples, once for each of ``changes`` (once if there are none)."""
    spec = schema().table(table) if isinstance(table, str) else table
    goods = {field.name: field.good for field in spec.fields}
    if spec.name == "claims":  # the good examples show every kind of claim: this one counts weapons
        goods |= {"victims": None}
    wanted = [goods | change for change in changes or ({},)]
    columns = [column(field, [row[field.name] for row in wanted]) for field in spec.fields]
    return pa.table(dict(zip(spec.names, columns, strict=True)))


def bare(table: Table, cells: Mapping[str, Any]) -> pa.Table:
    """Return one row that holds only these cells; all others are null."""
    columns = [column(field, [cells.get(field.name)]) for field in table.fields]
    return pa.table(dict(zip(table.names, columns, strict=True)))


def with_column(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    """Return the table with one column replaced."""
    return table.set_column(table.column_names.index(name), name, values)
