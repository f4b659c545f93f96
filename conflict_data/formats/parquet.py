"""Parquet: one file a table, zstd, sorted; the meaning of every column travels in the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from conflict_data import decoding
from conflict_data.atomic import replacing
from conflict_data.compilers import arrow
from conflict_data.errors import LoadError
from conflict_data.frames import SOURCE_KEY, SOURCES, ordered
from conflict_data.records import Problem
from conflict_data.schema import schema

LOSSLESS = True
_HEAD = 4096
_EXPECTED = "a Parquet file"


def write(tables: Mapping[str, pa.Table], folder: Path) -> list[Problem]:
    """Write each table to ``<name>.parquet`` in ``folder``; nothing is left out.

    Rows are sorted by the schema's ``sort``, those of files that were read (``sources/``) are as
    they were, and no clock or machine is written down: equal
    tables give equal bytes. Raises :class:`Unknown` for a table that the schema does not have.
    """
    for name, table in tables.items():
        if name.startswith(SOURCES):
            _write(table, folder / f"{name}.parquet")
            continue
        rows = ordered(table, name).cast(arrow.schema(schema().table(name)))
        _write(rows, folder / f"{name}.parquet")
    return []


def _write(rows: pa.Table, file: Path) -> None:
    with replacing(file) as new:
        pq.write_table(rows.combine_chunks(), new, compression="zstd")


def read(folder: Path) -> dict[str, pa.Table]:
    """Read the tables that ``folder`` holds, in the schema's order, as they were written.

    Raises :class:`LoadError` if it holds none, or a file is not Parquet.
    """
    files = {name: folder / f"{name}.parquet" for name in schema().tables}
    tables = {name: _read(file) for name, file in files.items() if file.is_file()}
    if not tables:
        problem = "holds no table" if folder.is_dir() else "is no folder"
        expected = "a release: a folder with events.parquet and the other tables"
        raise LoadError(str(folder), problem, expected=expected)
    rows = sorted((folder / SOURCES).glob("*.parquet"))
    return tables | {f"{SOURCES}{file.stem}": _told(file) for file in rows}


def _told(file: Path) -> pa.Table:
    """Read the rows of a file that was read; what is known of it stands beside Arrow's schema."""
    table, known = _read(file), pq.read_metadata(file).metadata or {}
    if SOURCE_KEY not in known:
        raise LoadError(
            str(file), "does not say where its rows come from", expected=f"{SOURCE_KEY.decode()!r}"
        )
    return table.replace_schema_metadata({SOURCE_KEY: known[SOURCE_KEY]})


def _read(file: Path) -> pa.Table:
    try:
        return pq.read_table(file, partitioning=None)
    except pa.ArrowInvalid as error:
        raise _spoilt(file, str(error)) from error
    except OSError as error:
        raise LoadError(str(file), f"cannot be read ({error})", expected=_EXPECTED) from error


def _spoilt(file: Path, said: str) -> LoadError:
    with file.open("rb") as start:
        code, name = decoding.signature(start.read(_HEAD))
    problem = f"cannot be read ({said})" if code in ("", "parquet") else f"is {name}"
    return LoadError(str(file), problem, expected=_EXPECTED, do="write the release again")
