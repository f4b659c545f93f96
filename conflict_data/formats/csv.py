"""CSV with ACLED's 31 columns, for whatever reads ACLED: ``acled.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from conflict_data.atomic import replacing
from conflict_data.errors import Unknown
from conflict_data.frames import ordered
from conflict_data.records import Problem
from conflict_data.schema import schema

LOSSLESS = False
FILE = "acled.csv"
LAST = "timestamp"
WITH_POINT = (1, 2, 3)
# A spreadsheet would run a text that begins so as a formula.
_FORMULA = r"^([=+\-@\t\r])"


def columns() -> tuple[str, ...]:
    """Return the columns that ACLED has, in its order: ours come after them.

    >>> len(columns())
    31
    """
    names = schema().table("events").names
    return names[: names.index(LAST) + 1]


def write(tables: Mapping[str, pa.Table], folder: Path) -> list[Problem]:
    """Write events to ``acled.csv`` in ``folder``; return the events that have no place in it.

    Events at sea, or known only by country, are left out, since ACLED gives every event a country
    and a point.
    """
    if "events" not in tables:
        raise Unknown("table", "events", tables)
    events = ordered(tables["events"], "events")
    has_point = pc.is_in(events.column("geo_precision"), pa.array(WITH_POINT))
    fits = pc.and_(pc.is_valid(events.column("country")), has_point)
    save(events.filter(fits).select(columns()), folder / FILE)
    return _left_out(events.filter(pc.invert(fits)))


def save(table: pa.Table, path: Path) -> None:
    """Write a table to the file ``path``: whole, or not at all.

    UTF-8, ISO dates, nulls as empty cells; texts that a spreadsheet would take for a formula get
    a leading apostrophe.
    """
    with replacing(path) as new:
        csv.write_csv(_harmless(table), new, csv.WriteOptions(quoting_style="needed"))


def _harmless(table: pa.Table) -> pa.Table:
    for at, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            safe = pc.replace_substring_regex(
                table.column(at), pattern=_FORMULA, replacement=r"'\1"
            )
            table = table.set_column(at, field, safe)
    return table


def _left_out(events: pa.Table) -> list[Problem]:
    cells = (events.column(name).to_pylist() for name in ("event_id_cnty", "country"))
    message = "left out of acled.csv: ACLED gives every event a country and a point"
    return [
        Problem("events", key, "geo_precision", "acled_needs_a_point", country or "", message)
        for key, country in zip(*cells, strict=True)
    ]
