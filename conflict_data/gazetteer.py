"""Where a named place is: a hand layer of conflict places first, then GeoNames' towns.

A name that could be several places is no match; the caller's context may decide, a guess may not.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from conflict_data.errors import SchemaError
from conflict_data.schema import codes, schemas_dir, split

DOMINANCE = 10
"""A place eclipses its namesakes when it has this many times the people of each of them."""

CITY = 100_000
"""People a place must have to be meant where nothing in the context points to its country."""

NEARBY = 0.25
"""Degrees within which two entries of one name are one place (a town and its suburb)."""

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4", "'"))
_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el)-")


class Place(NamedTuple):
    """A place.

    ``country`` (ISO 3166-1 alpha-3) is None at sea, ``latitude`` and ``longitude`` (degrees,
    WGS 84) are where one point would mislead; ``population`` is 0 in the hand layer.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int


def find(name: str, countries: Iterable[str] = ()) -> Place | None:
    """Return the place meant by ``name``, or None if there is none or more than one.

    ``countries`` are the alpha-3 codes that the context speaks of, the likeliest first; a place
    there wins unless a city elsewhere eclipses it. A place that the context does not speak of
    must be a city that eclipses its namesakes.

    >>> find("Kiev").name
    'Kyiv'
    >>> find("Tripoli", ["LBN"]).country
    'LBN'
    """
    return _find(name, tuple(countries))


@lru_cache(maxsize=1 << 16)
def known(name: str) -> bool:
    """Say whether any place has this name, ambiguous or not.

    >>> known("Kharkiv"), known("several")
    (True, False)
    """
    return any(key in _hand() or _matches(key) for key in _keys(name))


def fold(name: str) -> str:
    """Return the form in which names are compared: one apostrophe, no hyphen, capital article.

    >>> fold("al-Tanf"), fold("Be\u2019eri")
    ('Al Tanf', "Be'eri")
    """
    plain = unicodedata.normalize("NFC", name).translate(_APOSTROPHES)
    if _ARTICLE.match(plain):
        plain = plain[0].upper() + plain[1:]
    return plain.replace("-", " ")


def plain(name: str) -> str:
    """Return ``name`` without accents.

    >>> plain("Iași")
    'Iasi'
    """
    parts = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def gazetteer_path() -> Path:
    """Return the compiled table of towns, one line a name, sorted."""
    return schemas_dir() / "gazetteer" / "geonames.tsv.gz"


@lru_cache(maxsize=4096)
def _find(name: str, countries: tuple[str, ...]) -> Place | None:
    for key in _keys(name):
        if place := _hand().get(key):
            return place
        if towns := _matches(key):
            return _choose(_namesakes(key, towns), countries)
    return None


def _keys(name: str) -> Iterable[str]:
    key = fold(name)
    yield key
    if key[:4] in ("the ", "The "):
        yield key[4:]


def _namesakes(key: str, towns: list[Place]) -> list[Place]:
    """Leave out aliases where a town of the same country, or a city anywhere, bears the name."""
    bearers = [town for town in towns if _owns(key, town)]
    cities = any(town.population >= CITY for town in bearers)
    owned = {town.country for town in bearers}
    aliases = (town for town in towns if town.country not in owned and not cities)
    return [*bearers, *aliases]


def _owns(key: str, town: Place) -> bool:
    return plain(fold(town.name)) == plain(key)


def _choose(towns: Sequence[Place], countries: tuple[str, ...]) -> Place | None:
    for country in countries:
        if here := [town for town in towns if town.country == country]:
            best = _largest(here)
            if best is None or not _eclipsed(best, towns):
                return best
    best = _largest(towns)
    sure = best is not None and (best.population >= CITY or (len(towns) == 1 and not countries))
    return best if sure else None


def _eclipsed(town: Place, towns: Iterable[Place]) -> bool:
    """Say whether a city abroad is the likelier one: Paris in Ukraine is not what news means."""
    floor = max(CITY, DOMINANCE * town.population)
    return any(other.population >= floor for other in towns)


def _largest(towns: Sequence[Place]) -> Place | None:
    """Return the town that eclipses all the others, the same town listed twice aside."""
    best = max(towns, key=lambda town: town.population)
    rivals = (town for town in towns if _apart(town, best))
    return None if any(town.population * DOMINANCE > best.population for town in rivals) else best


def _apart(one: Place, other: Place) -> bool:
    gaps = zip(one[4:6], other[4:6], strict=True)
    return any(a is None or b is None or abs(a - b) > NEARBY for a, b in gaps)


def _matches(key: str) -> list[Place]:
    lines, start = _lines(), f"{key}\t"
    first = last = bisect_left(lines, start)
    while last < len(lines) and lines[last].startswith(start):
        last += 1
    return [_town(line) for line in lines[first:last]]


def _town(line: str) -> Place:
    _, name, country, admin1, latitude, longitude, population = line.split("\t")
    where = float(latitude), float(longitude)
    return Place(name, "settlement", country, admin1 or None, *where, int(population))


@cache
def _lines() -> list[str]:
    path = gazetteer_path()
    if not path.is_file():
        raise SchemaError(f"{path} is missing; run `python -m conflict_data.compilers.places`")
    return gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")


@cache
def _hand() -> Mapping[str, Place]:
    rows = codes("places").values()
    return {fold(term): _place(row) for row in rows for term in _names(row)}


def _names(row: Mapping[str, str]) -> tuple[str, ...]:
    return (row["name"], *split(row["terms"]))


def _place(row: Mapping[str, str]) -> Place:
    country, admin1 = row["country"] or None, row["admin1"] or None
    return Place(row["name"], row["kind"], country, admin1, *_point(row), population=0)


def _point(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    if not row["latitude"]:
        return None, None
    return float(row["latitude"]), float(row["longitude"])
