"""Where an event happened: territory, named place, and how precisely that is known."""

from __future__ import annotations

from typing import NamedTuple

from conflict_data import acled, gazetteer
from conflict_data.gazetteer import Place
from conflict_data.records import Claim
from conflict_data.schema import codes

COUNTRY_ONLY = 4
_ELSEWHERE = ("intercepted", "launch")


class Where(NamedTuple):
    """The place of an event, in ACLED's columns; coordinates in degrees, WGS 84."""

    country_code: str | None
    iso: int | None
    region: str | None
    country: str | None
    admin1: str | None
    location: str
    latitude: float | None
    longitude: float | None
    geo_precision: int


def country(target: str) -> str | None:
    """Return the country code of an attack's target; None for a sea."""
    return target if target in codes("countries") else None


def struck(claim: Claim, target: str) -> str | None:
    """Return the name of the place that a claim says was struck or aimed at, in one spelling."""
    if not claim.place or claim.place_role in _ELSEWHERE:
        return None
    return spelling(claim.place, target)


def spelling(name: str, target: str) -> str:
    """Return the gazetteer's name of a place, or the name as it is if it knows none."""
    place = _find(name, target)
    return place.name if place else gazetteer.fold(name)


def locate(target: str, name: str | None) -> Where:
    """Return the place ``name`` in the territory ``target``; a place nobody knows has no point.

    >>> locate("SYR", "Damascus").location, locate("ISR", None).geo_precision
    ('Damascus', 4)
    """
    code = country(target)
    place = _find(name or target, target) if name or code is None else None
    if place is not None and place.latitude is None and code is not None:
        place = None
    iso, region, title = (
        (acled.iso(code), acled.region(code), acled.country_name(code)) if code else (None,) * 3
    )
    if place is None:
        return Where(code, iso, region, title, None, title or target, None, None, COUNTRY_ONLY)
    precision = int(codes("place_kinds")[place.kind]["geo_precision"])
    point = place.latitude, place.longitude
    return Where(code, iso, region, title, place.admin1, place.name, *point, precision)


def _find(name: str, target: str) -> Place | None:
    """Find a place in the territory attacked; one abroad is not what is meant."""
    code = country(target)
    place = gazetteer.find(name, [code] if code else [])
    return place if place is not None and place.country in (code, None) else None
