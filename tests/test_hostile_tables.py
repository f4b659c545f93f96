"""Spoilt and hostile tables: a clear error of ours, or a loss that is counted and told."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
import tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables import SOURCES, write

import conflict_data as cd
from conflict_data import imports, sources
from conflict_data.errors import LoadError
from conflict_data.sources import Reading

MADE = 6
SUFFIXES = [".csv", ".tsv", ".json", ".jsonl", ".xlsx", ".parquet", ".zip", ".csv.gz", ".json.gz"]
EXAMPLES = int(os.environ.get("CONFLICT_DATA_EXAMPLES", "60"))


class Source(NamedTuple):
    """A known table, and the names of columns with text, a figure, a coordinate and a date."""

    make: Callable[..., list[dict[str, str]]]
    columns: tuple[str, ...]
    text: str
    figure: str
    coordinate: str
    date: str


@pytest.fixture(params=SOURCES)
def source(request: Any) -> Source:
    make, columns, named = SOURCES[request.param]
    return Source(make, tuple(columns), *named)


def lines_of(source: Source, *changes: dict[str, str]) -> list[str]:
    """The lines of a file: its header, and a record on each line."""
    rows = source.make(*(changes or [{}] * MADE))
    text = io.StringIO()
    writer = csv.DictWriter(text, source.columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().splitlines(keepends=True)


def put(path: Path, raw: bytes | str | list[str]) -> Path:
    raw = "".join(raw) if isinstance(raw, list) else raw
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


def read(path: Path, raw: bytes | str | list[str]) -> Reading:
    return collect(path, raw)[0]


def collect(path: Path, raw: bytes | str | list[str]) -> tuple[Reading, dict[str, pa.Table]]:
    """Write a file and read it; every row of it is accounted for."""
    one = sources.read(put(path, raw))
    found = imports.collect([one])
    ragged = one.tally.counts["", "ragged"]
    assert one.rows_in == found[f"sources/{path.name}"].num_rows + ragged
    assert one.rows_out == found["events"].num_rows
    return one, found


def told(one: Reading) -> list[tuple[str, str]]:
    """What was told: rules, and where."""
    return [(problem.rule, problem.key.partition(", ")[2]) for problem in one.tally.problems]


def refused(path: Path, raw: bytes | str | list[str], match: str) -> None:
    with pytest.raises(LoadError, match=match) as caught:
        imports.write(imports.readings([put(path, raw)]), path.parent / "release")
    assert str(path) in str(caught.value)
    assert not (path.parent / "release").exists(), "nothing is half-written"


# -- cut off


def test_a_row_that_is_cut_is_told(source: Source, tmp_path: Path) -> None:
    whole = "".join(lines_of(source))
    one = read(tmp_path / "a.csv", whole[: -len(whole) // MADE // 2])
    assert (one.rows_in, one.rows_out) == (MADE, MADE - 1)
    assert told(one) == [("unfinished", ""), ("ragged", f"line {MADE + 1}")]


def test_a_cut_within_the_last_cell_cannot_be_seen_and_is_told(
    source: Source, tmp_path: Path
) -> None:
    one = read(tmp_path / "a.csv", "".join(lines_of(source))[:-1])
    assert (one.rows_out, told(one)) == (MADE, [("unfinished", "")])
    assert not one.tally.has_faults, "many a sound file ends without a line break"


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.97])
def test_a_packed_file_that_is_cut_is_refused(source: Source, tmp_path: Path, kept: float) -> None:
    whole = "".join(lines_of(source)).encode()
    packed = gzip.compress(whole)
    refused(tmp_path / "a.csv.gz", packed[: int(len(packed) * kept)], "cannot be unpacked")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("a.csv", whole)
    refused(tmp_path / "a.zip", archive.getvalue()[: int(len(whole) * kept)], "cannot be unpacked")


def test_json_that_is_cut_is_refused(source: Source, tmp_path: Path) -> None:
    whole = json.dumps(source.make({}, {}))
    refused(tmp_path / "a.json", whole[:-9], "is no JSON")
    refused(tmp_path / "a.json", "[" * 100_000, "is no JSON")


def test_a_header_alone_is_an_empty_table(source: Source, tmp_path: Path) -> None:
    for end in ("", "\n"):
        one = read(tmp_path / "a.csv", lines_of(source)[0].rstrip("\n") + end)
        assert (one.rows_in, one.rows_reported) == (0, 0)


# -- delimiters, ragged rows, quotation marks


@pytest.mark.parametrize("delimiter", ["#", "~", "  "])
def test_a_wrong_delimiter_is_refused(source: Source, tmp_path: Path, delimiter: str) -> None:
    raw = "".join(lines_of(source)).replace(",", delimiter)
    refused(tmp_path / "a.csv", raw, "has no columns|is no table that is known")


def test_ragged_rows_are_told_with_their_lines(source: Source, tmp_path: Path) -> None:
    head, *body = lines_of(source, {source.text: "two\nlines"}, {}, {}, {})
    # The first record takes two lines, and a blank line counts as a line but not as a row.
    raw = [head, *body[:2], "short,row\n", body[2], "\n", body[3].strip() + ",more\n", body[4]]
    one = read(tmp_path / "a.csv", raw)
    assert (one.rows_in, one.rows_out) == (5, 3)
    assert told(one) == [("ragged", "line 4"), ("ragged", "line 7")]
    assert "expected" in one.tally.problems[0].message
    assert one.tally.problems[0].value == "short,row"


def test_a_file_of_ragged_rows_is_refused(source: Source, tmp_path: Path) -> None:
    head, row, *_ = lines_of(source)
    refused(tmp_path / "a.csv", [head, row, *["a,b\n"] * 3000], "more ragged rows .* than whole")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_of_ragged_rows_without_end_few_are_read(
    source: Source, tmp_path: Path, monkeypatch: Any, pack: Callable[[bytes], bytes]
) -> None:
    """Arrow hands each to Python, and a bomb has them by the million within one batch."""
    for limit in ("_text._ENOUGH", "_files._MANY"):
        monkeypatch.setattr(f"conflict_data.sources.{limit}", 50)
    head, row, *_ = lines_of(source)
    raw = pack("".join([head, row, *["a,b\n"] * 3000]).encode())
    name = "a.csv" if pack is bytes else "a.csv.gz"
    refused(tmp_path / name, raw, r"more ragged rows \(51\) than whole ones \(1\)")


def test_lines_are_right_behind_blank_and_ragged_ones(source: Source, tmp_path: Path) -> None:
    head, one, two, three, *_ = lines_of(source, {}, {source.figure: "x"}, {source.figure: "y"})
    raw = ["\ufeff", head, "\n", one, '"a\n\nb",c\n', "\n", two, three]
    where = told(read(tmp_path / "a.csv", raw))
    assert {("ragged", "line 4"), ("unmapped", "line 8"), ("unmapped", "line 9")} <= set(where)


def test_a_quotation_mark_that_is_not_closed_swallows_nothing_in_silence(
    source: Source, tmp_path: Path
) -> None:
    head, *body = lines_of(source, *[{source.text: f"Note{n}"} for n in range(MADE)])
    # The next quotation mark, two rows on, closes it: the cells in between are as many as needed.
    body[1] = body[1].replace("Note1", '"Note1')
    body[3] = body[3].replace("Note3", '"Note3"')
    one = read(tmp_path / "a.csv", [head, *body])
    assert (one.rows_in, one.rows_out) == (MADE - 2, MADE - 3)
    assert [rule for rule, _ in told(one)] == ["swallowed"]


def test_a_quotation_mark_that_is_never_closed_is_told(source: Source, tmp_path: Path) -> None:
    head, *body = lines_of(source, *[{source.text: f"Note{n}"} for n in range(MADE)])
    body[1] = body[1].replace("Note1", '"Note1')
    one = read(tmp_path / "a.csv", [head, *body])
    assert one.rows_out == 1
    assert [rule for rule, _ in told(one)] == ["ragged"]
    assert "over 5 lines" in one.tally.problems[0].message


def test_prose_with_many_commas_is_no_swallowed_row(source: Source, tmp_path: Path) -> None:
    prose = "In the morning, " + "and then, " * 80 + "\nIn the evening, nothing."
    one = read(tmp_path / "a.csv", lines_of(source, {source.text: prose}))
    assert (one.rows_out, told(one)) == (1, [])


# -- size


def test_a_large_cell_is_read(source: Source, tmp_path: Path) -> None:
    one = read(tmp_path / "a.csv", lines_of(source, {source.text: "A" * (10 << 20)}, {}))
    assert (one.rows_out, told(one)) == (2, [])


def test_a_cell_beyond_reason_is_refused(source: Source, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("conflict_data.sources._text.BLOCK", 1 << 20)
    huge = lines_of(source, {source.text: "A" * (3 << 20)}, {})
    refused(tmp_path / "a.csv", huge, "has a row of more than 1 MB; look for a quotation mark")


def test_a_fault_in_a_large_cell_is_told_in_few_words(source: Source, tmp_path: Path) -> None:
    one = read(tmp_path / "a.csv", lines_of(source, {source.figure: "x" * (1 << 20)}))
    assert one.tally.problems
    assert all(len(str(problem)) < 1500 for problem in one.tally.problems)


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_a_bomb_is_not_unpacked(
    source: Source, tmp_path: Path, monkeypatch: Any, kind: str
) -> None:
    monkeypatch.setattr("conflict_data.sources._unpacking.ALWAYS", 1 << 16)
    raw = "".join([*lines_of(source), *lines_of(source)[1:] * 3000]).encode()
    if kind == "gz":
        return refused(tmp_path / "a.csv.gz", gzip.compress(raw), "unpacks to more than")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("a.csv", raw)
    return refused(tmp_path / "a.zip", archive.getvalue(), "unpacks to more than")


def test_a_workbook_is_no_bomb_and_is_whole(
    source: Source, tmp_path: Path, monkeypatch: Any
) -> None:
    book = openpyxl.Workbook()
    for line in csv.reader(lines_of(source)):
        book.active.append(line)
    book.active.append(["x"] * (len(source.columns) + 1))
    book.save(tmp_path / "a.xlsx")
    raw = (tmp_path / "a.xlsx").read_bytes()
    one = read(tmp_path / "a.xlsx", raw)
    assert (one.rows_out, told(one)) == (MADE, [("ragged", f"line {MADE + 2}")])
    refused(tmp_path / "b.xlsx", raw[: len(raw) // 2], "cannot be unpacked")
    refused(tmp_path / "c.xlsx", b"no workbook", "is not an Excel workbook")
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<a")
    refused(tmp_path / "d.xlsx", (tmp_path / "d.xlsx").read_bytes(), "expected an Excel workbook")
    monkeypatch.setattr("conflict_data.sources._unpacking.ALWAYS", 1 << 10)
    monkeypatch.setattr("conflict_data.sources._unpacking.RATIO", 1)
    refused(tmp_path / "e.xlsx", raw, "unpacks to more than")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    refused(tmp_path / "f.xlsx", raw, "pip install")


def test_blank_lines_without_end_are_refused(source: Source, tmp_path: Path) -> None:
    raw = "".join(lines_of(source)) + "\n" * (3 << 20)
    refused(tmp_path / "a.csv", raw.encode(), "blank lines")


def test_a_title_above_the_header_is_no_table(source: Source, tmp_path: Path) -> None:
    lines = lines_of(source)
    one = read(tmp_path / "a.csv", "".join(["Downloaded on a Monday\n", "\n", *lines]).encode())
    assert (one.rows_in, one.rows_out) == (len(lines) - 1, len(lines) - 1)
    assert cd.read(tmp_path / "a.csv").events["source_row"].tolist() == [*range(1, len(lines))]


# -- encodings


@pytest.mark.parametrize("rows", [3, 900])
def test_mixed_encodings_are_refused_with_the_line(
    source: Source, tmp_path: Path, rows: int
) -> None:
    head, *body = lines_of(source, *[{source.text: "Mérida"}] * rows)
    raw = [line.encode() for line in (head, *body)]
    raw[-2] = raw[-2].decode().encode("cp1252")
    refused(tmp_path / "a.csv", b"".join(raw), f"line {rows} is not in UTF-8")


def test_utf_16_is_read_ragged_rows_and_all(source: Source, tmp_path: Path) -> None:
    raw = "".join([*lines_of(source, {source.text: "Łódź"}), "é,b\n"]).encode("utf-16")
    one = read(tmp_path / "a.csv", raw)
    assert (one.rows_out, told(one)) == (1, [("ragged", "line 3")])


def test_utf_16_that_is_cut_is_refused(source: Source, tmp_path: Path) -> None:
    refused(tmp_path / "a.csv", "".join(lines_of(source)).encode("utf-16")[:-1], "truncated data")


# -- cells


def test_formulas_are_kept_and_made_harmless(source: Source, tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.org")'
    one = read(tmp_path / "a.csv", lines_of(source, {source.text: formula}))
    assert told(one) == []
    data = cd.read(tmp_path / "a.csv")
    assert data.events["notes"].tolist() == [formula]
    data.write(tmp_path / "csv", formats=["parquet", "csv"])
    with (tmp_path / "csv" / "acled.csv").open(newline="") as file:
        assert [row["notes"] for row in csv.DictReader(file)] == [f"'{formula}"]


def test_a_decimal_comma_is_decided_over_all_rows(source: Source, tmp_path: Path) -> None:
    # 31,250 might be 31250 but for the row behind it; no latitude is that high anyway.
    cells = ["31,250", "7", "31,25", "-0,5"]
    read(tmp_path / "a.csv", lines_of(source, *[{source.coordinate: cell} for cell in cells]))
    events = cd.read(tmp_path / "a.csv").events.sort_values("source_row")
    assert events["latitude"].tolist() == [31.25, 7.0, 31.25, -0.5]


@pytest.mark.parametrize(("comma", "rows"), [("31,5", []), ("31.5", [1, 1])])
def test_beside_decimal_commas_a_point_may_stand_for_thousands(
    source: Source, tmp_path: Path, comma: str, rows: list[int]
) -> None:
    made = [{source.coordinate: comma, source.figure: "1.000"}] * 2
    one = read(tmp_path / "a.csv", lines_of(source, *made))
    assert one.rows_out == 2
    events = cd.read(tmp_path / "a.csv").events
    assert events["fatalities"].dropna().tolist() == rows
    assert ("unmapped" in {rule for rule, _ in told(one)}) == (not rows)


def test_a_comma_of_unclear_meaning_is_reported(source: Source, tmp_path: Path) -> None:
    mixed = [{source.coordinate: "31,25"}, {source.coordinate: "31.25"}]
    one = read(tmp_path / "a.csv", lines_of(source, *mixed))
    assert (one.rows_out, told(one)) == (2, [("unmapped", "line 2")])
    one = read(tmp_path / "b.csv", lines_of(source, {source.figure: "1,234"}))
    assert {rule for rule, _ in told(one)} == {"unmapped"}


@pytest.mark.parametrize("cell", ["9" * 40, "1e999", "inf", "0x10", "١٢", "1_000", "--1"])
def test_figures_that_are_none_are_reported(source: Source, tmp_path: Path, cell: str) -> None:
    one = read(tmp_path / "a.csv", lines_of(source, {source.figure: cell, source.coordinate: cell}))
    assert {rule for rule, _ in told(one)} <= {"unmapped"}
    assert told(one)


def test_day_and_month_are_told_apart_over_all_rows_late_ones_too(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("conflict_data.sources._text.BLOCK", 1 << 12)
    acled = Source(*SOURCES["acled"][:2], *SOURCES["acled"][2])  # type: ignore[arg-type]
    days = ["2024-01-01"] * 12 + ["03/04/2024"] + ["2024-01-01"] * 12 + ["04/25/2024"]
    one = read(tmp_path / "a.csv", lines_of(acled, *[{"event_date": day} for day in days]))
    assert told(one) == []
    events = cd.read(tmp_path / "a.csv").events.sort_values("source_row")
    assert f"{events['event_date'].iloc[12]:%Y-%m-%d}" == "2024-03-04"
    doubtful = read(
        tmp_path / "b.csv", lines_of(acled, *[{"event_date": day} for day in days[:-1]])
    )
    assert [rule for rule, _ in told(doubtful)] == ["ambiguous_date"]


def test_rows_without_content_are_no_rows(source: Source, tmp_path: Path) -> None:
    nothing = "," * (len(source.columns) - 1)
    one = read(tmp_path / "a.csv", [*lines_of(source, {}), f"{nothing}\n", "\n", f"{nothing}\n"])
    assert (one.rows_in, told(one)) == (1, [])


# -- anything at all

_BYTES = st.sampled_from(
    [b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"\xe9", b";", b"'", b"=", b"\\"]
)
_EDIT = st.tuples(
    st.integers(0, 10**6), st.integers(0, 40), st.one_of(_BYTES, st.binary(max_size=9))
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=st.lists(_EDIT, min_size=1, max_size=6), kind=st.sampled_from(["csv", "json"]))
def test_no_mutation_is_a_crash(
    source: Source, tmp_path: Path, edits: list[tuple[int, int, bytes]], kind: str
) -> None:
    rows = source.make({source.text: 'a "b", c\nd'}, {}, {source.text: "é"})
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        write(path, rows, source.columns)
    else:
        path.write_text(json.dumps({"data": rows}, ensure_ascii=False))
    raw = bytearray(path.read_bytes())
    for at, cut, new in edits:
        at %= len(raw) + 1
        raw[at : at + cut] = new
    survives(path, bytes(raw))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.binary(max_size=300), suffix=st.sampled_from(SUFFIXES))
def test_no_bytes_are_a_crash(tmp_path: Path, raw: bytes, suffix: str) -> None:
    survives(tmp_path / f"a{suffix}", raw)


@cache
def packed(suffix: str) -> bytes:
    """A table of ACLED's in a format whose bytes are no text."""
    rows = pd.DataFrame(tables.acled({}, {}, {}))
    if suffix == ".csv.gz":
        return gzip.compress(rows.to_csv(index=False).encode())
    held = io.BytesIO()
    if suffix == ".xlsx":
        rows.to_excel(held, index=False)
    elif suffix == ".parquet":
        rows.to_parquet(held)
    else:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", rows.to_csv(index=False))
    return held.getvalue()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    suffix=st.sampled_from([".xlsx", ".parquet", ".zip", ".csv.gz"]),
    edits=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_no_mutation_of_packed_bytes_is_a_crash(
    tmp_path: Path, suffix: str, edits: list[tuple[int, int]]
) -> None:
    raw = bytearray(packed(suffix))
    for at, byte in edits:
        raw[at % len(raw)] = byte
    survives(tmp_path / f"a{suffix}", bytes(raw))


def survives(path: Path, raw: bytes) -> None:
    """Bytes are refused with an error of ours, or read with every row accounted for."""
    with suppress(LoadError):
        one = read(path, raw)
        assert one.tally.counts or one.rows_in == one.rows_out


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(at=st.integers(0, 10**6), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_a_stray_quotation_mark_changes_two_neighbours_at_most_in_silence(
    source: Source, tmp_path: Path, at: int, quoting: int
) -> None:
    rows = source.make({source.text: 'a "b", c'}, {}, {source.text: 'Plain "words"'}, {})
    path = write(tmp_path / "a.csv", rows, source.columns, quoting=quoting)
    raw = path.read_text()
    head = raw.index("\n") + 1
    at = head + at % (len(raw) - head)
    with suppress(LoadError):
        one, found = collect(path, f'{raw[:at]}"{raw[at:]}')
        whole = found["sources/a.csv"].to_pylist()
        events = set(found["events"]["source_row"].to_pylist())
        wrong = [
            sum(cells[name] != row[name] for name in source.columns)
            for cells, row in zip(whole, rows, strict=False)
            if cells["source_row"] in events
        ]
        assert one.tally.counts or sum(wrong) <= 2
