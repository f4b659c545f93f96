"""Modes: whether people were hurt from afar, in a fight, by gunmen or by a planted bomb."""

from __future__ import annotations

import pytest

from extraction.notation import told

MODES = [
    ("Gunmen killed 12 people in Nigeria.", "shooting"),
    ("Bandits shot dead 12 people.", "shooting"),
    ("A roadside bomb killed five soldiers in Mali.", "ied"),
    ("Five soldiers were killed when their vehicle hit a landmine.", "ied"),
    ("A suicide bomber killed 20 people at a mosque.", "suicide_bomb"),
    ("Twelve soldiers were killed in an ambush.", "ground"),
    ("Clashes with the army left nine people dead.", "ground"),
    ("An airstrike killed 12 people.", "strike"),
    ("Shelling killed four people, hours after gunmen had fled.", "strike"),
    ("Five people were killed in Odesa.", "strike"),
    ("Clashes and air strikes killed 12 people.", "ground"),
    ("Twelve people were killed in heavy fighting and artillery shelling.", "ground"),
    ("A shooting and bomb attack killed 12 people.", "ied"),
    ("An air strike killed 12 people after clashes near the town.", "strike"),
]


@pytest.mark.parametrize(("text", "mode"), MODES)
def test_the_nearest_word_tells_the_mode(text, mode):
    assert told(text, "mode").endswith(f" {mode}")


def test_a_text_goes_on_as_it_began():
    text = "Gunmen attacked a village in Mali on Monday. Twelve people were killed there."
    assert told(text, "mode") == "killed all 12 shooting"


def test_munitions_are_shot_in_strikes():
    text = "After clashes the army fired 30 rockets at the town."
    assert told(text, "mode") == "launched rocket 30 strike"
