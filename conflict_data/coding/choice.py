"""Which of several reports to follow: candidates, sides, and the default policy.

A policy is a plain function: it gets the rivals for one figure and returns the one to follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from conflict_data.records import Article, Claim

ATTACKER, DEFENDER, THIRD = "attacker", "defender", "third"

_PRECISION = {"exact": 0, "vague": 2}
_BOUNDED = 1
_STANDING = {"official": 0, "military": 0, "witness": 2, "anonymous": 2}
_MIDDLE = 1
_WORDS = ("exact figure", "bounded figure", "vague words")

Report: TypeAlias = tuple[str, str | None]


class Candidate(NamedTuple):
    """One rival: a claim, or the coordinated claims of one sentence that add up.

    ``low`` and ``high`` are what the words allow, ``published`` is the day of the article.
    """

    claims: tuple[Claim, ...]
    published: date | None
    side: str
    low: float | None
    high: float | None
    bound: str

    @property
    def report(self) -> Report:
        """The article and the speaker in it; None is the outlet itself."""
        return self.claims[0].article_id, self.claims[0].speaker

    @property
    def best(self) -> float | None:
        """The number stated; None for a range or for vague words."""
        if self.bound == "vague":
            return None
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return self.low if self.low == self.high else None


Policy: TypeAlias = Callable[[Sequence[Candidate]], Candidate]


def choose(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate to follow: the default policy.

    Exact before bounded before vague; officials and the military before media before witnesses
    and unnamed sources; a named speaker before none; the newer article; then the ids.
    """
    return min(candidates, key=_rank)


def candidate(
    claims: tuple[Claim, ...],
    article: Article,
    attackers: frozenset[str],
    defenders: frozenset[str],
) -> Candidate:
    """Return claims as one candidate; several are added, and an unknown part leaves no high."""
    lows = [claim.low for claim in claims if claim.low is not None]
    highs = [claim.high for claim in claims if claim.high is not None]
    bound = max((claim.bound for claim in claims), key=lambda bound: (_precision(bound), bound))
    side = _side(claims[0], attackers, defenders)
    low = sum(lows) if lows else None
    high = sum(highs) if len(highs) == len(claims) else None
    return Candidate(claims, article.date, side, low, high, bound)


def describe(candidate: Candidate) -> str:
    """Return in words what a policy saw in a candidate."""
    claim = candidate.claims[0]
    source = "the outlet itself" if claim.speaker is None else claim.speaker_kind or "a speaker"
    day = f", published {candidate.published}" if candidate.published else ""
    return f"{_WORDS[_precision(candidate.bound)]} of {source} ({candidate.side} side{day})"


def _side(claim: Claim, attackers: frozenset[str], defenders: frozenset[str]) -> str:
    if claim.speaker_actor in attackers:
        return ATTACKER
    return DEFENDER if claim.speaker_actor in defenders else THIRD


def _precision(bound: str) -> int:
    return _PRECISION.get(bound, _BOUNDED)


def _rank(candidate: Candidate) -> tuple[int, int, bool, int, str, int, str]:
    claim = candidate.claims[0]
    return (
        _precision(candidate.bound),
        _STANDING.get(claim.speaker_kind or "", _MIDDLE),
        claim.speaker is None,
        -candidate.published.toordinal() if candidate.published else 0,
        claim.article_id,
        claim.start,
        claim.claim_id,
    )
