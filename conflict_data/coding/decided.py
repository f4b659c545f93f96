"""What researchers decided of claims: corrected values, and who accepted or rejected which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from conflict_data.cells import show
from conflict_data.coding.anchors import Anchored
from conflict_data.coding.choice import Standing, joint
from conflict_data.coding.verdicts import changes
from conflict_data.records import Claim, Decision

_FROZEN = (
    "claim_id", "article_id", "source_id", "start", "end", "quote", "sentence", "sentence_start",
    "method", "method_version",
)  # fmt: skip
CORRECTED = tuple(name for name in Claim._fields if name not in _FROZEN)
"""What of a claim can be corrected: what makes it this claim of this text cannot."""


class Decided(NamedTuple):
    """Claims with their corrections, what is known of them by id, and the decisions applied."""

    claims: list[Claim]
    standing: dict[str, Standing]
    applied: list[Decision]


def decide(claims: Iterable[Claim], anchored: Iterable[Anchored]) -> Decided:
    """Apply the decisions that are about claims; those about events do nothing here."""
    by_claim: dict[str, list[Decision]] = defaultdict(list)
    for decision, claim in anchored:
        by_claim[claim.claim_id].append(decision)
    standing: dict[str, list[Standing]] = defaultdict(list)
    corrected, applied = [], []
    for claim in claims:
        for decision in by_claim.get(claim.claim_id, ()):
            claim, known, done = _APPLY.get(decision.action, _nothing)(claim, decision)
            standing[claim.claim_id].append(known)
            applied += done
        corrected.append(claim)
    return Decided(corrected, {key: joint(some) for key, some in standing.items()}, applied)


def signed(decision: Decision, what: str) -> str:
    """Return what was decided, by whom, when and why."""
    was = f" (was {decision.was})" if decision.was is not None else ""
    return f"{what} by {decision.who} on {decision.when}: {decision.why}{was}"


def at(decision: Decision, claim: Claim, was: str | None = None) -> Decision:
    """Return a decision as it was applied to a claim."""
    return decision._replace(claim_id=claim.claim_id, quote=claim.quote, was=was)


_Applied = tuple[Claim, Standing, list[Decision]]


def _correct(claim: Claim, decision: Decision) -> _Applied:
    new = changes(decision)
    old = {name: show(getattr(claim, name)) for name in new}
    was = "; ".join(f"{name} {text}" for name, text in old.items() if text)
    done = at(decision, claim, (was if len(old) > 1 else next(iter(old.values()))) or None)
    remark = signed(done, f"{decision.field} corrected to {decision.value or 'unknown'}")
    return claim._replace(**new), Standing(remark=remark), [done]


def _accept(claim: Claim, decision: Decision) -> _Applied:
    return claim, Standing(accepted=signed(decision, "accepted")), [at(decision, claim)]


def _reject(claim: Claim, decision: Decision) -> _Applied:
    return claim, Standing(stale=signed(decision, "rejected")), [at(decision, claim)]


def _nothing(claim: Claim, decision: Decision) -> _Applied:
    return claim, Standing(), []


_APPLY = {"correct": _correct, "accept": _accept, "reject": _reject}
