"""Reads an article sentence by sentence, in the order of the passes, remembering the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from conflict_data.extraction import dates, frames, links, places, quantities, realis, roles
from conflict_data.extraction import scan, speakers
from conflict_data.extraction.dates import Window
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.roles import Story
from conflict_data.extraction.scan import Sentence
from conflict_data.records import Article
from conflict_data.schema import codes, split

_STEM = 4
_ALWAYS_READ = 2
_URL_DATE = re.compile(r"https?://\S*?/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:\D|$)")


@dataclass(slots=True)
class Told:
    """A mention with everything that the text says around it."""

    mention: Mention
    attackers: tuple[str, ...]
    defenders: tuple[str, ...]
    where: places.Where
    window: Window | None
    source: speakers.Source
    base: Mention | None
    said: bool


class Reader:
    """Reads one article; ``told`` holds what it found so far."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.published = article.date or _date_in_url(article)
        self.story = Story()
        self.told: list[Told] = []
        self.window: Window | None = None

    def run(self) -> list[Told]:
        """Read the whole article."""
        for sentence in self._sentences():
            self._read(sentence)
        self._look_back()
        return self.told

    def _look_back(self) -> None:
        """Give figures without an attacker the one whom the whole article names."""
        named = {one.attackers for one in self.told if one.said and one.attackers}
        if len(named) != 1:
            return
        attackers = named.pop()
        for one in self.told:
            if not one.said and not one.attackers and not set(attackers) & set(one.defenders):
                one.attackers = attackers

    def _sentences(self) -> list[Sentence]:
        text, worth = self.article.text, _worth_reading()
        return [
            scan.read(text, start, end, number)
            for number, (start, end) in enumerate(scan.split(text))
            if number < _ALWAYS_READ or worth.search(text, start, end)
        ]

    def _read(self, sentence: Sentence) -> None:
        anchor = self.window.start if self.window else None
        windows = dates.find(sentence.text, self.published, anchor)
        scan.mask(sentence, [(window.first, window.last) for window in windows])
        self.story.remember(sentence)
        known = [one.mention for one in self.told]
        mentions = links.resolve(frames.govern(quantities.find(sentence)), known)
        if mentions:
            self._tell(sentence, mentions, windows, known)
        self._note(windows)

    def _tell(
        self, sentence: Sentence, mentions: list[Mention], windows: list[Window],
        known: list[Mention],
    ) -> None:  # fmt: skip
        source = speakers.attribute(sentence)
        spots = places.spots(sentence, self._context())
        self.story.speaker = source
        fresh: list[Told] = []
        for mention in mentions:
            near = _near(mention, windows)
            mention.status = realis.decide(mention, near)
            if mention.status:
                before = [*known, *(one.mention for one in fresh)]
                fresh.append(self._roles(mention, spots, near, source, before))
        for one in fresh:
            _share_with_base(one, fresh)
        self.told += fresh

    def _roles(
        self, mention: Mention, spots: list[places.Spot], windows: list[Window],
        source: speakers.Source, before: list[Mention],
    ) -> Told:  # fmt: skip
        said = roles.attackers_said(mention, self.story)
        attackers = roles.attackers_by_story(mention, self.story) if said is None else said
        if said is None and _aimed_at(spots, attackers):
            attackers = ()
        defenders = roles.interceptors(mention, self.story, attackers)
        homes = [codes("actors")[actor]["country"] for actor in attackers]
        where = places.locate(mention, spots, homes)
        if said is None and not attackers and mention.measure == "launched":
            attackers = self._tester()
        if _only_tests(attackers):
            where = _aimed_only(where, spots)
        elif where.country is None and where.place is None:
            where = where._replace(
                country=_theatre(mention, attackers)
                or _home_of(mention)
                or self._implied(attackers, defenders)
            )
        if said is None:
            attackers = attackers or self._usual_enemy(where.country)
        defenders = defenders or self._home_defence(mention, attackers, where.country)
        if said is None:
            attackers = tuple(one for one in attackers if one not in defenders)
        mention.status = _tested(mention, attackers, where)
        if mention.status == "actual":
            self.story.note(attackers, defenders, where.country)
        base = links.base_of(mention, before)
        window = self._when(mention, windows, base, attackers)
        return Told(
            mention, attackers, defenders, where, window, source, base, said is not None
        )

    def _home_defence(
        self, mention: Mention, attackers: Sequence[str], country: str | None
    ) -> tuple[str, ...]:
        """Return the state over which something was shot down, where nobody else is named."""
        if mention.measure not in roles.DEFENCE:
            return ()
        state = state_of(country)
        return (state,) if state and state not in attackers else ()

    def _implied(self, attackers: Sequence[str], defenders: Sequence[str]) -> str | None:
        """Return the country attacked where none is named.

        It is the defender's, unless its forces fight far from home; else that of the attackers'
        one opponent; else the one attacked before by the same attackers.
        """
        rows = codes("actors")
        for defender in defenders:
            if rows[defender]["kind"] == "state":
                far = rows[defender]["reach"] == "expeditionary"
                return None if far else rows[defender]["country"]
        opponents = {one for actor in attackers for one in split(rows[actor]["opponents"])}
        if len(opponents) == 1:
            return rows[opponents.pop()]["country"]
        usual = self.story.countries.get(tuple(attackers))
        target = self.story.target
        aimed = rows[target]["country"] if target and target not in attackers else None
        return usual or aimed or self._topic(attackers)

    def _topic(self, attackers: Sequence[str]) -> str | None:
        """Return the one country that the text speaks of, if it speaks of one only."""
        rows = codes("actors")
        named = {one for one in self.story.named if one not in attackers}
        theatres = {rows[one]["theatre"] for one in named}
        if len(theatres) == 1 and theatres != {""}:
            return theatres.pop()
        homes = {rows[one]["country"] for one in named}
        return homes.pop() if len(homes) == 1 else None

    def _tester(self) -> tuple[str, ...]:
        """Return the one actor named so far, if it is known for its tests."""
        named = tuple(dict.fromkeys(one for one in self.story.named if _only_tests((one,))))
        return named if len(named) == 1 else ()

    def _usual_enemy(self, country: str | None) -> tuple[str, ...]:
        """Return the one opponent of the state that was attacked, if the text implies it."""
        state = state_of(country)
        return roles.implied_enemy(state, self.story) if state else ()

    def _when(
        self, mention: Mention, windows: list[Window], base: Mention | None,
        attackers: Sequence[str],
    ) -> Window | None:  # fmt: skip
        """Return the days of a mention: those of its sentence, of its base, of the story."""
        stated = [window for window in windows if not window.period and window.start]
        if stated:
            return stated[0]
        if mention.status == "cumulative":
            return None
        linked = [one for one in self.told if one.mention in (base, mention.parent)]
        earlier = [one for one in reversed(self.told) if one.attackers == tuple(attackers)]
        for one in [*linked, *earlier]:
            if one.window is not None:
                return _retold(one.window)
        if self.window is not None:
            return _retold(self.window)
        return self._published()

    def _published(self) -> Window | None:
        """Return the days that undated news is about: a digest's day, else also the day before."""
        if self.published is None:
            return None
        first = self.published - timedelta(days=1) if self.article.title else self.published
        return Window(0, 0, first, self.published, "publication")

    def _note(self, windows: list[Window]) -> None:
        stated = [window for window in windows if not window.period and window.start]
        if stated:
            self.window = stated[0]

    def _context(self) -> list[str]:
        """Return the countries that the text has spoken of, newest first."""
        rows = codes("actors")
        named = [rows[actor]["country"] for actor in reversed(self.story.named)]
        return list(dict.fromkeys(country for country in named if country))


