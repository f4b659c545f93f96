"""Retractions: the words with which a publisher withdraws an article."""

from __future__ import annotations

import re
from functools import cache

from conflict_data.schema import codes, split


def retraction(text: str) -> str | None:
    r"""Return the line in which an article is withdrawn by its own publisher, or None.

    >>> retraction("Drones over Odesa\n\nThis article has been retracted after complaints.")
    'This article has been retracted after complaints.'
    >>> retraction("Editor's note: This article has been retracted. Russia fired 60 missiles.")
    "Editor's note: This article has been retracted. Russia fired 60 missiles."
    >>> retraction("The ministry said that this article was withdrawn.") is None
    True
    """
    found = _words().search(text)
    return found.group().strip() if found else None


@cache
def _words() -> re.Pattern[str]:
    label, words = map(_alternatives, ("label", "retraction"))
    return re.compile(rf"^\W{{0,3}}(?:(?:{label})\s*)?(?:{words}).*$", re.IGNORECASE | re.MULTILINE)


def _alternatives(kind: str) -> str:
    rows = [row["terms"] for row in codes("furniture").values() if row["kind"] == kind]
    return "|".join(re.escape(term) for terms in rows for term in split(terms))
