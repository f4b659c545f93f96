"""Modes: whether people were hurt from afar, in a fight, by gunmen or by a planted bomb."""

from __future__ import annotations

from functools import cache

from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split
from conflict_data.terms import Finder

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
    found = _cue_words().find(sentence.text.lower(), sentence.words)
    return sorted(((mode, match.start()) for mode, match in found), key=lambda one: one[1])


@cache
def _cue_words() -> Finder:
    rows = codes("modes").items()
    return Finder({term.lower(): mode for mode, row in rows for term in split(row["terms"])})
