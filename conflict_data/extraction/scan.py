"""Sentences and their units: one shared reading of the text that all passes look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

import sentencex

from conflict_data.extraction import lexicon
from conflict_data.schema import codes
from conflict_data.schema import split as split_terms
from conflict_data.terms import TOKEN

_GLUED = re.compile(
    r"(?<=[a-z\d)”\"’][a-z)”\"’][.!?])(?=[“\"]?[A-Z][a-z])|(?<=[.!?][”\"])(?=[“\"A-Z])"
)
_BLOCK = re.compile(  # the segmenter's time grows with the square of unmatched quotation marks
    r".{1,20000}(?:\n\s*\n|\Z)|.{1,20000}(?:\n|(?<=[.!?])\s)|.{1,20000}", re.DOTALL
)
_WAR = r"[A-Z]\w+(?:-| and )[A-Z]\w+ (?:at )?war"
_DAY = r" on day [\d,]+ of (?:the |[A-Z]\w+[’']s )?(?:[A-Z]\w+-[A-Z]\w+ )?(?:invasion|war)"
_SINCE = "since"
_MAX_SENTENCE = 4000
_NOT_COUNTED = frozenset("NdUoiPQ")


@dataclass(slots=True)
class Sentence:
    """A sentence as units: ``kinds`` has one character for each, the lists run beside it.

    ``words`` are its tokens in lower case, for quick tests of what cannot be in it.
    """

    text: str
    start: int
    number: int
    words: frozenset[str]
    kinds: str = ""
    values: list[Any] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def written(self, unit: int) -> str:
        """Return a unit as the text writes it."""
        return self.text[self.starts[unit] - self.start : self.ends[unit] - self.start]

    def stretch(self, first: int, last: int) -> str:
        """Return the text of units ``first`` up to, not including, ``last``."""
        return self.text[self.starts[first] - self.start : self.ends[last - 1] - self.start]


class Tokens:
    """The tokens of a stretch of text, before anything is known of them."""

    __slots__ = ("ends", "lower", "start", "starts", "text", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start = text[start:end], start
        spans = [found.span() for found in TOKEN.finditer(self.text)]
        plain = self.text.replace("’", "'")
        self.words = [plain[first:last] for first, last in spans]
        self.lower = [word.lower() for word in self.words]
        self.starts = [start + first for first, _ in spans]
        self.ends = [start + last for _, last in spans]

    def are_worth_reading(self) -> bool:
        """Say whether a weapon or a casualty word is among them."""
        return not _telling_words().isdisjoint(self.lower)


@cache
def _telling_words() -> frozenset[str]:
    """Return one word of every term without which a sentence holds no claim: its rarest."""
    terms = list(lexicon.index().terms())
    common = Counter(word for words, _ in terms for word in set(words))
    found = set()
    for words, term in terms:
        frame = term.value if term.kind == lexicon.VERB else None
        harms = frame and (frame.people_object or frame.people_subject)
        if harms or (frame and frame.object == "intercepted") or term.kind in "WZkhbml":
            alphabetic = [word for word in words if word.isalpha()] or words
            found.add(min(alphabetic, key=lambda word: (common[word], -len(word), word)))
    return frozenset(found)


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences; a full stop glued to a capital ends one, too.

    >>> [text[a:b] for text in ["He left Iran.Biden stayed."] for a, b in split(text)]
    ['He left Iran.', 'Biden stayed.']
    """
    at = 0
    for piece in chain.from_iterable(sentencex.segment("en", one) for one in _BLOCK.findall(text)):
        for start, end in _unglue(piece):
            sentence = piece[start:end]
            if not sentence.isspace():
                yield at + end - len(sentence.lstrip()), at + start + len(sentence.rstrip())
        at += len(piece)


def _unglue(piece: str) -> Iterator[tuple[int, int]]:
    start, end = 0, len(piece.rstrip())
    for cut in _cuts(piece, end):
        yield start, cut
        start = cut
    for chunk in range(start, end, _MAX_SENTENCE):
        yield chunk, min(chunk + _MAX_SENTENCE, end)


def _cuts(piece: str, end: int) -> list[int]:
    """Return where sentences end without a blank, and where headings begin and end."""
    glued = {found.start() for found in _GLUED.finditer(piece, 0, end)}
    lower = piece.lower()
    if not any(term in lower for term in _heading_terms()):
        return sorted(glued - {0, end})
    around = {cut for found in _headings().finditer(piece, 0, end) for cut in found.span()}
    return sorted((glued | around) - {0, end})


@cache
def _heading_terms() -> tuple[str, ...]:
    rows = [row for row in codes("furniture").values() if row["kind"] == "heading"]
    return tuple(term.lower() for row in rows for term in split_terms(row["terms"]))


@cache
def _headings() -> re.Pattern[str]:
    """Return the pattern of headings that a text runs into: "Russia-Ukraine war – live updates"."""
    terms = "|".join(map(re.escape, _heading_terms()))
    return re.compile(rf"(?:{_WAR}\W{{1,3}})?\b(?i:{terms})(?:{_DAY})?(?=\W{{1,3}}[A-Z“\"‘]|$)")


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
