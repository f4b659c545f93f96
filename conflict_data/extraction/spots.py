"""Spots: the places and countries that a sentence names, and how it names them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from conflict_data import gazetteer
from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import ACTOR, COUNTRY, VERB, VESSEL, WEAPON
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split

_NAME = re.compile(
    r"(?:\b(?:al|el|as|ar|at|an|ad|ash)-)?[^\W\d_a-z](?:[’']?\w)*"
    r"(?:(?:[ -](?:(?:al|el|as|ar|at|an|ad|ash|e|de|of|the)[ -])?|-[a-z]{1,4}-)"
    r"[^\W\d_a-z](?:[’']?\w)*){0,3}"
)
_BETWEEN = frozenset('doDU"a^NLACP')
_COUNTRY = re.compile(f"[{COUNTRY}{ACTOR}]")
_SETTLEMENT = re.compile(r"D[oU^]{0,4}y")
_FROM_SIDE = re.compile(r"f[doyALU]{1,3}$")  # from the direction of Kursk, from China to Turkey
_IN, _TIME = "in", "time"
_AIM = re.compile(r"@[dDN][oUD^-]{0,3}[yPF]$")  # at a village in
_CAME = re.compile(r"[vWGSt]a?f[^vWf,]{0,6}$")
_HELD = re.compile(r"([AD])-[=vo]$")
_OFF = re.compile(r"(F)(?=i)")
_BOUND = "bound"
_TRAVEL = re.compile("[d']o$")  # a noun that no list has: a trip, a message
_NEAR_COAST = ("near", "off")
_GOVERNS = re.compile(r"A'[oNz^-]{0,5}[KSWFqsJ]")
_ATTACKS = re.compile(r"A'[oNz^-]{0,5}[qKS]")  # in Russia's war
_PARTS = re.compile(r"[ -]")


class Spot(NamedTuple):
    """A place or country named in a sentence; ``name`` is None for a bare country."""

    unit: int
    name: str | None
    country: str | None
    preposition: str


def find(sentence: Sentence, context: Sequence[str]) -> list[Spot]:
    """Return the places and countries that a sentence names, in order."""
    found = [
        Spot(unit, None, _country(sentence, unit), _preposition(sentence, unit))
        for unit in (named.start() for named in _COUNTRY.finditer(sentence.kinds))
        if (sentence.kinds[unit] == COUNTRY or sentence.forms[unit] == "t")
        and (sentence.kinds[unit + 1 : unit + 2] != "-" or _is_bound(sentence, unit))
        and not _modifies(sentence, unit)
        and not _ATTACKS.match(sentence.kinds, unit)
    ]
    found += [
        Spot(
            unit.start(),
            None,
            codes("actors")[sentence.values[unit.start()]]["country"],
            _preposition(sentence, unit.start()),
        )
        for unit in _SETTLEMENT.finditer(sentence.kinds)
    ]
    for match in _NAME.finditer(sentence.text):
        found += _named(sentence, match, tuple(context))
    taken = {spot.unit for spot in found if spot.name}
    return sorted(s for s in found if (s.country and (s.name or s.unit not in taken)) or s.name)


def _modifies(sentence: Sentence, unit: int) -> bool:
    """Say whether a country's name stands for an adjective: "a U.S. base in Syria"."""
    far = sentence.kinds[unit] == ACTOR and codes("actors")[sentence.values[unit]]["reach"]
    return far == "expeditionary" and sentence.kinds[unit + 1 : unit + 2] in tuple("oUPF")


def _country(sentence: Sentence, unit: int) -> str | None:
    value = sentence.values[unit]
    if sentence.kinds[unit] == COUNTRY:
        return str(value)
    row = codes("actors")[value]
    written = sentence.written(unit)
    country = codes("countries").get(row["country"])
    is_name = country is not None and written in (country["name"], *split(country["terms"]))
    return row["country"] if is_name else None


def _named(sentence: Sentence, match: re.Match[str], context: tuple[str, ...]) -> list[Spot]:
    """Look a capitalised phrase up."""
    found = _look_up(match.group(), context)
    if found is None:
        return []
    start, name, country = found
    unit = bisect_right(sentence.starts, sentence.start + match.start() + start) - 1
    at_coast = country is None and sentence.kinds[unit + 1 : unit + 3].lstrip("U")[:1] == "y"
    if at_coast or _is_no_place(sentence, unit):  # not the sea, but the "Black Sea port of X"
        return []
    return [Spot(unit, name, country or _holder(sentence, unit), _preposition(sentence, unit))]


