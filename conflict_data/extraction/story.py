"""The story so far: for words that point back, and for what a sentence leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from conflict_data.extraction import accidents, attacks, modes, phrases
from conflict_data.extraction.lexicon import VESSEL, WEAPON, index
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.speakers import Source
from conflict_data.schema import codes, split

_TOPIC = re.compile(
    r"(?<![fpi@OYw>T])(?<![fpi@OYw>T][doU])(?:A(?!['(–—-])|A(?='[oU]{0,2}F)|D(?=[oU]{0,2}[FPs]))"
)
_WAR = re.compile(r"d?[oDAU'-]{0,4}q")
_EXTERNAL = "external"
_AIMED = re.compile(r"[KS][aot]{0,2}@[dDo]{0,3}(A)")


@dataclass(slots=True)
class Story:
    """What an article has told: who attacked whom and how, who defended, was named, speaks.

    ``topic`` is who the sentence before was about (``of_war``: it was about the war), ``subject``
    who the sentence being read is. It is ``open`` if it told that nobody owned up to it.
    """

    attackers: tuple[str, ...] = ()
    defenders: tuple[str, ...] = ()
    target: str | None = None
    mode: str = modes.STRIKE
    countries: dict[tuple[str, ...], str] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)
    hurt: set[str] = field(default_factory=set)
    fighting: set[str] = field(default_factory=set)
    speaker: Source = field(default_factory=Source)
    lead: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    munitions: str = ""
    at_sea: bool = False
    of_war: bool = False
    open: bool = False
    causes: accidents.Causes = field(default_factory=accidents.Causes)
    _war: bool = False

    def remember(self, sentence: Sentence) -> None:
        """Note every actor that a sentence names, newest last, and who attacked whom in it."""
        for _, actor in phrases.names(sentence, 0, len(sentence.kinds)):
            self.named.pop(actor, None)
            self.named[actor] = None
        self.topic, self.subject = self.subject, subject_of(sentence)
        self.of_war, self._war = self._war, _WAR.match(sentence.kinds) is not None
        attacking = attacks.nearest(sentence, 0) or attacks.done(sentence)
        self.attackers = attacking or self.attackers
        self.fighting.update(attacking)
        self.at_sea = self.at_sea or _tells_of_ships(sentence)
        self.causes.see(sentence, attacking)
        self.mode = modes.cue(sentence) or self.mode
        aimed = _AIMED.search(sentence.kinds)
        if aimed:
            self.target = sentence.values[aimed.start(1)]

    def turn(self) -> None:
        """Begin a paragraph: unless it names others it goes back to whom the article is about."""
        self.attackers, self.defenders = self.lead or self.attackers, ()

    def note(
        self, attackers: tuple[str, ...], defenders: tuple[str, ...], country: str | None
    ) -> None:
        """Note the roles of a figure that was told."""
        self.attackers = attackers or self.attackers
        self.fighting.update(attackers)
        self.lead = self.lead or attackers
        self.defenders = defenders or self.defenders
        rows = codes("actors")
        theatres = {
            rows[one]["theatre"] or country for one in attackers if rows[one]["country"] == country
        }
        if country and theatres <= {country}:
            self.countries[attackers] = country

    def context(self) -> list[str]:
        """Return the countries of those it named, newest first."""
        rows = codes("actors")
        named = [rows[actor]["country"] for actor in reversed(self.named)]
        return list(dict.fromkeys(country for country in named if country))

    def names_enemies(self) -> bool:
        """Say whether it named somebody who has enemies at home or next to it."""
        reach = {one: codes("actors")[one]["reach"] for one in self.named}
        return any(opponents(one) and reach[one] != "expeditionary" for one in self.named)

    def parties(self) -> list[str]:
        """Return who attacked or was attacked so far."""
        rows = codes("actors")
        attacked = set(self.countries.values())
        homes = [one for one in self.named if rows[one]["kind"] == "state"]
        told = [*self.attackers, *self.defenders]
        for attackers in self.countries:
            told += attackers
        told += [one for one in homes if rows[one]["country"] in attacked]
        return list(dict.fromkeys(told))

    def enemy_of(self, actor: str | None) -> tuple[str, ...]:
        """Return the one opponent of an actor, if the text implies it.

        Where the war is fought in the actor's own country nothing need be said; elsewhere one
        opponent, and no more, must be named, or one of those named told to attack.
        """
        enemies = opponents(actor) if actor else ()
        if actor and len(enemies) == 1 and is_invaded(actor):
            return enemies
        named = tuple(enemy for enemy in enemies if enemy in self.named)
        fighting = tuple(enemy for enemy in named if enemy in self.fighting)
        return next((those for those in (named, fighting) if len(those) == 1), ())


def plural_weapon(sentence: Sentence) -> str:
    """Return the weapon whose plural, or with which an attack, a sentence names last."""
    at = max(sentence.kinds.rfind(WEAPON), sentence.kinds.rfind("K"))
    if at < 0:
        return ""
    if sentence.kinds[at] == WEAPON:
        return str(sentence.values[at]) if sentence.forms[at] == "p" else ""
    return _weapon_of(sentence.written(at).lower())


@cache
def _weapon_of(attack: str) -> str:
    """Return the one weapon of a compound: of "drone attacks", but not of "air strikes"."""
    first, *more = attack.split()
    if len(more) != 1:
        return ""
    readings, _ = index().alone(first)
    return next((str(term.value) for term in readings if term.kind == WEAPON), "")


def _tells_of_ships(sentence: Sentence) -> bool:
    return any(sentence.values[unit] == VESSEL for unit in sentence.units("F"))


def subject_of(sentence: Sentence, last: int | None = None) -> tuple[str, ...]:
    """Return the first party that a sentence names before a unit, behind no preposition."""
    end = len(sentence.kinds) if last is None else last
    first = next(phrases.names(sentence, 0, end), (0, ""))[0]
    found = next(_TOPIC.finditer(sentence.kinds, first, end), None)
    named = phrases.joint(sentence, found.start()) if found else ()
    return tuple(one for one in named if codes("actors")[one]["kind"] != _EXTERNAL)


@cache
def opponents(actor: str) -> tuple[str, ...]:
    """Return whom an actor's strikes are usually aimed at."""
    return split(codes("actors")[actor]["opponents"])


def is_invaded(actor: str) -> bool:
    """Say whether an invader's army fights in an actor's own country."""
    row = codes("actors")[actor]
    return bool(row["theatre"]) and row["theatre"] == row["country"]
