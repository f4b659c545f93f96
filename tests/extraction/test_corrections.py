"""Corrections within a text: the new figure takes the place of the old one, nothing else does."""

from __future__ import annotations

import pytest

import conflict_data as cd

FIRED = "Iran fired 200 ballistic missiles at Israel on 1 October 2024, the army said."
KILLED = "At least 12 people were killed in Kharkiv on 5 May 2024, police said."


def extracted(text: str) -> cd.Claims:
    return cd.extract(cd.load([{"id": "a", "date": "2024-10-02", "text": text}]))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (f"{FIRED} The army later corrected the number to 180 missiles.", "180 missiles"),
        (f"{FIRED} It revised the figure down to about 180.", "about 180"),
        (f"{FIRED} The number was later revised to 180.", "180"),
        (f"{FIRED} The correct number is 180, a spokesman said.", "180"),
        (f"{KILLED} Officials revised the death toll to 9.", "9"),
        (f"{KILLED} The death toll was later revised down to nine.", "nine"),
        (f"{KILLED} Officials raised the toll to 15.", "15"),
        (f"{KILLED} The death toll has since risen to 15 people.", "15 people"),
        (f"{KILLED} In Kharkiv, the toll rose to 15.", "15"),
        (f"{KILLED} Kharkiv's death toll climbed to 15 people.", "15 people"),
    ],
)
def test_a_correction_points_at_what_it_corrects(text: str, quote: str) -> None:
    old, new = extracted(text)
    assert (new.quote, new.replaces, old.replaces) == (quote, old.claim_id, None)
    same = ("measure", "weapons", "actors", "country_code", "place", "date_start", "victims")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRED} Ukraine's army said it shot down 180 drones.",
        f"{FIRED} The army raised its budget to 180 million dollars.",
        f"{FIRED} The correct number is 200.",
        f"{FIRED} The death toll rose to 9.",
        f"{KILLED} In Odesa, the death toll rose to 15.",
        f"{KILLED} Odesa's death toll climbed to 15 people.",
        f"{KILLED} The toll in the Odesa region was revised to 15.",
        f"{KILLED} Russia fired 30 missiles. The number of missiles was revised to 40 missiles.",
        "The army revised the figure to 180 missiles.",
    ],
)
def test_nothing_else_does(text: str) -> None:
    claims = {claim.claim_id: claim for claim in extracted(text)}
    assert all(not one.replaces or one.measure == "launched" for one in claims.values())
    assert not any(
        claims[one.replaces].measure == "killed" for one in claims.values() if one.replaces
    )
    assert FIRED not in text or not any(one.replaces for one in claims.values())


def test_a_correction_notice_states_what_is_right() -> None:
    (claim,) = extracted(
        "Correction: Iran fired 180 missiles at Israel on 1 October 2024, not 200."
    )
    assert (claim.low, claim.status) == (180, "actual")


def test_the_corrected_figure_is_the_event_s() -> None:
    text = f"{FIRED} The army later corrected the number to 180 missiles."
    articles = cd.load([{"id": "a", "date": "2024-10-02", "text": text}])
    event = cd.build(cd.extract(articles), articles).events.iloc[0]
    assert event[["launched", "launched_low", "launched_high"]].tolist() == [180, 180, 180]
