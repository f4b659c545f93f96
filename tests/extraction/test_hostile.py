"""Hostile input ends soon. The bound is generous: it catches blow-ups, it measures no speed."""

from __future__ import annotations

import time

import pytest

from extraction.notation import claims

SECONDS = 60
HOSTILE = {
    "digits": "7" * 1_000_000,
    "digits and commas": "1," * 500_000,
    "brackets": "(" * 500_000 + ")" * 500_000,
    "brackets of two kinds": "[(" * 250_000 + ")]" * 250_000,
    "drone": "drone " * 100_000,
    "3 drones and": "3 drones and " * 100_000,
    "killed": "killed " * 100_000,
    "of the": "of the " * 100_000,
    "hedges": "at least " * 100_000,
    "numbers": "one hundred and " * 100_000,
    "names": "Kyiv Odesa " * 50_000,
    "hyphens": "al-" * 100_000,
    "quotes": '"“' * 300_000,
    "blanks": " " * 1_000_000 + "x",
    "accents": "e" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_ends_and_tells_nothing(text):
    start = time.monotonic()
    assert claims(text) == []
    assert time.monotonic() - start < SECONDS


def test_ten_thousand_claims_are_ten_thousand():
    start = time.monotonic()
    text = " ".join(f"Iran fired {number} rockets at Israel." for number in range(10, 10_010))
    assert len(claims(text)) == 10_000
    assert time.monotonic() - start < SECONDS


def test_a_list_without_end_keeps_its_spans():
    text = "Iran fired " + ", ".join(f"{number} rockets" for number in range(2, 5_002)) + "."
    found = claims(text)
    assert found
    assert all(text[claim.start : claim.end] == claim.quote for claim in found)
