"""Policies: which of several reports a build follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factory import articles, claim

import conflict_data as cd
from conflict_data import plugins
from conflict_data.cli import main
from conflict_data.coding import Candidate
from conflict_data.errors import ConflictDataError, Unknown

NAMES = tuple(plugins.names("coding.policies"))
MAYOR: dict[str, Any] = {"speaker": "the mayor", "speaker_kind": "official"}
SAID = {
    "exact": claim("a", value=9, **MAYOR),
    "bounded": claim("b", low=12, bound="at_least", **MAYOR),
    "low": claim("c", value=5, speaker="a man", speaker_kind="witness"),
    "new": claim("d", low=7, high=7, bound="about", speaker="x", speaker_kind="media"),
    "vague": claim("e", quote="dozens of drones"),
}
DATES = {"a": date(2024, 4, 14), "d": date(2024, 4, 19)}


def built(policy: Any) -> cd.Dataset:
    told = list(SAID.values())
    return cd.build(told, articles(told, DATES), policy=policy)


@pytest.mark.parametrize(("name", "launched"), [("default", 9), ("acled", 5), ("newest", 7)])
def test_each_policy_follows_its_own_report(name: str, launched: int) -> None:
    data = built(name)
    assert data.events["launched"].tolist() == [launched]
    assert cd.validate(data).ok


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_is_one_function_that_does_not_mind_the_order(name: str) -> None:
    module = plugins.load("coding.policies", name)
    rivals = [
        Candidate((one,), DATES.get(one.source_id), "third", one.low, one.high, one.bound)
        for one in SAID.values()
    ]
    chosen = {module.choose(some) for some in (rivals, rivals[::-1], rivals[2:] + rivals[:2])}
    assert len(chosen) == 1
    assert module.__doc__


def test_the_range_does_not_depend_on_the_policy() -> None:
    ranges = {(*built(name).events[["launched_low", "launched_high"]].iloc[0],) for name in NAMES}
    assert ranges == {(5, 9)}


def test_who_speaks_first_hand_goes_before_who_is_quoted() -> None:
    told = [claim("a", value=4, via="Axios", **MAYOR), claim("b", value=6, **MAYOR)]
    assert cd.build(told, articles(told)).events["launched"].tolist() == [6]


def test_sides_are_never_mixed() -> None:
    army = {"speaker": "the army", "speaker_actor": "israel", "speaker_kind": "military"}
    tehran = {"speaker": "Tehran", "speaker_actor": "iran", "speaker_kind": "official"}
    told = [claim("a", value=180, **army), claim("b", value=400, **tehran)]
    for name, expected in (("default", 400), ("acled", 180), ("newest", 400)):
        event = cd.build(told, articles(told, {"b": date(2024, 5, 1)}), policy=name).events.iloc[0]
        assert (event["launched_low"], event["launched_high"]) == (event["launched"],) * 2
        assert event["launched"] in (180, expected)


def test_any_function_is_a_policy() -> None:
    def highest(rivals: Sequence[Candidate]) -> Candidate:
        return max(rivals, key=lambda one: one.high or 0)

    assert built(highest).events["launched"].tolist() == [9]


def test_a_policy_that_returns_something_else_is_told() -> None:
    def made_up(rivals: Sequence[Candidate]) -> Candidate:
        return rivals[0]._replace(low=1000)

    with pytest.raises(ConflictDataError, match=r"policy made_up: returned .* expected one of the"):
        built(made_up)


def test_an_unknown_policy_names_those_that_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unknown, match="unknown policy 'aclde'; did you mean 'acled'"):
        built("aclde")
    out = str(tmp_path / "out")
    assert main(["build", "--demo", "--policy", "aclde", "--out", out]) == 2
    assert "did you mean 'acled'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_codebook_describes_every_policy() -> None:
    rules = (Path(__file__).parents[1] / "schemas" / "coding-rules.md").read_text("utf-8")
    assert all(f"`{name}`" in rules for name in NAMES)
