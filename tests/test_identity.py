"""Identity: planted attacks, told by many articles, come out as exactly these attacks."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from factory import articles, claim, day, undated

from conflict_data import coding
from conflict_data.coding.desk import Desk, sort_out
from conflict_data.records import Article, Claim

WARS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("russia",), "ukraine", "UKR"),
    (("ukraine",), "russia", "RUS"),
    (("iran",), "israel", "ISR"),
    (("israel",), "iran", "IRN"),
    (("israel",), "hezbollah", "LBN"),
    (("houthis", "iran"), "israel", "ISR"),
)
CITIES = {"UKR": ("Kharkiv", "Odesa"), "ISR": ("Haifa", "Ashdod"), "RUS": ("Belgorod", "Kursk")}
WEAPONS = (("drone",), ("missile",), ("drone", "missile"))
SPACED = 4


class Planted(NamedTuple):
    """An attack that really was: who, whom, where, when."""

    number: int
    attackers: tuple[str, ...]
    target: str
    country: str
    start: date
    night: bool
    alone: bool


def planted(source: random.Random) -> list[Planted]:
    """Attacks: of one war at least four days apart, or, not ``alone``, in consecutive nights."""
    made: list[Planted] = []
    for attackers, target, country in source.sample(WARS[:5], source.randrange(1, 5)):
        at, consecutive = date(2024, 4, 1 + source.randrange(3)), source.random() < 0.3
        for _ in range(source.randrange(1, 5)):
            joint = attackers == ("iran",) and source.random() < 0.4
            who = WARS[5][0] if joint else attackers
            night = consecutive or source.random() < 0.6
            made.append(Planted(len(made), who, target, country, at, night, not consecutive))
            at += timedelta(1 if consecutive else SPACED + source.randrange(3))
    return made


def window(attack: Planted, source: random.Random) -> dict[str, Any]:
    """The night or day as a text has it: of a lone night sometimes only one of its days."""
    end = attack.start + timedelta(attack.night)
    if attack.alone and attack.night and source.random() < 0.3:
        end = start = source.choice((attack.start, end))
    else:
        start = attack.start
    return {"date_start": start, "date_end": end, "date_basis": "stated"}


def whole(attack: Planted, source: random.Random, **fields: Any) -> dict[str, Any]:
    return {
        "actors": attack.attackers, "target_actor": attack.target, "country_code": attack.country,
        "value": source.randrange(1, 300), "weapons": source.choice(WEAPONS),
        **window(attack, source), **fields,
    }  # fmt: skip


def lacking(attack: Planted, source: random.Random) -> dict[str, Any]:
    """A claim that lacks what its article tells elsewhere."""
    gap = source.choice((
        {"actors": ()}, {"target_actor": None, "country_code": None}, undated(),
        {"actors": (), **undated()}, {"actors": attack.attackers[:1]},
    ))  # fmt: skip
    return whole(attack, source) | gap


def published(attack: Planted) -> dict[str, Any]:
    """No day of its own: it appeared the day after, and such news is of that day or the last."""
    return {
        "date_start": attack.start,
        "date_end": attack.start + timedelta(1),
        "date_basis": "publication",
    }


def city(attack: Planted, source: random.Random) -> dict[str, Any]:
    hit = {"measure": "killed", "weapons": (), "victims": "all", "place_role": "impact"}
    return whole(attack, source, place=source.choice(CITIES[attack.country]), **hit)


def told(attacks: Sequence[Planted], source: random.Random) -> tuple[list[Claim], dict[str, int]]:
    """Articles that tell of one attack or of two, and of which attack each claim really is."""
    claims, truth = [], {}
    for number in range(3 * len(attacks)):
        about = source.sample(attacks, min(len(attacks), source.choice((1, 1, 2))))
        first = attacks[number % len(attacks)]
        about = [first, *(one for one in about if one != first)][:2]
        for attack in about:
            some = [whole(attack, source) for _ in range(source.randrange(1, 3))]
            some += [lacking(attack, source) for _ in range(source.randrange(3))]
            if len(about) == 1 and attack.alone and source.random() < 0.2:
                some = [one | published(attack) for one in some]
            if attack.country in CITIES and source.random() < 0.3:
                some.append(city(attack, source))
            for fields in some:
                at = 60 * sum(one.source_id == f"a{number}" for one in claims)
                claims.append(claim(f"a{number}", sentence_start=at, **fields))
                truth[claims[-1].claim_id] = attack.number
    return claims, truth


def sorted_out(claims: Iterable[Claim], texts: Iterable[Article]) -> Desk:
    return sort_out(claims, {one.article_id: one for one in texts}, ())


def found(desk: Desk) -> dict[str, tuple[Any, ...]]:
    """The attack of each claim."""
    return {
        one.claim_id: (*case.attack.key, case.attack.label)
        for case in desk.cases
        for one in (*case.claims, *case.past)
    }


def partition(groups: Mapping[str, Any]) -> set[frozenset[str]]:
    by_group = defaultdict(set)
    for claim_id, group in groups.items():
        by_group[group].add(claim_id)
    return set(map(frozenset, by_group.values()))


@pytest.mark.parametrize("seed", range(60))
def test_planted_attacks_come_out_as_they_were(seed: int) -> None:
    source = random.Random(seed)
    attacks = planted(source)
    claims, truth = told(attacks, source)
    texts = articles(claims)
    desk = sorted_out(claims, texts)
    placed = found(desk)
    assert partition(placed) == partition({key: truth[key] for key in placed})
    lost = truth.keys() - placed.keys()
    assert lost == {problem.key for problem in desk.problems}
    by_id = {one.claim_id: one for one in claims}
    for key in lost:
        assert not by_id[key].actors or not by_id[key].country_code or not by_id[key].date_start
    source.shuffle(claims)
    source.shuffle(texts)
    again = sorted_out(claims, texts)
    assert found(again) == placed
    assert sorted(again.problems) == sorted(desk.problems)


# Figures: planted numbers come out once at each level.


class Night(NamedTuple):
    """What really happened in one night: launched by attacker, killed by city."""

    attackers: tuple[str, ...]
    launched: dict[str, int]
    killed: dict[str, int]


def night(source: random.Random) -> Night:
    attackers = source.choice((("iran",), ("houthis", "iran"), ("hezbollah", "houthis", "iran")))
    launched = {one: source.randrange(20, 200) for one in attackers}
    killed = {city: source.randrange(1, 9) for city in source.sample(CITIES["ISR"], 2)}
    return Night(attackers, launched, killed)


def reported(real: Night, source: random.Random) -> list[Claim]:
    """Five outlets tell the totals and the parts, rounded or not, the tolls of the cities too."""
    claims = []
    for name in "abcde":
        total = sum(real.launched.values())
        claims.append(claim(name, value=total, actors=real.attackers))
        for at, (one, number) in enumerate(real.launched.items(), start=1):
            if len(real.attackers) > 1 and source.random() < 0.7:
                claims.append(claim(name, value=number, actors=(one,), sentence_start=60 * at))
        dead = {"measure": "killed", "actors": real.attackers}
        claims.append(claim(name, value=sum(real.killed.values()), sentence_start=300, **dead))
        for at, (city, number) in enumerate(real.killed.items(), start=6):
            hit = dead | {"place": city, "place_role": "impact"}
            claims.append(claim(name, value=number, sentence_start=60 * at, **hit))
    return claims


@pytest.mark.parametrize("seed", range(20))
def test_no_figure_is_counted_twice_at_any_level(seed: int) -> None:
    source = random.Random(seed)
    real = night(source)
    claims = reported(real, source)
    tables = coding.build(claims, articles(claims)).tables
    events, munitions = tables["events"].to_pylist(), tables["munitions"].to_pylist()
    (salvo,) = [one for one in events if one["level"] == "salvo"]
    places = [one for one in events if one["level"] == "place"]
    assert {one["part_of_event"] for one in places} == {salvo["event_id_cnty"]}
    assert {one["location"]: one["fatalities"] for one in places} == real.killed
    assert salvo["fatalities"] == sum(real.killed.values())
    assert salvo["launched"] == sum(real.launched.values())
    assert [one["launched"] for one in places] == [None, None]
    top = [row for row in munitions if row["part_of"] is None]
    assert [row["launched"] for row in top] == [salvo["launched"]]
    parts = {row["launcher"]: row["launched"] for row in munitions if row["part_of"]}
    assert parts.items() <= real.launched.items()
    assert salvo["attackers"] == "; ".join(sorted(real.attackers))


def test_two_strikes_in_one_article_stay_two() -> None:
    hit = {"measure": "killed", "place_role": "impact"}
    ours = [
        claim(value=3, place="Haifa", **hit),
        claim(value=5, place="Ashdod", sentence_start=60, **hit),
    ]
    later = claim(value=2, place="Haifa", sentence_start=120, **hit, **day(20))
    back = claim(
        value=9, sentence_start=180, actors=("israel",), target_actor="iran", country_code="IRN"
    )
    tables = coding.build([*ours, later, back], articles([*ours, later, back])).tables
    tolls = [row["fatalities"] for row in tables["events"].to_pylist()]
    assert sorted(tolls) == [0, 2, 3, 5]


def test_copies_of_one_wire_text_are_one_report_however_many() -> None:
    said = "Iran launched 300 drones at Israel. " + " ".join(f"word{n}" for n in range(60))
    claims = [claim(f"p{n}", quote="300 drones", sentence=said, value=300) for n in range(40)]
    other = claim("own", value=310)
    event = (
        coding.build([*claims, other], articles([*claims, other])).tables["events"].to_pylist()[0]
    )
    assert (event["n_articles"], event["n_claims"]) == (2, 41)
