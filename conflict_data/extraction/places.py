"""Places: which country was attacked, at which named place, and what the place is to the munition.

The attacked country is not the attacked actor and not where something was shot down.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from conflict_data import gazetteer
from conflict_data.extraction import attacks, phrases
from conflict_data.extraction.lexicon import ACTOR, COUNTRY, VERB
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split

_NAME = re.compile(
    r"(?:\b(?:al|el|as|ar|at|an|ad|ash)-)?[^\W\d_a-z][\w’']*"
    r"(?:[ -](?:(?:al|el|as|ar|at|an|ad|ash|e|de|of|the)[ -])?[^\W\d_a-z][\w’']*){0,3}"
)
_ROLES = {"@": "aimed", "f": "launch"}
_BETWEEN = frozenset('doDU"a^NLACP')
_AIMED = ("@", "K", "i")
_CLAUSE = re.compile("[c;]")
_OTHER_VERB = re.compile(r"C(?!H*N[oD^]{0,2}W)[^,c;]{0,6}v|[c;]")
_BESIDE = re.compile(r"[i@][dDoU^]{0,3}")
_ON = re.compile(r"@[do]*([AD])")
_SETTLEMENT = re.compile(r"D[oU^]{0,4}y")
_OFF = re.compile(r"(F)(?=i)")
_VESSEL = "vessel"
_NEAR_COAST = ("near", "off")
_PARTS = re.compile(r"[ -]")


class Spot(NamedTuple):
    """A place or country named in a sentence; ``name`` is None for a bare country."""

    unit: int
    name: str | None
    country: str | None
    preposition: str


class Where(NamedTuple):
    """The attacked country, place and actor of one mention."""

    country: str | None = None
    place: str | None = None
    role: str | None = None
    actor: str | None = None


def spots(sentence: Sentence, context: Sequence[str]) -> list[Spot]:
    """Return the places and countries that a sentence names, in order."""
    found = [
        Spot(unit, None, _country(sentence, unit), _preposition(sentence, unit))
        for unit, kind in enumerate(sentence.kinds)
        if (kind == COUNTRY or (kind == ACTOR and sentence.forms[unit] == "t"))
        and sentence.kinds[unit + 1 : unit + 2] != "-"
        and not _modifies(sentence, unit)
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
    """Look a capitalised phrase up, longest stretch first."""
    words = [match.start(), *(match.start() + cut.end() for cut in _PARTS.finditer(match.group()))]
    edges = [*(start - 1 for start in words[1:]), match.end()]
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            start, end = words[first], edges[first + size - 1]
            place = _find(sentence.text[start:end].removesuffix("'s").removesuffix("’s"), context)
            if place is not None:
                unit = bisect_right(sentence.starts, sentence.start + start) - 1
                if phrases.is_origin(sentence, unit + 1):
                    return []
                name = sentence.text[start:end].removesuffix("'s").removesuffix("’s")
                return [Spot(unit, name, place.country, _preposition(sentence, unit))]
    return []


@lru_cache(maxsize=20_000)
def _find(name: str, context: tuple[str, ...]) -> gazetteer.Place | None:
    return gazetteer.find(name, context)


def _preposition(sentence: Sentence, unit: int) -> str:
    """Return the kind of what stands before a name: @ aimed at, i in or over, f from, ...

    An attack "on" a place is K: the place of that attack, which may be another one.
    """
    kinds, at = sentence.kinds, unit - 1
    while at >= 0 and _passes(sentence, at):
        at -= 1
    if at < 0:
        return ""
    if kinds[at] == VERB:
        frame = sentence.values[at]
        return "@" if frame.instrument or frame.subject else ""
    if kinds[at] == "@" and kinds[at - 1 : at] in ("K", "S"):
        return "K"
    return "@" if kinds[at] == "T" else kinds[at]


def _passes(sentence: Sentence, at: int) -> bool:
    """Say whether a unit may stand between a preposition and a name, or another name it joins."""
    kind = sentence.kinds[at]
    if kind == ",":
        return sentence.kinds[at - 1 : at] in ("A", "L", "U")
    return kind in _BETWEEN or sentence.written(at) in ("'s", "’s")


def at_sea(sentence: Sentence) -> bool:
    """Say whether a ship is told of near a coast or off it: "a tanker near Oman is hit"."""
    for match in _OFF.finditer(sentence.kinds):
        word = sentence.written(match.end(1)).lower()
        if sentence.values[match.start(1)] == _VESSEL and word.startswith(_NEAR_COAST):
            return True
    return False


def locate(mention: Mention, found: list[Spot], attacker_home: Sequence[str]) -> Where:
    """Return where a mention's munitions were aimed or fell, of the sentence's ``found`` spots."""
    actor, cause = _attacked(mention), attacks.cause(mention)
    if cause is not None:
        inside = [spot for spot in found if cause < spot.unit < mention.verb]
        found = [spot for spot in inside if spot.preposition in _AIMED]
    if at_sea(mention.sentence):
        found = [spot for spot in found if spot.country is None]
    usable = [spot for spot in found if _fits(mention, spot, attacker_home)]
    if not usable:
        return Where(actor=actor)
    nearest = sorted(usable, key=lambda spot: _distance(mention, spot))
    country = nearest[0].country
    named = next((spot for spot in nearest if spot.name), None)
    if named is None or named.country != country:
        return Where(country, actor=actor)
    return Where(country, named.name, _role(mention, named), actor)


def _attacked(mention: Mention) -> str | None:
    """Return whose property an attack was on: "a strike on the Iranian consulate which killed"."""
    sentence, cause = mention.sentence, attacks.cause(mention)
    if cause is None:
        return None
    match = _ON.search(sentence.kinds, cause, mention.verb)
    return str(sentence.values[match.start(1)]) if match else None


def _fits(mention: Mention, spot: Spot, attacker_home: Sequence[str]) -> bool:
    """A launch site, or the attacker's own country without a preposition, was not attacked."""
    if spot.preposition in ("f", "Y", ">", "s") or _speaks(mention.sentence, spot):
        return False
    if mention.first <= spot.unit < mention.last and spot.name is None:
        return False
    if _elsewhere(mention, spot):
        return False
    if spot.preposition not in _AIMED and spot.preposition:
        launching = mention.measure == "launched" and spot.unit < mention.verb
        return spot.name is not None and mention.measure != "intercepted" and not launching
    if spot.preposition == "i" and mention.mode != "ground" and _of_attacker(mention, spot):
        return False
    under = mention.relation == "instrument" and spot.unit < mention.verb
    if not spot.preposition and under and mention.sentence.kinds[mention.verb - 1] in "B" + "ALUDo":
        return spot.country not in attacker_home
    if not spot.preposition and mention.measure == "launched" and spot.unit < mention.verb:
        return False
    if not spot.preposition:
        return spot.country not in attacker_home and spot.name is not None
    if mention.measure == "launched" and spot.preposition == "i" and not _over(mention, spot):
        return spot.country not in attacker_home
    return spot.country not in attacker_home or spot.name is not None


