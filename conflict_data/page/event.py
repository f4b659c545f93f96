"""The section of one event: what is known of it, its figures, and the sentences beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from conflict_data.explanation import Cell, Explanation, Voice
from conflict_data.frames import split_cell
from conflict_data.markup import Markup, element, join
from conflict_data.overview import where
from conflict_data.page import looks
from conflict_data.page.anchors import Links, address, anchor
from conflict_data.page.spans import Span, marked
from conflict_data.wording import called, plural


class Use(NamedTuple):
    """One cell that a claim stands behind, and as what."""

    figure: str
    cell: Cell
    role: str


class Section:
    """One event on a page; ``anchors`` says where each of its claims stands."""

    def __init__(self, told: Explanation, links: Links, has_texts: bool) -> None:
        self._told, self._links, self._has_texts = told, links, has_texts
        self._id = told.event_id
        voices = {voice.claim_id: voice for cell in told.cells for voice in cell.voices}
        self._voices = sorted(voices.values(), key=_place)
        self._numbers = {one.claim_id: str(n) for n, one in enumerate(self._voices, start=1)}
        self._uses = self._collect()
        self.anchors = {one: anchor(self._id, f"c{n}") for one, n in self._numbers.items()}

    def html(self, event: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Markup:
        """Return the section; ``parts`` are the events at places that belong to this one."""
        name = anchor(self._id, "head")
        head = element("h2", {"id": name}, f"{event['event_date']:%Y-%m-%d} ", where(event))
        bar = element(
            "div", {"class": "bar"}, head, element("a", {"href": "#events"}, "All events")
        )
        said = element("div", {"class": "sides"}, self._figures(), self._sentences())
        body = (
            said
            if self._voices
            else element("p", {"class": "quiet"}, _silence(event["n_claims"] or 0))
        )
        family = self._family(event, parts)
        look = {"class": "event", "id": anchor(self._id), "aria-labelledby": name}
        return element("article", look, bar, *_facts(event), *family, body)

    def _collect(self) -> dict[str, list[Use]]:
        uses: dict[str, list[Use]] = {}
        for number, cell in enumerate(self._told.cells, start=1):
            for voice in cell.voices:
                use = Use(anchor(self._id, f"f{number}"), cell, voice.role)
                uses.setdefault(voice.claim_id, []).append(use)
        return uses

    def _family(
        self, event: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]
    ) -> Iterator[Markup]:
        """Lead to the salvo that an event belongs to, and to the places of a salvo."""
        if event["part_of_event"]:
            whole = self._named(event["part_of_event"], event["part_of_event"])
            yield element("p", {}, "Part of ", whole)
        if parts:
            places = (self._named(row["event_id_cnty"], where(row)) for row in parts)
            items = [element("li", {}, place) for place in places]
            yield element("p", {}, "Strikes on places that belong to it:")
            yield element("ul", {"class": "places"}, *items)

    def _named(self, event_id: str, name: str) -> Markup:
        href = self._links.to(event_id)
        return element("a", {"href": href}, name) if href else element("span", {}, name)

    # Figures

    def _figures(self) -> Markup:
        numbered = enumerate(self._told.cells, start=1)
        rows = [
            part
            for about, cells in groupby(numbered, key=lambda item: item[1].about)
            for part in (element("h4", {}, about), *(self._card(*item) for item in cells))
        ]
        return element("section", {"class": "figures"}, element("h3", {}, "Figures"), *rows)

    def _card(self, number: int, cell: Cell) -> Markup:
        first = cell.voices[0]
        look = {"class": f"card {looks.style(first.measure)}"}
        name = join(looks.shape(first.measure), element("code", {}, cell.field))
        value = element("a", {"href": f"#{self.anchors[first.claim_id]}"}, cell.value)
        head = element("p", {"class": "figure"}, name, " ", element("b", {}, value))
        voices = element("ul", {}, *map(self._voice, cell.voices))
        return element("div", {**look, "id": anchor(self._id, f"f{number}")}, head, voices)

    def _voice(self, voice: Voice) -> Markup:
        href = {"href": f"#{self.anchors[voice.claim_id]}"}
        number = element("sup", {}, looks.shape(voice.measure), self._numbers[voice.claim_id])
        quote = element("a", {**href, "class": looks.style(voice.measure)}, voice.quote, number)
        said = ", ".join(filter(None, [voice.outlet, voice.date, voice.speech]))
        role = element("span", {"class": f"role {voice.role}"}, voice.role)
        about = element("span", {"class": "source"}, element("bdi", {}, said))
        why = element("span", {"class": "reason"}, voice.reason)
        return element("li", {}, role, " ", quote, about, why)

    # Sentences

    def _sentences(self) -> Markup:
        articles = groupby(self._voices, key=lambda voice: voice.article_id)
        parts = (self._article(list(voices)) for _, voices in articles)
        return element("section", {"class": "said"}, element("h3", {}, "Sentences"), *parts)

    def _article(self, voices: Sequence[Voice]) -> Markup:
        first = voices[0]
        title = element("h4", {}, element("bdi", {}, first.title or "Untitled"))
        about = ", ".join(filter(None, [first.outlet, first.date]))
        way = element("a", {"href": f"#{anchor('a', first.article_id)}"}, "whole article")
        ways = [way] if self._has_texts else [address(first.url)] if first.url else []
        source = join(element("bdi", {}, about), *(part for one in ways for part in (" · ", one)))
        sentences = groupby(voices, key=lambda voice: (voice.start - voice.at, voice.sentence))
        said = [part for _, same in sentences for part in self._sentence(list(same))]
        return join(title, element("p", {"class": "source"}, source), *said)

    def _sentence(self, voices: Sequence[Voice]) -> tuple[Markup, Markup]:
        text = marked(voices[0].sentence, [self._span(voice) for voice in voices])
        quote = element("blockquote", {}, element("bdi", {}, text))
        return quote, element("ul", {"class": "uses"}, *map(self._told_of, voices))

    def _span(self, voice: Voice) -> Span:
        home = self._home(voice.claim_id)
        end = voice.at + len(voice.quote)
        number, own = self._numbers[voice.claim_id], self.anchors[voice.claim_id]
        return Span(voice.at, end, voice.measure, own, f"#{home.figure}", number)

    def _home(self, claim_id: str) -> Use:
        """Return the figure that a claim leads to: the first that follows it, else any."""
        uses = self._uses[claim_id]
        return next((use for use in uses if use.role == "chosen"), uses[0])

    def _told_of(self, voice: Voice) -> Markup:
        """Say who speaks, and list the figures that a claim stands behind."""
        number = element("b", {}, looks.shape(voice.measure), self._numbers[voice.claim_id])
        speech = element("bdi", {}, voice.speech)
        place = join(" ", speech, f", characters {voice.start}-{voice.end}, claim {voice.claim_id}")
        uses = map(_way, self._uses[voice.claim_id])
        return element("li", {"class": looks.style(voice.measure)}, number, place, *uses)


def _way(use: Use) -> Markup:
    figure = element("a", {"href": f"#{use.figure}"}, f"{use.cell.field} {use.cell.value}")
    return element("span", {"class": "use"}, f"{use.role}: ", figure, f" ({use.cell.about})")


def _place(voice: Voice) -> tuple[str, str, int, str]:
    return voice.date or "", voice.article_id, voice.start, voice.claim_id


def _silence(n_claims: int) -> str:
    """Say why no figure is shown; claims without a number stand behind no cell."""
    return f"{plural(n_claims, 'claim')} behind it, none with a figure."


def _facts(event: Mapping[str, Any]) -> Iterator[Markup]:
    name = element("code", {}, event["event_id_cnty"])
    yield element("p", {"class": "facts"}, " · ".join(filter(None, _kind(event))), " · ", name)
    if event["notes"]:
        yield element("p", {"class": "notes"}, element("bdi", {}, event["notes"]))


def _kind(event: Mapping[str, Any]) -> Iterator[str | None]:
    """Say who attacked whom, what kind of row it is, and how much is behind it."""
    attackers = ", ".join(called("actors", one) for one in split_cell(event["attackers"]))
    sides = [attackers, event["target_actor"] and called("actors", event["target_actor"])]
    yield " → ".join(filter(None, sides))
    yield from (event["level"], event["sub_event_type"], event["coding"])
    counts = {noun: event[f"n_{noun}s"] for noun in ("claim", "speaker", "article")}
    yield ", ".join(plural(count, noun) for noun, count in counts.items() if count is not None)
