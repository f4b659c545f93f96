"""What is told: a figure with everything that the text says around it, and what figures lend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from conflict_data.extraction import gaps, inferences, modes, responsibility, roles
from conflict_data.extraction.lexicon import WEAPON
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.places import Where
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.speakers import Source
from conflict_data.extraction.story import Story, is_invaded, opponents
from conflict_data.extraction.windows import Window

_JUST_TOLD = 5  # sentences between an attack and who is held responsible for it


@dataclass(slots=True)
class Told:
    """A mention with everything that the text says around it.

    Its own sentence ``said`` who attacked, or ``dated`` it.
    """

    mention: Mention
    attackers: tuple[str, ...]
    defenders: tuple[str, ...]
    where: Where
    window: Window | None
    source: Source
    base: Mention | None
    said: bool
    dated: bool = False


def is_by_others(mention: Mention, told: Iterable[Told]) -> bool:
    """Say whether gunmen are told of beside those who only fire from afar: they are others."""
    if not modes.by_gunmen(mention):
        return False
    armed = False
    for one in (one.mention for one in told if one.attackers):
        if one.mode != modes.STRIKE:
            return False
        armed = armed or bool(one.weapons)
    return armed


def hold_responsible(sentence: Sentence, told: Sequence[Told], story: Story) -> None:
    """Give the attack told just before a sentence those who own up to it there or are blamed."""
    recent = list(_just_told(sentence.number, told))
    if responsibility.is_open(sentence):
        story.open = True
        _leave_open(recent)
        return
    open_ = [one for one in recent if not one.attackers and one.mention.status == "actual"]
    attackers = responsibility.responsible(sentence) if open_ else ()
    for one in open_:
        if attackers and _may_be_held(attackers, one):
            one.attackers = attackers


def _just_told(number: int, told: Sequence[Told]) -> Iterator[Told]:
    """Yield what the sentences just before sentence ``number`` told, the last first."""
    return takewhile(lambda one: number - one.mention.sentence.number <= _JUST_TOLD, reversed(told))


def _leave_open(recent: Iterable[Told]) -> None:
    """Take back whom only the story implied, but where an invader's army fights."""
    for one in recent:
        state = gaps.state_of(one.where.country)
        if not one.said and not (state and is_invaded(state)):
            one.attackers, one.said = (), True


def tell_back(
    window: Window | None, country: str | None, number: int, told: Sequence[Told]
) -> None:
    """Give what was told just before sentence ``number`` the days and the country of the attack."""
    for one in takewhile(lambda one: one.mention.status == "actual", _just_told(number, told)):
        if window and not one.dated:
            one.window, one.dated = window, True
        if one.where.country is None:
            one.where = one.where._replace(country=country)


def lend_attackers(told: Sequence[Told], story: Story) -> None:
    """Give figures without an attacker the one whom the whole article names, or implies."""
    if story.open:
        return
    named = {one.attackers for one in told if one.said and one.attackers}
    attackers = named.pop() if len(named) == 1 else ()
    for one in told:
        silent = not (one.said or one.attackers or is_by_others(one.mention, told))
        silent = silent and not inferences.is_neutral_count(one.mention, one.source.actor)
        if silent and _may_have_attacked(attackers, one) and not _is_planted(one, attackers):
            one.attackers = attackers or _enemy(one, story)


def lend_by_country(stories: Sequence[Sequence[Told]]) -> None:
    """Give what a digest tells of a land the one attacker whom its other stories tell there."""
    if len(stories) < 2:
        return
    attackers: dict[str, set[tuple[str, ...]]] = {}
    everything = list(chain.from_iterable(stories))
    for one in everything:
        if one.said and one.attackers and one.where.country:
            attackers.setdefault(one.where.country, set()).add(one.attackers)
    for one in everything:
        told = attackers.get(one.where.country or "", set())
        silent = not (one.said or one.attackers) and one.mention.status == "actual"
        if silent and len(told) == 1 and _may_be_held(min(told), one):
            one.attackers = min(told)


def _is_planted(one: Told, attackers: Sequence[str]) -> bool:
    """Say whether people were hurt by a bomb that no state plants, or by gunmen."""
    return modes.by_rebels(one.mention) and not gaps.armed_groups(attackers)


def _enemy(one: Told, story: Story) -> tuple[str, ...]:
    """Return the one enemy, named anywhere in the story, of those who defended or were hurt."""
    hit = (*one.defenders, *roles.nationality(one.mention))
    enemies = next(filter(None, map(story.enemy_of, hit)), ())
    state = gaps.state_of(one.where.country) if one.mention.people else None
    abroad = gaps.states(story.enemy_of(state))  # its rebels are said to attack, or did not
    return inferences.group_there(one.mention, story) or enemies or abroad


def _may_have_attacked(attackers: Sequence[str], one: Told) -> bool:
    """Say whether attackers fit a figure: if those hurt have enemies, they are of these."""
    own = roles.nationality(one.mention)
    if any(inferences.fighting_for(own, attackers)):
        return False
    enemies = {enemy for actor in own for enemy in opponents(actor)}
    return _may_be_held(attackers, one) and (not enemies or bool(enemies & {*attackers}))


def _may_be_held(attackers: Sequence[str], one: Told) -> bool:
    """Say whether attackers did what they are said to: not to whom they defend, or their own.

    Nor are gunmen a state's.
    """
    if modes.by_gunmen(one.mention) and not gaps.armed_groups(attackers):
        return False
    return not set(attackers) & {*one.defenders, *roles.nationality(one.mention)}


def take_from_whole(one: Told, recent: Sequence[Told]) -> None:
    """A part without a noun was sent and stopped by who sent and stopped its whole."""
    mention = one.mention
    if one.said or WEAPON in mention.sentence.kinds[mention.first : mention.last]:
        return
    whole = next((told for told in reversed(recent) if told.mention is mention.parent), None)
    if whole and whole.mention.measure == mention.measure:
        one.attackers = whole.attackers or one.attackers
        one.defenders = whole.defenders or one.defenders


def corrected(new: Told, told: Sequence[Told]) -> Told:
    """A figure that corrects another is about the same attack; only who says so may change."""
    wrong = new.mention.replaces
    old = next((one for one in reversed(told) if wrong and one.mention is wrong), None)
    return replace(old, mention=new.mention, source=new.source) if old else new


def place_before(where: Where, attackers: Sequence[str], told: Sequence[Told]) -> Where:
    """Return the place told last, if it was attacked by the same and in no other country."""
    if not told:
        return where
    last = told[-1]
    strange = attackers and last.attackers and set(attackers).isdisjoint(last.attackers)
    return where if strange or where.country not in (None, last.where.country) else last.where


def share_with_base(one: Told, fresh: Iterable[Told]) -> None:
    """A part and its base have one attacker and one target: what one lacks the other lends."""
    base = one.mention.base
    other = next((told for told in fresh if told.mention is base), None) if base else None
    if other is None:
        return
    other.attackers = one.attackers or other.attackers
    one.attackers = other.attackers
    if other.where.country is None or one.where.country is not None:
        other.where = other.where._replace(country=one.where.country)
    else:
        one.where = other.where
