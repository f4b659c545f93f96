"""Paragraphs: the days and places that the sentences of a paragraph share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from conflict_data.extraction import gaps, spots, timing
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.places import Where
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.spots import Spot
from conflict_data.extraction.story import Story
from conflict_data.extraction.windows import Window

_REACH = 2
_INSIDE = ("i", "@", "K", "O", "")


@dataclass(slots=True)
class Paragraph:
    """What a paragraph told so far: its days, its last sentences that hold no figure.

    ``undated`` are the days of what nothing dates but its publication, ``news`` those of the last
    fresh event told, which outlast the paragraph: what it recalls of the past ends with it.
    """

    published: date | None
    undated: Window | None
    window: Window | None = None
    news: Window | None = None
    bare: list[Sentence] = field(default_factory=list)

    def begin(self) -> None:
        """Begin the next paragraph."""
        self.window = None
        self.bare.clear()

    def add(self, sentence: Sentence, windows: list[Window], tells: bool) -> None:
        """Take a sentence in; ``tells``: it holds figures."""
        if tells:
            self.bare.clear()
        else:
            self.bare.append(sentence)
        self.date(windows)

    def date(self, windows: list[Window]) -> None:
        """Go on from the day that a sentence tells."""
        self.window = timing.current(windows) or self.window
        if self.window and timing.is_news(self.window, self.published):
            self.news = self.window

    def may_go_on(self, window: Window | None) -> bool:
        """Say whether a figure's days may be those of the next one: not if they are long past."""
        if window is None or timing.is_elapsed(window):
            return False
        return window == self.window or timing.is_news(window, self.published)

    def when(
        self, mention: Mention, windows: list[Window],
        linked: Iterable[Window | None], before: Iterable[Window | None],
    ) -> Window | None:  # fmt: skip
        """Return the days of a mention: those of its sentence, of its base, of the story.

        ``linked`` are the days of what it is a part of, ``before`` of what the same attackers did.
        """
        if self.window and self.window.start and timing.is_only_said(mention, windows):
            return timing.retold(self.window)
        own = timing.stated(windows)
        if own or mention.status == "cumulative" or timing.in_period(windows):
            return own
        earlier = (window for window in before if self.may_go_on(window))
        told = next(filter(None, chain(linked, [self.window], earlier)), self.news)
        return timing.retold(told) if told else self.undated

    def where(self, story: Story, context: Sequence[str]) -> Where | None:
        """Return the country of the place that the sentences before named: "In Belgorod ..."."""
        for sentence in reversed(self.bare[-_REACH:]):
            for spot in reversed(spots.find(sentence, context)):
                if _is_told(spot) and gaps.state_of(spot.country) in story.named:
                    return Where(spot.country)
        return None


def _is_told(spot: Spot) -> bool:
    return spot.name is not None and spot.country is not None and spot.preposition in _INSIDE
