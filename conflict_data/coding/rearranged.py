"""What researchers decided of events: attacks split, merged, fixed and reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from conflict_data.cells import parse, show
from conflict_data.coding.anchors import Anchored, unfit
from conflict_data.coding.choice import PLAIN, Standing, joint
from conflict_data.coding.decided import at, signed
from conflict_data.coding.identity import Attack
from conflict_data.coding.places import struck
from conflict_data.records import Claim, Decision, Problem
from conflict_data.schema import schema

_DAY = timedelta(days=1)
HOMELESS = "its claim is in no event"
_ABROAD = "the events to be merged are in different countries; fix their targets first"
_ALONE = "no other claim is merged under this name"
_LONG = "ends on that day or, a night, on the next"
_WHOLE = "the event would have no other claims left"


class Rearranged(NamedTuple):
    """Attacks as decided, what that tells of their claims by id, and the decisions applied."""

    attacks: list[Attack]
    standing: dict[str, Standing]
    applied: list[Decision]
    problems: list[Problem]


def rearrange(attacks: Iterable[Attack], anchored: Iterable[Anchored]) -> Rearranged:
    """Apply the decisions that are about events: split, then merge, then fix, then review."""
    made = Rearranged(list(attacks), {}, [], [])
    by_action: dict[str, list[Anchored]] = defaultdict(list)
    for one in anchored:
        by_action[one.decision.action].append(one)
    for action, apply in _APPLY.items():
        if by_action[action]:
            holders = {
                clue.claim.claim_id: attack for attack in made.attacks for clue in attack.clues
            }
            homeless = [one for one in by_action[action] if one.claim.claim_id not in holders]
            made.problems.extend(unfit(one.decision, HOMELESS) for one in homeless)
            at_home = [one for one in by_action[action] if one.claim.claim_id in holders]
            apply(made, at_home, holders)
    return made._replace(attacks=_united(made.attacks))


def _split(made: Rearranged, some: Sequence[Anchored], holders: Mapping[str, Attack]) -> None:
    parts: dict[tuple[Attack, str], list[Anchored]] = defaultdict(list)
    for one in some:
        parts[holders[one.claim.claim_id], one.decision.value or ""].append(one)
    for (attack, label), leaving in parts.items():
        ids = {one.claim.claim_id for one in leaving}
        stay = [clue for clue in attack.clues if clue.claim.claim_id not in ids]
        if not stay:
            made.problems.extend(unfit(one.decision, _WHOLE) for one in leaving)
            continue
        leave = [clue for clue in attack.clues if clue.claim.claim_id in ids]
        attackers = frozenset[str]().union(*(clue.attackers for clue in leave)) or attack.attackers
        made.attacks.append(
            Attack(
                attack.mode,
                attackers,
                attack.target,
                attack.start,
                attack.night,
                leave,
                label=label,
            )
        )
        attack.clues = stay
        made.applied.extend(at(*one) for one in leaving)


def _merge(made: Rearranged, some: Sequence[Anchored], holders: Mapping[str, Attack]) -> None:
    by_label: dict[str | None, list[Anchored]] = defaultdict(list)
    for one in some:
        by_label[one.decision.value].append(one)
    gone: dict[Attack, Attack] = {}
    for _, named in sorted(by_label.items(), key=lambda item: str(item[0])):
        if len({one.claim.claim_id for one in named}) < 2:
            made.problems.extend(unfit(one.decision, _ALONE) for one in named)
            continue
        met = {_now(holders[one.claim.claim_id], gone) for one in named}
        if len({attack.target for attack in met if attack.target}) > 1:
            made.problems.extend(unfit(one.decision, _ABROAD) for one in named)
            continue
        first, *others = sorted(met, key=lambda attack: (attack.key, attack.label))
        for other in others:
            _absorb(first, other)
            gone[other] = first
        made.applied.extend(at(*one) for one in named)
    made.attacks[:] = [attack for attack in made.attacks if attack not in gone]


def _now(attack: Attack, gone: Mapping[Attack, Attack]) -> Attack:
    while attack in gone:
        attack = gone[attack]
    return attack


def _absorb(attack: Attack, other: Attack) -> None:
    attack.attackers |= other.attackers
    attack.clues += other.clues
    attack.past += other.past


def _fix(made: Rearranged, some: Sequence[Anchored], holders: Mapping[str, Attack]) -> None:
    told: dict[tuple[Attack, str, str | None], set[str | None]] = defaultdict(set)
    for one in some:
        told[_extent(one, holders)].add(one.decision.value)
    for one in sorted(some, key=lambda one: FIXED.index(one.decision.field or "")):
        extent = _extent(one, holders)
        if len(told[extent]) > 1:
            values = " and ".join(sorted(value or "unknown" for value in told[extent]))
            made.problems.append(unfit(one.decision, f"{extent[1]} is fixed to {values}"))
        else:
            _set(made, one, extent[0])


def _set(made: Rearranged, one: Anchored, attack: Attack) -> None:
    field = one.decision.field or ""
    value = parse(schema().table("claims").field(field), one.decision.value)
    if field == "date_end" and value not in (attack.start, attack.start + _DAY):
        made.problems.append(
            unfit(one.decision, f"an attack that begins on {attack.start} {_LONG}")
        )
        return
    done = at(*one, show(_FIELDS[field](attack, value, one.claim)))
    made.applied.append(done)
    remark = Standing(
        remark=signed(done, f"{field} of the event fixed to {done.value or 'unknown'}")
    )
    for clue in attack.clues:
        _note(made, clue.claim, remark)


def _note(made: Rearranged, claim: Claim, known: Standing) -> None:
    made.standing[claim.claim_id] = joint([made.standing.get(claim.claim_id, PLAIN), known])


def _extent(one: Anchored, holders: Mapping[str, Attack]) -> tuple[Attack, str, str | None]:
    """Return what a fix is about: of a place, only the claims at the same place."""
    attack, field = holders[one.claim.claim_id], one.decision.field or ""
    return attack, field, struck(one.claim, attack.target) if field == "place" else None


def _set_attackers(attack: Attack, value: tuple[str, ...], claim: Claim) -> Any:
    was, actors = tuple(sorted(attack.attackers)), frozenset(value)
    attack.attackers = actors
    _each(
        attack, lambda one: one._replace(actors=tuple(sorted(actors & set(one.actors) or actors)))
    )
    return was


def _set_target_actor(attack: Attack, value: str | None, claim: Claim) -> Any:
    was = claim.target_actor
    _each(attack, lambda one: one._replace(target_actor=value))
    return was


def _set_country(attack: Attack, value: str | None, claim: Claim) -> Any:
    was, attack.target = attack.target, value or attack.target
    _each(attack, lambda one: one._replace(country_code=value))
    return was


def _set_place(attack: Attack, value: str | None, claim: Claim) -> Any:
    place = struck(claim, attack.target)
    role = claim.place_role or "impact"

    def moved(one: Claim) -> Claim:
        same = struck(one, attack.target) == place
        return one._replace(place=value, place_role=value and role) if same else one

    _each(attack, moved)
    return claim.place


def _set_start(attack: Attack, value: Any, claim: Claim) -> Any:
    was, attack.start = attack.start, value or attack.start
    attack.clues = [clue._replace(basis="anchored") for clue in attack.clues]
    return was


def _set_end(attack: Attack, value: Any, claim: Claim) -> Any:
    was, attack.night = attack.end, value is not None and value > attack.start
    return was


def _each(attack: Attack, change: Callable[[Claim], Claim]) -> None:
    attack.clues = [clue._replace(claim=change(clue.claim)) for clue in attack.clues]


def _review(made: Rearranged, some: Sequence[Anchored], holders: Mapping[str, Attack]) -> None:
    for decision, claim in some:
        _note(made, claim, Standing(reviewed=signed(decision, "reviewed")))
        made.applied.append(at(decision, claim))


_APPLY = {"split": _split, "merge": _merge, "fix": _fix, "review": _review}
_FIELDS: dict[str, Callable[[Attack, Any, Claim], Any]] = {
    "actors": _set_attackers,
    "target_actor": _set_target_actor,
    "country_code": _set_country,
    "place": _set_place,
    "date_start": _set_start,
    "date_end": _set_end,
}
FIXED = tuple(_FIELDS)
"""What of an event can be fixed, as columns of claims."""


def _united(attacks: Iterable[Attack]) -> list[Attack]:
    """Return attacks in order; those that a fix gave one identity are one."""
    found: dict[tuple[object, ...], Attack] = {}
    for attack in sorted(attacks, key=lambda attack: (attack.key, attack.label)):
        identity = attack.key, attack.label
        if identity in found:
            _absorb(found[identity], attack)
        else:
            found[identity] = attack
    return list(found.values())
