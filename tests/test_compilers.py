from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import jsonschema as validators
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from examples import rows, with_column

from conflict_data import frames
from conflict_data.compilers import arrow, codebook, frictionless, jsonschema, pandera
from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Claim
from conflict_data.schema import Table, schema

TABLES = list(schema().tables.values())
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


# Arrow


def test_types_in_arrow() -> None:
    form = arrow.schema(schema().table("claims"))
    found = [form.field(name).type for name in ("weapons", "start", "low", "date_start")]
    assert found == [pa.string(), pa.int64(), pa.float64(), pa.date32()]


@each_table
def test_meaning_travels_in_arrow(table: Table) -> None:
    form = arrow.schema(table)
    assert all(field.metadata[b"description"] for field in form)
    about = json.loads(form.metadata[b"conflict_data"])
    assert (about["schema_version"], about["table"]) == (schema().version, table.name)


# pandera


def test_a_trailing_line_break_is_no_id() -> None:
    table = schema().table("events")
    frame = frames.to_pandas(rows(table), "events")
    assert not pandera.failures(table, frame)
    frame["event_id_cnty"] += "\n"
    assert {failure.rule for failure in pandera.failures(table, frame)} == {"blank", "pattern"}


def test_a_double_key_is_told_once() -> None:
    table = schema().table("evidence")
    frame = frames.to_pandas(rows(table, {}, {}, {"role": "other"}), "evidence")
    assert pandera.failures(table, frame) == [("event_id_cnty", "unique", [0, 1])]


# Frictionless


def test_a_minimum_of_zero_is_said() -> None:
    fields = {f["name"]: f for f in frictionless.descriptor(schema().table("events"))["fields"]}
    assert fields["launched"]["constraints"]["minimum"] == 0
    assert fields["fatalities"]["unknown"] == 0
    assert fields["attackers"] | {"delimiter": "; ", "type": "list"} == fields["attackers"]
    assert "Battles" in fields["event_type"]["constraints"]["enum"]


def test_keys_and_rules_in_the_descriptor() -> None:
    found = frictionless.descriptor(schema().table("munitions"))
    own = {"fields": ["part_of"], "reference": {"resource": "", "fields": ["munition_id"]}}
    assert own in found["foreignKeys"]
    checks = {rule["name"]: rule["sql"] for rule in found["rules"]}
    assert checks["intercepted_within_launched"] == '("intercepted" <= "launched")'


@each_table
def test_descriptors_are_json(table: Table) -> None:
    for made in (frictionless.descriptor(table), jsonschema.schema(table)):
        assert json.loads(json.dumps(made, allow_nan=False)) == made


# JSON Schema


@each_table
def test_good_examples_keep_the_json_schema_and_bad_ones_break_it(table: Table) -> None:
    made = jsonschema.schema(table)
    validators.Draft202012Validator.check_schema(made)
    by_rules = {"year", "country"}
    for field in table.fields:
        check = validators.Draft202012Validator(made["properties"][field.name])
        good, bad = field.good, field.bad
        if field.type == "list":
            good, bad = ([part.strip() for part in text.split(";")] for text in (good, bad))
        assert check.is_valid(good), field.name
        assert check.is_valid(None) != field.required, field.name
        if field.name not in by_rules and bad != sorted(bad if isinstance(bad, list) else []):
            is_only_unsorted = isinstance(bad, list) and check.is_valid(sorted(bad))
            assert is_only_unsorted or not check.is_valid(bad), field.name


# The codebook


def test_the_codebook_is_what_the_schema_says_now() -> None:
    stands = codebook.path().read_text(encoding="utf-8") if codebook.path().is_file() else ""
    assert stands == codebook.render(), f"schemas/README.md is old: run `{codebook.COMMAND}`"


def test_every_row_of_the_codebook_has_its_cells() -> None:
    width = 0
    for line in codebook.render().splitlines():
        cells = line.replace("\\|", "").count("|")
        width = (width or cells) if line.startswith("|") else 0
        assert cells == width or not line.startswith("|"), line


def test_the_codebook_names_everything() -> None:
    text = codebook.render()
    for table in TABLES:
        assert f"### {table.name}\n" in text
        assert all(f"| `{field.name}` |" in text for field in table.fields)
        assert all(f"| `{rule.name}` |" in text for rule in table.rules)
    assert all(f"### codes: {name}\n" in text for name in schema().lists)


