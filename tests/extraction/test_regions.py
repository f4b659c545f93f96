"""Regions: names with hyphens, seas and sides, and where something only came from."""

from __future__ import annotations

import pytest

from extraction.notation import told

NAMES = [
    ("A shell killed two people in Mazar-i-Sharif.", "AFG:Mazar-i-Sharif:impact"),
    ("A Houthi drone hit Port-Sudan, killing one.", "SDN:Port-Sudan:impact"),
    ("Tel Aviv-based doctors said a rocket killed two people in Ashdod.", "ISR:Ashdod:impact"),
    ('A rocket hit "Safed", killing two.', "ISR:Safed:impact"),
    ('The army said it "struck Rafah" and killed six people.', "PSE:Rafah:impact"),
    ("Shelling killed four people in Indian-administered Kashmir.", "IND:Kashmir:impact"),
    ("Shelling killed four people in Pakistan-administered Kashmir.", "PAK:Kashmir:impact"),
]

BOUND = [
    ("Russia shot down six Moscow-bound drones.", "RUS:Moscow:aimed"),
    ("Air defences shot down two Riyadh-bound missiles fired by the Houthis.", "SAU:Riyadh:aimed"),
    ("Russia launched 40 drones from the directions of Kursk, Oryol and Millerovo.", "UKR:?:?"),
    ("Iran launched 40 missiles from the direction of Tabriz at Israel.", "ISR:?:?"),
]

SIDES = [
    ("Drones hit the Black Sea port of Odesa, killing two.", "UKR:Odesa:impact"),
    ("Drones hit the Red Sea port of Hodeidah, killing two.", "YEM:Hodeidah:impact"),
    ("Drones hit a tanker in the Red Sea, killing two.", "?:Red Sea:impact"),
    ("Shelling killed four people on the Cambodian side.", "KHM:?:?"),
    ("Thai shells killed two people on the Cambodian side of the border.", "KHM:?:?"),
    ("Shelling killed four people on the Cambodian side of the border, Thailand said.", "KHM:?:?"),
    ("Shelling killed four people on both sides.", "?:?:?"),
]


@pytest.mark.parametrize(("text", "place"), NAMES + BOUND + SIDES)
def test_where(text, place):
    assert told(text, "where").split("; ")[-1].endswith(f" {place}")
