"""Accidents: people hurt by a crash, a fire, a disaster or a crime, and by no attack."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conflict_data.extraction.lexicon import BLAST, CRAFTS, OPERATION, VERB, WEAPON
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence

_DISASTER = re.compile(r"\},?R[^vWK;]{0,6}$")  # the earthquake, which had claimed 3,700 lives
_MAKING = re.compile(r"W(?:Co?)?\}")  # a rocket and explosives factory
_BY_SOMEBODY = re.compile("[PFA](?:E?v[^vc;]{1,8}C)?$")  # and wounded 22
_NEAR = 18
_ENDS = re.compile("[c;]")
_WHEN = "when"
_STRUCK, _SHOT = re.compile("[KWSq]|(?<!-)v"), re.compile("[WS;]")
_FAIL = "fail"
_ACCIDENT, _CRIME = "}", "crime"


@dataclass(slots=True)
class Causes:
    """What a text tells that people are hurt by: accidents, crimes, attacks, weapons of war."""

    accident: bool = False
    crime: bool = False
    attack: bool = False
    armed: bool = False

    def see(self, sentence: Sentence, attackers: tuple[str, ...]) -> None:
        """Note what a sentence tells of, and whether somebody with a name attacks in it."""
        harms = {sentence.values[unit] for unit in sentence.units(_ACCIDENT)}
        self.crime = self.crime or _CRIME in sentence.values
        self.accident = self.accident or bool(harms - {_CRIME}) or _tells_of_crash(sentence)
        self.armed = self.armed or WEAPON in sentence.kinds
        told = bool(attackers) or _tells_of_attack(sentence)
        self.attack = self.attack or self.armed or told

    def without_attack(self, at_war: bool) -> bool:
        """Say whether people were hurt by a criminal, or by an accident where nobody is at war."""
        accident = self.accident and not self.attack and not at_war
        return accident or (self.crime and not self.armed)


def _tells_of_crash(sentence: Sentence) -> bool:
    """Read "a rescue helicopter crashed in the Alps"."""
    craft = _craft(sentence, len(sentence.kinds))
    if craft is None or WEAPON in sentence.kinds:
        return False
    return _fails(sentence, craft, len(sentence.kinds))


def _tells_of_attack(sentence: Sentence) -> bool:
    """Say whether a war is named, or an attack that is no mere blast or operation."""
    return "q" in sentence.kinds or any(
        sentence.values[at] not in (BLAST, OPERATION) for at in sentence.units("K")
    )


def hurt(mention: Mention) -> bool:
    """Say whether people died in a fire, a crash or an epidemic, with no attack in the clause."""
    sentence = mention.sentence
    if _in_crash(mention):
        return True
    if "}" not in sentence.kinds or _by_somebody(mention):
        return False
    if _DISASTER.search(sentence.kinds, 0, max(mention.verb, 0)):
        return True
    start = max(sentence.kinds.rfind(mark, 0, mention.first) for mark in "c;") + 1
    end = min(mention.last + _NEAR, _end_of_clause(sentence, mention.last))
    clause = range(start, min(end, len(sentence.kinds)))
    attacks = [unit for unit in clause if _is_attack(mention, unit)]
    blasts = all(sentence.values[unit] == BLAST for unit in attacks)
    return "}" in sentence.kinds[start:end] and blasts


def _is_attack(mention: Mention, unit: int) -> bool:
    """Say whether a unit tells of an attack, or of a war that killed."""
    kinds = mention.sentence.kinds
    if kinds[unit] == "q":
        return unit < mention.first
    return kinds[unit] in "KW" and not _MAKING.match(kinds, unit)


def _in_crash(mention: Mention) -> bool:
    """Read "a plane that carried troops crashes, killing four"."""
    sentence, verb = mention.sentence, mention.verb
    if sentence.kinds[max(verb - 1, 0) : verb] != ",":
        return False
    craft = _craft(sentence, verb)
    if craft is None or _STRUCK.search(sentence.kinds, 0, craft):
        return False
    if _SHOT.search(sentence.kinds, craft, verb):
        return False
    first = max(craft, sentence.kinds.rfind("K", 0, verb))
    return _fails(sentence, first, verb)


def _craft(sentence: Sentence, end: int) -> int | None:
    """Return where the first ship or aircraft before a unit stands."""
    crafts = sentence.units("F", 0, end)
    return next((at for at in crafts if sentence.values[at] in CRAFTS), None)


def _fails(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether something crashes, or fails, between two units."""
    verbs = sentence.units(VERB, first, last)
    crash = "}" in sentence.kinds[first:last]
    return crash or any(sentence.values[at].code == _FAIL for at in verbs)


def _by_somebody(mention: Mention) -> bool:
    """Say whether people hurt others: "assailants killed five at Aerospace Industries"."""
    kinds, verb = mention.sentence.kinds, max(mention.verb, 0)
    return mention.relation == "object" and _BY_SOMEBODY.search(kinds, 0, verb) is not None


def _end_of_clause(sentence: Sentence, at: int) -> int:
    """Return where a clause ends, with the one that tells why: "hurt when a truck overturned"."""
    ends = [mark.start() for mark in _ENDS.finditer(sentence.kinds, at)]
    if ends and sentence.values[ends[0]] == _WHEN:
        del ends[0]
    return ends[0] if ends else len(sentence.kinds)
