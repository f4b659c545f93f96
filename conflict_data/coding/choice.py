"""Which of several reports to follow: candidates, sides, and how a policy is asked.

A policy is a plain function: it gets the rivals for one figure and returns the one to follow.
Those that come with the package stand in :mod:`conflict_data.coding.policies`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Claim

ATTACKER, DEFENDER, THIRD = "attacker", "defender", "third"

_PRECISION = {"exact": 0, "vague": 2}
_BOUNDED = 1
_WORDS = ("exact figure", "bounded figure", "vague words")

Report: TypeAlias = tuple[str, str | None]


class Standing(NamedTuple):
    """What is known of a claim beyond its words.

    ``stale`` is why it is not current (superseded, retracted, rejected), ``remark`` what a
    researcher changed in it, ``accepted`` who follows it whatever a policy says, ``reviewed`` who
    reviewed its event.
    """

    stale: str = ""
    remark: str = ""
    accepted: str = ""
    reviewed: str = ""


PLAIN = Standing()


def joint(standings: Iterable[Standing]) -> Standing:
    """Return what is known of claims together.

    >>> joint([PLAIN, Standing(remark="low was 181")]).remark
    'low was 181'
    """
    told = [dict.fromkeys(filter(None, words)) for words in zip(*standings, strict=True)]
    return Standing(*map("; ".join, told))


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
    standing: Standing = PLAIN

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


def asking(policy: Policy) -> Policy:
    """Return a policy that is asked only where no researcher accepted a claim, and held to it.

    The policy returned raises :class:`ConflictDataError` if ``policy`` returns anything but one of
    the candidates.
    """

    def choose(candidates: Sequence[Candidate]) -> Candidate:
        asked = [one for one in candidates if one.standing.accepted] or list(candidates)
        chosen = policy(asked)
        if not any(chosen is one for one in asked):
            name = getattr(policy, "__name__", repr(policy))
            raise ConflictDataError(
                f"policy {name}: returned {chosen!r:.80}; expected one of the {len(asked)} "
                "candidates that it was given"
            )
        return chosen

    return choose


def candidate(
    claims: tuple[Claim, ...],
    article: Article,
    attackers: frozenset[str],
    defenders: frozenset[str],
) -> Candidate:
    """Return claims as one candidate; several are added, and an unknown part leaves no high."""
    lows = [claim.low for claim in claims if claim.low is not None]
    highs = [claim.high for claim in claims if claim.high is not None]
    bound = max((claim.bound for claim in claims), key=lambda bound: (precision(bound), bound))
    side = _side(claims[0], attackers, defenders)
    low = sum(lows) if lows else None
    high = sum(highs) if len(highs) == len(claims) else None
    return Candidate(claims, article.date, side, low, high, bound)


def describe(candidate: Candidate) -> str:
    """Return in words what a policy saw in a candidate, and what researchers decided of it."""
    claim, standing = candidate.claims[0], candidate.standing
    source = "the outlet itself" if claim.speaker is None else claim.speaker_kind or "a speaker"
    day = f", published {candidate.published}" if candidate.published else ""
    said = f"{_WORDS[precision(candidate.bound)]} of {source} ({candidate.side} side{day})"
    return "; ".join(filter(None, [said, standing.accepted, standing.remark]))


def precision(bound: str) -> int:
    """Return 0 for an exact figure, 1 for one with a bound, 2 for vague words."""
    return _PRECISION.get(bound, _BOUNDED)


def _side(claim: Claim, attackers: frozenset[str], defenders: frozenset[str]) -> str:
    if claim.speaker_actor in attackers:
        return ATTACKER
    return DEFENDER if claim.speaker_actor in defenders else THIRD
