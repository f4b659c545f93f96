"""Where records stand in a file: their number, and the line on which they begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.frames import SOURCE_ROW
from conflict_data.sources._text import Ragged

Whole = npt.NDArray[np.int64]


class Numbered(NamedTuple):
    """Records with their numbers (from 1) in the column ``source_row``, and their lines."""

    rows: pa.Table
    lines: Whole


class Numbering:
    """Counts the records of one file, batch by batch, and the lines that they take.

    ``head``: the lines before the first record. Records without any content are left out and
    not counted, as every reader of tables does with blank lines; ragged ones have a number.
    """

    def __init__(self, head: int, ragged: Sequence[Ragged]) -> None:
        self._line, self._ragged, self._told = head + 1, ragged, 0
        self._read = self.rows = 0

    def number(self, batch: pa.Table) -> Numbered:
        """Return a batch with numbers and lines; give those to the ragged records in it too."""
        waiting = np.array([one.number for one in self._ragged[self._told :]], dtype=np.int64)
        raw = np.arange(self._read + 1, self._read + 1 + len(batch) + len(waiting), dtype=np.int64)
        raw = raw[~np.isin(raw, waiting)][: len(batch)]
        last = int(raw[-1]) if len(raw) else self._read
        blank = _blank(batch)
        lines, numbers = self._advance(last, raw, _breaks(batch), blank)
        numbered = batch.add_column(0, SOURCE_ROW, pa.array(numbers))
        if not blank.any():
            return Numbered(numbered, lines)
        return Numbered(numbered.filter(pa.array(~blank)), lines[~blank])

    def finish(self) -> None:
        """Count the ragged records behind the last batch."""
        if last := max((one.number for one in self._ragged[self._told :]), default=0):
            nothing = np.empty(0, dtype=np.int64)
            self._advance(last, nothing, nothing, nothing.astype(bool))

    def _advance(
        self, last: int, raw: Whole, breaks: Whole, blank: npt.NDArray[np.bool_]
    ) -> tuple[Whole, Whole]:
        """Go on to the record ``last``; return the lines and numbers of the whole ones."""
        within = [one for one in self._ragged[self._told :] if one.number <= last]
        first = self._read + 1
        extra = np.zeros(last - self._read, dtype=np.int64)
        counts = np.ones(last - self._read, dtype=np.int64)
        extra[raw - first] = breaks
        counts[raw - first] = ~blank
        for one in within:
            extra[one.number - first] = one.breaks
        lines = self._line + np.arange(len(extra)) + np.cumsum(extra) - extra
        numbers = self.rows + np.cumsum(counts)
        for one in within:
            one.line, one.row = int(lines[one.number - first]), int(numbers[one.number - first])
        if len(extra):
            self._line = int(lines[-1] + 1 + extra[-1])
            self.rows = int(numbers[-1])
        self._told, self._read = self._told + len(within), last
        return lines[raw - first], numbers[raw - first]


def swallowed(rows: pa.Table, delimiter: str) -> list[tuple[str, Whole]]:
    """Return columns and rows whose cell holds other records: a quotation mark was not closed.

    Such a cell has a line break and as many delimiters as a whole record, and a line in it
    begins like the row itself, with a cell of the same shape.
    """
    if not delimiter:
        return []
    width = rows.num_columns - 1
    firsts = rows.column(1)
    found = []
    for name in rows.column_names[1:]:
        cells: Any = arrow.whole(rows.column(name))
        broken = _lines_of_records(cells, delimiter, width)
        at = [
            int(row)
            for row in broken
            if _repeats(cells[row].as_py(), firsts[row].as_py(), delimiter)
        ]
        if at:
            found.append((name, np.array(at, dtype=np.int64)))
    return found


def _lines_of_records(cells: Any, delimiter: str, width: int) -> list[int]:
    """Return the rows whose cell has a line break and the delimiters of a record of ``width``."""
    if not _has_breaks(cells):
        return []
    delimiters: Any = pc.fill_null(pc.count_substring(cells, delimiter), 0)
    full = np.flatnonzero(delimiters.to_numpy(zero_copy_only=False) >= width - 1)
    return [int(row) for row in full if "\n" in cells[row].as_py()]


def _repeats(cell: str, first: str, delimiter: str) -> bool:
    lines = cell.splitlines()[1:]
    return any(_shape(line.partition(delimiter)[0]) == _shape(first) for line in lines)


def _shape(text: str) -> str:
    """Return what kinds of characters follow each other: ``ISR12`` is ``a0``."""
    kinds = ["0" if one.isdigit() else "a" if one.isalpha() else one for one in text.strip('" ')]
    return "".join(kind for at, kind in enumerate(kinds) if not at or kinds[at - 1] != kind)


def _breaks(batch: pa.Table) -> Whole:
    breaks = np.zeros(len(batch), dtype=np.int64)
    for column in batch.columns:
        cells: Any = arrow.whole(column)
        if not _has_breaks(cells):
            continue
        found: Any = pc.fill_null(pc.count_substring(cells, "\n"), 0)
        breaks += found.to_numpy(zero_copy_only=False)
    return breaks


def _has_breaks(cells: Any) -> bool:
    """Tell whether a column holds line breaks: a look at its bytes costs next to nothing."""
    text = cells.buffers()[2]
    return bool(text) and b"\n" in text.to_pybytes()


def _blank(batch: pa.Table) -> npt.NDArray[np.bool_]:
    """Return which records have no content; a column is only looked at while any may be."""
    blank = np.ones(len(batch), dtype=bool)
    for column in batch.columns:
        length: Any = pc.fill_null(pc.binary_length(column), 0)
        blank &= length.to_numpy() == 0
        if not blank.any():
            break
    return blank
