"""Parquet: one file a table, zstd, sorted; the meaning of every column travels in the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from conflict_data.atomic import replacing
from conflict_data.compilers import arrow
from conflict_data.errors import LoadError
from conflict_data.frames import ordered
from conflict_data.records import Problem
from conflict_data.schema import schema

LOSSLESS = True


def write(tables: Mapping[str, pa.Table], folder: Path) -> list[Problem]:
    """Write each table to ``<name>.parquet`` in ``folder``; nothing is left out.

    Rows are sorted by the schema's ``sort``, and no clock or machine is written down: equal
    tables give equal bytes. Raises :class:`Unknown` for a table that the schema does not have.
    """
    for name, table in tables.items():
        rows = ordered(table, name).cast(arrow.schema(schema().table(name)))
        with replacing(folder / f"{name}.parquet") as new:
            pq.write_table(rows.combine_chunks(), new, compression="zstd")
    return []


def read(folder: Path) -> dict[str, pa.Table]:
    """Read the tables that ``folder`` holds, in the schema's order, as they were written.

    Raises :class:`LoadError` if it holds none, or a file is not Parquet.
    """
    files = {name: folder / f"{name}.parquet" for name in schema().tables}
    tables = {name: _read(file) for name, file in files.items() if file.is_file()}
    if not tables:
        raise LoadError(str(folder), "no table in it", expected=f"{', '.join(files)}.parquet")
    return tables


def _read(file: Path) -> pa.Table:
    try:
        return pq.read_table(file, partitioning=None)
    except (OSError, pa.ArrowInvalid) as error:
        raise LoadError(str(file), str(error), expected="a Parquet file") from error
