"""Munitions: nouns left out or named before, lists of kinds, words between subject and verb."""

from __future__ import annotations

import pytest

from extraction.notation import told

NAMED_BEFORE = [
    ("Of the drones, 247 were shot down.", "intercepted drone 247"),
    ("Of the drones, 247 were on show.", ""),
    ("Ukraine faced Kalibr missiles. Seven were launched from the Black Sea.",
     "launched kalibr 7"),
    ("Iran sent Shahed drones over Jordan. Forty were shot down.", "intercepted shahed 40"),
    ("The town has many schools. Seven were launched as new.", ""),
    ("The army has 22 tanks. It destroyed nine of them.", ""),
]  # fmt: skip

KINDS = [
    ("Russia launched 120 Shahed-type, Gerbera-type and other drones.", "launched drone 120"),
    ("Russia launched 120 attack and decoy drones.", "launched drone 120"),
    ("Israel tracked 30 strike and decoy drones.", "launched drone 30"),
    ("Russia launched 80 attack drones and 40 decoy drones.",
     "launched drone 80; launched decoy_drone 40"),
    ("Russia launched 40 decoy drones.", "launched decoy_drone 40"),
]  # fmt: skip

BETWEEN = [
    ("India, firing from the border, shot down 12 drones.", "intercepted drone 12 ?>IND/india"),
    ("Ukraine's air force — using mobile groups — shot down 30 drones.",
     "intercepted drone 30 russia>UKR/ukraine"),
    ("The Houthis (backed by Iran) fired six missiles at Eilat.", "launched missile 6 houthis>ISR"),
    ("The army [of Jordan] shot down two drones.", "intercepted drone 2 ?>JOR/jordan"),
    ("Hezbollah, the Lebanese group, fired 20 rockets at Acre.",
     "launched rocket 20 hezbollah>ISR"),
    ("Thirty drones, most of them Shaheds, were shot down by Israel.",
     "intercepted drone 30 ?>ISR/israel"),
]  # fmt: skip

DONE = [
    ("The air force counted 93 drones intercepted.", "intercepted drone 93"),
    ("Wardens counted 93 elephants by drone after the attack.", ""),
    ("Jordan destroyed or electronically suppressed 40 drones.", "intercepted drone 40"),
    ("Forty drones were destroyed or electronically suppressed.", "intercepted drone 40"),
    ("Forty drones were electronically suppressed.", "suppressed drone 40"),
    ("Norway sent Ukraine 50 missiles.", ""),
    ("The US gave Israel 200 bombs.", ""),
    ("Iran sent 50 missiles at Israel.", "launched missile 50"),
    ("Israel destroyed six drones prepared to launch.", ""),
    ("The jets hit 12 rockets ready to launch in southern Lebanon.", ""),
    ("Jordan destroyed six drones after their launch.", "intercepted drone 6"),
    ("Police collected parts of a missile.", ""),
    ("Parts of a missile killed two people in Erbil.", "killed all 2"),
    ("The base took hits by nine missiles.", "impacted missile 9"),
    ("The salvo was made up of 20 drones and nine missiles.",
     "launched drone 20; launched missile 9"),
    ("The museum's show was made up of 20 drones and nine missiles.", ""),
]  # fmt: skip

CLOSED_LISTS = [
    ("Ukraine downed two Kalibrs, one Kinzhal and 30 Shaheds, and 18 missiles struck Dnipro.",
     "intercepted kalibr 2; intercepted kinzhal 1; intercepted shahed 30; impacted missile 18"),
    ("Israel downed six drones and two rockets, and nine rockets hit Safed.",
     "intercepted drone 6; intercepted rocket 2; impacted rocket 9"),
    ("Air defences downed a Kinzhal, six Iskanders and two Kalibrs, and four people were killed.",
     "intercepted kinzhal 1; intercepted iskander 6; intercepted kalibr 2; killed all 4"),
    ("Israel downed six drones, two rockets and nine missiles over Safed.",
     "intercepted drone 6; intercepted rocket 2; intercepted missile 9"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED_BEFORE + KINDS + DONE + CLOSED_LISTS)
def test_munitions(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), BETWEEN)
def test_a_subject_reaches_its_verb_over_what_stands_between(text, expected):
    assert told(text, "who") == expected
