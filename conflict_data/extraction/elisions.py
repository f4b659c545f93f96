"""Elisions: the noun that a figure leaves out, found where it stood before."""

from __future__ import annotations

import re

from conflict_data.arsenal import line
from conflict_data.extraction.lexicon import COUNTING, LISTING, WEAPON
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention

_THEM = re.compile(r"[*rG]")
_FRONTED = re.compile(r"O[dH]*[oU^]*(W)(?:,[^,vN]{0,4}s)?,$")  # of the drones, 247
_OVER = re.compile("i[dDo]{0,2}[AULD]")
_COUNTED = ("object", "passive")
_VEHICLES = ("fighting_vehicle", "vessel")
_NUMBER = "consist"


def fill(mention: Mention, known: list[Mention], noun: str) -> bool:
    """Give an elided mention its noun, a complement its number; False if none can be found."""
    if mention.complement and not _subtract(mention, known):
        return False
    if mention.measure in HARM:
        return mention.unit == "count" and _fill_people(mention, known)
    if not mention.elided:
        _specify(mention, known)
        return True
    if _is_count_of_people(mention, known):
        mention.measure, mention.people = known[-1].measure, "all"
        return True
    if known and _lists_places(mention, known[-1]):
        mention.measure, mention.parent = known[-1].measure, known[-1]
    other = _is_of_vehicles(mention) or _only_numbers(mention)
    return not other and _fill_weapons(mention, known, noun)


def _fill_weapons(mention: Mention, known: list[Mention], noun: str) -> bool:
    """Take the munitions that stand before, in the sentence or in one of the last."""
    fronted = _FRONTED.search(mention.sentence.kinds, 0, mention.first)
    if fronted:
        mention.weapons = (mention.sentence.values[fronted.start(1)],)
        return True
    antecedent = next((one.parent or one for one in reversed(known) if one.weapons), None)
    if antecedent is None:
        return _bare_noun(mention, noun) or _is_rate(mention)
    together = _together(mention, antecedent, known)
    if len(together) > 1:
        mention.weapons = tuple(sorted({weapon for one in together for weapon in one.weapons}))
        return True
    mention.weapons = antecedent.weapons
    if mention.base is None and antecedent.measure == "launched" and not mention.further:
        mention.base = antecedent
    return True


def _is_rate(mention: Mention) -> bool:
    """Say whether a percentage of whatever came was stopped: "99 percent were intercepted"."""
    percent = "%" in mention.sentence.kinds[mention.first : mention.last]
    return percent and mention.measure == "intercepted"


def _is_of_vehicles(mention: Mention) -> bool:
    """Say whether what stands last before is no munition: "22 tanks; it destroyed nine of them"."""
    sentence = mention.sentence
    at = sentence.kinds.rfind("F", 0, mention.first)
    vehicle = at > sentence.kinds.rfind(WEAPON, 0, mention.first)
    return vehicle and sentence.values[at] in _VEHICLES


def _is_count_of_people(mention: Mention, known: list[Mention]) -> bool:
    """Read "224 deaths; a rights group counts at least 406": who counts goes on counting those."""
    governor = mention.frame
    counts = governor is not None and governor.code == COUNTING and mention.relation == "object"
    return counts and bool(known) and known[-1].people is not None


def _lists_places(mention: Mention, whole: Mention) -> bool:
    """Read "downed 337 drones. It listed 91 over Moscow": some of those, by where they fell."""
    counts = mention.frame is not None and mention.frame.code in (COUNTING, LISTING)
    over = _OVER.match(mention.sentence.kinds, mention.last)
    smaller = (mention.value or 0) < (whole.value or 0)
    return counts and over is not None and smaller and whole.measure == "intercepted"


def _only_numbers(mention: Mention) -> bool:
    """Say whether nothing but a verb such as "number" makes a figure one of munitions."""
    counted = mention.frame is not None and mention.frame.code == _NUMBER
    return counted and WEAPON not in mention.sentence.kinds[: mention.first]


def _fill_people(mention: Mention, known: list[Mention]) -> bool:
    """Count people where nothing is said; a bare "another" goes on from those hurt before."""
    if mention.elided and mention.further and mention.value == 1.0:
        mention.people = next((one.people for one in reversed(known) if one.people), None)
    else:
        mention.people = mention.people or "all"
    return mention.people is not None


def _together(mention: Mention, antecedent: Mention, known: list[Mention]) -> list[Mention]:
    """Return what "them" and a share stand for: "30 drones and 12 missiles"; a total, not parts."""
    pronoun = _THEM.search(mention.sentence.kinds, mention.first, mention.last)
    if antecedent.measure != "launched" or not (pronoun or mention.unit == "share"):
        return []
    same = antecedent.sentence, antecedent.verb, antecedent.measure
    told = [one for one in known if (one.sentence, one.verb, one.measure) == same and one.weapons]
    return [one for one in told if one.parent not in told]


def _bare_noun(mention: Mention, noun: str) -> bool:
    """Take the plural before: "Drones keep coming: the army shot down 12"; else ``noun``."""
    sentence = mention.sentence
    at = sentence.kinds.rfind(WEAPON, 0, mention.first)
    named = sentence.values[at] if at >= 0 and sentence.forms[at] == "p" else ""
    told = named or (noun if at < 0 and mention.unit == "count" else "")
    counted = mention.relation in _COUNTED or mention.definite  # the other two landed
    if not told or not counted or mention.value == 1.0:
        return False
    mention.weapons = (told,)
    return True


def _specify(mention: Mention, known: list[Mention]) -> None:
    """Take "the missiles" for the ballistic missiles told of before."""
    if len(mention.weapons) != 1:
        return
    if not _points_back(mention):
        known = [one for one in known if _is_pool(one, mention)]
    for one in reversed([one for one in known if one.weapons and one.parent is None]):
        if all(mention.weapons[0] in line(weapon)[1:] for weapon in one.weapons):
            mention.weapons = one.weapons
            return


def _points_back(mention: Mention) -> bool:
    """Say whether "the", "these" or the like stands in a mention: not so in "a third missile"."""
    sentence, units = mention.sentence, range(mention.first, mention.last)
    return any(sentence.kinds[unit] == "d" and sentence.values[unit] != "a" for unit in units)


def _is_pool(one: Mention, mention: Mention) -> bool:
    """Say whether figures stand together: "fired ten cruise missiles, of which six missiles"."""
    stopped = mention.measure == "intercepted" and one.measure == "launched"
    if not stopped or one.sentence is not mention.sentence:
        return False
    return one.value is not None and mention.value is not None and one.value >= mention.value


def _subtract(mention: Mention, known: list[Mention]) -> bool:
    """Turn "all but 26 drones" into what is left of the launched ones."""
    for one in reversed(known):
        counted = one.low is not None and one.low == one.high and one.unit == "count"
        fits = not mention.weapons or one.weapons == mention.weapons
        if one.measure == "launched" and counted and fits and mention.low is not None:
            mention.low = mention.high = (one.low or 0) - mention.low
            mention.base, mention.weapons = one, one.weapons
            return (mention.low or 0) >= 0
    return False
