"""Anchors: to which claims a decision is tied, by claim id and quote, else by the quote alone.

A decision that fits nothing, or contradicts another, is reported and does nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from conflict_data.coding.verdicts import settles, told
from conflict_data.records import Article, Claim, Decision, Problem


class Anchored(NamedTuple):
    """A decision, and a claim to which it is tied."""

    decision: Decision
    claim: Claim


def anchor(
    decisions: Iterable[Decision], claims: Iterable[Claim], articles: Mapping[str, Article]
) -> tuple[list[Anchored], list[Problem]]:
    """Return decisions with their claims, in one order, and those that fit none or contradict."""
    asked = sorted(set(decisions), key=_order)
    index = _Index(claims if asked else (), articles)
    anchored, problems = [], []
    for decision in asked:
        found = index.find(decision)
        if isinstance(found, str):
            problems.append(unfit(decision, found))
        else:
            anchored += [Anchored(decision, claim) for claim in found]
    at_odds = _contradictions(anchored)
    problems += [unfit(one.decision, at_odds[one]) for one in anchored if one in at_odds]
    return [one for one in anchored if one not in at_odds], problems


def unfit(decision: Decision, reason: str) -> Problem:
    """Return a problem: a decision that was not applied."""
    message = f"{decision.action} by {decision.who} was not applied: {reason}"
    value = decision.value or ""
    return Problem(
        "decisions", decision.claim_id, "claim_id", "decision_fits", value, message, decision.quote
    )


class _Index:
    """Claims by id, and by article and quote."""

    def __init__(self, claims: Iterable[Claim], articles: Mapping[str, Article]) -> None:
        self._by_id: dict[str, Claim] = {}
        self._by_quote: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            self._by_id[claim.claim_id] = claim
            key = articles[claim.article_id].article_key
            self._by_quote[key, _folded(claim.quote)].append(claim)

    def find(self, decision: Decision) -> Sequence[Claim] | str:
        """Return the claims that a decision is about, one a version of the article; or why none."""
        claim = self._by_id.get(decision.claim_id)
        same = self._by_quote[decision.article_key, _folded(decision.quote)]
        if claim is None:
            return _one_each(same) or _lost(decision, same)
        if _folded(claim.quote) != _folded(decision.quote):
            return f'the quote of this claim is "{claim.quote}"'
        alike = [one for one in same if (one.measure, one.unit) == (claim.measure, claim.unit)]
        return [claim, *_one_each(one for one in alike if one.article_id != claim.article_id)]


def _one_each(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of the articles that have just one of them."""
    by_article = defaultdict(list)
    for claim in claims:
        by_article[claim.article_id].append(claim)
    return [some[0] for _, some in sorted(by_article.items()) if len(some) == 1]


def _lost(decision: Decision, same: Sequence[Claim]) -> str:
    if not same:
        return (
            f"no claim has this id, and none of article {decision.article_key!r} this quote; "
            "look its claim up again, or remove the decision"
        )
    ids = ", ".join(sorted(claim.claim_id for claim in same))
    return f"no claim has this id, and several this quote; give the id of one of them: {ids}"


def _contradictions(anchored: Sequence[Anchored]) -> dict[Anchored, str]:
    settled: dict[tuple[str, str], dict[Anchored, str]] = defaultdict(dict)
    for one in anchored:
        for topic, how in settles(one.decision).items():
            settled[one.claim.claim_id, topic][one] = how
    return {
        one: f"it contradicts {_others(how, some)}; remove one of them"
        for some in settled.values()
        if len(set(some.values())) > 1
        for one, how in some.items()
    }


def _others(mine: str, some: Mapping[Anchored, str]) -> str:
    return " and ".join(told(one.decision) for one, how in some.items() if how != mine)


def _folded(quote: str) -> str:
    return " ".join(quote.split())


def _order(decision: Decision) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in decision)
