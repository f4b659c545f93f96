"""Targets: the country attacked, where the sentence of a figure names none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conflict_data.extraction import measures, roles
from conflict_data.extraction.gaps import people_of, state_of, theatre_of
from conflict_data.extraction.lexicon import COUNTING, CRAFTS, VERB
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.spots import Spot, at_sea
from conflict_data.extraction.story import Story, opponents
from conflict_data.schema import codes, split

_INSTALLED = re.compile("[AD]-[=v]")
_BY_OCCUPIER = "installed"
_ITS_SOIL, _ITS = re.compile(r"[i@v](d)o?y"), "its"
_AUTHORITIES = ("official", "military", "organisation")
_CRAFT = re.compile(r"(?:,?C?H?[dNV][oUD^]{0,3}W){0,3}[at]{0,2}@[dUoA^.-]{0,8}F")


def country(
    mention: Mention, story: Story, attackers: tuple[str, ...], defenders: Sequence[str],
    sources: Sequence[str],
) -> str | None:  # fmt: skip
    """Return the country attacked where the sentence names none; a ship or a plane is in none.

    ``sources`` are the countries from which something came.
    """
    if _is_at_craft(mention) or at_sea(mention.sentence):
        return None
    return (
        _told_before(mention, story, attackers)
        or _occupied(mention.sentence)
        or _theatre(mention, attackers)
        or _home_of_hurt(mention)
        or _home_of_speaker(mention, story, attackers)
        or _implied(story, attackers, defenders, sources)
    )


def own_soil(mention: Mention, story: Story) -> str | None:
    """Return the country of a state that tells what fell on "its territory"."""
    sentence = mention.sentence
    its = _ITS_SOIL.search(sentence.kinds, mention.last) if measures.fell(mention) else None
    row = codes("actors").get(story.speaker.actor or "")
    if its is None or row is None or sentence.values[its.start(1)] != _ITS:
        return None
    return row["country"] if row["kind"] == "state" else None


def is_abroad(country: str | None, spots: Sequence[Spot]) -> bool:
    """Say whether only the things of a state that fights worldwide were hit: "a U.S. base"."""
    state = state_of(country)
    if state is None or codes("actors")[state]["reach"] != "expeditionary":
        return False
    return not any(spot.country == country and spot.preposition == "i" for spot in spots)


def elsewhere(spots: Sequence[Spot], country: str | None) -> str | None:
    """Return the first other country that a sentence places something in."""
    others = (spot.country for spot in spots if spot.country not in (None, country))
    return next(others, None)


def _is_at_craft(mention: Mention) -> bool:
    """Say whether munitions were aimed at a ship or a plane."""
    craft = _CRAFT.match(mention.sentence.kinds, mention.last)
    return craft is not None and mention.sentence.values[craft.end() - 1] in CRAFTS


def _told_before(mention: Mention, story: Story, attackers: tuple[str, ...]) -> str | None:
    """Return at whom they were launched: "five of the drones" are some of those told before."""
    back = "Od" in mention.sentence.kinds[mention.first : mention.last]
    return story.countries.get(attackers) if back else None


def _occupied(sentence: Sentence) -> str | None:
    """Return of which country occupied land is whose officials speak: "Moscow-installed"."""
    installed = split(codes("words")[_BY_OCCUPIER]["terms"])
    for match in _INSTALLED.finditer(sentence.kinds):
        if sentence.written(match.end() - 1) in installed:
            return theatre_of((sentence.values[match.start()],))
    return None


def _theatre(mention: Mention, attackers: Sequence[str]) -> str | None:
    """Return where forces are hit when no place is named: where the ground war is fought."""
    of_own = "country" in mention.sentence.words and roles.nationality(mention)
    if of_own or (mention.people != "military" and not roles.hit(mention)):
        return None  # Russian soldiers died in the south of the country
    return theatre_of(attackers)


def _home_of_hurt(mention: Mention) -> str | None:
    """Return the home of the people hurt: "50 Israeli civilians"."""
    rows = [codes("actors")[actor] for actor in roles.nationality(mention)]
    return rows[0]["country"] if rows and rows[0]["reach"] != "expeditionary" else None


def _home_of_speaker(mention: Mention, story: Story, attackers: Sequence[str]) -> str | None:
    """Return the country whose authorities tell of people hurt: they tell of their own."""
    source = story.speaker
    teller = source.actor if source.kind in _AUTHORITIES else None
    if teller is None and _counts_dead(mention):
        teller = next(iter(story.subject), None)
    row = codes("actors").get(teller or "")
    if row is None or (teller in attackers and roles.attackers_said(mention, story)):
        return None
    own = row["reach"] != "expeditionary"
    return row["country"] if own and mention.people not in (None, "military") else None


def _counts_dead(mention: Mention) -> bool:
    """Read "the health ministry put the dead at 224", "spoke of 606 dead"."""
    sentence = mention.sentence
    verb = sentence.kinds.rfind(VERB, 0, mention.first)
    counts = verb >= 0 and sentence.values[verb].code == COUNTING
    return mention.relation == "toll" or (counts and bool(mention.implied))


def _implied(
    story: Story, attackers: tuple[str, ...], defenders: Sequence[str], sources: Sequence[str]
) -> str | None:
    """Return the defender's country, unless its forces fight far from home; else the opponent's.

    Else the one attacked before by the same attackers, else the one the text speaks of.
    """
    rows = codes("actors")
    if attackers and attackers in story.countries:
        return story.countries[attackers]
    for defender in defenders:
        if rows[defender]["kind"] == "state":
            far = rows[defender]["reach"] == "expeditionary"
            return None if far else rows[defender]["country"]
    enemies = {one for actor in attackers for one in opponents(actor)}
    named = set() if story.at_sea else enemies & story.named.keys()
    near = {one for one in named if rows[one]["reach"] != "expeditionary"}
    for those in (enemies, near):
        if len(those) == 1:
            return rows[those.pop()]["country"]
    aimed = rows[story.target] if story.target and story.target not in attackers else None
    home = aimed["country"] if aimed and aimed["reach"] != "expeditionary" else None
    told = story.countries.get(attackers) or home or _enemy_of_land(story, sources)
    return told or _own_war(attackers) or _topic(story, attackers, sources)


def _enemy_of_land(story: Story, lands: Sequence[str]) -> str | None:
    """Return the one country named at which those fire who fire from a land: from Gaza Israel."""
    rows = codes("actors")
    people = [one for land in lands for one in people_of(land)]
    aimed = {enemy for one in people for enemy in opponents(one) if enemy in story.named}
    countries = {rows[one]["country"] for one in aimed}.difference(lands)
    return countries.pop() if len(countries) == 1 else None


def _own_war(attackers: Sequence[str]) -> str | None:
    """Return the country of a state that fights armed groups at home."""
    rows = [codes("actors")[one] for one in attackers]
    homes = {row["country"] for row in rows if row["reach"] == "armed_groups"}
    return homes.pop() if len(homes) == 1 == len(attackers) else None


def _topic(story: Story, attackers: Sequence[str], sources: Sequence[str]) -> str | None:
    """Return the theatre that all named share, or the one country that the text speaks of.

    Those of whom the attackers are none do not draw them into theirs.
    """
    rows = codes("actors")
    others = {*attackers, *(one for land in sources for one in people_of(land))}
    parties = [rows[one] for one in story.named if rows[one]["kind"] != "external"]
    near = [row for row in parties if row["reach"] != "expeditionary"]
    named = [row for row in near if row["code"] not in others]
    theatres = {row["theatre"] for row in named}
    fought = {rows[one]["theatre"] for one in attackers}
    if len(theatres) == 1 and theatres != {""} and (not fought or fought == theatres):
        return theatres.pop()
    told = {row["country"] for row in named}
    return told.pop() if len(told) == 1 and told != {""} else None
