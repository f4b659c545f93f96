"""Packed files, opened as streams of bytes, with an end to what may come out of them."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from conflict_data.errors import LoadError

# Tables of events pack to a fifth or a tenth; what unpacks to more than this is a bomb.
RATIO = 100
ALWAYS = 100 << 20
# What the unpackers of the standard library raise for a file that is cut, spoilt or encrypted.
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError)


class _Guarded(io.RawIOBase):
    """A stream that ends with an error when more comes out than the packed size allows."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path, self._read = stream, path, 0
        self._limit = _limit(path)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into ``buffer``; raise :class:`LoadError` beyond the limit."""
        try:
            data = self._stream.read(len(buffer))
        except BROKEN as error:
            raise _spoilt(self._path, error) from error
        self._read += len(data)
        if self._read > self._limit:
            raise _too_large(self._path)
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
        with _archive(path) as archive, _member(archive, path) as stream:
            yield io.BufferedReader(_Guarded(stream, path), 1 << 20)
    else:
        with path.open("rb") as stream:
            yield stream


def refuse_bomb(path: Path) -> None:
    """Raise :class:`LoadError` if an archive says that it unpacks to more than is allowed."""
    with _archive(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > _limit(path):
            raise _too_large(path)


def _limit(path: Path) -> int:
    return max(ALWAYS, RATIO * path.stat().st_size)


def _too_large(path: Path) -> LoadError:
    problem = f"unpacks to more than {_limit(path)} bytes, {RATIO} times its size"
    return LoadError(os.fspath(path), problem, do="unpack it yourself if you trust it")


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except BROKEN as error:
        raise _spoilt(path, error) from error


def _member(archive: zipfile.ZipFile, path: Path) -> IO[bytes]:
    names = [name for name in archive.namelist() if name.lower().endswith((".csv", ".tsv", ".txt"))]
    tables = [name for name in names if not name.startswith("__MACOSX")]
    if len(tables) != 1:
        raise LoadError(
            os.fspath(path),
            f"holds {len(tables)} tables",
            expected="an archive with one CSV file",
            do="unpack it and read the files one by one",
        )
    try:
        return archive.open(tables[0])
    except BROKEN as error:
        raise _spoilt(path, error) from error


def _spoilt(path: Path, error: Exception) -> LoadError:
    problem = f"cannot be unpacked ({error})"
    return LoadError(os.fspath(path), problem, do="get it again, or unpack it yourself")
