"""Planted truth: sentences made of known parts must give these parts back, spans and all."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest

from extraction.notation import claims

SEED, COUNT = 20240417, 300

WEAPONS = {
    "drones": ("drone",),
    "Shahed drones": ("shahed",),
    "cruise missiles": ("cruise_missile",),
    "ballistic missiles": ("ballistic_missile",),
    "Kalibr missiles": ("kalibr",),
    "rockets": ("rocket",),
    "glide bombs": ("glide_bomb",),
    "mortar shells": ("mortar",),
    "drones and missiles": ("drone", "missile"),
    "rockets and drones": ("drone", "rocket"),
}
ATTACKERS = {
    "Russia": "russia", "Iran": "iran", "Hezbollah": "hezbollah", "The Houthis": "houthis",
    "Israel": "israel", "Ukraine": "ukraine", "Hamas": "hamas", "India": "india",
}  # fmt: skip
HEDGES = {
    "": "exact", "about ": "about", "more than ": "more_than", "at least ": "at_least",
    "up to ": "up_to", "fewer than ": "less_than",
}  # fmt: skip
LAUNCHES = ("fired", "launched", "unleashed")
TARGETS = ("two army bases", "the port", "the capital", "military positions")
TAILS = (".", " on Monday.", " overnight, officials said.", " before dawn, the army said.")
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
WORDS = dict(enumerate(TEENS.split(), start=10))


class Planted(NamedTuple):
    text: str
    quote: str
    measure: str
    low: float | None
    high: float | None
    bound: str
    weapons: tuple[str, ...]
    actors: tuple[str, ...]


def number(dice: random.Random) -> tuple[str, int]:
    value = dice.choice([dice.randint(2, 99), dice.randint(100, 1499)])
    return dice.choice([f"{value:,}", WORDS.get(value, str(value))]), value


def plant(dice: random.Random) -> Planted:
    written, value = number(dice)
    hedge, bound = dice.choice(list(HEDGES.items()))
    noun, weapons = dice.choice(list(WEAPONS.items()))
    name, actor = dice.choice(list(ATTACKERS.items()))
    quote, tail, verb = f"{hedge}{written} {noun}", dice.choice(TAILS), dice.choice(LAUNCHES)
    low = None if bound in ("up_to", "less_than") else value
    high = None if bound in ("more_than", "at_least") else value
    text, measure = dice.choice(
        [
            (f"{name} {verb} {quote} at {dice.choice(TARGETS)}{tail}", "launched"),
            (f"The army shot down {quote} fired by {name}{tail}", "intercepted"),
            (f"Officials said {quote} launched by {name} were intercepted{tail}", "intercepted"),
        ]
    )
    return Planted(text, quote, measure, low, high, bound, weapons, (actor,))


def garden() -> list[Planted]:
    dice = random.Random(SEED)
    return [plant(dice) for _ in range(COUNT)]


@pytest.mark.parametrize("planted", garden(), ids=lambda planted: planted.text)
def test_what_was_planted_is_found(planted):
    (claim,) = claims(planted.text, "2024-04-17")
    assert planted.text[claim.start : claim.end] == claim.quote == planted.quote
    assert (claim.measure, claim.low, claim.high, claim.bound) == planted[2:6]
    assert (claim.weapons, claim.actors) == planted[6:]


def test_two_planted_sentences_give_both():
    first, second = (one for one in garden()[:40] if one.measure == "launched"), garden()[40:]
    one = next(first)
    other = next(p for p in second if p.low != one.low and p.weapons != one.weapons)
    text = f"{one.text} {other.text}"
    assert {one.quote, other.quote} <= {claim.quote for claim in claims(text)}
