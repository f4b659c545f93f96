"""Domains: a text about space flight, games or gadgets has rockets and drones, but no claims."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from conflict_data.extraction.scan import Tokens
from conflict_data.schema import codes, split
from conflict_data.terms import Finder

_ENOUGH = 2


def is_elsewhere(tokens: Tokens) -> bool:
    """Say whether a text speaks more of another domain than of armed conflict.

    >>> from conflict_data.extraction.scan import cut
    >>> is_elsewhere(cut("NASA's rocket carried a satellite into orbit."))
    True
    """
    found = _words(False).find(tokens.text, tokens.words)
    foreign = len({match.group() for _, match in found})
    if not foreign:
        return False
    near = set()
    for word in _conflict_words(tokens):
        near.add(word)
        if len(near) == foreign:
            return False
    return foreign >= _ENOUGH or not near


def speaks_of_conflict(tokens: Tokens) -> bool:
    """Say whether a text has any word of armed conflict."""
    return any(True for _ in _conflict_words(tokens))


def _conflict_words(tokens: Tokens) -> Iterator[str]:
    found = _words(True).find(tokens.text.lower(), tokens.lower)
    return (match.group() for _, match in found)


@cache
def _words(conflict: bool) -> Finder:
    """Return the words of conflict, in any case, or those of all other domains, as written."""
    rows = {
        code: row for code, row in codes("domains").items() if bool(row["conflict"]) == conflict
    }
    terms = {term: code for code, row in rows.items() for term in split(row["terms"])}
    return Finder({term.lower(): code for term, code in terms.items()} if conflict else terms)
