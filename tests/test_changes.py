"""What changed between two releases: exactly what was planted, and why."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from factory import articles, claim

import conflict_data as cd
from conflict_data import causes, cli, comparison, dataset
from conflict_data.comparison import compare
from conflict_data.dataset import Dataset
from conflict_data.records import Claim
from conflict_data.schema import schema

SCRIPT = "<script>alert(1)</script>"


def built(*claims: Claim) -> Dataset:
    return dataset.build(claims, articles(claims))


def wire() -> Claim:
    return claim("wire", value=350, speaker="the army", speaker_actor="israel",
                 speaker_kind="military")  # fmt: skip


def blog(**fields: Any) -> Claim:
    return claim("blog", **{"value": 300, **fields})


@pytest.fixture(scope="module")
def one() -> Dataset:
    return built(wire())


@pytest.fixture(scope="module")
def both() -> Dataset:
    return built(wire(), blog(bound="at_least", high=None, low=300), blog(
        value=3, measure="killed", sentence_start=80))  # fmt: skip


def cells(changes: cd.Changes, table: str = "events") -> dict[str, tuple[Any, Any, str]]:
    frame = changes.to_frame()
    rows = frame[(frame["table"] == table) & (frame["change"] == "changed")]
    return {row.field: (row.old, row.new, row.cause) for row in rows.itertuples()}


def renamed(data: Dataset, old: str, new: str) -> Dataset:
    """The dataset with the beginning of every event's id changed."""
    return replace(
        data,
        events=data.events.assign(
            event_id_cnty=data.events["event_id_cnty"].str.replace(old, new),
            part_of_event=data.events["part_of_event"].str.replace(old, new),
        ),
        **{
            name: getattr(data, name).assign(
                event_id_cnty=getattr(data, name)["event_id_cnty"].str.replace(old, new)
            )
            for name in ("munitions", "evidence")
        },
    )


# What is found


def test_the_same_release_has_no_changes(both: Dataset) -> None:
    found = cd.diff(both, both)
    assert not found
    assert str(found) == "no changes"
    assert repr(found) == "<Changes: no changes>"
    assert found.to_frame().empty
    assert found.to_dict() == {"changed": False, "tables": {}, "causes": {}}


def test_the_order_of_rows_means_nothing(both: Dataset) -> None:
    turned = {name: getattr(both, name).iloc[::-1] for name in schema().tables}
    assert not cd.diff(both, replace(both, **turned))


def test_a_new_article_is_the_cause_of_what_it_changes(one: Dataset, both: Dataset) -> None:
    found = cd.diff(one, both)
    changed = cells(found)
    assert changed["fatalities_best"] == (None, 3, "new claim")
    assert changed["n_claims"] == (1, 3, "new claim")
    assert "launched" not in changed
    text = str(found)
    assert "fatalities: 0 -> 3 (new claim)\n    now: [3 people] Title of blog; Blog;" in text
    assert "gained: [300 drones] Title of blog; Blog; 2024-04-15; characters 10-20;" in text
    assert "articles: 1 added" in text


def test_backwards_the_claim_is_gone(one: Dataset, both: Dataset) -> None:
    there, back = cd.diff(one, both).to_frame(), cd.diff(both, one).to_frame()
    assert cells(cd.diff(both, one))["fatalities_best"] == (3, None, "claim gone")
    swapped = back.rename(columns={"old": "new", "new": "old"})
    swapped["change"] = swapped["change"].replace({"added": "removed", "removed": "added"})
    plain = [name for name in comparison.COLUMNS if name != "change"]
    same = [frame[[*plain, "change"]].astype(str) for frame in (there, swapped)]
    rows = [set(frame.itertuples(index=False, name=None)) for frame in same]
    assert rows[0] == rows[1]


def test_another_choice_among_the_same_claims_is_told(both: Dataset) -> None:
    ids = dict(zip(both.claims["quote"], both.claims["claim_id"], strict=True))
    swap = {ids["350 drones"]: ids["300 drones"], ids["300 drones"]: ids["350 drones"]}
    evidence = both.evidence.assign(
        claim_id=both.evidence["claim_id"].map(swap).fillna(both.evidence["claim_id"])
    )
    other = replace(both, evidence=evidence, events=both.events.assign(launched=300.0))
    found = cd.diff(both, other)
    assert cells(found)["launched"] == (350, 300, "other choice")
    assert "    was: [350 drones]" in str(found)
    assert "    now: [300 drones]" in str(found)


