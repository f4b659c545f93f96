"""Words: what the sentence around a number tells of its attack, by the code lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from conflict_data.coding.clues import STRIKE
from conflict_data.schema import codes, split
from conflict_data.terms import Index, Term, pattern, plurals, tokenise


def tells(circumstance: str, sentence: str) -> bool:
    """Say whether a sentence has a term of a circumstance.

    >>> tells("debris", "Debris of a missile killed a man."), tells("debris", "A missile fell.")
    (True, False)
    """
    return bool(_circumstance(circumstance).search(sentence))


def sub_event_types(sentence: str) -> frozenset[str]:
    """Return the sub-event types of the weapons and strikes that a sentence names.

    >>> sub_event_types("A glide bomb killed four people.")
    frozenset({'Air/drone strike'})
    """
    cued = {code for code, words in _cues() if words.search(sentence)}
    return frozenset(cued.union(_of_weapons(sentence)))


def is_strike(sentence: str) -> bool:
    """Say whether a sentence has a word for munitions from afar.

    >>> is_strike("Rockets killed 3 people."), is_strike("Herdsmen killed 3 people.")
    (True, False)
    """
    return bool(_strike().search(sentence))


def _of_weapons(sentence: str) -> Iterator[str]:
    """Yield the sub-event types of the weapons named, the longest names first."""
    index, tokens = _weapons(), tokenise(sentence)
    lower, at = [token.lower() for token in tokens], 0
    while at < len(lower):
        found, length = index.find(tokens, lower, at) if lower[at] in index.entries else ([], 0)
        yield from (term.value for term in found if term.value)
        at += length or 1


@cache
def _circumstance(code: str) -> re.Pattern[str]:
    return pattern(split(codes("circumstances")[code]["terms"]), re.IGNORECASE)


@cache
def _strike() -> re.Pattern[str]:
    return pattern(split(codes("modes")[STRIKE]["terms"]), re.IGNORECASE)


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, pattern(_inflected(row["terms"]), re.IGNORECASE))
        for code, row in codes("cues").items()
    )


@cache
def _weapons() -> Index:
    """Return every name of a weapon, and as its value the type of a strike with it."""
    index = Index()
    for row in codes("weapons").values():
        for form in _inflected(row["terms"]):
            index.add(form, Term("weapon", row["sub_event_type"]))
    return index


def _inflected(terms: str) -> list[str]:
    return [form for term in split(terms) for form in plurals(term)]
