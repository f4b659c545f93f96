"""ACLED's conventions as pure functions over the code lists: names, kinds, types, ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from conflict_data.errors import Unknown
from conflict_data.records import digest
from conflict_data.schema import codes, split

AT_SEA = "SEA"


def inter(kind: str, home_country: str | None, event_country: str | None) -> str:
    """Return the label of an actor's ``kind`` in the country of an event.

    A state's forces are ``State forces`` at home and external anywhere else, the sea included.

    >>> inter("state", "IRN", "ISR"), inter("state", "ISR", "ISR"), inter("rebel", "YEM", "ISR")
    ('External/Other forces', 'State forces', 'Rebel group')
    """
    abroad = kind == "state" and (event_country is None or home_country != event_country)
    return _label("external" if abroad else kind)


@cache
def interaction(inter1: str, inter2: str | None) -> str:
    """Return the label of a pair of kinds, in either order; ``None`` where nobody opposes.

    ACLED's number of a pair is its two numbers, the lower one first.

    >>> interaction("External/Other forces", "State forces")
    'State forces-External/Other forces'
    >>> interaction("Civilians", "External/Other forces"), interaction("Rioters", None)
    ('External/Other forces-Civilians', 'Rioters only')
    """
    pair = [inter1] if inter2 is None else [inter1, inter2]
    numbers = sorted(_row("inter", label)["number"] for label in pair)
    return _by_number("interactions")["".join(numbers).ljust(2, "0")]


@cache
def opponent(interaction: str, inter1: str | None) -> str | None:
    """Return the kind that stands against ``inter1`` in a pair; None where nobody is told.

    >>> opponent("State forces-External/Other forces", "External/Other forces")
    'State forces'
    >>> opponent("Rioters only", "Rioters"), opponent("Rioters only", "Civilians")
    (None, None)
    """
    number = _row("interactions", interaction)["number"]
    one = _row("inter", inter1)["number"] if inter1 else ""
    other = number.replace(one, "", 1)
    return _by_number("inter").get(other) if len(other) == 1 else None


def event_type(sub_event_type: str) -> str:
    """Return the event type of a sub-event type.

    >>> event_type("Air/drone strike")
    'Explosions/Remote violence'
    """
    return _row("event_types", sub_event_type)["event_type"]


def disorder_type(sub_event_type: str) -> str:
    """Return the disorder type of a sub-event type.

    >>> disorder_type("Disrupted weapons use")
    'Strategic developments'
    """
    return _row("event_types", sub_event_type)["disorder_type"]


@cache
def shared_disorder_type(event_type: str) -> str | None:
    """Return the disorder type that all sub-event types of an event type share, else None.

    >>> shared_disorder_type("Battles"), shared_disorder_type("Riots")
    ('Political violence', None)
    """
    rows = codes("event_types").values()
    found = {row["disorder_type"] for row in rows if row["event_type"] == event_type}
    return found.pop() if len(found) == 1 else None


def country_name(country_code: str) -> str:
    """Return ACLED's name of a country given by its ISO 3166-1 alpha-3 code.

    >>> country_name("TUR")
    'Turkey'
    """
    return _row("countries", country_code)["name"]


def iso(country_code: str) -> int:
    """Return the ISO 3166-1 numeric code of a country; Kosovo has 0.

    >>> iso("ISR")
    376
    """
    return int(_row("countries", country_code)["iso"])


def region(country_code: str) -> str:
    """Return ACLED's region of a country.

    >>> region("ISR")
    'Middle East'
    """
    return _row("countries", country_code)["region"]


def actor_name(code: str, on: date) -> str:
    """Return ACLED's name of an actor on a day: regimes change, and the name with them.

    Where periods meet, the later one has begun; outside all of them it is the plain name.

    >>> actor_name("iran", date(2024, 4, 13))
    'Military Forces of Iran (1989-)'
    """
    row = _row("actors", code)
    held = [(start, name) for start, end, name in _periods(code) if _holds(start, end, on)]
    return max(held)[1] if held else row["name"]


def police_name(code: str, on: date) -> str:
    """Return ACLED's name of a state's police on a day, after that of its forces.

    >>> police_name("pakistan", date(2025, 3, 5))
    'Police Forces of Pakistan'
    """
    return actor_name(code, on).replace("Military Forces", "Police Forces", 1)


@cache
def actor_code(name: str) -> str | None:
    """Return the code of an actor that ACLED names; None if none has this name.

    The year in which a regime ends does not matter, since ACLED fills it in later. A unit's
    name behind a state's forces is left off, unless others bear the same name so far.

    >>> actor_code("Military Forces of Israel (2021-)"), actor_code("Protesters (Israel)")
    ('israel', None)
    >>> actor_code("Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps")
    'iran'
    """
    known, plain = _coded_names(), _open_ended(name)
    if plain in known:
        return known[plain]
    base, bracket, unit = plain.partition(")")
    shared = {code for other, code in known.items() if other.startswith(base)}
    return shared.pop() if bracket and unit and len(shared) == 1 else None


def civilians(country: str) -> str:
    """Return ACLED's actor for the civilians of a country, given by its name.

    >>> civilians("Israel")
    'Civilians (Israel)'
    """
    return f"Civilians ({country})"


def event_id(country_code: str | None, day: date, key: str) -> str:
    """Return an event's id: country, day and a hash of ``key``, whatever makes it one event.

    The hyphens keep it from looking like one of ACLED's own; at sea the country is ``SEA``.

    >>> event_id("ISR", date(2024, 4, 13), "iran on israel")
    'ISR-20240413-631edd26'
    """
    return f"{country_code or AT_SEA}-{day:%Y%m%d}-{digest(key)[:8]}"


def _row(name: str, code: str) -> Mapping[str, str]:
    rows = codes(name)
    if code not in rows:
        raise Unknown(f"code of {name}", code, rows)
    return rows[code]


@cache
def _label(kind: str) -> str:
    """Return the label that begins with the words of ``kind``."""
    words = kind.replace("_", " ")
    for label in codes("inter"):
        if label.lower().startswith(words):
            return label
    raise Unknown("kind of actor", kind, codes("inter"))


@cache
def _by_number(name: str) -> Mapping[str, str]:
    return {row["number"]: code for code, row in codes(name).items()}


@cache
def _coded_names() -> Mapping[str, str]:
    """Return the codes of actors by ACLED's names for them, but those that two actors share."""
    found: dict[str, set[str]] = {}
    for code in codes("actors"):
        for _, _, name in _periods(code):
            found.setdefault(_open_ended(name), set()).add(code)
    return {name: next(iter(shared)) for name, shared in found.items() if len(shared) == 1}


def _open_ended(name: str) -> str:
    return re.sub(r"\((\d{4})-(\d{4})?(?:, [^)]*)?\)", r"(\1-)", name)


@cache
def _periods(code: str) -> tuple[tuple[str, str, str], ...]:
    """Return (from, to, name) of ``FROM..TO=Name|...``; an open end is empty text."""
    cells = (cell.partition("=") for cell in split(_row("actors", code)["acled_names"]))
    return tuple((*span.split("..", 1), name) for span, _, name in cells)  # type: ignore[misc]


def _holds(start: str, end: str, on: date) -> bool:
    """ISO text compares as dates do, also where only a year or a month is given."""
    day = on.isoformat()
    return start <= day and (not end or day[: len(end)] <= end)
