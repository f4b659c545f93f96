"""Narratives: one story as it is read, and of whom, where and when each of its figures is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conflict_data.extraction import (
    gaps,
    inferences,
    links,
    measures,
    modes,
    places,
    reprisals,
    roles,
    spots,
    targets,
    timing,
)
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.paragraphs import Paragraph
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.story import Story
from conflict_data.extraction.subjects import ACTIVE
from conflict_data.extraction.told import (
    Told,
    corrected,
    is_by_others,
    lend_attackers,
    place_before,
    tell_back,
)
from conflict_data.extraction.windows import Window
from conflict_data.schema import codes

MEMORY = 40  # the figures told before to which words may still point back


@dataclass(slots=True)
class Scene:
    """What a sentence says around a mention: places, the times near it, who answered it how."""

    spots: list[spots.Spot]
    windows: list[Window]
    answer: reprisals.Reprisal | None = None


class Narrative:
    """A story that is being read: ``told`` holds what its sentences told so far."""

    def __init__(self, published: date | None, undated: Window | None) -> None:
        self.story = Story()
        self.told: list[Told] = []
        self.paragraph = Paragraph(published, undated)

    def turn(self) -> None:
        """Begin a paragraph."""
        self.story.turn()
        self.paragraph.begin()

    def end(self) -> list[Told]:
        """Return what the story told, but not whom an accident hurt."""
        lend_attackers(self.told, self.story)
        if not self.story.causes.without_attack(self.story.names_enemies()):
            return self.told
        return [one for one in self.told if one.attackers or one.mention.people is None]

    def recent(self) -> list[Told]:
        """Return what was told last."""
        return self.told[-MEMORY:]

    def tell_back(self, sentence: Sentence, windows: list[Window]) -> None:
        """Give what was told just before the day and the country of "the attack took place"."""
        found = spots.find(sentence, self.story.context())
        inside = (spot.country for spot in found if spot.preposition == "i" and spot.country)
        country = None if self.story.at_sea else next(inside, None)
        tell_back(timing.stated(windows), country, sentence.number, self.told)

    def settle(self, mention: Mention, scene: Scene) -> Told:
        """Settle who, whom, where and when; what the sentence leaves out, the story tells."""
        said = self._said(mention, scene)
        attackers = gaps.attackers(mention, self.story, scene.spots) if said is None else said
        defenders = roles.interceptors(mention, self.story, attackers)
        where = self._where(mention, scene, attackers, defenders)
        if said is None:
            attackers = self._implied(mention, scene, attackers, defenders, where.country)
        attackers = gaps.true_user(self.story, attackers, where.country)
        if mention.relation not in ACTIVE:
            attackers = gaps.spare_own_forces(attackers, mention, where.country)
        defenders = defenders or gaps.home_defence(mention, attackers, where.country)
        if said is None:
            attackers = tuple(one for one in attackers if one not in defenders)
            if modes.by_rebels(mention):
                attackers = gaps.armed_groups(attackers)
        self._note(mention, attackers, defenders, where.country)
        base = links.base_of(mention, (one.mention for one in reversed(self.recent())))
        window = self._when(mention, scene, base, attackers)
        dated = window is not None and window in scene.windows
        dated = dated and not timing.is_only_said(mention, scene.windows)
        told = Told(
            mention, attackers, defenders, where, window, self.story.speaker, base,
            said is not None, dated,
        )  # fmt: skip
        return corrected(told, self.told)

    def _said(self, mention: Mention, scene: Scene) -> tuple[str, ...] | None:
        """Return who attacked as the sentence tells it: empty if others, None if it does not."""
        said = roles.attackers_said(mention, self.story)
        if scene.answer and not set(said or ()) - set(scene.answer.avengers):
            said = reprisals.culprits(mention, scene.answer, self.story)
            said = gaps.armed_groups(said) if mention.mode != modes.STRIKE else said
        if said is None and is_by_others(mention, self.told):
            return ()
        far = said and mention.people and gaps.behind_lines(mention, scene.spots, said)
        return None if far else said

    def _implied(
        self, mention: Mention, scene: Scene, attackers: tuple[str, ...], defenders: Sequence[str],
        country: str | None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Keep implied attackers who can have struck a country from there; else its enemy."""
        own = gaps.strikes_own(attackers, country, self.story)
        far = gaps.fight_elsewhere(mention, attackers, country, self.story)
        if far or (own and not inferences.implied(mention, self.story)):
            attackers = ()
        attackers = attackers or gaps.enemy(mention, self.story, defenders, country)
        return gaps.firing_from(attackers, spots.sources(mention.sentence, scene.spots))

    def _where(
        self, mention: Mention, scene: Scene, attackers: tuple[str, ...], defenders: Sequence[str]
    ) -> places.Where:
        homes = [codes("actors")[actor]["country"] for actor in attackers]
        near = [spot for spot in scene.spots if not gaps.is_launch_site(mention, spot, attackers)]
        where = places.locate(mention, near, homes)
        soil = targets.own_soil(mention, self.story)
        if soil:
            return places.Where(soil)
        if gaps.only_tests(attackers):
            own = [spot for spot in scene.spots if not places.is_parted(mention, spot)]
            return gaps.tested_at(where, own)
        if where.place is None and gaps.points_back(mention.sentence):
            where = place_before(where, attackers, self.told)
        if where.place is None and targets.is_abroad(where.country, near):
            where = places.Where(targets.elsewhere(near, where.country), actor=where.actor)
        if where.country or (where.place and not places.is_disputed(where.place)):
            return where
        if scene.answer and reprisals.home(scene.answer):
            return where._replace(country=reprisals.home(scene.answer))
        unplaced = measures.fell(mention) and where.place is None
        around = self.paragraph.where(self.story, self.story.context()) if unplaced else None
        sources = spots.sources(mention.sentence, scene.spots)
        country = targets.country(mention, self.story, attackers, defenders, sources)
        return around or where._replace(country=country)

    def _note(
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
        self, mention: Mention, scene: Scene, base: Mention | None, attackers: tuple[str, ...]
    ) -> Window | None:
        """Return the days of a mention: those of its sentence, of its base, of the story."""
        recent, wholes = self.recent(), [one for one in (base, mention.parent) if one]
        linked = (one.window for one in recent if one.mention in wholes)
        before = (one.window for one in reversed(recent) if one.attackers == attackers)
        return self.paragraph.when(mention, scene.windows, linked, before)
