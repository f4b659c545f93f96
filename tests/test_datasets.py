"""Every dataset but ACLED: its layouts, its crosswalks, and what of it is not read."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import tables
from tables import GDELT, GDELT_1, GED, GTD, MISSILES, MISSILES_2025, PITF, write, write_plain

import conflict_data as cd
from conflict_data import cli, imports, sources
from conflict_data.errors import LoadError
from conflict_data.schema import codes, schemas_dir
from conflict_data.sources import _models, known_mappings

Change = Mapping[str, str]
SHAHED = "decoy_drone; shahed"


def read(path: Path, **options: Any) -> cd.Dataset:
    """Read a file whose rows must come out right by the schema's rules."""
    data = cd.read(path, **options)
    assert cd.validate(data).ok, cd.validate(data).problems
    return data


def told(data: cd.Dataset) -> set[tuple[str, str, str]]:
    return {(p.field, p.rule, p.key.partition(", ")[2]) for p in data.problems}


def cell(data: cd.Dataset, column: str) -> list[Any]:
    """A column of the events in the order of the file, None where it is empty."""
    cells = data.events.sort_values("source_row")[column].astype("object")
    return cells.where(cells.notna(), None).tolist()


# All of them

SAMPLES: dict[str, Callable[[Path], Path]] = {
    "ucdp_ged": lambda folder: write(
        folder / "GEDEvent_v26_1.csv", tables.ged({}, {"date_start": "x"}, {"id": "1"}, {}), GED
    ),
    "missile_attacks_ukraine": lambda folder: write(
        folder / "missiles.csv", tables.missiles({"launched": "9"}, {"time_start": "x"}, {}),
        MISSILES,
    ),
    "gdelt": lambda folder: write_plain(
        folder / "20240414.export.CSV", tables.gdelt({}, {"SQLDATE": "x"}, {}), GDELT
    ),
    "gtd": lambda folder: write(folder / "gtd.csv", tables.gtd({}, {"imonth": "13"}, {}), GTD),
    "pitf": lambda folder: write(
        folder / "pitf.csv", tables.pitf({}, {"Start Year": ""}, {}), PITF
    ),
}  # fmt: skip


def test_every_dataset_has_a_sample() -> None:
    assert set(SAMPLES) == set(known_mappings()) - {"acled"}


@pytest.mark.parametrize("name", SAMPLES)
def test_rows_come_out_or_are_told(tmp_path: Path, name: str) -> None:
    path = SAMPLES[name](tmp_path)
    one = sources.read(path)
    pieces = list(one)
    assert one.mapping.name == name
    assert (
        one.rows_in
        == sum(piece.rows.num_rows for piece in pieces)
        == one.rows_out + one.rows_reported
    )
    assert one.rows_reported == sum(
        count for (field, _), count in one.tally.counts.items() if field
    )
    assert all("line " in problem.key for problem in one.tally.problems if problem.field)


@pytest.mark.parametrize("name", SAMPLES)
def test_streamed_and_in_memory_are_the_same(tmp_path: Path, name: str) -> None:
    path = SAMPLES[name](tmp_path)
    outcome = imports.write(imports.readings([path]), tmp_path / "release")
    streamed, whole = cd.read(tmp_path / "release"), cd.read(path)
    assert outcome.report.ok
    for table, key in (("events", "event_id_cnty"), ("munitions", "munition_id")):
        one, other = (
            getattr(data, table).sort_values(key, ignore_index=True) for data in (streamed, whole)
        )
        pd.testing.assert_frame_equal(one, other)
    assert streamed.sources[path.name].equals(whole.sources[path.name], check_metadata=True)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (tables.ged({"date_start": ""}), GED), (tables.missiles({"time_start": ""}), MISSILES),
        (tables.gtd({"imonth": "14"}), GTD), (tables.pitf({"Start Year": "x"}), PITF),
    ],
    ids=["ged", "missiles", "gtd", "pitf"],
)  # fmt: skip
def test_a_file_may_have_no_row_that_is_read(
    tmp_path: Path, rows: list[dict[str, str]], columns: tuple[str, ...]
) -> None:
    for count, some in enumerate(([], rows)):
        data = read(write(tmp_path / "a.csv", some, columns))
        assert (len(data.events), len(data.problems)) == (0, count)


