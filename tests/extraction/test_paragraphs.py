"""Paragraphs: whom a paragraph goes back to, what of the past ends with it."""

from __future__ import annotations

import pytest

from extraction.notation import told

PUBLISHED = "2024-04-17"

LEAD = [
    ("Russia launched 90 drones at Ukraine.\nUkraine hit back, firing 12 missiles at Bryansk.\n"
     "The drones killed two people in Sumy.", "russia>UKR"),
    ("Iran fired 90 missiles at Israel.\nIsrael bombed Isfahan, killing six people.\n"
     "Nine people were wounded.", "iran>ISR"),
    ("Iran fired 90 missiles at Israel.\nIsrael bombed Isfahan, killing six people. "
     "Nine people were wounded.", "israel>IRN"),
]  # fmt: skip

PAST = [
    ("Hezbollah fired 20 rockets at Haifa on Tuesday.\nOn 3 March 2023, a rocket had killed two "
     "people in Safed.\nAnother nine people were wounded in Acre.", "2024-04-16"),
    ("Hezbollah fired 20 rockets at Haifa on Tuesday.\nOn 3 March 2023, a rocket had killed two "
     "people in Safed. Another nine people were wounded.", "2023-03-03"),
    ("India fired six missiles at Pakistan on Monday.\nThirty people were killed.", "2024-04-15"),
    ("India fired six missiles at Pakistan on Monday.\nOn Tuesday Pakistan shot down four drones."
     "\nNine people were wounded.", "2024-04-16"),
]  # fmt: skip

PLACES = [
    ("Ukraine and Russia traded fire. In Belgorod sirens rang. Two people were killed.",
     "ukraine>RUS"),
    ("Ukraine and Russia traded fire. In Sumy sirens rang. Two people were killed.",
     "russia>UKR"),
    ("Ukraine and Russia traded fire. In Sumy sirens rang.\nA shell killed two in Belgorod.",
     "ukraine>RUS"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), LEAD)
def test_a_paragraph_goes_back_to_whom_the_article_is_about(text, roles):
    assert told(text, "who").split()[-1] == roles


@pytest.mark.parametrize(("text", "day"), PAST)
def test_the_past_ends_with_its_paragraph(text, day):
    assert told(text, "when", date=PUBLISHED).split()[-1] == day


@pytest.mark.parametrize(("text", "roles"), PLACES)
def test_the_sentence_before_names_the_place(text, roles):
    assert told(text, "who").split()[-1] == roles
