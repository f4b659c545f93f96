"""Known tables: recognised by their header, mapped, and given back as they were."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import tables
from tables import ACLED, GED, cells, write

import conflict_data as cd
from conflict_data import cli, imports, sources
from conflict_data.errors import ConflictDataError, LoadError, SchemaError
from conflict_data.formats import acled
from conflict_data.schema import read_toml, schemas_dir
from conflict_data.sources import Reading

MAPPINGS = sorted((schemas_dir() / "mappings").glob("*.toml"))
AWKWARD = tables.acled(
    {}, {"notes": 'a "b", c\nd', "tags": "crowd size=no report"},
    {"latitude": "31.20", "admin1": "NA"},
    {"actor2": "", "inter2": "", "interaction": "External/Other forces only"},
    {"notes": "=1+1", "inter1": "8"},
)  # fmt: skip


def reading(path: Path, **options: Any) -> Reading:
    return sources.read(path, **options)


def counts(one: Reading) -> tuple[int, int, int]:
    return one.rows_in, one.rows_out, one.rows_reported


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


# Every mapping


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_a_mapping_says_whose_data_they_are(path: Path) -> None:
    mapping = sources.load_mapping(path)
    for word in ("title", "publisher", "licence", "citation", "url"):
        assert getattr(mapping, word), word
    assert mapping.redistribution or mapping.because, "a refusal has a reason"
    assert {"event_id_cnty", "event_date", "level"} <= set(mapping.fields)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("titel = 'A'", "titel"),
        ("[fields]\nevent_dat = 'x'\n[[layout]]\nname = 'a'", "event_dat"),
        ("[fields]\nyear = {from = 'x', map = 'no'}\n[[layout]]\nname = 'a'", "no"),
        ("[fields]\nyear = 3", "expected a column"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(tmp_path: Path, text: str, what: str) -> None:
    head = 'title="a"\npublisher="a"\nlicence="a"\ncitation="a"\nredistribution=true\n'
    path = tmp_path / "my.toml"
    path.write_text(head + text)
    with pytest.raises(SchemaError, match=rf"my\.toml.*{what}"):
        sources.load_mapping(path)


# Layouts and dresses of files


def packed(folder: Path, kind: str) -> Path:
    plain = write(folder / "acled.csv", AWKWARD)
    if kind == "gz":
        path = folder / "acled.csv.gz"
        path.write_bytes(gzip.compress(plain.read_bytes()))
    elif kind == "zip":
        path = folder / "acled.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(plain, "inside/acled.csv")
    elif kind == "json":
        path = folder / "acled.json"
        path.write_text(json.dumps({"success": True, "count": len(AWKWARD), "data": AWKWARD}))
    else:
        path = folder / "acled.parquet"
        pd.DataFrame(AWKWARD).to_parquet(path)
    return path


@pytest.mark.parametrize("kind", ["gz", "zip", "json", "parquet"])
def test_packing_changes_nothing(tmp_path: Path, kind: str) -> None:
    data = cd.read(packed(tmp_path, kind))
    plain = cd.read(tmp_path / "acled.csv")
    same = [name for name in plain.events if name != "source_file"]
    pd.testing.assert_frame_equal(data.events[same], plain.events[same])


DRESSES: dict[str, dict[str, Any]] = {
    "bom": {"encoding": "utf-8-sig"},
    "crlf": {"lineterminator": "\r\n"},
    "tab": {"delimiter": "\t"},
    "semicolon": {"delimiter": ";"},
    "upper case": {"head": [name.upper() for name in ACLED]},
    "blanks": {"head": [f" {name.replace('_', ' ')} " for name in ACLED]},
    "latin": {"encoding": "latin-1"},
}


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
def test_the_dress_of_a_file_means_nothing(tmp_path: Path, dress: dict[str, Any]) -> None:
    rows = tables.acled({}, {"location": "Mérida"}, {"notes": "two\nlines"})
    plain = cd.read(write(tmp_path / "plain.csv", rows)).events
    other = cd.read(write(tmp_path / "other.csv", rows, **dict(dress))).events
    same = [name for name in plain if name != "source_file"]
    pd.testing.assert_frame_equal(other[same], plain[same])


def test_a_leading_index_column_is_kept_and_means_nothing(tmp_path: Path) -> None:
    rows = [{"": str(at), **row} for at, row in enumerate(AWKWARD)]
    data = cd.read(write(tmp_path / "a.csv", rows, ("", *ACLED)))
    assert len(data.events) == len(rows)
    assert data.sources["a.csv"].column("").to_pylist() == ["0", "1", "2", "3", "4"]


def test_a_subset_of_columns_is_enough(tmp_path: Path) -> None:
    few = [name for name in ACLED if not name.startswith(("actor2", "inter", "lat", "lon"))]
    data = cd.read(write(tmp_path / "a.csv", AWKWARD, few))
    assert cd.validate(data).ok
    assert data.events["actor2"].isna().all()
    assert data.events["actor1"].notna().all()


def test_what_no_mapping_knows_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [{"x": "1", "y": "2"}], ("x", "y"))
    with pytest.raises(LoadError, match=r"a\.csv: is no table that is known .*acled.*--mapping"):
        cd.read(path)
    with pytest.raises(LoadError, match="does not exist"):
        cd.read(tmp_path / "b.csv")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("conflict_data.sources._unpacking.ALWAYS", 1 << 16)
    path = write(tmp_path / "bomb.csv", tables.acled({}) * 9000)
    packed = tmp_path / "bomb.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    with pytest.raises(LoadError, match="unpacks to more than"):
        list(reading(packed))


# What is mapped


def test_an_event_is_filled_as_far_as_acled_says_it(tmp_path: Path) -> None:
    data = cd.read(write(tmp_path / "a.csv", AWKWARD), version="2026-01", accessed=date(2026, 1, 2))
    first, last = data.events.iloc[0], data.events.iloc[4]
    assert cd.validate(data).ok
    assert (first["coding"], first["type_basis"], first["level"]) == (
        "imported",
        "imported",
        "place",
    )
    assert (first["attackers"], first["country_code"]) == ("iran", "ISR")
    assert (first["source_dataset"], first["source_row_id"], first["source_row"]) == (
        "acled",
        "ISR1",
        1,
    )
    assert (first["source_version"], first["event_date_end"]) == ("2026-01", first["event_date"])
    assert last["inter1"] == "External/Other forces"
    assert data.events["launched"].isna().all()


def test_ucdp_keeps_its_range_and_gets_no_type_it_does_not_have(tmp_path: Path) -> None:
    rows = tables.ged({}, {"where_prec": "6"}, {"date_prec": "5"})
    data = cd.read(write(tmp_path / "GEDEvent_v26_1.csv", rows, GED))
    assert cd.validate(data).ok
    assert not data.problems
    assert data.events["event_id_cnty"].tolist() == ["ucdp_ged:1", "ucdp_ged:2", "ucdp_ged:3"]
    one, country, vague = (data.events.iloc[at] for at in range(3))
    assert [one[f"fatalities{part}"] for part in ("", "_low", "_best", "_high")] == [3, 2, 3, 5]
    assert (one["source_version"], one["country_code"]) == ("26.1", "UKR")
    assert pd.isna(one["event_type"])
    assert country["geo_precision"] == 4
    assert pd.isna(country["latitude"])
    assert pd.isna(vague["time_precision"])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["03 December 2020", "01-January-2015", "9-May-20", "2016-07-02"],
         ["2020-12-03", "2015-01-01", "2020-05-09", "2016-07-02"]),
        (["31-12-19", "01-02-19"], ["2019-12-31", "2019-02-01"]),
        (["02/13/2024", "03/04/2024"], ["2024-02-13", "2024-03-04"]),
        (["13/02/2024", "03/04/2024"], ["2024-02-13", "2024-04-03"]),
    ],
)  # fmt: skip
def test_dates_are_read_by_what_the_whole_column_says(
    tmp_path: Path, cells: list[str], expected: list[str]
) -> None:
    path = write(tmp_path / "a.csv", tables.acled(*({"event_date": cell} for cell in cells)))
    events = cd.read(path).events.sort_values("source_row")
    assert [f"{day:%Y-%m-%d}" for day in events["event_date"]] == expected


def test_a_date_that_may_be_either_is_reported(tmp_path: Path) -> None:
    data = cd.read(write(tmp_path / "a.csv", tables.acled({"event_date": "03/04/2024"})))
    assert [problem.rule for problem in data.problems] == ["ambiguous_date"]
    assert "a.csv" in data.problems[0].key


# What is not


def test_rows_without_a_place_are_counted_and_told_with_their_line(tmp_path: Path) -> None:
    rows = tables.acled(
        {"notes": "two\nlines"}, {"event_date": "31 Foo"}, {"event_id_cnty": "ISR1"},
        {"sub_event_type": "Airstrike", "event_type": "Riots/Protests"}, {"fatalities": "many"},
    )  # fmt: skip
    one = reading(write(tmp_path / "a.csv", rows))
    pieces = list(one)
    assert counts(one) == (5, 3, 2)
    assert sum(piece.tables["events"].num_rows for piece in pieces) == 3
    assert sum(piece.rows.num_rows for piece in pieces) == 5
    told = {(p.field, p.rule): p.key.partition(", ")[2] for p in one.tally.problems}
    assert told == {
        ("event_date", "unmapped"): "line 4", ("event_id_cnty", "repeated_id"): "line 5",
        ("event_type", "unmapped"): "line 6", ("sub_event_type", "unmapped"): "line 6",
        ("fatalities", "unmapped"): "line 7",
    }  # fmt: skip


def test_ragged_rows_are_counted_and_numbered(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", tables.acled({}, {}, {}))
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], "x,y", *lines[2:], "1,2,3"]) + "\n")
    one = reading(path)
    rows = [number for piece in one for number in piece.tables["events"]["source_row"].to_pylist()]
    assert (rows, counts(one)) == ([1, 3, 4], (5, 3, 2))
    assert [p.key.partition(", ")[2] for p in one.tally.problems] == ["line 3", "line 6"]


def test_ids_do_not_repeat_over_files(tmp_path: Path) -> None:
    files = [write(tmp_path / name, tables.acled({}, {})) for name in ("a.csv", "b.csv")]
    outcome = imports.write(imports.readings(files), tmp_path / "release")
    assert [counts(one) for one in outcome.readings] == [(2, 2, 0), (2, 0, 2)]
    assert len(cd.read(tmp_path / "release").events) == 2


# A release, and back


def test_streamed_and_in_memory_are_the_same(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("conflict_data.sources._text.BLOCK", 2000)
    rows = tables.acled(*({"notes": f"Note {at}\nmore. " * 9} for at in range(60)))
    path = write(tmp_path / "a.csv", rows)
    assert len(list(reading(path))) > 5
    imports.write(imports.readings([path]), tmp_path / "release")
    streamed, whole = cd.read(tmp_path / "release"), cd.read(path)
    key = "event_id_cnty"
    pd.testing.assert_frame_equal(
        streamed.events.sort_values(key, ignore_index=True),
        whole.events.sort_values(key, ignore_index=True),
    )
    assert streamed.sources["a.csv"].equals(whole.sources["a.csv"], check_metadata=True)


def test_acled_comes_back_as_it_was(tmp_path: Path, capsys: Any) -> None:
    path = write(tmp_path / "a.csv", AWKWARD[::-1])
    assert run("read", path, "--out", tmp_path / "release", "--accessed", "2026-01-02") == 0
    told = capsys.readouterr().out.splitlines()
    assert json.loads(told[-1]) == {
        "files": [{"file": str(path), "source": "acled", "layout": "current", "rows_in": 5,
                   "rows_out": 5, "rows_reported": 0}]
    }  # fmt: skip
    assert len(told) == 1
    assert run("validate", tmp_path / "release") == 0
    assert run("convert", tmp_path / "release", "--to", "acled", "--out", tmp_path / "out") == 0
    assert cells(tmp_path / "out" / "acled.csv") == cells(path)
    readme = (tmp_path / "release" / "README.md").read_text()
    assert "Accessed: 2026-01-02" in readme
    assert "Raleigh" in readme


def test_a_dataset_in_memory_writes_the_same_release(tmp_path: Path) -> None:
    data = cd.read(write(tmp_path / "a.csv", AWKWARD))
    data.write(tmp_path / "release")
    again = cd.read(tmp_path / "release")
    assert again.sources["a.csv"].equals(data.sources["a.csv"], check_metadata=True)
    assert run("convert", tmp_path / "release", "--to", "acled", "--out", tmp_path / "out") == 0
    assert cells(tmp_path / "out" / "acled.csv") == cells(tmp_path / "a.csv")


def test_public_is_refused_where_a_licence_forbids_it(tmp_path: Path, capsys: Any) -> None:
    ours = write(tmp_path / "a.csv", AWKWARD)
    free = write(tmp_path / "g.csv", tables.ged({}), GED)
    for path in (ours, free):
        assert run("read", path, "--out", tmp_path / path.stem) == 0
    words = ("--to", "csv", "--out", tmp_path / "out", "--public")
    assert run("convert", tmp_path / "g", *words) == 0
    assert run("convert", tmp_path / "a", *words) == 2
    assert "ACLED's terms let nobody else" in capsys.readouterr().err


def test_the_format_acled_needs_rows_of_acled(tmp_path: Path) -> None:
    imports.write(
        imports.readings([write(tmp_path / "g.csv", tables.ged({}), GED)]), tmp_path / "r"
    )
    with pytest.raises(ConflictDataError, match="expected rows that were read from ACLED"):
        cd_convert(tmp_path / "r", tmp_path / "out")


def cd_convert(folder: Path, out: Path) -> None:
    from conflict_data import release

    acled.write(release.read(folder), out)


# A table of one's own

OWN = """
title = "My list"
publisher = "I"
licence = "CC0"
citation = "I (2026)"
redistribution = true
key = "nr"
dates = ["%d.%m.%Y"]
[[layout]]
name = "mine"
has = ["nr", "day"]
[fields]
event_id_cnty = {from = "nr", template = "mine:{}", required = true}
event_date = {from = "day", required = true}
level = {value = "place"}
launched = "drones"
country_code = {from = "land", map = "land"}
[maps.land]
"Ukrajina" = "UKR"
"""


def test_a_table_of_ones_own_needs_only_a_mapping(tmp_path: Path, capsys: Any) -> None:
    mapping = tmp_path / "mine.toml"
    mapping.write_text(OWN)
    rows = [{"nr": "1", "day": "05.06.2024", "drones": "41", "land": "Ukrajina"}]
    path = write(tmp_path / "my.csv", rows, tuple(rows[0]))
    data = cd.read(path, mapping=mapping)
    (event,) = data.events.to_dict("records")
    assert (event["event_id_cnty"], event["launched"], event["region"]) == (
        "mine:1",
        41.0,
        "Europe",
    )
    assert cd.validate(data).ok
    assert run("read", path, "--mapping", mapping) == 0
    assert "2024-06-05" in capsys.readouterr().out


def test_coded_rows_still_need_what_imported_ones_may_lack(tmp_path: Path) -> None:
    data = cd.read(write(tmp_path / "g.csv", tables.ged({}), GED))
    data.events["coding"] = pd.Series(["reviewed"], dtype="str")
    rules = {(problem.field, problem.rule) for problem in cd.validate(data).problems}
    assert {("event_type", "required"), ("inter1", "required")} <= rules


def test_the_list_of_mappings_is_the_folder() -> None:
    assert list(sources.known_mappings()) == [path.stem for path in MAPPINGS]
    assert all(read_toml(path)["licence"] for path in MAPPINGS)


def test_rows_repeat_also_where_a_mapping_names_no_key(tmp_path: Path) -> None:
    mapping = tmp_path / "mine.toml"
    mapping.write_text(OWN.replace('key = "nr"\n', ""))
    rows = [{"nr": "1", "day": "05.06.2024"}] * 2
    data = cd.read(write(tmp_path / "my.csv", rows, tuple(rows[0])), mapping=mapping)
    assert len(data.events) == 1
    assert [problem.rule for problem in data.problems] == ["repeated_id"]