def test_generated_text_does_not_depend_on_the_hash_seed() -> None:
    command = (
        "from conflict_data.compilers import codebook, frictionless as f; "
        "from conflict_data.schema import schema as s; import hashlib; "
        "text = codebook.render() + repr([f.descriptor(t) for t in s().tables.values()]); "
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", command],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


# Frames

CLAIM = Claim(
    *("9b1de0aa54c3f012", "0f3c5a7be1d2c4a6", "a.txt", 4, 20, "forty-odd drones"),
    *("The forty-odd drones were stopped.", 0, "intercepted", ("missile", "drone"), "count"),
    *(40.0, None, "about", "actual", "strike", (), ("israel",), None, "ISR", None, None),
    *(date(2024, 4, 13), date(2024, 4, 14), "stated", None, None, None, None, None, None, None),
    *(None, None, None, "rules", "0.1.0+0"),
)


def test_claims_there_and_back() -> None:
    table = frames.from_records("claims", [CLAIM, CLAIM._replace(weapons=(), quote="é" * 3)])
    assert table.column("weapons").to_pylist() == ["drone; missile", None]
    back = frames.claims_from_table(table)
    assert back[0] == CLAIM._replace(weapons=("drone", "missile"))
    assert frames.from_records("claims", back).equals(table, check_metadata=True)
    assert frames.claims_from_table(frames.from_records("claims", [])) == []


@pytest.mark.parametrize("with_text", [True, False])
def test_articles_are_measured_and_not_shipped_unasked(with_text: bool) -> None:
    article = Article(
        "0f3c5a7be1d2c4a6", "k", "s", None, None, None, None, "en", "Zwölf 🚀 drones."
    )
    table = frames.from_articles([article], with_text=with_text)
    assert table.schema.equals(arrow.schema(schema().table("articles")), check_metadata=True)
    (row,) = table.to_pylist()
    assert row["n_characters"] == 15
    assert row["text"] == (article.text if with_text else None)


@each_table
def test_pandas_there_and_back(table: Table) -> None:
    first = rows(table).cast(arrow.schema(table))
    empty = frames.from_records(table.name, [])
    for full in (pa.concat_tables([first, empty]), empty):
        frame = frames.to_pandas(full, table.name)
        assert [str(kind) for kind in frame.dtypes] == [
            pandera.DTYPES[field.type] for field in table.fields
        ]
        assert frames.from_pandas(frame, table.name).equals(full, check_metadata=True)
        assert frames.from_pandas(frame[frame.columns[::-1]], table.name).equals(full)


@pytest.mark.parametrize(
    ("name", "cells", "complaint"),
    [
        ("event_date", pd.to_datetime(["2024-04-13 05:00"]), "event_date is timestamp"),
        ("event_date", ["2024-04-13"], "event_date is .*string, expected date"),
        ("year", [2024.5], "year is double, expected integer"),
        ("iso", ["376"], "iso is .*string, expected integer"),
        ("notes", [7], "notes is int64, expected string"),
        ("unheard_of", [7], "not in the schema: unheard_of"),
    ],
)
def test_nothing_is_cut_off_or_parsed(name: str, cells: object, complaint: str) -> None:
    frame = frames.to_pandas(rows("events"), "events").assign(**{name: cells})
    with pytest.raises(ConflictDataError, match=complaint):
        frames.from_pandas(frame, "events")


def test_frames_that_people_make_are_understood() -> None:
    frame = frames.to_pandas(rows("events", {}, {"iso": None}), "events").assign(
        event_date=[date(2024, 4, 13)] * 2,
        iso=[376.0, np.nan],
        country=pd.Categorical(["Israel"] * 2),
        tags=[None, None],
    )
    wanted = with_column(rows("events", {}, {"iso": None}), "tags", pa.nulls(2, pa.string()))
    assert frames.from_pandas(frame, "events").equals(wanted)


def test_a_mixture_is_kept_for_validation() -> None:
    found = frames.as_found(pd.DataFrame({"notes": ["a", 3, None], "mine": [1, 2, 3]}), "events")
    assert found.to_pydict() == {"notes": ["a", "3", None], "mine": [1, 2, 3]}