# A table of one's own


def test_the_example_of_a_mapping_of_ones_own_works(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    text = (schemas_dir() / "mappings" / "README.md").read_text("utf-8")
    blocks = dict(re.findall(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    monkeypatch.chdir(tmp_path)
    for name, block in blocks.items():
        if name.endswith((".csv", ".toml")):
            Path(name.split()[1]).write_text(block, encoding="utf-8")
    command, _, _ = blocks["bash"].strip().partition(" ||")
    assert cli.main(command.split()[1:]) == 1
    out, err = capsys.readouterr()
    assert out == blocks["json"]
    assert "line 5" in err
    assert "'soon'" in err
    data = cd.read("strikes.csv", mapping="strikes.toml")
    assert cell(data, "attackers") == ["russia", "russia", None]
    assert cell(data, "geo_precision") == [1, 4, 1]
    assert cell(data, "intercepted") == [39, None, 5]
    assert cell(data, "country_code") == ["UKR", "UKR", "RUS"]
    assert cd.validate(data).ok


# UCDP GED


def test_candidate_files_need_no_header(tmp_path: Path) -> None:
    path = write(tmp_path / "GEDEvent_v24_0_1.csv", tables.ged({}, {"best": "0"}), GED)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))
    data = read(path)
    assert not data.problems
    assert cell(data, "fatalities_best") == [3, 0]
    assert cell(data, "source_version") == ["24.0.1"] * 2
    assert data.sources[path.name].column_names[1:] == list(GED)


def test_ged_19_1_has_other_columns_in_another_order(tmp_path: Path) -> None:
    gone = ("relid", "code_status", "where_description", "conflict_dset_id", "dyad_dset_id",
            "side_a_dset_id", "side_b_dset_id")  # fmt: skip
    kept = [name for name in GED if name not in (*gone, "best", "high", "low")]
    path = write(tmp_path / "ged191.csv", tables.ged({}), [*kept, "low", "best", "high"])
    assert len(kept) + 3 == 42
    (event,) = read(path).events.to_dict("records")
    assert [event[f"fatalities_{end}"] for end in ("low", "best", "high")] == [2, 3, 5]


@pytest.mark.parametrize("reverse", [False, True])
def test_later_releases_win_whatever_the_order_of_the_files(
    tmp_path: Path, capsys: Any, reverse: bool
) -> None:
    releases = {"GEDEvent_v26_0_1.csv": ("1", "2"), "GEDEvent_v26_0_3.csv": ("2", "3"),
                "GEDEvent_v25_0_12.csv": ("1", "4"), "GEDEvent_v27_1.csv": ("3", "5")}  # fmt: skip
    files = [
        write(tmp_path / name, tables.ged(*({"id": one, "side_b": name} for one in ids)), GED)
        for name, ids in releases.items()
    ]
    readings = imports.readings(files[::-1] if reverse else files)
    outcome = imports.write(readings, tmp_path / "release")
    events = cd.read(tmp_path / "release").events
    assert dict(zip(events["source_row_id"], events["source_version"], strict=True)) == {
        "1": "26.0.1", "2": "26.0.3", "3": "27.1", "4": "25.0.12", "5": "27.1",
    }  # fmt: skip
    counts = {one.name: (one.rows_in, one.rows_out, one.rows_reported) for one in outcome.readings}
    assert counts == {
        "GEDEvent_v26_0_1.csv": (2, 1, 1), "GEDEvent_v26_0_3.csv": (2, 1, 1),
        "GEDEvent_v25_0_12.csv": (2, 1, 1), "GEDEvent_v27_1.csv": (2, 2, 0),
    }  # fmt: skip
    (old,) = next(one for one in readings if "v25" in one.name).tally.problems
    assert (old.rule, old.value, old.key.partition(", ")[2]) == ("superseded", "1", "line 2")
    assert [one.path for one in outcome.readings] == [one.path for one in readings]


def test_pages_of_the_api_are_read(tmp_path: Path) -> None:
    numbers = {"id": 7, "type_of_violence": 1, "where_prec": 1, "date_prec": 1, "best": 3,
               "high": 5, "low": 2, "latitude": 49.98, "longitude": 36.25}  # fmt: skip
    row = {**tables.ged({})[0], **numbers, "date_start": "2024-05-01T00:00:00", "gwnoa": None}
    page = tmp_path / "ucdp-00000.json"
    page.write_text(json.dumps({"TotalCount": 1, "NextPageUrl": "", "Result": [row]}))
    (event,) = read(page, version="25.1").events.to_dict("records")
    assert (event["event_id_cnty"], event["fatalities"], event["source_version"]) == (
        "ucdp_ged:7", 3, "25.1",
    )  # fmt: skip


def test_only_one_sided_violence_has_an_attacker(tmp_path: Path) -> None:
    sides = ["Government of Russia (Soviet Union)", "Government of Yemen (North Yemen)",
             "Hezbollah", "Gunmen of no list"]  # fmt: skip
    rows = [{"type_of_violence": "3", "side_a": side, "side_b": "Civilians"} for side in sides]
    data = read(write(tmp_path / "g.csv", tables.ged({"side_a": sides[0]}, *rows), GED))
    assert not data.problems
    assert cell(data, "attackers") == [None, "russia", "yemen", "hezbollah", None]
    assert cell(data, "civilian_targeting") == [None, *["Civilian targeting"] * 4]


def test_the_precisions_of_ged(tmp_path: Path) -> None:
    places = [{"where_prec": str(at)} for at in range(1, 8)]
    dates = [{"date_prec": str(at)} for at in range(1, 6)]
    data = read(write(tmp_path / "g.csv", tables.ged(*places, *dates, {"where_prec": "9"}), GED))
    assert cell(data, "geo_precision")[:7] == [1, 2, 3, 3, 3, 4, 3]
    assert cell(data, "time_precision")[7:12] == [1, 2, 2, 3, None]
    assert told(data) == {("geo_precision", "unmapped", "line 14")}


# Missile attacks on Ukraine

NIGHT: tuple[Change, ...] = (
    {"launched": "810.0", "destroyed": "747.0", "not_reach_goal": "0.0",
     "destroyed_details": "{'south': 61, 'east': NaN}"},
    {"model": "Iskander-M/KN-23", "launched": "4.0", "destroyed": "0.0"},
    {"model": "Iskander-K", "launched": "9.0", "destroyed": "4.0", "time_end": "2025-09-07 9:30 "},
)  # fmt: skip
SOUTH = {"time_start": "2025-09-07", "time_end": "2025-09-07", "source": "PvKPivden/posts/b"}


def attack(folder: Path, *changes: Change) -> cd.Dataset:
    return cd.read(write(folder / "missiles.csv", tables.missiles(*changes), MISSILES))


def munitions(data: cd.Dataset) -> pd.DataFrame:
    """Munitions by weapons and place."""
    frame = data.munitions.astype("object").where(data.munitions.notna(), None)
    return frame.set_index(["weapons", "place"])


def test_a_report_is_one_salvo_with_its_munitions(tmp_path: Path) -> None:
    data = attack(tmp_path, *NIGHT)
    assert cd.validate(data).ok
    (event,) = data.events.to_dict("records")
    assert (event["launched"], event["intercepted"]) == (823.0, 751.0)
    assert event["interception_rate"] == pytest.approx(751 / 823)
    assert (f"{event['event_date']:%m-%d}", f"{event['event_date_end']:%m-%d}") == (
        "09-06",
        "09-07",
    )
    assert (event["night_of"], event["level"], event["location"]) == (
        event["event_date"], "salvo", "Ukraine",
    )  # fmt: skip
    assert (event["attackers"], event["defenders"], event["country_code"]) == (
        "russia", "ukraine", "UKR",
    )  # fmt: skip
    found = munitions(data)
    columns = ["launched", "intercepted", "suppressed", "source_rows"]
    assert found.loc[(SHAHED, None), columns].tolist() == [810.0, 747.0, None, "1"]
    assert found.loc[("iskander; kn_23", None), ["weapon_class", "intercepted"]].tolist() == [
        "ballistic_missile", 0.0,
    ]  # fmt: skip


def test_regions_are_parts_and_never_counted_twice(tmp_path: Path) -> None:
    data = attack(
        tmp_path, *NIGHT,
        {**SOUTH, "model": "Unknown UAV", "target": "south", "launched": "82", "destroyed": "82"},
        {**SOUTH, "model": "X-59", "target": "Odesa oblast", "launched": "2", "destroyed": "2"},
    )  # fmt: skip
    assert cd.validate(data).ok
    found = munitions(data)
    whole = found.loc[(SHAHED, None), "munition_id"]
    assert found.loc[("drone", "south"), "part_of"] == whole
    assert found.loc[(SHAHED, "south"), ["part_of", "intercepted"]].tolist() == [whole, 61.0]
    assert (SHAHED, "east") not in found.index, "some, not counted"
    salvos = data.events[data.events["level"] == "salvo"]
    tops = data.munitions[data.munitions["part_of"].isna() & data.munitions["place"].isna()]
    assert salvos["launched"].sum() == tops["launched"].sum() == 823
    (alone,) = data.events[data.events["level"] == "place"].to_dict("records")
    assert (alone["location"], alone["launched"]) == ("Odesa oblast", 2.0)
    assert cd.rates(data.munitions)["launched"].sum() == 823


def test_a_figure_leads_back_to_the_rows_it_comes_from(tmp_path: Path) -> None:
    data = attack(tmp_path, *NIGHT, {"source": "kpszsu/posts/z", "launched": "3"})
    event_id = data.events.loc[data.events["launched"] == 823, "event_id_cnty"].item()
    found = cd.explain(data, event_id, "launched", weapon="iskander_k")
    assert [row.partition(":")[0] for row in found.rows] == [
        f"missiles.csv, row {number}" for number in (1, 2, 3)
    ]  # fmt: skip
    assert "model = Iskander-K; launch_place = 3; target = Ukraine; launched = 9.0" in str(found)
    assert "row 3" in str(found._repr_html_())


def test_two_downloads_of_the_table_are_not_mixed(tmp_path: Path) -> None:
    old, new = tables.missiles(*NIGHT), tables.missiles(*NIGHT, {"model": "X-22"})
    files = [
        write(tmp_path / name, rows, MISSILES) for name, rows in (("a.csv", old), ("b.csv", new))
    ]
    with pytest.raises(LoadError, match=r"b\.csv: tells more of events .* read the newest"):
        imports.write(imports.readings(files), tmp_path / "release")
    assert not (tmp_path / "release").exists()
    same = imports.readings([files[0], files[0]])
    imports.write(same, tmp_path / "release")
    assert [one.rows_reported for one in same] == [0, 3]


def test_rows_in_any_order_make_the_same_events(tmp_path: Path) -> None:
    changes = [*NIGHT, {**SOUTH, "model": "Unknown UAV", "target": "south", "launched": "82"}]
    rows = tables.missiles(*changes)
    one = cd.read(write(tmp_path / "a.csv", rows, MISSILES))
    random.Random(1).shuffle(rows)
    other = cd.read(write(tmp_path / "b.csv", rows, MISSILES))
    for name in ("event_id_cnty", "launched", "intercepted"):
        assert one.events[name].tolist() == other.events[name].tolist()
    same = ["munition_id", "part_of", "launched", "intercepted"]
    pd.testing.assert_frame_equal(one.munitions[same], other.munitions[same])


def test_what_is_of_an_unknown_model_was_launched_all_the_same(tmp_path: Path) -> None:
    data = attack(
        tmp_path, *NIGHT, {"model": "Foo-9", "launched": "900", "destroyed": "2"},
        {"model": "", "launched": "1"}, {"model": "X-22 and Foo", "launched": "2"},
        {**SOUTH, "model": "Foo-9", "target": "south", "launched": "3"},
        {**SOUTH, "model": "Shahed-136/131", "target": "Kherson", "launched": "5"},
    )  # fmt: skip
    assert cd.validate(data).ok
    found = munitions(data)
    row = found.loc[("projectile", None)]
    assert row[["weapon_class", "launched", "intercepted"]].tolist()[:2] == ["projectile", 901.0]
    assert found.loc[("kh_22; projectile", None), "launched"] == 2.0
    assert found.loc[("projectile", "south"), "part_of"] == row["munition_id"]
    assert found.loc[(SHAHED, "Kherson"), "part_of"] == found.loc[(SHAHED, None), "munition_id"]
    assert data.events["launched"].sum() == 823 + 903
    told = [problem for problem in data.problems if problem.rule == "unknown_weapon"]
    assert [problem.value for problem in told] == ["Foo-9", "", "X-22 and Foo", "Foo-9"]
    assert "is counted as of unsaid kind (projectile), sources/ keeps it" in told[0].message


def test_several_launch_places_are_one_row_of_munitions(tmp_path: Path) -> None:
    same = {"model": "Iskander-M", "destroyed": "1"}
    data = attack(tmp_path, {**same, "launched": "3"}, {**same, "launched": ""})
    (row,) = data.munitions.to_dict("records")
    assert pd.isna(row["launched"])
    assert (row["launched_low"], row["intercepted"], row["source_rows"]) == (3.0, 2.0, "1; 2")
    assert pd.isna(row["interception_rate"])


def test_what_is_withheld_is_a_lower_bound_and_enters_no_rate(tmp_path: Path) -> None:
    rows = tables.missiles({"launched": "5", "destroyed": "4", "status_data": "hidden"})
    data = read(write(tmp_path / "m.csv", rows, (*MISSILES, "status_data")))
    (row,) = data.munitions.to_dict("records")
    assert pd.isna(row["launched"])
    assert pd.isna(row["launched_high"])
    assert (row["launched_low"], row["intercepted"]) == (5.0, 4.0)
    assert cd.rates(data.munitions)["n_without_counts"].tolist() == [1]


def test_the_break_of_august_2025_is_told_on_the_rows(tmp_path: Path) -> None:
    july = {
        "time_start": "2025-07-08 20:00",
        "time_end": "2025-07-09 08:30",
        "source": "kpszsu/posts/c",
    }
    data = attack(
        tmp_path,
        {**july, "launched": "728", "destroyed": "296", "not_reach_goal": "415"},
        {"launched": "810", "destroyed": "747", "not_reach_goal": "0"},
        {**july, "model": "X-59", "launched": "3", "destroyed": "1", "not_reach_goal": "0"},
    )  # fmt: skip
    assert cd.validate(data).ok
    found = munitions(data).reset_index()
    shown = {(row.launched, row.suppressed, row.intercepted_basis) for row in found.itertuples()}
    assert shown == {
        (728.0, 415.0, "shot_down"), (810.0, None, "shot_down_or_suppressed"),
        (3.0, 0.0, "shot_down"),
    }  # fmt: skip
    rates = cd.rates(data.munitions[data.munitions["weapons"] == SHAHED], by="intercepted_basis")
    assert rates["rate"].round(3).tolist() == [0.407, 0.922]


def test_shaheds_among_the_drones_are_a_part(tmp_path: Path) -> None:
    data = attack(tmp_path, {"launched": "810", "is_shahed": "400.0"})
    found = munitions(data)
    part, whole = found.loc[("shahed", None)], found.loc[(SHAHED, None)]
    assert (part["launched"], part["part_of"]) == (400.0, whole["munition_id"])
    assert data.events["launched"].tolist() == [810.0]


def test_models_of_a_bundle_are_parts_of_it(tmp_path: Path) -> None:
    cell = "{'X-101/X-555': 77, 'Kalibr': 28, 'X-59/X-69': NaN}"
    bundle = {"model": "X-101/X-555 and Kalibr and X-59/X-69", "launched": "115", "destroyed": "99"}
    data = attack(
        tmp_path, {**bundle, "launched_details": cell}, {"launched_details": "{'Foo': 1}"}
    )
    found = munitions(data)
    whole = found.loc[("kalibr; kh_101; kh_59; kh_69", None)]
    assert (whole["launched"], whole["weapon_class"]) == (115.0, "cruise_missile")
    parts = data.munitions[data.munitions["part_of"] == whole["munition_id"]]
    assert dict(zip(parts["weapons"], parts["launched"], strict=True)) == {
        "kalibr": 28.0, "kh_101": 77.0,
    }  # fmt: skip
    assert told(data) == {("launched_details", "unmapped", "line 3")}


def test_a_report_that_stops_more_than_flew_is_told(tmp_path: Path) -> None:
    data = attack(tmp_path, {"launched": "16", "destroyed": "15", "not_reach_goal": "11"})
    assert [problem.rule for problem in cd.validate(data).problems] == ["stopped_within_launched"]


def test_cells_that_say_nothing_are_told_with_their_line(tmp_path: Path) -> None:
    data = attack(
        tmp_path, {"model": "Blorp"}, {"launched": "many"}, {"destroyed_details": "{'a': f()}"},
        {"time_start": "", "model": "X-22"},
    )  # fmt: skip
    assert told(data) == {
        ("weapons", "unknown_weapon", "line 2"), ("launched", "unmapped", "line 3"),
        ("destroyed_details", "unmapped", "line 4"), ("event_date", "unmapped", "line 5"),
    }  # fmt: skip
    assert sorted(data.munitions["source_rows"]) == ["1", "2; 3"]


@pytest.mark.parametrize(
    ("columns", "layout"),
    [
        ((*MISSILES_2025, "cross_border_belarus", "back_russia"), "2025-04"),
        (MISSILES, "2026-06"), ((*MISSILES, "status_data"), "2026-09"),
        (("time_start", "time_end", "model", "launched", "destroyed", "source"), "some columns"),
    ],
)  # fmt: skip
def test_layouts_of_the_missile_table(
    tmp_path: Path, columns: tuple[str, ...], layout: str
) -> None:
    path = write(tmp_path / "m.csv", tables.missiles(*NIGHT), columns)
    assert sources.read(path).layout.name == layout
    assert read(path).events["launched"].tolist() == [823.0]


@pytest.mark.parametrize(
    ("model", "weapons"),
    [
        ("X-101/X-555 and Kalibr and Iskander-M/KN-23", ("iskander", "kalibr", "kh_101", "kn_23")),
        ("Shahed-136/131 and decoys", ("decoy_drone", "shahed")), ("Kh-101/555", ("kh_101",)),
        ("C-400 and Iskander-M", ("iskander", "s_400")), ("Х-59", ("kh_59",)),
        ("Intercontinental ballistic missile", ("ballistic_missile",)), ("Orlan-10", ("orlan",)),
        ("3M22 Zircon", ("zircon",)), ("Молнія", ("molniya",)), ("Banderol", ("banderol",)),
        ("Kalibr and", None), ("", None),
    ],
)  # fmt: skip
def test_models_and_bundles_of_models(model: str, weapons: tuple[str, ...] | None) -> None:
    assert _models.weapons(model) == weapons


def test_every_model_is_a_weapon_in_the_list() -> None:
    models = known_mappings()["missile_attacks_ukraine"].maps["models"]
    found = {code for value in models.values() for code in value.split("; ")}
    assert found <= set(codes("weapons"))


@pytest.mark.parametrize(
    "cell",
    ["{'a': __import__('os')}", "{'a': 1e999}", "{'a': True}", "{1: 2}", "['a']", "{", "nan",
     "{'a': 1" + ", 'b': 2" * 2000 + "}", "(" * 500 + ")" * 500, "{'a': -1}", "{['a']: 1}"],
)  # fmt: skip
def test_a_cell_is_parsed_and_never_run(cell: str) -> None:
    assert _models.counts(cell) is None


# GDELT


def test_the_columns_of_gdelt_stand_where_its_codebook_has_them() -> None:
    layouts = {layout.name: layout.columns for layout in known_mappings()["gdelt"].layouts}
    lower = tuple(name.lower() for name in GDELT)
    assert (len(GDELT), len(GDELT_1)) == (61, 58)
    assert (GDELT[26], GDELT[53], GDELT[60]) == ("EventCode", "ActionGeo_CountryCode", "SOURCEURL")
    assert layouts["2.0, 61 columns"] == lower
    assert layouts["1.0, 58 columns"] == tuple(name.lower() for name in GDELT_1)
    assert layouts["1.0, 57 columns"] == layouts["1.0, 58 columns"][:-1]


@pytest.mark.parametrize("columns", [GDELT, GDELT_1, GDELT_1[:-1]], ids=len)
def test_gdelt_has_no_header_and_no_quotes(tmp_path: Path, columns: tuple[str, ...]) -> None:
    rows = tables.gdelt({"Actor1Name": '"OPEN'}, {"ActionGeo_FullName": 'A "B", C"'}, {})
    data = read(write_plain(tmp_path / "20240414.export.CSV", rows, columns))
    assert not data.problems
    assert cell(data, "actor1") == ['"OPEN', "IRAN", "IRAN"]
    assert cell(data, "location")[1] == 'A "B", C"'
    assert cell(data, "country_code") == ["ISR"] * 3


def test_what_cameo_tells_of_the_means(tmp_path: Path) -> None:
    found = ["195", "1952", "194", "1831", "145", "141", "190", "010", "18"]
    path = write_plain(
        tmp_path / "g.csv", tables.gdelt(*({"EventCode": code} for code in found)), GDELT
    )
    data = read(path)
    assert not data.problems
    assert cell(data, "sub_event_type") == [
        "Air/drone strike", "Air/drone strike", "Shelling/artillery/missile attack",
        "Suicide bomb", None, None, None, None, None,
    ]  # fmt: skip
    assert cell(data, "event_type") == [
        *["Explosions/Remote violence"] * 4, "Riots", "Protests", None, None, None,
    ]  # fmt: skip


def test_a_centroid_of_gdelt_is_no_point(tmp_path: Path) -> None:
    changes = [{"ActionGeo_Type": str(at)} for at in range(6)]
    odd = {"ActionGeo_CountryCode": "ZZ"}
    data = read(write_plain(tmp_path / "g.csv", tables.gdelt(*changes, odd), GDELT))
    assert cell(data, "geo_precision") == [None, 4, 3, 1, 1, 3, 1]
    assert cell(data, "latitude")[1] is None
    assert told(data) == {("country_code", "unmapped", "line 7")}


def test_fips_is_not_iso() -> None:
    fips = known_mappings()["gdelt"].maps["fips"]
    assert (fips["IS"], fips["UP"], fips["GM"], fips["CH"], fips["IZ"]) == (
        "ISR", "UKR", "DEU", "CHN", "IRQ",
    )  # fmt: skip
    assert set(fips.values()) <= {"", *codes("countries")}


# GTD


def test_unknown_days_of_gtd_are_windows(tmp_path: Path) -> None:
    rows = tables.gtd({}, {"iday": "0"}, {"imonth": "0", "iday": "0"}, {"extended": "1"})
    data = read(write(tmp_path / "gtd.csv", rows, GTD))
    days = [None if one is None else f"{one:%Y-%m-%d}" for one in cell(data, "event_date_end")]
    assert days == ["2014-05-03", "2014-05-31", "2014-12-31", None]
    assert [f"{one:%m-%d}" for one in cell(data, "event_date")] == [
        "05-03",
        "05-01",
        "01-01",
        "05-03",
    ]
    assert cell(data, "time_precision") == [1, 3, None, 1]


def test_attacks_of_gtd(tmp_path: Path) -> None:
    rows = tables.gtd(
        {}, {"suicide": "1"}, {"weapsubtype1": "15"}, {"weapsubtype1": "16"}, {"success": "0"},
        {"attacktype1": "6"}, {"attacktype1": "2"},
    )  # fmt: skip
    data = read(write(tmp_path / "gtd.csv", rows, GTD))
    assert not data.problems
    assert cell(data, "sub_event_type") == [
        "Shelling/artillery/missile attack", "Suicide bomb", "Remote explosive/landmine/IED", None,
        None, "Abduction/forced disappearance", None,
    ]  # fmt: skip
    assert cell(data, "event_type")[3:5] == ["Explosions/Remote violence", None]


def test_groups_places_and_tolls_of_gtd(tmp_path: Path) -> None:
    rows = tables.gtd(
        {}, {"guncertain1": "1.0"}, {"gname": "Unknown", "vicinity": "1"},
        {"specificity": "5", "country_txt": "Soviet Union"}, {"nkill": "2.5", "city": "Mérida"},
    )  # fmt: skip
    data = read(write(tmp_path / "gtd.csv", rows, GTD, encoding="latin-1"))
    assert cell(data, "attackers") == ["hamas", None, None, "hamas", "hamas"]
    assert cell(data, "actor1")[2] is None
    assert cell(data, "geo_precision") == [1, 1, 2, 4, 1]
    assert (cell(data, "latitude")[3], cell(data, "country_code")[3]) == (None, None)
    assert cell(data, "fatalities_best") == [2, 2, 2, 2, None]
    assert cell(data, "injuries_best") == [None] * 5
    assert cell(data, "location")[4] == "Mérida"
    assert ("fatalities", "unmapped", "line 6") in told(data)


def test_gtd_is_in_latin_letters_though_its_beginning_does_not_show_it(tmp_path: Path) -> None:
    rows = tables.gtd(*[{"summary": "x" * 500}] * 300, {"city": "Peñíscola"})
    data = read(write(tmp_path / "gtd.csv", rows, GTD, encoding="latin-1"))
    assert cell(data, "location")[-1] == "Peñíscola"
    assert not data.problems


# PITF


def headings(path: Path) -> Path:
    """Put the two lines of headings above the header that PITF's files have."""
    width = path.read_text().splitlines()[0].count(",")
    path.write_text(f"Event Type and Reporting{',' * width}\nx{',' * width}\n" + path.read_text())
    return path


REPEATED = [name.removeprefix("LAT_").removeprefix("LONG_") for name in PITF]


@pytest.mark.parametrize(
    ("head", "layout"),
    [
        (PITF, "as published"), (REPEATED, "columns repeated"),
        ([name.replace(" ", ".") for name in PITF], "from R"),
    ],
)  # fmt: skip
def test_layouts_of_pitf(tmp_path: Path, head: list[str], layout: str) -> None:
    rows = tables.pitf({}, {"Start Day": "", "Country": "GZS", "Deaths Number": "dozens"})
    path = headings(write(tmp_path / "pitf.world.20130101-20140228.csv", rows, PITF, head=head))
    assert sources.read(path).layout.name == layout
    data = read(path)
    assert cell(data, "latitude") == [34.725] * 2
    assert cell(data, "longitude") == [-36.7] * 2
    assert cell(data, "country_code") == ["SYR", "PSE"]
    assert cell(data, "time_precision") == [1, 3]
    assert [f"{one:%m-%d}" for one in cell(data, "event_date_end")] == ["05-03", "05-31"]
    assert ("fatalities", "unmapped", "line 5") in told(data)
