"""Levels: an attack is one salvo, a strike on one place, or a salvo with strikes on places in it.

A figure stays at the level at which it was claimed, so that nothing is counted at two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from conflict_data import acled
from conflict_data.coding.choice import Standing
from conflict_data.coding.clues import LAUNCH
from conflict_data.coding.identity import Attack
from conflict_data.coding.places import COUNTRY_ONLY, country, locate, spelling, struck
from conflict_data.records import Claim

SALVO, PLACE = "salvo", "place"
EFFECTS = ("killed", "injured", "impacted", "damage")
_ON_SITE = (*EFFECTS, "strike")
_LAUNCHED, _STOPPED = "launched", ("intercepted", "suppressed", "failed")


class Case(NamedTuple):
    """One event to be coded: an attack at one level, with the claims made at that level.

    ``place`` is the place struck at level place; ``below`` are the claims of the places within.
    ``past`` are claims of the event that are not current; ``standing`` says why, and what
    researchers decided of the others.
    """

    event_id: str
    level: str
    part_of: str | None
    attack: Attack
    place: str | None
    claims: tuple[Claim, ...]
    below: tuple[Claim, ...] = ()
    past: tuple[Claim, ...] = ()
    standing: Mapping[str, Standing] = MappingProxyType({})


def cases(attack: Attack) -> Iterator[Case]:
    """Yield the events of an attack, the salvo before its places, claims that are past beside."""
    found = list(_current(attack))
    past: dict[str, list[Claim]] = defaultdict(list)
    for claim in attack.past:
        past[_home(struck(claim, attack.target), found)].append(claim)
    for case in found:
        yield case._replace(past=_in_order(past[case.event_id]))


def _home(place: str | None, found: list[Case]) -> str:
    """Return the event to which a claim that is past belongs, or nothing if it is none of them."""
    at_place = [case.event_id for case in found if case.place == place]
    alone = len(found) == 1 and (place is None or found[0].level == SALVO)
    salvo = [case.event_id for case in found if case.level == SALVO or alone]
    return next(iter(at_place + salvo), "")


def _current(attack: Attack) -> Iterator[Case]:
    national: list[Claim] = []
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for clue in attack.clues:
        place = struck(clue.claim, attack.target)
        (by_place[place] if place else national).append(clue.claim)
    there = [claim for claims in by_place.values() for claim in claims]
    if len(by_place) == 1 and _is_all_there(there, national):
        yield _case(attack, next(iter(by_place)), _in_order(there + national))
    elif not national:
        for place, claims in sorted(by_place.items()):
            yield _case(attack, place, _in_order(claims))
    else:
        yield from _nested(attack, national, by_place)


def site(case: Case) -> str | None:
    """Return the place of an event: of a salvo, the one over which all munitions were counted.

    That is where ACLED would put an interception; figures of more than one place have none.
    """
    if case.place or case.below:
        return case.place
    target = case.attack.target
    found = {_counted_at(claim, target) for claim in case.claims if claim.weapons}
    return found.pop() if len(found) == 1 else None


def _counted_at(claim: Claim, target: str) -> str | None:
    """Return the place to which a count is limited, if the gazetteer knows it."""
    if not claim.place or claim.place_role == LAUNCH:
        return None
    name = spelling(claim.place, target)
    return name if locate(target, name).geo_precision != COUNTRY_ONLY else None


def _is_all_there(there: list[Claim], national: list[Claim]) -> bool:
    """Say whether an attack was on its one place: what is told without a place belongs there.

    Effects do; what was stopped does in an article that tells of launches at that place only.
    """
    aimed = {claim.article_id for claim in there if claim.measure == _LAUNCHED}
    return all(
        claim.measure in _ON_SITE or (claim.measure in _STOPPED and claim.article_id in aimed)
        for claim in national
    )


def _nested(
    attack: Attack, national: list[Claim], by_place: dict[str, list[Claim]]
) -> Iterator[Case]:
    """Yield the salvo, and under it the places of which an effect is told.

    What was only aimed at a place stays in the salvo, as a part of it.
    """
    sites = {
        place: _in_order(claims)
        for place, claims in sorted(by_place.items())
        if any(claim.measure in _ON_SITE for claim in claims)
    }
    aimed = [claim for place, some in by_place.items() if place not in sites for claim in some]
    below = tuple(claim for claims in sites.values() for claim in claims)
    salvo = _case(attack, None, _in_order(national + aimed))._replace(below=below)
    yield salvo
    for place, claims in sites.items():
        yield _case(attack, place, claims)._replace(part_of=salvo.event_id)


def _case(attack: Attack, place: str | None, claims: tuple[Claim, ...]) -> Case:
    key = "|".join([*map(str, attack.key), place or "", *filter(None, [attack.label])])
    event_id = acled.event_id(country(attack.target), attack.start, key)
    return Case(event_id, PLACE if place else SALVO, None, attack, place, claims)


def _in_order(claims: list[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.article_id, claim.start, claim.claim_id)))
