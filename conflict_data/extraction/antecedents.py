"""Antecedents: whom "it", "its jets" and "the militants" stand for."""

from __future__ import annotations

import re
from functools import cache

from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.story import Story
from conflict_data.schema import codes, split

_NOUN = r"(d)[oU^]{0,2}([FPW])"
_BEFORE = re.compile(rf"(?:{_NOUN}[^,;:cv]{{0,5}}sR?r|(r)|{_NOUN})[EBMXae]*$")
_BEHIND = re.compile(rf"[^c;:.v]{{0,8}}?Y{_NOUN}")
_PERSONAL, _POSSESSIVE, _DEFINITE = "they", "its", "the"
_STATE = "state"


def before(sentence: Sentence, verb: int, story: Story) -> tuple[str, ...]:
    """Return whom the subject of a verb stands for: "it fired", "its jets dropped"."""
    found = _BEFORE.search(sentence.kinds, 0, max(verb, 0))
    if found is None:
        return ()
    if found.group(3):
        told = '"' not in sentence.kinds[: found.start(3)]
        return story.topic if told and sentence.values[found.start(3)] == _PERSONAL else ()
    first = 1 if found.group(1) else 4
    return _meant(sentence, found.start(first), found.start(first + 1), story)


def behind(sentence: Sentence, verb: int, story: Story) -> tuple[str, ...]:
    """Return whom the agent of a passive stands for: "was shot down by the air force"."""
    found = _BEHIND.match(sentence.kinds, verb + 1) if verb >= 0 else None
    return _meant(sentence, found.start(1), found.start(2), story) if found else ()


def _meant(sentence: Sentence, determiner: int, noun: int, story: Story) -> tuple[str, ...]:
    """Return the owner of "its jets", the one party that "the army" or "the rebels" can be."""
    if sentence.values[determiner] == _POSSESSIVE:
        return story.topic
    kind = _kinds().get(sentence.written(noun).lower())
    if sentence.values[determiner] != _DEFINITE or kind is None:
        return ()
    alike = [one for one in story.parties() if (_is_state(one)) == (kind == _STATE)]
    return (alike[0],) if len(alike) == 1 else ()


def _is_state(actor: str) -> bool:
    return codes("actors")[actor]["kind"] == _STATE


@cache
def _kinds() -> dict[str, str]:
    """Return the nouns that only a state, or only an armed group, is called by."""
    rows = [codes("words")[kind] for kind in ("army", "armed_group")]
    return {term: row["value"] for row in rows for term in split(row["terms"])}
