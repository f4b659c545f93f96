"""Scopes: what exactly a count of munitions counts, and which count contains which.

A part must never pose as a rival of its whole, nor as a total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from conflict_data import arsenal
from conflict_data.coding.clues import LAUNCH
from conflict_data.coding.levels import PLACE, Case, site
from conflict_data.coding.places import spelling
from conflict_data.records import Claim

_SEVERAL_OF_MORE = "counts the munitions of several attackers, but not of all: no row can say that"
_LIKE_ITS_WHOLE = "a part of a figure of the same weapons and scope: it would pose as its rival"


class Parties(NamedTuple):
    """Who is on which side of an event."""

    attackers: frozenset[str]
    target: str | None
    interceptors: frozenset[str]

    @property
    def defenders(self) -> frozenset[str]:
        """The attacked actor and all who intercepted."""
        return self.interceptors | ({self.target} if self.target else set())


class Scope(NamedTuple):
    """These weapons, of the whole event or of the part that one of the others names."""

    weapons: frozenset[str]
    launcher: str | None = None
    interceptors: frozenset[str] = frozenset()
    place: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the weapons are counted over the whole event."""
        return (self.launcher, self.interceptors, self.place) == (None, frozenset(), None)

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What sorts and identifies the scope within its event."""
        weapons, interceptors = sorted(self.weapons), sorted(self.interceptors)
        return "; ".join(weapons), self.launcher or "", "; ".join(interceptors), self.place or ""


class Scoped(NamedTuple):
    """Claims by scope, each scope's containing one, and claims that no scope can say, with why."""

    claims: Mapping[Scope, Sequence[Claim]]
    parents: Mapping[Scope, Scope]
    lost: tuple[tuple[Claim, str], ...]


def scoped(
    claims: Sequence[Claim],
    weapons: Mapping[str, frozenset[str]],
    case: Case,
    parties: Parties,
) -> Scoped:
    """Sort counts of munitions by scope; ``weapons`` are those of each claim, by its id."""
    beside, here = _interceptors(claims, weapons), site(case)
    scopes: dict[str, Scope] = {}
    lost = []
    for claim in claims:
        theirs = weapons[claim.claim_id]
        launcher = frozenset(claim.actors) & parties.attackers
        if 1 < len(launcher) < len(parties.attackers):
            lost.append((claim, _SEVERAL_OF_MORE))
            continue
        scopes[claim.claim_id] = Scope(
            theirs,
            next(iter(launcher)) if launcher and launcher < parties.attackers else None,
            _helpers(claim, beside[theirs, claim.measure], parties),
            _site(claim, case, here),
        )
    alike = [claim for claim in claims if _is_like_its_whole(claim, scopes)]
    for claim in alike:
        del scopes[claim.claim_id]
    lost += [(claim, _LIKE_ITS_WHOLE) for claim in alike]
    by_scope: dict[Scope, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.claim_id in scopes:
            by_scope[scopes[claim.claim_id]].append(claim)
    return Scoped(by_scope, _parents(by_scope, scopes), tuple(lost))


def _interceptors(
    claims: Iterable[Claim], weapons: Mapping[str, frozenset[str]]
) -> Mapping[tuple[frozenset[str], str], set[frozenset[str]]]:
    """Return who is said to have intercepted, by weapons and measure."""
    found = defaultdict(set)
    for claim in claims:
        found[weapons[claim.claim_id], claim.measure].add(frozenset(claim.interceptors))
    return found


def _helpers(claim: Claim, beside: Collection[frozenset[str]], parties: Parties) -> frozenset[str]:
    """Return whose interceptions alone a claim counts.

    A helper's are never those of the attacked; where nobody knows who that is, they are told from
    the whole by a figure that is not theirs.
    """
    theirs = frozenset(claim.interceptors)
    if parties.target in theirs or not theirs < parties.defenders:
        return frozenset()
    if parties.target:
        return theirs
    others = any(not other or not other <= theirs for other in beside)
    return theirs if others or theirs < parties.interceptors else frozenset()


def _site(claim: Claim, case: Case, here: str | None) -> str | None:
    """Return the place to which a claim in a salvo is limited, unless all of it is ``here``."""
    if not claim.place or case.level == PLACE or claim.place_role == LAUNCH:
        return None
    name = spelling(claim.place, case.attack.target)
    return name if name not in (case.attack.target, here) else None


def _is_like_its_whole(claim: Claim, scopes: Mapping[str, Scope]) -> bool:
    scope = scopes.get(claim.claim_id)
    return scope is not None and scopes.get(claim.part_of or "") == scope


def _parents(
    by_scope: Mapping[Scope, Sequence[Claim]], scopes: Mapping[str, Scope]
) -> dict[Scope, Scope]:
    """Return the containing scope of each: the one a text names, else the narrowest."""
    wider = {scope: [other for other in by_scope if _contains(other, scope)] for scope in by_scope}
    parents: dict[Scope, Scope] = {}
    for scope in sorted(by_scope, key=lambda scope: scope.name):
        wholes = {claim.part_of for claim in by_scope[scope] if claim.part_of}
        named = {scopes[claim_id] for claim_id in wholes if claim_id in scopes}
        likely = sorted(
            {*named, *wider[scope]},
            key=lambda other: (
                other not in named,
                -len(wider[other]),
                _strangeness(other, scope),
                other.name,
            ),
        )
        for parent in likely:
            if not _leads(parent, scope, parents):
                parents[scope] = parent
                break
    return parents


def _strangeness(one: Scope, other: Scope) -> int:
    """Return in how many ways two scopes are limited differently, weapons aside."""
    return sum(mine != theirs for mine, theirs in zip(one[1:], other[1:], strict=True))


def _leads(start: Scope, to: Scope, parents: Mapping[Scope, Scope]) -> bool:
    """Say whether the way up from ``start`` comes to ``to``: what a text names may go round."""
    at: Scope | None = start
    while at is not None and at != to:
        at = parents.get(at)
    return at == to


def _contains(whole: Scope, part: Scope) -> bool:
    if not arsenal.covers(whole.weapons, part.weapons):
        return False
    same_weapons = arsenal.covers(part.weapons, whole.weapons)
    return _is_wider(whole, part) and not (same_weapons and _is_wider(part, whole))


def _is_wider(one: Scope, other: Scope) -> bool:
    """Say whether one is limited in nothing that does not limit the other as much."""
    helpers = not one.interceptors or one.interceptors >= other.interceptors > frozenset()
    return helpers and one.launcher in (None, other.launcher) and one.place in (None, other.place)
