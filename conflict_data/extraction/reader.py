"""Reads an article sentence by sentence, in the order of the passes, remembering the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflict_data.extraction import (
    dates,
    frames,
    gaps,
    inferences,
    links,
    measures,
    modes,
    places,
    quantities,
    realis,
    reprisals,
    roles,
    scan,
    sentences,
    speakers,
    spots,
    targets,
    timing,
    units,
)
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.paragraphs import Paragraph
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.story import Story, plural_weapon
from conflict_data.extraction.subjects import ACTIVE
from conflict_data.extraction.told import (
    Told,
    corrected,
    hold_responsible,
    is_by_others,
    lend_attackers,
    lend_by_country,
    place_before,
    share_with_base,
    take_from_whole,
    tell_back,
)
from conflict_data.extraction.windows import Window
from conflict_data.records import Article
from conflict_data.schema import codes

_ALWAYS_READ = 2
_MEMORY = 40
_NEAR = 3
_SHARED = ("test", "hypothetical", "denied")


@dataclass(slots=True)
class _Scene:
    """What a sentence says around a mention: places, the times near it, who answered it how."""

    spots: list[spots.Spot]
    windows: list[Window]
    answer: reprisals.Reprisal | None = None


class Reader:
    """Reads one article; ``told`` holds what it found so far in the story being read.

    ``stories`` holds what each of its stories told, ``named`` whether any named a party.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.tokens = scan.cut(article.text)
        self.published = timing.published(article)
        self.undated = timing.by_publication(article, self.published)
        self.story = Story()
        self.told: list[Told] = []
        self.stories: list[list[Told]] = []
        self.titles: list[Sentence] = []
        self.named = False
        self.paragraph = Paragraph(self.published, self.undated)

    def run(self) -> list[list[Told]]:
        """Read the whole article; a digest tells several stories."""
        last, digest = 0, sentences.is_digest(self.article.text)
        for number, (start, end) in enumerate(sentences.split(self.article.text)):
            if "\n" in self.article.text[last:start]:
                self._turn(digest)
            last = end
            tokens = self.tokens.part(start, end)
            before = self.paragraph.window
            windows = dates.find(tokens, self.published, before.start if before else None)
            if timing.tells_of_attack(tokens.text):
                self._tell_back(units.read(tokens, number), windows)
            if self._is_worth_reading(tokens, number):
                self.read(units.read(tokens, number), windows)
            else:
                self.paragraph.date(windows)
        self._finish()
        lend_by_country(self.stories)
        return self.stories

    def _is_worth_reading(self, tokens: scan.Tokens, number: int) -> bool:
        if number < _ALWAYS_READ or tokens.are_worth_reading():
            return True
        last = self.told[-1].mention.sentence.number if self.told else -_NEAR
        return number - last < _NEAR and tokens.may_go_on()

    def _tell_back(self, sentence: Sentence, windows: list[Window]) -> None:
        """Give what was told just before the day and the country of "the attack took place"."""
        found = spots.find(sentence, self.story.context())
        inside = (spot.country for spot in found if spot.preposition == "i" and spot.country)
        country = None if self.story.at_sea else next(inside, None)
        tell_back(timing.stated(windows), country, sentence.number, self.told)

    def _turn(self, digest: bool) -> None:
        """Begin a paragraph; in a digest another story, of which the title speaks, too."""
        self.story.turn()
        self.paragraph.begin()
        if digest:
            self._finish()
            self.story, self.told = Story(), []
            self.paragraph = Paragraph(self.published, self.undated)
            for title in self.titles:
                self.story.remember(title)

    def _finish(self) -> None:
        """Keep what a story told, but not whom an accident hurt."""
        lend_attackers(self.told, self.story)
        peaceful = self.story.causes.without_attack
        hurt = (one for one in self.told if one.mention.people and not one.attackers)
        left_out = [id(one) for one in hurt if peaceful]
        self.stories.append([one for one in self.told if id(one) not in left_out])
        self.named = self.named or bool(self.story.named)

    def read(self, sentence: Sentence, windows: list[Window]) -> None:
        """Take one sentence in: its times, its figures, what it adds to the story."""
        scan.mask(sentence, [(window.first, window.last) for window in windows])
        self.story.remember(sentence)
        if sentence.start < len(self.article.title or ""):
            self.titles.append(sentence)
        mentions = frames.govern(quantities.find(sentence))
        if mentions:
            mentions = links.resolve(
                mentions, [one.mention for one in self.told[-_MEMORY:]], self.story.munitions
            )
        first = len(self.told)
        hold_responsible(sentence, self.told, self.story)
        if mentions:
            self.tell(sentence, mentions, windows)
            windows = [one.window for one in self.told[first:] if one.window in windows] or windows
        self.story.munitions = plural_weapon(sentence)
        self.paragraph.add(sentence, windows, bool(mentions))

    def tell(self, sentence: Sentence, mentions: list[Mention], windows: list[Window]) -> None:
        """Settle status and roles of a sentence's figures, and keep those that count."""
        found = spots.find(sentence, self.story.context())
        first, voices = len(self.told), speakers.Voices(sentence)
        for mention in mentions:
            answer = reprisals.find(mention)
            near = reprisals.elsewhere(answer, found) if answer else found
            scene = _Scene(near, timing.near(mention, windows), answer)
            self.story.speaker = voices.at(mention.first)
            mention.mode = modes.told(mention, self.story.mode)
            mention.status = realis.decide(mention, scene.windows)
            if mention.parent and mention.status == "actual" and mention.parent.status in _SHARED:
                mention.status = mention.parent.status
            if mention.status:
                self.told.append(corrected(self._roles(mention, scene), self.told))
        for one in self.told[first:]:
            share_with_base(one, self.told[first:])
            take_from_whole(one, self.told[-_MEMORY:])

    def _roles(self, mention: Mention, scene: _Scene) -> Told:
        """Settle who, whom, where and when; what the sentence leaves out, the story tells."""
        said = roles.attackers_said(mention, self.story)
        if scene.answer and not set(said or ()) - set(scene.answer.avengers):
            said = reprisals.culprits(mention, scene.answer, self.story)
            said = gaps.armed_groups(said) if mention.mode != modes.STRIKE else said
        if said is None and is_by_others(mention, self.told):
            said = ()
        if said and mention.people and gaps.behind_lines(mention, scene.spots, said):
            said = None
        attackers = gaps.attackers(mention, self.story, scene.spots) if said is None else said
        defenders = roles.interceptors(mention, self.story, attackers)
        where = self._where(mention, scene, attackers, defenders)
        if said is None:
            own = gaps.strikes_own(attackers, where.country, self.story)
            far = gaps.fight_elsewhere(mention, attackers, where.country, self.story)
            if far or (own and not inferences.implied(mention, self.story)):
                attackers = ()
            attackers = attackers or gaps.enemy(mention, self.story, defenders, where.country)
            attackers = gaps.firing_from(attackers, spots.sources(mention.sentence, scene.spots))
        attackers = gaps.true_user(self.story, attackers, where.country)
        if mention.relation not in ACTIVE:
            attackers = gaps.spare_own_forces(attackers, mention, where.country)
        defenders = defenders or gaps.home_defence(mention, attackers, where.country)
        if said is None:
            attackers = tuple(one for one in attackers if one not in defenders)
            if modes.by_rebels(mention):
                attackers = gaps.armed_groups(attackers)
        self._settle(mention, attackers, defenders, where.country)
        base = links.base_of(mention, (one.mention for one in reversed(self.told[-_MEMORY:])))
        window = self._when(mention, scene, base, attackers)
        dated = window is not None and window in scene.windows
        dated = dated and not timing.is_only_said(mention, scene.windows)
        return Told(
            mention, attackers, defenders, where, window, self.story.speaker, base,
            said is not None, dated,
        )  # fmt: skip

    def _where(
        self, mention: Mention, scene: _Scene, attackers: tuple[str, ...], defenders: Sequence[str]
    ) -> places.Where:
        homes = [codes("actors")[actor]["country"] for actor in attackers]
        near = [spot for spot in scene.spots if not gaps.is_launch_site(mention, spot, attackers)]
        where = places.locate(mention, near, homes)
        soil = targets.own_soil(mention, self.story)
        if soil:
            return places.Where(soil)
        if gaps.only_tests(attackers):
            return gaps.tested_at(where, scene.spots)
        if where.place is None and gaps.points_back(mention.sentence):
            where = place_before(where, attackers, self.told)
        if where.place is None and gaps.is_abroad(mention, where.country, near):
            where = places.Where(gaps.elsewhere(near, where.country), actor=where.actor)
        if where.country or (where.place and not places.is_disputed(where.place)):
            return where
        if scene.answer and reprisals.home(scene.answer):
            return where._replace(country=reprisals.home(scene.answer))
        unplaced = measures.fell(mention) and where.place is None
        around = self.paragraph.where(self.story, self.story.context()) if unplaced else None
        sources = spots.sources(mention.sentence, scene.spots)
        country = targets.country(mention, self.story, attackers, defenders, sources)
        return around or where._replace(country=country)

    def _settle(
        self, mention: Mention, attackers: tuple[str, ...], defenders: tuple[str, ...],
        country: str | None,
    ) -> None:  # fmt: skip
        """Take a tester's launch at nobody for a test; remember what happened."""
        launched = mention.measure in ("launched", "impacted", "failed") and country is None
        if mention.status == "actual" and launched and gaps.only_tests(attackers):
            mention.status = "test"
        if mention.status == "actual":
            over_others = mention.measure in roles.DEFENCE and not gaps.may_aim(attackers, country)
            self.story.note(attackers, defenders, None if over_others else country)
            self.story.hurt.update(roles.nationality(mention))

    def _when(
        self, mention: Mention, scene: _Scene, base: Mention | None, attackers: tuple[str, ...]
    ) -> Window | None:
        """Return the days of a mention: those of its sentence, of its base, of the story."""
        recent, wholes = self.told[-_MEMORY:], [one for one in (base, mention.parent) if one]
        linked = (one.window for one in recent if one.mention in wholes)
        before = (one.window for one in reversed(recent) if one.attackers == attackers)
        return self.paragraph.when(mention, scene.windows, linked, before)
