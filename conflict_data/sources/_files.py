"""Files of tables as batches of text columns, each cell as it was written.

Everything is read as text: what a cell means is the business of a mapping. Files are read in
blocks, so that their size does not matter; JSON alone is read whole.
"""

from __future__ import annotations

import csv as plain
import io
import itertools
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from charset_normalizer import from_bytes
from pyarrow import csv

from conflict_data.errors import LoadError
from conflict_data.sources._unpacking import opened

BLOCK = 32 << 20
HEAD = 1 << 16
BATCH = 100_000
DELIMITERS = ",\t;|"
_HEADERS = 3
_TEXT = (".csv", ".tsv", ".tab", ".txt")
Batches = Callable[[Sequence[str]], Iterator[pa.Table]]


@dataclass(slots=True)
class Ragged:
    """A record with too many or too few cells: its number (header not counted), and its text."""

    number: int
    text: str
    found: int


@dataclass(slots=True)
class File:
    """A table: the first row of its cells, and what reads it, again at every call.

    ``batches(names, header)`` yields tables of text columns with these names; ``ragged`` are the
    records that had no place in them. ``named`` is True where rows carry their own names,
    ``quoted`` where quotes may hold delimiters; ``above`` are the lines over ``first``.
    """

    path: Path
    first: tuple[str, ...]
    read: Callable[[Sequence[str], bool, list[Ragged]], Iterator[pa.Table]]
    named: bool = False
    quoted: bool = True
    above: int = 0
    ragged: list[Ragged] = field(default_factory=list)

    def batches(self, names: Sequence[str], header: bool = True) -> Iterator[pa.Table]:
        """Yield the records in order; the list of ragged ones begins anew."""
        self.ragged.clear()
        try:
            yield from self.read(names, header, self.ragged)
        except (pa.ArrowInvalid, pa.ArrowException, OSError, EOFError, zipfile.BadZipFile) as error:
            raise LoadError(
                os.fspath(self.path), str(error), expected="a whole table in UTF-8"
            ) from error


def open_table(path: Path) -> list[File]:
    """Return the readings of a file as a table, one for each delimiter that its head allows.

    Each is tried with and without quotes, and with the header in one of the first three lines.
    Raises :class:`LoadError` for what is no table, does not exist, or unpacks beyond reason.
    """
    if not path.is_file():
        raise LoadError(os.fspath(path), "does not exist", expected="a release or a table")
    kind = _kind(path)
    if kind == ".parquet":
        return [_parquet(path)]
    if kind in (".json", ".jsonl"):
        return [_json(path)]
    if kind in _TEXT:
        return _delimited(path)
    known = ", ".join((*_TEXT, ".json", ".parquet"))
    raise LoadError(os.fspath(path), f"is a {kind or 'file without suffix'}", expected=known)


def _kind(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".zip":
        return ".csv"
    return next((suffix for suffix in reversed(suffixes) if suffix != ".gz"), "")


def _delimited(path: Path) -> list[File]:
    with opened(path) as stream:
        head = stream.read(HEAD)
    encoding = _encoding(head)
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    found = []
    for delimiter, quoted in itertools.product(DELIMITERS, (True, False)):
        for above, first in enumerate(_first_rows(text, delimiter, quoted)):
            read = _csv_reader(path, delimiter, encoding, quoted=quoted, above=above)
            found.append(File(path, first, read, quoted=quoted, above=above))
    if not found:
        raise LoadError(os.fspath(path), "has no columns", expected="a CSV or TSV file")
    return sorted(found, key=lambda file: (file.above, -len(file.first)))


def _first_rows(text: str, delimiter: str, quoted: bool) -> list[tuple[str, ...]]:
    """Return the rows that may be a header, up to the first without a delimiter."""
    lines = io.StringIO(text, newline="")
    rows = plain.reader(
        lines, delimiter=delimiter, quoting=plain.QUOTE_MINIMAL if quoted else plain.QUOTE_NONE
    )
    some = itertools.islice(rows, _HEADERS)
    return [tuple(row) for row in itertools.takewhile(lambda row: len(row) > 1, some)]


def _encoding(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            best = from_bytes(head).best()
            return best.encoding if best else "latin-1"
    return "utf-8"


def _csv_reader(path: Path, delimiter: str, encoding: str, *, quoted: bool, above: int) -> Any:
    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        def skip(row: Any) -> str:
            ragged.append(Ragged(row.number - header - above, row.text, row.actual_columns))
            return "skip"

        with opened(path) as stream:
            yield from map(
                pa.Table.from_batches,
                ([batch] for batch in csv.open_csv(stream, *_options(names, header, skip))),
            )

    def _options(names: Sequence[str], header: bool, skip: Any) -> tuple[Any, Any, Any]:
        # One thread: only then does Arrow tell the numbers of ragged rows.
        reading = csv.ReadOptions(
            use_threads=False, block_size=BLOCK, column_names=list(names),
            skip_rows=above + int(header), encoding=encoding,
        )  # fmt: skip
        parsing = csv.ParseOptions(
            delimiter=delimiter,
            quote_char='"' if quoted else False,
            newlines_in_values=quoted,
            invalid_row_handler=skip,
        )
        types = dict.fromkeys(names, pa.string())
        return reading, parsing, csv.ConvertOptions(column_types=types, strings_can_be_null=False)

    return read


def _parquet(path: Path) -> File:
    try:
        first = tuple(pq.read_schema(path).names)
    except (OSError, pa.ArrowInvalid) as error:
        raise LoadError(os.fspath(path), str(error), expected="a Parquet file") from error

    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        for batch in pq.ParquetFile(path).iter_batches(BATCH):
            cells = [pc_text(column) for column in batch.columns]
            yield pa.table(cells, names=list(names))

    return File(path, first, read, named=True)


def _json(path: Path) -> File:
    """Read the answer of an API, ``{"data": [...]}``, a list of records, or JSON lines."""
    records = _records(path)
    first = tuple(dict.fromkeys(name for record in records for name in record))

    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        for at in range(0, len(records), BATCH):
            some = records[at : at + BATCH]
            cells = [[_plain(record.get(name)) for record in some] for name in first]
            yield pa.table([pa.array(column, pa.string()) for column in cells], names=list(names))

    return File(path, first, read, named=True)


def _records(path: Path) -> list[dict[str, Any]]:
    with opened(path) as stream:
        text = stream.read().decode("utf-8-sig", errors="strict")
    try:
        lines = path.name.removesuffix(".gz").endswith(".jsonl")
        whole = (
            [json.loads(line) for line in text.splitlines() if line] if lines else json.loads(text)
        )
    except ValueError as error:
        raise LoadError(os.fspath(path), str(error), expected="JSON") from error
    if isinstance(whole, dict):
        whole = next((v for k, v in whole.items() if k in ("data", "Result")), None)
    if not isinstance(whole, list) or not all(isinstance(record, dict) for record in whole):
        raise LoadError(
            os.fspath(path), "has no records", expected="a list of objects, or data: [...]"
        )
    return whole


def _plain(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def pc_text(column: Any) -> Any:
    """Return a typed column as text; what has no text of its own is refused by Arrow."""
    return column.cast(pa.string())
