"""Arms: weapon nouns behind a number, with their models, lists and compounds."""

from __future__ import annotations

import re

from conflict_data.arsenal import line, top_class
from conflict_data.extraction import lexicon
from conflict_data.extraction.amounts import Amount
from conflict_data.extraction.scan import Sentence

_LIST = re.compile(r"(?:(?:,C|,|C)[DUoALF-]{0,4}?[W^])*,?(C)[DUoALF+-]{0,4}?W")
_HEADLINE = re.compile(r"(,)W(?=v?[tf@iY.:;]|$)")  # 25 Drones, Missiles
_BESIDES = "besides"  # the value of those conjunctions behind which no number is shared
_TYPES = re.compile(
    r"(?:[WUo]-o,?)+(?:,?C)?\+?o{0,2}W"
)  # Shahed-type, Gerbera-type and other drones
_RUN = re.compile(r"W(?:-?[oD]{0,2}-?W)?")
_COMPOUND = frozenset("oKFSPUj~JV")
_LISTED_MODIFIER = re.compile(r"C(?:[oU][oUKF]|K)")  # a missile and drone strike
_FAST = "hypersonic_missile"  # says nothing of the kind, but in a list of kinds
_LOOSELY = ((_FAST, "missile"), ("missile", "rocket"))  # as called, as it is


def read(sentence: Sentence, at: int, amount: Amount) -> tuple[int, tuple[str, ...]] | None:
    """Read a weapon noun with its models, then the list that shares its number.

    Returns the unit behind it and the weapons, None if it is not they that are counted.
    """
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
        weapons |= {_compound(sentence, n)[1] for n in sentence.units("W", last, shared.end())}
        last = shared.end()
    elif behind == "K":
        return None
    classes = {
        sentence.values[unit]
        for unit in sentence.units("^", amount.last, last)
        if sentence.values[unit] != _FAST or sentence.kinds[unit + 1] in ",C"
    }
    others = "C+" in sentence.kinds[amount.last : last]
    return last, tuple(sorted(weapons | classes if others else _specific(weapons, classes)))


def _listed_in_headline(sentence: Sentence, last: int) -> re.Match[str] | None:
    """Read "25 Drones, Missiles": a headline's comma stands for "and"."""
    listed = _HEADLINE.match(sentence.kinds, last)
    return listed if listed and sentence.written(last + 1).istitle() else None


def _specific(weapons: set[str], classes: set[str]) -> set[str]:
    """Join "ballistic and cruise" with their noun, which then says nothing more."""
    return (weapons - {"missile"} if classes else weapons) | classes


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
