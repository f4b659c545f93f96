"""Links: parts of totals, shares and their bases, elided nouns, repeated figures."""

from __future__ import annotations

import pytest

from extraction.notation import told

PARTS = [
    ("Russia launched 41 missiles, including six Kinzhals.",
     "launched missile 41; launched kinzhal 6 part of 1"),
    ("Russia fired 41 missiles, including six Kinzhals and four Kalibrs.",
     "launched missile 41; launched kinzhal 6 part of 1; launched kalibr 4 part of 1"),
    ("Russia fired 41 missiles, among them six Kinzhals.",
     "launched missile 41; launched kinzhal 6 part of 1"),
    ("Russia fired 12 missiles: four Kalibrs and eight Iskanders.",
     "launched missile 12; launched kalibr 4 part of 1; launched iskander 8 part of 1"),
    ("Ukraine shot down 36 drones (30 Shaheds and six Lancet drones).",
     "intercepted drone 36; intercepted shahed 30 part of 1; intercepted lancet 6 part of 1"),
    ("The strike killed 10 people, including two children, and wounded 14.",
     "killed all 10; killed child 2 part of 1; injured all 14"),
    ("At least 10 people were killed, including three children, and 40 were injured.",
     "killed all 10.. at_least; killed child 3 part of 1; injured all 40"),
    ("Three people, including a child, were killed.",
     "killed all 3; killed child 1 part of 1"),
    ("The strike killed seven people, among them three children.",
     "killed all 7; killed child 3 part of 1"),
    ("Ukraine shot down 36 of 40 missiles, including 12 Kalibrs.",
     "intercepted missile 36 share of 2; launched missile 40; intercepted kalibr 12 part of 1"),
    ("The strike left at least 50 people, including five children, dead.",
     "killed all 50.. at_least; killed child 5 part of 1"),
    ("Over Kyiv 14 drones, including 13 Shaheds and one other drone, were all shot down.",
     "intercepted drone 14; intercepted shahed 13 part of 1; intercepted drone 1 part of 1"),
    ("Russia fired two Shaheds and 10 cruise missiles, with Ukraine destroying six missiles.",
     "launched shahed 2; launched cruise_missile 10; intercepted cruise_missile 6"),
    ("Of 81 missiles fired, six were Kinzhals.",
     "launched missile 81; launched kinzhal 6 part of 1"),
    ("Russia fired 30 drones, of which 20 were Shaheds.",
     "launched drone 30; launched shahed 20 part of 1"),
]  # fmt: skip

SHARES = [
    ("Ukraine shot down 67 of 81 missiles.",
     "intercepted missile 67 share of 2; launched missile 81"),
    ("Of the 40 drones, 36 were shot down.",
     "launched drone 40; intercepted drone 36 share of 1"),
    ("Of the 479 drones and 20 missiles, 460 drones and 19 missiles were downed.",
     "launched drone 479; launched missile 20; "
     "intercepted drone 460 share of 1; intercepted missile 19 share of 2"),
    ("36 out of 40 drones were shot down.",
     "intercepted drone 36 share of 2; launched drone 40"),
    ("Ukraine shot down 36 drones out of 40.",
     "intercepted drone 36 share of 2; launched drone 40"),
    ("Ukraine shot down 36 drones out of the 40 launched by Russia.",
     "intercepted drone 36 share of 2; launched drone 40"),
    ("All 42 drones were shot down.",
     "intercepted drone 42 share of 2; launched drone 42"),
    ("All but three of the 36 missiles were intercepted.",
     "intercepted missile 33 share of 2; launched missile 36"),
    ("Russia launched 20 drones. All but three were shot down.",
     "launched drone 20; intercepted drone 17 share of 1"),
    ("Two of the five rockets hit a school.",
     "impacted rocket 2 share of 2; launched rocket 5"),
    ("Russia launched 41 missiles, of which 30 were shot down.",
     "launched missile 41; intercepted missile 30 share of 1"),
    ("Russia launched 41 missiles and 30 of them were shot down.",
     "launched missile 41; intercepted missile 30 share of 1"),
    ("Russia fired 12 missiles, six of which were shot down.",
     "launched missile 12; intercepted missile 6 share of 1"),
    ("Iran launched 350 drones at Israel, and 99 percent of the onslaught was intercepted.",
     "launched drone 350; intercepted drone 99% share of 1"),
    ("Iran launched 300 drones. About 99 percent were intercepted.",
     "launched drone 300; intercepted drone 99% about share of 1"),
    ("Iran launched 170 drones and 110 ballistic missiles. Israel stopped 99 percent of them.",
     "launched drone 170; launched ballistic_missile 110; "
     "intercepted ballistic_missile+drone 99%"),
    ("Iran launched 360 munitions: 170 drones and 120 ballistic missiles. 99% were intercepted.",
     "launched projectile 360; launched drone 170 part of 1; launched ballistic_missile 120 "
     "part of 1; intercepted projectile 99% share of 1"),
]  # fmt: skip

ELIDED = [
    ("Thirty drones were launched and 28 were intercepted.",
     "launched drone 30; intercepted drone 28 share of 1"),
    ("Russia launched 41 missiles. Thirty were shot down.",
     "launched missile 41; intercepted missile 30 share of 1"),
    ("Hamas fired 100 rockets. The Iron Dome shot down 84 of them.",
     "launched rocket 100; intercepted rocket 84 share of 1"),
    ("Two missiles were fired. Neither hit its target.",
     "launched missile 2; impacted missile 0 share of 1"),
    ("Two missiles were fired. Both were intercepted.",
     "launched missile 2; intercepted missile 2 share of 1"),
    ("Two missiles were fired. The army shot down both.",
     "launched missile 2; intercepted missile 2 share of 1"),
    ("Two missiles were fired. The army intercepted both of them.",
     "launched missile 2; intercepted missile 2 share of 1"),
    ("Russia launched 48 drones, and ten of them disappeared from radar.",
     "launched drone 48; suppressed drone 10 share of 1"),
    ("Russia launched 30 drones and 14 more an hour later.",
     "launched drone 30; launched drone 14"),
    ("Russia launched 120 drones; 90 were shot down and 20 were lost to jamming.",
     "launched drone 120; intercepted drone 90 share of 1; suppressed drone 20"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS + SHARES + ELIDED)
def test_figures_hang_together(text, expected):
    assert told(text, "links") == expected


def test_a_repeated_figure_is_told_once():
    text = "Iran fired 200 missiles at Israel. The 200 missiles were fired at two bases."
    assert told(text) == "launched missile 200"


def test_the_body_stands_for_the_title():
    text = "Russia launched 30 drones overnight, the air force said."
    assert told(text, "quote", title="Russia fires 30 drones at Ukraine") == (
        'launched drone 30 "30 drones"'
    )


def test_different_small_figures_are_no_repetition():
    text = "A strike on Odesa killed two people. In Kherson shelling wounded two people."
    assert told(text) == "killed all 2; injured all 2"
