"""The tree of weapons, as coding needs it: what contains what, and the nearest common class."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import combinations

from conflict_data.schema import codes

ANYTHING = "projectile"
"""The class of weapons that have no class in common."""


@cache
def line(weapon: str) -> tuple[str, ...]:
    """Return a weapon and the classes that contain it, innermost first.

    >>> line("shahed")
    ('shahed', 'drone', 'projectile')
    """
    parent = codes("weapons")[weapon]["parent"]
    return (weapon, *line(parent)) if parent else (weapon,)


@cache
def covers(whole: frozenset[str], part: frozenset[str]) -> bool:
    """Say whether every weapon of ``part`` is one of ``whole`` or of a class in it.

    >>> covers(frozenset({"drone", "missile"}), frozenset({"kinzhal"}))
    True
    """
    return all(not whole.isdisjoint(line(weapon)) for weapon in part)


def disjoint(sets: Iterable[frozenset[str]]) -> bool:
    """Say whether no weapon is counted in two of ``sets``, nor with a class that contains it.

    >>> disjoint([frozenset({"drone"}), frozenset({"missile"})])
    True
    """
    pairs = combinations(sets, 2)
    return not any(_meets(one, other) or _meets(other, one) for one, other in pairs)


def common_class(weapons: Iterable[str]) -> str:
    """Return the innermost class that contains all ``weapons``.

    >>> common_class(["shahed"]), common_class(["iskander", "kalibr"]), common_class(["drone"])
    ('shahed', 'missile', 'drone')
    """
    lines = [line(weapon) for weapon in sorted(weapons)]
    shared = set(lines[0]).intersection(*lines)
    return next((one for one in lines[0] if one in shared), ANYTHING)


def _meets(whole: frozenset[str], part: frozenset[str]) -> bool:
    return any(not whole.isdisjoint(line(weapon)) for weapon in part)
