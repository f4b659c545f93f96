"""The desk: from claims to the events to be coded, what is no longer current set aside.

In order: decisions about claims, withdrawals, identity, decisions about events, levels, updates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from conflict_data.coding.anchors import Anchored, anchor
from conflict_data.coding.anchors import unfit as unfit_decision
from conflict_data.coding.choice import PLAIN, Standing, joint
from conflict_data.coding.clues import unplaced
from conflict_data.coding.decided import at, decide
from conflict_data.coding.identity import Attack, gather
from conflict_data.coding.levels import Case, cases
from conflict_data.coding.rearranged import HOMELESS, rearrange
from conflict_data.coding.revisions import superseded, withdrawn
from conflict_data.coding.sense import require
from conflict_data.records import Article, Claim, Decision, Problem


class Desk(NamedTuple):
    """Claims as corrected, the events they make, decisions applied, and what found no place."""

    claims: list[Claim]
    cases: list[Case]
    applied: list[Decision]
    problems: list[Problem]


def sort_out(
    claims: Iterable[Claim], articles: Mapping[str, Article], decisions: Iterable[Decision]
) -> Desk:
    """Return the events that claims make as decided, each with what is known of its claims.

    Raises :class:`ConflictDataError` for a decision that makes no sense, whatever the claims.
    """
    given, asked = list(claims), list(decisions)
    for decision in asked:
        require(decision)
    anchored, unfit = anchor(asked, given, articles)
    decided = decide(given, anchored)
    past = _past(decided.claims, articles, decided.standing)
    current = [claim for claim in decided.claims if claim not in past]
    attacks, homeless = gather(current, articles, past)
    found = rearrange(attacks, anchored)
    withdrawals = {claim.claim_id: Standing(stale=why) for claim, why in past.items()}
    standing = _merged(decided.standing, found.standing, withdrawals)
    each = (case for attack in found.attacks for case in cases(attack))
    made = list(_current_below([_updated(case, articles, standing) for case in each]))
    problems = [*unfit, *homeless, *found.problems, *_strays(found.attacks, made, past)]
    idle = _idle(anchored, made)
    problems += idle.values()
    applied = [one for one in (*decided.applied, *found.applied) if _named(one) not in idle]
    return Desk(decided.claims, made, applied, problems)


def _idle(anchored: Iterable[Anchored], made: Iterable[Case]) -> dict[tuple[str, str], Problem]:
    """Return the claims that were accepted, but are in no event: acceptance alone makes none."""
    held = {claim.claim_id for case in made for claim in case.claims}
    accepted = [one for one in anchored if one.decision.action == "accept"]
    return {
        _named(at(*one)): unfit_decision(one.decision, HOMELESS)
        for one in accepted
        if one.claim.claim_id not in held
    }


def _named(decision: Decision) -> tuple[str, str]:
    return decision.action, decision.claim_id


def _past(
    claims: Iterable[Claim], articles: Mapping[str, Article], standing: Mapping[str, Standing]
) -> dict[Claim, str]:
    """Return the claims that are withdrawn, with why; what a researcher accepted is not."""
    every = list(claims)
    rejected = {key: known.stale for key, known in standing.items() if known.stale}
    gone = withdrawn(every, articles, rejected)
    return {
        claim: gone[claim.claim_id]
        for claim in every
        if claim.claim_id in gone and not standing.get(claim.claim_id, PLAIN).accepted
    }


def _merged(*parts: Mapping[str, Standing]) -> dict[str, Standing]:
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: joint(part[key] for part in parts if key in part) for key in keys}


def _updated(case: Case, articles: Mapping[str, Article], standing: Mapping[str, Standing]) -> Case:
    """Return an event with the claims that others of it supersede set aside."""
    gone = {
        claim_id: Standing(stale=why)
        for claim_id, why in superseded(case.claims, articles).items()
        if not standing.get(claim_id, PLAIN).accepted
    }
    every = (*case.claims, *case.past)
    known = {one.claim_id: standing[one.claim_id] for one in every if one.claim_id in standing}
    return case._replace(
        claims=tuple(claim for claim in case.claims if claim.claim_id not in gone),
        past=(*case.past, *(claim for claim in case.claims if claim.claim_id in gone)),
        standing=_merged(known, gone),
    )


def _current_below(made: Sequence[Case]) -> Iterator[Case]:
    """Yield events without, in the claims of the places within, those that are superseded."""
    gone = {claim.claim_id for case in made for claim in case.past}
    for case in made:
        below = tuple(claim for claim in case.below if claim.claim_id not in gone)
        yield case._replace(below=below)


def _strays(
    attacks: Iterable[Attack], made: Iterable[Case], past: Mapping[Claim, str]
) -> Iterator[Problem]:
    """Yield withdrawn claims of an attack that belong to none of its events."""
    held = {claim.claim_id for case in made for claim in case.past}
    for claim in (claim for attack in attacks for claim in attack.past):
        if claim.claim_id not in held:
            yield unplaced(claim, f"{past[claim]}; nothing current is told of its place")
