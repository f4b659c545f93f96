"""The rows of ACLED's files as they were, every column and string of them: ``acled.csv``.

Nothing is made safe for spreadsheets here, since that would change values; ``csv`` does that.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from conflict_data import frames
from conflict_data.atomic import replacing
from conflict_data.errors import ConflictDataError
from conflict_data.records import Problem

LOSSLESS = False
FILE = "acled.csv"
DATASET = "acled"


def write(tables: Mapping[str, pa.Table], folder: Path) -> list[Problem]:
    """Write the rows that were read from ACLED's files, in order; return events from elsewhere.

    Files with other columns come together under all columns, empty where a file lacks one.
    Raises :class:`ConflictDataError` if no row was read from ACLED.
    """
    found = [rows for rows in _sources(tables) if frames.about(rows)["dataset"] == DATASET]
    if not found:
        raise ConflictDataError(
            f"expected rows that were read from ACLED, found none; {FILE} with ACLED's columns "
            "of what was coded here is written by the format csv"
        )
    plain = [rows.drop_columns([frames.SOURCE_ROW]).replace_schema_metadata(None) for rows in found]
    whole = pa.concat_tables(plain, promote_options="default")
    with replacing(folder / FILE) as new:
        csv.write_csv(_unquoted(whole), new, csv.WriteOptions(quoting_style="needed"))
    return _left_out(tables["events"])


def _sources(tables: Mapping[str, pa.Table]) -> list[pa.Table]:
    return [table for name, table in tables.items() if name.startswith(frames.SOURCES)]


def _unquoted(table: pa.Table) -> pa.Table:
    """Return empty text as null, which Arrow writes without quotation marks."""
    nothing = pa.scalar(None, pa.string())
    columns: list[Any] = list(table.columns)
    cells = [pc.if_else(pc.equal(column, pa.scalar("")), nothing, column) for column in columns]
    return pa.table(cells, names=table.column_names)


def _left_out(events: pa.Table) -> list[Problem]:
    datasets: Any = events.column("source_dataset")
    ours = pc.fill_null(pc.equal(datasets, pa.scalar(DATASET)), False)
    keys = events.filter(pc.invert(ours)).column("event_id_cnty").to_pylist()
    message = f"left out of {FILE}: it was not read from ACLED; the format csv has it"
    return [Problem("events", str(key), "source_dataset", "not_acled", "", message) for key in keys]
