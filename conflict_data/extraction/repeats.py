"""Repeats: a figure that the text, or its title, only tells again."""

from __future__ import annotations

from conflict_data.extraction.links import classes
from conflict_data.extraction.mentions import Mention

_LARGE = 10
_HUGE = 100
_NEAR = 2


class Figures:
    """Figures told so far, found again by measure, unit and number; first ones first."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str, float | None], list[Mention]] = {}

    def add(self, mention: Mention) -> None:
        """Note a figure."""
        self._told.setdefault(self._key(mention), []).append(mention)

    def repeated(self, mention: Mention) -> Mention | None:
        """Return the figure that a later one only repeats."""
        return next((one for one in self._same(mention) if _repeats(mention, one)), None)

    def retold(self, title: Mention) -> Mention | None:
        """Return the figure of the text that the title tells beforehand."""
        same = self._same(title)
        return next((one for one in same if _alike(title, one) and not one.further), None)

    def _same(self, mention: Mention) -> list[Mention]:
        return self._told.get(self._key(mention), [])

    @staticmethod
    def _key(mention: Mention) -> tuple[str, str, float | None]:
        return (mention.measure, mention.unit, mention.value)


def _repeats(mention: Mention, one: Mention) -> bool:
    """Say whether a figure repeats another: small ones often only look so."""
    if mention.status != one.status or mention.further or not _alike(mention, one):
        return False
    value, apart = mention.value, mention.sentence.number - one.sentence.number
    if not apart:
        return value is not None and value >= _HUGE
    if mention.people is not None and apart <= _NEAR:
        return True
    return mention.definite or value is None or value > _LARGE


def _alike(one: Mention, other: Mention) -> bool:
    mine, theirs = classes(one), classes(other)
    return mine == theirs or (bool(mine) and (mine <= theirs or theirs <= mine))
