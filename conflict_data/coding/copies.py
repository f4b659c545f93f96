"""Near-copies: many outlets print one agency's text, and that is one report."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from math import ceil

from conflict_data.records import Article

WORDS = 4
ALIKE = 0.8
"""Share of common word runs (Jaccard) from which two texts are copies of one."""

_WORD = re.compile(r"\w+")


def independent(articles: Iterable[Article]) -> int:
    """Return the number of articles, near-copies counted once.

    Two sets with a share ``ALIKE`` in common have an element in common among the few smallest of
    each, so only articles that meet there are compared.
    """
    kept: dict[int, list[frozenset[int]]] = defaultdict(list)
    count = 0
    for article in sorted(articles, key=lambda article: article.article_id):
        runs = shingles(article.text)
        first = sorted(runs)[: len(runs) - ceil(ALIKE * len(runs)) + 1]
        if not any(_alike(runs, other) for run in first for other in kept.get(run, ())):
            count += 1
            for run in first:
                kept[run].append(runs)
    return count


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of four words; a shorter text is one run.

    >>> len(shingles("Two drones were shot down")), len(shingles("Two drones"))
    (2, 1)
    """
    words = _WORD.findall(text.lower())
    starts = range(max(1, len(words) - WORDS + 1))
    return frozenset(zlib.crc32(" ".join(words[at : at + WORDS]).encode()) for at in starts)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
