"""Numbers as news writes them, and those that count no munition and nobody hurt."""

from __future__ import annotations

import pytest

from extraction.notation import told

FIGURES = [
    ("41", "41"),
    ("forty-one", "41"),
    ("1,200", "1200"),
    ("twenty three", "23"),
    ("one hundred and forty", "140"),
    ("two hundred", "200"),
    ("Two hundred and fifty", "250"),
    ("a hundred", "100"),
    ("a dozen", "12"),
    ("half a dozen", "6"),
    ("two dozen", "24"),
    ("three score", "60"),
    ("1.4 thousand", "1400"),
]

SHARES = [
    ("97%", "97%"),
    ("97.5%", "97.5%"),
    ("90 per cent", "90%"),
    ("Ninety percent", "90%"),
    ("90-95%", "90%..95%"),
    ("Between 80% and 90%", "80%..90%"),
    ("Half", "50%"),
    ("A quarter", "25%"),
    ("Three quarters", "75%"),
]

NO_COUNTS = [
    "They launched the 3rd drone attack this week.",  # an ordinal
    "The third missile was intercepted.",
    "The army fired 155mm shells at the town.",  # a calibre
    "The army fired 155 mm shells at the town.",
    "The S-300 missile hit the house.",  # a model
    "The F-16s took off before the rockets fell.",
    "The $20,000 drones were shot down.",  # money
    "The drone costs $500 and flies 20 miles.",
    "Both drones and missiles were shot down.",  # both joins
    "Missiles with a range of 2,000 km were fired at the base.",  # a distance
    "Missiles flew 300 kilometres before they hit the base.",
    "The missiles can carry 500 kg and fly 300 km.",
    "Rockets fell at 7:40 in the morning.",  # a time
    "Rebels fired rockets at the town on 12 occasions.",  # how often
    "The bridge was hit four times.",
    "The 2014 war killed soldiers.",  # a year
    "The army builds a decoy for every bomb that falls on it.",  # a rate
]


@pytest.mark.parametrize(("words", "figure"), FIGURES)
def test_a_number_is_read_whole(words, figure):
    assert told(f"{words} rockets were fired at the base.", "quote") == (
        f'launched rocket {figure} "{words} rockets"'
    )


@pytest.mark.parametrize(("words", "figure"), SHARES)
def test_a_share_is_a_fraction_of_one(words, figure):
    text = f"{words} of the rockets were intercepted."
    assert told(text, "quote") == f'intercepted rocket {figure} "{words} of the rockets"'


@pytest.mark.parametrize("text", NO_COUNTS)
def test_other_numbers_count_nothing(text):
    assert told(text) == ""


def test_an_age_and_a_time_stand_beside_a_count():
    assert told("A 20-year-old man was killed.") == "killed man 1"
    assert told("A man, 34, was killed.") == "killed man 1"
    assert told("Iran fired 100 missiles that cost $2 million each.") == "launched missile 100"
    assert told("The strike came at 5 a.m. and killed four people.") == "killed all 4"
    assert told("A 122mm Grad rocket killed four people.") == "killed all 4"
    assert told("Flight 752 was hit by two missiles.") == "impacted missile 2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine shot down 12 Kh-101 missiles.", "intercepted kh_101 12"),
        ("Ukraine shot down a Kh-101 missile.", "intercepted kh_101 1"),
        ("Twelve Shahed-136 drones were shot down.", "intercepted shahed 12"),
        ("Twelve Shahed-131/136 drones were shot down.", "intercepted shahed 12"),
        ("Russia launched six Lancets.", "launched lancet 6"),
        ("Iran fired four Emad and three Fattah missiles.", "launched emad 4; launched fattah 3"),
        ("Two Hermes executives were killed.", ""),
        ("The brigade's 12th battalion shot down two drones.", "intercepted drone 2"),
    ],
)
def test_a_model_number_is_part_of_the_name(text, expected):
    assert told(text) == expected
