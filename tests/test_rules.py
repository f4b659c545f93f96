from __future__ import annotations

import math
import operator
from datetime import date
from functools import reduce
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_data import rules
from conflict_data.compilers import sql
from conflict_data.errors import SchemaError

KINDS = {"a": "number", "b": "number", "t": "text", "d": "date", "end": "number"}
TYPES = {
    "a": pa.int64(), "b": pa.float64(), "t": pa.string(), "d": pa.date32(), "end": pa.int64(),
}  # fmt: skip


def passes(source: str, **cells: Any) -> bool:
    table = pa.table({name: pa.array([cells.get(name)], kind) for name, kind in TYPES.items()})
    (result,) = rules.mask(rules.parse(source, KINDS), table).to_pylist()
    return result


@pytest.mark.parametrize(
    ("source", "cells"),
    [
        ("a <= b", {"a": 1, "b": 1.0}),
        ("1 < a <= 3", {"a": 3}),
        ("a == year(d)", {"a": 2024, "d": date(2024, 4, 13)}),
        ("t in ('x', 'y')", {"t": "y"}),
        ("t not in ('x', 'y')", {"t": "z"}),
        ("close(b, a / 3)", {"a": 1, "b": 0.3333333333}),
        ("(t is None) == (d is None)", {}),
        ("not (a > 1 and t == 'x') or d is not None", {"a": 2, "t": "y"}),
        ("a - -1 == 2 * b + 0.5", {"a": 4, "b": 2.25}),
        ("a in (1, 2.0)", {"a": 2}),
    ],
)
def test_true_rules_pass(source: str, cells: dict[str, Any]) -> None:
    assert passes(source, **cells)
    assert not passes(f"not ({source})", **cells)


@pytest.mark.parametrize(
    "source",
    ["a <= b", "a == 1", "a in (1, 2)", "a + 1 < b", "t == 'x'", "year(d) == 1", "close(a, b)"],
)
def test_unknown_is_not_broken(source: str) -> None:
    assert passes(source)
    assert passes(f"not ({source})")


def test_division_by_zero_is_unknown() -> None:
    assert passes("a / b == 1", a=1, b=0.0)
    assert not passes("(a / b) is not None", a=1, b=0.0)


def test_known_false_beats_unknown() -> None:
    assert not passes("a == 1 and b == 1", a=0)
    assert passes("a == 1 or b == 1", a=1)


def test_chunks_do_not_matter() -> None:
    column = pa.chunked_array([[1, 5], [None, 9]])
    table = pa.table({"a": column, "b": pa.chunked_array([[1.0, 1.0, 1.0, 9.0]])})
    assert rules.mask(rules.parse("a <= b", KINDS), table).to_pylist() == [True, False, True, True]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("nobody < 1", "character 1: unknown column 'nobody'"),
        ("a < en", "did you mean 'end'"),
        ("a <", "invalid syntax"),
        ("__import__('os')", "character 1: the language has no such thing"),
        ("a.real > 1", "no such thing"),
        ("a ** 2 > 1", "no such operator"),
        ("a % 2 == 1", "no such operator"),
        ("(lambda: a)() > 1", "no such thing"),
        ("[a][0] > 1", "no such thing"),
        ("a > True", "no such thing"),
        ("a == None", "no such thing"),
        ("a is 1", "no such operator"),
        ("t in 'xyz'", "no such operator"),
        ("t in ('x', 1)", "expected literals of kind text"),
        ("t in ('x', t)", "expected literals of kind text"),
        ("t > 1", "character 1: > expects a text here, this is a number"),
        ("1 < t", "< expects a number here, this is a text"),
        ("a and b", "and expects a truth here, this is a number"),
        ("t + 'x' == 'y'", "expects a number"),
        ("(a > 1) > (b > 1)", "neither above nor below"),
        ("year(a) == 1", "year expects a date"),
        ("year(d, d) == 1", "year() takes 1 operand"),
        ("close(a) ", "close() takes 2 operand"),
        ("a + 1", "expected a condition"),
        ("1 < 2", "expected a condition on columns"),
        ("(b := a) > 1", "no such thing"),
        ("a if b > 1 else a", "no such thing"),
        ("f'{a}' == 'x'", "no such thing"),
    ],
)
def test_anything_else_is_refused_with_its_place(source: str, complaint: str) -> None:
    with pytest.raises(SchemaError, match=r"rule .*") as refused:
        rules.parse(source, KINDS)
    assert complaint in str(refused.value)


