"""Antecedents: whom "it", "its jets" and "the militants" stand for."""

from __future__ import annotations

import re
from functools import cache

from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import OPERATION
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.story import Story, subject_of
from conflict_data.schema import codes, split

_NOUN = r"(d)[oU^]{0,2}([FPW])"
_BEFORE = re.compile(rf"(?:{_NOUN}[^,;:cv]{{0,5}}sR?r|(r)|{_NOUN})[EBMXae]*$")
_OWNER = re.compile(r"(?<![AD'])F[oU]?[WKS]")
_BEHIND = re.compile(rf"[^c;:.v]{{0,8}}?Y{_NOUN}")
_SOME_BEFORE = re.compile(r"(?:^|[,;:cu\"])[oHNVU^]{0,3}([PF])[EBa]*$")
_SOME_BEHIND = re.compile(r"[^c;:.vAD]{0,8}?Y[HNVoU^]{0,3}([PF])(?!O)")
_PERSONAL, _POSSESSIVE, _DEFINITE = "they", "its", "the"
_STATE = "state"


def before(sentence: Sentence, verb: int, story: Story) -> tuple[str, ...]:
    """Return whom the subject of a verb stands for: "it fired", "its jets dropped"."""
    found = _BEFORE.search(sentence.kinds, 0, max(verb, 0))
    if found is None:
        return ()
    if found.group(3):
        return _personal(sentence, found.start(3), story)
    first = 1 if found.group(1) else 4
    return _meant(sentence, found.start(first), found.start(first + 1), story)


def inside(sentence: Sentence, first: int, last: int, story: Story) -> tuple[str, ...]:
    """Return whom a noun before munitions or an attack stands for: "army drones"."""
    for found in _OWNER.finditer(sentence.kinds, first, last):
        meant = _party(sentence.written(found.start()), story)
        if meant and sentence.values[found.end() - 1] != OPERATION:
            return meant
    return ()


def behind(sentence: Sentence, verb: int, story: Story) -> tuple[str, ...]:
    """Return whom the agent of a passive stands for: "was shot down by the air force"."""
    found = _BEHIND.match(sentence.kinds, verb + 1) if verb >= 0 else None
    return _meant(sentence, found.start(1), found.start(2), story) if found else ()


def is_nameless_group(sentence: Sentence, verb: int, active: bool) -> bool:
    """Say whether some group or other did it: "gunmen killed five", "were killed by insurgents"."""
    if verb < 0:
        return False
    by = _SOME_BEFORE.search(sentence.kinds, 0, verb) if active else None
    by = by or (None if active else _SOME_BEHIND.match(sentence.kinds, verb + 1))
    noun = sentence.written(by.start(1)).lower() if by else ""
    return _names_group(noun)


def is_of_group(mention: Mention) -> bool:
    """Say whether people are called what no soldier of a state is: militants, fighters."""
    sentence = mention.sentence
    units = sentence.units("P", mention.first, mention.last)
    return any(_names_group(sentence.written(unit).lower()) for unit in units)


def _names_group(noun: str) -> bool:
    return _kinds().get(noun, _STATE) != _STATE


def _personal(sentence: Sentence, pronoun: int, story: Story) -> tuple[str, ...]:
    """Return whom "it" or "they" stands for: the subject before it, else of the sentence before.

    What is said of "them" in direct speech, or by another, is not of the speaker.
    """
    before = sentence.kinds[:pronoun]
    if '"' in before or sentence.values[pronoun] != _PERSONAL:
        return ()
    if "s" in before and sentence.written(pronoun).lower() != "it":
        return ()
    return subject_of(sentence, pronoun) or story.topic


def _meant(sentence: Sentence, determiner: int, noun: int, story: Story) -> tuple[str, ...]:
    """Return the owner of "its jets", the one party that "the army" or "the rebels" can be."""
    if sentence.values[determiner] == _POSSESSIVE:
        return story.topic
    definite = sentence.values[determiner] == _DEFINITE
    return _party(sentence.written(noun), story) if definite else ()


def _party(noun: str, story: Story) -> tuple[str, ...]:
    """Return the one party that "army" or "rebels" can be; the one group named, if none fought."""
    kind = _kinds().get(noun.lower())
    if kind is None:
        return ()
    if kind == _STATE:
        alike = [one for one in story.parties() if _is_state(one)]
    else:
        fought = [one for one in story.parties() if not _is_state(one)]
        alike = fought or [one for one in story.named if phrases.is_armed_group(one)]
    return (alike[0],) if len(alike) == 1 else ()


def _is_state(actor: str) -> bool:
    return codes("actors")[actor]["kind"] == _STATE


@cache
def _kinds() -> dict[str, str]:
    """Return the nouns that only a state, or only an armed group, is called by."""
    rows = [codes("words")[kind] for kind in ("army", "armed_group")]
    return {term: row["value"] for row in rows for term in split(row["terms"])}
