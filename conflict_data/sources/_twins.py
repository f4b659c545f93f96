"""Rows that repeat an id: told once of either actor, as in monadic exports, or really twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pandas.util import hash_array

from conflict_data.sources._columns import Fault
from conflict_data.sources._mapping import Mapping

Hashes = npt.NDArray[np.uint64]
Told = tuple[Fault, pa.Table, Any]


class Twins:
    """The rows of one file whose id stands in an earlier row.

    What they are is only known beside the earlier rows: these are looked up at the end, so that
    a file without such rows costs nothing.
    """

    def __init__(self, mapping: Mapping) -> None:
        self._key, self._sides = mapping.key, mapping.sides
        self._again = "superseded" if mapping.released else "repeated_id"
        self._rows: list[pa.Table] = []
        self._lines: list[Any] = []
        self._hashes: list[list[Hashes]] = []

    def add(self, rows: pa.Table, lines: Any) -> None:
        """Keep rows that repeat an id, and their lines."""
        self._rows.append(rows.select([n for n in rows.column_names if n == self._key]))
        self._lines.append(lines)
        if self._sides and set(self._sides) <= set(rows.column_names):
            self._hashes.append([_hashed(rows, name) for name in (self._key, *self._sides)])

    def told(self, batches: Callable[[], Iterable[pa.Table]]) -> Iterator[Told]:
        """Yield what is to be told of them; ``batches`` reads all rows of the file again."""
        if not self._rows:
            return
        rows, lines = pa.concat_tables(self._rows), np.concatenate(self._lines)
        other = self._are_other_sides(len(lines), batches)
        for rule, which in ((self._again, ~other), ("other_side", other)):
            if which.any():
                at = pa.array(np.flatnonzero(which))
                yield Fault("event_id_cnty", self._key, at, True, rule), rows, lines

    def _are_other_sides(
        self, rows: int, batches: Callable[[], Iterable[pa.Table]]
    ) -> npt.NDArray[np.bool_]:
        """Return which rows have the actors of the first row with their id, swapped."""
        if not self._hashes:
            return np.zeros(rows, dtype=bool)
        ids, *sides = map(np.concatenate, zip(*self._hashes, strict=True))
        known = np.unique(ids)
        first = [np.zeros(len(known), dtype=np.uint64) for _ in self._sides]
        found = np.zeros(len(known), dtype=bool)
        for batch in batches():
            at, where = _firsts(_hashed(batch, self._key), known, found)
            found[where] = True
            for column, name in zip(first, self._sides, strict=True):
                column[where] = _hashed(batch.take(pa.array(at)), name)
        place = np.searchsorted(known, ids)
        swapped = (first[0][place] == sides[1]) & (first[1][place] == sides[0])
        return np.asarray(found[place] & swapped & (sides[0] != sides[1]))


def _firsts(ids: Hashes, known: Hashes, found: Any) -> tuple[Any, Any]:
    """Return the rows of a batch that are the first with a known id, and which id it is."""
    place = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    at = np.flatnonzero((known[place] == ids) & ~found[place])
    where, first = np.unique(place[at], return_index=True)
    return at[first], where


def _hashed(rows: pa.Table, name: str) -> Hashes:
    cells: Any = rows.column(name)
    texts = np.array([(cell or "").strip() for cell in cells.to_pylist()], dtype=object)
    return hash_array(texts)
