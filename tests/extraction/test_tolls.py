"""Tolls: how many died, said by tolls and rival counts; what is no count of the dead."""

from __future__ import annotations

import pytest

from extraction.notation import told

TOLLS = [
    ("The toll from the strike on Rafah reached 45.", "killed all 45"),
    ("The death toll reached 45, hospitals said.", "killed all 45"),
    ("Medics put the toll at 18.", "killed all 18"),
    ("The ministry put the number of dead at 224.", "killed all 224"),
    ("The blast in Peshawar had a toll of 31 dead.", "killed all 31"),
    ("The number killed in the shelling of Goma stood at 17.", "killed all 17"),
    ("Turnout in Goma reached 45 percent after the strike.", ""),
    ("Traders put the price at 18 after the strike.", ""),
]

RIVALS = [
    ("The strike killed 190 people in Khartoum, witnesses said; officials put the figure at 211.",
     "killed all 190; killed all 211"),
    ("The government says 224 people were killed; a rights group counts at least 406.",
     "killed all 224; killed all 406.. at_least"),
    ("Shelling killed 12 people, medics said; the army put the figure at nine.",
     "killed all 12; killed all 9"),
    ("The government says 224 people were killed; a museum counts at least 406 paintings.",
     "killed all 224"),
]  # fmt: skip

OF_THEM = [
    ("A mortar strike killed 30 people in Omdurman. Twelve of them were waiting for bread.",
     "killed all 30; killed all 12 part of 1"),
    ("The raid killed nine people in Jenin. Two of them were asleep.",
     "killed all 9; killed all 2 part of 1"),
    ("The strike killed nine fighters. Of the villagers, 31 were wounded.",
     "killed military 9; injured all 31"),
    ("The mayor met nine people in Jenin. Two of them were waiting for bread.", ""),
]  # fmt: skip

NUMBERS = [
    ("A hundred and fifty-nine people were killed in Mariupol.", "killed all 159"),
    ("A family of four was killed in Jenin.", "killed all 4"),
    ("A strike killed a family of four in Jenin.", "killed all 4"),
    ("A dozen and a half drones were shot down over Riyadh.", "intercepted drone 18"),
    ("A pair of rockets hit the embassy in Baghdad.", "impacted rocket 2"),
    ("A trio of drones hit the port of Hodeidah.", "impacted drone 3"),
    ("A family of teachers was killed in Jenin.", ""),
]

NO_COUNTS = [
    ("Three soldiers were killed at Tower 22 in Jordan.", "killed military 3"),
    ("The killing went on in the first half of 2025.", ""),
    ("The strike killed girls of nine and 13.", ""),
    ("The strike killed two brothers aged 4 and 11.", "killed man 2"),
    ("Six soldiers, all of them 19, were killed.", "killed military 6"),
    ("The shell killed a boy of 12 and his sister, 9.", "killed child 1"),
    ("The fighting displaced 40,000 people.", ""),
    ("Shelling killed six people and displaced 900.", "killed all 6"),
    ("More than 9,000 fled after the raid, which killed 12 villagers.", "killed civilian 12"),
    ("Hamas handed over four bodies.", ""),
    ("Israel handed over the bodies of 15 Palestinians.", ""),
    ("Russia repatriated the bodies of 1,000 soldiers.", ""),
    ("The strike left the bodies of 15 villagers in the street.", "killed civilian 15"),
]


@pytest.mark.parametrize(("text", "expected"), TOLLS + NUMBERS + NO_COUNTS)
def test_how_many(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), RIVALS + OF_THEM)
def test_further_figures_count_the_same_people(text, expected):
    assert told(text, "links") == expected
