"""Retractions: the words with which a publisher withdraws an article."""

from __future__ import annotations

import re
from functools import cache

from conflict_data.schema import terms_of
from conflict_data.terms import any_of


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
    label, words = (any_of(terms_of("furniture", kind)) for kind in ("label", "retraction"))
    return re.compile(rf"^\W{{0,3}}(?:{label}\s*)?{words}.*$", re.IGNORECASE | re.MULTILINE)
