"""The schema, read from ``schemas/``: tables, fields, rules, code lists. Standard library only.

Nothing is read before it is asked for, and nothing twice.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from conflict_data.errors import SchemaError, Unknown

TYPES = ("string", "integer", "number", "date", "list")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: Frictionless words, then ours (claimed, derived, unknown, good, bad, was).

    ``coded``: required in the rows that this package codes; imported rows may lack it.
    """

    name: str
    type: str
    description: str
    unit: str = ""
    null: str = ""
    required: bool = False
    coded: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    enum: tuple[str, ...] = ()
    codes: str = ""
    claimed: bool = False
    derived: bool = False
    unknown: float | None = None
    good: Any = None
    bad: Any = None
    was: tuple[str, ...] = ()
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence in the rule language that every row must not break, and why."""

    name: str
    check: str
    because: str
    bad: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """``field`` holds keys of another table (or of this one)."""

    field: str
    table: str
    to: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a release."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return the field called ``name``; raise :class:`Unknown` if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise Unknown(f"field of {self.name}", name, self.names)


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list of codes, a CSV file under ``schemas/codes``; ``fields`` describe its columns."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]

    @property
    def path(self) -> Path:
        """The CSV file."""
        return schemas_dir() / "codes" / f"{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything under ``schemas/`` but the rows of the code lists."""

    version: str
    title: str
    description: str
    licence: str
    tables: Mapping[str, Table]
    lists: Mapping[str, CodeList]

    def table(self, name: str) -> Table:
        """Return a table's description; raise :class:`Unknown` if there is none."""
        if name not in self.tables:
            raise Unknown("table", name, self.tables)
        return self.tables[name]


@cache
def schemas_dir() -> Path:
    """Return the folder of the schema: inside an installed package, else beside the sources."""
    here = Path(__file__).resolve().parent
    for folder in (here / "schemas", here.parent / "schemas"):
        if (folder / "schema.toml").is_file():
            return folder
    raise SchemaError(f"no schemas/ folder in or beside {here}; reinstall the package")


@cache
def schema() -> Schema:
    """Return the schema.

    >>> schema().table("events").names[:3]
    ('event_id_cnty', 'event_date', 'year')
    """
    head = read_toml(schemas_dir() / "schema.toml")
    tables = {name: _table(name) for name in head.pop("tables")}
    lists = {item["name"]: _code_list(item) for item in head.pop("list")}
    return Schema(tables=tables, lists=lists, **head)


@cache
def codes(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return a code list's rows by code, in the file's order; all cells are text.

    >>> codes("weapons")["drone"]["parent"]
    'projectile'
    """
    lists = schema().lists
    if name not in lists:
        raise Unknown("code list", name, lists)
    rows = _read_csv(lists[name].path)
    by_code = {row["code"]: row for row in rows}
    if len(by_code) != len(rows):
        twice = next(code for code, n in Counter(row["code"] for row in rows).items() if n > 1)
        raise SchemaError(f"{lists[name].path}: {twice!r} stands twice; merge its rows into one")
    return by_code


def terms_of(name: str, kind: str) -> tuple[str, ...]:
    """Return the terms of all rows of a kind in a code list.

    >>> terms_of("calendar", "weekday")[:2]
    ('Friday', 'Fri')
    """
    rows = (row for row in codes(name).values() if row["kind"] == kind)
    return tuple(term for row in rows for term in split(row["terms"]))


def split(cell: str, separator: str = "|") -> tuple[str, ...]:
    """Return the parts of a list cell, stripped, empty ones left out."""
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; raise :class:`SchemaError` naming the file if it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SchemaError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SchemaError(f"{path}: is no TOML: byte {error.start + 1} is not in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(f"{path}: {error}; correct the file") from error


def _read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise SchemaError(
                f"{path}, row {number}: expected {len(reader.fieldnames or [])} cells"
            )
    return rows


def _table(name: str) -> Table:
    path = schemas_dir() / "tables" / f"{name}.toml"
    raw = read_toml(path)
    return _make(
        Table,
        path,
        {
            "name": name,
            "title": raw["title"],
            "description": raw["description"],
            "key": raw["key"],
            "sort": raw.get("sort", raw["key"]),
            "fields": tuple(_make(Field, path, item) for item in raw["field"]),
            "rules": tuple(_make(Rule, path, item) for item in raw.get("rule", [])),
            "references": tuple(_make(Reference, path, item) for item in raw.get("reference", [])),
        },
    )


def _code_list(item: Mapping[str, Any]) -> CodeList:
    path = schemas_dir() / "schema.toml"
    columns = tuple(_make(Field, path, {"type": "string", **field}) for field in item["fields"])
    return _make(CodeList, path, {**item, "fields": columns})


_Made = TypeVar("_Made")


def _make(kind: type[_Made], path: Path, values: Mapping[str, Any]) -> _Made:
    """Build a description; a key that nobody knows is an error, never ignored."""
    allowed = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for key in values:
        if key not in allowed:
            raise SchemaError(f"{path}: {Unknown('key', key, allowed)}")
    frozen = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return kind(**frozen)
