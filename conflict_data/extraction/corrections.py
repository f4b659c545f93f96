"""Corrections: "revised the number to 180", "the correct figure is 180", "the toll rose to 9"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from conflict_data.arsenal import line
from conflict_data.extraction.mentions import Mention
from conflict_data.schema import codes, split
from conflict_data.terms import any_of

_REACH = 24
_PLACE = re.compile(r"(?:(?<=i)|(?<=id))[UAL]|[UAL](?=')")


def mend(mention: Mention, known: Sequence[Mention]) -> bool:
    """Say whether a figure is told to correct one of ``known``, and what it counts then.

    It corrects the nearest other figure of the same things; what it leaves out, that one has.
    """
    if not _is_announced(mention) or mention.unit != "count" or mention.value is None:
        return False
    risen = _has_risen(mention)
    wrong = next((one for one in reversed(known) if _may_be_meant(mention, one, risen)), None)
    if wrong is None:
        return False
    if not _is_rival(mention):
        mention.replaces = wrong
    if mention.elided or _is_coarser(mention, wrong):
        mention.weapons, mention.people = wrong.weapons, wrong.people
    if not mention.measure:
        mention.measure, mention.relation, mention.mode = wrong.measure, "", wrong.mode
    return True


def _is_announced(mention: Mention) -> bool:
    if not mention.first or mention.sentence.words.isdisjoint(_figures()):
        return False
    return _announcement().search(_before(mention)) is not None or _is_rival(mention)


def _is_rival(mention: Mention) -> bool:
    """Read "local officials put the figure at 211": a count of their own."""
    return mention.elided and _rival().search(_before(mention)) is not None


def _before(mention: Mention) -> str:
    return mention.sentence.stretch(max(0, mention.first - _REACH), mention.first)


def _has_risen(mention: Mention) -> bool:
    """Say whether a toll is told to have risen: it was less before."""
    told = _announcement().search(_before(mention))
    return told is not None and told.group("risen") is not None


def _may_be_meant(mention: Mention, one: Mention, risen: bool) -> bool:
    value, other = mention.value, one.value
    if not one.measure or one.unit != "count" or value is None or other in (None, value):
        return False
    if risen and other is not None and other > value:
        return False
    if _is_elsewhere(mention, one):
        return False
    if mention.measure not in ("", one.measure):
        return False
    if mention.people is not None or one.people is not None:
        return mention.people == one.people or mention.elided
    return mention.elided or mention.classes == one.classes


def _is_elsewhere(mention: Mention, one: Mention) -> bool:
    """Say whether a figure's sentence names a place that the other's does not."""
    sentence = mention.sentence
    places = (sentence.written(found.start()) for found in _PLACE.finditer(sentence.kinds))
    return any(place.lower() not in one.sentence.text.lower() for place in places)


def _is_coarser(mention: Mention, wrong: Mention) -> bool:
    return all(set(line(weapon)) & set(mention.weapons) for weapon in wrong.weapons)


@cache
def _figures() -> frozenset[str]:
    """Return the last words of those for a figure: without one, nothing is corrected."""
    return frozenset(term.split()[-1] for term in split(codes("corrections")["figure"]["terms"]))


def _words(code: str) -> str:
    return any_of(split(codes("corrections")[code]["terms"]))


@cache
def _rival() -> re.Pattern[str]:
    put, figure = map(_words, ("put", "figure"))
    words = rf"\b{put}\b[^;:]{{1,40}}\b{figure}\b[^;:]{{0,40}}"
    return re.compile(rf"{words}\b(?:at|as|of)\s*$", re.IGNORECASE)


@cache
def _announcement() -> re.Pattern[str]:
    """Return the words that stand before a corrected figure, up to it."""
    figure, revise, right, rise = map(_words, ("figure", "revise", "right", "rise"))
    verb = rf"\b{revise}\b(?=[^;:]*\b{figure}\b)[^;:]{{1,60}}\b(?:to|at|as)"
    change = rf"\b(?:{revise}|(?P<risen>{rise}))\b"
    noun = rf"\b{figure}\b[^;:]{{0,60}}{change}[^;:]{{0,40}}\b(?:to|at|as)"
    stated = rf"\b{right}\s+{figure}\b[^;:,]{{0,40}}\b(?:is|was|are|were|stands at|of)"
    return re.compile(rf"(?:{verb}|{noun}|{stated})\s*$", re.IGNORECASE)
