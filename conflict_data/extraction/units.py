"""Units: what the tokens of a sentence are, each read behind the words before it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from conflict_data.extraction import lexicon, numbers
from conflict_data.extraction.choices import choose, is_clause, is_settled
from conflict_data.extraction.scan import Sentence, Tokens
from conflict_data.terms import Term

_MONEY = frozenset("$€£¥₽₴₪")
_KIND_LETTERS = frozenset(lexicon.KINDS.values())
_ARTICLES = ("a", "an")


def read(tokens: Tokens, number: int) -> Sentence:
    """Read tokens into the units of a sentence."""
    reader = _Reader(tokens)
    reader.run()
    kinds, values, forms = zip(*reader.terms, strict=True) if reader.terms else ((), (), ())
    return Sentence(
        tokens, tokens.text, tokens.start, number, frozenset(tokens.lower),
        "".join(kinds), values, forms, reader.starts, reader.ends,
    )  # fmt: skip


class _Alone(NamedTuple):
    """What a token means by itself.

    Unless ``settled``, its reading depends on the words around it, or it may begin a number;
    before one of the words ``longer`` it may begin a longer term.
    """

    term: Term
    settled: bool
    readings: Sequence[Term]
    longer: Container[str]


class _Reader:
    """Walks over the tokens once and writes the units of one sentence."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.alone = [*map(_alone, tokens.words)]
        self.following = [*tokens.lower[1:], ""]
        self.terms: list[Term] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def run(self) -> None:
        tokens, at = enumerate(zip(self.alone, self.following, strict=True)), 0
        open_ = [n for n, (one, after) in tokens if after in one.longer or not one.settled]
        for opening in open_:
            if opening >= at:
                self._take(at, opening)
                at = self._open(opening)
        self._take(at, len(self.alone))

    def _take(self, first: int, last: int) -> None:
        """Write units of one settled token each."""
        self.terms += [one.term for one in self.alone[first:last]]
        self.starts += self.tokens.starts[first:last]
        self.ends += self.tokens.ends[first:last]

    def _open(self, at: int) -> int:
        """Write the unit at a token with several readings, or of several tokens; return its end."""
        term, after = self._phrase(at) or self._number(at) or self._word(at)
        self.terms.append(term)
        self.starts.append(self.tokens.starts[at])
        self.ends.append(self.tokens.ends[after - 1])
        return after

    def _phrase(self, at: int) -> tuple[Term, int] | None:
        """Read the longest term of several tokens; None if there is none."""
        if self.following[at] not in self.alone[at].longer:
            return None
        tokens = self.tokens
        readings, size = lexicon.index().longest(tokens.words, tokens.lower, at)
        if not readings or is_clause(readings[0], tokens.lower[at + size - 1], self.terms):
            return None
        return self._chosen(readings, at + size), at + size

    def _word(self, at: int) -> tuple[Term, int]:
        alone = self.alone[at]
        settled = alone.settled or not alone.readings
        return alone.term if settled else self._chosen(alone.readings, at + 1), at + 1

    def _chosen(self, readings: Sequence[Term], after: int) -> Term:
        if is_settled(readings):
            return readings[0]
        return choose(readings, self.terms, self._before_number(after))

    def _number(self, at: int) -> tuple[Term, int] | None:
        """Read a number; None if none begins here."""
        number = numbers.read(self.tokens.lower, at) if _may_count(self.tokens.lower[at]) else None
        if number is None:
            return None
        kind = lexicon.SHARE if number.fraction else lexicon.NUMBER
        value: Any = lexicon.Amount("exact", number.value) if number.fraction else number.value
        if self.tokens.words[at][0].isdigit() and self._is_name(at, number.after):
            kind = lexicon.OTHER
        return Term(kind, value), number.after

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
def _alone(token: str) -> _Alone:
    """Return what a token means by itself."""
    word = token.lower()
    longer: Container[str]
    readings, longer = lexicon.index().alone(token)
    if word in _ARTICLES:
        longer = {*longer, *lexicon.number_words()}
    elif _may_count(word):
        return _Alone(_plain(token), False, readings, longer)
    if not readings:
        return _Alone(_plain(token), True, readings, longer)
    return _Alone(readings[0], is_settled(readings), readings, longer)


@lru_cache(maxsize=50_000)
def _may_count(word: str) -> bool:
    """Say whether a number may begin with a word."""
    return word[0].isdigit() or word in _ARTICLES or word in lexicon.number_words()


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
