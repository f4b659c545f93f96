"""Heads: the noun that an amount counts, with models, lists and compounds."""

from __future__ import annotations

import re
from typing import NamedTuple

from conflict_data.arsenal import line, top_class
from conflict_data.extraction import lexicon
from conflict_data.extraction.amounts import Amount
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.scan import Sentence

_REACH = 9
_NEAR = 3
_MODIFIERS = frozenset("=oUDALFa^g\"-+'IrtKkh~")
_LIST = re.compile(r"(?:(?:,C|,|C)[DUoALF-]{0,4}?[W^])*,?(C)[DUoALF+-]{0,4}?W")
_HEADLINE = re.compile(r"(,)W(?=v?[tf@iY.:;]|$)")  # 25 Drones, Missiles
_BESIDES = "besides"  # the value of those conjunctions behind which no number is shared
_MEASURE = re.compile(r"N-?g|N-[zo]")
_SHORT = re.compile(r"\([AU]\)")  # Rapid Support Forces (RSF) drones
_POSSESSOR = re.compile(r"P'[oUKFWa]")
_INSERTED = re.compile(
    r"(?:,[^,.;vk]{2,14},|\([^).;vk]{2,14}\)|[–—-][^.;vk]{2,14}[–—-])([kh])(?![EBM])"
)
_PAST = re.compile("(?:ed|ing)$")
_SOURCE = re.compile(r"(?:i[dDo]*[AUL]+|C[doDU]*[PFo])?a?s")  # a doctor in Kyiv said
_HURT = {"k": "killed", "h": "injured"}
_TYPES = re.compile(
    r"(?:[WUo]-o,?)+(?:,?C)?\+?o{0,2}W"
)  # Shahed-type, Gerbera-type and other drones
_RUN = re.compile(r"W(?:-?[oD]{0,2}-?W)?")
_COMPOUND = frozenset("oKFSPUj~JV")
_LISTED_MODIFIER = re.compile(r"C(?:[oU][oUKF]|K)")  # a missile and drone strike
_NATIONALS = re.compile(r"\+?[oU]{0,2}([DA])")
_AFTER_NOUN = frozenset([*"vBEMi@.,)Cuc", ""])
_SENTENCE = re.compile(r" (?:sentences?|penalt|threats?|certificates?|row\b|traps?|benefits?)")
_LOOSELY = (("hypersonic_missile", "missile"), ("missile", "rocket"))  # as called, as it is
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
    if kind == "C":
        behind = tuple("o^UD+W") if kinds[at - 1] in "^K" else tuple("o^UD+")
        return kinds[at - 1] in "o^UDK" and kinds[at + 1 : at + 2] in behind
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
    dead = _HURT["k"] if sentence.kinds[at + 1 : at + 2] == "k" else ""  # three novices dead
    return Head(at + 1, people="all", implied=dead, guessed=not dead)


def _does(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a verb before a noun is none of harm: "three hit power plants"."""
    verbs = _units(sentence, first, last, lexicon.VERB)
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
    if _SENTENCE.match(sentence.text, sentence.ends[at] - sentence.start):
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
    if _is_article(sentence, amount) and sentence.kinds[amount.first - 2 : amount.first] == "U,":
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
        return Head(at + 1, people=people, implied=_HURT[inserted.group(1)])
    if behind in ("k", "h"):
        return Head(at + 2, people=people, implied="killed" if behind == "k" else "injured")
    return Head(at + 1, people=people, implied=_hurt_already(sentence, at))


def _hurt_already(sentence: Sentence, at: int) -> str:
    """Return the measure of a participle before people: "ten wounded people"."""
    adjective = sentence.kinds[at - 2 : at] == "Nv"
    harm: str = sentence.values[at - 1].people_object if adjective else ""
    return harm


def _weapons(sentence: Sentence, at: int, amount: Amount) -> Head | None:
    """Read a weapon noun with its models, then the list that shares its number."""
    types = _TYPES.match(sentence.kinds, at)
    at, weapon = _compound(sentence, types.end() - 1 if types else at)
    if not _counts(sentence, at, amount) or not lexicon.is_munition(weapon):
        return None
    if "KC" in sentence.kinds[amount.last : at]:  # attack and decoy drones: drones of all kinds
        weapon = top_class(weapon)
    weapons, last = {weapon}, at + 1
    shared = _LIST.match(sentence.kinds, last) or _listed_in_headline(sentence, last)
    behind = sentence.kinds[shared.end() : shared.end() + 1] if shared else ""
    besides = shared and sentence.values[shared.start(1)] == _BESIDES
    if shared and amount.low != 1.0 and behind not in tuple("KFS") and not besides:
        weapons |= {_compound(sentence, n)[1] for n in _units(sentence, last, shared.end(), "W")}
        last = shared.end()
    elif behind == "K":
        return None
    classes = {sentence.values[unit] for unit in _units(sentence, amount.last, last, "^")}
    others = "C+" in sentence.kinds[amount.last : last]
    return Head(
        last, weapons=tuple(sorted(weapons | classes if others else _specific(weapons, classes)))
    )


def _listed_in_headline(sentence: Sentence, last: int) -> re.Match[str] | None:
    """Read "25 Drones, Missiles": a headline's comma stands for "and"."""
    listed = _HEADLINE.match(sentence.kinds, last)
    return listed if listed and sentence.written(last + 1).istitle() else None


def _specific(weapons: set[str], classes: set[str]) -> set[str]:
    """Join "ballistic and cruise" with their noun, which then says nothing more."""
    return (weapons - {"missile"} if classes else weapons) | classes


def _units(sentence: Sentence, first: int, last: int, kind: str) -> list[int]:
    return [unit for unit in range(first, last) if sentence.kinds[unit] == kind]


def _compound(sentence: Sentence, at: int) -> tuple[int, str]:
    """Return the last unit and the code of a run such as "Shahed-type attack drones"."""
    weapon = sentence.values[at]
    run = _RUN.match(sentence.kinds, at)
    last = run.end() - 1 if run else at
    wider = last > at and _is_kind_of(weapon, sentence.values[last])
    if wider or sentence.values[last] == lexicon.INTERCEPTOR:  # S300 surface-to-air missiles
        return last, weapon
    return last, sentence.values[last]


def _is_kind_of(model: str, named: str) -> bool:
    """Say whether a model is of the kind that it is called.

    Missiles of any kind may be hypersonic, and rockets are called missiles, too.
    """
    kinds = line(model)
    return named in kinds or any(loose == named and kind in kinds for loose, kind in _LOOSELY)


def _counts(sentence: Sentence, at: int, amount: Amount) -> bool:
    """Say whether a weapon noun is what is counted: not so in "two missile launchers"."""
    plural, behind = sentence.forms[at] == "p", sentence.kinds[at + 1 : at + 2]
    if behind == "-" and sentence.ends[at] == sentence.starts[at + 1]:
        return False
    if amount.low in (0.0, 1.0) and not plural:
        return behind not in _COMPOUND and not _LISTED_MODIFIER.match(sentence.kinds, at + 1)
    if plural:
        return behind != "K"
    return sentence.forms[at] == "" and behind not in _COMPOUND
