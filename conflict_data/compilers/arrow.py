"""A table's description as an Arrow schema, with the meaning of every column in the metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from conflict_data.schema import Field, Table
from conflict_data.schema import schema as whole_schema

KEY = b"conflict_data"
TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "list": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
}


def schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of ``table``: string, int64, float64, date32; lists are joined text.

    Field metadata holds ``description`` and, where there is one, ``unit``; the schema's own
    metadata holds, as JSON under ``conflict_data``, which schema this is.

    >>> from conflict_data.schema import schema as whole
    >>> schema(whole().table("events")).field("event_date").type
    DataType(date32[day])
    """
    return pa.schema([_field(field) for field in table.fields], metadata={KEY: _about(table)})


def whole(column: Any) -> Any:
    """Return a column as one array; not copied if it is one, as ``combine_chunks`` would do."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _field(field: Field) -> pa.Field[pa.DataType]:
    words = {"description": field.description, "unit": field.unit, "null": field.null}
    metadata = {name: text for name, text in words.items() if text}
    return pa.field(field.name, TYPES[field.type], nullable=True, metadata=metadata)


def _about(table: Table) -> bytes:
    head = whole_schema()
    about = {
        "schema": head.title,
        "schema_version": head.version,
        "licence": head.licence,
        "table": table.name,
        "title": table.title,
        "description": table.description,
    }
    return json.dumps(about, ensure_ascii=False, sort_keys=True).encode()
