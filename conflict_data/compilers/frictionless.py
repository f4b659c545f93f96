"""A table's description as a Frictionless Table Schema, for ``datapackage.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflict_data.compilers import sql
from conflict_data.frames import SEPARATOR
from conflict_data.rules import parse_rule
from conflict_data.schema import Field, Reference, Rule, Table, codes

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_OURS = ("unit", "null", "claimed", "derived", "unknown", "was", "codes", "good", "bad")


def descriptor(table: Table) -> dict[str, Any]:
    """Return the Table Schema of ``table`` (version 2), ready for JSON.

    Our own words stand beside the standard ones, and each rule also as a condition in SQL.

    >>> from conflict_data.schema import schema
    >>> descriptor(schema().table("claims"))["primaryKey"]
    ['claim_id']
    """
    return {
        "$schema": PROFILE,
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.key),
        "foreignKeys": [_foreign_key(table, reference) for reference in table.references],
        "missingValues": [""],
        "rules": [_rule(table, rule) for rule in table.rules],
    }


def _field(field: Field) -> dict[str, Any]:
    ours = {name: getattr(field, name) for name in _OURS}
    return {
        "name": field.name,
        "type": field.type,
        "description": field.description,
        **({"itemType": "string", "delimiter": SEPARATOR} if field.type == "list" else {}),
        **({"constraints": constraints} if (constraints := _constraints(field)) else {}),
        **{name: _plain(word) for name, word in ours.items() if _is_said(word)},
    }


def _constraints(field: Field) -> dict[str, Any]:
    allowed = field.enum or (tuple(codes(field.codes)) if field.codes else ())
    words: Mapping[str, Any] = {
        "required": field.required,
        "unique": field.unique,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "pattern": field.pattern,
        "enum": list(allowed) if field.type != "list" else [],
    }
    return {name: word for name, word in words.items() if _is_said(word)}


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    # An empty name is the standard's word for the table itself.
    resource = "" if reference.table == table.name else reference.table
    target = {"resource": resource, "fields": [reference.to]}
    return {"fields": [reference.field], "reference": target}


def _rule(table: Table, rule: Rule) -> dict[str, str]:
    condition = sql.condition(parse_rule(rule.check, table))
    return {"name": rule.name, "check": rule.check, "because": rule.because, "sql": condition}


def _is_said(word: Any) -> bool:
    """Tell a word from an absent one; 0 is a word."""
    return word is not False and word not in ("", None, (), [])


def _plain(word: Any) -> Any:
    return list(word) if isinstance(word, tuple) else word
