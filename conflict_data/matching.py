"""Which predicted claim is the one that a label describes, by the rules of the coding guide.

A prediction matches a label of the same text when measure, unit, low, high and weapon classes are
equal and the quotes share a token; a full match has the same bound and status too. Each label and
each prediction is used once, full matches first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from conflict_data.errors import LoadError
from conflict_data.schema import codes

Record: TypeAlias = Mapping[str, Any]

COUNTED = ("actual", "cumulative", "test")
ATTRIBUTES = ("actors", "country_code", "interceptors", "date")
_QUANTITY = ("quote", "measure", "weapons", "unit", "low", "high", "bound", "status")
LABEL = (*_QUANTITY, "actor", "interceptor", "target", "date")
PREDICTION = (
    "source_id", *_QUANTITY, "actors", "interceptors", "country_code", "date_start", "date_end",
)  # fmt: skip

# The classes of the coding guide: what coders tell apart, coarser than the tree of weapons.
CLASSES = frozenset({
    "drone", "ballistic_missile", "cruise_missile", "missile", "rocket", "shell", "mortar",
    "bomb", "sea_drone", "projectile",
})  # fmt: skip
_MOST_ACTORS = 2
_MOST_DAYS = 3
_TOLERANCE = 1e-3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOKEN = re.compile(r"\w+")


class Pair(NamedTuple):
    """A label and the prediction that matches it; ``full`` if bound and status agree as well."""

    label: Record
    claim: Record
    full: bool


class Matches(NamedTuple):
    """What matching one text leaves: pairs, labels without prediction, predictions without label.

    Labels that are ``optional`` are never among the missed; a pair may hold one.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]


def match(labels: Iterable[Record], claims: Iterable[Record]) -> Matches:
    """Pair the labels of one text with the claims predicted for it.

    >>> label = {"measure": "killed", "unit": "count", "low": 2, "high": 2, "weapons": [],
    ...          "quote": "two men", "bound": "exact", "status": "actual"}
    >>> found = match([label], [{**label, "quote": "two", "bound": "about"}, label])
    >>> found.pairs[0].full, [claim["quote"] for claim in found.extra]
    (True, ['two'])
    """
    wanted = dict(enumerate(sorted(labels, key=is_optional)))
    free = dict(enumerate(claims))
    pairs: list[Pair] = []
    for fits in (_is_full, is_match):
        for place, label in list(wanted.items()):
            found = next((at for at, claim in free.items() if fits(label, claim)), None)
            if found is not None:
                claim = free.pop(found)
                pairs.append(Pair(wanted.pop(place), claim, _is_full(label, claim)))
    missed = tuple(label for label in wanted.values() if not is_optional(label))
    return Matches(tuple(pairs), missed, tuple(free.values()))


def is_optional(label: Record) -> bool:
    """Return whether a label counts neither way."""
    return bool(label.get("optional"))


def is_counted(claim: Record) -> bool:
    """Return whether a label or a prediction is scored: a quantity that was, not may be or not."""
    return claim["status"] in COUNTED and claim["unit"] != "presence"


def is_match(label: Record, claim: Record) -> bool:
    """Return whether both state the same quantity of the same things, in words that meet."""
    return (
        all(label[key] == claim[key] for key in ("measure", "unit"))
        and all(_is_near(label[key], claim[key]) for key in ("low", "high"))
        and _classes(label) == _classes(claim)
        and not tokens(label["quote"]).isdisjoint(tokens(claim["quote"]))
    )


def verdicts(label: Record, claim: Record) -> dict[str, bool]:
    """Say of each attribute whether the prediction has it right.

    Null against null is right, and a guess where the text does not tell is wrong. The date is
    asked for only where the label names a day.
    """
    found = {
        "actors": _has_actor(label["actor"], claim["actors"]),
        "country_code": _country(label["target"]) == claim["country_code"],
        "interceptors": {_actor(name) for name in label["interceptor"]}
        == set(claim["interceptors"]),
    }
    if _is_day(label["date"]):
        found["date"] = _is_inside(label["date"], claim["date_start"], claim["date_end"])
    return found


def checked(record: Record) -> Record:
    """Return a labelled text; raise :class:`LoadError` if it, or a label in it, lacks a field."""
    place = f"labelled text {record.get('id')!r}"
    require(("id",), record, place)
    if "claims" not in record:
        raise LoadError(place, "has no labels", expected="its claims, [] if it has none")
    for label in record["claims"]:
        require(LABEL, label, f"{place}, {label.get('quote')!r}")
    return record


def require(fields: Sequence[str], record: Record, place: str) -> None:
    """Raise :class:`LoadError` if ``record``, which stands in ``place``, lacks a field."""
    if lacking := [field for field in fields if field not in record]:
        raise LoadError(place, f"lacks {', '.join(lacking)}", do="add it, null if unknown")


@cache
def tokens(quote: str) -> frozenset[str]:
    """Return the words of a quote, in lower case.

    >>> sorted(tokens("More than 300 drones"))
    ['300', 'drones', 'more', 'than']
    """
    return frozenset(_TOKEN.findall(quote.lower()))


def _is_full(label: Record, claim: Record) -> bool:
    same = all(label[key] == claim[key] for key in ("bound", "status"))
    return same and is_match(label, claim)


def _is_near(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) < _TOLERANCE)


def _classes(claim: Record) -> frozenset[str]:
    return frozenset(_class(weapon) for weapon in claim["weapons"])


@cache
def _class(weapon: str) -> str:
    """Lift a model to its class."""
    parent = codes("weapons").get(weapon, {}).get("parent")
    return weapon if weapon in CLASSES or not parent else _class(parent)


def _has_actor(label: str | None, actors: Sequence[str]) -> bool:
    if label is None:
        return not actors
    return _actor(label) in actors and len(actors) <= _MOST_ACTORS


def _actor(name: str) -> str:
    """Return the code of a plain name; a name that the list lacks stays as it is."""
    snake = name.lower().replace(" ", "_")
    return _names("actors").get(name) or _names("actors").get(name.lower(), snake)


def _country(name: str | None) -> str | None:
    return None if name is None else _names("countries").get(name)


@cache
def _names(kind: str) -> Mapping[str, str]:
    """Return the code of every name and term of a list; the first row that has a name keeps it."""
    found: dict[str, str] = {}
    for code, row in codes(kind).items():
        for name in (code, row["name"], row["name"].lower(), *row["terms"].split("|")):
            found.setdefault(name, code)
    return found


def _is_day(text: str | None) -> bool:
    return text is not None and _DAY.fullmatch(text) is not None


def _is_inside(day: str, start: str | date | None, end: str | date | None) -> bool:
    if start is None or end is None:
        return False
    first, last = (date.fromisoformat(str(part)) for part in (start, end))
    return first <= date.fromisoformat(day) <= last and (last - first).days < _MOST_DAYS
