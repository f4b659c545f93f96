"""What a number counts: shared lists, coordinated lists, people, things that do not count."""

from __future__ import annotations

import pytest

from extraction.notation import told

LISTS = [
    ("Iran launched over 350 drones and missiles at Israel.",
     "launched drone+missile 350.. more_than"),
    ("Iran fired 350 drones, ballistic missiles and cruise missiles.",
     "launched ballistic_missile+cruise_missile+drone 350"),
    ("Iran fired 120 ballistic and cruise missiles at Israel.",
     "launched ballistic_missile+cruise_missile 120"),
    ("Iran fired 170 drones, 30 cruise missiles and 120 ballistic missiles.",
     "launched drone 170; launched cruise_missile 30; launched ballistic_missile 120"),
    ("Hundreds of rockets and drones were fired at Israel.", "launched drone+rocket .. vague"),
    ("Russia fired 36 cruise and other missiles.", "launched cruise_missile+missile 36"),
]  # fmt: skip

PEOPLE = [
    ("Three civilians and two soldiers were killed.", "killed civilian 3; killed military 2"),
    ("Six students were wounded by shells.", "injured student 6"),
    ("Five journalists died in the strike.", "killed journalist 5"),
    ("The strike killed four paramedics.", "killed medic 4"),
    ("Two policemen were killed by a mine.", "killed police 2"),
    ("A drone strike killed seven aid workers.", "killed aid_worker 7"),
    ("Shelling wounded nine.", "injured all 9"),
    ("The attack claimed five lives.", "killed all 5"),
    ("The dead included three children.", "killed child 3"),
    ("Among those injured were two nurses.", "injured medic 2"),
    ("Ten people were injured, and nine others are missing.", "injured all 10"),
    ("The death toll rose to 23.", "killed all 23"),
    ("The strike left 12 dead and 30 wounded.", "killed all 12; injured all 30"),
]

SINGLES = [
    ("A drone was shot down.", "intercepted drone 1"),
    ("A missile hit the barracks of the army.", "impacted missile 1"),
    ("A missile attack wounded seven.", "injured all 7"),
    ("A drone strike killed two people.", "killed all 2"),
    ("A barrage of rockets was fired.", ""),
]

NUMBERS_OF = [
    (
        "Iran fired missiles. The Pentagon put the number of missiles at 120.",
        "launched missile 120",
    ),
    ("The number of drones shot down rose to 45.", "intercepted drone 45"),
    ("The number of rockets fired on Monday exceeded 100.", "launched rocket 100.. more_than"),
    ("The number of wounded has risen to 14.", "injured all 14"),
    (
        "The number of soldiers killed in the strike was at least 12.",
        "killed military 12.. at_least",
    ),
    ("The number of missiles fired is not known.", ""),
]

NOT_COUNTED = [
    "Drones hit 14 buildings.",
    "Missiles struck 20 targets.",
    "The air force carried out 200 airstrikes.",
    "There were 30 drone attacks in the region.",
    "Nine of the ten cities were attacked.",
    "Two missile launchers were destroyed.",
    "The soldiers fired two missile launchers.",
    "Twenty helicopters were shot down.",
    "A balloon was shot down.",
    "Fourteen tanks were destroyed.",
    "Five hundred people were displaced.",
    "Ten people are missing after the strike.",
    "Forty soldiers were captured.",
    "Twelve people were arrested after the attack.",
    "Israel fired a mobile anti-rocket, anti-mortar system.",
]


@pytest.mark.parametrize(("text", "expected"), LISTS + PEOPLE + SINGLES + NUMBERS_OF)
def test_what_is_counted(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_buildings_attacks_and_launchers_are_no_munitions(text):
    assert told(text) == ""
