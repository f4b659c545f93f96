"""Amounts: hedges on either side, ranges, vague words."""

from __future__ import annotations

import pytest

from extraction.notation import told

HEDGED = [
    ("About 350", "350 about"),
    ("Some 350", "350 about"),
    ("Nearly 350", "350 about"),
    ("Roughly a hundred", "100 about"),
    ("An estimated 200", "200 about"),
    ("Around two dozen", "24 about"),
    ("Just under 100", "100 about"),
    ("40 or so", "40 about"),
    ("A dozen or so", "12 about"),
    ("More than 350", "350.. more_than"),
    ("Over a dozen", "12.. more_than"),
    ("Well over 100", "100.. more_than"),
    ("40-plus", "40.. more_than"),
    ("40+", "40.. more_than"),
    ("At least six", "6.. at_least"),
    ("No fewer than 40", "40.. at_least"),
    ("Forty or more", "40.. at_least"),
    ("Up to 40", "..40 up_to"),
    ("As many as 40", "..40 up_to"),
    ("No more than 40", "..40 up_to"),
    ("Fewer than 40", "..40 less_than"),
    ("Exactly 40", "40"),
    ("Only two", "2"),
    ("A total of 88", "88"),
    ("A record 479", "479"),
    ("A further 12", "12"),
    ("Another three", "3"),
]

RANGES = [
    ("Between 60 and 80", "60..80"),
    ("15-20", "15..20"),
    ("15–20", "15..20"),
    ("15 to 20", "15..20"),
    ("Two or three", "2..3"),
    ("At least 30 and as many as 50", "30..50"),
    ("At least 30, and possibly as many as 50,", "30..50"),
]

VAGUE = [
    "Dozens of", "Hundreds of", "Tens of thousands of", "Scores of", "Several", "A few",
    "A handful of", "A number of",
]  # fmt: skip

SHARES = [
    ("About 90 per cent of the", "90% about"),
    ("Over 90% of the", "90%.. more_than"),
    ("At least 90 percent of the", "90%.. at_least"),
    ("Most of the", "50%.. more_than"),
    ("The majority of the", "50%.. more_than"),
    ("Nearly all of the", ".. vague"),
    ("All of the", "100%"),
    ("Every", "100%"),
]


@pytest.mark.parametrize(("words", "figure"), HEDGED + RANGES)
def test_hedges_bound_the_number(words, figure):
    found = told(f"{words} drones were shot down.", "quote")
    assert found == f'intercepted drone {figure} "{words} drones"'


@pytest.mark.parametrize("words", VAGUE)
def test_a_vague_word_keeps_no_number(words):
    found = told(f"{words} rockets were fired at the base.", "quote")
    assert found == f'launched rocket .. vague "{words} rockets"'


@pytest.mark.parametrize(("words", "figure"), SHARES)
def test_shares_are_bounded_too(words, figure):
    assert told(f"{words} missiles were intercepted.").startswith(f"intercepted missile {figure}")


def test_a_hedge_does_not_reach_the_second_number():
    assert told("At least four people were killed and 25 injured.") == (
        "killed all 4.. at_least; injured all 25"
    )


def test_none_is_a_count_of_nought():
    assert told("No drones were shot down.") == "intercepted drone 0"
    assert told("Nobody was hurt.") == "injured all 0"
    assert told("None of the 12 drones reached the city.") == (
        "impacted drone 0; launched drone 12"
    )
