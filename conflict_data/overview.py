"""Rows in a few words: when, where, who and how many, as verbs and pages list them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from conflict_data.frames import split_cell
from conflict_data.wording import NOTHING, called, figure, rate

NOTE = "+: or more; (from-to): the reported range; ~: a rate as reported; -: nobody said"

_SCOPES = {"launched by": "launcher", "intercepted by": "interceptor", "at": "place"}
_LISTS = {"launcher": "actors", "interceptor": "actors"}


class Line(NamedTuple):
    """The cells of the line, in words; the names are the headings."""

    date: str
    where: str
    attackers: str
    launched: str
    intercepted: str
    rate: str
    killed: str


def line(event: Mapping[str, Any]) -> Line:
    """Return the line of a row of events in which what is null is None."""
    return Line(
        f"{event['event_date']:%Y-%m-%d}",
        where(event),
        event["attackers"] or NOTHING,
        figure(event["launched"], event["launched_low"], event["launched_high"]),
        figure(event["intercepted"], event["intercepted_low"], event["intercepted_high"]),
        rate(event["interception_rate"], event["interception_rate_reported"]),
        figure(*(event[f"fatalities_{name}"] for name in ("best", "low", "high"))),
    )


def where(event: Mapping[str, Any]) -> str:
    """Return location and country, once where they are the same, as far as they are known.

    >>> where({"location": "Kyiv", "country": "Ukraine"})
    'Kyiv, Ukraine'
    """
    return ", ".join(dict.fromkeys(filter(None, [event["location"], event["country"]])))


def scope(row: Mapping[str, Any]) -> str:
    """Return what a row of munitions counts.

    >>> scope({"weapons": "sea_drone", "launcher": "houthis", "interceptor": None, "place": None})
    'sea drone, launched by Houthis'
    """
    said = [
        f"{words} {', '.join(called(_LISTS.get(name), one) for one in split_cell(row[name]))}"
        for words, name in _SCOPES.items()
        if row[name]
    ]
    weapons = [one.replace("_", " ") for one in split_cell(row["weapons"])]
    return ", ".join(["; ".join(weapons), *said])
