"""Agreement of two coders, over labels or decisions: percentages and Krippendorff's alpha.

Claims are aligned by text, measure and quote; what only one coder saw is counted apart, since
alpha needs a value from both.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, NamedTuple, TypeAlias

from conflict_data.coding.verdicts import settles
from conflict_data.intervals import rounded
from conflict_data.matching import Record, checked, tokens
from conflict_data.records import Decision

FIELDS = {
    "value": ("unit", "low", "high"),
    "bound": ("bound",),
    "status": ("status",),
    "weapons": ("weapons",),
    "actor": ("actor",),
    "interceptor": ("interceptor",),
    "target": ("target",),
    "date": ("date",),
}
"""What is compared of two aligned claims, and the fields of a label that say it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders made of the same texts: claims of both, paired, and how many each made."""

    texts: int
    pairs: tuple[tuple[Record, Record], ...]
    claims: tuple[int, int]

    @property
    def overlap(self) -> float | None:
        """Claims of both coders as a share of all, as F1; None if neither coded any."""
        total = sum(self.claims)
        return 2 * len(self.pairs) / total if total else None

    def percent(self, name: str) -> float | None:
        """Return the share of pairs equal in a field of FIELDS."""
        units = self._units(name)
        return sum(one == other for one, other in units) / len(units) if units else None

    def alpha(self, name: str) -> float | None:
        """Return Krippendorff's nominal alpha of a field of FIELDS."""
        return alpha(self._units(name))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as numbers for JSON."""
        fields = {
            name: {"percent": rounded(self.percent(name)), "alpha": rounded(self.alpha(name))}
            for name in FIELDS
        }
        counts = {"texts": self.texts, "claims": list(self.claims), "aligned": len(self.pairs)}
        return {**counts, "overlap": rounded(self.overlap), "fields": fields}

    def _units(self, name: str) -> list[tuple[Hashable, Hashable]]:
        return [(_value(one, name), _value(other, name)) for one, other in self.pairs]


_Key: TypeAlias = tuple[str, str]


class Merged(NamedTuple):
    """What two coders decided, and the pairs of decisions in which they contradict each other."""

    decisions: list[Decision]
    conflicts: list[tuple[Decision, Decision]]


def agree(one: Iterable[Record], other: Iterable[Record]) -> Agreement:
    """Align the claims of two coders over the texts that both coded.

    Each record has an ``id`` and the ``claims`` of one text, in the coding guide's form. Raises
    :class:`LoadError` for a label that lacks a field.

    >>> agree([{"id": "a", "claims": []}], [{"id": "a", "claims": []}]).texts
    1
    """
    first, second = (
        {str(record["id"]): record["claims"] for record in map(checked, coder)}
        for coder in (one, other)
    )
    shared = [text for text in first if text in second]
    pairs = tuple(pair for text in shared for pair in align(first[text], second[text]))
    mine, theirs = (sum(len(coder[text]) for text in shared) for coder in (first, second))
    return Agreement(len(shared), pairs, (mine, theirs))


def align(one: Sequence[Record], other: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pair claims of the same measure whose quotes share words, those that share most first."""
    ranked = sorted(
        (-likeness, row, column)
        for row, mine in enumerate(one)
        for column, theirs in enumerate(other)
        if mine["measure"] == theirs["measure"] and (likeness := _likeness(mine, theirs))
    )
    rows: dict[int, int] = {}
    for _, row, column in ranked:
        if row not in rows and column not in rows.values():
            rows[row] = column
    return [(one[row], other[column]) for row, column in sorted(rows.items())]


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal data: 1 is full agreement, 0 is chance.

    A unit holds the values that its coders gave it, two or more; units with fewer say nothing.
    None if fewer than two different values were given, where chance cannot be told.

    >>> round(alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")]), 4)
    0.5333
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    size = totals.total()
    expected = size * (size - 1) - sum(count * (count - 1) for count in totals.values())
    observed = sum(_disagreement(unit) for unit in paired)
    return 1 - (size - 1) * observed / expected if expected else None


def compare_decisions(one: Iterable[Decision], other: Iterable[Decision]) -> dict[str, Any]:
    """Return how far two coders agree where both decided: numbers for JSON.

    For each thing that was settled (``verdict``: accept or reject; ``correct low`` and so on): how
    many claims each and both decided, the share on which they agree, and Krippendorff's alpha.

    >>> compare_decisions([], [])
    {'decisions': [0, 0], 'settled': {}}
    """
    coders = [_settled(one), _settled(other)]
    names = sorted({topic for coder in coders for _, topic in coder})
    counts = [len({decision for _, decision in coder.values()}) for coder in coders]
    return {"decisions": counts, "settled": {name: _on(coders, name) for name in names}}


def merge_decisions(one: Iterable[Decision], other: Iterable[Decision]) -> Merged:
    """Return the decisions of both coders, without those in which they contradict each other.

    What both decided alike is there once, as the first coder has it.

    >>> merge_decisions([], [])
    Merged(decisions=[], conflicts=[])
    """
    mine, theirs = list(one), list(other)
    settled = _settled(mine)
    pairs = (
        (settled[key][1], decision)
        for decision in theirs
        for key, how in _keys(decision).items()
        if key in settled and settled[key][0] != how
    )
    conflicts = list(dict.fromkeys(pairs))
    apart = {decision for pair in conflicts for decision in pair}
    known = {_content(decision) for decision in mine}
    fresh = [decision for decision in theirs if _content(decision) not in known]
    return Merged([decision for decision in (*mine, *fresh) if decision not in apart], conflicts)


def _content(decision: Decision) -> tuple[str | None, ...]:
    return decision.claim_id, decision.action, decision.field, decision.value


def _settled(decisions: Iterable[Decision]) -> dict[_Key, tuple[str, Decision]]:
    """Return how each thing is settled, and by which decision."""
    return {key: (how, one) for one in decisions for key, how in _keys(one).items()}


def _keys(decision: Decision) -> dict[_Key, str]:
    """Return how a decision settles what: of a claim, one thing."""
    settled = settles(decision) or {decision.action: decision.value or ""}
    return {(decision.claim_id, topic): how for topic, how in settled.items()}


def _on(coders: Sequence[Mapping[_Key, tuple[str, Decision]]], topic: str) -> dict[str, Any]:
    one, other = coders
    mine, theirs = ({key for key in coder if key[1] == topic} for coder in coders)
    units = [(one[key][0], other[key][0]) for key in sorted(mine & theirs)]
    same = sum(a == b for a, b in units) / len(units) if units else None
    return {
        "claims": [len(mine), len(theirs)],
        "both": len(units),
        "percent": rounded(same),
        "alpha": rounded(alpha(units)),
    }


def _disagreement(unit: Sequence[Hashable]) -> float:
    """Pairs of different values, each coder counted once."""
    return sum(one != other for one, other in permutations(unit, 2)) / (len(unit) - 1)


def _likeness(one: Record, other: Record) -> float:
    mine, theirs = tokens(one["quote"]), tokens(other["quote"])
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _value(claim: Record, name: str) -> Hashable:
    """A label's value as something that can be compared; the order of a list says nothing."""
    values = [claim.get(key) for key in FIELDS[name]]
    return json.dumps([sorted(value) if isinstance(value, list) else value for value in values])
