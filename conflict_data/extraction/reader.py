"""Reads an article sentence by sentence, in the order of the passes, remembering the story."""

from __future__ import annotations

from conflict_data.extraction import (
    dates,
    frames,
    links,
    modes,
    quantities,
    realis,
    reprisals,
    scan,
    sentences,
    speakers,
    spots,
    timing,
    units,
)
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.narrative import Narrative, Scene
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.story import plural_weapon
from conflict_data.extraction.told import (
    Told,
    hold_responsible,
    lend_by_country,
    share_with_base,
    take_from_whole,
)
from conflict_data.extraction.windows import Window
from conflict_data.records import Article

_ALWAYS_READ = 2
_NEAR = 3
_SHARED = ("test", "hypothetical", "denied")


class Reader:
    """Reads one article; ``now`` is the story being read.

    ``stories`` holds what each of its stories told, ``named`` whether any named a party.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.tokens = scan.cut(article.text)
        self.published = timing.published(article)
        self.undated = timing.by_publication(article, self.published)
        self.now = Narrative(self.published, self.undated)
        self.stories: list[list[Told]] = []
        self.titles: list[Sentence] = []
        self.named = False

    def run(self) -> list[list[Told]]:
        """Read the whole article; a digest tells several stories."""
        last, digest = 0, sentences.is_digest(self.article.text)
        for number, (start, end) in enumerate(sentences.split(self.article.text)):
            if "\n" in self.article.text[last:start]:
                self._turn(digest)
            last = end
            tokens = self.tokens.part(start, end)
            before = self.now.paragraph.window
            windows = dates.find(tokens, self.published, before.start if before else None)
            if timing.tells_of_attack(tokens):
                self.now.tell_back(units.read(tokens, number), windows)
            if self._is_worth_reading(tokens, number):
                self.read(units.read(tokens, number), windows)
            else:
                self.now.paragraph.date(windows)
        self._end()
        lend_by_country(self.stories)
        return self.stories

    def _is_worth_reading(self, tokens: scan.Tokens, number: int) -> bool:
        if number < _ALWAYS_READ or tokens.are_worth_reading():
            return True
        last = self.now.told[-1].mention.sentence.number if self.now.told else -_NEAR
        return number - last < _NEAR and tokens.may_go_on()

    def _turn(self, digest: bool) -> None:
        """Begin a paragraph; in a digest another story, of which the title speaks, too."""
        self.now.turn()
        if digest:
            self._end()
            self.now = Narrative(self.published, self.undated)
            for title in self.titles:
                self.now.story.remember(title)

    def _end(self) -> None:
        self.stories.append(self.now.end())
        self.named = self.named or bool(self.now.story.named)

    def read(self, sentence: Sentence, windows: list[Window]) -> None:
        """Take one sentence in: its times, its figures, what it adds to the story."""
        now = self.now
        scan.mask(sentence, [(window.first, window.last) for window in windows])
        now.story.remember(sentence)
        if sentence.start < len(self.article.title or ""):
            self.titles.append(sentence)
        mentions = frames.govern(quantities.find(sentence))
        if mentions:
            known = [one.mention for one in now.recent()]
            mentions = links.resolve(mentions, known, now.story.munitions)
        first = len(now.told)
        hold_responsible(sentence, now.told, now.story)
        if mentions:
            self.tell(sentence, mentions, windows)
            windows = [one.window for one in now.told[first:] if one.window in windows] or windows
        now.story.munitions = plural_weapon(sentence)
        now.paragraph.add(sentence, windows, bool(mentions))

    def tell(self, sentence: Sentence, mentions: list[Mention], windows: list[Window]) -> None:
        """Settle status and roles of a sentence's figures, and keep those that count."""
        now = self.now
        found = spots.find(sentence, now.story.context())
        first, voices = len(now.told), speakers.Voices(sentence)
        for mention in mentions:
            answer = reprisals.find(mention)
            near = reprisals.elsewhere(answer, found) if answer else found
            scene = Scene(near, timing.near(mention, windows), answer)
            now.story.speaker = voices.at(mention.first)
            mention.mode = modes.told(mention, now.story.mode)
            mention.status = realis.decide(mention, scene.windows)
            if mention.parent and mention.status == "actual" and mention.parent.status in _SHARED:
                mention.status = mention.parent.status
            if mention.status:
                now.told.append(now.settle(mention, scene))
        for one in now.told[first:]:
            share_with_base(one, now.told[first:])
            take_from_whole(one, now.recent())
