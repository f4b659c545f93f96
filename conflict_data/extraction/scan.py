"""Sentences and their units: one shared reading of the text that all passes look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sentencex

from conflict_data.extraction import lexicon, numbers
from conflict_data.terms import TOKEN, Term

_GLUED = re.compile(r"(?<=[a-z\d)”\"’][a-z)”\"’][.!?])(?=[“\"]?[A-Z][a-z])|(?<=[.!?][”\"])(?=[“\"A-Z])")
_MAX_SENTENCE = 4000
_BEFORE_NOUN = frozenset("dDOipf@wuNHUQ%VoGY^=+")
_BEFORE_GERUND = frozenset("ADdOioUwY'")
_MONEY = frozenset("$€£¥₽₴₪")


@dataclass(slots=True)
class Sentence:
    """A sentence as units: ``kinds`` has one character for each, the lists run beside it."""

    text: str
    start: int
    number: int
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


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences; a full stop glued to a capital ends one, too.

    >>> [text[a:b] for text in ["He left Iran.Biden stayed."] for a, b in split(text)]
    ['He left Iran.', 'Biden stayed.']
    """
    at = 0
    for piece in sentencex.segment("en", text):
        for start, end in _unglue(piece):
            if piece[start:end].strip():
                yield at + start, at + end
        at += len(piece)


