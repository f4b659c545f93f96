"""Modes: whether people were hurt from afar, in a fight, by gunmen or by a planted bomb."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from conflict_data.extraction.lexicon import PERSON
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split
from conflict_data.terms import Finder

STRIKE = "strike"
_BY_HAND = ("shooting", "suicide_bomb")
_BY_REBELS = ("ied", "suicide_bomb")
_HIGHEST_STRIKE = "Air/drone strike"
_JOINT = re.compile(r"(?:,|,? and|,? or|,? as well as|,? along with) (?:[\w-]+ ){0,2}")


class _Cue(NamedTuple):
    """Where words of a sentence stand that tell a mode."""

    start: int
    end: int
    mode: str


def cue(sentence: Sentence) -> str | None:
    """Return the mode that a sentence tells first; None if it tells none."""
    return next((one.mode for one in _cues(sentence)), None)


def told(mention: Mention, otherwise: str) -> str:
    """Return the mode of the attack that hurt people: of its verb, of the nearest cue, or else.

    Munitions are shot in strikes, whatever else a sentence tells. Of "clashes and air strikes" the
    mode that is higher in ACLED's order counts.
    """
    if mention.mode != STRIKE or mention.people is None:
        return mention.mode
    middle = mention.sentence.starts[mention.first] - mention.sentence.start
    cues = _cues(mention.sentence)
    if not cues:
        return otherwise
    nearest = min(cues, key=lambda one: max(one.start - middle, middle - one.end))
    joined = _joined(cues.index(nearest), cues, mention.sentence.text)
    return min((one.mode for one in joined), key=_order)


def by_gunmen(mention: Mention) -> bool:
    """Say whether somebody without a name attacked by hand: "two gunmen killed six people"."""
    if mention.people is None or mention.mode not in _BY_HAND:
        return False
    sentence = mention.sentence
    people = {
        sentence.starts[at] - sentence.start
        for at, kind in enumerate(sentence.kinds)
        if kind == PERSON and not mention.first <= at < mention.last
    }
    return any(cue.start in people for cue in _cues(sentence) if cue.mode in _BY_HAND)


def by_rebels(mention: Mention) -> bool:
    """Say whether no state attacks so: armed groups plant bombs, and gunmen are theirs."""
    planted = mention.mode in _BY_REBELS and mention.mode == cue(mention.sentence)
    return planted or by_gunmen(mention)


def _joined(at: int, cues: list[_Cue], text: str) -> list[_Cue]:
    """Return the cue at ``at`` and those that are coordinated with it."""
    first = last = at
    while first and _JOINT.fullmatch(text, cues[first - 1].end, cues[first].start):
        first -= 1
    while last + 1 < len(cues) and _JOINT.fullmatch(text, cues[last].end, cues[last + 1].start):
        last += 1
    return cues[first : last + 1]


def _order(mode: str) -> int:
    """Return the place of a mode in ACLED's order of events."""
    told = codes("modes")[mode]["event_type"] or _HIGHEST_STRIKE
    return int(codes("event_types")[told]["precedence"])


def _cues(sentence: Sentence) -> list[_Cue]:
    """Return the modes that words of a sentence tell, and where those words stand, in order."""
    found = _cue_words().find(sentence.text.lower(), sentence.words)
    in_order = sorted([_Cue(match.start(), match.end(), mode) for mode, match in found])
    if len(in_order) < 2:
        return in_order
    ends = accumulate((cue.end for cue in in_order), max, initial=0)
    return [cue for cue, end in zip(in_order, ends, strict=False) if cue.start >= end]


@cache
def _cue_words() -> Finder:
    rows = codes("modes").items()
    return Finder({term.lower(): mode for mode, row in rows for term in split(row["terms"])})
