"""A table's description as a pandera schema: everything that one column alone can get wrong.

Rules that join columns are Arrow masks (``conflict_data.rules``): run as checks of a whole frame
they would report each broken row once per column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from conflict_data.schema import Field, Table, codes

DTYPES: Mapping[str, str] = {
    "string": "str",
    "list": "str",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[us]",
}

_DOUBLE_KEY = "multiple_fields_uniqueness"
_RULES = {"not_nullable": "required", "field_uniqueness": "unique", _DOUBLE_KEY: "unique"}


def schema(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of ``table``, for frames that ``frames.to_pandas`` makes.

    Columns, their order and dtypes are exact and never coerced. Each check's ``error`` is the
    short name that a Problem gives as its rule: blank, codes, enum, pattern, range.
    """
    return pa.DataFrameSchema(
        {field.name: _column(field) for field in table.fields},
        strict=True,
        ordered=True,
        unique=list(table.key) if len(table.key) > 1 else None,
        name=table.name,
    )


def _column(field: Field) -> pa.Column:
    return pa.Column(
        DTYPES[field.type],
        checks=list(_checks(field)),
        nullable=not field.required,
        unique=field.unique,
        description=field.description,
    )


def _checks(field: Field) -> Iterator[pa.Check]:
    if DTYPES[field.type] == "str":
        yield pa.Check(_is_trimmed, error="blank")
    if field.pattern:
        yield pa.Check(_full_match(field.pattern), error="pattern")
    if field.enum:
        yield pa.Check.isin(field.enum, error="enum")
    if field.codes and field.type != "list":
        yield pa.Check.isin(list(codes(field.codes)), error="codes")
    if field.minimum is not None:
        yield pa.Check.ge(field.minimum, error="range")
    if field.maximum is not None:
        yield pa.Check.le(field.maximum, error="range")


# pandas hands these to Arrow; ``str_matches`` would run a regular expression of Python's per cell.


def _is_trimmed(cells: pd.Series[str]) -> pd.Series[bool]:
    return (cells != "") & (cells == cells.str.strip())


def _full_match(pattern: str) -> Callable[[pd.Series[str]], pd.Series[bool]]:
    """Return the check that cells match a pattern from end to end, line breaks included."""
    return lambda cells: cells.str.fullmatch(pattern)


class Failure(NamedTuple):
    """What pandera found in one column: which rule is broken, and in which rows (0-based)."""

    column: str
    rule: str
    rows: list[int]


def failures(table: Table, frame: pd.DataFrame) -> list[Failure]:
    """Check ``frame`` against :func:`schema`, and return what failed instead of raising it."""
    try:
        schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return list(_folded(table, error.failure_cases))
    return []


def _folded(table: Table, cases: pd.DataFrame) -> Iterator[Failure]:
    # A doubled key of several columns is reported once for each of them: keep the first.
    is_repeat = (cases["check"] == _DOUBLE_KEY) & ~cases["column"].isin(table.key[:1])
    cases = cases[~is_repeat & cases["index"].notna()]
    for names, group in cases.groupby(["column", "check"], sort=False):
        column, check = map(str, names)
        yield Failure(column, _RULES.get(check, check), sorted(map(int, group["index"])))
