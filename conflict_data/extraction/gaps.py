"""Gaps: what a text leaves out because everybody knows it, filled from facts of the field.

Each function answers from what the text named; where that does not decide, the answer is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from conflict_data.extraction import antecedents, inferences, places, roles
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.places import Where
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.spots import Spot
from conflict_data.extraction.story import Story, is_invaded, opponents
from conflict_data.schema import codes

_FORCES = ("military", "police")
_THERE = re.compile(r"(?<=[\w,] )there(?=[.,;]|$)")
_THE_TOWN = re.compile(r"[@iv]dy*(y)(?![oOy'])")
_TOWN = "town"


def attackers(mention: Mention, story: Story, spots: Sequence[Spot]) -> tuple[str, ...]:
    """Return whom the figure or the story implies: not those whose own home was struck."""
    found = inferences.attackers(mention, story)
    if aimed_home(spots, found) or behind_lines(mention, spots, found):
        found = ()
    known = tester(story) if mention.measure == "launched" else ()
    return known or found if mention.status == "test" else found or known


def state_of(country: str | None) -> str | None:
    """Return the actor that is a country's state."""
    return _states().get(country) if country else None


@cache
def _states() -> dict[str, str]:
    rows = codes("actors").items()
    return {row["country"]: code for code, row in rows if row["kind"] == "state"}


def enemy(
    mention: Mention, story: Story, defenders: Sequence[str], where: str | None
) -> tuple[str, ...]:
    """Return the enemy of the state attacked: what it shoots down at home has but one sender.

    What another state shoots down there, over a land that it has taken, is that state's own.
    """
    state = state_of(where)
    if state and state not in defenders and theatre_of(defenders) == where:
        return (state,)
    rivals = opponents(state) if state and mention.measure in roles.DEFENCE else ()
    usual = rivals if len(rivals) == 1 else story.enemy_of(state)
    return usual or _striking_at(mention, where, story)


def _striking_at(mention: Mention, where: str | None, story: Story) -> tuple[str, ...]:
    """Return the one state whom the armed groups of a land fight: Israel in Gaza.

    It must be told to attack, unless a toll of their war is told.
    """
    if mention.people is None:
        return ()
    told = story.named.keys() if mention.status == "cumulative" else story.fighting
    common = _foes_abroad(where) & told
    return tuple(common) if len(common) == 1 else ()


@cache
def _foes_abroad(where: str | None) -> frozenset[str]:
    """Return whom all armed groups of a land fight abroad, if that is told of most of them."""
    rows = codes("actors")
    groups = [one for one in people_of(where) if rows[one]["kind"] != "state"]
    foes = [{foe for foe in opponents(one) if rows[foe]["country"] != where} for one in groups]
    known = [abroad for abroad in foes if abroad]
    most = known and 2 * len(known) >= len(groups)
    return frozenset(set.intersection(*known)) if most else frozenset()


@cache
def people_of(land: str | None) -> tuple[str, ...]:
    """Return the actors at home in a country."""
    return tuple(code for code, row in codes("actors").items() if row["country"] == land)


def home_defence(mention: Mention, attackers: Sequence[str], where: str | None) -> tuple[str, ...]:
    """Return the state over which something was shot down, where nobody else is named."""
    state = state_of(where) if mention.measure in roles.DEFENCE else None
    if state is None or codes("actors")[state]["reach"] == "armed_groups":
        return ()
    return (state,) if state not in attackers else ()


def tester(story: Story) -> tuple[str, ...]:
    """Return the one actor named so far that is known for its tests."""
    named = tuple(one for one in story.named if only_tests((one,)))
    return named if len(named) == 1 else ()


def only_tests(attackers: Sequence[str]) -> bool:
    """Say whether what these launch at nobody is a test."""
    return bool(attackers) and all(codes("actors")[one]["reach"] == "tests" for one in attackers)


def tested_at(where: Where, spots: Sequence[Spot]) -> Where:
    """Keep a tester's target only if something was aimed at it, not if it was flown over."""
    aimed = {spot.country for spot in spots if spot.preposition == "@"}
    return where if where.country in aimed else Where()


def aimed_home(spots: Sequence[Spot], attackers: Sequence[str]) -> bool:
    """Say whether a sentence aims at the attackers' own home: then they are not the attackers."""
    rows = [codes("actors")[actor] for actor in attackers]
    homes = {row["country"] for row in rows if row["theatre"] != row["country"]}
    return any(spot.preposition in ("@", "K") and spot.country in homes for spot in spots)


