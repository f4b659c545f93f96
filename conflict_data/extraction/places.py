"""Places: which country was attacked, at which named place, and what the place is to the munition.

The attacked country is not the attacked actor and not where something was shot down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from conflict_data import gazetteer
from conflict_data.extraction import attacks
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.spots import Spot, at_sea

_ROLES = {"@": "aimed", "f": "launch"}
_AGAINST = re.compile(r"q@[dDoU]*$")  # the war against Ukraine
_LAND = ("border", "region")
_AIMED = ("@", "K", "i")
_NOT_HIT = ("f", "Y", ">", "s", "R")  # "R": what Kyiv called the largest attack
_CLAUSE = re.compile("[c;]|C[dDNo^]{0,4}Wv")
_INSERTED = re.compile(r",[iO]?R[^;]*,[EBMXa]*$")
_OTHER_VERB = re.compile(r"C(?!H*N[oD^]{0,2}W|[AL]R?B?v@)[^,c;]{0,6}v|,N(?:[BEMXa]*v|o@)|[c;]")
_OTHER_CLAUSE = re.compile("[vc,;:]")
_BESIDE = re.compile(r"[i@][dDoU^]{0,3}")
_FROM_CRAFT = re.compile(r"f[dDoNF]{0,4}F[^vc;]{0,9}i[dDo]{0,3}$")  # from ships in the Black Sea
_INSIDE = re.compile(r"i[do]{0,2}$")
_SAYS = re.compile("[EBa]*s")
_ON = re.compile(r"@[do]*([AD])")
_THEIR_PLACE = re.compile(r"(?:^|[,;c\"])[^v,;c]*[FPAD]i[dDo]*(?:[ALU]+C[do]*)?$")
_IN_PART = re.compile(
    r"[,(](?:G|N[*G])(?:[^,;)]|,(?=[NwC]))*$"
)  # "120 drones, including ten at Kharkiv"


class Where(NamedTuple):
    """The attacked country, place and actor of one mention."""

    country: str | None = None
    place: str | None = None
    role: str | None = None
    actor: str | None = None


def locate(mention: Mention, found: list[Spot], attacker_home: Sequence[str]) -> Where:
    """Return where a mention's munitions were aimed or fell, of the sentence's ``found`` spots."""
    actor, cause = _attacked(mention), attacks.cause(mention)
    if cause is not None:
        found = _of_cause(mention, cause, found)
    if at_sea(mention.sentence):
        found = [spot for spot in found if spot.country is None]
    usable = [spot for spot in found if _fits(mention, spot, attacker_home)]
    if not usable:
        return Where(_country_of_part(mention, found), actor=actor)
    nearest = sorted(usable, key=lambda spot: _distance(mention, spot))
    country = nearest[0].country or _shore(nearest)
    named = next((spot for spot in nearest if spot.name), None)
    if named is None or named.country != country:
        return Where(country, actor=actor)
    return Where(country, named.name, _role(mention, named), actor)


def _shore(nearest: Sequence[Spot]) -> str | None:
    """Return the land told of beside a sea: "over the Black Sea and the Crimean peninsula"."""
    beside = nearest[1:2] if nearest[0].preposition == "i" else nearest[:0]
    return next((spot.country for spot in beside if spot.preposition == "i"), None)


def is_disputed(name: str) -> bool:
    """Say whether a place is land of no one country: Kashmir, but not the Black Sea."""
    place = gazetteer.find(name)
    return place is not None and place.country is None and place.kind in _LAND


def _of_cause(mention: Mention, cause: int, found: list[Spot]) -> list[Spot]:
    """Return where the attack before a relative clause was, else where the clause itself says."""
    aimed = [spot for spot in found if cause < spot.unit and spot.preposition in _AIMED]
    before = [spot for spot in aimed if spot.unit < mention.verb]
    behind = [spot for spot in aimed if spot.unit >= mention.last]
    return before or [spot for spot in behind if not is_parted(mention, spot)]


def is_parted(mention: Mention, spot: Spot) -> bool:
    """Say whether a verb or a mark stands between a mention and a spot behind it."""
    return bool(_OTHER_CLAUSE.search(mention.sentence.kinds, mention.last, spot.unit))


def _country_of_part(mention: Mention, found: list[Spot]) -> str | None:
    """Return the country in which a part was stopped: the whole was, too."""
    if mention.people is not None or mention.measure != "intercepted":
        return None
    kinds = mention.sentence.kinds
    inside = (spot for spot in found if spot.preposition == "i" and spot.unit > mention.last)
    return next((s.country for s in inside if _IN_PART.search(kinds, mention.last, s.unit)), None)


def _attacked(mention: Mention) -> str | None:
    """Return whose property an attack was on: "a strike on the Iranian consulate which killed"."""
    sentence, cause = mention.sentence, attacks.cause(mention)
    if cause is None:
        return None
    match = _ON.search(sentence.kinds, cause, mention.verb)
    return str(sentence.values[match.start(1)]) if match else None


def _fits(mention: Mention, spot: Spot, attacker_home: Sequence[str]) -> bool:
    """A launch site, or the attacker's own country without a preposition, was not attacked."""
    if spot.preposition == "@" and _AGAINST.search(mention.sentence.kinds, 0, spot.unit):
        return False
    if spot.preposition in _NOT_HIT or _speaks(mention.sentence, spot):
        return False
    if spot.preposition == "i" and _FROM_CRAFT.search(mention.sentence.kinds, 0, spot.unit):
        return False
    if mention.first <= spot.unit < mention.last and spot.name is None:
        return False
    if _elsewhere(mention, spot) or _inserted(mention, spot):
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
    at_home = mention.people is not None and _is_inside(mention.sentence, spot)
    return at_home or spot.country not in attacker_home or spot.name is not None


