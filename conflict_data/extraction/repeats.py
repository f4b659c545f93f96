"""Repeats: a figure that the text, or its title, only tells again."""

from __future__ import annotations

from bisect import bisect_left

from conflict_data import gazetteer
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.roles import nationality
from conflict_data.extraction.told import Told

_TOWN = "settlement"  # as a kind of places
_LARGE = 10
_HUGE = 100
_NEAR = 2


class Figures:
    """Figures told so far, found again by measure, unit and number; first ones first."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str, float | None], list[Told]] = {}

    def add(self, told: Told) -> None:
        """Note a figure."""
        self._told.setdefault(self._key(told.mention), []).append(told)

    def repeated(self, told: Told) -> Mention | None:
        """Return the figure that a later one only repeats: never one of others' attack."""
        same = self._same(told.mention)
        if not _reaches_far(told.mention):
            first = told.mention.sentence.number - _NEAR
            same = same[bisect_left(same, first, key=_number) :]
        alike = (one for one in same if _is_alike(told, one) and not _is_of_another(told, one))
        return next((one.mention for one in alike), None)

    def retold(self, title: Mention) -> Mention | None:
        """Return the figure of the text that the title tells beforehand."""
        same = (one.mention for one in self._same(title))
        return next((one for one in same if _alike(title, one) and not one.further), None)

    def _same(self, mention: Mention) -> list[Told]:
        return self._told.get(self._key(mention), [])

    @staticmethod
    def _key(mention: Mention) -> tuple[str, str, float | None]:
        return (mention.measure, mention.unit, mention.value)


def _number(told: Told) -> int:
    return told.mention.sentence.number


def _reaches_far(mention: Mention) -> bool:
    """Say whether a figure may repeat one of any sentence before."""
    return mention.definite or mention.value is None or mention.value > _LARGE


def _is_alike(told: Told, one: Told) -> bool:
    return _repeats(told.mention, one.mention) or _is_reworded(told, one)


def _is_of_another(told: Told, one: Told) -> bool:
    """Say whether a figure is told of another attack: of others, of other days, elsewhere."""
    return _by_others(told, one) or _on_other_days(told, one) or _elsewhere(told, one)


def _elsewhere(told: Told, one: Told) -> bool:
    """Say whether small figures are told of two towns; a region may be that of the town."""
    if _reaches_far(told.mention):
        return False
    names = {told.where.place, one.where.place}
    return len(names) > 1 and all(name is not None and _is_town(name) for name in names)


def _is_town(name: str) -> bool:
    place = gazetteer.find(name)
    return place is not None and place.kind == _TOWN


def _by_others(told: Told, one: Told) -> bool:
    return bool(told.attackers and one.attackers) and set(told.attackers).isdisjoint(one.attackers)


def _on_other_days(told: Told, one: Told) -> bool:
    """Say whether a figure's sentence dates it to other days."""
    mine, theirs = told.window, one.window
    if not (mine and theirs and mine.start and mine.end and theirs.start and theirs.end):
        return False
    apart = mine.start > theirs.end or mine.end < theirs.start
    return apart and mine.basis == theirs.basis == "stated"


def _repeats(mention: Mention, one: Mention) -> bool:
    """Say whether a figure repeats another: small ones often only look so."""
    if mention.status != one.status or mention.further or not _alike(mention, one):
        return False
    value, apart = mention.value, mention.sentence.number - one.sentence.number
    if not apart:
        return mention.relation == "base" or (value is not None and value >= _HUGE)
    if mention.people is not None and apart <= _NEAR:
        mine, theirs = set(nationality(mention)), set(nationality(one))
        return not (mine and theirs) or bool(mine & theirs)
    return _reaches_far(mention)


def _is_reworded(told: Told, one: Told) -> bool:
    """Say whether a summary and the text behind it tell the same small figure in the same words."""
    mine, theirs = told.mention, one.mention
    verbs = mine.frame is not None and mine.frame == theirs.frame
    if not verbs or _words(mine) != _words(theirs):
        return False
    near = 0 < mine.sentence.number - theirs.sentence.number <= _NEAR
    return near and told.attackers == one.attackers and told.where.country == one.where.country


def _words(mention: Mention) -> str:
    return mention.sentence.stretch(mention.first, mention.last).lower()


def _alike(one: Mention, other: Mention) -> bool:
    mine, theirs = one.classes, other.classes
    return mine == theirs or (bool(mine) and (mine <= theirs or theirs <= mine))
