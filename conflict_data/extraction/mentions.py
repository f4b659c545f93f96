"""A Mention: one counted thing, and what the passes learn about it."""

from __future__ import annotations

from dataclasses import dataclass

from conflict_data.arsenal import top_class
from conflict_data.extraction.lexicon import Frame
from conflict_data.extraction.scan import Sentence


@dataclass(slots=True, eq=False)
class Mention:
    """Units ``first..last`` of a sentence, their figure, and what it counts.

    The first pass sets the figure and the noun; ``frames`` the measure with the verb that gives
    it and the relation to that verb; ``links`` the part, base and what is corrected; ``realis``
    the status.
    """

    sentence: Sentence
    first: int
    last: int
    low: float | None
    high: float | None
    bound: str
    unit: str = "count"
    weapons: tuple[str, ...] = ()
    people: str | None = None
    definite: bool = False
    further: bool = False
    implied: str = ""
    guessed: bool = False
    complement: bool = False
    base: Mention | None = None
    parent: Mention | None = None
    replaces: Mention | None = None
    measure: str = ""
    verb: int = -1
    relation: str = ""
    mode: str = "strike"
    status: str = "actual"

    @property
    def elided(self) -> bool:
        """Whether the thing counted must be found elsewhere: "84 were shot down"."""
        return not self.weapons and self.people is None

    @property
    def classes(self) -> frozenset[str]:
        """Its weapons, lifted to the widest classes: a Kinzhal and an Iskander are missiles."""
        return frozenset(map(top_class, self.weapons))

    @property
    def frame(self) -> Frame | None:
        """The verb that governs it; None where a noun or nothing does."""
        governor = self.sentence.values[self.verb] if self.verb >= 0 else None
        return governor if isinstance(governor, Frame) else None

    @property
    def value(self) -> float | None:
        """The number said: the lower end, or the upper where there is no lower."""
        return self.low if self.low is not None else self.high
