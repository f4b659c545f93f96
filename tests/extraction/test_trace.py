"""The developer's lamp: every amount is shown with its governor and its fate."""

from __future__ import annotations

import pytest

from conflict_data import cli
from conflict_data.extraction.trace import trace
from extraction.notation import article, claims

STORY = (
    "Iran launched over 350 drones and missiles at Israel on Saturday night.\n"
    "The army said 99 percent of them were shot down. Israel did not lose 12 soldiers. "
    "Hezbollah has 3,000 rockets. The 350 drones and missiles were fired by Iran."
)


@pytest.fixture(scope="module")
def shown() -> str:
    return trace(article(STORY, "2024-04-17", "Night of drones"))


def below(shown: str, amount: str) -> str:
    """Return what the lamp shows of one amount."""
    (block,) = (part for part in shown.split("  amount ")[1:] if part.startswith(repr(amount)))
    return block


def test_units_stand_with_their_kinds(shown):
    assert "  Iran/A launched/v over/H 350/N drones/W and/C missiles/W at/@ Israel/A " in shown


def test_times_are_shown(shown):
    assert "time 'saturday night': 2024-04-13..2024-04-14 (stated)" in shown


def test_a_claim_is_shown_with_governor_roles_window_and_id(shown):
    block = below(shown, "over 350 drones and missiles")
    (claim, *_) = claims(STORY, "2024-04-17", "Night of drones")
    assert "more_than, drone; missile" in block
    assert "governor: object of 'launched' -> launched (strike)" in block
    assert "actual launched: iran > ISR, 2024-04-13..2024-04-14 (stated)" in block
    assert f"claim {claim.claim_id}" in block


def test_a_defence_and_a_speaker_are_shown(shown):
    block = below(shown, "99 percent of them")
    assert "stopped by israel" in block
    assert "said by The army" in block


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("3,000 rockets", "no claim: nothing governs it"),
        ("12 soldiers", "no claim: it is said not to be so"),
        ("The 350 drones and missiles", "no claim: repeats another figure"),
    ],
)
def test_what_became_no_claim_says_why(shown, amount, reason):
    assert reason in below(shown, amount)


def test_what_is_not_read_is_said_in_the_first_line():
    space = "NASA and SpaceX put three satellites into orbit with one rocket."
    assert trace(article(space)).splitlines()[0].endswith("speaks of another domain): 0 kept")
    german = "Die Armee hat in der Nacht 30 Drohnen abgeschossen."
    assert "(undated, de): 0 kept" in trace(article(german))


def test_every_claim_of_a_text_is_in_its_trace():
    found = claims(STORY, "2024-04-17")
    shown = trace(article(STORY, "2024-04-17"))
    assert found
    assert all(f"claim {claim.claim_id}" in shown for claim in found)


def test_the_command_line_shows_it(tmp_path, capsys):
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    assert cli.main(["extract", "--trace", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("story.txt (")
    assert "governor: object of 'launched'" in out


def test_trace_and_out_exclude_each_other(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["extract", "--trace", "--out", str(tmp_path), "x.txt"])
    assert stop.value.code == 2
    assert "not allowed with" in capsys.readouterr().err
