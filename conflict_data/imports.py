"""Files of known datasets into a release: in memory for people, or streamed from file to file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from conflict_data import downloads, frames, pipeline, release, sources, validation
from conflict_data.atomic import replacing_folder
from conflict_data.compilers import arrow
from conflict_data.errors import LoadError, Unknown
from conflict_data.schema import schema
from conflict_data.sources import Mapping as SourceMapping
from conflict_data.sources import Piece, Reading
from conflict_data.validation import Report

_FORMATS = ("parquet",)


class Outcome(NamedTuple):
    """What came of files: how each was read, what validation found, and rows by table."""

    readings: Sequence[Reading]
    report: Report
    counts: Mapping[str, int]

    def to_json(self) -> str:
        """Return the counts of each file as one line: rows in = rows out + rows reported."""
        names = {"file": "file", "source": "dataset", "layout": "layout", "rows_in": "rows_in",
                 "rows_out": "rows_out", "rows_reported": "rows_reported"}  # fmt: skip
        abouts = [{**one.about(), "file": os.fspath(one.path)} for one in self.readings]
        files = [{ours: about[theirs] for ours, theirs in names.items()} for about in abouts]
        return json.dumps({"files": files}, ensure_ascii=False)


def mapping(name: str | os.PathLike[str] | None) -> SourceMapping | None:
    """Return a mapping by the name of a known dataset or the path of a TOML file; None for None.

    >>> found = mapping("acled")
    >>> found is not None and found.redistribution
    False
    """
    if name is None:
        return None
    known = sources.known_mappings()
    if Path(name).suffix == ".toml":
        return sources.load_mapping(Path(name))
    if os.fspath(name) not in known:
        if Path(name).suffix:
            expected = f"a file .toml, or one of {', '.join(known)}"
            raise LoadError(os.fspath(name), "is no mapping", expected=expected)
        raise Unknown("dataset", os.fspath(name), known)
    return known[os.fspath(name)]


def readings(
    paths: Iterable[Path],
    mapping: SourceMapping | None = None,
    *,
    version: str | None = None,
    accessed: date | None = None,
) -> list[Reading]:
    """Return how files, and those in folders of downloads, are read.

    Each has its own name; no id may stand in two files of a dataset. What is not given of
    ``version`` and ``accessed`` is taken from the download.
    """
    seen, used = sources.Seen(), set[str]()
    return [
        sources.read(
            file, mapping, name=_free(file, used), seen=seen,
            version=version or held.version, accessed=accessed or held.accessed,
        )
        for held in map(_held, paths) for file in held.files
    ]  # fmt: skip


def collect(readings: Iterable[Reading]) -> dict[str, pa.Table]:
    """Return the tables that files make, in the schema's order of rows, and the rows themselves."""
    pieces: dict[str, list[pa.Table]] = {name: [] for name in schema().tables}
    rows: dict[str, pa.Table] = {}
    for reading in _latest_first(readings):
        kept = [reading.columns().empty_table()]
        for piece in reading:
            kept.append(piece.rows)
            for name, table in piece.tables.items():
                pieces[name].append(table)
        rows[f"{frames.SOURCES}{reading.name}"] = frames.with_about(
            pa.concat_tables(kept), reading.about()
        )
    return {name: _joined(name, some) for name, some in pieces.items()} | rows


def write(readings: Sequence[Reading], folder: Path) -> Outcome:
    """Stream files into a release, piece by piece: whole, or not at all.

    Memory holds one piece and the ids. Rows stay in the order of the files, but that of a dataset
    whose later releases replace rows of earlier ones the latest file goes first, and its rows win.
    """
    with replacing_folder(folder) as new:
        (new / "sources").mkdir()
        with ExitStack() as stack:
            tables = {name: stack.enter_context(_writer(new, name)) for name in schema().tables}
            counts = dict.fromkeys(tables, 0)
            reports = [_stream(one, new, tables, counts) for one in _latest_first(readings)]
        release.write_words(new, counts, [one.about() for one in readings], _FORMATS)
    return Outcome(readings, validation.merged(reports), counts)


def _latest_first(readings: Iterable[Reading]) -> list[Reading]:
    """Return files in the order in which they are read; of two as late, the one named last."""
    files = list(readings)
    revised = [one for one in files if one.mapping.released]
    others = [one for one in files if not one.mapping.released]
    return others + sorted(revised, key=lambda one: one.release)[::-1]


def _stream(
    reading: Reading, folder: Path, tables: Mapping[str, pq.ParquetWriter], counts: dict[str, int]
) -> Report:
    report, passed = Report(()), validation.Passed()
    file = folder / frames.SOURCES / f"{reading.name}.parquet"
    with pq.ParquetWriter(file, reading.columns(), compression="zstd") as rows:
        with pipeline.behind() as do:
            for piece in reading:
                do(_write, piece, rows, tables)
                for name, table in piece.tables.items():
                    counts[name] += table.num_rows
                report = validation.merged([report, validation.validate(piece.tables, passed)])
        about = json.dumps(reading.about(), ensure_ascii=False, sort_keys=True)
        rows.add_key_value_metadata({frames.SOURCE_KEY.decode(): about})
    return report


def _write(piece: Piece, rows: pq.ParquetWriter, tables: Mapping[str, pq.ParquetWriter]) -> None:
    rows.write_table(piece.rows)
    for name, table in piece.tables.items():
        tables[name].write_table(table)


def _writer(folder: Path, name: str) -> pq.ParquetWriter:
    form = arrow.schema(schema().table(name))
    return pq.ParquetWriter(folder / f"{name}.parquet", form, compression="zstd")


def _joined(name: str, pieces: Sequence[pa.Table]) -> pa.Table:
    empty = arrow.schema(schema().table(name)).empty_table()
    return frames.ordered(pa.concat_tables([empty, *pieces]), name)


class _Given(NamedTuple):
    """Files to read, and what is known of when they were got and which version they are."""

    files: tuple[Path, ...]
    accessed: date | None = None
    version: str | None = None


def _held(path: Path) -> _Given:
    if not path.is_dir():
        return _Given((path,))
    if not (held := downloads.held(path)):
        problem, expected = "is a folder", "files of known datasets, or the folder of a download"
        raise LoadError(os.fspath(path), problem, expected=expected)
    return _Given(*held)


def _free(path: Path, used: set[str]) -> str:
    """Return a name for a file that no other has, and that is safe as the name of a file."""
    plain = re.sub(r"[^\w.-]", "_", path.name).lstrip(".") or "table"
    name, count = plain, 1
    while name.casefold() in used:
        count += 1
        name = f"{plain}-{count}"
    used.add(name.casefold())
    return name
