"""Tables of articles (``.csv``, ``.tsv``, ``.parquet``), one article a row.

The columns are those of JSON lines, or what ``schemas/codes/article_fields.csv`` has for them;
only ``text`` is required, and other columns are kept in ``extra``. Each row that cannot be read
is told of with its number, and loses no other. A cell that looks like a formula is text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from conflict_data import decoding
from conflict_data.errors import LoadError
from conflict_data.loaders import _fields, _limits
from conflict_data.loaders.jsonl import from_record
from conflict_data.records import Article

if TYPE_CHECKING:
    from _csv import Reader

_HEAD = 4096
_ROWS = 256
_DELIMITERS = {".csv": ",;\t|", ".tsv": "\t"}
_PARQUET = ".parquet"
_EXPECTED = "a table of articles"
_NULLS = ("", "NA", "NaN", "nan", "NULL", "None")
_BROKEN = re.compile(r"[\udc80-\udcff]")  # what "surrogateescape" makes of undecodable bytes
Row: TypeAlias = tuple[int, Mapping[str, object] | LoadError]


def recognises(path: Path, head: bytes) -> bool:
    """Return whether ``path`` is named as a table; what ``head`` holds is judged by ``load``."""
    return path.suffix.casefold() in (*_DELIMITERS, _PARQUET)


def load(path: Path) -> Iterator[Article | LoadError]:
    """Yield the article of each row, or what is wrong with it; rows are counted from 1."""
    yield from _limits.sound(_results(path), str(path))


def _results(path: Path) -> Iterator[Article | LoadError]:
    read = _parquet if path.suffix.casefold() == _PARQUET else _delimited
    try:
        for number, row in read(path):
            yield row if isinstance(row, LoadError) else _article(row, path, number)
    except LoadError as error:
        yield error


def _article(row: Mapping[str, object], path: Path, number: int) -> Article | LoadError:
    place = _place(path, number)
    try:
        return from_record(_fields.renamed(row), place, f"{path.name}:{number}")
    except LoadError as error:
        return error


def _place(path: Path, number: int) -> str:
    return f"{path}, row {number}"


# -- Parquet


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    from pyarrow import parquet

    with path.open("rb") as start:
        head = start.read(_HEAD)
    if decoding.is_blank(head):
        raise LoadError(str(path), "is empty", expected=_EXPECTED)
    code, name = decoding.signature(head)
    if code != "parquet":
        problem = f"is {name or 'no readable Parquet file'}"
        raise LoadError(str(path), problem, expected=_EXPECTED, do="name it by what it is")
    try:
        with parquet.ParquetFile(path) as file:
            _require_text(file.schema_arrow.names, path)
            batches = file.iter_batches(batch_size=_ROWS)
            rows = (row for batch in batches for row in batch.to_pylist())
            yield from enumerate(rows, start=1)
    except (pa.ArrowException, OSError) as error:
        problem = f"is no readable Parquet file ({str(error).splitlines()[0]})"
        raise LoadError(str(path), problem, expected=_EXPECTED, do="write it again") from error


def _require_text(columns: Sequence[str], path: Path) -> None:
    """Raise :class:`LoadError` if the columns are not those of a table of articles."""
    if twice := [name for name, count in Counter(columns).items() if count > 1]:
        raise LoadError(str(path), f"has the column {twice[0]!r} twice", do="rename one of them")
    if "text" not in _fields.names(columns):
        shown = ", ".join(map(repr, columns[:12])) or "none"
        raise LoadError(
            str(path),
            f"has no column 'text'; its columns: {shown}",
            expected=_EXPECTED,
            do="rename the column that holds them; for tables of events use conflict_data.read",
        )


# -- CSV and its like


def _delimited(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    decoding.refuse_binary(head, str(path), expected=_EXPECTED)
    if decoding.is_blank(head):
        raise LoadError(str(path), "is empty", expected="a header and a row for each article")
    csv.field_size_limit(decoding.LIMIT)
    with path.open("rb") as file:
        found = decoding.detect(file)
    yield from ((0, doubt) for doubt in found.doubts(str(path)))
    with path.open(encoding=found.name, errors="surrogateescape", newline="") as lines:
        yield from _rows(_limits.lines(lines, str(path)), path)


def _rows(lines: Iterator[str], path: Path) -> Iterator[Row]:
    first = next(lines, "")
    reader = csv.reader(chain([first], lines), delimiter=_delimiter(first, path), strict=True)
    rows = _numbered(reader, path)
    _, header = next(rows, (0, []))
    if isinstance(header, LoadError):
        raise header
    columns = _columns(header, path)
    for number, cells in rows:
        yield number, _record(columns, cells, path, number)


def _delimiter(header: str, path: Path) -> str:
    """Return the delimiter that makes the header name a text; else the one found most often."""
    known = _DELIMITERS.get(path.suffix.casefold(), ",")  # the loader can be named for any file
    cells = {mark: next(csv.reader([header], delimiter=mark), []) for mark in known}
    fits = (mark for mark in known if "text" in _fields.names(cells[mark]))
    return next(fits, None) or max(known, key=header.count)


def _columns(header: Sequence[str], path: Path) -> list[str]:
    columns = [name.strip() or f"column {at}" for at, name in enumerate(header, start=1)]
    _require_text(columns, path)
    return columns


def _numbered(reader: Reader, path: Path) -> Iterator[tuple[int, list[str] | LoadError]]:
    """Number the rows, the header 0; blank lines are none; what is no CSV is a LoadError."""
    number = 0
    while (cells := _next(reader, _place(path, number))) is not None:
        if cells:
            yield number, cells
            number += 1


def _next(reader: Reader, place: str) -> list[str] | LoadError | None:
    before = reader.line_num
    try:
        return next(reader, None)
    except csv.Error as error:
        problem = f"lines {before + 1} to {reader.line_num} are no row of a table ({error})"
        return LoadError(place, problem, do="close the quotation mark; within a cell double it")


def _record(
    columns: Sequence[str], cells: Sequence[str] | LoadError, path: Path, number: int
) -> Mapping[str, object] | LoadError:
    if isinstance(cells, LoadError):
        return cells
    if len(cells) != len(columns):
        problem = f"has {len(cells)} cells where the header has {len(columns)}"
        return LoadError(_place(path, number), problem, do="quote cells that hold the delimiter")
    if _BROKEN.search("".join(cells)):
        return LoadError(_place(path, number), "is in another encoding", do="save all as UTF-8")
    values = (None if cell in _NULLS else cell for cell in cells)
    return dict(zip(columns, values, strict=True))
