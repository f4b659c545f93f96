"""Identity: which claims are about one attack.

An attack is known by its mode, its attackers, the territory attacked, and its night or day.
Claims that lack one of these join the one attack they fit; what fits several is not guessed.
Claims are placed in batches, each against what stood before it, so their order means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import TypeAlias

from conflict_data.coding.clues import PUBLICATION, Clue, is_news, read, refusal, unplaced
from conflict_data.records import Article, Claim, Problem

_BASES = ("stated", "anchored", PUBLICATION)
_DAY = timedelta(days=1)
_ANYBODY = frozenset({""})
_SEVERAL = "fits several events; its sentence names no attacker, target or date that decides"
_ALONE = "it fits no one event that other claims make"
_NOWHERE = "nothing says where"
_NEVER = "nothing says when: neither the text nor its article has a date"

_Key: TypeAlias = tuple[object, ...]
_Slot: TypeAlias = tuple[date, bool]


@dataclass(slots=True, eq=False)
class Attack:
    """One attack: what identifies it, and the clues to it.

    ``past`` are claims about it that are not current; ``label`` is the name under which a
    researcher split it off.
    """

    mode: str
    attackers: frozenset[str]
    target: str
    start: date
    night: bool
    clues: list[Clue] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    victims: set[str] = field(default_factory=set)
    past: list[Claim] = field(default_factory=list)
    label: str = ""

    @property
    def key(self) -> tuple[str, str, str, date, bool]:
        """What sorts and names the attack; it does not grow with the clues."""
        return self.mode, "; ".join(sorted(self.attackers)), self.target, self.start, self.night

    @property
    def end(self) -> date:
        """The last day: a night has two."""
        return self.start + _DAY if self.night else self.start

    @property
    def basis(self) -> str:
        """Where the date comes from: the surest basis among the clues."""
        return min((clue.basis for clue in self.clues), key=_BASES.index)


def gather(
    claims: Iterable[Claim], articles: Mapping[str, Article], withdrawn: Mapping[Claim, str]
) -> tuple[list[Attack], list[Problem]]:
    """Return the attacks that claims tell of, and the claims that no attack holds, with reasons.

    ``withdrawn`` claims, with why, are put beside the one attack that they fit and do nothing else.
    """
    news = [claim for claim in claims if is_news(claim)]
    reasons = {claim: refusal(claim) for claim in news}
    problems = [unplaced(claim, why) for claim, why in reasons.items() if why]
    clues = [read(claim) for claim, why in reasons.items() if not why]
    index = _Index()
    problems += _place([clue for clue in clues if clue.start], index)
    later, faults = _date([clue for clue in clues if not clue.start], index, articles)
    problems += faults + _place(later, index)
    problems += _set_beside(withdrawn, index, articles)
    return sorted(index.attacks, key=lambda attack: attack.key), problems


class _Index:
    """Attacks by whatever a clue may know of them."""

    def __init__(self) -> None:
        self.attacks: list[Attack] = []
        self._known: dict[_Key, list[Attack]] = defaultdict(list)

    def add(self, attack: Attack, clues: Iterable[Clue]) -> None:
        self.attacks.append(attack)
        slot = attack.start, attack.night
        self._known["target", attack.mode, attack.target, slot].append(attack)
        for attacker in attack.attackers:
            self._known["attacker", attack.mode, attacker, slot].append(attack)
        for clue in clues:
            self.join(attack, clue)

    def join(self, attack: Attack, clue: Clue) -> None:
        claim = clue.claim
        attack.clues.append(clue)
        if claim.target_actor:
            attack.victims.add(claim.target_actor)
        if claim.article_id not in attack.articles:
            attack.articles.add(claim.article_id)
            self._known["article", attack.mode, claim.article_id].append(attack)

    def near(self, clue: Clue) -> list[Attack]:
        """Return the attacks that a clue fits: the likeliest ones, if some are likelier."""
        found = (attack for key in _asked(clue) for attack in self._known.get(key, ()))
        fits = [attack for attack in dict.fromkeys(found) if _fits(clue, attack)]
        here = [attack for attack in fits if clue.claim.article_id in attack.articles] or fits
        known = clue.attackers, clue.target
        return [attack for attack in here if (attack.attackers, attack.target) == known] or here


def _asked(clue: Clue) -> Iterator[_Key]:
    """Yield the keys under which attacks that a clue may fit are known."""
    mode = clue.claim.mode
    if not clue.slots or not (clue.target or clue.attackers):
        yield "article", mode, clue.claim.article_id
    elif clue.target:
        yield from (("target", mode, clue.target, slot) for slot in clue.slots)
    else:
        for attacker in sorted(clue.attackers):
            yield from (("attacker", mode, attacker, slot) for slot in clue.slots)


def _fits(clue: Clue, attack: Attack) -> bool:
    claim = clue.claim
    if clue.slots and (attack.start, attack.night) not in clue.slots:
        return False
    if clue.attackers and attack.attackers and clue.attackers.isdisjoint(attack.attackers):
        return False
    if not attack.attackers.isdisjoint(claim.interceptors):
        return False
    if clue.target:
        return clue.target == attack.target
    return not (claim.target_actor and attack.victims) or claim.target_actor in attack.victims


def _place(clues: Sequence[Clue], index: _Index) -> list[Problem]:
    """Place dated clues: complete ones first, then those that lack attackers, then a target."""
    problems = []
    for has_target, has_attackers in product((True, False), repeat=2):
        knows = has_target, has_attackers
        batch = [clue for clue in clues if (bool(clue.target), bool(clue.attackers)) == knows]
        near = [(clue, index.near(clue)) for clue in batch]
        rest = [clue for clue, attacks in near if not attacks]
        for clue, attacks in near:
            if len(attacks) == 1:
                index.join(attacks[0], clue)
        problems += [unplaced(clue.claim, _SEVERAL) for clue, attacks in near if len(attacks) > 1]
        if has_target:
            _found(rest, index)
        else:
            problems += [unplaced(clue.claim, _NOWHERE) for clue in rest]
    return problems


def _set_beside(
    withdrawn: Mapping[Claim, str], index: _Index, articles: Mapping[str, Article]
) -> Iterator[Problem]:
    """Put withdrawn claims beside the attacks that they fit."""
    for claim, why in withdrawn.items():
        if not is_news(claim):
            continue
        clue = read(claim)
        day = claim.date_start or articles[claim.article_id].date
        near = (
            [] if refusal(claim) else index.near(clue if clue.start else clue._replace(start=day))
        )
        if len(near) == 1:
            near[0].past.append(claim)
        else:
            yield unplaced(claim, f"{why}; {_ALONE}")


def _date(
    clues: Sequence[Clue], index: _Index, articles: Mapping[str, Article]
) -> tuple[list[Clue], list[Problem]]:
    """Let undated clues join the one attack of their article, or take the day of publication."""
    later, problems = [], []
    near = [(clue, index.near(clue)) for clue in clues]
    for clue, attacks in near:
        day = clue.claim.date_start or articles[clue.claim.article_id].date
        if len(attacks) == 1:
            index.join(attacks[0], clue)
        elif attacks or day is None:
            problems.append(unplaced(clue.claim, _SEVERAL if attacks else _NEVER))
        else:
            later.append(clue._replace(start=day))
    return later, problems


def _found(clues: Sequence[Clue], index: _Index) -> None:
    """Make attacks of clues that fit none yet: joint attackers of one night or day are one."""
    slots = _slots(clues)
    blocks: dict[tuple[str, str, _Slot], list[Clue]] = defaultdict(list)
    for clue in clues:
        blocks[clue.claim.mode, str(clue.target), slots[clue]].append(clue)
    for (mode, target, slot), block in sorted(blocks.items()):
        for attackers in _united(clue.attackers for clue in block):
            members = [clue for clue in block if clue.attackers <= attackers]
            index.add(Attack(mode, attackers, target, *slot), members)


def _slots(clues: Sequence[Clue]) -> dict[Clue, _Slot]:
    """Return the night or day of each clue: a day within exactly one night is that night."""
    nights = {
        (clue.claim.mode, clue.target, attacker, clue.start)
        for clue in clues
        if clue.night
        for attacker in clue.attackers or _ANYBODY
    }

    def slot(clue: Clue) -> _Slot:
        start = clue.start or date.min
        near = {
            evening
            for evening in (start - _DAY, start)
            for attacker in clue.attackers or _ANYBODY
            if (clue.claim.mode, clue.target, attacker, evening) in nights
        }
        return (near.pop(), True) if len(near) == 1 and not clue.night else (start, clue.night)

    return {clue: slot(clue) for clue in clues}


def _united(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Unite sets that share a member.

    >>> sorted(map(sorted, _united([frozenset("ab"), frozenset("c"), frozenset("bd")])))
    [['a', 'b', 'd'], ['c']]
    """
    groups: list[frozenset[str]] = []
    for one in sorted(set(sets), key=sorted):
        apart = [group for group in groups if group.isdisjoint(one)]
        touched = [group for group in groups if not group.isdisjoint(one)]
        groups = [*apart, one.union(*touched)]
    return groups
