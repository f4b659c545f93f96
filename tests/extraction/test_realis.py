"""Realis: what is threatened, denied, tested or a running total is no strike that happened."""

from __future__ import annotations

import pytest

from extraction.notation import told

THREATS = [
    ("Iran threatened to fire 1,000 missiles at Israel.", "hypothetical launched missile 1000"),
    ("Russia plans to launch 300 drones.", "hypothetical launched drone 300"),
    ("If Iran fires 100 missiles, Israel will respond.", "hypothetical launched missile 100"),
    ("Iran could launch 500 missiles.", "hypothetical launched missile 500"),
    ("Israel vowed to fire 100 rockets.", "hypothetical launched rocket 100"),
    ("The general said that 100 rockets would be fired.", "hypothetical launched rocket 100"),
    ("Officials feared an attack with 200 missiles.", "hypothetical launched missile 200"),
    ("Was it true that 30 drones were shot down?", "hypothetical intercepted drone 30"),
    ("The drill simulated an attack by 50 drones.", "hypothetical launched drone 50"),
]

DENIALS = [
    ("The army denied that 20 soldiers were killed.", "denied killed military 20"),
    (
        "The army rejected as false a claim that 20 soldiers were killed.",
        "denied killed military 20",
    ),
    ("The two sides agreed not to fire ten missiles.", "denied launched missile 10"),
    ("The army denied firing three missiles.", "denied launched missile 3"),
    ("Hamas did not fire 10 rockets.", "denied launched rocket 10"),
    ("An earlier version of this story said 30 people were killed.", "denied killed all 30"),
    ("Russia failed to shoot down 10 drones.", ""),
    ("Israel did not lose 12 soldiers.", ""),
]

TESTS = [
    ("North Korea test-fired two ballistic missiles.", "test launched ballistic_missile 2"),
    ("North Korea fired two ballistic missiles into the sea.", "test launched ballistic_missile 2"),
    ("In a drill the army fired six rockets.", "test launched rocket 6"),
    ("The navy fired two cruise missiles during an exercise.", "test launched cruise_missile 2"),
    ("Seoul reported a test-fire of two ballistic missiles.", "test launched ballistic_missile 2"),
]

TOTALS = [
    ("Since the start of the war, 20,000 people have been killed.", "cumulative killed all 20000"),
    ("Russia has launched 500 drones this month.", "cumulative launched drone 500"),
    ("Since October, Hezbollah has fired 300 rockets.", "cumulative launched rocket 300"),
    ("Over the past week Russia launched 100 bombs.", "cumulative launched bomb 100"),
    ("Iran fired 100 missiles in the past three weeks.", "cumulative launched missile 100"),
    (
        "It shot down 84 missiles since the onset of hostilities.",
        "cumulative intercepted missile 84",
    ),
]

HAPPENED = [
    ("The army said that it shot down 30 drones.", "intercepted drone 30"),
    ("The army confirmed that five soldiers were killed.", "killed military 5"),
    ("Iran fired 100 missiles in the past 24 hours.", "launched missile 100"),
    ("The death toll rises to 23.", "killed all 23"),
    ("How did Israel shoot down 30 drones?", "intercepted drone 30"),
]

ELSEWHERE = [
    "SpaceX launched 60 satellites into orbit on a Falcon 9 rocket.",
    "The player fired three missiles and killed four bosses in the new PlayStation game.",
    "Houston Rockets scored 112 points against the Lakers.",
    "Amazon delivered 100 packages by drone to customers.",
    "Ten people drowned in the flood.",
    "Nine people were killed in a chemical explosion at a paper mill.",
    "Four people died in a house fire.",
    "Five passengers were killed in a bus crash.",
    "Fireworks killed two people at a fair.",
]


@pytest.mark.parametrize(("text", "expected"), THREATS + DENIALS + TESTS + TOTALS + HAPPENED)
def test_status(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", ELSEWHERE)
def test_space_games_sport_and_accidents_are_no_strikes(text):
    assert told(text) == ""