def behind_lines(mention: Mention, spots: Sequence[Spot], attackers: Sequence[str]) -> bool:
    """Say whether it happened in the country of attackers who fight in another one."""
    rows = [codes("actors")[actor] for actor in attackers]
    far = {row["country"] for row in rows if row["theatre"] and row["theatre"] != row["country"]}
    from_there = mention.measure == "launched"
    told = [
        spot for spot in spots if spot.preposition and not (from_there and spot.preposition == "i")
    ]
    if not any(spot.country in far for spot in told):
        return False
    return places.locate(mention, told, ()).country in far


def strikes_own(attackers: Sequence[str], where: str | None, story: Story) -> bool:
    """Say whether attackers whom only the story tells would have struck their own country.

    So they may if they fight an enemy there, or if the story told of it before.
    """
    rows = codes("actors")
    if where is None or story.countries.get(tuple(attackers)) == where:
        return False
    homes = [one for one in attackers if rows[one]["country"] == where]
    enemies = [enemy for one in homes for enemy in opponents(one)]
    return bool(enemies) and all(rows[enemy]["country"] != where for enemy in enemies)


def fight_elsewhere(
    mention: Mention, attackers: Sequence[str], where: str | None, story: Story
) -> bool:
    """Say whether attackers have nothing to do with a country in which others are told to fight.

    So a toll of the war in Gaza is not the Houthis', but debris of Iran's missiles may fall there.
    """
    toll = mention.people is not None and mention.status == "cumulative"
    if not toll and not _striking_at(mention, where, story):
        return False
    rows = codes("actors")
    told = story.countries.get(tuple(attackers)) == where
    at_home = any(rows[one]["country"] == where for one in attackers)
    anywhere = any(rows[one]["reach"] == "expeditionary" for one in attackers)
    return where is not None and not (told or at_home or anywhere or may_aim(attackers, where))


def firing_from(attackers: tuple[str, ...], sources: Sequence[str]) -> tuple[str, ...]:
    """Keep those who can have fired from a land: who are at home, or fight, there."""
    rows = codes("actors")
    lands = [(one, {rows[one]["country"], rows[one]["theatre"]}) for one in attackers]
    return tuple(one for one, theirs in lands if not sources or theirs & {*sources})


def may_aim(attackers: Sequence[str], where: str | None) -> bool:
    """Say whether attackers aim at a country: not if all enemies, and the war, are elsewhere."""
    rows = codes("actors")
    homes = {rows[enemy]["country"] for one in attackers for enemy in opponents(one)}
    return not homes or where in homes | {rows[one]["theatre"] for one in attackers}


def spare_own_forces(
    attackers: tuple[str, ...], mention: Mention, country: str | None
) -> tuple[str, ...]:
    """Leave out a state in whose own country soldiers or police were hurt: they were its own.

    Not so where an invader's army fights, if they are told to be others', or are called fighters.
    """
    others = set(roles.nationality(mention)) - set(attackers)
    if others or mention.people not in _FORCES or antecedents.is_of_group(mention):
        return attackers
    state = state_of(country)
    return tuple(one for one in attackers if one != state or is_invaded(one))


def is_launch_site(mention: Mention, spot: Spot, attackers: Sequence[str]) -> bool:
    """Say whether munitions were only released over a place: over the home of who fights abroad."""
    rows = [codes("actors")[actor] for actor in attackers]
    far = [row["country"] for row in rows if row["theatre"] not in ("", row["country"])]
    return mention.measure == "launched" and spot.preposition == "i" and spot.country in far


def armed_groups(attackers: Sequence[str]) -> tuple[str, ...]:
    """Keep those whose fighters are called gunmen: no states."""
    return tuple(one for one in attackers if codes("actors")[one]["kind"] != "state")


def states(actors: Sequence[str]) -> tuple[str, ...]:
    """Keep the states."""
    return tuple(one for one in actors if one not in armed_groups(actors))


def true_user(story: Story, attackers: tuple[str, ...], where: str | None) -> tuple[str, ...]:
    """A maker is no user: Iranian drones over Ukraine are Russia's."""
    state = state_of(where)
    row = codes("actors").get(state or "")
    if not attackers or row is None or row["theatre"] != where:
        return attackers
    enemies = story.enemy_of(state)
    return attackers if set(attackers) & {*enemies, state} else enemies or attackers


def points_back(sentence: Sentence) -> bool:
    """Say whether words stand for the place told before: "three people were injured there".

    So does "the city" in "six missiles were fired at the city".
    """
    if "there" in sentence.words and _THERE.search(sentence.text):
        return True
    towns = _THE_TOWN.finditer(sentence.kinds)
    return any(sentence.values[town.start(1)] == _TOWN for town in towns)


def theatre_of(actors: Sequence[str]) -> str | None:
    """Return the one country in which actors fight their ground war."""
    theatres = {codes("actors")[one]["theatre"] for one in actors} - {""}
    return theatres.pop() if len(theatres) == 1 else None
