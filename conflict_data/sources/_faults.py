"""Faults of a file put into words: which line, which cell, and what became of the row."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.frames import SOURCE_ROW
from conflict_data.records import Problem
from conflict_data.sources._columns import Fault
from conflict_data.sources._dates import Choice
from conflict_data.sources._files import Ragged
from conflict_data.sources._tally import Tally

_SHOWN = 200
_WHY = {
    "repeated_id": "stands in an earlier row",
    "superseded": "stands in a later release, or in an earlier row of this one",
}


class Faults:
    """Words the faults of one file for its ``tally``; ``header``: how many lines it takes."""

    def __init__(self, path: Path, header: int, tally: Tally) -> None:
        self._path, self._header, self._tally = path, header, tally
        self._breaks = 0

    def doubt(self, column: str, choice: Choice) -> None:
        """Tell if all rows of a date column fit two formats that swap day and month."""
        if choice.doubt:
            rule, said = "ambiguous_date", "fits {} and {} alike; the first was taken"
            problem = self._problem("", column, rule, "", said.format(*choice.doubt))
            self._tally.add(column, rule, 1, lambda _: problem)

    def tell(
        self, fault: Fault, rows: pa.Table, at: Any, lines: Any, rule: str = "unmapped"
    ) -> None:
        """Tell of the cells at these rows that have no place, or repeat an id."""
        cells = rows.column(fault.column) if fault.column in rows.column_names else None
        fate = "the row is left out" if fault.required else "the cell is left empty"
        why = _WHY.get(rule, "has no place in {}").format(fault.field)

        def make(n: int) -> Problem:
            value = "" if cells is None else cells[int(at[n])].as_py() or ""
            message = f"{fault.column} {value!r} {why}; {fate}, sources/ keeps it"
            return self._problem(f"line {lines[at[n]]}", fault.field, rule, value, message)

        self._tally.add(fault.field, rule, len(at), make)

    def lines(self, rows: pa.Table) -> Any:
        """Return the line of the file on which each record begins: cells may hold line breaks."""
        breaks = np.zeros(len(rows), dtype=np.int64)
        for name in rows.column_names[1:]:
            cells: Any = rows.column(name).combine_chunks()
            found = pc.fill_null(pc.count_substring(cells, "\n"), 0)
            breaks += found.to_numpy(zero_copy_only=False)
        before = self._breaks + np.cumsum(breaks) - breaks
        self._breaks += int(breaks.sum())
        return rows.column(SOURCE_ROW).to_numpy() + self._header + before

    def ragged(self, ragged: Sequence[Ragged], width: int) -> None:
        """Tell of records that have not ``width`` cells."""

        def make(n: int) -> Problem:
            one = ragged[n]
            message = f"expected {width} cells, found {one.found}; the row is left out"
            return self._problem(f"row {one.number}", "", "ragged", one.text[:_SHOWN], message)

        self._tally.add("", "ragged", len(ragged), make)

    def _problem(self, where: str, field: str, rule: str, value: str, message: str) -> Problem:
        place = ", ".join(filter(None, [os.fspath(self._path), where]))
        return Problem("sources", place, field, rule, value, message)
