"""Modes: whether people were hurt from afar, in a fight, by gunmen or by a planted bomb."""

from __future__ import annotations

import re
from functools import cache

from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split
from conflict_data.terms import pattern, tokenise

STRIKE = "strike"


def cue(sentence: Sentence) -> str | None:
    """Return the mode that a sentence tells first; None if it tells none."""
    return next((mode for mode, _ in _cues(sentence)), None)


def told(mention: Mention, otherwise: str) -> str:
    """Return the mode of the attack that hurt people: of its verb, of the nearest cue, or else.

    Munitions are shot in strikes, whatever else a sentence tells.
    """
    if mention.mode != STRIKE or mention.people is None:
        return mention.mode
    middle = mention.sentence.starts[mention.first] - mention.sentence.start
    found = min(_cues(mention.sentence), key=lambda one: abs(one[1] - middle), default=None)
    return found[0] if found else otherwise


def _cues(sentence: Sentence) -> list[tuple[str, int]]:
    """Return the modes that words of a sentence tell, and where those words stand, in order."""
    cues = _cues_by_word()
    lower = sentence.text.lower()
    found = [
        (mode, match.start())
        for word in cues.keys() & sentence.words
        for mode, words in cues[word]
        for match in words.finditer(lower)
    ]
    return sorted(found, key=lambda one: one[1])


@cache
def _cues_by_word() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return a cue's first word -> its modes, each with the pattern of its terms.

    A pattern that begins with one word is found many times faster than one of all terms.
    """
    made: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for mode, row in codes("modes").items():
        terms = [term.lower() for term in split(row["terms"])]
        for word in dict.fromkeys(tokenise(term)[0] for term in terms):
            own = [term for term in terms if tokenise(term)[0] == word]
            made.setdefault(word, []).append((mode, pattern(own)))
    return made
