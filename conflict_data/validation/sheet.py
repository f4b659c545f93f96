"""A table under validation: its description, and those of its columns that can be checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.records import Problem
from conflict_data.schema import Table
from conflict_data.validation.report import Finding

LIMIT = 100
Row = Mapping[str, Any]


class Sheet(NamedTuple):
    """``rows`` holds only columns that are there once and have the type that ``spec`` asks for."""

    spec: Table
    rows: pa.Table

    def has(self, *columns: str) -> bool:
        """Tell whether all these columns can be checked."""
        return all(self.rows.schema.get_field_index(column) >= 0 for column in columns)

    def cells(self, column: str) -> Any:
        """Return a column as one array."""
        return arrow.whole(self.rows.column(column))

    def is_empty(self, column: str) -> bool:
        """Tell whether a column is null in every row."""
        return self.rows.column(column).null_count == self.rows.num_rows

    def holds(self, column: str, *values: str) -> Any:
        """Return a mask of the rows whose cell is one of ``values``; null is none of them."""
        return pc.is_in(self.cells(column), pa.array(values))

    def broken(
        self, rule: str, columns: Sequence[str], passes: Any, say: Callable[[Row], str]
    ) -> list[Finding]:
        """Return what a mask (bool, one a row, never null) finds broken: a finding or none."""
        return self.found(rule, columns, pc.indices_nonzero(pc.invert(passes)), say)

    def found(
        self, rule: str, columns: Sequence[str], at: Any, say: Callable[[Row], str]
    ) -> list[Finding]:
        """Return what is wrong in the rows ``at``; ``say`` words it. The first column is blamed."""
        if not len(at):
            return []
        rows = self.rows.take(at[:LIMIT]).to_pylist()
        problems = tuple(self._problem(rule, columns, row, say(row)) for row in rows)
        return [Finding(self.spec.name, columns[0], rule, len(at), problems)]

    def _problem(self, rule: str, columns: Sequence[str], row: Row, message: str) -> Problem:
        key = " / ".join(show(row.get(name), "") for name in self.spec.key)
        quote = row.get("quote") or ""
        return Problem(self.spec.name, key, columns[0], rule, values(row, columns), message, quote)


def show(cell: Any, nothing: str = "null") -> str:
    """Return a cell as text."""
    return nothing if cell is None else str(cell)


def values(row: Row, columns: Sequence[str]) -> str:
    """Return the cells of a row as text: alone, or each with its column's name.

    >>> values({"low": 5.0, "high": None}, ["low", "high"]), values({"low": 5.0}, ["low"])
    ('low=5.0, high=null', '5.0')
    """
    if len(columns) == 1:
        return show(row[columns[0]])
    return ", ".join(f"{name}={show(row[name])}" for name in columns)
