"""Rules as conditions in DuckDB's SQL, for releases too large for memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflict_data.rules import CLOSE, Column, Expression, Literal, Node

_TEMPLATES: Mapping[str, str] = {
    "and": "({} AND {})",
    "or": "({} OR {})",
    "not": "(NOT {})",
    "is None": "({} IS NULL)",
    "in": "({} IN {})",
    "==": "({} = {})",
    "!=": "({} <> {})",
    "negative": "(-{})",
    "/": "({} / nullif({}, 0))",
    "year": "year({})",
    "close": f"(abs({{0}} - {{1}}) <= {CLOSE} * greatest(abs({{0}}), abs({{1}})))",
    **{sign: f"({{}} {sign} {{}})" for sign in ("<", "<=", ">", ">=", "+", "-", "*")},
}


def condition(rule: Expression) -> str:
    """Print ``rule`` as a condition: false where it is broken, null where it is unknown.

    >>> from conflict_data.rules import parse
    >>> condition(parse("end > start", {"start": "number", "end": "number"}))
    '("end" > "start")'
    """
    return _print(rule.node)


def _print(node: Node) -> str:
    if isinstance(node, Column):
        return '"{}"'.format(node.name.replace('"', '""'))
    if isinstance(node, Literal):
        return _literal(node.value)
    return _TEMPLATES[node.operation].format(*map(_print, node.operands))


def _literal(value: Any) -> str:
    if isinstance(value, tuple):
        return "({})".format(", ".join(map(_literal, value)))
    if isinstance(value, str):
        return "'{}'".format(value.replace("'", "''"))
    return repr(value)
