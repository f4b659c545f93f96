"""The laws of the data, over whatever claims there are.

Imports that only go down are the business of test_floors, generated files of test_compilers.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from factory import articles, claim, day, undated

from conflict_data import dataset, plugins
from conflict_data.dataset import Dataset
from conflict_data.frames import split_cell
from conflict_data.records import Claim
from conflict_data.schema import codes, schema, split

HERE = Path(__file__).parent
SIDES: tuple[dict[str, Any], ...] = (
    {},
    {"actors": ("houthis", "iran")},
    {"actors": ("israel",), "target_actor": "iran", "country_code": "IRN"},
    {"actors": ("russia",), "target_actor": "ukraine", "country_code": "UKR"},
    {"actors": (), "target_actor": None, "country_code": "UKR"},
    {"actors": ("russia",), "target_actor": None, "country_code": None},
    {"actors": ("houthis",), "target_actor": None, "country_code": None, "place": "Red Sea"},
)
AMOUNTS: tuple[dict[str, Any], ...] = (
    {"value": 9},
    {"value": 40},
    {"value": 40, "bound": "about"},
    {"low": 12, "bound": "at_least"},
    {"high": 30, "bound": "up_to"},
    {"low": 10, "high": 20, "bound": "range"},
    {"bound": "vague"},
    {"value": 0},
)
PLACES = ({}, {}, {"place": "Kyiv", "place_role": "impact"},
          {"place": "Odesa", "place_role": "intercepted"})  # fmt: skip
SPEAKERS = (
    {},
    {"speaker": "the army", "speaker_actor": "israel", "speaker_kind": "military"},
    {"speaker": "Tehran", "speaker_actor": "iran", "speaker_kind": "official"},
    {"speaker": "a man", "speaker_kind": "witness"},
)
WEAPONS = (("drone",), ("missile",), ("drone", "missile"), ("shahed",), ("kinzhal",))
MEASURES = ("launched", "intercepted", "impacted", "suppressed", "killed", "injured", "damage")
OTHER_STATUSES = ("cumulative", "denied", "hypothetical", "test")


def nights() -> tuple[dict[str, Any], ...]:
    night = date(2024, 4, 13)
    later = {"date_start": night + timedelta(1), "date_end": night + timedelta(2)}
    week = {"date_start": night, "date_end": night + timedelta(6)}
    return {}, later, week, day(13), day(14), undated()


def made(source: random.Random, at: int) -> Claim:
    """A claim put together at random; ``at`` keeps it apart from others of its article."""
    measure, amount = source.choice(MEASURES), source.choice(AMOUNTS)
    fields = dict(source.choice(SIDES) | source.choice(PLACES) | source.choice(nights()))
    if measure in ("killed", "injured"):
        fields["victims"] = source.choice(("all", "civilian", "military", "child"))
    else:
        fields["weapons"] = source.choice(WEAPONS)
    if measure == "intercepted":
        fields["interceptors"] = source.choice(((), ("israel",), ("israel", "united_states")))
    if measure == "damage":
        amount, fields["unit"] = {}, "presence"
    fields |= {"status": source.choice(("actual", "actual", "actual", *OTHER_STATUSES))}
    outlet = source.choice("abc")
    return claim(outlet, measure=measure, sentence_start=60 * at, **amount, **fields,
                 **source.choice(SPEAKERS))  # fmt: skip


def some(seed: int, count: int) -> list[Claim]:
    source = random.Random(seed)
    return [made(source, at) for at in range(count)]


def built(claims: Sequence[Claim]) -> Dataset:
    return dataset.build(claims, articles(claims))


@cache
def many() -> Dataset:
    return built(some(7, 150))


def cells(frame: pd.DataFrame, field: str) -> list[Any]:
    return frame[field].dropna().tolist()


# 1. A quote stands where it is said to stand.


def test_quotes_stand_in_texts_and_in_sentences() -> None:
    texts = dict(zip(many().articles["article_id"], many().articles["text"], strict=True))
    for row in many().claims.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.quote
        assert row.sentence[row.start - row.sentence_start :].startswith(row.quote)


# 2. Every claimed cell has evidence, all evidence has a cell and a claim.


def test_claimed_cells_and_evidence_belong_together() -> None:
    data = many()
    proof = data.evidence.assign(
        key=data.evidence["munition_id"].fillna(data.evidence["event_id_cnty"])
    )
    shown = set(proof[["table", "key", "field"]].itertuples(index=False, name=None))
    there = set()
    for name in ("events", "munitions"):
        frame, spec = getattr(data, name), schema().table(name)
        there |= {(name, key, field) for key in frame[spec.key[0]] for field in spec.names}
        for field in (field.name for field in spec.fields if field.claimed):
            for key in frame.loc[frame[field].notna(), spec.key[0]]:
                assert (name, key, field) in shown, f"nothing stands behind {field} of {key}"
    assert shown <= there
    assert set(data.evidence["claim_id"]) <= set(data.claims["claim_id"])


# 3. The same claims give the same bytes.


def fingerprint(data: Dataset) -> str:
    with tempfile.TemporaryDirectory() as folder:
        data.write(Path(folder) / "release", with_text=True)
        files = sorted((Path(folder) / "release").iterdir())
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def test_the_order_of_claims_and_articles_means_nothing() -> None:
    claims = some(3, 120)
    texts, expected = articles(claims), fingerprint(built(claims))
    for seed in range(3):
        random.Random(seed).shuffle(claims)
        random.Random(seed).shuffle(texts)
        again = dataset.build([*claims, *claims[:9]], texts)
        assert fingerprint(again) == expected
        assert list(again.problems) == list(built(claims).problems)


def test_the_hash_seed_means_nothing() -> None:
    code = "import test_laws as t; print(t.fingerprint(t.built(t.some(5, 60))))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0].stdout == runs[1].stdout == f"{fingerprint(built(some(5, 60)))}\n"


# 4. Codes are in their lists; the words in the lists prove themselves.


@pytest.mark.parametrize("name", schema().tables)
def test_codes_in_the_data_are_in_their_lists(name: str) -> None:
    for field in schema().table(name).fields:
        for cell in cells(getattr(many(), name), field.name) if field.codes else ():
            parts = split_cell(cell) if field.type == "list" else (cell,)
            assert set(parts) <= set(codes(field.codes)), field.name


def test_cues_prove_themselves_and_no_word_is_a_cue_for_two_types() -> None:
    words = [word for row in codes("cues").values() for word in split(row["terms"])]
    assert len(words) == len(set(words))
    for row in codes("cues").values():
        assert any(re.search(rf"\b{word}", row["example"]) for word in split(row["terms"]))


def test_every_kind_of_place_has_a_precision() -> None:
    kinds = {row["kind"] for row in codes("places").values()}
    assert kinds <= set(codes("place_kinds"))
    assert {row["geo_precision"] for row in codes("place_kinds").values()} == {"1", "2", "3"}


# 7. What is written losslessly is read back equal.


@pytest.mark.parametrize("name", plugins.names("formats"))
def test_lossless_formats_bring_everything_back(name: str, tmp_path: Path) -> None:
    form = plugins.load("formats", name)
    if form.LOSSLESS:
        tables = many().tables()
        form.write(tables, tmp_path)
        again = form.read(tmp_path)
        assert all(again[table].equals(rows) for table, rows in tables.items())


# 8. Only what happened in one night makes events.


@pytest.mark.parametrize("status", OTHER_STATUSES)
def test_what_did_not_happen_in_one_attack_makes_no_event(status: str) -> None:
    data = built([claim(value=500, status=status)])
    assert data.events.empty
    assert not data.problems
    beside = built([claim(value=5), claim(value=500, status=status, sentence_start=60)])
    assert beside.events["launched"].tolist() == [5]


def test_only_actual_claims_of_one_night_stand_behind_events() -> None:
    data = many()
    used = data.claims[data.claims["claim_id"].isin(data.evidence["claim_id"])]
    assert set(used["status"]) == {"actual"}
    assert ((used["date_end"] - used["date_start"]).dropna() <= pd.Timedelta(days=1)).all()
    assert (
        (data.events["event_date_end"] - data.events["event_date"]) <= pd.Timedelta(days=1)
    ).all()


def test_every_claim_of_something_real_is_in_an_event_or_reported() -> None:
    claims = [one._replace(status="actual", mode="strike") for one in some(11, 100)]
    data = built(claims)
    level = data.events["n_claims"].sum()
    unplaced = [p for p in data.problems if "rival" not in p.message and "row" not in p.message]
    assert level + len(unplaced) == len(claims)


# 9. Unknown is null, never 0.


def test_nothing_said_is_nothing_written() -> None:
    data = built([claim(bound="vague"), claim(measure="killed", quote="people", sentence_start=60)])
    for name in ("events", "munitions"):
        claimed = [field.name for field in schema().table(name).fields if field.claimed]
        assert getattr(data, name)[claimed].isna().all(axis=None)
    zero = [field.name for field in schema().table("events").fields if field.unknown == 0]
    assert data.events[zero].eq(0).all(axis=None)


def test_a_stated_zero_is_not_unknown() -> None:
    event = built([claim(value=0, measure="killed"), claim(value=5, sentence_start=60)]).events
    assert event[["fatalities_low", "fatalities_best", "fatalities_high"]].eq(0).all(axis=None)


# All of them at once, over claims that nobody planned.


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_built_is_valid(seed: int) -> None:
    data = built(some(seed, 1 + 40 * (seed % 4)))
    impossible = {"intercepted_within_launched"}  # one report may really contradict itself
    assert {problem.rule for problem in dataset.validate(data).problems} <= impossible
    events = data.events
    figures = {field: events[field] for field in ("launched", "intercepted", "impacted")}
    tolls = {field: events[f"{field}_best"] for field in ("fatalities", "injuries")}
    for field, best in {**figures, **tolls}.items():
        assert not (best < events[f"{field}_low"]).any(), field
        assert not (best > events[f"{field}_high"]).any(), field
