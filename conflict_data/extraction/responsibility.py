"""Responsibility: who owns up to an attack, and on whom it is blamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import VERB
from conflict_data.extraction.scan import Sentence

_BLAMED = re.compile(r"v(?:[dDo]{0,3}K[^.;]{0,12}?[@T]|[@T])?d?[oP]{0,2}([AD])(?!'[^F])")
_BLAME = "blame"
_CULPRIT = "culprit"
_CLAIMING = "claiming"
_DOING, _SOME = "carry_out", "a"
_DONE = r"([AD])(?!')[FPoUEat,]{0,4}"
_TAKES = re.compile(_DONE + r"[sv]?[doa]{0,2}1")  # Hamas claimed responsibility
_TAKEN = re.compile(r"1[^.;X0]{0,14}[sv]Y[dDoa]{0,3}([AD])")  # it was claimed by Hamas
_CLAIMS = re.compile(_DONE + r"(s)[doa]{0,2}K(?![EBMoUa]{0,3}v)")  # Hamas claimed the attack
_CARRIED = re.compile(_DONE + r"(?:sR?r)?[EMBa]*(v)(d)[oUD=^v-]{0,5}[KW](?![EBMoUa]{0,3}v)")
_SAID_IT = re.compile(_DONE + r"sR?r[EMa]*(v)")  # the group said it had targeted troops
_IS = re.compile(r"([AD])(?!')[FPoU]{0,3}(?:(?:sR?r)?[EMa]{0,2}B[a]?|[,t]{0,2})1")


def responsible(sentence: Sentence) -> tuple[str, ...]:
    """Return on whom an attack is blamed, else who owns up to it."""
    return blamed(sentence) or owned_up(sentence)


def owned_up(sentence: Sentence) -> tuple[str, ...]:
    """Read "Hamas claimed responsibility", "Hamas claimed the attack", "Hamas was behind it"."""
    for unit in _owning(sentence):
        found = phrases.joint(sentence, unit)
        if found:
            return found
    return ()


def blamed(sentence: Sentence) -> tuple[str, ...]:
    """Read "Russia accused Ukraine of", "the attack was blamed on Hezbollah"."""
    for match in _BLAMED.finditer(sentence.kinds):
        if sentence.values[match.start()].code == _BLAME:
            return phrases.joint(sentence, match.start(1))
    return ()


def is_claim(sentence: Sentence, speech: int) -> bool:
    """Say whether a verb of speech only owns up: its subject tells no figure."""
    return sentence.values[speech] == _CLAIMING and "1" in sentence.kinds[speech : speech + 4]


def _owning(sentence: Sentence) -> Iterator[int]:
    """Yield the actors who own up to something, or of whom it is said that they did it."""
    kinds = sentence.kinds
    if "1" in kinds:
        for match in _TAKES.finditer(kinds):
            if sentence.values[match.end() - 1] != _CULPRIT and not _denies(sentence, match):
                yield match.start(1)
        for match in _TAKEN.finditer(kinds):
            yield match.start(1)
        for match in _IS.finditer(kinds):
            if sentence.values[match.end() - 1] == _CULPRIT:
                yield match.start(1)
    if "s" in kinds:
        for match in _CLAIMS.finditer(kinds):
            if sentence.values[match.start(2)] == _CLAIMING:
                yield match.start(1)
        for match in _SAID_IT.finditer(kinds):
            frame, group = sentence.values[match.start(2)], sentence.values[match.start(1)]
            if frame.instrument == "launched" and phrases.is_armed_group(group):
                yield match.start(1)
    for match in _CARRIED.finditer(kinds):
        doing, known = sentence.values[match.start(2)], sentence.values[match.start(3)] != _SOME
        if known and (doing.code == _DOING or doing.object == "launched"):
            yield match.start(1)


def _denies(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether a verb in a match turns it round: "Hamas denied responsibility"."""
    units = range(match.start(), match.end())
    return any(sentence.kinds[unit] == VERB and sentence.values[unit].realis for unit in units)