@lru_cache(maxsize=50_000)
def _look_up(phrase: str, context: tuple[str, ...]) -> tuple[int, str, str | None] | None:
    """Return where a place stands in a phrase, its name and its country; longest stretch first."""
    words = [0, *(cut.end() for cut in _PARTS.finditer(phrase))]
    edges = [*(start - 1 for start in words[1:]), len(phrase)]
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            stretch = phrase[words[first] : edges[first + size - 1]]
            name = stretch.removesuffix("'s").removesuffix("’s")
            place = gazetteer.find(name, context)
            if place is not None:
                return words[first], name, place.country
    return None


def _holder(sentence: Sentence, unit: int) -> str | None:
    """Return whose a disputed land is here: "Indian-administered Kashmir"."""
    held = _HELD.search(sentence.kinds, 0, unit)
    return codes("actors")[sentence.values[held.start(1)]]["country"] or None if held else None


def _is_no_place(sentence: Sentence, unit: int) -> bool:
    """Say whether a name is of a maker or a government: "Moscow-made", "Moscow's barrage"."""
    if _is_bound(sentence, unit):
        return False
    if sentence.kinds[unit + 1 : unit + 2] == "o" and sentence.written(unit + 1) == _TIME:
        return True  # 4:30 p.m. Sanaa time
    governs = sentence.forms[unit] == "c" and bool(_GOVERNS.match(sentence.kinds, unit))
    return governs or phrases.is_origin(sentence, unit + 1)


def _is_bound(sentence: Sentence, unit: int) -> bool:
    """Say whether a name is where something goes: "Moscow-bound drones"."""
    bound = sentence.kinds[unit + 1 : unit + 3] == "-="
    return bound and sentence.values[unit + 2] == _BOUND


def _preposition(sentence: Sentence, unit: int) -> str:
    """Return the kind of what stands before a name: @ aimed at, i in or over, f from, ...

    An attack "on" a place is K: the place of that attack, which may be another one.
    """
    if _is_bound(sentence, unit):
        return "@"
    kinds, at = sentence.kinds, unit - 1
    while at >= 0 and _passes(sentence, at):
        at -= 1
    if at < 0:
        return ""
    if kinds[at] == VERB:
        frame = sentence.values[at]
        return "@" if frame.instrument or frame.subject else ""
    if kinds[at] == "@" and _is_course(sentence, at):
        return ">"
    if kinds[at] in "@O" and kinds[at - 1 : at] in ("K", "S"):
        return "K"
    if kinds[at] in "OT" and _FROM_SIDE.search(kinds, 0, at):
        return "f"
    if kinds[at] == "T" and kinds[at - 1 : at] == "o" and sentence.written(at - 1).endswith("ed"):
        return "T"  # six returned to Russia
    if kinds[at] == "T" and (_is_carried(sentence, at) or _TRAVEL.search(kinds, 0, at)):
        return "T"  # carrying grain to Algeria, on a trip to Seoul
    inside = sentence.written(at) == _IN and _AIM.search(kinds, 0, at)
    return "@" if inside or kinds[at] == "T" else kinds[at]


def _is_carried(sentence: Sentence, at: int) -> bool:
    """Say whether what goes to a place is only carried or handed over there."""
    verb = sentence.kinds.rfind(VERB, 0, at)
    return verb >= 0 and bool(sentence.values[verb].realis == "transfer")


def _is_course(sentence: Sentence, at: int) -> bool:
    """Say whether a ship, not a munition, is bound for a place: nothing was aimed at it."""
    bound = sentence.written(at).lower().startswith(_BOUND)
    ship = sentence.kinds.rfind("F", 0, at)
    vessel = ship >= 0 and sentence.values[ship] == VESSEL
    return bound and vessel and ship > sentence.kinds.rfind(WEAPON, 0, at)


def _passes(sentence: Sentence, at: int) -> bool:
    """Say whether a unit may stand between a preposition and a name, or another name it joins."""
    kind = sentence.kinds[at]
    if kind == ",":
        return sentence.kinds[at - 1 : at] in ("A", "L", "U")
    return kind in _BETWEEN or sentence.written(at) in ("'s", "’s")


def sources(sentence: Sentence, found: Sequence[Spot]) -> list[str]:
    """Return the countries from which munitions came: "fired from Gaza", "rockets from Gaza".

    Not so "at 36 places from Leh to Sir Creek".
    """
    told = [spot for spot in found if spot.preposition == "f" and spot.country]
    return [spot.country or "" for spot in told if _CAME.search(sentence.kinds, 0, spot.unit)]


def at_sea(sentence: Sentence) -> bool:
    """Say whether a ship is told of near a coast or off it: "a tanker near Oman is hit"."""
    if "Fi" not in sentence.kinds:
        return False
    for match in _OFF.finditer(sentence.kinds):
        word = sentence.written(match.end(1)).lower()
        if sentence.values[match.start(1)] == VESSEL and word.startswith(_NEAR_COAST):
            return True
    return False