def test_sql_quotes_names_and_texts() -> None:
    rule = rules.parse("""t != "it's" or end / a in (1, 2)""", KINDS)
    assert sql.condition(rule) == (
        """(("t" <> 'it''s') OR (("end" / nullif("a", 0)) IN (1.0, 2.0)))"""
    )


def test_every_operation_has_a_print() -> None:
    assert set(rules.OPERATIONS) == set(sql._TEMPLATES)


# A slow second reading of the language, row by row, from its text: Python's own operators, with
# None for unknown.

NUMBERS = st.sampled_from(["a", "b", "0", "2", "0.5"])


def _arithmetic(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner) | st.builds(
        "(-{})".format, inner
    )


def _logic(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner)
    return (
        joined | st.builds("(not {})".format, inner) | st.builds("({} == {})".format, inner, inner)
    )


SUMS = st.recursive(NUMBERS, _arithmetic, max_leaves=4)
SIGNS = st.sampled_from(["<", "<=", "==", "!=", ">", ">="])
ATOMS = st.one_of(
    st.builds("({} {} {})".format, SUMS, SIGNS, SUMS),
    st.builds("({} {} {} {} {})".format, SUMS, SIGNS, SUMS, SIGNS, SUMS),
    st.builds("({} {} (1, 2))".format, SUMS, st.sampled_from(["in", "not in"])),
    st.builds("(t {} ('x', 'y'))".format, st.sampled_from(["in", "not in"])),
    st.builds("({} {} None)".format, SUMS | st.just("t"), st.sampled_from(["is", "is not"])),
    st.builds("(t {} 'x')".format, SIGNS),
    st.builds("close({}, {})".format, SUMS, SUMS),
)
RULES = st.recursive(ATOMS, _logic, max_leaves=5).map(lambda source: f"a is None or {source}")
ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(-3, 3),
        st.none() | st.sampled_from([-2.0, 0.0, 0.5, 1.0, 2.0]),
        st.none() | st.sampled_from(["x", "y", "z"]),
    ),
    min_size=1,
    max_size=6,
)
OPERATORS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne,
    ">": operator.gt, ">=": operator.ge, "negative": operator.neg, "not": operator.not_,
    "in": lambda cell, choices: cell in choices,
    "close": lambda x, y: math.isclose(x, y, rel_tol=1e-9),
}  # fmt: skip


def slowly(node: rules.Node, row: dict[str, Any]) -> Any:
    if isinstance(node, rules.Column):
        return row[node.name]
    if isinstance(node, rules.Literal):
        return node.value
    parts = [slowly(part, row) for part in node.operands]
    if node.operation == "is None":
        return parts[0] is None
    if node.operation in ("and", "or"):
        return reduce(_kleene_and if node.operation == "and" else _kleene_or, parts)
    if None in parts or (node.operation == "/" and parts[1] == 0):
        return None
    return OPERATORS[node.operation](*parts)


def _kleene_and(left: bool | None, right: bool | None) -> bool | None:
    return False if False in (left, right) else None if None in (left, right) else True


def _kleene_or(left: bool | None, right: bool | None) -> bool | None:
    return True if True in (left, right) else None if None in (left, right) else False


@given(source=RULES, cells=ROWS)
def test_a_mask_is_what_a_slow_reader_finds(source: str, cells: list[tuple[Any, ...]]) -> None:
    names = ("a", "b", "t")
    columns = zip(names, zip(*cells, strict=True), strict=True)
    table = pa.table({name: pa.array(column, TYPES[name]) for name, column in columns})
    rule = rules.parse(source, KINDS)
    rows = [dict(zip(names, row, strict=True)) for row in cells]
    slow = [slowly(rule.node, row) is not False for row in rows]
    assert rules.mask(rule, table).to_pylist() == slow
