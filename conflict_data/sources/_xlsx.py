"""The first sheet of an Excel workbook, with the extra ``xlsx``: cells as text, row by row."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from conflict_data.errors import LoadError
from conflict_data.sources import _unpacking
from conflict_data.sources._text import Ragged, Read

_BATCH = 10_000
# What openpyxl lets through of a workbook that is spoilt; SyntaxError is that of its XML.
_BROKEN = (*_unpacking.BROKEN, SyntaxError, LookupError, ValueError, TypeError, AttributeError)


def first_row(path: Path) -> tuple[str, ...]:
    """Return the cells of the first row; raise :class:`LoadError` if there is no workbook."""
    with _rows(path) as rows:
        cells = [_text(cell) for cell in next(rows, ())]
    while cells and not cells[-1]:  # a sheet is as wide as its widest row ever was
        cells.pop()
    return tuple(cells)


def reader(path: Path) -> Read:
    """Return what reads the rows; cells behind the last column make a row ragged."""

    def read(names: Sequence[str], header: bool, ragged: list[Ragged]) -> Iterator[pa.Table]:
        with _rows(path) as rows:
            numbered = enumerate(islice(rows, int(header), None), 1)
            while some := list(islice(numbered, _BATCH)):
                yield _table(some, names, ragged)

    return read


def _table(
    rows: Sequence[tuple[int, Sequence[Any]]], names: Sequence[str], ragged: list[Ragged]
) -> pa.Table:
    width, whole = len(names), list[list[str]]()
    for number, row in rows:
        cells = [_text(cell) for cell in row]
        if any(cells[width:]):
            ragged.append(Ragged(number, ",".join(cells)[:200], 0, len(cells)))
        else:
            whole.append((cells + [""] * width)[:width])
    columns = zip(*whole, strict=True) if whole else [()] * width
    return pa.table([pa.array(cells, pa.string()) for cells in columns], names=list(names))


@contextmanager
def _rows(path: Path) -> Iterator[Iterator[Sequence[Any]]]:
    """Open a workbook; what it is packed in is looked at first."""
    file = os.fspath(path)
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        do = "pip install 'conflict-data[xlsx]', or save it as CSV in UTF-8"
        raise LoadError(file, "is an Excel workbook", do=do) from error
    try:
        _unpacking.refuse_bomb(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield iter(book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()
    except _BROKEN as error:
        problem = f"cannot be read as a workbook ({error})"
        do = "save it again, or as CSV in UTF-8"
        raise LoadError(file, problem, expected="an Excel workbook (.xlsx)", do=do) from error


def _text(value: Any) -> str:
    """Return a cell as ACLED would write it in CSV: days in ISO form, whole numbers plain."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
