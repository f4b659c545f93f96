"""Exact before bounded before vague, official before second-hand, newer before older."""

from __future__ import annotations

from collections.abc import Sequence

from conflict_data.coding.choice import Candidate, precision

_STANDING = {"official": 0, "military": 0, "witness": 2, "anonymous": 2}
_MIDDLE = 1


def choose(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate to follow.

    Exact before bounded before vague; officials and the military before media before witnesses
    and unnamed sources; a named speaker before none, first hand before passed on; the newer
    article; then the ids.
    """
    return min(candidates, key=rank)


def rank(candidate: Candidate) -> tuple[int, int, bool, bool, int, str, int, str]:
    """Return what sorts candidates, the one to follow first; no two candidates are equal."""
    claim = candidate.claims[0]
    return (
        precision(candidate.bound),
        _STANDING.get(claim.speaker_kind or "", _MIDDLE),
        claim.speaker is None,
        claim.via is not None,
        -candidate.published.toordinal() if candidate.published else 0,
        claim.article_id,
        claim.start,
        claim.claim_id,
    )
