"""Digests and feeds: entries of their own, credits, lines, accidents and crime among the news."""

from __future__ import annotations

import pytest

from conflict_data.extraction import sentences
from extraction.notation import told

DIGEST = (
    "Ukraine launches drones against the city of Belgorod, killing 25 people. (AP)\n"
    "Four militants are killed by three airstrikes in Iraq. (AP)\n"
    "A truck crash kills nine people in Peru. (Reuters)"
)
ENTRIES = [
    ("Two people die in Kyiv. (AP)\nFour rockets hit Erbil. (Reuters)", True),
    ("Two people die in Kyiv. (AP)", False),
    ("Two people die in Kyiv, the mayor said.\nFour rockets hit Erbil. (Reuters)\nMore soon.",
     False),
]  # fmt: skip
LINES = [
    ("Nine dead in raid on town\nThe strikes set a block of flats ablaze and killed nine people.",
     ["Nine dead in raid on town",
      "The strikes set a block of flats ablaze and killed nine people."]),
    ("The army said on Monday that 20 people had been killed in\nKharkiv and that five drones\n"
     "were shot down over the city.",
     ["The army said on Monday that 20 people had been killed in\nKharkiv and that five drones\n"
      "were shot down over the city."]),
]  # fmt: skip
ACCIDENTS = [
    "A series of explosions kills 20 people in Bata. Negligence at a barracks is suspected.",
    "A Boeing 737 crashes while taking off from Tehran, killing all 176 people on board.",
    "Four people were found dead and seven were injured in a stabbing rampage, police say.",
    "A gunman killed three people at the plant in Kansas where he worked, the sheriff said of the "
    "shooting spree. The attack was not terrorism.",
    "An air force cargo plane with ammunition for troops fighting rebels crashes and catches fire "
    "on landing in Mogadishu, killing four.",
    "A plane has crashed in Malta, killing all five people on a surveillance operation.",
    "A rescue helicopter crashed in the Alps. All five on board were killed.",
    "The court handed down at least four death sentences.",
]
ATTACKS = [
    ("A gunman killed three people in Kabul. Islamic State claimed responsibility for it.",
     "killed all 3"),
    ("The violence brought famine to Yemen and has killed more than 90,000 people since 2015.",
     "cumulative killed all 90000.. more_than"),
    ("A missile hit an airliner, which crashed, killing all 176 people on board.",
     "impacted missile 1; killed all 176"),
]  # fmt: skip
DATELINES = [
    ("KYIV, Ukraine (AP) Russia struck Kharkiv with bombs, killing at least one civilian.",
     "killed civilian 1.. at_least russia>UKR"),
    ("Ukraines air force says it shot down 30 drones.", "intercepted drone 30 russia>UKR/ukraine"),
]  # fmt: skip


def test_a_digest_tells_a_story_in_each_entry():
    assert told(DIGEST, "who") == ("killed all 25 ukraine>RUS; killed military 4 ?>IRQ")


def test_what_strikes_a_land_in_a_digest_is_of_the_one_who_is_told_to():
    text = (
        "Israeli airstrikes kill 558 people across Lebanon. (AP)\n"
        "A commander is killed in Beirut. Five others are killed in the attack. (BBC)\n"
        "Five others are killed in an attack in Peru. (BBC)"
    )
    assert told(text, "who").split("; ")[-2:] == ["killed all 5 israel>LBN", "killed all 5 ?>PER"]


def test_a_summary_tells_what_the_text_tells():
    text = (
        "North Korea fired a third ballistic missile into the sea ahead of a trip to Seoul.\n"
        "North Korea fired a third ballistic missile into the sea on the eve of her arrival."
    )
    assert told(text) == "test launched ballistic_missile 1"


def test_credits_name_no_place():
    text = "Rebels kill at least 10 troops in an ambush in Syria (New York Times) (CBS)"
    assert told(text, "who") == "killed military 10.. at_least ?>SYR"


@pytest.mark.parametrize(("text", "expected"), ENTRIES)
def test_a_digest_is_known_by_its_credits(text, expected):
    assert sentences.is_digest(text) is expected


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_that_ends_short_ends_a_sentence(text, expected):
    assert [text[start:end] for start, end in sentences.split(text)] == expected


@pytest.mark.parametrize("text", ACCIDENTS)
def test_a_text_of_an_accident_tells_no_claim(text):
    assert told(text) == ""


@pytest.mark.parametrize(("text", "expected"), ATTACKS)
def test_an_attack_beside_an_accident_is_told(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), DATELINES)
def test_feeds_write_in_their_own_way(text, expected):
    assert told(text, "who") == expected
