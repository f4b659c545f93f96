"""Nights as several outlets tell them: what must come of them was written before it was built.

``golden/nights.txt`` and ``nights_later.txt`` (versions, rising tolls, retractions) were reasoned
from the articles and the coding rules. After a change, read the
difference before ``--update-golden``: a changed figure is a changed claim about the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import conflict_data as cd
from conflict_data.records import Claim

NIGHTS = Path(__file__).parent / "nights"
TOTALS = ("launched", "intercepted", "suppressed", "impacted", "failed")
Row: TypeAlias = dict[str, Any]


@pytest.fixture(scope="module")
def night() -> Night:
    return _built("articles.jsonl")


@pytest.fixture(scope="module")
def later() -> Night:
    return _built("later.jsonl")


def _built(name: str) -> Night:
    articles = cd.load(NIGHTS / name)
    claims = cd.extract(articles)
    return Night(articles, claims, cd.build(claims, articles))


class Night:
    """A release as text that a reviewer can read."""

    def __init__(self, articles: cd.Articles, claims: cd.Claims, data: cd.Dataset) -> None:
        assert not articles.problems
        self.data = data
        self.claims: dict[str, Claim] = {claim.claim_id: claim for claim in claims}
        self.munitions = rows(data.munitions)
        self.evidence = rows(data.evidence)

    def text(self) -> str:
        events = sorted(rows(self.data.events), key=_place_in_time)
        blocks = ["\n".join(self._event(event)) for event in events]
        return "\n\n".join([*blocks, "\n".join(["In no event", *sorted(self._left_out())])]) + "\n"

    def _event(self, event: Row) -> Iterator[str]:
        yield _head(event)
        yield f"  {event['sub_event_type']} ({event['type_basis']})"
        for side in ("1", "2"):
            yield f"  {side}: {_side(event, side)}"
        if event["civilian_targeting"]:
            yield f"  {event['civilian_targeting']}"
        outlets = len(event["source"].split("; "))
        yield f"  fatalities {event['fatalities']}; articles {event['n_articles']} of {outlets}"
        for field, word in (("fatalities_best", "killed"), ("injuries_best", "injured")):
            yield from self._figure("  " + word, event, field, field.replace("best", "{}"))
        if totals := [f"{name} {_range(event, name)}" for name in TOTALS if _is_said(event, name)]:
            rate = event["interception_rate"]
            yield "  total: " + ", ".join([*totals, *([f"rate {rate:.1%}"] if rate else [])])
        mine = [row for row in self.munitions if row["event_id_cnty"] == event["event_id_cnty"]]
        names = {row["munition_id"]: _scope(row) for row in mine}
        for row in sorted(mine, key=_scope):
            part = f", part of {names[row['part_of']]}" if row["part_of"] else ""
            yield f"  {_scope(row)}{part}"
            for name in TOTALS:
                yield from self._figure("    " + name, row, name)
            yield from self._share(row)

    def _figure(self, label: str, row: Row, field: str, parts: str = "") -> Iterator[str]:
        if said := self._sources(row, field):
            yield f"{label} {_range(row, field, parts)} <- {said}"

    def _share(self, row: Row) -> Iterator[str]:
        share = row["interception_rate_reported"]
        if share is not None:
            said = self._sources(row, "interception_rate_reported")
            yield f"    reported {share:.0%} of {row['interception_rate_base']} <- {said}"

    def _sources(self, row: Row, field: str) -> str:
        """Return the claims behind a cell: those followed, then their rivals."""
        of = row.get("munition_id"), row["event_id_cnty"], field
        found = [
            one
            for one in self.evidence
            if (one["munition_id"], one["event_id_cnty"], one["field"]) == of
        ]
        followed = [self.claims[one["claim_id"]] for one in found if one["role"] == "chosen"]
        rivals = [self.claims[one["claim_id"]] for one in found if one["role"] != "chosen"]
        if not found:
            return ""
        quotes = " + ".join(f'"{one.quote}"' for one in _in_order(followed))
        others = ", ".join(f'{one.source_id} "{one.quote}"' for one in _in_order(rivals))
        return f"{followed[0].source_id} {quotes}" + (f" | {others}" if others else "")

    def _left_out(self) -> Iterator[str]:
        unplaced = {problem.key: problem.message for problem in self.data.problems}
        for claim in self.claims.values():
            status = "interceptors_fired" if claim.measure == "interceptors_fired" else claim.status
            if why := unplaced.get(claim.claim_id, "" if status == "actual" else status):
                yield f'  {claim.source_id} "{claim.quote}": {why}'


def rows(table: Any) -> list[Row]:
    """The rows of a frame, what is missing as None."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]


def _place_in_time(event: Row) -> tuple[Any, ...]:
    where = event["country"] or "", event["level"] != "salvo", event["location"]
    return event["event_date"], *where, event["attackers"] or ""


def _head(event: Row) -> str:
    night = " night" if event["night_of"] is not None else ""
    inside = event["country"] and event["country"] != event["location"]
    where = f"{event['location']} ({event['country']})" if inside else event["location"]
    level = event["level"] + (" of the salvo" if event["part_of_event"] else "")
    by = event["attackers"] or "nobody named"
    return f"{event['event_date']:%Y-%m-%d}{night}, {where}, {level}, by {by}"


def _side(event: Row, side: str) -> str:
    actor, with_it = event[f"actor{side}"], event[f"assoc_actor_{side}"]
    named = f"{actor} [{event[f'inter{side}']}]" if actor else "-"
    return f"{named} with {with_it}" if with_it else named


def _scope(row: Row) -> str:
    marks = {"of": row["launcher"], "by": row["interceptor"], "at": row["place"]}
    return row["weapons"] + "".join(f" {word} {who}" for word, who in marks.items() if who)


def _range(row: Mapping[str, Any], field: str, parts: str = "") -> str:
    names = parts or field + "_{}"
    best, low, high = row[field], row[names.format("low")], row[names.format("high")]
    if (low, high) in ((None, None), (best, best)):
        return _number(best)
    return f"{_number(best)} ({_number(low)}..{_number(high)})"


def _is_said(row: Row, field: str) -> bool:
    return any(row[field + part] is not None for part in ("", "_low", "_high"))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.source_id, claim.start))


def test_the_nights_build_to_what_was_reasoned(night: Night, golden: Any) -> None:
    golden("nights", night.text())


def test_what_came_later_builds_to_what_was_reasoned(later: Night, golden: Any) -> None:
    golden("nights_later", later.text())


def test_the_nights_are_valid(night: Night, later: Night) -> None:
    cd.validate(night.data).raise_if_bad()
    cd.validate(later.data).raise_if_bad()


def test_no_article_is_lost(night: Night) -> None:
    """Each stands behind a figure or is told of as left out; one has nothing to tell."""
    told, text = {claim.source_id for claim in night.claims.values()}, night.text()
    assert len(night.data.articles) > 40
    assert set(night.data.articles["source_id"]) - told == {"sale-01"}
    assert [article for article in sorted(told) if f'{article} "' not in text] == []
