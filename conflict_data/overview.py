"""An event in one line: when, where, who, how many, as verbs and pages list it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from conflict_data.wording import NOTHING, figure, rate

NOTE = "+: or more; (from-to): the reported range; ~: a rate as reported; -: nobody said"


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