def test_a_claim_read_differently_is_told(one: Dataset) -> None:
    claims = one.claims.assign(low=351.0, high=351.0)
    other = replace(one, claims=claims, events=one.events.assign(launched=351.0, year=1999))
    changed = cells(cd.diff(one, other))
    assert changed["launched"] == (350, 351, "claim changed")
    assert changed["year"] == (2024, 1999, "claim changed")


def test_what_no_claim_explains_is_coding(one: Dataset) -> None:
    claims = one.claims.assign(method_version="new")
    other = replace(one, claims=claims, events=one.events.assign(launched=351.0, tags="x"))
    changed = cells(cd.diff(one, other))
    assert changed["launched"] == (350, 351, "coding")
    assert changed["tags"] == (None, "x", "coding")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_decision_on_a_claim_of_the_event_is_the_cause(one: Dataset, is_new: bool) -> None:
    tables = {name: getattr(one, name) for name in schema().tables}
    row = {"action": "correct", "claim_id": one.claims["claim_id"].item(), "who": "ana"}
    decided = {**tables, "decisions": pd.DataFrame([{**row, "value": None, "quote": "350 drones"}])}
    other = {**decided, "events": one.events.assign(launched=351.0)}
    sides = (tables, other) if is_new else (other, tables)
    found = compare("events", sides[0]["events"], sides[1]["events"])
    why = causes.find(*sides)
    assert why.decided == {
        one.events["event_id_cnty"].item(): (
            f"{'now' if is_new else 'no longer'} action correct; who ana",
        )
    }
    assert causes.attach(found, why, *sides)["cause"].tolist() == ["decision"]


# Renames


def test_renamed_events_keep_their_rows(both: Dataset) -> None:
    found = cd.diff(both, renamed(both, "ISR", "IRN"))
    frame = found.to_frame()
    assert set(frame["change"]) == {"renamed"}
    assert str(found).endswith(f"renamed, was {both.events['event_id_cnty'].item()}")
    assert not cd.diff(renamed(both, "ISR", "IRN"), renamed(both, "ISR", "IRN"))


def test_a_renamed_row_still_shows_its_cells(both: Dataset) -> None:
    other = renamed(both, "ISR", "IRN")
    munitions = other.munitions.assign(munition_id="0" * 16, launched=7.0)
    evidence = other.evidence.assign(
        munition_id=other.evidence["munition_id"].mask(
            other.evidence["munition_id"].notna(), "0" * 16
        )
    )
    found = cd.diff(both, replace(other, munitions=munitions, evidence=evidence))
    assert cells(found, "munitions") == {"launched": (350, 7, "coding")}
    kinds = found.to_frame().groupby("table")["change"].agg(set).to_dict()
    assert kinds == {"events": {"renamed"}, "munitions": {"renamed", "changed"}}


def test_events_without_claims_are_known_by_what_they_hold(both: Dataset) -> None:
    bare = replace(both, evidence=both.evidence.iloc[:0])
    kinds = set(cd.diff(bare, renamed(bare, "ISR", "IRN")).to_frame()["change"])
    assert kinds == {"renamed"}
    twins = replace(bare, events=pd.concat([bare.events, bare.events.assign(event_id_cnty="ISR9")]))
    found = cd.diff(twins, renamed(twins, "ISR", "IRN")).to_frame()
    assert set(found.loc[found["table"] == "events", "change"]) == {"added", "removed"}


def test_events_that_share_few_claims_are_not_the_same(both: Dataset) -> None:
    other = built(blog(bound="at_least", high=None, low=300), *(
        claim("feed", value=n, sentence_start=60 * n) for n in range(1, 5)))  # fmt: skip
    changes = cd.diff(both, renamed(other, "ISR", "IRN")).to_frame()
    assert set(changes.loc[changes["table"] == "events", "change"]) == {"added", "removed"}


# Any table


