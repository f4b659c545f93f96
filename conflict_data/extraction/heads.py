"""Heads: the noun that an amount counts, munitions or people."""

from __future__ import annotations

import re
from typing import NamedTuple

from conflict_data.extraction import arms, lexicon
from conflict_data.extraction.amounts import Amount
from conflict_data.extraction.measures import HARM, HURT
from conflict_data.extraction.scan import Sentence

_REACH = 9
_NEAR = 3
_MODIFIERS = frozenset("=oUDALFa^g\"-+'IrtKkh~")
_MEASURE = re.compile(r"N-?g|N-[zo]")
_SHORT = re.compile(r"\([AU]\)")  # Rapid Support Forces (RSF) drones
_POSSESSOR = re.compile(r"P'[oUKFWa]")
_INSERTED = re.compile(
    r"(?:,[^,.;vk]{2,14},|\([^).;vk]{2,14}\)|[–—-][^.;vk]{2,14}[–—-])([kh])(?![EBM])"
)
_PAST = re.compile("(?:ed|ing)$")
_SOURCE = re.compile(r"(?:i[dDo]*[AUL]+|C[doDU]*[PFo])?a?s(?![vkh])")  # a doctor in Kyiv said
_NATIONALS = re.compile(r"\+?[oU]{0,2}([DA])")
_AFTER_NOUN = frozenset([*"vBEMi@.,)Cuc", ""])
_LIVES = re.compile(r"claim|cost|lost|lose|losing|took|take|taking|toll", re.IGNORECASE)
_PLURAL = re.compile(r"^[a-z]{3,}(?<![ous]u)(?<![s])s$")
_ABSTRACT = ("tions", "ments", "ings", "ities")


class Head(NamedTuple):
    """What is counted, up to unit ``last``; ``implied`` is the measure that a noun alone gives."""

    last: int
    weapons: tuple[str, ...] = ()
    people: str | None = None
    implied: str = ""
    guessed: bool = False


