"""How the columns of a file are written, decided over all its rows once a row leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.schema import schema
from conflict_data.sources import _dates
from conflict_data.sources._columns import Choices, clean
from conflict_data.sources._mapping import Mapping as Source
from conflict_data.sources._numbers import Commas

_NUMBERS = (pa.int64(), pa.float64())


class Chooser:
    """Decides for the columns of one file; ``batches`` reads all of it anew.

    Nothing is read twice unless a cell can be read in two ways. ``tell`` hears of each column
    with dates that stay open.
    """

    def __init__(
        self,
        mapping: Source,
        names: Sequence[str],
        batches: Callable[[], Iterator[pa.Table]],
        tell: Callable[[str, _dates.Choice], None],
    ) -> None:
        self._mapping, self._names, self._batches, self._tell = mapping, names, batches, tell
        self._dates = _columns_of(mapping, names, [arrow.TYPES["date"]])
        self._numbers = _columns_of(mapping, names, _NUMBERS)
        self._rivals = _dates.rivals(mapping.dates)
        self._sure = tuple(name for name in mapping.dates if name not in self._rivals)
        self.choices = Choices({}, {})

    def look(self, rows: pa.Table) -> Choices:
        """Return the choices that a batch (normalised names) needs, and those before it."""
        for name in self._dates:
            if name not in self.choices.dates and self._is_open(rows.column(name)):
                self._choose_dates(name)
        for name in self._numbers:
            if name not in self.choices.commas and _has_comma(rows.column(name)):
                self._choose_commas(name)
        return self.choices

    def _is_open(self, column: Any) -> bool:
        cells = pc.unique(self._clean(column)).drop_null().to_pylist()
        return any(
            not _dates.parse(cell, self._sure) and _dates.parse(cell, self._rivals)
            for cell in cells
        )

    def _choose_dates(self, name: str) -> None:
        cells: set[str] = set()
        for column in self._whole(name):
            cells.update(pc.unique(column).drop_null().to_pylist())
        choice = self.choices.dates[name] = _dates.choose(cells, self._mapping.dates)
        self._tell(name, choice)

    def _choose_commas(self, name: str) -> None:
        fields = [schema().table("events").field(ours) for ours in self._numbers[name]]
        commas = Commas(min((f.maximum for f in fields if f.maximum is not None), default=None))
        for column in self._whole(name):
            commas.look(column)
        self.choices.commas[name] = commas.decimal

    def _whole(self, name: str) -> Iterator[Any]:
        at = self._names.index(name)
        return (self._clean(batch.column(at)) for batch in self._batches())

    def _clean(self, column: Any) -> Any:
        return clean(arrow.whole(column), self._mapping.nulls)


def _has_comma(column: Any) -> bool:
    return bool(pc.any(pc.match_substring(column, ",")).as_py())


def _columns_of(
    mapping: Source, names: Sequence[str], kinds: Sequence[pa.DataType]
) -> Mapping[str, list[str]]:
    """Return the columns from which fields of some types come, with these fields."""
    found: dict[str, list[str]] = {}
    for field_name, origin in mapping.fields.items():
        kind = arrow.TYPES[schema().table("events").field(field_name).type]
        source = next((name for name in origin.columns if name in names), None)
        if source is not None and kind in kinds and not (origin.map or origin.codes):
            found.setdefault(source, []).append(field_name)
    return found