def state_of(country: str | None) -> str | None:
    """Return the actor that is a country's state."""
    return _states().get(country) if country else None


@cache
def _states() -> dict[str, str]:
    rows = codes("actors").items()
    return {row["country"]: code for code, row in rows if row["kind"] == "state"}


def _retold(window: Window) -> Window:
    """Return a window told before, for a sentence that names none of its own."""
    return window if window.basis == "anchored" else window._replace(basis="anchored")


def _aimed_at(spots: list[places.Spot], attackers: Sequence[str]) -> bool:
    """Say whether a sentence aims at the attackers' own home: then they are not the attackers."""
    homes = {codes("actors")[actor]["country"] for actor in attackers}
    return any(spot.preposition == "@" and not spot.name and spot.country in homes for spot in spots)


def _theatre(mention: Mention, attackers: Sequence[str]) -> str | None:
    """Return where soldiers fall when no place is named: where the ground war is fought."""
    if mention.people != "military":
        return None
    theatres = {codes("actors")[one]["theatre"] for one in attackers} - {""}
    return theatres.pop() if len(theatres) == 1 else None


def _home_of(mention: Mention) -> str | None:
    """Return the home of the people hurt, if nothing else tells where: "50 Israeli civilians"."""
    rows = [codes("actors")[actor] for _, actor in roles.nationality(mention)]
    return rows[0]["country"] if rows and rows[0]["reach"] != "expeditionary" else None


