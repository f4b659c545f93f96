"""The tree of weapons: what contains what, and the nearest common class."""

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


def top_class(weapon: str) -> str:
    """Return the widest class of a weapon below the root; the root itself is its own.

    >>> top_class("shahed"), top_class("drone"), top_class("projectile")
    ('drone', 'drone', 'projectile')
    """
    return line(weapon)[-2:][0]


@cache
def covers(whole: frozenset[str], part: frozenset[str]) -> bool:
    """Say whether every weapon of ``part`` is one of ``whole`` or of a class in it.

    >>> covers(frozenset({"drone", "missile"}), frozenset({"kinzhal"}))
    True
    """
    return all(not whole.isdisjoint(line(weapon)) for weapon in part)


def makes_up(parts: Iterable[str], whole: Iterable[str]) -> bool:
    """Say whether each weapon of ``whole`` is among ``parts``, itself or as one of its kind.

    >>> makes_up(["shahed", "missile"], ["drone", "missile"])
    True
    >>> makes_up(["drone"], ["drone", "bomb"])
    False
    """
    told = {kind for part in parts for kind in line(part)}
    return told.issuperset(whole)


def reworded(sets: Iterable[frozenset[str]]) -> dict[frozenset[str], frozenset[str]]:
    """Return for each set the finest wording of the same joint count, where there is just one.

    >>> fine = frozenset({"drone", "ballistic_missile", "cruise_missile"})
    >>> reworded([frozenset({"drone", "missile"}), fine])[frozenset({"drone", "missile"})] == fine
    True
    """
    all_sets = sorted(set(sets), key=sorted)
    found = {}
    for one in all_sets:
        finer = [other for other in all_sets if _spells_out(other, one)]
        found[one] = finer[0] if len(finer) == 1 else one
    return found


def _spells_out(fine: frozenset[str], coarse: frozenset[str]) -> bool:
    """Say whether a joint count names the same things more finely, leaving none of them out."""
    if len(coarse) < 2 or fine == coarse or not covers(coarse, fine):
        return False
    return makes_up(fine, coarse)


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
