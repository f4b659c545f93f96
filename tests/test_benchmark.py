"""The benchmark is what its datasheet says, and the extractor reads it no worse than it did."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmark import reading, run

from conflict_data import articles, claims, matching
from conflict_data.schema import codes
from conflict_data.score import read_jsonl, score

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "benchmark"
DATASHEET = (FOLDER / "README.md").read_text("utf-8")
RECORDS = list(read_jsonl(FOLDER / "benchmark.jsonl"))
LABELS = [(record, label) for record in RECORDS for label in record["claims"]]
FLOOR = {
    "precision": 0.945,
    "recall": 0.925,
    "f1": 0.935,
    "full_f1": 0.915,
    "actors": 0.87,
    "country_code": 0.89,
    "interceptors": 0.94,
    "date": 0.955,
}
MOST_FALSE_CLAIMS = 8


def names(kind):
    rows = codes(kind).items()
    return {name for code, row in rows for name in (code, row["name"], *row["terms"].split("|"))}


def test_every_quote_is_in_its_field():
    assert not [
        (record["id"], label["quote"])
        for record, label in LABELS
        if label["quote"] not in (record[label["field"]] or "")
    ]


def test_texts_are_numbered_and_none_is_there_twice():
    assert [record["id"] for record in RECORDS] == [f"b{n:03}" for n in range(1, len(RECORDS) + 1)]
    assert len({record["text"] for record in RECORDS}) == len(RECORDS) >= 150


def test_labels_use_codes_that_exist():
    for record, label in LABELS:
        assert set(label) - {"optional"} == {*matching.LABEL, "field", "speaker"}, record["id"]
        assert set(label["weapons"]) <= matching.CLASSES, record["id"]
        assert label["weapons"] == sorted(label["weapons"]), record["id"]
        assert label["unit"] in ("count", "share"), record["id"]
        for field, kind in (("measure", "measures"), ("bound", "bounds"), ("status", "statuses")):
            assert label[field] in codes(kind), (record["id"], field)


def test_labels_name_actors_and_countries_that_exist():
    actors = {label["actor"] for _, label in LABELS}.union(
        *(one["interceptor"] for _, one in LABELS)
    )
    assert not actors - names("actors") - {None}
    assert not {label["target"] for _, label in LABELS} - names("countries") - {None}


@pytest.mark.parametrize(
    ("bound", "shape"),
    [
        ("exact", "equal"),
        ("about", "equal"),
        ("more_than", "low"),
        ("at_least", "low"),
        ("up_to", "high"),
        ("less_than", "high"),
        ("range", "both"),
        ("vague", "none"),
    ],
)
def test_a_bound_says_which_ends_there_are(bound, shape):
    found = [(one["low"], one["high"]) for _, one in LABELS if one["bound"] == bound]
    fits = {
        "equal": lambda low, high: low is not None and low == high,
        "low": lambda low, high: low is not None and high is None,
        "high": lambda low, high: low is None and high is not None,
        "both": lambda low, high: low < high,
        "none": lambda low, high: low is high is None,
    }[shape]
    assert found
    assert all(fits(low, high) for low, high in found)


def test_events_are_dated_before_their_text_and_texts_in_a_year_to_come():
    for record, label in LABELS:
        if label["date"]:
            assert date.fromisoformat(label["date"]) <= date.fromisoformat(record["date"])
    assert {record["date"][:4] for record in RECORDS if record["date"]} == {"2037"}


def test_the_datasheet_names_each_family_and_each_number():
    told = set(re.findall(r"^\| `(\w+)` \|", DATASHEET, flags=re.MULTILINE))
    assert told == {record["family"] for record in RECORDS}
    for kind, count in Counter(record["kind"] for record in RECORDS).items():
        assert re.search(rf"`{kind}`[^,`]* {count}\b", DATASHEET), kind
    counted = [label for _, label in LABELS if matching.is_counted(label)]
    required = [label for label in counted if not matching.is_optional(label)]
    assert f"{len(LABELS)} claims, {len(required)} of them required" in " ".join(DATASHEET.split())
    assert DATASHEET.startswith(f"# Munition counts in news texts: a benchmark\n\n{len(RECORDS)} ")


def test_a_quarter_of_the_texts_holds_nothing_to_count():
    blank = [one for one in RECORDS if not any(map(matching.is_counted, one["claims"]))]
    silent = [one for one in RECORDS if not one["claims"]]
    assert len(blank) >= len(RECORDS) / 4
    told = " ".join(DATASHEET.split())
    assert (
        f"No claim is to be found in {len(silent)} texts, and no *counted* one in {len(blank)}"
        in told
    )


@pytest.fixture(scope="module")
def summary():
    texts = [{key: one[key] for key in ("id", "title", "date", "text")} for one in RECORDS]
    found = (claim._asdict() for claim in claims.stream(articles.load(texts)))
    return score(RECORDS, found).summary()


@pytest.mark.parametrize("figure", FLOOR)
def test_the_extractor_is_no_worse_than_it_was(summary, figure):
    assert math.isfinite(summary[figure])
    assert summary[figure] >= FLOOR[figure]


def test_the_extractor_invents_no_more_than_it_did(summary):
    assert summary["false_claims_per_100_texts"] <= MOST_FALSE_CLAIMS


def test_dense_articles_are_of_one_length_and_all_different():
    texts = {run.dense_article(number).text for number in range(100)}
    assert len(texts) == 100
    assert {len(text.split()) for text in texts} == {run.DENSE_WORDS}


def test_peers_are_asked_for_counts_of_munitions_only():
    label = {**LABELS[0][1], "quote": "350 drones", "weapons": ["drone"], "low": 350, "high": 350}
    dead = {**label, "measure": "killed", "weapons": [], "quote": "two men", "low": 2}
    gold = [{"id": "a", "title": None, "date": None, "text": "-", "claims": [label, dead]}]
    right, wrong = run.Count("350", 350, ["drone"]), run.Count("350", 350, ["missile"])
    assert run.munitions(gold, lambda article: [right]) == (1, 1, 1)
    assert run.munitions(gold, lambda article: [right, wrong]) == (0.5, 1, 2 / 3)
    assert run.munitions(gold, lambda article: []) == (0, 0, 0)


@pytest.mark.parametrize("reader", reading.READERS.values(), ids=reading.READERS)
def test_both_readers_of_tables_check_what_they_read(tmp_path: Path, reader: Any) -> None:
    path = tmp_path / "acled.csv"
    reading.generate(path, 60)
    assert reader(path, tmp_path)
    text = path.read_text()
    path.write_text(text.replace("Rebel group-Civilians", "Rioters-Civilians", 1))
    assert not reader(path, tmp_path)


def test_the_growth_of_a_build_is_told():
    command = [sys.executable, "-m", "tests.benchmark.scale", "300"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split()[:2] == ["300", "claims"]
    assert "claims 300, articles" in run.stdout
