"""Domains: a text about space flight, games or gadgets has rockets and drones, but no claims."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from conflict_data.schema import codes, split
from conflict_data.terms import TOKEN, Finder

_ENOUGH = 2


def is_elsewhere(text: str) -> bool:
    """Say whether a text speaks more of another domain than of armed conflict.

    >>> is_elsewhere("NASA's rocket carried a satellite into orbit.")
    True
    """
    tokens = frozenset(TOKEN.findall(text))
    foreign = len({found.group() for _, found in _words(False).find(text, tokens)})
    if not foreign:
        return False
    near = len(set(_conflict_words(text)))
    return foreign > near and (foreign >= _ENOUGH or near == 0)


def speaks_of_conflict(text: str) -> bool:
    """Say whether a text has any word of armed conflict."""
    return any(True for _ in _conflict_words(text))


def _conflict_words(text: str) -> Iterator[str]:
    lower = text.lower()
    found = _words(True).find(lower, frozenset(TOKEN.findall(lower)))
    return (match.group() for _, match in found)


@cache
def _words(conflict: bool) -> Finder:
    """Return the words of conflict, in any case, or those of all other domains, as written."""
    rows = {
        code: row for code, row in codes("domains").items() if bool(row["conflict"]) == conflict
    }
    terms = {term: code for code, row in rows.items() for term in split(row["terms"])}
    return Finder({term.lower(): code for term, code in terms.items()} if conflict else terms)
