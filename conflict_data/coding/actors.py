"""Actors: ACLED's names, kinds and order of those who attacked, defended or were hurt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from conflict_data import acled
from conflict_data.coding.event_types import DISRUPTED
from conflict_data.coding.levels import Case
from conflict_data.coding.places import Where
from conflict_data.coding.scopes import Parties
from conflict_data.coding.tolls import only_civilians
from conflict_data.frames import join_cell
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
    """Return both sides: the attacker first, but of a disrupted attack the interceptor."""
    attackers = _by_mentions(actor for claim in case.claims for actor in claim.actors)
    attackers += sorted(who.attackers.difference(attackers))
    if sub_event_type == DISRUPTED:
        defence = _defence(case, who)
        first = _side(defence, case, where) if defence else _unknown_forces(where)
        return Cast(first, _side(attackers, case, where), None)
    first = _side(attackers, case, where) if attackers else _unknown_group(where)
    second, targeted = _attacked(case, who, where)
    return Cast(first, second, targeted)


def _attacked(case: Case, who: Parties, where: Where) -> tuple[Side, str | None]:
    """Return the attacked side: civilians if only they were hurt and nobody defended them."""
    hurt = [claim for claim in case.claims if claim.victims and claim.high != 0]
    helpers = sorted(who.interceptors - {who.target})
    civilians = only_civilians(hurt) and not who.interceptors
    if civilians or (hurt and who.target is None):
        names = join_cell(_names(helpers, case))
        name = acled.civilians(where.country or where.location)
        return Side(name, names, CIVILIANS), TARGETED if civilians else None
    defence = [who.target, *helpers] if who.target else helpers
    return _side(defence, case, where), None


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