def planted(frame: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """A table with some numbers changed, and which cells these are."""
    source = random.Random(seed)
    made, found = frame.copy(), set()
    for _ in range(seed):
        at, field = source.randrange(len(frame)), source.choice(["start", "end", "sentence_start"])
        made.loc[at, field] = -1 - len(found)
        found.add((made.loc[at, "claim_id"], field))
    return made, found


@pytest.mark.parametrize("seed", range(6))
def test_exactly_the_planted_cells_are_found(seed: int) -> None:
    old = built(*(claim("wire", value=n, sentence_start=60 * n) for n in range(12))).claims
    new, expected = planted(old, seed)
    new = new.sample(frac=1, random_state=seed)
    found = compare("claims", old, new)
    assert set(found[["key", "field"]].itertuples(index=False, name=None)) == expected
    assert found.equals(compare("claims", old.iloc[::-1], new))


def test_columns_that_one_version_has_are_told() -> None:
    old = pd.DataFrame({"article_id": ["a"], "title": ["x"]})
    new = pd.DataFrame({"article_id": ["a"], "headline": ["x"]})
    found = compare("articles", old, new)
    assert found[["change", "field"]].to_numpy().tolist() == [
        ["column removed", "title"],
        ["column added", "headline"],
    ]


def test_a_column_of_events_is_told_by_its_name(both: Dataset) -> None:
    older = replace(both, events=both.events.drop(columns="n_speakers"))
    assert str(cd.diff(older, both)).endswith("\n\nevents column added n_speakers")


def test_keys_that_stand_twice_are_told_apart() -> None:
    old = pd.DataFrame({"article_id": ["a", "a"], "title": ["x", "y"]})
    found = compare("articles", old, old.iloc[:1])
    assert found[["change", "key"]].to_numpy().tolist() == [["removed", "a #2"]]


def test_types_that_differ_do_not_stop_a_comparison() -> None:
    old = pd.DataFrame({"claim_id": ["a", "b"], "low": [1.0, None]})
    new = pd.DataFrame({"claim_id": ["a", "b"], "low": ["1", None]})
    assert compare("claims", old, new)["key"].tolist() == ["a"]


# What is shown


def test_what_changed_alike_in_many_rows_is_told_once() -> None:
    old = built(*(claim("wire", value=n, sentence_start=60 * n) for n in range(12)))
    new = replace(
        old,
        claims=old.claims.assign(method_version="2"),
        articles=old.articles.assign(text=None),
    )
    lines = str(cd.diff(old, new)).splitlines()
    assert "claims method_version: 0 -> 2 in 12 rows" in lines
    assert len(lines) == 5


def test_html_is_short_and_escaped(one: Dataset) -> None:
    many = pd.concat([one.articles.assign(article_id=f"{n:016}") for n in range(99)])
    other = replace(one, events=one.events.assign(notes=SCRIPT), articles=many)
    shown = cd.diff(one, other)._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert shown.count("<tr>") == 51


def test_json_holds_quotes_and_days(one: Dataset, both: Dataset) -> None:
    later = both.events.assign(event_date=pd.Timestamp("2024-04-14"))
    tree = json.loads(json.dumps(cd.diff(one, replace(both, events=later)).to_dict()))
    changed = {entry["field"]: entry for entry in tree["tables"]["events"]["changed"]}
    assert (changed["event_date"]["old"], changed["event_date"]["new"]) == (
        "2024-04-13", "2024-04-14",
    )  # fmt: skip
    assert changed["fatalities_best"]["old"] is None
    assert changed["fatalities_best"]["new_claims"][0]["quote"] == "3 people"
    assert tree["tables"]["articles"]["added"][0]["key"] in set(both.articles["article_id"])
    (event,) = tree["causes"].values()
    assert {one["quote"] for one in event["gained"]} == {"300 drones", "3 people"}


# The verb


@pytest.fixture
def releases(one: Dataset, both: Dataset, tmp_path: Path) -> tuple[str, str]:
    for name, data in (("old", one), ("new", both)):
        data.write(tmp_path / name)
    return str(tmp_path / "old"), str(tmp_path / "new")


def test_the_exit_status_tells_whether_anything_changed(releases, capsys) -> None:
    old, new = releases
    assert cli.main(["diff", old, old]) == 0
    assert capsys.readouterr().out == "no changes\n"
    assert cli.main(["diff", old, new]) == 1
    assert "(new claim)" in capsys.readouterr().out
    assert cli.main(["diff", old, f"{new}er"]) == 2
    assert "expected" in capsys.readouterr().err


def test_json_is_printed_on_request(releases, capsys) -> None:
    assert cli.main(["diff", *releases, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["changed"] is True
