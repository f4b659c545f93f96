"""Files of tables as batches of text columns, each cell as it was written.

Everything is read as text: what a cell means is the business of a mapping. Files are read in
blocks, so that their size does not matter; JSON alone is read whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from conflict_data.errors import LoadError
from conflict_data.sources import _json, _kinds, _text, _xlsx
from conflict_data.sources._text import Doubt, Ragged, Read

BATCH = 100_000
# Ragged records that are enough, if most are, to say so once a batch was read.
_MANY = 1000


@dataclass(slots=True)
class File:
    """A table: the first row of its cells, and what reads it, again at every call.

    ``named`` is True where records carry the names of their cells, so that there is no header
    and no line. ``delimiter`` is empty then. ``head`` is the number of lines up to the end of the
    first row, ``above`` whether there are others over it; ``quoted`` whether quotes may hold
    delimiters.
    """

    path: Path
    first: tuple[str, ...]
    read: Read
    named: bool = False
    delimiter: str = ""
    encoding: str = "utf-8"
    head: int = 1
    above: bool = False
    quoted: bool = True
    doubts: tuple[Doubt, ...] = ()

    def batches(
        self, names: Sequence[str], header: bool = True, ragged: list[Ragged] | None = None
    ) -> Iterator[pa.Table]:
        """Yield tables of text columns with these names; ragged records go into ``ragged``.

        Raises :class:`LoadError` for what cannot be read to its end.
        """
        odd: list[Ragged] = [] if ragged is None else ragged
        rows = 0
        try:
            for batch in self.read(names, header, odd):
                rows += batch.num_rows
                self._refuse_nonsense(odd, rows, len(names))
                yield batch
        except (pa.ArrowException, OSError, UnicodeError) as error:
            self._refuse_nonsense(odd, odd[-1].number - len(odd) if odd else 0, len(names))
            raise self._worded(error) from error
        self._refuse_nonsense(odd, rows, len(names))

    def _refuse_nonsense(self, ragged: Sequence[Ragged], rows: int, width: int) -> None:
        if _text.is_nonsense(len(ragged), rows, _MANY):
            problem = f"has more ragged rows ({len(ragged)}) than whole ones ({rows})"
            do = f"check its quotation marks and that its delimiter is {self.delimiter!r}"
            raise LoadError(
                os.fspath(self.path), problem, expected=f"{width} cells in each row", do=do
            )

    def _worded(self, error: Exception) -> LoadError:
        """Say in words of ours why a file cannot be read on."""
        text = str(error)
        if "straddling" in text:
            problem = f"has a row of more than {_text.BLOCK >> 20} MB"
            do = "look for a quotation mark that is not closed"
            return LoadError(os.fspath(self.path), problem, do=do)
        if isinstance(error, UnicodeDecodeError) and self.encoding not in ("utf-16", "utf-32"):
            line, name = _text.first_fault(self.path, self.encoding), self.encoding
            shown = name.upper() if name == "utf-8" else name
            problem = f"line {line} is not in {shown}, while the lines before it are"
            do = "save it in one encoding"
            return LoadError(os.fspath(self.path), problem, do=do)
        return LoadError(os.fspath(self.path), text, expected="a whole table")


def open_table(path: Path, encoding: str = "") -> list[File]:
    """Return the readings of a file as a table, one for each delimiter that its head allows.

    Each is tried with and without quotes, and with the header in one of the first three rows.
    ``encoding`` is the one to take rather than a guess.
    Raises :class:`LoadError` for what is no table, does not exist, or unpacks beyond reason.
    """
    kind = _kinds.kind(path)
    try:
        if kind == ".parquet":
            return [_parquet(path)]
        if kind in _kinds.JSON:
            return [_named(path)]
        if kind == ".xlsx":
            return [File(path, _xlsx.first_row(path), _xlsx.reader(path))]
        return _delimited(path, encoding)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise LoadError(os.fspath(path), str(error), expected=f"a {kind} file") from error


def _delimited(path: Path, instead: str) -> list[File]:
    encoding, starts = _text.starts(path, instead)
    doubts = tuple(_text.doubts(path, encoding))
    found = [
        File(
            path, one.cells, _text.reader(path, encoding.name, one),
            delimiter=one.delimiter, encoding=encoding.name, head=one.lines, above=one.above,
            quoted=one.quoted, doubts=doubts,
        )
        for one in starts
    ]  # fmt: skip
    if not found:
        do = f"separate its cells by one of {_text.DELIMITERS!r}"
        raise LoadError(os.fspath(path), "has no columns", expected="a CSV or TSV file", do=do)
    return sorted(found, key=lambda file: (file.above, -len(file.first)))


def _parquet(path: Path) -> File:
    first = tuple(pq.read_schema(path).names)

    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        for batch in pq.ParquetFile(path).iter_batches(BATCH):
            batch.validate(full=True)
            cells = [column.cast(pa.string()) for column in batch.columns]
            yield pa.table(cells, names=list(names))

    return File(path, first, read, named=True)


def _named(path: Path) -> File:
    records = _json.records(path)
    first = tuple(dict.fromkeys(name for record in records for name in record))

    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        for at in range(0, len(records), BATCH):
            yield _json.table(records[at : at + BATCH], first, names)

    return File(path, first, read, named=True)