def _speaks(sentence: Sentence, spot: Spot) -> bool:
    """Say whether a capital stands for who speaks: "Islamabad said"."""
    named = spot.preposition not in _AIMED
    return named and sentence.kinds[spot.unit + 1 : spot.unit + 2] == "s"


def _over(mention: Mention, spot: Spot) -> bool:
    """Say whether the preposition before a spot is "over"."""
    kinds = mention.sentence.kinds
    at = kinds.rfind("i", 0, spot.unit)
    return at >= 0 and mention.sentence.written(at).lower() == "over"


def _of_attacker(mention: Mention, spot: Spot) -> bool:
    """Say whether a place only tells where the attackers are: "militants in Lebanon fired"."""
    kinds = mention.sentence.kinds[: spot.unit]
    return spot.unit < mention.verb and bool(re.search(r"[FPAD]i[dDo]*(?:[ALU]+C[do]*)?$", kinds))


def _distance(mention: Mention, spot: Spot) -> tuple[int, int]:
    """Rank spots: right behind the mention, in the verb's clause, aimed at, near the verb."""
    verb = mention.verb if mention.verb >= 0 else mention.first
    low, high = sorted((spot.unit, verb))
    crosses = bool(_CLAUSE.search(mention.sentence.kinds, low, high))
    beside = _BESIDE.fullmatch(mention.sentence.kinds, mention.last, max(spot.unit, mention.last))
    return (-1 if beside else 2 * crosses + (spot.preposition != "@"), high - low)


def _elsewhere(mention: Mention, spot: Spot) -> bool:
    """Say whether a place belongs to another verb: "intercepted four and struck a base in X"."""
    if mention.people is not None:
        return False
    return bool(_OTHER_VERB.search(mention.sentence.kinds, mention.last, max(spot.unit, 0)))


def _role(mention: Mention, spot: Spot) -> str:
    if mention.measure in ("impacted", "killed", "injured"):
        return "impact"
    if mention.measure in ("intercepted", "suppressed"):
        return "aimed" if spot.preposition == "@" else "intercepted"
    return _ROLES.get(spot.preposition, "aimed")
