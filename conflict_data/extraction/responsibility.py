"""Responsibility: who owns up to an attack, and on whom it is blamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import CARRYING_OUT, VERB
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split
from conflict_data.terms import any_of

_BLAMED = re.compile(r"v(?:[dDo]{0,3}K[^.;]{0,12}?[@T]|[@T])?d?[oP]{0,2}([AD])(?!'[^F])")
_HINTS = frozenset({"claim", "claims", "claimed", "who"})
_OPEN = re.compile(
    r"\b[Nn]o (?:immediate|(?:one|(?:\w+ )?group)(?: has| had)?(?: yet| immediately)?) claim"
    r"|\b[Nn]o claims? of responsibility\b|\b(?:unclear|not (?:\w+ )?(?:clear|known)) who\b"
    r"|\bspeculate on who\b"
)
_BLAME = "blame"
_CULPRIT, _HALLMARK = "culprit", "hallmark"
_CLAIMING = "claiming"
_SOME = "a"
_DONE = r"(?P<who>[AD])(?!')[FPoUEat,]{0,4}"
_TAKES = re.compile(_DONE + r"[sv]?[doa]{0,2}1")  # Hamas claimed responsibility
_TAKEN = re.compile(r"1[^.;X0]{0,14}[sv]Y[dDoa]{0,3}(?P<who>[AD])")  # it was claimed by Hamas
_CLAIMS = re.compile(
    _DONE + r"(?P<verb>s)[doa]{0,2}K(?![EBMoUa]{0,3}v)"
)  # Hamas claimed the attack
_CARRIED = re.compile(
    _DONE + r"(?:sR?r)?[EMBa]*(?P<verb>v)(?P<which>d)[oUD=^v-]{0,5}[KW](?![EBMoUa]{0,3}v)"
)
_SAID_IT = re.compile(_DONE + r"sR?r[EMa]*(?P<verb>v)")  # the group said it had targeted troops
_CLAIMED = re.compile(r"K[EB]{1,2}[a]?(?P<verb>s)Y[dDoa]{0,3}(?:A')?[oP]{0,2}(?P<who>[AD])")
_IS = re.compile(r"(?P<who>[AD])(?!')[FPoU]{0,3}(?:(?:sR?r)?[EMa]{0,2}B[a]?|[,t]{0,2})1")
_BEARS = re.compile(r"1O?[dDo]{0,3}(?:[AD]-=)?(?P<who>[AD])(?!-=)")  # the hallmarks of Hamas


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
        other = _of_support().match(sentence.text, sentence.ends[match.end() - 1] - sentence.start)
        if sentence.values[match.start()].code == _BLAME and not other:
            return phrases.joint(sentence, match.start(1))
    return ()


@cache
def _of_support() -> re.Pattern[str]:
    """Return the pattern of what is no attack: accused "of supporting militants"."""
    return re.compile(rf" of (?:\w+ly )?{_words('support')}\b")


@cache
def _for_others() -> re.Pattern[str]:
    """Return the pattern of attacks not told: responsible "for several recent attacks"."""
    return re.compile(rf" (?:for|of) (?:\w+ )?{_words('others')}\b")


def _words(code: str) -> str:
    return any_of(split(codes("responsibility")[code]["terms"]))


def is_open(sentence: Sentence) -> bool:
    """Say whether a sentence tells that nobody owned up, or that it is not known who did it."""
    return not _HINTS.isdisjoint(sentence.words) and _OPEN.search(sentence.text) is not None


def is_claim(sentence: Sentence, speech: int) -> bool:
    """Say whether a verb of speech only owns up: its subject tells no figure."""
    return sentence.values[speech] == _CLAIMING and "1" in sentence.kinds[speech : speech + 4]


def _owning(sentence: Sentence) -> Iterator[int]:
    """Yield the actors who own up to something, or of whom it is said that they did it."""
    for mark, pattern, holds in _WAYS:
        if mark in sentence.kinds:
            for match in pattern.finditer(sentence.kinds):
                if holds(sentence, match):
                    yield match.start("who")


def _takes(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether it is taken: not so in "Hamas denied responsibility"."""
    units = range(match.start(), match.end())
    denied = any(sentence.kinds[unit] == VERB and sentence.values[unit].realis for unit in units)
    others = _for_others().match(sentence.text, sentence.ends[match.end() - 1] - sentence.start)
    return not denied and others is None and not _is_culprit(sentence, match)


def _is_culprit(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(sentence.values[match.end() - 1] == _CULPRIT)


def _is_suspected(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(sentence.values[match.start()] == _HALLMARK)


def _is_claimed(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(sentence.values[match.start("verb")] == _CLAIMING)


def _is_of_group(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether an armed group tells of an attack of its own."""
    frame = sentence.values[match.start("verb")]
    attacks = frame.fires and frame.instrument
    return bool(attacks) and phrases.is_armed_group(sentence.values[match.start("who")])


def _is_known(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether somebody made the attack, or fired the rocket, told of before."""
    frame = sentence.values[match.start("verb")]
    made = frame.code == CARRYING_OUT or frame.object == "launched"
    return bool(made and sentence.values[match.start("which")] != _SOME)


_WAYS = (
    ("1", _TAKES, _takes),
    ("1", _TAKEN, lambda sentence, match: True),
    ("s", _CLAIMED, _is_claimed),
    ("1", _IS, _is_culprit),
    ("1", _BEARS, _is_suspected),
    ("s", _CLAIMS, _is_claimed),
    ("s", _SAID_IT, _is_of_group),
    ("v", _CARRIED, _is_known),
)  # a kind without which nothing is found, how it is worded, what must hold