def find(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    """Find the noun that an amount counts; None if other words come first."""
    kinds = sentence.kinds
    for unit in range(at, min(at + _REACH, len(kinds))):
        kind = kinds[unit]
        if kind == lexicon.WEAPON and _is_against(sentence, unit):
            return None
        if kind == lexicon.WEAPON:
            return _weapons(sentence, unit, amount)
        if kind == lexicon.PERSON and kinds[unit + 1 : unit + 2] == lexicon.WEAPON:
            continue  # a rebel drone
        if kind == lexicon.PERSON:
            return _persons(sentence, unit, amount)
        if kind in "khb" and unit - at <= _NEAR:
            return _casualties(sentence, unit, amount)
        if (
            kind in "oU"
            and _PLURAL.search(sentence.written(unit).lower())
            and not (kind == "U" and sentence.kinds[unit + 1 : unit + 2] not in tuple("BEv"))
        ):
            return _unlisted(sentence, unit, amount) or _nationals(sentence, at, amount)
        if not _modifies(sentence, unit):
            break
    return _nationals(sentence, at, amount)


def _is_against(sentence: Sentence, at: int) -> bool:
    """Say whether a weapon is what something is against: "an anti-rocket system"."""
    hyphen = at > 1 and sentence.kinds[at - 1] == "-"
    return hyphen and sentence.stretch(at - 2, at).lower() == "anti-"


def _modifies(sentence: Sentence, at: int) -> bool:
    """Say whether a unit may stand between a number and its noun."""
    kinds, kind = sentence.kinds, sentence.kinds[at]
    if kind == lexicon.VERB:
        near = kinds[at - 1 : at] + kinds[at + 1 : at + 2]
        own = "WP^" if sentence.forms[at] == "g" else "WPoD^"
        return sentence.forms[at] in "dng" and ("-" in near or near[-1:] in tuple(own))
    if kind == "K":  # attack and decoy drones
        return kinds[at + 1 : at + 2] == "C" and kinds[at + 2 : at + 3] == lexicon.WEAPON
    if kind == "," and kinds[at - 1] == "^":  # hypersonic, ballistic and cruise missiles
        return kinds[at + 1 : at + 2] in ("^", "C")
    if kind == "C":
        if kinds[at - 1] in "AF":
            return kinds[at + 1 : at + 2] == "="  # regime and allied fighters
        behind = tuple("o^UD+W") if kinds[at - 1] in "^K," else tuple("o^UD+")
        return kinds[at - 1] in "o^UDK," and kinds[at + 1 : at + 2] in behind
    bracketed = _SHORT.match(kinds, at - 2 if kind == ")" else at) is not None
    measured = _MEASURE.match(kinds, at) is not None
    return kind in _MODIFIERS or measured or bracketed or _is_type(sentence, at)


def _is_type(sentence: Sentence, at: int) -> bool:
    """Say whether a letter begins a type's name: "M90", not "90 km"."""
    letters = sentence.written(at)
    glued = sentence.ends[at : at + 1] == sentence.starts[at + 1 : at + 2]
    return glued and letters.isalpha() and letters.isupper()


def _unlisted(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    """Take a plural noun that no list has for people; only a verb of harm will let it stand."""
    if sentence.written(at).endswith(_ABSTRACT) or _is_article(sentence, amount):
        return None
    if sentence.kinds[at + 1 : at + 2] in tuple("-oUWPKF^") or _does(sentence, amount.last, at):
        return None
    dead = HURT["k"] if sentence.kinds[at + 1 : at + 2] == "k" else ""  # three novices dead
    return Head(at + 1, people="all", implied=dead, guessed=not dead)


def _does(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a verb before a noun is none of harm: "three hit power plants"."""
    verbs = sentence.units(lexicon.VERB, first, last)
    return any(sentence.values[unit].people_object not in HARM for unit in verbs)


def _is_article(sentence: Sentence, amount: Amount) -> bool:
    """Say whether an amount is a mere "a": no plural stands behind it."""
    return sentence.kinds[amount.first : amount.last] == "d"


def _nationals(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    """Read "1,200 Israelis", "three Palestinian militants": names of groups of people."""
    match = _NATIONALS.match(sentence.kinds, at)
    if not match:
        return None
    one = amount.low == 1.0 and match.group(1) == "D"
    if one and sentence.kinds[match.end() : match.end() + 1] in _AFTER_NOUN:
        return Head(match.end(), people="all")
    if not sentence.written(match.start(1)).endswith("s"):
        return None
    last = sentence.written(match.start(1)).split()[-1].lower()
    readings, _ = lexicon.index().alone(last)
    group = next((term.value for term in readings if term.kind == lexicon.PERSON), None)
    if match.group(1) == lexicon.ACTOR and group is None:
        return None
    return Head(match.end(), people=group or "all")


def _casualties(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    """Read "23 deaths", "two injuries", "claimed five lives"."""
    before = sentence.text[: sentence.starts[at] - sentence.start]
    if sentence.kinds[at] == "b" and not _LIVES.search(before):
        return None
    if _is_article(sentence, amount) and sentence.written(at).endswith(("s", "ed")):
        return None
    implied = "injured" if sentence.kinds[at] == "h" else "killed"
    return Head(at + 1, people="all", implied=implied)


def _persons(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    """Read "five people", "three soldiers dead"; "a children's hospital" counts nobody.

    Nor is a source counted: "..., a teacher said".
    """
    if _POSSESSOR.match(sentence.kinds, at):
        return None
    while sentence.kinds[at + 1 : at + 2] == lexicon.PERSON:
        at += 1
    people, behind = sentence.values[at], sentence.kinds[at + 1 : at + 2]
    named = sentence.kinds[amount.first - 2 : amount.first] in ("U,", "D,")
    if named and _is_article(sentence, amount):
        return None  # Fasika Amdeslasie, a surgeon
    if _SOURCE.match(sentence.kinds, at + 1):
        return None
    if (
        behind in ("o", "F")
        and _is_article(sentence, amount)
        and not _PAST.search(sentence.written(at + 1))
    ):
        return None  # a volunteer organisation
    inserted = _INSERTED.match(sentence.kinds, at + 1)
    if inserted:
        return Head(at + 1, people=people, implied=HURT[inserted.group(1)])
    if behind in ("k", "h"):
        return Head(at + 2, people=people, implied=HURT[behind])
    return Head(at + 1, people=people, implied=_hurt_already(sentence, at))


def _hurt_already(sentence: Sentence, at: int) -> str:
    """Return the measure of a participle before people: "ten wounded people"."""
    adjective = sentence.kinds[at - 2 : at] == "Nv"
    harm: str = sentence.values[at - 1].people_object if adjective else ""
    return harm


def _weapons(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    found = arms.read(sentence, at, amount)
    return Head(found[0], weapons=found[1]) if found else None
