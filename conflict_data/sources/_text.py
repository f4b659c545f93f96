"""Delimited text as batches of text columns: Arrow reads it, once it is in UTF-8."""

from __future__ import annotations

import codecs
import csv as plain
import io
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

import pyarrow as pa
from pyarrow import csv

from conflict_data import decoding
from conflict_data.decoding import Encoding
from conflict_data.sources._unpacking import opened

# Arrow reads up to 32 blocks ahead of what it parses; a record must fit into one.
BLOCK = 16 << 20
TOGETHER = 2
HEAD = 1 << 16
DELIMITERS = ",\t;|"
_HEADERS = 3
_CHUNK = 1 << 20
_SHOWN = 200
# And to stop within a batch: of a bomb, one may hold more of them than minutes suffice for.
_ENOUGH = 10_000


@dataclass(slots=True)
class Ragged:
    """A record with too many or too few cells: its number among all records, blank ones too.

    ``text`` is its beginning, ``breaks`` are the line breaks in it, ``found`` its cells; ``row``
    and ``line`` are filled in when the records around it are known.
    """

    number: int
    text: str
    breaks: int
    found: int
    row: int = 0
    line: int = 0


class Doubt(NamedTuple):
    """What a file's bytes leave open: the name of a rule, and what is the matter."""

    rule: str
    message: str


class Start(NamedTuple):
    """How a file of text may begin: its header or first row, and the lines up to its end."""

    delimiter: str
    quoted: bool
    cells: tuple[str, ...]
    lines: int
    above: bool


Read = Callable[[Sequence[str], bool, list[Ragged]], Iterator[pa.Table]]


class _InUtf8(io.RawIOBase):
    """Bytes in another encoding as bytes in UTF-8; UTF-8 itself is only checked."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream, self._pending = stream, memoryview(b"")
        self._as_it_is = encoding == "utf-8"
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into ``buffer``.

        Raises UnicodeDecodeError for what is not in the encoding, OSError for blank nonsense.
        """
        more = True
        while not self._pending and more:
            raw = self._stream.read(_CHUNK)
            more = bool(raw)
            text = self._decoder.decode(raw, final=not more)
            if len(raw) == _CHUNK and text.isspace():  # each would become a row of empty cells
                raise OSError("has a megabyte of blank lines; get it again, or take them out")
            self._pending = memoryview(raw if self._as_it_is else text.encode())
        part = self._pending[: len(buffer)]
        self._pending = self._pending[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def starts(path: Path, instead: str = "") -> tuple[Encoding, list[Start]]:
    """Return a file's encoding and how it may begin, by delimiter, with and without quotes.

    ``instead``: the encoding to take rather than a guess.
    """
    with opened(path) as stream:
        encoding = decoding.detect(stream)
    if instead and encoding.guessed:
        encoding = Encoding(instead)
    with opened(path) as stream:
        text = stream.read(HEAD).decode(encoding.name, errors="replace").lstrip("\ufeff")
    ways = itertools.product(DELIMITERS, (True, False))
    return encoding, [start for way in ways for start in _starts(text, *way)]


def doubts(path: Path, encoding: Encoding) -> Iterator[Doubt]:
    """Yield what the bytes of a file leave open."""
    if encoding.guessed:
        yield Doubt("encoding", f"is not in UTF-8; read as {encoding.name}, which is a guess")
    if path.suffix.lower() not in (".gz", ".zip") and not _ends_with_line(path):
        said = "does not end with a line break: its last row may have been cut off"
        yield Doubt("unfinished", said)


def first_fault(path: Path, encoding: str) -> int | None:
    """Return the number (from 1) of the first line of a file that is not in an encoding."""
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None


def reader(path: Path, encoding: str, start: Start) -> Read:
    """Return what reads a file that begins in one of the ways that it may."""

    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        skipped = start.lines if header else 0

        def skip(row: Any) -> Literal["skip", "error"]:
            text, number = row.text, row.number - skipped
            ragged.append(Ragged(number, text[:_SHOWN], text.count("\n"), row.actual_columns))
            return "error" if is_nonsense(len(ragged), number - len(ragged), _ENOUGH) else "skip"

        # One thread: only then does Arrow tell the numbers of ragged rows.
        reading = csv.ReadOptions(
            use_threads=False, block_size=BLOCK, column_names=list(names), skip_rows=skipped
        )
        # Blank lines come as rows of nothing, so that lines can be counted.
        parsing = csv.ParseOptions(
            delimiter=start.delimiter, quote_char='"' if start.quoted else False,
            newlines_in_values=start.quoted, invalid_row_handler=skip, ignore_empty_lines=False,
        )  # fmt: skip
        converting = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False,
            check_utf8=False,
        )  # fmt: skip
        with opened(path) as stream:
            checked = io.BufferedReader(_InUtf8(stream, encoding), _CHUNK)
            yield from _batches(checked, reading, parsing, converting)

    return read


def is_nonsense(ragged: int, whole: int, enough: int) -> bool:
    """Whether a file was not understood: more than enough records are ragged, and most are."""
    return ragged > max(enough, whole)


def _batches(stream: Any, reading: Any, parsing: Any, converting: Any) -> Iterator[pa.Table]:
    try:
        batches = csv.open_csv(stream, reading, parsing, converting)
    except pa.ArrowInvalid as error:
        if "Could not skip initial" in str(error):  # a header without even a line break
            return
        raise
    while some := list(islice(batches, TOGETHER)):
        yield pa.Table.from_batches(some).combine_chunks()


def _starts(text: str, delimiter: str, quoted: bool) -> Iterator[Start]:
    """Yield the rows that may be the header: headings above it have cells of their own, too."""
    lines = io.StringIO(text, newline="")
    rows = plain.reader(
        lines, delimiter=delimiter, quoting=plain.QUOTE_MINIMAL if quoted else plain.QUOTE_NONE
    )
    for above in range(_HEADERS):
        try:
            cells = tuple(next(rows, []))
        except plain.Error:  # a cell that has no end within reason
            return
        if len(cells) < 2:  # a title, or nothing
            continue
        yield Start(delimiter, quoted, cells, rows.line_num, above > 0)


def _ends_with_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-min(4, path.stat().st_size), os.SEEK_END)
        end = stream.read().replace(b"\0", b"")  # half of what UTF-16 is made of
    return end[-1:] in (b"\n", b"\r")
