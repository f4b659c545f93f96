"""Dates: windows of days, resolved against the day of publication, Wednesday 17 April 2024."""

from __future__ import annotations

import pytest

from extraction.notation import told

PUBLISHED = "2024-04-17"

DAYS = [
    ("on Saturday", "2024-04-13 stated"),
    ("on Wednesday", "2024-04-17 stated"),
    ("last Wednesday", "2024-04-10 stated"),
    ("on Sunday morning", "2024-04-14 stated"),
    ("early on Tuesday", "2024-04-16 stated"),
    ("yesterday", "2024-04-16 stated"),
    ("today", "2024-04-17 stated"),
    ("two days ago", "2024-04-15 stated"),
    ("on 13 April", "2024-04-13 stated"),
    ("on April 13", "2024-04-13 stated"),
    ("on April 13, 2023", "2023-04-13 stated"),
    ("on 2024-04-13", "2024-04-13 stated"),
    ("on December 30", "2023-12-30 stated"),
]

WINDOWS = [
    ("late on Saturday night", "2024-04-13..2024-04-14 stated"),
    ("overnight", "2024-04-16..2024-04-17 stated"),
    ("last night", "2024-04-16..2024-04-17 stated"),
    ("overnight into Tuesday", "2024-04-15..2024-04-16 stated"),
    ("on the night of 13-14 April", "2024-04-13..2024-04-14 stated"),
    ("on the night of April 13", "2024-04-13..2024-04-14 stated"),
    ("over the weekend", "2024-04-13..2024-04-14 stated"),
    ("in the past 24 hours", "2024-04-16..2024-04-17 stated"),
    ("between April 13 and 14", "2024-04-13..2024-04-14 stated"),
    ("in January", "undated undated"),
]


@pytest.mark.parametrize(("words", "window"), DAYS + WINDOWS)
def test_when(words, window):
    text = f"Iran fired 100 missiles {words}."
    assert told(text, "when", "basis", date=PUBLISHED).endswith(f" 100 {window}")


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Iran fired 100 missiles on Saturday. The next day Israel shot down two drones.",
         ["2024-04-13 stated", "2024-04-14 anchored"]),
        ("Iran fired 100 missiles on Saturday. Two days earlier Israel fired three rockets.",
         ["2024-04-13 stated", "2024-04-11 anchored"]),
        ("Iran fired 100 missiles on Saturday. Israel shot down 99 of them.",
         ["2024-04-13 stated", "2024-04-13 anchored"]),
    ],
)  # fmt: skip
def test_a_date_said_before_anchors_what_follows(text, windows):
    found = told(text, "when", "basis", date=PUBLISHED).split("; ")
    assert [" ".join(one.split()[-2:]) for one in found] == windows


def test_the_day_of_the_event_is_not_the_day_of_saying():
    text = "On Monday an official said that 100 missiles were fired on Saturday."
    assert told(text, "when", date=PUBLISHED) == "launched missile 100 2024-04-13"


def test_a_dateline_tells_the_day():
    text = "KYIV, April 16 (Newswire) - Russia launched 30 drones."
    assert told(text, "when", date=PUBLISHED) == "launched drone 30 2024-04-16"


def test_without_any_date_the_day_of_publication_is_the_basis():
    text = "Iran fired 100 missiles at Israel."
    assert told(text, "when", "basis", date=PUBLISHED).endswith("2024-04-17 publication")


@pytest.mark.parametrize("words", ["on Saturday", "overnight", "yesterday", "two days ago"])
def test_without_a_day_of_publication_relative_days_are_unknown(words):
    assert told(f"Iran fired 100 missiles {words}.", "when").endswith(" undated")


def test_a_full_date_needs_no_day_of_publication():
    assert told("Iran fired 100 missiles on 13 April 2024.", "when").endswith(" 2024-04-13")
