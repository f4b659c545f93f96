"""PITF atrocities: days and coordinates of which the parts stand in columns of their own."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from conflict_data.frames import SOURCE_ROW
from conflict_data.records import digest
from conflict_data.sources import _windows
from conflict_data.sources._columns import clean

_SIGNS = {"n": 1, "north": 1, "e": 1, "east": 1, "s": -1, "south": -1, "w": -1, "west": -1}
_PARTS = ("degrees", "minutes", "seconds", "direction")
# The names of an axis's columns: in files of PITF's own, and where frames numbered them.
_AXES = {"latitude": ("lat_{}", "{}"), "longitude": ("long_{}", "{}_1")}
_PLACES = 6


def prepare(rows: pa.Table) -> pa.Table:
    """Append ``row_key``, ``date_start``, ``date_end``, ``date_known``, and the coordinates.

    The table has no ids: a row's is the hash of its cells.
    """
    rows = rows.rename_columns([name.replace(".", "_") for name in rows.column_names])
    cells = [rows.column(name).to_pylist() for name in rows.column_names if name != SOURCE_ROW]
    keys = [digest(*some) for some in zip(*cells, strict=True)]
    starts = _windows.windows(rows, "start_year", "start_month", "start_day")
    ends = _ends(rows, starts)
    rows = rows.append_column("row_key", pa.array(keys, pa.string()))
    for name, windows, part in (
        ("date_start", starts, "start"),
        ("date_known", starts, "known"),
        ("date_end", ends, "end"),
    ):
        rows = rows.append_column(name, _windows.parts(windows, part))
    for axis, patterns in _AXES.items():
        rows = rows.append_column(axis, pa.array(_degrees(rows, patterns), pa.string()))
    return rows


def complete(tables: dict[str, pa.Table], rows: pa.Table) -> dict[str, pa.Table]:
    """Return the tables as they are."""
    return tables


def _ends(rows: pa.Table, starts: list[_windows.Window]) -> list[_windows.Window]:
    """Return the windows of the last days: those of the first where no month is given."""
    names = ("end_year", "end_month", "end_day")
    if not set(names) <= set(rows.column_names):
        return starts
    given = _windows.windows(rows, *names)
    return [
        end if end.known in ("day", "month") else start
        for start, end in zip(starts, given, strict=True)
    ]


def _degrees(rows: pa.Table, patterns: tuple[str, ...]) -> list[str | None]:
    for pattern in patterns:
        names = [pattern.format(part) for part in _PARTS]
        if set(names) <= set(rows.column_names):
            parts: list[list[Any]] = [
                clean(rows.column(name).combine_chunks(), [""]).to_pylist() for name in names
            ]
            return [_decimal(*some) for some in zip(*parts, strict=True)]
    return [None] * rows.num_rows


def _decimal(
    degrees: str | None, minutes: str | None, seconds: str | None, direction: str | None
) -> str | None:
    """Return decimal degrees; None without degrees and a direction, unknown parts being 0.

    >>> _decimal("31", "30", None, "S"), _decimal("31", "30", "0", None)
    ('-31.5', None)
    """
    sign = _SIGNS.get((direction or "").casefold())
    try:
        size = float(degrees or "") + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    except ValueError:
        return None
    return str(round(sign * size, _PLACES)) if sign else None
