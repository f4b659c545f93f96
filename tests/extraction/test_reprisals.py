"""Reprisals: what an attack answers was done by others, elsewhere."""

from __future__ import annotations

import pytest

from extraction.notation import told

ANSWERED = [
    ("Israeli jets launched airstrikes against Syria after a missile landed in the Negev.",
     "impacted missile 1 syria>ISR"),
    ("In response to a drone attack that injured 50 people, Israel bombed Houthi targets in Sanaa.",
     "injured all 50 houthis>ISR"),
    ("Kenya bombed al-Shabaab camps after gunmen killed 148 people at a university in Garissa.",
     "killed all 148 al_shabaab>KEN"),
    ("Iran vowed to retaliate against Israel for a strike that killed seven men in Damascus.",
     "killed man 7 israel>SYR"),
    ("Israel bombed Gaza after two rockets were fired at Sderot.", "launched rocket 2 ?>ISR"),
    ("Pakistan launched strikes inside Afghanistan on Monday after an ambush killed seven men.",
     "killed man 7 ?>PAK"),
    ("Russia attacked Kyiv after a drone strike killed three people in Belgorod.",
     "killed all 3 ukraine>RUS"),
]  # fmt: skip
NOT_ANSWERED = [
    ("Russian forces shelled Kherson a day after five people were killed in a strike on the city.",
     "killed all 5 russia>UKR"),
    ("Ukraine hit a depot hours after Russia fired 40 missiles.", "launched missile 40 russia>UKR"),
    ("Russia hit Odesa again after attacking it with five drones.",
     "launched drone 5 russia>UKR"),
    ("Ukraine shot down 30 drones after Russia launched 40 missiles.",
     "intercepted drone 30 russia>UKR/ukraine; launched missile 40 russia>UKR"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANSWERED)
def test_what_is_answered_was_not_done_by_who_answers(text, expected):
    assert told(text, "who") == expected


@pytest.mark.parametrize(("text", "expected"), NOT_ANSWERED)
def test_what_only_came_before_may_be_by_the_same(text, expected):
    assert told(text, "who") == expected
