"""Domains: a text about space flight, games or gadgets has rockets and drones, but no claims."""

from __future__ import annotations

import re
from functools import cache

from conflict_data.schema import codes, split
from conflict_data.terms import pattern

_ENOUGH = 2


def is_elsewhere(text: str) -> bool:
    """Say whether a text speaks more of another domain than of armed conflict.

    >>> is_elsewhere("NASA's rocket carried a satellite into orbit.")
    True
    """
    conflict, other = _patterns()
    foreign = len(set(other.findall(text)))
    near = len(set(conflict.findall(text)))
    return foreign > near and (foreign >= _ENOUGH or near == 0)


def speaks_of_conflict(text: str) -> bool:
    """Say whether a text has any word of armed conflict."""
    return bool(_patterns()[0].search(text))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words of conflict and the words of all other domains."""
    rows = codes("domains").values()
    mine = [term for row in rows if row["conflict"] for term in split(row["terms"])]
    others = [term for row in rows if not row["conflict"] for term in split(row["terms"])]
    return pattern(mine, re.IGNORECASE), pattern(others)
