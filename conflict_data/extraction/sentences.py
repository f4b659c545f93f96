"""Sentences: where they begin and end, in prose, in lists of news and in headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import sentencex

from conflict_data.schema import terms_of
from conflict_data.terms import any_of

_CREDIT = re.compile(r"\([^()]{2,60}\)\s*$")
_NAMED = r"(?:\s*\([A-Z][^()\d]{1,60}\))"
_CREDITS = re.compile(rf"(?:(?:^|(?<=[.!?”\"])){_NAMED}+|{_NAMED}{{2,}})\s*$")  # (AP) (CNN)
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
_MAX_SENTENCE = 4000


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
            if ")" in sentence:
                sentence = _CREDITS.sub("", sentence)
            if sentence.strip():
                first = end - len(piece[start:end].lstrip())
                yield at + first, at + start + len(sentence.rstrip())
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
    return tuple(map(str.lower, terms_of("furniture", "heading")))


@cache
def _headings() -> re.Pattern[str]:
    """Return the pattern of headings that a text runs into: "Russia-Ukraine war – live updates"."""
    terms = any_of(_heading_terms())
    return re.compile(rf"(?:{_WAR}\W{{1,3}})?\b(?i:{terms})(?:{_DAY})?(?=\W{{1,3}}[A-Z“\"‘]|$)")
