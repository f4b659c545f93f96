"""What verbs share in telling of articles in languages that are not read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from conflict_data import claims
from conflict_data.records import Article
from conflict_data.wording import plural

_SHOWN = 20


def telling(articles: Iterable[Article]) -> Iterator[Article]:
    """Pass articles through; tell on stderr of those not read: the first 20, then how many more."""
    count = 0
    for article in articles:
        for problem in claims.unread(article):
            count += 1
            if count <= _SHOWN:
                print(f"no claims: {problem.message}", file=sys.stderr)
        yield article
    if count > _SHOWN:
        more = plural(count - _SHOWN, "more article")
        print(f"no claims: {more} in languages that are not read", file=sys.stderr)
