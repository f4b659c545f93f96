"""Faults of a file put into words: which line, which cell, and what became of the row."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from conflict_data.records import Problem
from conflict_data.sources._columns import Fault
from conflict_data.sources._dates import Choice
from conflict_data.sources._tally import Tally
from conflict_data.sources._text import Doubt, Ragged

_SHOWN = 200
_WHY = {
    "repeated_id": "stands in an earlier row",
    "superseded": "stands in a later release, or in an earlier row of this one",
    "other_side": "is the event of an earlier row, told of its other actor; both are one",
    "swallowed": "holds other rows: a quotation mark is not closed",
    "unknown_weapon": "is no weapon that is known here",
}
_FATE = {"unknown_weapon": "it is counted as of unsaid kind (projectile)"}


class Faults:
    """Words the faults of one file for its ``tally``; ``place``: what its records stand on."""

    def __init__(self, path: Path, place: str, tally: Tally) -> None:
        self._path, self._place, self._tally = path, place, tally

    def file(self, doubts: Iterable[Doubt]) -> None:
        """Tell what the bytes of the file leave open."""
        for one in doubts:
            self._tally.add("", one.rule, 1, partial(self._doubtful, one))

    def doubt(self, column: str, choice: Choice) -> None:
        """Tell if all rows of a date column fit two formats that swap day and month."""
        if choice.doubt:
            rule, said = "ambiguous_date", "fits {} and {} alike; the first was taken"
            problem = self._problem("", column, rule, "", said.format(*choice.doubt))
            self._tally.add(column, rule, 1, lambda _: problem)

    def tell(self, fault: Fault, rows: pa.Table, lines: Any) -> None:
        """Tell of cells that have no place, or repeat an id; ``lines`` of all rows."""
        at = fault.rows.to_numpy()
        cells = rows.column(fault.column) if fault.column in rows.column_names else None
        fate = "the row is left out" if fault.required else "the cell is left empty"
        fate = _FATE.get(fault.rule, fate)
        why = _WHY.get(fault.rule, "has no place in {}").format(fault.field)

        def make(n: int) -> Problem:
            value = _short("" if cells is None else cells[int(at[n])].as_py() or "")
            message = f"{fault.column} {value!r} {why}; {fate}, sources/ keeps it"
            where = f"{self._place} {lines[at[n]]}"
            return self._problem(where, fault.field, fault.rule, value, message)

        self._tally.add(fault.field, fault.rule, len(at), make)

    def ragged(self, ragged: Sequence[Ragged], width: int) -> None:
        """Tell of records that have not ``width`` cells."""

        def make(n: int) -> Problem:
            one = ragged[n]
            more = f", over {one.breaks + 1} lines" if one.breaks else ""
            message = f"expected {width} cells, found {one.found}{more}; the row is left out"
            return self._problem(f"{self._place} {one.line}", "", "ragged", one.text, message)

        self._tally.add("", "ragged", len(ragged), make)

    def _doubtful(self, doubt: Doubt, _: int) -> Problem:
        return self._problem("", "", doubt.rule, "", doubt.message)

    def _problem(self, where: str, field: str, rule: str, value: str, message: str) -> Problem:
        place = ", ".join(filter(None, [os.fspath(self._path), where]))
        return Problem("sources", place, field, rule, value, message)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
