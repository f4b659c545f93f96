"""What travels between the floors: an Article, the Claims in it, and Problems.

Tuples, not frames: they are made by the hundred thousand, and turn into columns by ``zip``.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

ID_LENGTH = 16


def digest(*parts: object) -> str:
    """Return a short stable id of ``parts``: the same for any machine and hash seed.

    >>> digest("a", 1) == digest("a", 1) != digest("a", 2)
    True
    """
    joined = "\x1f".join(["" if part is None else str(part) for part in parts])
    return hashlib.blake2b(joined.encode(), digest_size=ID_LENGTH // 2).hexdigest()


class Article(NamedTuple):
    """One news text, normalised once and then frozen; offsets are code points into ``text``.

    ``text`` holds the title as its first line. ``extra`` is the JSON of the input's fields
    that have no place here, so that nothing is lost. ``updated`` is when this version appeared,
    ``retracted`` the words that withdraw it.
    """

    article_id: str
    article_key: str
    source_id: str
    title: str | None
    date: date | None
    outlet: str | None
    url: str | None
    language: str | None
    text: str
    extra: str | None = None
    updated: str | None = None
    retracted: str | None = None


class Claim(NamedTuple):
    """One quantity, asserted once; its fields and their meaning are those of ``claims.toml``.

    ``article.text[start:end] == quote`` holds by construction.
    """

    claim_id: str
    article_id: str
    source_id: str
    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    measure: str
    weapons: tuple[str, ...]
    unit: str
    low: float | None
    high: float | None
    bound: str
    status: str
    mode: str
    actors: tuple[str, ...]
    interceptors: tuple[str, ...]
    target_actor: str | None
    country_code: str | None
    place: str | None
    place_role: str | None
    date_start: date | None
    date_end: date | None
    date_basis: str | None
    victims: str | None
    base: str | None
    part_of: str | None
    share_of: str | None
    replaces: str | None
    speaker: str | None
    speaker_actor: str | None
    speaker_kind: str | None
    via: str | None
    as_of: str | None
    method: str
    method_version: str


class Decision(NamedTuple):
    """What a researcher decided of a claim or its event; the columns of ``decisions.toml``.

    It is tied to a claim by id and quote, so that it survives other claims and other articles.
    """

    action: str
    claim_id: str
    article_key: str
    quote: str
    field: str | None
    value: str | None
    who: str
    when: date
    why: str
    was: str | None = None


class Problem(NamedTuple):
    """One fault in data, as a value: where it is, which rule it breaks, and in which words."""

    table: str
    key: str
    field: str
    rule: str
    value: str
    message: str
    quote: str = ""

    def __str__(self) -> str:
        place = ".".join(filter(None, [self.table, self.field]))
        quoted = f' ("{self.quote}")' if self.quote else ""
        return f"{place} [{self.key}] {self.rule}: {self.message}{quoted}"
