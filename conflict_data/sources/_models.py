"""Cells of tables of missile attacks: models of weapons, numbers, and Python's dictionaries."""

from __future__ import annotations

import ast
import datetime as dt
import math
import re
from collections.abc import Mapping
from functools import cache

from conflict_data.schema import codes, split
from conflict_data.sources._mapping import known_mappings

NAME = "missile_attacks_ukraine"
_NUMBER = re.compile(r"\d{1,9}(\.\d*)?")
_LONGEST = 10_000
_SINCE = " since "
# Cyrillic letters that stand for Latin ones in the names of Russian weapons.
_LATIN = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")


def number(cell: str | None) -> float | None:
    """Return a count, or None.

    >>> number("236.0"), number("several"), number(None)
    (236.0, None, None)
    """
    return float(cell) if cell and _NUMBER.fullmatch(cell) else None


def counts(cell: str) -> dict[str, float | None] | None:
    """Return what a dictionary printed by Python counts; None if it is none.

    NaN is "some, not counted": None.

    >>> counts("{'south': 5, 'east': NaN}")
    {'south': 5.0, 'east': None}
    >>> counts("__import__('os').getcwd()"), counts("{'south': -1}")
    (None, None)
    """
    if not cell or len(cell) > _LONGEST:
        return None
    try:
        found = ast.literal_eval(re.sub(r":\s*nan\b", ": None", cell.strip(), flags=re.IGNORECASE))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(map(_is_count, found.items())):
        return None
    return {name: None if value is None else float(value) for name, value in found.items()}


def by_weapons(cell: str, day: dt.date | None = None) -> dict[tuple[str, ...], float] | None:
    """Return what a dictionary counts of each model; None if it is none, or a model is unknown.

    >>> by_weapons("{'X-101/X-555': 77, 'Kalibr': NaN}")
    {('kh_101',): 77.0}
    """
    models = counts(cell)
    if models is None:
        return None
    found: dict[tuple[str, ...], float] = {}
    for model, count in models.items():
        some = weapons(model, day)
        if some is None:
            return None
        if count is not None:
            found[some] = found.get(some, 0) + count
    return found


def author(post: str) -> str:
    """Return the page on which a post stands.

    >>> author("kpszsu/posts/1"), author("https://t.me/GeneralStaff.ua/7")
    ('kpszsu', 'generalstaff.ua')
    """
    return re.sub(r"^https?://[^/]*/", "", post).partition("/")[0].casefold()


def weapons(model: str, day: dt.date | None = None, unknown: str = "") -> tuple[str, ...] | None:
    """Return the codes of all weapons that a cell names; of one that is not known, ``unknown``.

    Where that is empty, a cell with a name that is not known gives None.

    >>> weapons("X-101/X-555 and Kalibr"), weapons("Shahed-136/131", dt.date(2023, 1, 1))
    (('kalibr', 'kh_101'), ('shahed',))
    >>> weapons("Shahed-136/131"), weapons("Kalibr and Foo")
    (('decoy_drone', 'shahed'), None)
    >>> weapons("Kalibr and Foo", unknown="projectile")
    ('kalibr', 'projectile')
    """
    found: set[str] = set()
    for name in re.split(r"\s+and\s+|\s*[,;]\s*", model):
        some = _one(_folded(name), day or dt.date.max) or tuple(filter(None, [unknown]))
        if not some:
            return None
        found.update(some)
    return tuple(sorted(found))


def since(names: Mapping[str, str], name: str, day: dt.date) -> str:
    """Return what ``name`` means on a day, where keys ``NAME since YYYY-MM-DD`` change it.

    >>> since({"a": "x", "a since 2025-08-01": "y"}, "a", dt.date(2025, 8, 2))
    'y'
    """
    starts = [key.partition(_SINCE)[2] for key in names if key.partition(_SINCE)[0] == name]
    begun = max((start for start in starts if start <= day.isoformat()), default="")
    return names.get(f"{name}{_SINCE}{begun}" if begun else name, "")


def _one(name: str, day: dt.date) -> tuple[str, ...]:
    code = since(_models(), name, day) or _terms().get(name, "")
    return split(code, ";") if code else ()


@cache
def _models() -> Mapping[str, str]:
    models = known_mappings()[NAME].maps["models"]
    parts = ((key.partition(_SINCE), code) for key, code in models.items())
    return {f"{_folded(name)}{word}{day}": code for (name, word, day), code in parts}


@cache
def _terms() -> Mapping[str, str]:
    """Return weapons by their names and terms, but what two of them share."""
    found: dict[str, set[str]] = {}
    for code, row in codes("weapons").items():
        for term in (row["name"], *split(row["terms"])):
            found.setdefault(_folded(term), set()).add(code)
    return {term: next(iter(some)) for term, some in found.items() if len(some) == 1}


def _folded(name: str) -> str:
    return " ".join(name.upper().translate(_LATIN).split())


def _is_count(item: tuple[object, object]) -> bool:
    name, value = item
    if isinstance(value, bool) or not isinstance(name, str):
        return False
    return value is None or (isinstance(value, int | float) and math.isfinite(value) and value >= 0)
