"""Sentences and their units: one shared reading of the text that all passes look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import sentencex

from conflict_data.extraction import lexicon, numbers
from conflict_data.extraction.choices import choose, is_settled
from conflict_data.terms import TOKEN, Term

_GLUED = re.compile(
    r"(?<=[a-z\d)”\"’][a-z)”\"’][.!?])(?=[“\"]?[A-Z][a-z])|(?<=[.!?][”\"])(?=[“\"A-Z])"
)
_BLOCK = re.compile(  # the segmenter's time grows with the square of unmatched quotation marks
    r".{1,20000}(?:\n\s*\n|\Z)|.{1,20000}(?:\n|(?<=[.!?])\s)|.{1,20000}", re.DOTALL
)
_MAX_SENTENCE = 4000
_MONEY = frozenset("$€£¥₽₴₪")
_NOT_COUNTED = frozenset("NdUoiPQ")
_KIND_LETTERS = frozenset(lexicon.KINDS.values())


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
            if not piece[start:end].isspace():
                yield at + start, at + end
        at += len(piece)


def _unglue(piece: str) -> Iterator[tuple[int, int]]:
    start, end = 0, len(piece.rstrip())
    for cut in _GLUED.finditer(piece, 0, end):
        yield start, cut.start()
        start = cut.start()
    for chunk in range(start, end, _MAX_SENTENCE):
        yield chunk, min(chunk + _MAX_SENTENCE, end)


def read(tokens: Tokens, number: int) -> Sentence:
    """Read tokens into the units of a sentence."""
    reader = _Reader(tokens, number)
    reader.run()
    return reader.sentence


class _Reader:
    """Walks over the tokens once and writes the units of one sentence."""

    def __init__(self, tokens: Tokens, number: int) -> None:
        self.tokens = tokens
        self.sentence = Sentence(tokens.text, tokens.start, number, frozenset(tokens.lower))
        self.kinds: list[str] = []

    def run(self) -> None:
        words, lower = self.tokens.words, [*self.tokens.lower, ""]
        at, end = 0, len(words)
        while at < end:
            settled, longer = _alone(words[at])
            if settled is None or lower[at + 1] in longer:
                at = self._open(at)
            else:
                self._add(at, at + 1, settled)
                at += 1
        self.sentence.kinds = "".join(self.kinds)

    def _open(self, at: int) -> int:
        """Write the unit at a token with several readings, or of several tokens; return its end."""
        tokens, index = self.tokens, lexicon.index()
        word, readings, size = tokens.lower[at], [], 0
        if word in index.entries:
            readings, size = index.find(tokens.words, tokens.lower, at)
        after = self._number(at) if size < 2 and _may_count(word) else None
        if after:
            return after
        if readings:
            counts = self._before_number(at + size)
            term = choose(readings, self.kinds, self.sentence.forms, counts)
        else:
            term, size = _plain(tokens.words[at]), 1
        self._add(at, at + size, term)
        return at + size

    def _add(self, first: int, last: int, term: Term) -> None:
        sentence, tokens = self.sentence, self.tokens
        self.kinds.append(term.kind)
        sentence.values.append(term.value)
        sentence.forms.append(term.form)
        sentence.starts.append(tokens.starts[first])
        sentence.ends.append(tokens.ends[last - 1])

    def _number(self, at: int) -> int | None:
        """Write a number unit if one begins here and counts something; return where it ends."""
        number = numbers.read(self.tokens.lower, at)
        if number is None:
            return None
        kind = lexicon.SHARE if number.fraction else lexicon.NUMBER
        value: Any = lexicon.Amount("exact", number.value) if number.fraction else number.value
        if self.tokens.words[at][0].isdigit() and self._is_name(at, number.after):
            kind = lexicon.OTHER
        self._add(at, number.after, Term(kind, value))
        return number.after

    def _is_name(self, at: int, after: int) -> bool:
        """Say whether digits belong to a model, an ordinal, a clock time or money."""
        words, glued = self.tokens.words, self._glued
        before = words[at - 1] if at else ""
        if before in _MONEY or (glued(at) and (before[0].isalpha() or before == "'")):
            return True
        if glued(at) and before == "-" and glued(at - 1):
            return words[at - 2][0].isalpha()
        if glued(at) and before == ":" and at > 1 and words[at - 2][0].isdigit():
            return True
        behind = words[after] if glued(after) else " "
        if behind == ":" and glued(after + 1):
            return words[after + 1][0].isdigit()
        return behind[0].isalpha()

    def _glued(self, at: int) -> bool:
        """Say whether no blank stands before token ``at``."""
        tokens = self.tokens
        return 0 < at < len(tokens.words) and tokens.ends[at - 1] == tokens.starts[at]

    def _before_number(self, at: int) -> bool:
        """Say whether a number follows, so that "over" and "about" bound it."""
        word = self.tokens.lower[at] if at < len(self.tokens.lower) else " "
        return _may_count(word) or word == "another"


@lru_cache(maxsize=50_000)
def _alone(token: str) -> tuple[Term | None, Container[str]]:
    """Return what a token means wherever it stands, unless one of the words given follows it.

    None: its reading depends on the words around it, or it may begin a number.
    """
    word = token.lower()
    if _may_count(word):
        return None, ()
    if word not in lexicon.index().entries:
        return _plain(token), ()
    readings, longer = lexicon.index().alone(token)
    if not readings:
        return _plain(token), longer
    return readings[0] if is_settled(readings) else None, longer


@lru_cache(maxsize=50_000)
def _may_count(word: str) -> bool:
    """Say whether a number may begin with a word."""
    return word[0].isdigit() or word in _count_words()


@cache
def _count_words() -> frozenset[str]:
    return frozenset([*lexicon.number_words(), "a", "an"])


def mask(sentence: Sentence, spans: list[tuple[int, int]]) -> None:
    """Take the units inside ``spans`` (offsets in the sentence) for times: they count nothing."""
    for first, last in spans:
        low, high = sentence.start + first, sentence.start + last
        for unit in range(bisect_left(sentence.starts, low), bisect_left(sentence.starts, high)):
            if sentence.kinds[unit] in _NOT_COUNTED:
                sentence.kinds = sentence.kinds[:unit] + "t" + sentence.kinds[unit + 1 :]


@lru_cache(maxsize=50_000)
def _plain(token: str) -> Term:
    """Read a token that no list has: a mark, a name, an adverb, a word.

    A mark that is also the letter of a kind is taken for a word: "$" is no correction.
    """
    first = token[0]
    if first == "?":
        return Term(".", None)
    if not first.isalpha():
        known = first.isdigit() or first in _KIND_LETTERS
        return Term(lexicon.OTHER if known else first, None)
    if first.isupper():
        return Term(lexicon.CAPITALISED, None)
    return Term(lexicon.ADVERB if token.endswith("ly") else lexicon.OTHER, None)
