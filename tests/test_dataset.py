"""Datasets: built, written, read, validated; explanations and rates on top of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from factory import articles, claim

from conflict_data import dataset
from conflict_data.dataset import Dataset
from conflict_data.errors import ConflictDataError, LoadError, Unknown
from conflict_data.evidence import explain
from conflict_data.interception import rates
from conflict_data.records import Claim
from conflict_data.schema import schema

NIGHT = "ISR-20240413-"
SCRIPT = "<script>alert('350 drones')</script>"


def claims() -> list[Claim]:
    """Rivals of two outlets, an interception, a toll, and a claim that no event holds."""
    return [
        claim("wire", value=350),
        claim(
            "wire", value=340, measure="intercepted", interceptors=("israel",), sentence_start=60
        ),
        claim("blog", value=300, sentence=f"{SCRIPT} 300.0 drones came.", quote="300.0 drones"),
        claim("blog", value=12, measure="injured", sentence_start=90),
        claim("blog", value=3, mode="stray", sentence_start=160),
    ]


@pytest.fixture(scope="module")
def data() -> Dataset:
    return dataset.build(claims(), articles(claims(), {"wire": date(2024, 4, 16)}))


@pytest.fixture(scope="module")
def event_id(data: Dataset) -> str:
    return str(data.events["event_id_cnty"].item())


# Dataset


def test_a_dataset_is_five_plain_frames_and_its_problems(data: Dataset) -> None:
    for name, table in schema().tables.items():
        frame = getattr(data, name)
        assert type(frame) is pd.DataFrame
        assert list(frame.columns) == list(table.names)
    assert [problem.message for problem in data.problems] == [
        "mode stray is not coded as an attack"
    ]
    assert dataset.validate(data).ok
    assert repr(data).startswith("<Dataset: 1 events, 1 munitions, 5 claims, 2 articles, ")


def test_the_html_is_short_and_escaped(data: Dataset) -> None:
    events = data.events.assign(location=SCRIPT)
    shown = replace(data, events=pd.concat([events] * 40))._repr_html_()
    assert "<script" not in shown
    assert "&lt;script" in shown
    assert len(shown) < 5000


def test_validation_tells_what_a_hand_broke(data: Dataset) -> None:
    broken = replace(data, events=data.events.assign(launched=-1.0, colour="red"))
    rules = {problem.rule for problem in dataset.validate(broken).problems}
    assert {"range", "extra"} <= rules
    with pytest.raises(ConflictDataError, match="not in the schema: colour"):
        broken.tables()


def test_what_is_written_can_be_read(data: Dataset, tmp_path: Path) -> None:
    left_out = data.write(tmp_path / "release", with_text=True)
    again = dataset.read(tmp_path / "release")
    for name in schema().tables:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(data, name))
    assert [problem.rule for problem in left_out] == ["acled_needs_a_point"]
    assert {path.name for path in (tmp_path / "release").iterdir()} == {
        "README.md", "acled.csv", *(f"{name}.parquet" for name in schema().tables),
    }  # fmt: skip


def test_texts_are_shipped_only_on_request(data: Dataset, tmp_path: Path) -> None:
    data.write(tmp_path / "release", formats=["parquet"])
    again = dataset.read(tmp_path / "release")
    assert again.articles["text"].isna().all()
    assert data.articles["text"].notna().all()
    assert dataset.validate(again).ok
    again.write(tmp_path / "twice", formats=["parquet"])
    assert (tmp_path / "twice/README.md").read_text() == (
        tmp_path / "release/README.md"
    ).read_text()


def test_two_writes_give_the_same_bytes(data: Dataset, tmp_path: Path) -> None:
    for name in ("one", "two"):
        data.write(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_readme_of_a_release_says_what_is_in_it(data: Dataset, tmp_path: Path) -> None:
    data.write(tmp_path / "release")
    readme = (tmp_path / "release/README.md").read_text()
    assert "| claims | 5 |" in readme
    assert f"Schema version {schema().version}." in readme
    assert "not part of it" in readme


def test_a_failing_format_leaves_the_old_release(data: Dataset, tmp_path: Path) -> None:
    data.write(tmp_path / "release")
    before = (tmp_path / "release/events.parquet").read_bytes()
    with pytest.raises(Unknown, match="did you mean 'parquet'"):
        data.write(tmp_path / "release", formats=["parket"])
    with pytest.raises(ConflictDataError):
        replace(data, claims=data.claims.drop(columns="quote")).write(tmp_path / "release")
    assert (tmp_path / "release/events.parquet").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_folder_that_is_no_release_is_refused(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="does not exist; expected a release"):
        dataset.read(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match="no table"):
        dataset.read(tmp_path / "empty")
    data.write(tmp_path / "release")
    (tmp_path / "release/claims.parquet").unlink()
    with pytest.raises(LoadError, match=r"lacks claims\.parquet"):
        dataset.read(tmp_path / "release")


# Explanations


def test_an_explanation_leads_to_the_sentence(data: Dataset, event_id: str) -> None:
    told = str(explain(data, event_id, "launched"))
    assert told.startswith(
        f"{event_id}\n\nlaunched: 350 (300-350) (the whole event)\n  chosen: They"
    )
    assert "They said [350 drones]." in told
    assert "Title of wire; Wire; 2024-04-16; characters 10-20; said by the outlet itself" in told
    assert told.index("[350 drones]") < told.index("  low: ") < told.index("[300.0 drones]")


def test_offsets_lead_into_the_text(data: Dataset, event_id: str) -> None:
    texts = dict(zip(data.articles["outlet"], data.articles["text"], strict=True))
    frame = explain(data, event_id).to_frame()
    assert len(frame) == 4
    for voice in frame.itertuples():
        assert texts[voice.outlet][voice.start : voice.end] == voice.quote
        assert voice.sentence[voice.at :].startswith(voice.quote)


def test_all_cells_with_claims_are_explained_once(data: Dataset, event_id: str) -> None:
    cells = explain(data, event_id).cells
    assert {cell.field for cell in cells} == {"launched", "intercepted", "injuries_best"}
    assert all(cell.table == "events" for cell in cells), "the only row repeats its event"


def test_a_weapon_leaves_its_rows(data: Dataset, event_id: str) -> None:
    (cell,) = explain(data, event_id, "launched", weapon="drone").cells
    assert (cell.table, cell.about) == ("munitions", "drone")
    with pytest.raises(Unknown, match="Known: drone"):
        explain(data, event_id, weapon="missile")


def test_a_cell_without_claims_says_so(data: Dataset, event_id: str) -> None:
    told = str(explain(data, event_id, "country"))
    assert "country: Israel" in told
    assert "no claim stands behind this cell" in told
    assert "failed: -" in str(explain(data, event_id, "failed"))


def test_what_does_not_exist_is_refused(data: Dataset, event_id: str) -> None:
    with pytest.raises(Unknown, match=f"did you mean '{event_id}'"):
        explain(data, f"{NIGHT}00000000")
    with pytest.raises(Unknown, match="did you mean 'launched'"):
        explain(data, event_id, "launchd")


def test_html_of_an_explanation_runs_nothing(data: Dataset, event_id: str) -> None:
    shown = explain(data, event_id)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "<mark>350 drones</mark>" in shown


# Rates


def munitions(*rows: dict[str, Any]) -> pd.DataFrame:
    scopes = dict.fromkeys(["launcher", "interceptor", "place", "part_of"])
    counts = dict.fromkeys(["launched", "intercepted", "interception_rate"])
    frame = pd.DataFrame([scopes | counts | row for row in rows])
    return frame.astype(dict.fromkeys(counts, "float64"))


def test_rates_use_top_rows_with_both_counts_of_one_report() -> None:
    both = {"weapon_class": "drone", "launched": 10, "intercepted": 9, "interception_rate": 0.9}
    found = rates(
        munitions(
            both,
            {**both, "launched": 30, "intercepted": 11, "interception_rate": 11 / 30},
            {**both, "part_of": "a whole"},
            {**both, "interceptor": "united_states"},
            {**both, "intercepted": None, "interception_rate": None},
            {"weapon_class": "missile", "launched": 5},
        )
    )
    assert found.loc["drone"].tolist() == [3, 40, 20, 0.5, 1]
    assert found.loc["missile", ["n_rows", "n_without_counts"]].tolist() == [1, 1]
    assert found.loc["missile", ["launched", "rate"]].isna().all()


def test_rates_of_a_dataset(data: Dataset) -> None:
    assert rates(data.munitions).loc["drone", "rate"] == pytest.approx(340 / 350)
    assert rates(data.munitions, by="event_id_cnty")["n_rows"].tolist() == [1]
    with pytest.raises(Unknown, match="did you mean 'weapons'"):
        rates(data.munitions, by="weapon")
