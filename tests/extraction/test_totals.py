"""Totals: one attack or the running total of many, and whose days they are."""

from __future__ import annotations

import pytest

from extraction.notation import told

PUBLISHED = "2024-04-17"  # a Wednesday

RUNNING = [
    ("In July, drones killed 30 people in Lashkar Gah.", "cumulative killed all 30"),
    ("Drones killed nine people in 2023.", "cumulative killed all 9"),
    ("Since that day, 1,482 people have been killed in Gaza.", "cumulative killed all 1482"),
    ("Since the war began, the strikes have killed 3,100 people.", "cumulative killed all 3100"),
    ("Through Wednesday, Iran had launched 400 missiles.", "cumulative launched missile 400"),
    ("Until Tuesday the Houthis had fired 90 drones.", "cumulative launched drone 90"),
    ("Since June 10, when the truce ended, India has fired 90 shells.",
     "cumulative launched shell 90"),
    ("Since June 10, when the truce ended, 90 people have been killed.",
     "cumulative killed all 90"),
]  # fmt: skip

ONE_ATTACK = [
    ("In July, a drone killed three people in Lashkar Gah.", "killed all 3"),
    ("In March 2023 a mosque was hit by two rockets.", "impacted rocket 2"),
    ("On Wednesday, Iran launched 400 missiles.", "launched missile 400"),
    ("Since Monday, Hezbollah has fired 120 rockets at Israel.", "launched rocket 120"),
    ("Russia launched 500 drones in a single night.", "launched drone 500"),
    ("Iran fired 90 missiles in one night, the most this year.", "launched missile 90"),
    ("It was the first attack since April, and it killed six people.", "killed all 6"),
    ("The strike, the deadliest since the war began, killed 31 people.", "killed all 31"),
]

DAYS = [
    ("The ministry said on Monday that 12 people were killed on Saturday.", "2024-04-13"),
    ("The army said on Monday that it shot down three drones.", "2024-04-15"),
    ("The army said on Sunday it had shot down three drones the previous night.", "2024-04-13"),
    ("Three weeks ago a rocket killed two people in Ashkelon.", "2024-03-26..2024-03-28"),
    ("Four weeks ago India fired 20 missiles at Pakistan.", "2024-03-19..2024-03-21"),
    ("A drone killed two people on Monday, two days after a strike that killed nine.",
     "2024-04-13"),
    ("Two days after a strike that killed nine people in Rafah, a drone killed two more.",
     "2024-04-17"),
    ("Since Monday, Hezbollah has fired 120 rockets at Israel.", "2024-04-15..2024-04-17"),
    ("In July, a drone killed three people in Lashkar Gah.", "undated"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RUNNING + ONE_ATTACK)
def test_a_total_is_told_from_an_attack(text, expected):
    assert told(text, date=PUBLISHED).split("; ")[-1] == expected


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_days_are_those_of_the_event(text, days):
    assert told(text, "when", date=PUBLISHED).split()[-1] == days
