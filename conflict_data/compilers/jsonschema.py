"""A table's description as a JSON Schema (2020-12) of one row, as it stands in JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflict_data.schema import Field, Table, codes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string", "minLength": 1},
    "list": {"type": "array", "uniqueItems": True},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of one row of ``table``; lists are arrays, unknown is null or absent.

    >>> from conflict_data.schema import schema as whole
    >>> schema(whole().table("claims"))["properties"]["weapons"]["type"]
    ['array', 'null']
    """
    return {
        "$schema": DIALECT,
        "title": table.title,
        "description": table.description,
        "type": "object",
        "properties": {field.name: _property(field) for field in table.fields},
        "required": [field.name for field in table.fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    words = {"description": field.description, **_TYPES[field.type], **_limits(field)}
    return words if field.required else _or_null(words)


def _limits(field: Field) -> dict[str, Any]:
    allowed = list(field.enum or (codes(field.codes) if field.codes else ()))
    words = {
        "minimum": field.minimum,
        "maximum": field.maximum,
        "pattern": f"^(?:{field.pattern})$" if field.pattern else None,
        "enum": allowed if allowed and field.type != "list" else None,
        "items": ({"enum": allowed} if allowed else {"type": "string"})
        if field.type == "list"
        else None,
        "minItems": 1 if field.type == "list" and field.required else None,
    }
    return {name: word for name, word in words.items() if word is not None}


def _or_null(words: dict[str, Any]) -> dict[str, Any]:
    enum = {"enum": [*words["enum"], None]} if "enum" in words else {}
    return {**words, "type": [words["type"], "null"], **enum}
