"""What kind of file a table is: its name says it, and its first bytes must agree."""

from __future__ import annotations

import os
from pathlib import Path

from conflict_data import decoding
from conflict_data.errors import LoadError
from conflict_data.sources._unpacking import opened

TEXT = (".csv", ".tsv", ".tab", ".txt")
JSON = (".json", ".jsonl")
_HEAD = 4096
# Suffixes of files that are not text: the signature they begin with, and what they are called.
_PACKED = {
    ".gz": ("gzip", "a gzip file"),
    ".parquet": ("parquet", "a Parquet file"),
    ".xlsx": ("zip", "an Excel workbook"),
    ".zip": ("zip", "a ZIP archive"),
}
_KNOWN = ", ".join((*TEXT, *JSON, ".parquet", ".xlsx", ".gz", ".zip"))
_DO = {
    "gzip": "name it .csv.gz, or .json.gz",
    "html": "download it again: a site has sent a page, maybe that of its login",
    "ole": "save it as .xlsx, or as CSV in UTF-8",
    "parquet": "name it .parquet",
    "zip": "name it .xlsx if it is a workbook, .zip if there is a CSV file in it",
}
_EXPORT = "export its table as CSV in UTF-8"


def kind(path: Path) -> str:
    """Return the suffix that says how a file is read.

    Raises :class:`LoadError` for a folder, an empty file, and one that is not what its name says.
    """
    file = os.fspath(path)
    if path.is_dir():
        raise LoadError(file, "is a folder", expected="a table", do="name the files in it")
    if not path.is_file():
        raise LoadError(file, "does not exist", expected="a release or a table")
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        _check(stream.read(_HEAD), file, suffix)
    if suffix in (".gz", ".zip"):
        suffix = ".csv" if suffix == ".zip" else _inner(path)
        with opened(path) as unpacked:
            _check(unpacked.read(_HEAD), file, suffix)
    if suffix not in (*TEXT, *JSON, *_PACKED):
        named = f"is named {suffix}" if suffix else "has no suffix"
        raise LoadError(file, named, expected=f"one of {_KNOWN}", do="name it by what it is")
    return suffix


def _inner(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix != ".gz"), "")


def _check(head: bytes, file: str, suffix: str) -> None:
    """Raise :class:`LoadError` unless bytes begin as ``suffix`` says."""
    wanted, called = _PACKED.get(suffix, ("", "a table as text, CSV or JSON"))
    if decoding.is_blank(head):
        raise LoadError(file, "is empty", expected=called, do="get it again")
    code, name = decoding.signature(head)
    if code and code != wanted:
        raise LoadError(file, f"is {name}", expected=called, do=_DO.get(code, _EXPORT))
    if wanted and not code:
        raise LoadError(file, f"is not {called}", do="name it by what it is, or get it again")
