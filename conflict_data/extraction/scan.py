"""Sentences and their units: one shared reading of the text that all passes look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from conflict_data.extraction import lexicon
from conflict_data.terms import TOKEN

_TOKEN = re.compile(f"({TOKEN.pattern})")
_SCARE = re.compile(  # one to four words in quotation marks: no speech
    r"(?<![\w.,!?])[“\"‘'«]((?:[\w-]+ ){0,3}[\w-]+|[a-z-]+(?: [\w-]+){0,2},)[”\"'»](?!\w)"
)
_DASH = re.compile(r"(?<=[^\W\d])–(?=[^\W\d])")  # the Israel–Hamas war
_SINCE = "since"
_BLAME, _CLAIMING = "blame", "claiming"
_NOT_COUNTED = frozenset("NdUoiPQ")


@dataclass(slots=True)
class Sentence:
    """A sentence as units: ``kinds`` has one character for each, the lists run beside it.

    ``words`` are its ``tokens`` in lower case, for quick tests of what cannot be in it.
    """

    tokens: Tokens
    text: str
    start: int
    number: int
    words: frozenset[str]
    kinds: str
    values: Sequence[Any]
    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def written(self, unit: int) -> str:
        """Return a unit as the text writes it."""
        return self.text[self.starts[unit] - self.start : self.ends[unit] - self.start]

    def units(self, kind: str, first: int = 0, last: int | None = None) -> list[int]:
        """Return the units of a kind, of those from ``first`` up to ``last``."""
        end = len(self.kinds) if last is None else last
        if kind not in self.kinds:
            return []
        return [unit for unit in range(first, end) if self.kinds[unit] == kind]

    def stretch(self, first: int, last: int) -> str:
        """Return the text of units ``first`` up to, not including, ``last``."""
        return self.text[self.starts[first] - self.start : self.ends[last - 1] - self.start]


@dataclass(slots=True)
class Tokens:
    """The tokens of a text or of a part of it, before anything is known of them."""

    text: str
    start: int
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def part(self, start: int, end: int) -> Tokens:
        """Return the tokens that stand between two offsets; one across an edge is in no part."""
        whole = slice(bisect_left(self.starts, start), bisect_right(self.ends, end))
        return Tokens(
            self.text[start:end], start,
            self.words[whole], self.lower[whole], self.starts[whole], self.ends[whole],
        )  # fmt: skip

    def are_worth_reading(self) -> bool:
        """Say whether a weapon or a casualty word is among them."""
        return not _telling_words().isdisjoint(self.lower)

    def may_go_on(self) -> bool:
        """Say whether a verb of munitions that come down is among them: "two fell in fields"."""
        return not _falling_words().isdisjoint(self.lower)


def cut(text: str) -> Tokens:
    """Cut a text into its tokens.

    >>> cut("Iran's 40 drones").words
    ['Iran', "'s", '40', 'drones']
    >>> cut("‘scores’ of the insurgents").words
    ['scores', 'of', 'the', 'insurgents']
    """
    plain = _DASH.sub("-", text.replace("’", "'"))
    unquoted = _SCARE.sub(r" \1 ", plain)
    gaps_and_tokens = _TOKEN.split(unquoted)
    edges = [*accumulate(map(len, gaps_and_tokens))]
    words = gaps_and_tokens[1::2]
    return Tokens(text, 0, words, [*map(str.lower, words)], edges[0:-1:2], edges[1::2])


@cache
def _falling_words() -> frozenset[str]:
    """Return the forms of verbs by which munitions come down or fail."""
    terms = lexicon.index().terms()
    return frozenset(
        words[0]
        for words, term in terms
        if term.kind == lexicon.VERB and term.value.subject in ("impacted", "failed")
    )


@cache
def _telling_words() -> frozenset[str]:
    """Return one word of every term without which a sentence tells no claim, and no culprit.

    It is the rarest word of the term.
    """
    terms = list(lexicon.index().terms())
    common = Counter(word for words, _ in terms for word in set(words))
    found = set()
    for words, term in terms:
        frame = term.value if term.kind == lexicon.VERB else None
        harms = frame and (frame.people_object or frame.people_subject)
        tells = frame and (frame.object == "intercepted" or frame.code == _BLAME)
        if harms or tells or term.kind in "WZkhbml1K" or term.value == _CLAIMING:
            alphabetic = [word for word in words if word.isalpha()] or words
            found.add(min(alphabetic, key=lambda word: (common[word], -len(word), word)))
    return frozenset(found)


def mask(sentence: Sentence, spans: list[tuple[int, int]]) -> None:
    """Take the units inside ``spans`` (offsets in the sentence) for times: they count nothing."""
    for first, last in spans:
        low, high = sentence.start + first, sentence.start + last
        for unit in range(bisect_left(sentence.starts, low), bisect_left(sentence.starts, high)):
            if sentence.kinds[unit] in _NOT_COUNTED or sentence.written(unit).lower() == _SINCE:
                _rename(sentence, unit, "t")
    if _SINCE in sentence.words:
        for found in re.finditer("u", sentence.kinds):
            if sentence.written(found.start()).lower() == _SINCE:
                _rename(sentence, found.start(), "c")  # since Hezbollah began


def _rename(sentence: Sentence, unit: int, kind: str) -> None:
    sentence.kinds = sentence.kinds[:unit] + kind + sentence.kinds[unit + 1 :]
