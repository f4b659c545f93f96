"""Choices: which reading of a word fits behind the words before it."""

from __future__ import annotations

from collections.abc import Sequence

from conflict_data.extraction import lexicon
from conflict_data.terms import Term

_BEFORE_NOUN = frozenset("dDOipf@wuNHUQ%VoGY^=+'B")
_BEFORE_GERUND = frozenset("ADdOioUwY'")
_SINGULAR = 2  # how far before a noun its "a" stands
_STRONGER = frozenset("BE")
_OTHER = Term(lexicon.OTHER, None)


def is_settled(readings: Sequence[Term]) -> bool:
    """Say whether readings are one that no word before it can change."""
    return len(readings) == 1 and readings[0].kind not in (lexicon.VERB, lexicon.MODEL)


def is_clause(term: Term, last: str, forms: Sequence[str]) -> bool:
    """Say whether a compound ends in a verb: "a Russian missile strikes a school"."""
    return term.kind == "K" and last.endswith("s") and "a" in forms[-_SINGULAR:]


def choose(
    readings: Sequence[Term], kinds: Sequence[str], forms: Sequence[str], before_number: bool
) -> Term:
    """Choose a reading: "over" before a number bounds it, a base form after "the" is a noun."""
    readings = [term for term in readings if term.kind != lexicon.MODEL] or _model(readings, kinds)
    first = readings[0]
    if len(readings) == 1 and first.kind != lexicon.VERB:
        return first
    if before_number:
        hedge = next((term for term in readings if term.kind == lexicon.HEDGE), None)
        if hedge is not None:
            return hedge
    verb = next((term for term in readings if term.kind == lexicon.VERB), None)
    if verb is None:
        return first
    noun = next((term for term in readings if term.kind != lexicon.VERB), None)
    return _noun_or_verb(noun, verb, kinds, forms)


def _model(readings: Sequence[Term], kinds: Sequence[str]) -> list[Term]:
    """Read "four Emad" as missiles; without a number before it "Emad" is some name."""
    counted = kinds[-1:] == [lexicon.NUMBER]
    value = readings[0].value if counted else None
    return [Term(lexicon.WEAPON if counted else lexicon.CAPITALISED, value)]


def _noun_or_verb(
    noun: Term | None, verb: Term, kinds: Sequence[str], forms: Sequence[str]
) -> Term:
    if noun is not None and (noun.kind == "G" or not kinds):
        return noun
    if verb.form in "bz":
        due = _noun_is_due(kinds, forms) and not _verb_is_due(verb, noun, kinds, forms)
        return (noun or _OTHER) if due else verb
    if noun is None:
        return verb
    gerund = noun.kind in "K{" and verb.form == "g" and kinds[-1] in _BEFORE_GERUND
    return noun if gerund or noun.kind in _STRONGER else verb


def _verb_is_due(verb: Term, noun: Term | None, kinds: Sequence[str], forms: Sequence[str]) -> bool:
    """Say whether only a verb fits: "Biden warns", "dozens die", "a missile strikes"."""
    if verb.value.people_subject or (verb.value.people_object and noun is None):
        return True
    single = kinds[-1:] == [lexicon.WEAPON] and "a" in forms[-3:]
    named = noun is None and kinds[-1:] == [lexicon.CAPITALISED]
    return verb.form == "z" and (named or single)


def _noun_is_due(kinds: Sequence[str], forms: Sequence[str]) -> bool:
    """Say whether a noun, not a verb, is due: at the start, after articles, adjectives, "of"."""
    if not kinds:
        return True
    singular = kinds[-1] == lexicon.WEAPON and forms[-1] != "p"
    compound = kinds[-1] == "F" and "a" in forms[-_SINGULAR:]  # an artillery attack
    return kinds[-1] in _BEFORE_NOUN or singular or compound
