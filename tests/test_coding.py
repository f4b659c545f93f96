"""From claims to events: identity, choice, scopes, ACLED's rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from factory import PUBLISHED, articles, claim, day, together, undated

from conflict_data import arsenal, coding, validation
from conflict_data.coding import copies, figures, tolls
from conflict_data.coding.choice import Candidate
from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Claim, digest
from conflict_data.schema import codes

MIXED = ("ballistic_missile", "cruise_missile", "drone")
FIVE = ("france", "israel", "jordan", "united_kingdom", "united_states")
ARMY = {"speaker": "the army", "speaker_actor": "israel", "speaker_kind": "military"}
RETALIATION: dict[str, Any] = {
    "actors": ("israel",), "target_actor": "iran", "country_code": "IRN",
}  # fmt: skip
DAMASCUS: dict[str, Any] = {
    "measure": "killed", "actors": ("israel",), "target_actor": "iran", "country_code": "SYR",
    "place": "Damascus", "place_role": "impact", "victims": "military", **day(1),
}  # fmt: skip
KYIV: dict[str, Any] = {"actors": ("russia",), "target_actor": "ukraine", "country_code": "UKR"}
SEA: dict[str, Any] = {
    "actors": ("houthis",), "target_actor": None, "country_code": None, "place": "Red Sea",
}  # fmt: skip


BUILT: list[dict[str, pa.Table]] = []
"""All tables built here, validated together at the end: one validation costs as much as fifty."""


class Result:
    """Rows of what was built, as dicts."""

    def __init__(self, claims: Sequence[Claim], texts: Iterable[Article] | None = None) -> None:
        built = coding.build(claims, articles(claims) if texts is None else texts)
        BUILT.append(built.tables)
        self.events = built.tables["events"].to_pylist()
        self.munitions = built.tables["munitions"].to_pylist()
        self.evidence = built.tables["evidence"].to_pylist()
        self.reasons = [problem.message for problem in built.problems]

    @property
    def event(self) -> dict[str, Any]:
        (event,) = self.events
        return event

    @property
    def row(self) -> dict[str, Any]:
        (row,) = self.munitions
        return row

    def roles(self, field: str, table: str = "events") -> dict[str, str]:
        """claim_id -> role behind a field."""
        rows = (row for row in self.evidence if (row["table"], row["field"]) == (table, field))
        return {row["claim_id"]: row["role"] for row in rows}


def cells(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name] for name in names]


def figure(row: dict[str, Any], name: str) -> list[Any]:
    return cells(row, name, f"{name}_low", f"{name}_high")


def launched_350() -> Claim:
    return claim(
        quote="over 350 drones, ballistic missiles and cruise missiles",
        low=350, bound="more_than", weapons=MIXED,
    )  # fmt: skip


# The two events of the first article


def test_the_joint_figure_and_the_share_are_kept_as_stated() -> None:
    total = launched_350()
    share = claim(
        sentence_start=200, quote="99 percent", measure="intercepted", unit="share", value=0.99,
        weapons=(), base="launched", share_of=total.claim_id, interceptors=FIVE,
    )  # fmt: skip
    built = Result([total, share])
    for row in (built.event, built.row):
        assert figure(row, "launched") == [350, 350, None]
        assert figure(row, "intercepted") == [None, None, None]
        assert cells(row, "interception_rate", "interception_rate_reported") == [None, 0.99]
        assert row["interception_rate_base"] == "launched"
    assert built.row["weapons"] == "ballistic_missile; cruise_missile; drone"
    assert built.row["weapon_class"] == "projectile"
    event = built.event
    assert event["defenders"] == "; ".join(FIVE)
    assert cells(event, "attackers", "level", "country") == ["iran", "salvo", "Israel"]
    assert cells(event, "night_of", "event_date_end") == [date(2024, 4, 13), date(2024, 4, 14)]
    assert event["sub_event_type"] == "Air/drone strike"
    assert event["actor1"] == "Military Forces of Iran (1989-)"
    assert event["actor2"] == "Military Forces of Israel (2022-)"
    assert event["assoc_actor_2"].count(";") == 3
    assert event["interaction"] == "State forces-External/Other forces"
    assert cells(event, "geo_precision", "latitude", "location") == [4, None, "Israel"]
    assert cells(event, "fatalities", "fatalities_low", "civilian_targeting") == [0, None, None]
    assert event["notes"].startswith(
        "On 13 April 2024, Iran launched more than 350 ballistic missiles, cruise missiles and "
        "drones at Israel. 99% of those launched were reported intercepted by France, Israel,"
    )


def test_two_commanders_and_several_are_five_for_acled_and_no_number_for_us() -> None:
    said = "An air strike in Damascus killed two commanders and several IRGC personnel."
    two = claim(quote="two commanders", sentence=said, value=2, **DAMASCUS)
    several = claim(quote="several IRGC personnel", sentence=said, bound="vague", **DAMASCUS)
    built = Result([two, several])
    event = built.event
    names = ("fatalities", "fatalities_low", "fatalities_best", "fatalities_high")
    assert cells(event, *names) == [5, 2, None, None]
    assert cells(event, "level", "part_of_event", "night_of") == ["place", None, None]
    assert cells(event, "location", "geo_precision", "country") == ["Damascus", 1, "Syria"]
    assert cells(event, "sub_event_type", "type_basis") == ["Air/drone strike", "inferred"]
    assert event["interaction"] == "External/Other forces-External/Other forces"
    assert built.roles("fatalities") == {two.claim_id: "chosen", several.claim_id: "chosen"}
    assert not built.munitions


# Identity


def test_a_weekend_and_its_night_are_one_event_and_a_day_in_one_night_joins_it() -> None:
    weekend = claim("a", value=300)
    sunday = claim("b", value=300, **day(14))
    assert Result([weekend, sunday]).event["n_claims"] == 2


def test_two_nights_never_merge_and_a_day_between_them_joins_neither() -> None:
    first = claim("a", value=10)
    second = claim("b", value=20, date_start=date(2024, 4, 14), date_end=date(2024, 4, 15))
    between = claim("c", value=30, **day(14))
    built = Result([first, second, between])
    assert [figure(event, "launched")[0] for event in built.events if event["night_of"]] == [10, 20]
    assert [event["event_date"] for event in built.events if not event["night_of"]] == [
        date(2024, 4, 14)
    ]


def test_a_retaliation_is_another_event() -> None:
    built = Result([claim(value=300), claim(value=3, **RETALIATION)])
    assert {event["country_code"] for event in built.events} == {"ISR", "IRN"}
    assert {event["launched"] for event in built.events} == {300, 3}


def test_joint_attackers_are_one_salvo_with_rows_by_launcher() -> None:
    joint = claim("a", value=350, actors=("houthis", "iran"))
    alone = claim("b", value=5, actors=("houthis",))
    built = Result([joint, alone])
    assert built.event["attackers"] == "houthis; iran"
    assert built.event["assoc_actor_1"] is not None
    assert built.event["launched"] == 350
    part = next(row for row in built.munitions if row["launcher"])
    assert cells(part, "launcher", "launched") == ["houthis", 5]
    assert part["part_of"] in {row["munition_id"] for row in built.munitions if row != part}


def test_attackers_that_no_figure_joins_make_two_events() -> None:
    built = Result([claim("a", value=300), claim("b", value=5, actors=("houthis",))])
    assert sorted(event["attackers"] for event in built.events) == ["houthis", "iran"]


def test_some_but_not_all_of_the_joint_attackers_fit_no_row() -> None:
    joint = claim("a", value=350, actors=("hezbollah", "houthis", "iran"))
    some = claim("b", value=50, actors=("hezbollah", "houthis"))
    built = Result([joint, some])
    assert built.row["launched"] == 350
    assert ["several attackers" in reason for reason in built.reasons] == [True]


@pytest.mark.parametrize(
    "missing",
    [{"actors": ()}, {"target_actor": None, "country_code": None}, undated()],
    ids=["attacker", "target", "date"],
)
def test_an_incomplete_claim_joins_the_one_event_it_fits(missing: dict[str, Any]) -> None:
    whole = claim(value=300)
    part = claim(sentence_start=90, measure="injured", value=12, **missing)
    event = Result([whole, part]).event
    assert cells(event, "launched", "injuries_best", "date_basis") == [300, 12, "stated"]


def test_a_claim_that_fits_two_events_of_its_article_is_not_guessed() -> None:
    two = [claim(value=300), claim(sentence_start=60, value=3, **RETALIATION)]
    lost = claim(
        sentence_start=120, measure="killed", value=1, actors=(), target_actor=None,
        country_code=None, **undated(),
    )  # fmt: skip
    built = Result([*two, lost])
    assert len(built.events) == 2
    assert [reason.split(";")[0] for reason in built.reasons] == ["fits several events"]


def test_an_interceptor_is_never_the_attacker_of_the_event_it_joins() -> None:
    strike = claim(value=3, **RETALIATION)
    downed = claim(
        sentence_start=60, measure="intercepted", value=9, actors=(), interceptors=("israel",),
        target_actor=None, country_code=None,
    )  # fmt: skip
    assert Result([strike, downed]).reasons == ["nothing says where"]


def test_an_undated_claim_alone_takes_the_day_of_publication() -> None:
    event = Result([claim(value=3, **undated())]).event
    assert cells(event, "event_date", "date_basis", "time_precision") == [
        PUBLISHED, "publication", 2,
    ]  # fmt: skip


def test_reports_of_one_day_without_a_date_are_one_event() -> None:
    assert Result([claim("a", value=3, **undated()), claim("b", value=4, **undated())]).event


def test_without_any_date_or_place_a_claim_is_unplaced() -> None:
    no_date = claim("a", value=3, **undated())
    built = Result([no_date], articles([no_date], {"a": None}))
    assert not built.events
    assert built.reasons[0].startswith("nothing says when")
    assert Result([claim(value=3, target_actor=None, country_code=None)]).reasons == [
        "nothing says where"
    ]


def test_no_attacker_is_an_unidentified_group() -> None:
    event = Result([claim(value=3, actors=())]).event
    assert event["attackers"] is None
    assert cells(event, "actor1", "inter1") == [
        "Unidentified Armed Group (Israel)", "Political militia",
    ]  # fmt: skip


def test_a_window_longer_than_a_night_enters_no_event() -> None:
    week = claim(value=900, date_start=date(2024, 4, 1), date_end=date(2024, 4, 7))
    assert Result([week]).reasons == ["window longer than a night"]


@pytest.mark.parametrize("mode", ["reconnaissance", "stray", "unknown"])
def test_what_is_no_attack_is_reported(mode: str) -> None:
    assert Result([claim(value=3, mode=mode)]).reasons == [f"mode {mode} is not coded as an attack"]


def test_a_shooting_of_the_same_night_is_another_event() -> None:
    shooting = claim(measure="killed", value=7, mode="shooting", victims="civilian")
    built = Result([claim(value=180), shooting])
    types = {event["sub_event_type"]: event["fatalities"] for event in built.events}
    assert types == {"Air/drone strike": 0, "Attack": 7}


def test_ids_do_not_change_when_more_claims_join() -> None:
    first, more = claim("a", value=300), claim("b", value=310, **ARMY)
    assert Result([first]).event["event_id_cnty"] == Result([first, more]).event["event_id_cnty"]


def test_the_sea_has_a_name_and_no_country() -> None:
    event = Result([claim(value=2, **SEA)]).event
    assert cells(event, "country", "iso", "location", "geo_precision") == [
        None, None, "Red Sea", 3,
    ]  # fmt: skip
    assert event["event_id_cnty"].startswith("SEA-20240413-")


# Levels


def test_city_tolls_stand_under_the_national_salvo() -> None:
    salvo = claim(value=100, **KYIV)
    city = claim(sentence_start=90, measure="killed", value=3, place="Kharkiv",
                 place_role="impact", **KYIV)  # fmt: skip
    built = Result([salvo, city])
    top = next(event for event in built.events if event["level"] == "salvo")
    place = next(event for event in built.events if event["level"] == "place")
    assert cells(top, "launched", "fatalities", "location") == [100, 0, "Ukraine"]
    assert cells(place, "launched", "fatalities", "location") == [None, 3, "Kharkiv"]
    assert place["part_of_event"] == top["event_id_cnty"]


def test_two_cities_without_a_national_figure_stand_alone() -> None:
    hit = {"measure": "killed", "place_role": "impact", **KYIV}
    built = Result([claim(value=3, place="Kharkiv", **hit), claim(value=2, place="Odesa", **hit)])
    assert [cells(event, "level", "part_of_event") for event in built.events] == [
        ["place", None]
    ] * 2


def test_what_was_launched_at_one_place_was_stopped_there_by_the_same_article() -> None:
    aimed = claim(value=12, place="Odesa", place_role="aimed", **KYIV)
    stopped = claim(measure="intercepted", value=12, sentence_start=60, interceptors=("ukraine",),
                    **KYIV)  # fmt: skip
    event = Result([aimed, stopped]).event
    assert cells(event, "level", "location", "interception_rate") == ["place", "Odesa", 1]
    elsewhere = stopped._replace(article_id=digest("article", "b"), source_id="b")
    apart = Result([aimed, elsewhere])
    assert cells(apart.event, "level", "intercepted", "interception_rate") == ["salvo", 12, None]


def test_two_spellings_are_one_place() -> None:
    hit = {"measure": "killed", "place_role": "impact", **KYIV}
    event = Result([claim(value=3, place="Kiev", **hit), claim("b", value=3, place="Kyiv", **hit)])
    assert event.event["location"] == "Kyiv"


def test_what_was_shot_down_over_a_city_is_a_part_by_place() -> None:
    over = claim("b", measure="intercepted", value=40, place="Kyiv", place_role="intercepted",
                 interceptors=("ukraine",), **KYIV)  # fmt: skip
    all_of_it = claim("a", measure="intercepted", value=52, interceptors=("ukraine",), **KYIV)
    built = Result([over, all_of_it])
    assert built.event["intercepted"] == 52
    assert [row["place"] for row in built.munitions if row["part_of"]] == ["Kyiv"]


def test_an_unknown_place_gives_no_false_point() -> None:
    hit = {"measure": "killed", "place": "Nowhereton", "place_role": "impact", **KYIV}
    event = Result([claim(value=3, **hit)]).event
    assert cells(event, "location", "geo_precision", "latitude") == ["Ukraine", 4, None]


# Figures


def test_rivals_make_a_range_and_each_has_its_role() -> None:
    said = {
        "350": claim("a", value=350),
        "360": claim("b", value=360),
        "300": claim("c", value=300),
    }
    dates = {"a": date(2024, 4, 17), "b": date(2024, 4, 16), "c": date(2024, 4, 15)}
    built = Result(list(said.values()), articles(said.values(), dates))
    assert figure(built.event, "launched") == [350, 300, 360]
    assert built.roles("launched") == {
        said["350"].claim_id: "chosen", said["360"].claim_id: "high", said["300"].claim_id: "low",
    }  # fmt: skip
    assert built.roles("launched_low") == {said["300"].claim_id: "low"}
    assert built.roles("launched_high") == {said["360"].claim_id: "high"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"low": 350, "bound": "more_than"}, [350, 350, None]),
        ({"low": 350, "bound": "at_least"}, [350, 350, None]),
        ({"high": 40, "bound": "up_to"}, [40, None, 40]),
        ({"value": 350, "bound": "about"}, [350, 350, 350]),
        ({"low": 30, "high": 40, "bound": "range"}, [None, 30, 40]),
        ({"bound": "vague"}, [None, None, None]),
    ],
    ids=lambda case: case["bound"] if isinstance(case, dict) else "",
)
def test_the_best_figure_is_the_number_stated(words: dict[str, Any], expected: list[Any]) -> None:
    assert figure(Result([claim(**words)]).event, "launched") == expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ([("more_than", 350, None), ("up_to", None, 400)], [350, 350, 400]),
        ([("at_least", 10, None), ("up_to", None, 5)], [10, 10, None]),
        ([("more_than", 400, None), ("about", 360, 360)], [400, 360, 400]),
    ],
    ids=["they agree", "they exclude each other", "a bound above the points"],
)
def test_ranges_of_bounds(bounds: list[Any], expected: list[Any]) -> None:
    made = [
        Candidate(
            (claim(f"{at}", low=low, high=high, bound=bound),), None, "third", low, high, bound
        )
        for at, (bound, low, high) in enumerate(bounds)
    ]
    settled = figures.settle(made, lambda rivals: rivals[0])
    assert [settled.best, settled.low, settled.high] == expected
    given = [part for part, value in zip(("low", "high"), expected[1:], strict=True) if value]
    assert {trace.part for trace in settled.traces} == {"best", *given}, "every end has its claim"


def test_ranges_stay_within_a_side() -> None:
    ours = claim("a", value=180, **ARMY)
    theirs = claim("b", value=400, speaker="Iran", speaker_actor="iran", speaker_kind="witness")
    built = Result([ours, theirs])
    assert figure(built.event, "launched") == [180, 180, 180]
    assert built.row["side"] == "defender"
    assert built.roles("launched")[theirs.claim_id] == "other"


def test_officials_go_before_witnesses_and_exact_before_both() -> None:
    witness = claim("a", value=9, speaker="a man", speaker_kind="witness")
    official = claim("b", value=7, speaker="the mayor", speaker_kind="official")
    bounded = claim("c", low=8, bound="at_least", speaker="the mayor", speaker_kind="official")
    assert Result([witness, official]).event["launched"] == 7
    assert Result([witness, bounded]).event["launched"] == 9


def test_another_policy_can_be_passed() -> None:
    rivals = [claim("a", value=7), claim("b", value=9)]
    built = coding.build(
        rivals, articles(rivals), policy=lambda some: max(some, key=lambda c: c.low)
    )
    assert built.tables["events"]["launched"].to_pylist() == [9]


@pytest.mark.parametrize("where", [{}, {"place": "Haifa", "place_role": "impact"}])
def test_a_policy_sees_rivals_in_one_order(where: dict[str, Any]) -> None:
    rivals = [claim(name, value=at, **where) for at, name in enumerate("abcdef", start=1)]
    orders = (rivals, rivals[::-1], rivals[3:] + rivals[:3])
    found = [
        coding.build(some, articles(some), policy=lambda told: told[0]).tables["events"]["launched"]
        for some in orders
    ]
    assert len({tuple(column.to_pylist()) for column in found}) == 1


def test_parts_are_never_added_to_their_total() -> None:
    total = claim(quote="41 missiles", value=41, weapons=("missile",))
    part = claim(quote="six Kinzhals", value=6, weapons=("kinzhal",), part_of=total.claim_id,
                 sentence_start=60)  # fmt: skip
    drones = claim(quote="100 drones", value=100, sentence_start=120)
    built = Result([total, part, drones])
    assert figure(built.event, "launched") == [141, 141, 141]
    by_weapon = {row["weapons"]: row for row in built.munitions}
    assert by_weapon["kinzhal"]["part_of"] == by_weapon["missile"]["munition_id"]


def test_drones_are_a_part_of_drones_and_missiles() -> None:
    built = Result([launched_350(), claim(quote="170 drones", value=170, sentence_start=90)])
    assert figure(built.event, "launched") == [350, 350, None]


def _share(weapons: tuple[str, ...]) -> Claim:
    return claim(
        sentence_start=200, quote="99 percent", measure="intercepted", unit="share", value=0.99,
        weapons=weapons, base="launched",
    )  # fmt: skip


def test_a_whole_of_which_only_a_share_is_told_has_the_sum_of_its_parts() -> None:
    drones, missiles = claim(value=170), claim(value=30, weapons=("missile",), sentence_start=60)
    built = Result([drones, missiles, _share(("drone", "missile"))])
    assert figure(built.event, "launched") == [200, 200, 200]
    assert cells(built.event, "interception_rate_reported") == [0.99]
    whole = next(row for row in built.munitions if row["part_of"] is None)
    assert figure(whole, "launched") == [200, 200, 200]


def test_parts_that_leave_a_weapon_out_make_up_no_whole() -> None:
    built = Result([claim(value=170), _share(("drone", "missile"))])
    assert figure(built.event, "launched") == [None, None, None]


def test_sums_need_one_report_and_a_number_for_each() -> None:
    drones, missiles = claim(value=100), claim(value=5, weapons=("missile",), sentence_start=60)
    elsewhere = claim("b", value=5, weapons=("missile",))
    unknown = claim(weapons=("missile",), sentence_start=60)
    assert Result([drones, missiles]).event["launched"] == 105
    assert Result([drones, elsewhere]).event["launched"] is None
    assert Result([drones, unknown]).event["launched"] is None


def test_a_helpers_interceptions_are_no_rival_of_the_total() -> None:
    total = claim("a", measure="intercepted", value=170, interceptors=("israel",))
    helper = claim("b", measure="intercepted", low=70, bound="more_than",
                   interceptors=("united_states",))  # fmt: skip
    built = Result([total, helper])
    assert figure(built.event, "intercepted") == [170, 170, 170]
    scoped = {row["interceptor"]: row for row in built.munitions}
    assert figure(scoped["united_states"], "intercepted") == [70, 70, None]
    assert scoped["united_states"]["part_of"] == scoped[None]["munition_id"]


def test_a_helpers_figure_stands_apart_though_nobody_gives_the_total() -> None:
    made = Result([
        claim("wire", measure="intercepted", unit="share", low=0.99, high=0.99, base="launched",
              quote="99 percent", weapons=MIXED, interceptors=FIVE),
        claim("wire", value=170),
        claim("live", value=70, measure="intercepted", interceptors=("united_states",)),
    ])  # fmt: skip
    rows = {(row["weapons"], row["interceptor"]): row for row in made.munitions}
    assert rows["drone", None]["intercepted"] is None
    assert rows["drone", "united_states"]["intercepted"] == 70
    assert rows["drone", "united_states"]["part_of"] == rows["drone", None]["munition_id"]


def test_two_wordings_of_one_joint_count_are_rivals() -> None:
    made = Result([
        claim("wire", value=300, weapons=("drone", "missile")),
        claim("live", value=350, weapons=MIXED),
    ])  # fmt: skip
    (row,) = made.munitions
    assert row["weapons"] == "ballistic_missile; cruise_missile; drone"
    assert (row["launched_low"], row["launched_high"]) == (300, 350)


@pytest.mark.parametrize("bound", ["at_least", "exact"])
def test_a_figure_that_a_part_exceeds_is_no_total(bound: str) -> None:
    high = 17 if bound == "exact" else None
    whole = claim("a", low=17, high=high, bound=bound, weapons=("missile",))
    part = claim("b", value=70, weapons=("cruise_missile",))
    event = Result([whole, part]).event
    assert figure(event, "launched") == [None, 17, high]
    alone = claim("b", value=70, weapons=("cruise_missile",), actors=("houthis",))
    joint = claim("c", value=20, weapons=("missile",), actors=("houthis", "iran"))
    assert Result([joint, alone]).event["launched"] == 20, "a launcher's figure is a rival's"


def test_what_was_counted_over_one_place_is_not_a_part_of_nothing() -> None:
    over = claim(measure="intercepted", value=40, place="Kyiv", place_role="intercepted",
                 interceptors=("ukraine",), **KYIV)  # fmt: skip
    event = Result([over]).event
    assert cells(event, "level", "location", "geo_precision", "intercepted") == [
        "salvo", "Kyiv", 1, 40,
    ]  # fmt: skip
    elsewhere = claim("b", measure="intercepted", value=9, place="Odesa", place_role="intercepted",
                      interceptors=("ukraine",), **KYIV)  # fmt: skip
    assert cells(Result([over, elsewhere]).event, "location", "intercepted") == ["Ukraine", None]
    nowhere = over._replace(place="Nowhereton")
    assert cells(Result([nowhere]).event, "location", "intercepted") == ["Ukraine", None]


def test_a_part_that_nothing_tells_from_its_whole_is_left_out_and_reported() -> None:
    total = claim(quote="40 drones", value=40)
    part = claim(quote="ten of them", value=10, part_of=total.claim_id, sentence_start=60)
    built = Result([total, part])
    assert figure(built.event, "launched") == [40, 40, 40]
    assert ["rival" in reason for reason in built.reasons] == [True]


def test_parts_that_contain_each_other_make_no_circle() -> None:
    one, other = claim(value=5, weapons=("bomb",)), claim(value=6, weapons=("rocket",))
    claims = [one._replace(part_of=other.claim_id), other._replace(part_of=one.claim_id)]
    assert [bool(row["part_of"]) for row in Result(claims).munitions].count(True) == 1


def test_interceptors_fired_are_no_interceptions() -> None:
    fired = claim(measure="interceptors_fired", value=12, weapons=("interceptor",))
    assert not Result([fired]).events


# Rates


def downed(value: float, **fields: Any) -> Claim:
    return claim(measure="intercepted", value=value, interceptors=("israel",), sentence_start=60,
                 **fields)  # fmt: skip


def test_a_rate_needs_two_counts_of_one_report() -> None:
    assert Result([claim(value=10), downed(9)]).event["interception_rate"] == 0.9
    assert Result([claim(value=10), downed(9, **ARMY)]).event["interception_rate"] == 0.9
    assert Result([claim(value=10), downed(9, article="b")]).event["interception_rate"] is None
    other = claim(value=10, speaker="Iran", speaker_actor="iran")
    assert Result([other, downed(9, **ARMY)]).event["interception_rate"] is None
    above = claim(low=10, bound="more_than")
    assert Result([above, downed(9)]).event["interception_rate"] is None


def test_a_share_is_never_a_count_nor_a_count_a_share() -> None:
    share = claim(measure="intercepted", unit="share", value=0.5, base="launched")
    row = Result([claim(value=10), share]).row
    assert cells(row, "intercepted", "interception_rate", "interception_rate_reported") == [
        None, None, 0.5,
    ]  # fmt: skip


def test_a_share_that_is_only_bounded_gives_no_rate() -> None:
    most = claim(measure="intercepted", unit="share", low=0.5, bound="more_than", base="unstated")
    event = Result([claim(value=10), most]).event
    assert cells(event, "interception_rate_reported", "interception_rate_base") == [None, None]
    assert event["event_type"] == "Explosions/Remote violence"


def test_reports_at_odds_are_not_balanced_against_each_other() -> None:
    early = claim("a", value=100, speaker="a man", speaker_kind="anonymous")
    late = downed(150, article="b", **ARMY)
    row = Result([early, late]).row
    assert cells(row, "launched", "intercepted", "launched_high") == [None, 150, 100]


# ACLED's types, actors and people


def typed(*claims: Claim) -> list[Any]:
    return cells(Result(claims).event, "sub_event_type", "type_basis")


def test_a_clean_interception_is_disrupted_weapons_use() -> None:
    built = Result([claim(value=5), downed(5)])
    event = built.event
    assert cells(event, "event_type", "sub_event_type", "type_basis") == [
        "Strategic developments", "Disrupted weapons use", "stated",
    ]  # fmt: skip
    assert event["actor1"] == "Military Forces of Israel (2022-)"
    assert event["actor2"] == "Military Forces of Iran (1989-)"
    assert event["notes"].startswith("Interception: On 13 April 2024, Israel intercepted 5 drones")


def test_types_by_what_was_said() -> None:
    disrupted, strike = "Disrupted weapons use", "Air/drone strike"
    shelling = "Shelling/artillery/missile attack"
    everything = claim(measure="intercepted", unit="share", value=1, base="launched")
    assert typed(downed(5)) == [disrupted, "inferred"]
    assert typed(claim(value=5), everything) == [disrupted, "stated"]
    assert typed(claim(value=6), downed(5)) == [strike, "stated"]
    assert typed(downed(5), claim(measure="damage", unit="presence")) == [strike, "stated"]
    assert typed(downed(5), claim(measure="injured", value=1)) == [strike, "stated"]
    assert typed(claim(value=5, weapons=("ballistic_missile",))) == [shelling, "stated"]
    assert typed(claim(value=5, weapons=("drone", "missile"))) == [strike, "stated"]
    assert typed(claim(measure="killed", value=5)) == [shelling, "inferred"]


def test_harm_in_a_city_makes_a_strike_of_the_salvo_above() -> None:
    hit = claim(measure="killed", value=1, place="Haifa", place_role="impact")
    built = Result([claim(value=5), downed(5), hit])
    assert {event["sub_event_type"] for event in built.events} == {"Air/drone strike"}


def test_civilians_are_the_target_if_only_they_are_hurt() -> None:
    hurt = claim(measure="injured", value=4, victims="child")
    event = Result([claim(value=5), hurt]).event
    assert cells(event, "actor2", "civilian_targeting") == [
        "Civilians (Israel)", "Civilian targeting",
    ]  # fmt: skip
    assert event["interaction"] == "External/Other forces-Civilians"
    nobody = claim(measure="killed", value=2, target_actor=None)
    assert cells(Result([nobody]).event, "actor2", "civilian_targeting") == [
        "Civilians (Israel)", None,
    ]  # fmt: skip


@pytest.mark.parametrize("victims", ["child", "all"])
def test_a_part_of_a_toll_is_no_second_toll(victims: str) -> None:
    everybody = claim(measure="killed", value=12)
    part = claim(
        measure="killed", value=4, victims=victims, part_of=everybody.claim_id, sentence_start=60
    )
    event = Result([everybody, part]).event
    assert cells(event, "fatalities", "fatalities_low", "fatalities_best") == [12, 12, 12]


def test_who_was_defended_was_not_attacked_as_civilians_only() -> None:
    hurt = claim(measure="injured", value=1, victims="child")
    event = Result([claim(value=300, sentence_start=90), downed(297), hurt]).event
    assert cells(event, "actor2", "civilian_targeting") == [
        "Military Forces of Israel (2022-)", None,
    ]  # fmt: skip


def test_civilians_and_soldiers_of_one_sentence_add_up() -> None:
    said = "It killed 3 civilians, and near the base 2 soldiers died."
    people = {"measure": "killed", "sentence": said}
    three = claim(quote="3 civilians", value=3, victims="civilian", **people)
    two = claim(quote="2 soldiers", value=2, victims="military", **people)
    assert Result([three, two]).event["fatalities_best"] == 5
    apart = claim("b", measure="killed", value=2, victims="military")
    assert Result([three, apart]).event["fatalities_best"] in (2, 3)


def test_fatalities_are_the_lowest_toll() -> None:
    tolls_told = [
        claim("a", measure="killed", value=9),
        claim("b", measure="killed", low=7, bound="at_least"),
        claim("c", measure="killed", value=12),
    ]
    event = Result(tolls_told).event
    assert cells(event, "fatalities", "fatalities_low", "fatalities_high") == [7, 9, 12]


@pytest.mark.parametrize(("words", "number"), [("dozens of people", 12), ("several people", 3),
                                               ("hundreds of people", 100)])  # fmt: skip
def test_vague_words_count_as_acled_has_them(words: str, number: int) -> None:
    event = Result([claim(measure="killed", quote=words)]).event
    assert cells(event, "fatalities", "fatalities_best", "fatalities_low") == [number, None, None]


# Sources


def test_near_copies_are_one_report_and_one_spokesman_one_speaker() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    told = [claim(name, value=5, **ARMY) for name in ("a", "b", "c")]
    texts = [
        one._replace(text=f"{text} {end}")
        for one, end in zip(articles(told), ("here", "there", text[::-1]), strict=True)
    ]
    event = Result(told, texts).event
    assert cells(event, "n_articles", "n_speakers", "n_claims") == [2, 1, 3]
    assert event["source"] == "A; B; C"
    assert event["timestamp"] == 1713139200


def test_copies_are_found_as_by_comparing_all_pairs() -> None:
    (article,) = articles([claim(value=1)])
    starts = (0, 1, 5, 9, 14, 30, 33, 90)
    texts = [" ".join(f"w{n}" for n in range(start, start + 60)) for start in starts]
    kept: list[frozenset[int]] = []
    for runs in map(copies.shingles, texts):
        if not any(len(runs & one) >= 0.8 * len(runs | one) for one in kept):
            kept.append(runs)
    made = [article._replace(article_id=str(at), text=text) for at, text in enumerate(texts)]
    assert 1 < len(kept) == copies.independent(made) < len(texts)


def test_a_claim_without_its_article_is_refused() -> None:
    with pytest.raises(ConflictDataError, match="not among the 0 articles"):
        coding.build([claim(value=1)], [])


def test_nothing_makes_empty_valid_tables() -> None:
    assert Result([]).events == []


# The small parts


def test_every_weapon_has_a_way_to_a_class() -> None:
    for weapon in codes("weapons"):
        assert arsenal.covers(frozenset(arsenal.line(weapon)[-1:]), frozenset({weapon}))


def test_overlapping_sets_are_not_disjoint() -> None:
    sets = [frozenset({"drone", "kinzhal"}), frozenset({"missile"})]
    assert not arsenal.disjoint(sets)
    assert not arsenal.disjoint(sets[::-1])


def test_only_civilians_needs_somebody_hurt() -> None:
    assert not tolls.only_civilians([claim(value=3)])
    assert not tolls.only_civilians([claim(measure="killed", value=0, victims="civilian")])


def test_all_that_was_built_here_is_valid() -> None:
    Result([claim(value=1)])
    report = validation.validate(together(BUILT))
    assert report.ok, report.summary()