def _is_inside(sentence: Sentence, spot: Spot) -> bool:
    """Say whether something is told to be in a place: not so "in a US strike"."""
    before = _INSIDE.search(sentence.kinds, 0, max(spot.unit, 0))
    return before is not None and sentence.kinds[spot.unit + 1 : spot.unit + 2] not in tuple(
        "oUWKSF'"
    )


def _speaks(sentence: Sentence, spot: Spot) -> bool:
    """Say whether a capital stands for who speaks: "Islamabad said"."""
    named = spot.preposition not in _AIMED
    return named and _SAYS.match(sentence.kinds, spot.unit + 1) is not None


def _over(mention: Mention, spot: Spot) -> bool:
    """Say whether the preposition before a spot is "over"."""
    kinds = mention.sentence.kinds
    at = kinds.rfind("i", 0, spot.unit)
    return at >= 0 and mention.sentence.written(at).lower() == "over"


def _of_attacker(mention: Mention, spot: Spot) -> bool:
    """Say whether a place only tells where the attackers are: "militants in Lebanon fired"."""
    before = spot.unit < mention.verb
    return before and bool(_THEIR_PLACE.search(mention.sentence.kinds, 0, spot.unit))


def _distance(mention: Mention, spot: Spot) -> tuple[int, int]:
    """Rank spots: right behind the mention, in the verb's clause, aimed at, near the verb."""
    verb = mention.verb if mention.verb >= 0 else mention.first
    low, high = sorted((spot.unit, verb))
    crosses = bool(_CLAUSE.search(mention.sentence.kinds, low, high))
    beside = _BESIDE.fullmatch(mention.sentence.kinds, mention.last, max(spot.unit, mention.last))
    return (-1 if beside else 2 * crosses + (spot.preposition != "@"), high - low)


def _inserted(mention: Mention, spot: Spot) -> bool:
    """Say whether a relative clause before the verb names a spot: "the war, which began in X, "."""
    clause = _INSERTED.search(mention.sentence.kinds, 0, max(mention.verb, 0))
    return clause is not None and clause.start() < spot.unit < clause.end()


def _elsewhere(mention: Mention, spot: Spot) -> bool:
    """Say whether a place belongs to another verb: "intercepted four and struck a base in X".

    Nor is the place of a part that of the whole, unless a comma sets the part off.
    """
    if mention.people is not None:
        return False
    kinds, spot_at = mention.sentence.kinds, max(spot.unit, 0)
    other = _OTHER_VERB.search(kinds, mention.last, spot_at)
    return bool(other or _IN_PART.search(kinds, mention.last, spot_at))


def _role(mention: Mention, spot: Spot) -> str:
    if mention.measure in ("impacted", *HARM):
        return "impact"
    if mention.measure in ("intercepted", "suppressed"):
        return "aimed" if spot.preposition == "@" else "intercepted"
    return _ROLES.get(spot.preposition, "aimed")