def _unglue(piece: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _GLUED.finditer(piece):
        yield start, cut.start()
        start = cut.start()
    for chunk in range(start, len(piece), _MAX_SENTENCE):
        yield chunk, min(chunk + _MAX_SENTENCE, len(piece.rstrip()))


def read(text: str, start: int, end: int, number: int) -> Sentence:
    """Read ``text[start:end]`` into units."""
    sentence = Sentence(text[start:end], start, number)
    _Reader(sentence).run()
    return sentence


class _Reader:
    """Walks over the tokens once and writes the units of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        spans = list(TOKEN.finditer(sentence.text))
        self.sentence = sentence
        self.tokens = [span.group().replace("’", "'") for span in spans]
        self.lower = [token.lower() for token in self.tokens]
        self.starts = [sentence.start + span.start() for span in spans]
        self.ends = [sentence.start + span.end() for span in spans]
        self.kinds: list[str] = []

    def run(self) -> None:
        index, paths = lexicon.index(), lexicon.index().starts()
        words = lexicon.number_words()
        at, end = 0, len(self.tokens)
        while at < end:
            word = self.lower[at]
            size = 0
            if word in paths:
                readings, size = index.find(self.tokens, self.lower, at)
            if size < 2 and (word[0].isdigit() or word in words or word in ("a", "an")):
                after = self._number(at)
                if after:
                    at = after
                    continue
            if size:
                self._add(at, at + size, self._choose(readings, at + size))
                at += size
            else:
                self._add(at, at + 1, _plain(self.tokens[at]))
                at += 1
        self.sentence.kinds = "".join(self.kinds)

    def _add(self, first: int, last: int, term: Term) -> None:
        self.kinds.append(term.kind)
        self.sentence.values.append(term.value)
        self.sentence.forms.append(term.form)
        self.sentence.starts.append(self.starts[first])
        self.sentence.ends.append(self.ends[last - 1])

    def _number(self, at: int) -> int | None:
        """Write a number unit if one begins here and counts something; return where it ends."""
        number = numbers.read(self.lower, at)
        if number is None:
            return None
        kind = lexicon.SHARE if number.fraction else lexicon.NUMBER
        value: Any = lexicon.Amount("exact", number.value) if number.fraction else number.value
        if self.tokens[at][0].isdigit() and self._is_name(at, number.after):
            kind = lexicon.OTHER
        self._add(at, number.after, Term(kind, value))
        return number.after

    def _is_name(self, at: int, after: int) -> bool:
        """Say whether digits belong to a model, an ordinal, a clock time or money."""
        before = self.tokens[at - 1] if at else ""
        glued = bool(at) and self.ends[at - 1] == self.starts[at]
        if before in _MONEY or (glued and (before[0].isalpha() or before == "'")):
            return True
        if glued and before == "-" and at > 1 and self.ends[at - 2] == self.starts[at - 1]:
            return self.tokens[at - 2][0].isalpha()
        behind = self.tokens[after] if after < len(self.tokens) else ""
        tight = bool(behind) and self.ends[after - 1] == self.starts[after]
        if glued and before == ":" and at > 1 and self.tokens[at - 2][0].isdigit():
            return True
        if tight and behind == ":" and after + 1 < len(self.tokens):
            return self.tokens[after + 1][0].isdigit() and self.ends[after] == self.starts[after + 1]
        return tight and behind[0].isalpha()

    def _choose(self, readings: list[Term], after: int) -> Term:
        """Choose a reading: a base form after a noun's companion is a noun, not a verb."""
        first = readings[0]
        if len(readings) > 1 and self._before_number(after):
            first = next((term for term in readings if term.kind == lexicon.HEDGE), first)
            if first.kind == lexicon.HEDGE:
                return first
        verb = next((term for term in readings if term.kind == lexicon.VERB), None)
        if verb is None:
            return first
        nouns = [term for term in readings if term.kind != lexicon.VERB]
        if nouns and nouns[0].kind == "G":
            return nouns[0]
        if verb.form in "bz" and not self._verb_is_due(verb, nouns) and self._noun_is_due():
            return nouns[0] if nouns else Term(lexicon.OTHER, None)
        if nouns and nouns[0].kind in "WPBEkhs" and verb.form not in "bz":
            return nouns[0] if nouns[0].kind in "BE" else verb
        if nouns and not self.kinds:
            return nouns[0]
        if nouns and nouns[0].kind == "K" and verb.form == "g" and self.kinds[-1] in _BEFORE_GERUND:
            return nouns[0]
        return verb


    def _before_number(self, at: int) -> bool:
        """Say whether a number follows, so that "over" and "about" bound it."""
        if at >= len(self.tokens):
            return False
        word = self.lower[at]
        return word[0].isdigit() or word in lexicon.number_words() or word in ("a", "another")

    def _verb_is_due(self, verb: Term, nouns: list[Term]) -> bool:
        """Say whether only a verb fits: "Biden warns", "dozens die", "a missile strikes"."""
        one = [kind == "d" and value == "a" for kind, value in
               zip(self.kinds[-3:], self.sentence.values[-3:], strict=True)]
        single = self.kinds[-1:] == [lexicon.WEAPON] and any(one)
        named = not nouns and self.kinds[-1:] == ["U"]
        return bool(verb.value.people_subject) or (verb.form == "z" and (named or single))

    def _noun_is_due(self) -> bool:
        """Say whether a noun, not a verb, is due: at the start, after articles, adjectives, "of"."""
        if not self.kinds:
            return True
        singular = self.kinds[-1] == lexicon.WEAPON and self.sentence.forms[-1] != "p"
        return self.kinds[-1] in _BEFORE_NOUN or singular


def mask(sentence: Sentence, spans: list[tuple[int, int]]) -> None:
    """Take the units inside ``spans`` (offsets in the sentence) for times: they count nothing."""
    for first, last in spans:
        low, high = sentence.start + first, sentence.start + last
        for unit in range(bisect_left(sentence.starts, low), bisect_left(sentence.starts, high)):
            if sentence.kinds[unit] in "NdUoiPQ":
                sentence.kinds = sentence.kinds[:unit] + "t" + sentence.kinds[unit + 1 :]


def _plain(token: str) -> Term:
    first = token[0]
    if not first.isalpha():
        return Term(first if not first.isdigit() else lexicon.OTHER, None)
    if first.isupper():
        return Term(lexicon.CAPITALISED, None)
    return Term(lexicon.ADVERB if token.endswith("ly") else lexicon.OTHER, None)
