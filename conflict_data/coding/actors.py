"""Actors: ACLED's names, kinds and order of those who attacked, defended or were hurt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conflict_data import acled
from conflict_data.coding.event_types import BATTLES, DISRUPTED, ON_CIVILIANS
from conflict_data.coding.levels import PLACE, Case
from conflict_data.coding.places import Where
from conflict_data.coding.scopes import Parties
from conflict_data.coding.tolls import (
    POLICE,
    are_fighters,
    is_armed,
    is_civil,
    is_hurt,
    only_civilians,
)
from conflict_data.coding.words import tells
from conflict_data.frames import join_cell
from conflict_data.records import Claim
from conflict_data.schema import codes

CIVILIANS = "Civilians"
TARGETED = "Civilian targeting"
_UNIDENTIFIED_GROUP = "Unidentified Armed Group"
_UNIDENTIFIED_FORCES = "Unidentified Military Forces"


class Side(NamedTuple):
    """ACLED's columns for one side; all None if nobody is known."""

    actor: str | None = None
    associates: str | None = None
    inter: str | None = None


class Cast(NamedTuple):
    """Both sides of an event in ACLED's order, and whether civilians were the target."""

    first: Side
    second: Side
    civilian_targeting: str | None


def parties(case: Case) -> Parties:
    """Return who attacked, who was attacked, and who intercepted, over all claims of an event."""
    claims = (*case.claims, *case.below)
    attackers = frozenset(actor for claim in claims for actor in claim.actors)
    targets = [claim.target_actor for claim in claims if claim.target_actor not in attackers]
    named = _by_mentions(target for target in targets if target)
    interceptors = frozenset(actor for claim in claims for actor in claim.interceptors)
    return Parties(attackers, named[0] if named else None, interceptors - attackers)


def cast(case: Case, who: Parties, where: Where, sub_event_type: str) -> Cast:
    """Return both sides: the attacker first, but of a disrupted attack the interceptor.

    In a battle two who fought are one side each, and civilians are never its target.
    """
    attackers = _by_mentions(actor for claim in case.claims for actor in claim.actors)
    attackers += sorted(who.attackers.difference(attackers))
    if sub_event_type == DISRUPTED:
        defence = _defence(case, who)
        first = _side(defence, case, where) if defence else _unknown_forces(where)
        return Cast(first, _side(attackers, case, where), None)
    if acled.event_type(sub_event_type) == BATTLES:
        one, other = (attackers, _attacked(who)) if who.target else (attackers[:1], attackers[1:])
        return Cast(_attacker(one, case, where), _forces(other, case, where, one), None)
    second, targeted = _struck(case, who, where, sub_event_type)
    return Cast(_attacker(attackers, case, where), second, targeted)


def _struck(case: Case, who: Parties, where: Where, sub_event_type: str) -> tuple[Side, str | None]:
    """Return who was struck, and whether civilians were the target: of gunmen's attack always."""
    hurt = list(filter(is_hurt, case.claims))
    by_gunmen = acled.event_type(sub_event_type) == ON_CIVILIANS
    if not by_gunmen and not _are_civilians(hurt, who, case):
        return _forces(_attacked(who), case, where), None
    helpers = join_cell(_names(sorted(who.interceptors - {who.target}), case))
    civilians = Side(acled.civilians(where.country or where.location), helpers, CIVILIANS)
    return civilians, TARGETED if by_gunmen or _are_targeted(hurt, who) else None


def _attacker(attackers: list[str], case: Case, where: Where) -> Side:
    return _side(attackers, case, where) if attackers else _unknown_group(where)


def _attacked(who: Parties) -> list[str]:
    """Return the attacked and who helped them."""
    helpers = sorted(who.interceptors - {who.target})
    return [who.target, *helpers] if who.target else helpers


def _are_civilians(hurt: Sequence[Claim], who: Parties, case: Case) -> bool:
    """Say whether civilians were the attacked side: people were hurt, and no soldiers or fighters.

    People of whom nothing is said are civilians too, but for those of an armed group that was
    attacked, and in a salvo that somebody fought off.
    """
    if not hurt or any(map(is_armed, hurt)):
        return False
    if who.interceptors and case.level != PLACE:
        return False
    return only_civilians(hurt) or not who.target or _is_state(who.target)


def _are_targeted(hurt: Sequence[Claim], who: Parties) -> bool:
    """Say whether civilians were the main target of a strike: only they are told to be hurt.

    What was shot down aimed at nobody where its debris fell.
    """
    by_debris = any(
        claim.place_role == "debris" or tells("debris", claim.sentence) for claim in hurt
    )
    return only_civilians(hurt) and not who.interceptors and not by_debris


def _forces(actors: list[str], case: Case, where: Where, fought: Sequence[str] = ()) -> Side:
    """Return the attacked forces; of a state's that lost only police, its police.

    Where fighters were hit, it was an armed group, unless one that ``fought`` against these forces
    is named; civilians hurt beside soldiers or fighters are their associates.
    """
    side, hurt = _side(actors, case, where), list(filter(is_hurt, case.claims))
    groups = [actor for actor in (*fought[:1], *actors[:1]) if not _is_state(actor)]
    if are_fighters(hurt) and not groups:
        actors, side = [], _unknown_group(where)
    if not side.actor:
        return side
    armed = {claim.victims for claim in hurt if is_armed(claim)}
    if armed == {POLICE} and actors and _is_state(actors[0]):
        return side._replace(actor=acled.police_name(actors[0], case.attack.start))
    if not armed or not any(map(is_civil, hurt)):
        return side
    others = [*_names(actors[1:], case), acled.civilians(where.country or where.location)]
    return side._replace(associates=join_cell(others))


def _is_state(actor: str) -> bool:
    return codes("actors")[actor]["kind"] == "state"


def _defence(case: Case, who: Parties) -> list[str]:
    """Return who stopped an attack: the attacked first if it took part or nobody else is named."""
    named = _by_mentions(
        actor for claim in case.claims for actor in claim.interceptors if actor in who.interceptors
    )
    others = [actor for actor in named if actor != who.target]
    if who.target and (who.target in named or not named):
        return [who.target, *others]
    return others


def _side(actors: list[str], case: Case, where: Where) -> Side:
    if not actors:
        return Side()
    row = codes("actors")[actors[0]]
    inter = acled.inter(row["kind"], row["country"] or None, where.country_code)
    first, *others = _names(actors, case)
    return Side(first, join_cell(others), inter)


def _names(actors: Iterable[str], case: Case) -> list[str]:
    return [acled.actor_name(actor, case.attack.start) for actor in actors]


def _unknown_group(where: Where) -> Side:
    name = f"{_UNIDENTIFIED_GROUP} ({where.country or where.location})"
    return Side(name, None, acled.inter("political_militia", None, where.country_code))


def _unknown_forces(where: Where) -> Side:
    inter = acled.inter("state", where.country_code, where.country_code)
    return Side(_UNIDENTIFIED_FORCES, None, inter)


def _by_mentions(actors: Iterable[str]) -> list[str]:
    """Return actors by how often they are named, then by name."""
    counts = Counter(actors)
    return sorted(counts, key=lambda actor: (-counts[actor], actor))
