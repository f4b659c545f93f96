"""Frames: which verb or noun governs a figure, and so what was done with what is counted."""

from __future__ import annotations

import pytest

from extraction.notation import told

VERBS = [
    ("Iran fired 30 rockets.", "launched rocket 30"),
    ("Jets dropped 50 bombs.", "launched bomb 50"),
    ("Russia unleashed 120 missiles.", "launched missile 120"),
    ("Israel was attacked with 300 drones.", "launched drone 300"),
    ("Eighty drones crossed into the airspace.", "launched drone 80"),
    ("Radars detected 60 incoming drones.", "launched drone 60"),
    ("The army shot down 41 drones.", "intercepted drone 41"),
    ("Forty-one drones were downed.", "intercepted drone 41"),
    ("Air defences destroyed 29 drones.", "intercepted drone 29"),
    ("Four drones were jammed.", "suppressed drone 4"),
    ("Two rockets landed in the sea.", "impacted rocket 2"),
    ("Nine missiles got through.", "impacted missile 9"),
    ("Kyiv was hit by 12 missiles.", "impacted missile 12"),
    ("Three missiles failed in flight.", "failed missile 3"),
    ("Israel fired 20 interceptors at the missiles.", "interceptors_fired interceptor 20"),
    ("Two Patriot interceptors were launched at the drone.", "interceptors_fired patriot 2"),
    ("Twenty-three people died in the strike.", "killed all 23"),
    ("Gunmen shot dead five soldiers.", "killed military 5"),
    ("Four people suffered injuries.", "injured all 4"),
    ("Shelling killed three people and wounded nine.", "killed all 3; injured all 9"),
]

NOUNS = [
    ("A salvo of 12 rockets was fired at Haifa.", "launched rocket 12"),
    ("The army intercepted a salvo of 12 rockets.", "intercepted rocket 12"),
    ("The interception of 30 drones took all night.", "intercepted drone 30"),
    ("The attack with 30 drones lasted two hours.", "launched drone 30"),
    ("A swarm of 40 drones attacked the port.", "launched drone 40"),
]

CLAUSES = [
    ("Thirty drones launched from Yemen were shot down.", "intercepted drone 30"),
    ("The 30 missiles fired by Iran were intercepted.",
     "intercepted missile 30; launched missile 30"),
    ("Russia launched 30 drones, which were shot down.",
     "intercepted drone 30; launched drone 30"),
    ("Iran fired 300 drones at Israel, and 290 were shot down.",
     "launched drone 300; intercepted drone 290"),
    ("Two drones hit a base in Erbil, wounding three soldiers.",
     "impacted drone 2; injured military 3"),
    (
        "Bahrain told of waves of attacks, with 84 missiles and 12 drones destroyed.",
        "intercepted missile 84; intercepted drone 12",
    ),
    ("A Ukrainian missile strikes a power station in Belgorod.", "impacted missile 1"),
    ("The army used 12 rockets to destroy a depot.", "launched rocket 12"),
    ("Five sea drones attacked the ship and were destroyed.",
     "intercepted sea_drone 5; launched sea_drone 5"),
    ("Fifteen Shaheds and one Kh-59 air-guided missile were shot down.",
     "intercepted shahed 15; intercepted kh_59 1"),
    ("It shot down two fighter jets during the night along with two cruise missiles.",
     "intercepted cruise_missile 2"),
    ("The plane was shot down by two missiles.", "impacted missile 2"),
    ("Russia lost at least 16 missiles to Ukrainian air defences.",
     "intercepted missile 16.. at_least"),
    ("Russia shot down four drones and electronically disabled two more.",
     "intercepted drone 4; intercepted drone 2"),
]  # fmt: skip

HEADLINES = [
    ("Russia downs 19 drones", "intercepted drone 19"),
    ("Ukraine says it downed 19 of 21 drones", "intercepted drone 19; launched drone 21"),
    ("6 dead in strike on Odesa", "killed all 6"),
    ("Twelve dead, thirty hurt in rocket attack", "killed all 12; injured all 30"),
    ("Five reported killed in drone strike on Odesa", "killed all 5"),
]

NOTHING_DONE = [
    "The army has 3,000 missiles.",
    "The group holds 150,000 rockets.",
    "Germany will send 50 HIMARS rockets to Ukraine.",
    "Iran sold Russia 400 drones.",
    "The US approved the sale of 600 missiles to Poland.",
    "The plant makes 100 missiles a month.",
    "Police seized 12 rockets in a warehouse.",
    "Ukraine needs 100 missiles to defend itself.",
    "Rangers used two drones to count 300 elephants.",
    "Footage showed a strike from an aerial drone.",
    "More than 300 people suffered from hunger after the attack.",
    "A bomb went off in the market.",
    "Five were killed in an explosion at a rocket and explosives factory.",
    "He is killing another, the poet wrote of the general.",
    "The strike left seven drones destroyed on the ground in Yemen.",
    "It included one missile on its launcher.",
]


SHARED = [
    ("A bomber killed himself and five soldiers.", "killed military 5"),
    ("The strike killed Hassan Khalil and three soldiers.", "killed military 3"),
    ("The army shot down two helicopters and 25 drones.", "intercepted drone 25"),
    ("The army shot down two helicopters and 25 drones hit the city.", "impacted drone 25"),
    ("They fired 30 missiles, which Israel intercepted.",
     "intercepted missile 30; launched missile 30"),
    ("Russia fired six missiles, five of which Ukraine said it shot down.",
     "launched missile 6; intercepted missile 5"),
    ("With 24 missiles and 90 drones, Ukraine mounted its heaviest strike yet.",
     "launched missile 24; launched drone 90"),
    ("The death toll is now at least 20.", "killed all 20.. at_least"),
    ("The death toll is at now at least 20.", "killed all 20.. at_least"),
    ("Three drones intercepted 'heading for Moscow'.", "intercepted drone 3"),
    ("A US drone was damaged by flares over Syria.", ""),
    ("Officials put the death toll at 38 and the wounded at 12.", "killed all 38; injured all 12"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VERBS + NOUNS + CLAUSES + HEADLINES + SHARED)
def test_the_governor_gives_the_measure(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING_DONE)
def test_stocks_deliveries_and_production_are_no_attacks(text):
    assert told(text) == ""
