"""Places: country, named place, and what the place is to the munition."""

from __future__ import annotations

import pytest

from extraction.notation import told

PLACES = [
    ("Russia fired six missiles at Kharkiv.", "UKR:Kharkiv:aimed"),
    ("Russia fired six missiles at the city of Kharkiv.", "UKR:Kharkiv:aimed"),
    ("Two missiles hit Odesa.", "UKR:Odesa:impact"),
    ("Ten drones were shot down over Belgorod.", "RUS:Belgorod:intercepted"),
    ("Debris of a drone fell on a house in Kyiv, killing two people.", "UKR:Kyiv:impact"),
    ("The strike on a market in Kostiantynivka killed 16 people.", "UKR:Kostiantynivka:impact"),
    ("An Israeli airstrike on the Iranian consulate in Damascus killed seven people.",
     "SYR:Damascus:impact"),
    ("Hezbollah fired 30 rockets from southern Lebanon at Safed.", "ISR:Safed:aimed"),
    ("Rockets fired from Gaza wounded two people in Ashkelon.", "ISR:Ashkelon:impact"),
    ("Two rockets fell near the Iraqi city of Erbil.", "IRQ:Erbil:impact"),
    ("Five people were killed in Khan Younis.", "PSE:Khan Younis:impact"),
    ("A strike in Mosul, Iraq, killed six people.", "IRQ:Mosul:impact"),
    ("Drones attacked Port Sudan, killing four people.", "SDN:Port Sudan:impact"),
    ("Russia fired 20 missiles at Odesa from ships in the Black Sea.", "UKR:Odesa:aimed"),
]  # fmt: skip

COUNTRIES = [
    ("A ship shot down 15 drones and four cruise missiles headed for Israel.", "ISR:?:?"),
    ("Gaza launched more than 600 rockets at Israel.", "ISR:?:?"),
    ("Two drones hit a U.S. base in Syria, wounding three soldiers.", "SYR:?:?"),
    ("Thirty drones were intercepted over Jordan.", "JOR:?:?"),
    ("Four people were killed in Georgia by Russian shells.", "GEO:?:?"),
]

AT_SEA = [
    ("The Houthis fired two missiles at a ship in the Red Sea.", "?:Red Sea:aimed"),
    ("The Houthis fired two missiles at a tanker in the Gulf of Aden.", "?:Gulf of Aden:aimed"),
]


@pytest.mark.parametrize(("text", "place"), PLACES + COUNTRIES + AT_SEA)
def test_where(text, place):
    assert told(text, "where").endswith(place)


def test_each_figure_of_a_list_has_its_own_place():
    text = "Air defence units shot down 19 drones over Kharkiv and 12 over Odesa."
    assert told(text, "where") == (
        "intercepted drone 19 UKR:Kharkiv:intercepted; intercepted drone 12 UKR:Odesa:intercepted"
    )


def test_a_capital_that_speaks_is_no_place():
    text = "India fired missiles at Pakistan, killing 31 civilians, Islamabad said."
    assert told(text, "where").endswith("killed civilian 31 PAK:?:?")


def test_where_it_came_from_was_not_attacked():
    assert "Kermanshah:aimed" not in told("Iran launched 12 missiles from Kermanshah.", "where")


def test_the_place_of_a_part_is_not_that_of_the_whole():
    text = "Russia launched 120 drones at Ukraine overnight, including ten at Kharkiv."
    assert told(text, "where") == (
        "launched drone 120 UKR:?:?; launched drone 10 UKR:Kharkiv:aimed"
    )
    over_kyiv = "Ukraine shot down 30 drones, including six Shaheds, over Kyiv."
    assert told(over_kyiv, "where").startswith("intercepted drone 30 UKR:Kyiv:intercepted")


def test_people_were_hurt_in_their_own_clause():
    text = "A drone strike in Kherson wounded five and a missile hit Odesa, killing one man."
    assert [one.split()[-1].split(":")[1] for one in told(text, "where").split("; ")] == [
        "Kherson", "Odesa", "Odesa",
    ]  # fmt: skip


def test_what_came_from_two_countries_was_aimed_at_a_third():
    text = "US forces destroyed 80 drones from Iran and Yemen that were aimed at Israel."
    assert told(text, "where").endswith("ISR:?:?")


@pytest.mark.parametrize(
    ("then", "place"),
    [
        ("Russia fired six missiles at the city.", "UKR:Kharkiv:impact"),
        ("Russia fired six missiles at the city of Odesa.", "UKR:Odesa:aimed"),
        ("Russia fired six missiles at the cities.", "UKR:?:?"),
        ("The city's mayor said Russia fired six missiles.", "UKR:?:?"),
        ("Ukraine fired six missiles at the city of Belgorod.", "RUS:Belgorod:aimed"),
    ],
)
def test_the_city_is_the_place_told_before(then, place):
    text = f"Three people were killed in a Russian strike on Kharkiv. {then}"
    assert told(text, "where").endswith(place)


def test_the_city_that_others_attack_in_answer_is_another():
    text = "Iranian missiles killed two people in Haifa. Israel fired six missiles at the city."
    assert "Haifa" not in told(text, "where").split(";")[-1]
