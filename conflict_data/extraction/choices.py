"""Choices: which reading of a word fits behind the words before it."""

from __future__ import annotations

from collections.abc import Sequence

from conflict_data.extraction import lexicon
from conflict_data.terms import Term

_BEFORE_NOUN = frozenset("dDOipf@wuNHUQ%VoGY^=+'B")
_PREPOSITIONS = frozenset("i@Owufp")
_BEFORE_GERUND = frozenset("ADdOioUwY'")
_NEAR = 2  # how far before a noun its "a" stands
REACH = _NEAR + 1  # how many units before a word can change its reading
_PARTICIPLES = ("d", "n")  # an armed attack
_PLAIN_FORMS = "bz"  # of a verb: they may be a noun's, too
_STRONGER = frozenset("BE")
_OTHER = Term(lexicon.OTHER, None)


def is_settled(readings: Sequence[Term]) -> bool:
    """Say whether no word around can change which of the readings is chosen: the first."""
    if len(readings) > 1:
        return {lexicon.VERB, lexicon.HEDGE, lexicon.MODEL}.isdisjoint(one.kind for one in readings)
    kind, _, form = readings[0]
    return kind != lexicon.MODEL and (kind != lexicon.VERB or form not in _PLAIN_FORMS)


def is_clause(term: Term, last: str, before: Sequence[Term]) -> bool:
    """Say whether a compound ends in a verb: "a Russian missile strikes a school"."""
    return term.kind == "K" and last.endswith("s") and _is_singular(before[-_NEAR:])


def choose(readings: Sequence[Term], before: Sequence[Term], ahead: str) -> Term:
    """Choose a reading: "over" before a number bounds it, a base form after "the" is a noun.

    ``before`` are the last few units before it, ``ahead`` is the kind of what follows.
    """
    readings = [term for term in readings if term.kind != lexicon.MODEL] or _model(readings, before)
    first = readings[0]
    if len(readings) == 1 and first.kind != lexicon.VERB:
        return first
    if ahead == lexicon.NUMBER:
        hedge = next((term for term in readings if term.kind == lexicon.HEDGE), None)
        if hedge is not None:
            return hedge
    verb = next((term for term in readings if term.kind == lexicon.VERB), None)
    if verb is None:
        return first
    noun = next((term for term in readings if term.kind != lexicon.VERB), None)
    if noun is not None and _is_attack_on(noun, verb, before, ahead):
        return noun
    return _noun_or_verb(noun, verb, before)


def _model(readings: Sequence[Term], before: Sequence[Term]) -> list[Term]:
    """Read "four Emad" as missiles; without a number before it "Emad" is some name."""
    counted = bool(before) and before[-1].kind == lexicon.NUMBER
    value = readings[0].value if counted else None
    return [Term(lexicon.WEAPON if counted else lexicon.CAPITALISED, value)]


def _noun_or_verb(noun: Term | None, verb: Term, before: Sequence[Term]) -> Term:
    if noun is not None and (noun.kind == "G" or not before or _is_listed(noun, before)):
        return noun
    if _is_of_which(verb, before):
        return verb
    if verb.form in _PLAIN_FORMS:
        due = _noun_is_due(before) and not _verb_is_due(verb, noun, before)
        return (noun or _OTHER) if due else verb
    if noun is None:
        return verb
    gerund = noun.kind in "K{" and verb.form == "g" and before[-1].kind in _BEFORE_GERUND
    return noun if gerund or noun.kind in _STRONGER else verb


def _is_attack_on(noun: Term, verb: Term, before: Sequence[Term], ahead: str) -> bool:
    """Read "U.S. strikes on Yemen", "in US attacks": who strikes needs no preposition."""
    attack = noun.kind == "K" and verb.form == "z"
    if not attack or not before or before[-1].kind != lexicon.ACTOR:
        return False
    inside = len(before) > 1 and before[-2].kind in _PREPOSITIONS and ahead != "d"
    return ahead in ("@", "i") or inside


def _is_of_which(verb: Term, before: Sequence[Term]) -> bool:
    """Read "one of which hits a house": behind a figure "of which" is a subject."""
    counted = len(before) > 1 and before[-2].kind in "NVQ"
    return verb.form in _PLAIN_FORMS and counted and before[-1].kind == "G"


def _is_listed(noun: Term, before: Sequence[Term]) -> bool:
    """Read "rockets and shells": munitions joined to munitions."""
    return noun.kind == lexicon.WEAPON and [one.kind for one in before[-2:]] == [noun.kind, "C"]


def _verb_is_due(verb: Term, noun: Term | None, before: Sequence[Term]) -> bool:
    """Say whether only a verb fits: "Biden warns", "dozens die", "a missile strikes"."""
    if verb.value.people_subject or (verb.value.people_object and noun is None):
        return True
    if verb.form != "z" or not before:
        return False
    named = noun is None and before[-1].kind == lexicon.CAPITALISED
    return named or (before[-1].kind == lexicon.WEAPON and _is_singular(before[-REACH:]))


def _noun_is_due(before: Sequence[Term]) -> bool:
    """Say whether a noun, not a verb, is due: at the start, after articles, adjectives, "of"."""
    if not before:
        return True
    if before[-1].kind == "t" and len(before) > 1:
        before = before[:-1]  # in overnight attacks
    if before[-1].kind == "R" and len(before) > 1 and before[-2].kind in _PREPOSITIONS:
        return True  # in that raid
    kind, _, form = before[-1]
    singular = kind == lexicon.WEAPON and form != "p"
    described = kind in "FAUK" or form in _PARTICIPLES  # an artillery attack, a Hamas attack
    compound = described and _is_singular(before[-_NEAR:])
    doing = kind == lexicon.VERB and form == "g"  # causing damage
    return kind in _BEFORE_NOUN or singular or compound or doing


def _is_singular(units: Sequence[Term]) -> bool:
    return any(unit.form == "a" for unit in units)
