"""The lowest figure: what ACLED codes of fatalities where reports differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from conflict_data.coding.choice import Candidate
from conflict_data.coding.policies.default import rank
from conflict_data.records import Claim
from conflict_data.schema import codes, split


def choose(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the lowest number; of equals the one the default follows.

    What gives a number goes before vague words.
    """
    return min(candidates, key=lambda one: (one.best is None, least(one), rank(one)))


def least(candidate: Candidate) -> int:
    """Return what ACLED counts of a candidate: the least that is said, a convention for words."""
    return int(sum(map(_counts, candidate.claims)))


def _counts(claim: Claim) -> float:
    if claim.low is not None:
        return claim.low
    return claim.high if claim.high is not None else _vague(claim.quote)


def _vague(quote: str) -> float:
    """Return ACLED's number for the vague word in a quote."""
    found = (number for number, pattern in _vague_words() if pattern.search(quote))
    return next(found, 0)


@cache
def _vague_words() -> tuple[tuple[float, re.Pattern[str]], ...]:
    """Return ACLED's number and the words of each vague amount, the longest words first."""
    rows = [row for row in codes("hedges").values() if row["acled"]]
    words = [(word, float(row["acled"])) for row in rows for word in split(row["terms"])]
    longest = sorted(words, key=lambda pair: (-len(pair[0]), pair[0]))
    return tuple(
        (number, re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)) for word, number in longest
    )
