"""Decisions files: read and written. How two of them agree: :mod:`conflict_data.agreement`.

What a decision is, and what each action does, stands in the codebook (table ``decisions``).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from conflict_data import decoding
from conflict_data.atomic import replacing
from conflict_data.cells import parse, show
from conflict_data.coding.sense import find_fault
from conflict_data.errors import LoadError, Unknown
from conflict_data.records import Decision
from conflict_data.schema import Field, schema

SUFFIXES = (".csv", ".toml")
_ENTRY = "decision"
_FORMULA = re.compile(r"^'*[=+\-@\t\r]")


def read(path: str | os.PathLike[str]) -> list[Decision]:
    """Return the decisions in a TOML file (one ``[[decision]]`` each) or a CSV file.

    Raises :class:`LoadError` naming the file, the entry and the key, with what was expected.
    """
    file = Path(path)
    if file.suffix not in SUFFIXES:
        raise LoadError(str(file), "is no decisions file", expected=" or ".join(SUFFIXES))
    text = decoding.utf8(file, "a decisions file")
    entries = _of_toml(text, str(file)) if file.suffix == ".toml" else _of_csv(text, str(file))
    return [_decision(entry, place) for place, entry in entries]


def write(decisions: Iterable[Decision], path: str | os.PathLike[str]) -> None:
    """Write decisions to a ``.toml`` or ``.csv`` file for :func:`read`, whole or not at all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write([], Path(folder) / "decisions.csv")
    ...     read(Path(folder) / "decisions.csv")
    []
    """
    file = Path(path)
    if file.suffix not in SUFFIXES:
        raise LoadError(str(file), "cannot be written", expected=" or ".join(SUFFIXES))
    rows = [{name: show(cell) for name, cell in one._asdict().items()} for one in decisions]
    text = _to_toml(rows) if file.suffix == ".toml" else _to_csv(rows)
    with replacing(file) as new:
        new.write_text(text, encoding="utf-8", newline="\n")


def _of_toml(text: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LoadError(file, str(error), expected="TOML", do="correct the line") from error
    for key in content:
        if key != _ENTRY:
            raise LoadError(file, str(Unknown("key", key, [_ENTRY])), do=f"write [[{_ENTRY}]]")
    entries = content.get(_ENTRY, [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise LoadError(file, f"{_ENTRY} is no list of tables", expected=f"[[{_ENTRY}]]")
    for number, entry in enumerate(entries, start=1):
        yield f"{file}, {_ENTRY} {number}", entry


def _of_csv(text: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            place = f"{file}, {_ENTRY} {number} (line {reader.line_num})"
            if None in row or None in row.values():
                wanted = f"{len(reader.fieldnames or [])} cells"
                raise LoadError(place, "has more or fewer cells than the head", expected=wanted)
            yield place, {key: _plain(cell) for key, cell in row.items() if cell}
    except csv.Error as error:
        place = f"{file}, line {reader.line_num}"
        raise LoadError(place, str(error), expected="CSV with commas and double quotes") from error


def _decision(entry: Mapping[str, Any], place: str) -> Decision:
    table = schema().table("decisions")
    for key in entry:
        if key not in table.names:
            raise LoadError(place, str(Unknown("key", key, table.names)))
    cells = {field.name: _cell(field, entry.get(field.name), place) for field in table.fields}
    made = Decision(**cells)
    if fault := find_fault(made):
        raise LoadError(place, fault)
    return made._replace(was=None)


def _cell(field: Field, value: Any, place: str) -> Any:
    text = _text(value)
    if field.required and text is None:
        raise LoadError(place, f"lacks {field.name}", expected=field.description)
    try:
        return parse(field, text)
    except (ValueError, Unknown) as error:
        example = f"a {field.type} such as {field.good}"
        raise LoadError(place, f"{field.name}: {error}", expected=example) from error


def _text(value: Any) -> str | None:
    """Return a value of TOML or CSV as the text of a cell."""
    if isinstance(value, list):
        return "; ".join(map(str, value)) or None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return (str(value).strip() or None) if value is not None else None


def _to_toml(rows: Iterable[Mapping[str, str | None]]) -> str:
    entries = []
    for row in rows:
        cells = ((name, cell) for name, cell in row.items() if cell is not None)
        lines = [f"{name} = {_quoted(name, cell)}" for name, cell in cells]
        entries.append("\n".join([f"[[{_ENTRY}]]", *lines]))
    return "\n\n".join(entries) + "\n" if entries else ""


def _quoted(name: str, cell: str) -> str:
    """Return a text as TOML has it: as JSON, but that a delete is escaped, too."""
    bare = schema().table("decisions").field(name).type == "date"
    return cell if bare else json.dumps(cell, ensure_ascii=False).replace("\x7f", "\\u007f")


def _to_csv(rows: Iterable[Mapping[str, str | None]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, schema().table("decisions").names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(cell or "") for name, cell in row.items()} for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula; :func:`_plain` takes it back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
