"""Units: what the tokens of a sentence are, each read behind the words before it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import compress, count
from operator import contains, or_
from typing import Any, NamedTuple

from conflict_data.extraction import lexicon, numbers
from conflict_data.extraction.choices import REACH, choose, is_clause, is_settled
from conflict_data.extraction.scan import Sentence, Tokens
from conflict_data.terms import Term

_MONEY = frozenset("$€£¥₽₴₪")
_KIND_LETTERS = frozenset(lexicon.KINDS.values())
_ARTICLES = ("a", "an")


def read(tokens: Tokens, number: int) -> Sentence:
    """Read tokens into the units of a sentence."""
    reader = _Reader(tokens)
    if tokens.words:
        reader.run()
    kinds, values, forms = zip(*reader.terms, strict=True) if reader.terms else ((), (), ())
    return Sentence(
        tokens, tokens.text, tokens.start, number, frozenset(tokens.lower),
        "".join(kinds), values, forms, reader.starts, reader.ends,
    )  # fmt: skip


class _Alone(NamedTuple):
    """What a token means by itself, as long as none of the words ``longer`` follows it.

    It is ``doubtful`` if the words before it may change that, and a number may begin with it if it
    ``counts``.
    """

    term: Term
    readings: Sequence[Term]
    longer: Collection[str]
    doubtful: bool
    counts: bool


class _Reader:
    """Takes each token for a unit, then looks again at those that other words can change."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.alone = [*map(_alone, tokens.words)]
        self.following = [*tokens.lower[1:], ""]
        self.terms: list[Term] = []
        self.starts, self.ends = tokens.starts.copy(), tokens.ends.copy()
        self.merged = 0

    def run(self) -> None:
        terms, _, longer, doubtful, _ = zip(*self.alone, strict=True)
        self.terms, done = [*terms], 0
        for at in compress(count(), map(or_, doubtful, map(contains, longer, self.following))):
            if at >= done:
                done = self._look_again(at)

    def _look_again(self, at: int) -> int:
        """Write the unit at a token with several readings, or of several tokens; return its end."""
        unit = at - self.merged
        before = self.terms[max(unit - REACH, 0) : unit]
        self.terms[unit], after = (
            self._phrase(at, before) or self._number(at) or self._word(at, before)
        )
        more = after - at - 1
        if more:
            later = slice(unit + 1, unit + 1 + more)
            del self.terms[later], self.starts[later], self.ends[unit : unit + more]
            self.merged += more
        return after

    def _phrase(self, at: int, before: Sequence[Term]) -> tuple[Term, int] | None:
        """Read the longest term of several tokens; None if there is none."""
        if self.following[at] not in self.alone[at].longer:
            return None
        tokens = self.tokens
        readings, size = lexicon.index().longest(tokens.words, tokens.lower, at)
        if not readings or is_clause(readings[0], tokens.lower[at + size - 1], before):
            return None
        if readings[0].kind == lexicon.ADVERB and self._goes_on(at + size - 1):
            return None  # in the air strikes
        only_verb = len(readings) == 1 and readings[0].kind == lexicon.VERB
        if only_verb or is_settled(readings):  # no noun has two words and the form of a verb
            return readings[0], at + size
        return choose(readings, before, self._ahead(at + size)), at + size

    def _goes_on(self, at: int) -> bool:
        """Say whether a token begins another term of several tokens: "air" in "air strikes"."""
        if self.following[at] not in self.alone[at].longer:
            return False
        return lexicon.index().longest(self.tokens.words, self.tokens.lower, at)[1] > 1

    def _word(self, at: int, before: Sequence[Term]) -> tuple[Term, int]:
        alone = self.alone[at]
        if not alone.doubtful or not alone.readings:
            return alone.term, at + 1
        return choose(alone.readings, before, self._ahead(at + 1)), at + 1

    def _number(self, at: int) -> tuple[Term, int] | None:
        """Read a number; None if none begins here."""
        number = numbers.read(self.tokens.lower, at) if self.alone[at].counts else None
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
        if before in _MONEY:
            return True
        if glued(at):
            if before[0].isalpha() or before == "'":
                return True
            if before == "-" and glued(at - 1):
                return words[at - 2][0].isalpha()
            if before == ":" and at > 1 and words[at - 2][0].isdigit():
                return True
        if not glued(after):
            return False
        if words[after] == ":" and glued(after + 1):
            return words[after + 1][0].isdigit()
        return words[after][0].isalpha()

    def _glued(self, at: int) -> bool:
        """Say whether no blank stands before token ``at``."""
        tokens = self.tokens
        return 0 < at < len(tokens.words) and tokens.ends[at - 1] == tokens.starts[at]

    def _ahead(self, at: int) -> str:
        """Return the kind of what follows: a number, so that "over" bounds it, or another word."""
        if at >= len(self.tokens.lower):
            return ""
        word = self.tokens.lower[at]
        if _may_count(word) or word == "another":
            return lexicon.NUMBER
        return self.alone[at].term.kind


@lru_cache(maxsize=50_000)
def _alone(token: str) -> _Alone:
    """Return what a token means by itself."""
    word = token.lower()
    readings, longer = lexicon.index().alone(token)
    term = readings[0] if readings else _plain(token)
    counts, doubtful = _may_count(word), bool(readings) and not is_settled(readings)
    if word in _ARTICLES:
        return _Alone(term, readings, {*longer, *lexicon.number_words()}, doubtful, counts)
    return _Alone(term, readings, longer, doubtful or counts, counts)


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
