"""ACLED's coding rules, one test each: types, actors, people, notes, sources."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pytest
from factory import articles, claim, together

from conflict_data import acled, coding, validation
from conflict_data.coding import sources, words
from conflict_data.records import Claim
from conflict_data.schema import codes, split

AIR, SHELLING = "Air/drone strike", "Shelling/artillery/missile attack"
DISRUPTED, CLASH = "Disrupted weapons use", "Armed clash"
KARACHI: dict[str, Any] = {
    "actors": (), "target_actor": "pakistan", "country_code": "PAK", "place": "Karachi",
    "place_role": "impact",
}  # fmt: skip
ODESA: dict[str, Any] = {
    "actors": ("russia",), "target_actor": "ukraine", "country_code": "UKR", "place": "Odesa",
    "place_role": "impact",
}  # fmt: skip
BUILT: list[dict[str, pa.Table]] = []
"""All tables built here, validated together at the end."""


def event(*claims: Claim, outlets: dict[str, str] | None = None) -> dict[str, Any]:
    """The one event that claims make."""
    texts = [
        one._replace(outlet=(outlets or {}).get(one.source_id, one.outlet))
        for one in articles(claims)
    ]
    tables = coding.build(claims, texts).tables
    BUILT.append(tables)
    (row,) = tables["events"].to_pylist()
    return row  # type: ignore[no-any-return]


def hurt(value: float = 3, **fields: Any) -> Claim:
    return claim(**{"measure": "killed", "value": value, **ODESA, **fields})


def stopped(value: float = 5, **fields: Any) -> Claim:
    made = {"measure": "intercepted", "value": value, "interceptors": ("israel",)}
    return claim(**{**made, "sentence_start": 90, **fields})


# Types, and which goes before which


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Air strikes and artillery fire killed 3 people.", AIR),
        ("Artillery fire killed 3 people.", SHELLING),
        ("A glide bomb killed 3 people.", AIR),
        ("A hand grenade killed 3 people.", "Grenade"),
        ("It killed 3 people.", SHELLING),
    ],
)
def test_the_words_of_a_sentence_tell_the_type_and_the_higher_wins(
    said: str, expected: str
) -> None:
    row = event(hurt(quote="3 people", sentence=said))
    assert (row["sub_event_type"], row["type_basis"]) == (expected, "inferred")


def test_a_drone_among_missiles_makes_an_air_strike() -> None:
    missiles = claim(value=5, weapons=("ballistic_missile",), sentence_start=60)
    assert event(missiles)["sub_event_type"] == SHELLING
    assert event(missiles, claim(value=2))["sub_event_type"] == AIR


def test_weapons_of_the_place_go_before_those_of_the_whole_night() -> None:
    said = "A missile killed 3 people in Odesa."
    night = claim(value=40, **{**ODESA, "place": None, "place_role": None})
    city = hurt(quote="3 people", sentence=said, sentence_start=90)
    tables = coding.build([night, city], articles([night, city])).tables
    types = {row["level"]: row["sub_event_type"] for row in tables["events"].to_pylist()}
    assert types == {"salvo": AIR, "place": SHELLING}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("ground", (CLASH, "Battles")),
        ("ied", ("Remote explosive/landmine/IED", "Explosions/Remote violence")),
        ("suicide_bomb", ("Suicide bomb", "Explosions/Remote violence")),
        ("shooting", ("Attack", "Violence against civilians")),
    ],
)
def test_modes_beyond_strikes_have_their_types(mode: str, expected: tuple[str, str]) -> None:
    row = event(hurt(mode=mode))
    assert (row["sub_event_type"], row["event_type"]) == expected


@pytest.mark.parametrize("victims", ["military", "police"])
def test_gunmen_who_meet_soldiers_or_police_fight(victims: str) -> None:
    row = event(hurt(mode="shooting", victims=victims, **KARACHI))
    assert (row["sub_event_type"], row["civilian_targeting"]) == (CLASH, None)


@pytest.mark.parametrize(
    ("attacker", "said", "expected"),
    [
        ("fulani_militia", "Herdsmen killed 3 people in a village.", "Attack"),
        ("fulani_militia", "A rocket attack killed 3 people.", SHELLING),
        ("russia", "Russia killed 3 people.", SHELLING),
    ],
)
def test_armed_groups_of_whom_no_munition_is_told_kill_by_hand(
    attacker: str, said: str, expected: str
) -> None:
    row = event(hurt(actors=(attacker,), quote="3 people", sentence=said))
    assert row["sub_event_type"] == expected
    assert row["type_basis"] == "inferred"


# What was stopped, and what came through


def test_all_stopped_is_disrupted_weapons_use_by_the_interceptor() -> None:
    row = event(claim(value=5), stopped())
    assert (row["sub_event_type"], row["disorder_type"]) == (DISRUPTED, "Strategic developments")
    assert row["actor1"] == "Military Forces of Israel (2022-)"
    assert row["actor2"] == "Military Forces of Iran (1989-)"
    assert row["interaction"] == "State forces-External/Other forces"
    assert row["fatalities"] == 0


def test_that_nobody_was_hurt_leaves_an_interception_clean() -> None:
    nobody = claim(measure="injured", value=0, quote="Nobody", sentence="Nobody was hurt.")
    row = event(claim(value=5, sentence_start=30), stopped(), nobody)
    assert (row["sub_event_type"], row["type_basis"]) == (DISRUPTED, "stated")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("All 5 drones were shot down and debris damaged a house.", AIR),
        ("All 5 drones were shot down, and there was no damage.", DISRUPTED),
        ("All 5 drones were shot down without casualties or material damage.", DISRUPTED),
    ],
)
def test_damage_told_beside_the_number_is_an_effect(said: str, expected: str) -> None:
    row = event(claim(value=5), stopped(quote="5 drones", sentence=said))
    assert row["sub_event_type"] == expected


def test_that_dozens_were_launched_does_not_tell_that_some_came_through() -> None:
    row = event(claim(quote="dozens of drones"), stopped())
    assert (row["sub_event_type"], row["type_basis"]) == (DISRUPTED, "inferred")


def test_a_partial_interception_is_a_strike() -> None:
    assert event(claim(value=6), stopped())["sub_event_type"] == AIR


# Actors


@pytest.mark.parametrize(
    ("country", "expected"),
    [("ISR", "External/Other forces"), ("IRN", "State forces"), (None, "External/Other forces")],
)
def test_a_states_forces_are_state_forces_at_home_only(country: str | None, expected: str) -> None:
    where = {"country_code": country, "target_actor": None}
    sea = {} if country else {"place": "Red Sea", "place_role": "impact"}
    assert event(claim(value=5, **where, **sea))["inter1"] == expected


def test_allies_are_associates_of_their_side() -> None:
    joint = claim(value=350, actors=("houthis", "iran"))
    helped = stopped(interceptors=("israel", "jordan"))
    row = event(joint, helped)
    assert row["actor1"] == "Military Forces of Iran (1989-)"
    assert row["assoc_actor_1"] == "Military Forces of Yemen (2017-) Houthi"
    assert row["assoc_actor_2"] == "Military Forces of Jordan"


def test_two_who_fought_are_one_side_each() -> None:
    where = {"target_actor": None, "country_code": "SDN", "place": "El Fasher"}
    row = event(hurt(mode="ground", actors=("rapid_support_forces", "sudan"), **where))
    assert row["actor1"] == "RSF: Rapid Support Forces"
    assert row["actor2"] == "Military Forces of Sudan"
    assert row["interaction"] == "State forces-Rebel group"


def test_fighters_killed_in_a_battle_are_those_of_the_group_that_fought() -> None:
    where = {"target_actor": None, "country_code": "SDN", "place": "El Fasher"}
    said = {"quote": "20 fighters", "victims": "military", "mode": "ground"}
    row = event(hurt(actors=("rapid_support_forces", "sudan"), **said, **where))
    assert (row["actor1"], row["actor2"]) == (
        "RSF: Rapid Support Forces",
        "Military Forces of Sudan",
    )


def test_battles_never_target_civilians() -> None:
    row = event(hurt(mode="ground", victims="civilian"))
    assert (row["actor2"], row["civilian_targeting"]) == (
        "Military Forces of Ukraine (2019-)",
        None,
    )


def test_people_of_whom_nothing_is_said_are_civilians() -> None:
    row = event(hurt())
    assert (row["actor2"], row["inter2"]) == ("Civilians (Ukraine)", "Civilians")
    assert row["interaction"] == "External/Other forces-Civilians"
    assert row["civilian_targeting"] is None


def test_people_hurt_where_an_armed_group_was_attacked_are_not_called_civilians() -> None:
    row = event(
        hurt(target_actor="hezbollah", country_code="LBN", place="Tyre", actors=("israel",))
    )
    assert row["actor2"] == "Hezbollah"


def test_civilians_hurt_beside_soldiers_are_their_associates() -> None:
    said = "It killed 3 civilians and 2 soldiers."
    three = hurt(3, quote="3 civilians", sentence=said, victims="civilian")
    two = hurt(2, quote="2 soldiers", sentence=said, victims="military")
    row = event(three, two)
    assert row["actor2"] == "Military Forces of Ukraine (2019-)"
    assert row["assoc_actor_2"] == "Civilians (Ukraine)"
    assert (row["fatalities"], row["civilian_targeting"]) == (5, None)


def test_a_state_that_lost_only_police_is_there_with_its_police() -> None:
    others = hurt(4, mode="ied", measure="injured", sentence_start=60, **KARACHI)
    row = event(hurt(mode="ied", victims="police", **KARACHI), others)
    assert (row["actor2"], row["inter2"]) == ("Police Forces of Pakistan", "State forces")


def test_soldiers_of_nobody_named_leave_actor2_empty() -> None:
    row = event(hurt(victims="military", target_actor=None))
    assert (row["actor2"], row["inter2"]) == (None, None)
    assert row["interaction"] == "External/Other forces only"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("palestine", "Unidentified Armed Group (Palestine)"),
        (None, "Unidentified Armed Group (Palestine)"),
        ("hamas", "Hamas Movement"),
    ],
)
def test_where_fighters_were_hit_an_armed_group_was_attacked(
    target: str | None, expected: str
) -> None:
    gaza = {"country_code": "PSE", "place": "Gaza City", "actors": ("israel",)}
    said = {"quote": "3 militants", "victims": "military", "target_actor": target}
    assert event(hurt(**gaza, **said))["actor2"] == expected


def test_an_attacker_nobody_names_is_an_unidentified_armed_group() -> None:
    row = event(hurt(mode="suicide_bomb", **KARACHI))
    assert row["actor1"] == "Unidentified Armed Group (Pakistan)"
    assert row["inter1"] == "Political militia"


# Civilian targeting


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"victims": "child"}, "Civilian targeting"),
        ({"victims": "military"}, None),
        ({"mode": "shooting"}, "Civilian targeting"),
        ({"victims": "child", "place_role": "debris"}, None),
        (
            {"victims": "child", "quote": "3 boys", "sentence": "Debris of a drone killed 3 boys."},
            None,
        ),
    ],
    ids=["children", "soldiers", "gunmen", "debris", "debris in words"],
)
def test_civilian_targeting(fields: dict[str, Any], expected: str | None) -> None:
    assert event(hurt(**fields))["civilian_targeting"] == expected


# Fatalities


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a handful of people", 3), ("several people", 3), ("many people", 3),
        ("dozens of people", 12), ("scores of people", 12), ("several dozen people", 12),
        ("hundreds of people", 100), ("several hundred people", 100), ("thousands of people", 1000),
    ],
)  # fmt: skip
def test_words_for_fatalities(words: str, number: int) -> None:
    row = event(hurt(quote=words, value=None))
    assert (row["fatalities"], row["fatalities_best"]) == (number, None)


def test_the_lowest_toll_is_acleds() -> None:
    row = event(hurt(9), hurt(7, article="b"), hurt(12, article="c"))
    assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == (7, 7, 12)


def test_words_count_only_where_nobody_gives_a_number() -> None:
    assert (
        event(hurt(12), hurt(article="b", quote="several people", value=None))["fatalities"] == 12
    )


def test_that_nobody_died_counts_only_where_nobody_tells_of_deaths() -> None:
    early = hurt(0, article="b", quote="No casualties", sentence="No casualties were reported.")
    row = event(hurt(3), early)
    assert (row["fatalities"], row["fatalities_low"]) == (3, 0)
    assert event(early)["fatalities"] == 0


def test_injured_people_are_no_fatalities() -> None:
    row = event(hurt(measure="injured"))
    assert (row["fatalities"], row["fatalities_best"], row["injuries_best"]) == (0, None, 3)


# Notes


def test_notes_tell_counts_and_sources_in_words() -> None:
    army = {"speaker": "The army", "speaker_actor": "israel", "speaker_kind": "military"}
    row = event(
        claim(value=350, **army),
        claim("b", low=360, high=360, bound="about", **army),
        stopped(5, interceptors=("jordan",)),
        claim(measure="injured", sentence_start=150, quote="several people"),
    )
    assert row["notes"] == (
        "On 13 April 2024, Iran launched 350 drones at Israel, according to the army (reports "
        'range from 350 to 360). Jordan intercepted 5 drones. "Several people" were reported '
        "injured."
    )


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim(value=5), stopped()], "Interception: On 13 April 2024, Israel intercepted 5 drones "
         "launched by Iran over Israel."),
        ([hurt()], "On 13 April 2024, Russia struck Odesa (Ukraine). 3 people were reported "
         "killed."),
        ([hurt(mode="ied", **KARACHI)], "On 13 April 2024, an explosive device planted by an "
         "unidentified group went off in Karachi (Pakistan). 3 people were reported killed."),
        ([hurt(mode="suicide_bomb", **KARACHI)], "On 13 April 2024, a suicide bomber of an "
         "unidentified group blew up explosives in Karachi (Pakistan). 3 people were reported "
         "killed."),
        ([hurt(1, mode="shooting", **KARACHI)], "On 13 April 2024, an unidentified group attacked "
         "civilians in Karachi (Pakistan). 1 person was reported killed."),
        ([hurt(mode="ground", speaker="a very " + "long " * 12 + "name")], "On 13 April 2024, "
         "Russia clashed with Ukraine in Odesa (Ukraine). 3 people were reported killed."),
        ([hurt(quote="dozens", value=None)], 'On 13 April 2024, Russia struck Odesa (Ukraine). '
         '"Dozens" were reported killed, coded as 12.'),
        ([claim(measure="impacted", value=1, **ODESA)], "On 13 April 2024, Russia struck Odesa "
         "(Ukraine). 1 drone was reported to have hit. Casualties unknown."),
    ],
    ids=["interception", "strike", "ied", "suicide", "shooting", "clash", "vague", "hit"],
)  # fmt: skip
def test_notes_by_type(claims: list[Claim], expected: str) -> None:
    assert event(*claims)["notes"] == expected


def test_notes_tell_a_number_and_a_vague_word_as_they_were_said() -> None:
    text = "two commanders and several officers died"
    two = hurt(2, quote="two commanders", sentence=text, start=0, victims="military")
    more = hurt(None, quote="several officers", sentence=text, start=19, victims="military")
    made = event(two, more)
    assert (
        '"Two commanders" and "several officers" were reported killed, coded as 5.' in made["notes"]
    )
    assert made["fatalities"] == 5


def test_notes_name_the_parts_of_a_whole_that_gives_no_number() -> None:
    nine = stopped(9, weapons=("kalibr",), sentence_start=0)
    three = stopped(3, weapons=("missile",), sentence_start=60)
    assert "Israel intercepted 9 Kalibrs launched" in event(nine, three)["notes"]
    helped = [claim(value=20), stopped(5, interceptors=("jordan",))]
    assert "reported intercepted" not in event(*helped)["notes"]


def test_every_mode_that_is_coded_has_its_deed() -> None:
    for code, row in codes("modes").items():
        coded = bool(row["event_type"]) or code == "strike"
        assert bool(row["deed"]) == coded, code
        assert set(re.findall(r"\{(\w+)\}", row["deed"])) <= {"by", "against", "where"}


# Sources


@pytest.mark.parametrize(
    ("outlets", "country", "expected"),
    [
        (["Reuters"], "UKR", "International"),
        (["www.kyivindependent.com"], "UKR", "National"),
        (["The Kyiv Independent"], "RUS", "Regional"),
        (["Kyiv Independent"], "ISR", "International"),
        (["Haaretz"], None, "International"),
        (["Haaretz", "Al Arabiya"], "ISR", "National-Regional"),
        (["ISW", "Ukrinform", "AFP"], "UKR", "Other-International"),
        (["Ukrinform", "Somebody's blog"], "UKR", None),
        ([None], "UKR", None),
        ([], "UKR", None),
    ],
)
def test_source_scale(outlets: list[str | None], country: str | None, expected: str | None) -> None:
    assert sources.scale(outlets, country) == expected


def test_the_scale_of_an_event_is_that_of_its_outlets() -> None:
    told = [hurt(), hurt(article="b")]
    known = {"wire": "Ukrinform", "b": "Reuters"}
    assert event(*told, outlets=known)["source_scale"] == "National-International"
    assert event(*told)["source_scale"] is None


def test_every_outlet_has_a_scale_and_no_name_twice() -> None:
    names = [term.casefold() for row in codes("outlets").values() for term in split(row["terms"])]
    assert len(names) == len(set(names))
    for code, row in codes("outlets").items():
        assert bool(row["country"]) == (row["scale"] in sources.HOME), code
    reaches = [row["reach"] for row in codes("source_scales").values()]
    assert sorted(reaches) == list("1234567")


# The small parts


def test_every_type_of_a_mode_or_a_cue_is_acleds() -> None:
    told = {row[name] for row in codes("modes").values() for name in ("event_type", "armed_type")}
    assert told - {""} <= set(codes("event_types"))
    assert all(acled.event_type(code) for code in codes("cues"))


@pytest.mark.parametrize("name", codes("circumstances"))
def test_circumstances_prove_themselves(name: str) -> None:
    assert words.tells(name, codes("circumstances")[name]["example"])
    assert not words.tells(name, "Iran launched 30 drones at Israel.")


def test_all_that_was_built_here_is_valid() -> None:
    event(hurt())
    report = validation.validate(together(BUILT))
    assert report.ok, report.summary()
