"""ACLED in every layout: the same events come out, and none is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import acled_layouts
import pandas as pd
import pytest
import tables
from acled_layouts import LAYOUTS, SAME, rows, swapped, to_2016, to_2019
from tables import cells, write

import conflict_data as cd
from conflict_data import cli, frames, imports
from conflict_data.schema import codes, schemas_dir
from conflict_data.sources import Reading, load_mapping


def read(path: Path) -> tuple[pd.DataFrame, Reading]:
    (reading,) = imports.readings([path])
    table = imports.collect([reading])["events"]
    return frames.to_pandas(table, "events"), reading


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_events(tmp_path: Path, name: str) -> None:
    layout, make = LAYOUTS[name]
    events, reading = read(make(tmp_path))
    expected, _ = read(write(tmp_path / "plain.csv", rows()))
    pd.testing.assert_frame_equal(events[list(SAME)], expected[list(SAME)])
    assert events["attackers"].tolist() == expected["attackers"].tolist()
    assert (reading.layout.name, len(events)) == (layout, len(rows()))
    assert reading.rows_in == reading.rows_out + reading.rows_reported
    assert reading.rows_out == len(rows())
    assert {rule for _, rule in reading.tally.counts} <= {"other_side"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_makes_a_valid_release_and_comes_back(
    tmp_path: Path, name: str, capsys: Any
) -> None:
    path = LAYOUTS[name][1](tmp_path)
    out = str(tmp_path / "release")
    assert cli.main(["read", str(path), "--out", out]) == int(name == "monadic")
    (told,) = json.loads(capsys.readouterr().out.splitlines()[-1])["files"]
    assert told["rows_in"] == told["rows_out"] + told["rows_reported"]
    assert cli.main(["validate", out]) == 0
    assert cli.main(["convert", out, "--to", "acled", "--out", str(tmp_path / "back")]) == 0
    if path.suffix == ".csv":
        assert cells(tmp_path / "back" / "acled.csv") == cells(path)


# -- the monadic export


def test_two_sides_are_one_event_wherever_they_stand(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("conflict_data.sources._text.BLOCK", 1 << 12)
    attack = {"event_type": "Violence against civilians", "sub_event_type": "Attack"}
    told = tables.acled(*[attack] * 40)
    path = write(tmp_path / "a.csv", [*map(swapped, told), *told])
    events, reading = read(path)
    assert (reading.rows_in, reading.rows_out, reading.rows_reported) == (80, 40, 40)
    assert dict(reading.tally.counts) == {("event_id_cnty", "other_side"): 40}
    # Those who attack civilians come first, whichever side was read first.
    assert set(events["actor1"]) == {"Military Forces of Iran (1989-)"}
    assert set(events["attackers"]) == {"iran"}


def test_an_id_that_stands_for_something_else_is_no_other_side(tmp_path: Path) -> None:
    first, *_ = rows()
    other = {**swapped(first), "actor1": "Rioters (Israel)"}
    _, reading = read(write(tmp_path / "a.csv", [first, other, first]))
    assert dict(reading.tally.counts) == {("event_id_cnty", "repeated_id"): 2}
    assert [one.key.rpartition(" ")[2] for one in reading.tally.problems] == ["3", "4"]


# -- older types, ids and words


def test_older_event_types_get_todays_names_or_are_reported(tmp_path: Path) -> None:
    mapping = load_mapping(schemas_dir() / "mappings" / "acled.toml")
    old = [*mapping.maps["event_types"], "Riots/Protests"]
    made = [{**to_2019(rows()[0]), "event_id_cnty": f"ISR{n}", "event_type": name}
            for n, name in enumerate(old)]  # fmt: skip
    path = write(tmp_path / "a.csv", made, acled_layouts.TO_2019)
    events, reading = read(path)
    types = dict(zip(old, events.sort_values("source_row")["event_type"], strict=True))
    assert types.pop("Riots/Protests") is None or pd.isna(types.get("Riots/Protests"))
    assert types["Remote violence"] == "Explosions/Remote violence"
    assert set(types.values()) == {row["event_type"] for row in codes("event_types").values()}
    assert dict(reading.tally.counts) == {("event_type", "unmapped"): 1}
    assert cd.validate(cd.read(path)).ok


def test_the_crosswalk_names_only_what_exists() -> None:
    maps = load_mapping(schemas_dir() / "mappings" / "acled.toml").maps
    known = codes("event_types")
    types = {row["event_type"] for row in known.values()}
    assert set(maps["event_types"].values()) == types
    assert {name for name in maps["sub_event_types"].values() if name} <= set(known)
    assert set(maps["inter"].values()) <= set(codes("inter"))
    assert set(maps["regions"].values()) <= set(codes("regions"))
    # Each older type is known as a type, also where it names no sub-event type.
    assert set(maps["event_types"]) - types <= {*maps["sub_event_types"], *known}


def test_ids_of_2016_have_the_number_first(tmp_path: Path) -> None:
    row = {**to_2016(rows()[0]), "event_id_cnty": "1416RTA", "country": "Algeria"}
    path = write(tmp_path / "a.csv", [row], acled_layouts.TO_2016)
    data = cd.read(path)
    (event,) = data.events.to_dict("records")
    assert (event["event_id_cnty"], event["country_code"]) == ("1416RTA", "DZA")
    assert cd.validate(data).ok


@pytest.mark.parametrize(
    ("column", "cell", "field", "expected"),
    [
        ("inter1", "Communal militias", "inter1", "Identity militia"),
        ("inter1", "8.0", "inter1", "External/Other forces"),
        ("inter1", "EXTERNAL/OTHER FORCES", "inter1", "External/Other forces"),
        (
            "interaction",
            "State forces \u2013 Rebel group",
            "interaction",
            "State forces-Rebel group",
        ),
        ("region", "South-Eastern Asia", "region", "Southeast Asia"),
        ("region", "7", "region", "South Asia"),
        ("country", "\u00a0Israel\u00a0", "country", "Israel"),
        ("disorder_type", "Demostrations", "disorder_type", "Demonstrations"),
        ("civilian_targeting", "Civilians targeted", "civilian_targeting", "Civilian targeting"),
        ("fatalities", "2.0", "fatalities", 2),
        ("event_date", "03\u00a0December 2020", "event_date", pd.Timestamp("2020-12-03")),
    ],
)
def test_words_of_other_years_mean_the_same(
    tmp_path: Path, column: str, cell: str, field: str, expected: object
) -> None:
    events, reading = read(write(tmp_path / "a.csv", tables.acled({column: cell})))
    assert events[field].tolist() == [expected]
    assert not reading.tally.counts


def test_what_has_no_place_in_todays_words_is_reported_and_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", tables.acled({"inter1": "9", "region": "Atlantis"}))
    data = cd.read(path)
    assert {(one.field, one.rule) for one in data.problems} == {
        ("inter1", "unmapped"), ("region", "unmapped"),
    }  # fmt: skip
    assert data.events["region"].tolist() == ["Middle East"], "it follows from the country"
    assert data.sources["a.csv"]["region"].to_pylist() == ["Atlantis"]


# -- days


@pytest.mark.parametrize(
    "cell", ["2024-04-13T00:00:00", "2024-04-13T00:00:00.000Z", "2024/04/13", "13 Apr 2024"]
)
def test_days_as_other_programs_write_them(tmp_path: Path, cell: str) -> None:
    events, reading = read(write(tmp_path / "a.csv", tables.acled({"event_date": cell})))
    assert events["event_date"].tolist() == [pd.Timestamp("2024-04-13")]
    assert not reading.tally.counts


def test_a_year_that_is_not_that_of_the_day_is_told(tmp_path: Path) -> None:
    data = cd.read(write(tmp_path / "a.csv", tables.acled({"year": "2023"}, {"year": ""})))
    assert data.events.sort_values("source_row")["year"].tolist() == [2023, 2024]
    assert [one.rule for one in cd.validate(data).problems] == ["year_of_date"]


# -- columns that somebody left out

PAIR = "External/Other forces-Civilians"


@pytest.mark.parametrize(
    ("without", "inter2", "interaction"),
    [
        (["actor2", "assoc_actor_2", "inter2"], "Civilians", PAIR),
        (["inter2"], "Civilians", PAIR),
        (["inter2", "interaction"], None, None),
        (["actor2", "assoc_actor_2", "inter2", "interaction"], None, None),
        (["interaction"], "Civilians", PAIR),
        (["inter1", "inter2"], None, PAIR),
    ],
)
def test_a_column_that_is_missing_does_not_say_that_nobody_opposes(
    tmp_path: Path, without: list[str], inter2: str | None, interaction: str | None
) -> None:
    kept = [name for name in tables.ACLED if name not in without]
    data = cd.read(write(tmp_path / "a.csv", tables.acled({}), kept))
    (event,) = data.events.astype(object).where(data.events.notna(), None).to_dict("records")
    assert (event["inter2"], event["interaction"]) == (inter2, interaction)
    assert cd.validate(data).ok


def test_an_unknown_kind_of_opponent_is_an_opponent(tmp_path: Path) -> None:
    row = {"inter2": "Martians", "interaction": "External/Other forces-Martians"}
    data = cd.read(write(tmp_path / "a.csv", tables.acled(row)))
    assert data.events["interaction"].isna().all()
    assert len(data.problems) == 2


# -- what a person sees


def test_read_prints_the_first_events_only(tmp_path: Path, capsys: Any) -> None:
    made = tables.acled(*({"fatalities": f"no {n}"} for n in range(120)))
    path = write(tmp_path / "a.csv", made)
    assert cli.main(["read", str(path)]) == 1
    shown = capsys.readouterr()
    assert "events 120," in shown.out
    assert "... and 100 more" in shown.out
    assert len(shown.out.splitlines()) < 30
    assert "fatalities unmapped: 120 problems" in shown.err
    assert len(shown.err.splitlines()) < 10
    *_, last = cd.read(path).problems
    assert last.message.startswith("20 more of the same")
