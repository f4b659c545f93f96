"""Responsibility: who owns up to an attack, on whom it is blamed, before and behind its figures."""

from __future__ import annotations

import pytest

from extraction.notation import told

BOMB = "A bomb killed nine people at a mosque in Peshawar."
OWNED_UP = [
    "The Pakistani Taliban claimed responsibility for the attack.",
    "The Pakistani Taliban later took credit.",
    "Responsibility was claimed by the Pakistani Taliban.",
    "The Pakistani Taliban said it was behind the bombing.",
    "The Pakistani Taliban claimed the attack in a message.",
    "The Pakistani Taliban said it had carried out the attack.",
    "Officials said the Pakistani Taliban were responsible.",
    "The attack was blamed on the Pakistani Taliban.",
    "Police attributed the attack to the Pakistani Taliban.",
    "The attack was claimed by the Pakistani Taliban.",
    "The attack bore all the hallmarks of the Pakistani Taliban.",
]
NOT_OWNED_UP = [
    "The Pakistani Taliban denied responsibility.",
    "The Pakistani Taliban has not claimed responsibility.",
    "No group claimed responsibility, the police said.",
    "The Pakistani Taliban claimed the attack had failed.",
    "India accused the Pakistani Taliban of sheltering militants.",
    "The Pakistani Taliban claimed responsibility for several recent attacks.",
    "There was no immediate claim from the Pakistani Taliban.",
]
SPOKEN = [
    ("A car bomb in Mogadishu killed nine people; al-Shabaab claimed responsibility.",
     "killed all 9 al_shabaab>SOM (outlet)"),
    ("No group claimed responsibility for the bombing, which killed 12 people in Quetta.",
     "killed all 12 ?>PAK (outlet)"),
    ("Al-Shabaab claimed it killed 12 people in Mogadishu.",
     "killed all 12 al_shabaab>SOM Al-Shabaab (official)"),
]  # fmt: skip


@pytest.mark.parametrize("claim", OWNED_UP)
def test_who_owns_up_or_is_blamed_is_the_attacker_of_what_was_told(claim):
    assert "killed all 9 tehrik_i_taliban_pakistan>PAK" in told(f"{BOMB} {claim}", "who")


@pytest.mark.parametrize("claim", NOT_OWNED_UP)
def test_nobody_is_held_responsible_who_is_not_said_to_be(claim):
    assert "killed all 9 ?>PAK" in told(f"{BOMB} {claim}", "who")


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_who_only_owns_up_tells_no_figure(text, expected):
    assert told(text, "who", "says") == expected


def test_an_old_attack_is_not_put_on_who_owns_up_to_the_last():
    between = " ".join(["Nobody in the town had expected it."] * 6)
    assert "?>PAK" in told(f"{BOMB} {between} Boko Haram claimed responsibility.", "who")
