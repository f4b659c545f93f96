"""Reprisals: what an attack answers was done by those it hits, to those who answer.

"Israel bombed Gaza after two rockets were fired at Sderot": neither Israel's rockets nor at Gaza.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import ACTOR, ATTACKING, CARRYING_OUT, VERB
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.spots import Spot
from conflict_data.extraction.story import Story, subject_of
from conflict_data.schema import codes

_AFTER = "after"
_ANSWERED = re.compile(r"v@[dDoU]{0,3}Ap(?=d?[oDU]{0,2}K)")  # retaliate against Israel for a strike
_LATER = re.compile("[zv]$")  # a day after; who "came after"
_SAME = re.compile(r"[aX]{0,2}v")  # after striking it with five missiles
_FRONTED = re.compile(r",(?=[dDAFoPUt'-]{1,8}[EBMa]*v)")
_ATTACKING = (*ATTACKING, CARRYING_OUT)


class Reprisal(NamedTuple):
    """An answer to the attack that a mention is of: who answered, in which units of a sentence."""

    avengers: tuple[str, ...]
    first: int
    last: int


def find(mention: Mention) -> Reprisal | None:
    """Return the reprisal of which a sentence tells the reason with a mention."""
    sentence = mention.sentence
    after = _connective(sentence, mention.first)
    if after < 0:
        return None
    if after > 2:
        first, last = 0, after
    else:
        comma = _FRONTED.search(sentence.kinds, mention.last)
        if comma is None:
            return None
        first, last = comma.end(), len(sentence.kinds)
    avengers = _subject(sentence, first, last)
    attacks = any(_is_attack(sentence, unit) for unit in range(first, last))
    return Reprisal(avengers, first, last) if avengers and attacks else None


def culprits(mention: Mention, reprisal: Reprisal, story: Story) -> tuple[str, ...]:
    """Return at whom a reprisal was aimed; else the one enemy of those who answered."""
    struck = [
        actor
        for unit, actor in phrases.names(mention.sentence, reprisal.first, reprisal.last)
        if actor not in reprisal.avengers and _is_struck(mention.sentence, unit)
    ]
    if struck:
        return (struck[0],)
    return next(filter(None, map(story.enemy_of, reprisal.avengers)), ())


def home(reprisal: Reprisal) -> str | None:
    """Return the country of those who answered, unless their forces are far from home."""
    row = codes("actors")[reprisal.avengers[0]]
    return None if row["reach"] == "expeditionary" else row["country"] or None


def elsewhere(reprisal: Reprisal, found: Sequence[Spot]) -> list[Spot]:
    """Return the spots of a sentence that are not of the reprisal; far from home all may be."""
    if home(reprisal) is None:
        return list(found)
    return [spot for spot in found if not reprisal.first <= spot.unit < reprisal.last]


def _connective(sentence: Sentence, mention: int) -> int:
    """Return the last "after" before a mention, -1 if there is none."""
    kinds = sentence.kinds
    answered = _ANSWERED.search(kinds, 0, mention)
    if answered and sentence.values[answered.start()].code in _ATTACKING:
        return answered.end() - 1
    at = kinds.rfind("u", 0, mention)
    told = at >= 0 and sentence.values[at] == _AFTER and ";" not in kinds[at:mention]
    if not told or _LATER.search(kinds, 0, at) or _SAME.match(kinds, at + 1):
        return -1
    return at


def _subject(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Return who answers: the subject, or whose promise to retaliate it is."""
    named = subject_of(sentence, last) if first == 0 else ()
    if named:
        return named
    verb = next((unit for unit in range(first, last) if _is_attack(sentence, unit)), first)
    return tuple(actor for _, actor in phrases.names(sentence, first, verb))[-1:]


def _is_attack(sentence: Sentence, unit: int) -> bool:
    """Say whether a unit is a verb that attacks."""
    if sentence.kinds[unit] != VERB:
        return False
    frame = sentence.values[unit]
    return frame.code in _ATTACKING or bool(frame.fires)


def _is_struck(sentence: Sentence, unit: int) -> bool:
    """Say whether an attack is on somebody, or on what is his: "Houthi targets"."""
    row = codes("actors")[sentence.values[unit]]
    before = sentence.kinds[:unit].rstrip("doDU")[-1:]
    if sentence.kinds[unit] == ACTOR and row["kind"] == "state":
        return before == "@"
    return before != "i" or phrases.is_armed_group(sentence.values[unit])
