"""The story so far: for words that point back, and for what a sentence leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from conflict_data.extraction import attacks, modes, phrases
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.speakers import Source
from conflict_data.schema import codes, split

_AIMED = re.compile(r"[KS][aot]{0,2}@[dDo]{0,3}(A)")


@dataclass(slots=True)
class Story:
    """What an article has told: who attacked whom and how, who defended, was named, speaks."""

    attackers: tuple[str, ...] = ()
    defenders: tuple[str, ...] = ()
    target: str | None = None
    mode: str = modes.STRIKE
    countries: dict[tuple[str, ...], str] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)
    hurt: set[str] = field(default_factory=set)
    speaker: Source = field(default_factory=Source)

    def remember(self, sentence: Sentence) -> None:
        """Note every actor that a sentence names, newest last, and who attacked whom in it."""
        for _, actor in phrases.names(sentence, 0, len(sentence.kinds)):
            self.named.pop(actor, None)
            self.named[actor] = None
        self.attackers = attacks.nearest(sentence, 0) or attacks.done(sentence) or self.attackers
        self.mode = modes.cue(sentence) or self.mode
        aimed = _AIMED.search(sentence.kinds)
        if aimed:
            self.target = sentence.values[aimed.start(1)]

    def note(
        self, attackers: tuple[str, ...], defenders: tuple[str, ...], country: str | None
    ) -> None:
        """Note the roles of a figure that was told."""
        self.attackers = attackers or self.attackers
        self.defenders = defenders or self.defenders
        if country:
            self.countries[attackers] = country

    def enemy_of(self, actor: str | None) -> tuple[str, ...]:
        """Return the one opponent of an actor, if the text implies it.

        Where the war is fought in the actor's own country nothing need be said; elsewhere the
        opponent must be named.
        """
        enemies = opponents(actor) if actor else ()
        if len(enemies) != 1:
            return ()
        row = codes("actors")[actor or ""]
        at_home = row["theatre"] and row["theatre"] == row["country"]
        return enemies if at_home or enemies[0] in self.named else ()


@cache
def opponents(actor: str) -> tuple[str, ...]:
    """Return whom an actor's strikes are usually aimed at."""
    return split(codes("actors")[actor]["opponents"])
