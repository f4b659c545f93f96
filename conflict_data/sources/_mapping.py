"""A mapping: what is known of one dataset, from a TOML file of the schema or of the user."""

from __future__ import annotations

import re
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from conflict_data import plugins
from conflict_data.errors import ConflictDataError, SchemaError, Unknown
from conflict_data.schema import codes, read_toml, schema, schemas_dir

_INDEX = re.compile(r"(unnamed:_\d+|index|x|)\Z")


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape in which the dataset was published; ``has`` are the columns that tell it.

    ``columns`` are given where files have no header; ``looks`` are then patterns, by column,
    that the first row must fit. ``quoted`` is False where a quote is a character like others,
    ``repeats`` True where names of columns stand twice: the second ``X`` is then ``X.1``.
    """

    name: str
    has: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    looks: Named[str, str] = field(default_factory=dict)
    quoted: bool = True
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of ours comes from.

    ``columns``: the first that the file has. ``value``: the same for all rows. ``map``: a
    crosswalk of the mapping. ``codes``: a code list in which the cell is a code, or stands in one
    of the columns ``by``. ``nulls``: more cells that say that nothing is known.
    ``template``: ``ucdp_ged:{}``. ``required``: a row where it is empty or has no place in the
    crosswalk is reported and left out; elsewhere the cell is null and reported.
    """

    columns: tuple[str, ...] = ()
    value: Any = None
    map: str = ""
    codes: str = ""
    by: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    template: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """What is known of one dataset: who publishes it, its layouts, its columns and ours.

    ``sides``: two columns that stand the other way round where a file tells each event once of
    either actor. ``encoding``: of its files that are not in UTF-8. ``released``: patterns of
    versions, with groups ``year`` and ``month``, where later releases replace rows of earlier
    ones. In a map, ``*`` stands for all other values.
    """

    name: str
    title: str
    publisher: str
    licence: str
    citation: str
    redistribution: bool
    layouts: tuple[Layout, ...]
    fields: Named[str, Origin]
    url: str = ""
    because: str = ""
    key: str = ""
    encoding: str = ""
    sides: tuple[str, ...] = ()
    version: str = ""
    released: tuple[str, ...] = ()
    whole: bool = False
    nulls: tuple[str, ...] = ("",)
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    maps: Named[str, Named[str, Any]] = field(default_factory=dict)

    def about(self) -> dict[str, Any]:
        """Return what a release must say of the dataset: origin, licence, citation."""
        names = ("title", "publisher", "url", "licence", "citation", "redistribution", "because")
        return {"dataset": self.name, **{name: getattr(self, name) for name in names}}

    def layout(self, header: Sequence[str]) -> Layout | None:
        """Return the layout with most columns of those that ``header`` (normalised) completes."""
        fitting = [one for one in self.layouts if one.has and set(one.has) <= set(header)]
        return max(fitting, key=lambda one: len(one.has), default=None)

    def headerless(self, first: Sequence[str]) -> Layout | None:
        """Return the layout without a header that the first row of a file fits."""
        return next((one for one in self.layouts if _looks(one, first)), None)

    def dataset_version(self, file: str) -> str | None:
        """Return the version that a file's name tells, its numbers joined by dots."""
        found = re.search(self.version, file) if self.version else None
        return ".".join(filter(None, found.groups())) if found else None

    def release(self, version: str | None) -> tuple[int, ...]:
        """Return what orders versions by the month in which they came out; earlier is less.

        >>> ged = known_mappings()["ucdp_ged"].release
        >>> ged("25.0.12") < ged("26.1") < ged("26.01.26.06") < ged("26.0.8")
        True
        """
        for rank, pattern in enumerate(self.released):
            if found := re.fullmatch(pattern, version or ""):
                part = {"month": "5", **found.groupdict()}
                return int(part["year"]), int(part["month"]), rank
        return ()


@cache
def known_mappings() -> Named[str, Mapping]:
    """Return the mappings that the schema and sources of other packages bring, by name.

    >>> "acled" in known_mappings()
    True
    """
    files = sorted((schemas_dir() / "mappings").glob("*.toml"))
    ours = {path.stem: load_mapping(path) for path in files}
    others = plugins.others("sources")
    return ours | {name: _brought(name, module, ours) for name, module in others.items()}


def _brought(name: str, module: str, ours: Named[str, Mapping]) -> Mapping:
    """Return the mapping of a source of another package."""
    if name in ours:
        raise ConflictDataError(f"two sources are called {name!r}, one of {module}; uninstall it")
    path = plugins.file("sources", name, ".toml")
    if path is None:
        raise SchemaError(f"{module}: expected {name}.toml, the mapping, in the folder of it")
    return load_mapping(path)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping; raise :class:`SchemaError` naming what is missing, unknown or dangling."""
    raw = read_toml(path)
    made = {
        "name": path.stem,
        **raw,
        "layouts": tuple(_make(Layout, path, item) for item in raw.pop("layout", [])),
        "fields": {name: _origin(path, item) for name, item in raw.get("fields", {}).items()},
    }
    made.pop("layout", None)
    mapping = _make(Mapping, path, made)
    _refuse_dangling(mapping, path)
    return mapping


def normalise(header: Sequence[str]) -> list[str]:
    """Return column names as mappings write them: lower case, ``_`` for blanks, no BOM.

    A leading column without a name of its own, as data frames write their index, becomes ``""``.

    >>> normalise(["Unnamed: 0", "EVENT_DATE", " Sub event type"])
    ['', 'event_date', 'sub_event_type']
    """
    names = [re.sub(r"\s+", "_", name.strip('\ufeff \t\u00a0"').lower()) for name in header]
    if names and _INDEX.match(names[0]):
        names[0] = ""
    return names


def _looks(layout: Layout, first: Sequence[str]) -> bool:
    if not layout.looks or len(first) != len(layout.columns):
        return False
    row = dict(zip(layout.columns, first, strict=True))
    return all(re.fullmatch(pattern, row[name]) for name, pattern in layout.looks.items())


def _origin(path: Path, item: Any) -> Origin:
    if isinstance(item, str):
        return Origin(columns=(item,))
    if not isinstance(item, dict):
        raise SchemaError(f"{path}: expected a column or a table, found {item!r} in [fields]")
    columns = item.pop("from", [])
    named = (columns,) if isinstance(columns, str) else tuple(columns)
    return _make(Origin, path, {**item, "columns": named})


def _refuse_dangling(mapping: Mapping, path: Path) -> None:
    known = schema().table("events").names
    for name, origin in mapping.fields.items():
        if name not in known:
            raise SchemaError(f"{path}: {Unknown('field of events', name, known)}")
        if origin.map and origin.map not in mapping.maps:
            raise SchemaError(f"{path}: {Unknown('map', origin.map, mapping.maps)}")
        if origin.codes:
            codes(origin.codes)
    if not mapping.layouts:
        raise SchemaError(f"{path}: expected at least one [[layout]]")


_Made = TypeVar("_Made")


def _make(kind: type[_Made], path: Path, values: Named[str, Any]) -> _Made:
    """Build a description; a key that nobody knows is an error, never ignored."""
    allowed = [item.name for item in fields(kind)]  # type: ignore[arg-type]
    for key in values:
        if key not in allowed:
            raise SchemaError(f"{path}: {Unknown('key', key, allowed)}")
    needed = [item.name for item in fields(kind) if _is_required(item)]  # type: ignore[arg-type]
    if lacking := [name for name in needed if name not in values]:
        raise SchemaError(f"{path}: lacks {', '.join(lacking)}; add what is missing")
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})


def _is_required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING
