"""Tolls: the killed and the injured, groups added only when one sentence coordinates them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from conflict_data.coding.choice import Candidate, Policy
from conflict_data.coding.figures import BEST, Figure, Trace, settle
from conflict_data.coding.levels import Case
from conflict_data.coding.policies.acled import least
from conflict_data.coding.words import tells
from conflict_data.records import Claim
from conflict_data.schema import terms_of
from conflict_data.terms import any_of

EVERYBODY = "all"
POLICE = "police"
_ARMED = frozenset({"military", POLICE})
_DISJOINT = frozenset({"civilian", "military"})

Make: TypeAlias = Callable[[tuple[Claim, ...]], Candidate]


class Toll(NamedTuple):
    """How many were hurt: the figure followed, and ACLED's, which is the lowest current one."""

    figure: Figure
    acled: int
    traces: tuple[Trace, ...]


def toll(case: Case, measure: str, make: Make, choose: Policy) -> Toll:
    """Return the toll that the claims of one event give for ``killed`` or ``injured``."""
    told = [claim for claim in case.claims if _counts(claim, measure)]
    ids = {claim.claim_id for claim in told}
    whole = [claim for claim in told if claim.part_of not in ids]
    rivals = _comparable([make(group) for group in _groups(whole)], choose)
    groups = {claim.victims for rival in rivals for claim in rival.claims}
    past = [claim for claim in case.past if _counts(claim, measure)]
    stale = [make((one,)) for one in past if not rivals or one.victims in groups]
    telling = _telling(rivals)
    lowest = min(map(least, telling), default=0)
    traces = [t for one in (*rivals, *stale) for t in _traces(one, lowest, one in telling)]
    return Toll(settle([*rivals, *stale], choose), lowest, tuple(traces))


def _telling(rivals: list[Candidate]) -> list[Candidate]:
    """Return the tolls of which ACLED codes the lowest.

    A convention for words stands only where nobody gives a number, and none only where nobody
    tells of harm.
    """
    numbers = [one for one in rivals if (one.low, one.high) != (None, None)] or rivals
    return [one for one in numbers if least(one)] or numbers


def is_hurt(claim: Claim) -> bool:
    """Say whether a claim tells of people who were killed or injured."""
    return claim.victims is not None and claim.high != 0


def is_armed(claim: Claim) -> bool:
    """Say whether a claim tells of harm to soldiers, fighters or police."""
    return is_hurt(claim) and claim.victims in _ARMED


def are_fighters(claims: Iterable[Claim]) -> bool:
    """Say whether armed people were hurt, and all of them are called fighters of some group."""
    armed = list(filter(is_armed, claims))
    return bool(armed) and all(tells("fighters", claim.quote) for claim in armed)


def is_civil(claim: Claim) -> bool:
    """Say whether a claim tells of harm to people who are told to be civilians of some kind."""
    return is_hurt(claim) and claim.victims not in (EVERYBODY, *_ARMED)


def only_civilians(claims: Iterable[Claim]) -> bool:
    """Say whether people were hurt and all of them are told to be civilians of some kind."""
    hurt = list(filter(is_hurt, claims))
    return bool(hurt) and all(map(is_civil, hurt))


def _counts(claim: Claim, measure: str) -> bool:
    return claim.measure == measure and claim.unit == "count"


def _traces(one: Candidate, lowest: int, telling: bool) -> Iterator[Trace]:
    """Yield the role of one toll behind ACLED's: the lowest of those that are current."""
    if one.standing.stale:
        role, reason = "other", one.standing.stale
    elif not telling:
        role, reason = "other", "words, or none, where another report gives a number"
    elif least(one) == lowest:
        role, reason = "chosen", f"the lowest current toll; by ACLED's rules it counts {lowest}"
    else:
        role, reason = "other", f"not the lowest current toll: it counts {least(one)}"
    for claim in one.claims:
        yield Trace(BEST, claim.claim_id, role, reason)


def _comparable(rivals: list[Candidate], choose: Policy) -> list[Candidate]:
    """Return the tolls of everybody; if there is none, those of the group that is followed."""
    everybody = [rival for rival in rivals if EVERYBODY in _victims(rival) or len(rival.claims) > 1]
    if everybody or not rivals:
        return everybody
    group = _victims(choose(rivals))
    return [rival for rival in rivals if _victims(rival) == group]


def _victims(rival: Candidate) -> frozenset[str | None]:
    return frozenset(claim.victims for claim in rival.claims)


def _groups(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Return claims, those together that one sentence of one report coordinates."""
    sentences: dict[tuple[str, str | None, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        sentences[claim.article_id, claim.speaker, claim.sentence_start].append(claim)
    groups: list[tuple[Claim, ...]] = []
    for said in sentences.values():
        group: tuple[Claim, ...] = ()
        for claim in sorted(said, key=lambda claim: claim.start):
            if group and not _adds(group, claim):
                groups.append(group)
                group = ()
            group = (*group, claim)
        groups.append(group)
    return groups


def _adds(group: tuple[Claim, ...], claim: Claim) -> bool:
    last = group[-1]
    if {last.victims, claim.victims} == _DISJOINT:
        return True
    between = claim.sentence[last.end - last.sentence_start : claim.start - claim.sentence_start]
    return bool(_joint().fullmatch(between))


@cache
def _joint() -> re.Pattern[str]:
    """Return what stands between two coordinated counts and nothing else."""
    joins = any_of(terms_of("words", "conjunction"))
    return re.compile(rf"\s*,?\s*{joins}\s+", re.IGNORECASE)
