"""Speakers: to whom a figure is attributed, what kind of source it is, who passed it on."""

from __future__ import annotations

import pytest

from extraction.notation import told

SOURCES = [
    ('"We shot down 30 drones," the air force said.', "the air force (military)"),
    ("The air force said that it had shot down 30 drones.", "The air force (military)"),
    ("A spokesman for the army said 12 drones were shot down.",
     "A spokesman for the army (military)"),
    ("The IDF said 99 percent of the missiles were intercepted.", "The IDF (military)"),
    ("Russia's defence ministry said it had downed 40 drones.",
     "Russia's defence ministry (military)"),
    ("Rear Admiral Daniel Hagari said that 170 drones were launched.",
     "Rear Admiral Daniel Hagari (military)"),
    ("According to the mayor, three people were killed.", "the mayor (official)"),
    ("Three people were killed, according to the governor of Kherson.",
     "the governor of Kherson (official)"),
    ("Governor Serhiy Lysak said four people were wounded.", "Governor Serhiy Lysak (official)"),
    ("Three people died, the mayor wrote on Telegram.", "the mayor (official)"),
    ("Kyiv said it had shot down 28 drones.", "Kyiv (official)"),
    ("Three people were killed, the UN said.", "the UN (organisation)"),
    ("Five people were killed, said the health ministry in Gaza.",
     "the health ministry in Gaza (organisation)"),
    ("Witnesses said that five people died.", "Witnesses (witness)"),
    ('"They fired 30 rockets," said a resident of Sderot.', "a resident of Sderot (witness)"),
    ("State media said that 10 missiles were fired.", "State media (media)"),
    ("A source told Reuters that 30 drones were launched.", "A source (anonymous)"),
    ("Israel fired three missiles, Axios reported, citing two US officials.",
     "two US officials (official) via Axios"),
    ("Israel fired three missiles, according to Axios, quoting an unnamed official.",
     "an unnamed official (anonymous) via Axios"),
    ("Reuters quoted a police officer as saying five people were killed.",
     "a police officer (official) via Reuters"),
    ("The group's spokesman, Yahya Saree, said the group had fired two missiles.",
     "The group's spokesman (official)"),
    ("Nine people were killed in the strike, medics said.", "medics (organisation)"),
    ("Five people were killed, Reuters said.", "Reuters (media)"),
    ("An official who spoke on condition of anonymity said 30 drones were launched.",
     "An official (anonymous)"),
    ("The regional head, Oleh Syniehubov, said two people were killed.",
     "The regional head (official)"),
    ("The army, which has fought for years, said it shot down 12 drones.", "The army (military)"),
    ("Five drones were shot down, according to The New York Times.", "The New York Times (media)"),
    ("Three people were killed, the interior ministry has said.",
     "the interior ministry (official)"),
]  # fmt: skip

OUTLET = [
    "Thirty drones were fired.",
    "He said 30 drones were fired.",
    "Five people died when a rocket fell on the market.",
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_who_says_so(text, source):
    assert told(text, "says").endswith(f" {source}")


@pytest.mark.parametrize("text", OUTLET)
def test_the_outlet_itself_has_no_speaker(text):
    assert told(text, "says").endswith(" (outlet)")


def test_two_sides_give_two_figures():
    text = "Israel said it shot down 30 drones. Iran said that 20 drones were shot down."
    assert told(text, "says") == (
        "intercepted drone 30 Israel (official); intercepted drone 20 Iran (official)"
    )


def test_each_clause_with_a_speaker_has_its_own():
    text = "Russia said it shot down 20 drones, but Ukraine said that five were lost."
    assert [one.split(" ", 3)[-1] for one in told(text, "says").split("; ")] == [
        "Russia (official)",
        "Ukraine (official)",
    ]
