"""Packed files, opened as streams of bytes, with an end to what may come out of them."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from conflict_data.errors import LoadError

# Tables of events pack to a fifth or a tenth; what unpacks to more than this is a bomb.
RATIO = 100
ALWAYS = 100 << 20


class _Guarded(io.RawIOBase):
    """A stream that ends with an error when more comes out than the packed size allows."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path, self._read = stream, path, 0
        self._limit = max(ALWAYS, RATIO * path.stat().st_size)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into ``buffer``; raise :class:`LoadError` beyond the limit."""
        data = self._stream.read(len(buffer))
        self._read += len(data)
        if self._read > self._limit:
            raise LoadError(
                os.fspath(self._path),
                f"unpacks to more than {self._limit} bytes, {RATIO} times its size",
                do="unpack it yourself if you trust it",
            )
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading; ``.gz`` and ``.zip`` (with one table in it) are unpacked."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        with gzip.open(path) as stream:
            yield io.BufferedReader(_Guarded(stream, path), 1 << 20)  # type: ignore[arg-type]
    elif suffix == ".zip":
        with _archive(path) as archive, archive.open(_member(archive, path)) as stream:
            yield io.BufferedReader(_Guarded(stream, path), 1 << 20)
    else:
        with path.open("rb") as stream:
            yield stream


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise LoadError(os.fspath(path), str(error), expected="a zip archive") from error


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if name.lower().endswith((".csv", ".tsv", ".txt"))]
    tables = [name for name in names if not name.startswith("__MACOSX")]
    if len(tables) != 1:
        raise LoadError(
            os.fspath(path),
            f"holds {len(tables)} tables",
            expected="an archive with one CSV file",
            do="unpack it and read the files one by one",
        )
    return tables[0]
