"""Units: what the tokens of a sentence are, each read behind the words before it."""

from __future__ import annotations

from collections.abc import Container
from functools import cache, lru_cache
from typing import Any

from conflict_data.extraction import lexicon, numbers
from conflict_data.extraction.choices import choose, is_clause, is_settled
from conflict_data.extraction.scan import Sentence, Tokens
from conflict_data.terms import Term

_MONEY = frozenset("$€£¥₽₴₪")
_KIND_LETTERS = frozenset(lexicon.KINDS.values())


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
        word, size = tokens.lower[at], 0
        readings: list[Term] = []
        if word in index.entries:
            readings, size = index.find(tokens.words, tokens.lower, at)
        if size > 1 and is_clause(readings[0], tokens.lower[at + size - 1], self.sentence.forms):
            readings, size = index.alone(tokens.words[at])[0], 1
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
