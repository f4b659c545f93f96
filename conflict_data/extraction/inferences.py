"""Inferences: who attacked, where no sentence tells: from the figure itself, then the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from conflict_data.extraction import phrases
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.roles import AUTHORITY, NEUTRAL, hit, interceptors, nationality
from conflict_data.extraction.story import Story, opponents
from conflict_data.schema import codes, split

_OWN = re.compile(r"\b(?:its|our|their)\b")
_FROM_LAND = re.compile(r"[^c;:.f]{0,4}f[doU]{0,2}([AL])")


def attackers(mention: Mention, story: Story) -> tuple[str, ...]:
    """Fall back on what a figure itself implies, else on the attacker told before."""
    return implied(mention, story) or _attackers_before(mention, story)


def implied(mention: Mention, story: Story) -> tuple[str, ...]:
    """Return who fires such weapons, or the enemy of whoever tells, defends or was hurt."""
    found = (
        group_there(mention, story) or _aimed_at_speaker(mention, story) or _users(mention, story)
    )
    if found:
        return found
    for actor in [*interceptors(mention, story), *nationality(mention)]:
        enemies = story.enemy_of(actor)
        if enemies:
            return enemies
    foes = (opponents(actor) for actor in hit(mention))
    return next((one for one in foes if len(one) == 1), ())


def _attackers_before(mention: Mention, story: Story) -> tuple[str, ...]:
    if is_neutral_count(mention, story.speaker.actor):
        return ()
    hurt = {*story.hurt, *nationality(mention)}
    soldiers = nationality(mention) if mention.people == "military" else ()
    not_them = {*interceptors(mention, story), *filter(_is_far_from_home, hurt), *soldiers}
    not_them.update(fighting_for(nationality(mention), story.attackers))
    usual = tuple(attacker for attacker in story.attackers if attacker not in not_them)
    return usual or story.enemy_of(story.target) or _own_account(mention, story)


def fighting_for(hurt: Sequence[str], attackers: Sequence[str]) -> Iterator[str]:
    """Yield the groups that fight only abroad, and for the people hurt: Hamas for Palestinians."""
    rows = codes("actors")
    homes = {rows[one]["country"] for one in hurt}
    for one in attackers:
        foes = [rows[foe]["country"] for foe in opponents(one)]
        if foes and rows[one]["country"] in homes.difference(foes):
            yield one


def is_neutral_count(mention: Mention, speaker: str | None) -> bool:
    """Say whether somebody counts all the dead of a war, of both sides."""
    if mention.status != "cumulative" or mention.people is None:
        return False
    told = (actor for _, actor in phrases.names(mention.sentence, 0, len(mention.sentence.kinds)))
    return speaker in NEUTRAL or any(actor in NEUTRAL for actor in told)


def _aimed_at_speaker(mention: Mention, story: Story) -> tuple[str, ...]:
    """Read "Russia claims that two drones attacked the Kremlin": a state tells of its one enemy's.

    Not so of "its drones"; whoever tells of people hurt, not of whose or of soldiers, tells of
    his own.
    """
    source = story.speaker
    if source.actor is None or source.kind not in AUTHORITY:
        return ()
    own = _OWN.search(mention.sentence.stretch(mention.first, mention.last).lower())
    came = mention.measure in ("launched", "impacted") and _came(mention) and not own
    hurt = mention.people not in (None, "military") and not nationality(mention)
    enemies = opponents(source.actor) if came or hurt else ()
    return enemies if len(enemies) < 2 else story.enemy_of(source.actor)


def _came(mention: Mention) -> bool:
    """Say whether munitions only came: "two drones attacked", "a tower was attacked by a drone"."""
    kinds, verb = mention.sentence.kinds, mention.verb
    by = mention.relation == "instrument" and kinds[verb - 1] == "B" and "Y" in kinds[verb:]
    return by or mention.relation == "subject"


def _users(mention: Mention, story: Story) -> tuple[str, ...]:
    """Return the one party named that is known to fire such weapons: Iskanders are Russia's."""
    rows = [codes("weapons")[weapon] for weapon in mention.weapons]
    users = {user for row in rows for user in split(row["users"]) if user in story.named}
    return tuple(users) if len(users) == 1 else ()


def group_there(mention: Mention, story: Story) -> tuple[str, ...]:
    """Return the one armed group named that fires from a land: from Lebanon Hezbollah does."""
    source = _FROM_LAND.match(mention.sentence.kinds, mention.last)
    if source is None or mention.measure in HARM:
        return ()
    land = mention.sentence.values[source.start(1)]
    rows = codes("actors")
    country = rows[land]["country"] if source.group(1) != "L" else land
    named = [one for one in story.named if rows[one]["country"] == country]
    groups = tuple(one for one in named if phrases.is_armed_group(one))
    return groups if len(groups) == 1 else ()


def _own_account(mention: Mention, story: Story) -> tuple[str, ...]:
    """Return the armed group whose spokesman tells of launches, of soldiers killed: its own."""
    actor = story.speaker.actor
    enemies = mention.measure == "killed" and mention.people == "military"
    if actor is None or not (enemies or mention.measure == "launched"):
        return ()
    return (actor,) if phrases.is_armed_group(actor) else ()


def _is_far_from_home(actor: str) -> bool:
    return codes("actors")[actor]["reach"] == "expeditionary"
