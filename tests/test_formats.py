from __future__ import annotations

import csv as plain
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from examples import rows

from conflict_data.atomic import replacing, replacing_folder
from conflict_data.compilers import arrow
from conflict_data.errors import ConflictDataError, LoadError, Unknown
from conflict_data.formats import csv, parquet
from conflict_data.frames import ordered
from conflict_data.schema import schema

EVENTS = rows(
    "events",
    {"event_id_cnty": "ISR-20240413-00000002", "notes": "=1+1"},
    {"event_id_cnty": "ISR-20240413-00000001", "notes": 'A "b", c\nd', "tags": None},
    {"event_id_cnty": "ISR-20240412-00000003", "geo_precision": 4},
    {"event_id_cnty": "SEA-20240412-00000004", "country": None},
    {"event_id_cnty": "ISR-20240412-00000005", "geo_precision": None},
)
RELEASE = {name: EVENTS if name == "events" else rows(name) for name in schema().tables}


# Parquet


def test_parquet_reads_back_equal(tmp_path: Path) -> None:
    assert parquet.write(RELEASE, tmp_path) == []
    back = parquet.read(tmp_path)
    assert list(back) == list(schema().tables)
    for name, table in RELEASE.items():
        assert back[name].equals(ordered(table, name))
        assert back[name].schema.equals(arrow.schema(schema().table(name)), check_metadata=True)


def test_parquet_bytes_depend_on_the_rows_alone(tmp_path: Path) -> None:
    order = pa.array([3, 1, 4, 0, 2])
    chunked = pa.concat_tables([EVENTS.take(order).slice(0, 2), EVENTS.take(order).slice(2)])
    for folder, table in (("one", EVENTS), ("two", chunked)):
        parquet.write({"events": table}, tmp_path / folder)
    one, two = ((tmp_path / folder / "events.parquet").read_bytes() for folder in ("one", "two"))
    assert one == two


def test_parquet_is_zstd_and_explains_itself(tmp_path: Path) -> None:
    parquet.write({"events": EVENTS}, tmp_path)
    file = pq.ParquetFile(tmp_path / "events.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert b"conflict_data" in file.metadata.metadata
    assert b"of the named place" in file.schema_arrow.field("latitude").metadata[b"description"]


def test_parquet_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="holds no table; expected a release"):
        parquet.read(tmp_path)
    (tmp_path / "claims.parquet").write_text("text")
    with pytest.raises(LoadError, match=r"claims\.parquet.*expected a Parquet file"):
        parquet.read(tmp_path)
    with pytest.raises(Unknown, match="did you mean 'events'"):
        parquet.write({"event": EVENTS}, tmp_path)


# CSV


def written(folder: Path) -> list[dict[str, str]]:
    with (folder / csv.FILE).open(encoding="utf-8", newline="") as lines:
        return list(plain.DictReader(lines))


def test_csv_has_acleds_columns_in_order(tmp_path: Path) -> None:
    csv.write(RELEASE, tmp_path)
    one, two = written(tmp_path)
    assert tuple(one) == schema().table("events").names[:31]
    assert one["event_id_cnty"] < two["event_id_cnty"]
    assert (one["event_date"], one["latitude"], one["tags"]) == ("2024-04-13", "31.2083", "")
    assert one["notes"] == 'A "b", c\nd'


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_gives_spreadsheets_no_formula(tmp_path: Path, begin: str) -> None:
    csv.write({"events": rows("events", {"notes": f"{begin}cmd", "longitude": -3.5})}, tmp_path)
    (row,) = written(tmp_path)
    assert (row["notes"], row["longitude"]) == (f"'{begin}cmd", "-3.5")


def test_csv_tells_what_it_leaves_out(tmp_path: Path) -> None:
    left = csv.write(RELEASE, tmp_path)
    assert [problem.key for problem in left] == [
        "ISR-20240412-00000003", "ISR-20240412-00000005", "SEA-20240412-00000004",
    ]  # fmt: skip
    assert all("left out" in problem.message for problem in left)


def test_csv_needs_events(tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="unknown table 'events'"):
        csv.write({"claims": rows("claims")}, tmp_path)


# Whole or not at all


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def interrupted(target: AbstractContextManager[Path], name: str) -> None:
    with target as new:
        (new / name).write_text("half")
        raise OSError("disk full")


def test_a_file_is_replaced_only_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.txt"
    for text in ("first", "second"):
        with replacing(file) as new:
            new.write_text(text)
    with pytest.raises(OSError, match="disk full"):
        interrupted(replacing(file), "")
    assert (file.read_text(), names(file.parent)) == ("second", ["a.txt"])


def release(folder: Path, text: str) -> None:
    with replacing_folder(folder) as new:
        (new / "events.parquet").write_text(text)


def test_a_release_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    release(folder, "first")
    (folder / "leftover.csv").touch()
    release(folder, "second")
    assert (names(folder), names(tmp_path)) == (["events.parquet"], ["release"])
    with pytest.raises(OSError, match="disk full"):
        interrupted(replacing_folder(folder), "events.parquet")
    assert (folder / "events.parquet").read_text() == "second"
    assert names(tmp_path) == ["release"]


def test_a_folder_is_made_with_ordinary_rights(tmp_path: Path) -> None:
    release(tmp_path / "release", "")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "release").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    release(tmp_path, "first")
    assert names(tmp_path) == ["events.parquet"]


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_is_not_ours_is_refused_untouched(tmp_path: Path, is_folder: bool) -> None:
    target = tmp_path / "home"
    precious = target / "thesis.doc" if is_folder else target
    precious.parent.mkdir(exist_ok=True)
    precious.write_text("years of work")
    with pytest.raises(ConflictDataError, match="expected nothing, an empty folder or a release"):
        release(target, "")
    assert (precious.read_text(), names(tmp_path)) == ("years of work", ["home"])


CRASH = """
import os, pathlib, sys
from conflict_data.atomic import replacing_folder
moves = iter(range(9))
def move(self, target, replace=pathlib.Path.replace):
    return os._exit(9) if next(moves) == int(sys.argv[2]) else replace(self, target)
pathlib.Path.replace = move
with replacing_folder(pathlib.Path(sys.argv[1])) as new:
    (new / "events.parquet").write_text("second")
"""


@pytest.mark.parametrize("move", [0, 1])
def test_a_crash_loses_nothing(tmp_path: Path, move: int) -> None:
    folder = tmp_path / "release"
    release(folder, "first")
    crash = [sys.executable, "-c", CRASH, str(folder), str(move)]
    assert subprocess.run(crash, check=False).returncode == 9
    if move == 0:
        assert (folder / "events.parquet").read_text() == "first"
    with pytest.raises(OSError, match="disk full"):
        interrupted(replacing_folder(folder), "events.parquet")
    assert (folder / "events.parquet").read_text() == "first"
    release(folder, "third")
    assert (folder / "events.parquet").read_text() == "third"