def _only_tests(attackers: Sequence[str]) -> bool:
    return bool(attackers) and all(codes("actors")[one]["reach"] == "tests" for one in attackers)


def _aimed_only(where: places.Where, spots: list[places.Spot]) -> places.Where:
    """Keep a country only if something was aimed at it, not if it was flown over or named."""
    aimed = {spot.country for spot in spots if spot.preposition == "@"}
    return where if where.country in aimed else places.Where()


def _tested(mention: Mention, attackers: Sequence[str], where: places.Where) -> str:
    """Return ``test`` for what a state that only tests launches at nobody."""
    launched = mention.measure in ("launched", "impacted", "failed") and where.country is None
    test = mention.status == "actual" and launched and _only_tests(attackers)
    return "test" if test else mention.status


def _near(mention: Mention, windows: list[Window]) -> list[Window]:
    """Return the windows that a mention may belong to, nearest first; a period needs its clause."""
    sentence = mention.sentence
    at = sentence.starts[mention.first] - sentence.start
    mine = [w for w in windows if not w.period or not _apart(sentence, mention, w)]
    return sorted(mine, key=lambda window: abs(window.first - at))


def _apart(sentence: Sentence, mention: Mention, window: Window) -> bool:
    """Say whether another clause begins between a mention and a period named behind it."""
    starts = sentence.starts
    unit = next((n for n, s in enumerate(starts) if s - sentence.start >= window.first), len(starts))
    return bool(re.search("[cR;]", sentence.kinds[mention.last : unit]))


def _share_with_base(one: Told, fresh: list[Told]) -> None:
    """A part and its base have one attacker and one target: what one lacks the other lends."""
    for other in fresh:
        if other.mention is one.mention.base:
            if one.attackers:
                other.attackers = one.attackers
            one.attackers = one.attackers or other.attackers
            if other.where.country is None or one.where.country is not None:
                other.where = _with_country(other.where, one.where)
            elif one.where.country is None:
                one.where = other.where


def _with_country(mine: places.Where, theirs: places.Where) -> places.Where:
    """Return ``mine`` with the country of ``theirs``."""
    return mine._replace(country=theirs.country)


def _date_in_url(article: Article) -> date | None:
    """Return the day that an address of the text carries: /2026/2/27/."""
    found = _URL_DATE.search(article.url or article.text[:1000])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


@cache
def _worth_reading() -> re.Pattern[str]:
    """Return a quick test for sentences that can hold a claim: a weapon or a casualty word."""
    stems: set[str] = set()
    for row in codes("weapons").values():
        stems |= {term.lower()[: max(_STEM, len(term) - 2)] for term in split(row["terms"])}
    for row in codes("verbs").values():
        if row["people_object"] or row["people_subject"] or row["object"] == "intercepted":
            words = split(row["terms"] + "|" + row["irregular"].replace(":", "|"))
            stems |= {word.lower()[: max(3, len(word) - 1)] for word in words}
    for kind in ("killed_head", "injured_head", "lives"):
        stems |= set(split(codes("words")[kind]["terms"]))
    return re.compile("|".join(sorted(map(re.escape, stems))), re.IGNORECASE)
