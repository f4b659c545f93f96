"""A file of another kind under a table's name: each verb says what it is and what to do."""

from __future__ import annotations

import gzip
import io
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from conflict_data.cli import main
from conflict_data.errors import LoadError
from conflict_data.schema import schema
from conflict_data.sources._files import open_table

STORY = '{"id": "1", "date": "2024-04-14", "text": "Iran fired 40 drones at Israel."}\n'


def zipped(name, content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


def parquet():
    held = io.BytesIO()
    pd.DataFrame({"a": [1]}).to_parquet(held)
    return held.getvalue()


KINDS = {
    "a PDF document": b"%PDF-1.7\n1 0 obj",
    "a PNG picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a JPEG picture": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a web page": b"<!DOCTYPE html><html><body>Log in</body></html>",
    "an old Office document": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99,
    "an XML document": b'<?xml version="1.0"?><rows/>',
    "a ZIP archive": zipped("a.csv", "id,text\n1,a\n"),
    "a gzip archive": gzip.compress(b"id,text\n1,a\n"),
    "a Parquet table": parquet(),
    "empty": b"",
}
OWN = {
    ".xlsx": "a ZIP archive", ".zip": "a ZIP archive", ".csv.gz": "a gzip archive",
    ".parquet": "a Parquet table",
}  # fmt: skip
SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".jsonl", *OWN)
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A release, and the article it was built from."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "a.jsonl").write_text(STORY, encoding="utf-8")
    assert main(["build", str(folder / "a.jsonl"), "--out", str(folder / "release")]) == 0
    return folder


def said(capsys, *words):
    """What a verb complains of, in one line that is no traceback."""
    status = main([str(word) for word in words])
    told = capsys.readouterr().err
    assert status in (1, 2)
    assert "Traceback" not in told
    assert "Errno" not in told
    assert "codec" not in told
    return told


@each_kind
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_of_another_kind_is_named(tmp_path, kind, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(KINDS[kind])
    if OWN.get(suffix) == kind:
        return
    with pytest.raises(LoadError, match=f"is {kind}.*; expected .*; ") as caught:
        open_table(path)
    assert str(caught.value).startswith(f"{path}: ")


@each_kind
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_articles_of_another_kind_are_named(tmp_path, capsys, kind, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(KINDS[kind])
    told = said(capsys, "extract", path)
    table = kind == "a Parquet table" and suffix == ".parquet"
    assert f"{path}: {'has no column' if table else f'is {kind}'}" in told
    assert "; expected " in told


def test_a_json_list_of_articles_says_what_to_do(tmp_path, capsys):
    (tmp_path / "a.json").write_text(f"[{STORY}]", encoding="utf-8")
    told = said(capsys, "extract", tmp_path / "a.json")
    assert "is a JSON list; expected one JSON object a line; write each object on a line" in told


@pytest.mark.parametrize("suffix", OWN)
def test_text_under_the_name_of_another_kind_is_named(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"id,text\n1,a\n")
    with pytest.raises(LoadError, match=r"is not a.* name it by what it is"):
        open_table(path)


def test_what_is_packed_is_looked_at_too(tmp_path):
    for name, content in (
        ("a.csv.gz", gzip.compress(KINDS["a web page"])),
        ("b.json.gz", gzip.compress(KINDS["a web page"])),
        ("c.zip", zipped("c.csv", KINDS["a web page"])),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(LoadError, match=r"is a web page; .*download it again"):
            open_table(tmp_path / name)


@each_kind
def test_each_verb_names_a_file_that_is_no_release(built, tmp_path, capsys, kind):
    path, release = tmp_path / "a.csv", built / "release"
    path.write_bytes(KINDS[kind])
    for words in (
        ("read", path), ("validate", path), ("explain", path, "ISR"), ("diff", release, path),
        ("link", path, release, "--out", tmp_path / "l.csv"), ("score", path),
        ("build", built / "a.jsonl", "--decisions", path, "--out", tmp_path / "out"),
    ):  # fmt: skip
        if (words[0], kind) != ("build", "empty"):
            assert f"{path}: is {kind}" in said(capsys, *words)
    assert f"{path}: is no folder; expected a release" in said(
        capsys, "convert", path, "--to", "csv", "--out", tmp_path / "c"
    )


def test_a_table_out_of_a_release_is_no_table_of_acled(built, tmp_path, capsys):
    events = built / "release" / "events.parquet"
    pd.read_parquet(events).to_csv(tmp_path / "events.csv", index=False)
    for path in (events, tmp_path / "events.csv"):
        told = said(capsys, "read", path)
        assert f"{path}: has a column 'source_row', as tables of releases have" in told


@pytest.mark.parametrize("name", ["nothing", "", "text"])
def test_each_verb_names_what_is_no_release(built, tmp_path, capsys, name):
    path, release = tmp_path / name, built / "release"
    if name == "text":
        path.mkdir()
        (path / "a.bin").write_text("x", encoding="utf-8")
    for words in (
        ("read", path), ("validate", path), ("explain", path, "ISR"), ("diff", release, path),
        ("link", path, release, "--out", tmp_path / "l.csv"), ("score", path),
        ("convert", path, "--to", "csv", "--out", tmp_path / "c"),
    ):  # fmt: skip
        assert f"{path}: " in said(capsys, *words)


@pytest.mark.parametrize("table", schema().tables)
def test_a_release_that_lacks_a_column_is_validated_and_else_refused(
    built, tmp_path, capsys, table
):
    release = built / "release"
    for file in release.glob("*.parquet"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    whole = pq.read_table(release / f"{table}.parquet")
    for column in (schema().table(table).names[0], schema().table(table).names[-1]):
        pq.write_table(whole.drop_columns([column]), tmp_path / f"{table}.parquet")
        assert main(["validate", str(tmp_path)]) == 1
        assert f"{table}.{column} missing" in capsys.readouterr().out
        for words in (
            ("read", tmp_path), ("explain", tmp_path, "ISR"), ("diff", release, tmp_path),
            ("convert", tmp_path, "--to", "csv", "--out", tmp_path / "c"),
        ):  # fmt: skip
            told = said(capsys, *words)
            assert f"{table}.parquet: lacks {column}; expected the columns of {table}" in told


def test_what_cannot_be_written_is_named(built, tmp_path, capsys):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    release, file = built / "release", tmp_path / "file"
    assert f"{file}: File exists" in said(capsys, "convert", release, "--to", "csv", "--out", file)
    assert f"{file}: File exists" in said(capsys, "extract", built / "a.jsonl", "--out", file)
    assert f"{tmp_path}: expected the name of a file" in said(
        capsys, "link", release, release, "--out", tmp_path
    )


def test_a_mapping_of_another_kind_is_named(built, tmp_path, capsys):
    for content, says in ((KINDS["a PNG picture"], "is no TOML"), (b"", "lacks title, publisher")):
        (tmp_path / "m.toml").write_bytes(content)
        told = said(capsys, "read", built / "a.jsonl", "--mapping", tmp_path / "m.toml")
        assert f"{tmp_path / 'm.toml'}: {says}" in told
    for name, says in (("no.toml", "cannot be read"), ("m.csv", "is no mapping; expected a file")):
        assert f"{name}: {says}" in said(capsys, "read", built / "a.jsonl", "--mapping", name)
