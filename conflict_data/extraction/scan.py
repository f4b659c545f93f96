"""Sentences and their units: one shared reading of the text that all passes look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from typing import Any

import sentencex

from conflict_data.extraction import lexicon
from conflict_data.schema import codes
from conflict_data.schema import split as split_terms
from conflict_data.terms import TOKEN

_TOKEN = re.compile(f"({TOKEN.pattern})")
_SCARE = re.compile(  # one to four words in quotation marks: no speech
    r"(?<![\w.,!?])[“\"‘'«]((?:[\w-]+ ){0,3}[\w-]+|[a-z-]+(?: [\w-]+){0,2},)[”\"'»](?!\w)"
)
_DASH = re.compile(r"(?<=[^\W\d])–(?=[^\W\d])")  # the Israel–Hamas war
_CREDIT = re.compile(r"\([^()]{2,60}\)\s*$")
_GLUED = (
    re.compile(r"[.!?](?<=[a-z\d)”\"’][a-z)”\"’][.!?])(?=[“\"]?[A-Z][a-z])"),
    re.compile(r"[.!?][”\"](?=[“\"A-Z])"),
)
_INITIAL = re.compile(r"[A-Z][a-z]+ [A-Z]\. *$")
_NAME = re.compile(r"(?!(?:The|A|An|In|It|He|She|They|On|At|But|And)\b)[A-Z][a-z]+")
_BLOCK = re.compile(  # the segmenter's time grows with the square of unmatched quotation marks
    r".{1,20000}(?:\n\s*\n|\Z)|.{1,20000}(?:\n|(?<=[.!?])\s)|.{1,20000}", re.DOTALL
)
_WAR = r"[A-Z]\w+(?:-| and )[A-Z]\w+ (?:at )?war"
_DAY = r" on day [\d,]+ of (?:the |[A-Z]\w+[’']s )?(?:[A-Z]\w+-[A-Z]\w+ )?(?:invasion|war)"
_SINCE = "since"
_BLAME, _CLAIMING = "blame", "claiming"
_MAX_SENTENCE = 4000
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


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences; a full stop glued to a capital ends one, too.

    >>> [text[a:b] for text in ["He left Iran.Biden stayed."] for a, b in split(text)]
    ['He left Iran.', 'Biden stayed.']
    """
    at, lower = 0, text.lower()
    headings = [term for term in _heading_terms() if term in lower]
    glued = [pattern for pattern in _GLUED if pattern.search(text)]
    blocks = chain.from_iterable(map(_entries, _BLOCK.findall(text)))
    for piece in _joined(sentencex.segment("en", one) for one in blocks):
        for start, end in _unglue(piece, glued, headings):
            sentence = piece[start:end]
            if not sentence.isspace():
                yield at + end - len(sentence.lstrip()), at + start + len(sentence.rstrip())
        at += len(piece)


def _entries(block: str) -> Iterator[str]:
    """Cut a block where a line ends on purpose: before a capital, and short of the widest line.

    Where the next word would not have fitted, the line was only wrapped. Behind a credit in
    brackets, "(Reuters)", another entry begins.
    """
    lines = block.splitlines(keepends=True)
    width, entry = max(map(len, lines)), ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        entry += line
        word = following.partition(" ")[0]
        short = len(line) + len(word) <= width or line.rstrip().endswith(")")
        if short and word.strip() and not word[0].islower():
            yield entry
            entry = ""
    yield entry


def is_digest(text: str) -> bool:
    r"""Say whether a text is a list of news of its own, each with its credit: "... (Reuters)".

    >>> is_digest("Two people die in Kyiv. (AP)\nFour rockets hit Erbil. (Reuters)")
    True
    """
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and 2 * len([*filter(_CREDIT.search, lines)]) > len(lines)


def _joined(blocks: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the sentences of blocks, joined where only an initial was cut: "Harry S. Truman"."""
    held = ""
    for piece in chain.from_iterable(blocks):
        if held and not _NAME.match(piece):
            yield held
            held = ""
        held += piece
        if not _INITIAL.search(held):
            yield held
            held = ""
    if held:
        yield held


def _unglue(
    piece: str, glued: list[re.Pattern[str]], headings: list[str]
) -> Iterator[tuple[int, int]]:
    """Cut a piece where sentences end without a blank, and where headings begin and end."""
    start, end = 0, len(piece.rstrip())
    cuts = {found.end() for pattern in glued for found in pattern.finditer(piece, 0, end)}
    if headings and any(term in piece.lower() for term in headings):
        cuts |= {cut for found in _headings().finditer(piece, 0, end) for cut in found.span()}
    for cut in sorted(cuts - {0, end}):
        yield start, cut
        start = cut
    for chunk in range(start, end, _MAX_SENTENCE):
        yield chunk, min(chunk + _MAX_SENTENCE, end)


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
