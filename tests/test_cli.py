"""The command line: what it prints, where, and with which status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import conflict_data
from conflict_data import cli, plugins
from conflict_data.page import site
from conflict_data.records import Claim

ROOT = Path(__file__).resolve().parents[1]
DEMO = Path(conflict_data.__file__).parent / "demo"
STORY = "Iran launched 40 drones at Israel on Saturday night. Israel shot down 30 drones, it said."
RECORD = {"id": "story-1", "date": "2024-04-14", "text": STORY}


@pytest.fixture
def run(capsys):
    """Run the command line; return status, standard output and standard error."""

    def call(*words: object) -> tuple[int, str, str]:
        status = cli.main([str(word) for word in words])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "story.jsonl"
    file.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    """The release of the demo."""
    folder = tmp_path_factory.mktemp("demo") / "release"
    assert cli.main(["build", "--demo", "--out", str(folder)]) == 0
    return folder


# -- the whole


def test_help_tells_every_verb_and_the_exit_codes(run, capsys):
    with pytest.raises(SystemExit) as stop:
        run("--help")
    text = capsys.readouterr().out
    assert stop.value.code == 0
    assert "0 clean, 1 problems" in text
    assert all(f"\n    {verb} " in text for verb in plugins.names("cli"))


@pytest.mark.parametrize("verb", plugins.names("cli"))
def test_each_verb_helps(run, capsys, verb):
    with pytest.raises(SystemExit) as stop:
        run(verb, "--help")
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: conflict-data {verb}")


def test_no_verb_is_misuse(run, capsys):
    with pytest.raises(SystemExit) as stop:
        run()
    assert stop.value.code == 2
    assert "VERB" in capsys.readouterr().err


def test_a_wrong_verb_is_corrected(run):
    status, out, error = run("biuld")
    assert (status, out) == (2, "")
    assert "did you mean 'build'" in error


def test_errors_have_no_traceback(run, tmp_path):
    status, _, error = run("read", tmp_path / "nothing")
    assert status == 2
    assert error.startswith("conflict-data: ")
    assert "Traceback" not in error


def test_a_reader_that_leaves_is_no_error():
    script = f"{sys.executable} -m conflict_data codes places | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[1:] == ["0"]
    assert done.stderr == ""


@pytest.mark.parametrize("verb", ["extract", "codes", "schema"])
def test_light_verbs_load_nothing_heavy(verb, story):
    words = {"extract": [str(story)], "codes": ["weapons"], "schema": ["events"]}[verb]
    code = f"import sys; from conflict_data.cli import main; main({[verb, *words]!r}); "
    done = subprocess.run(
        [sys.executable, "-c", code + "print('\\n', *sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"numpy", "pandas", "pandera", "pyarrow", "matplotlib"}


# -- extract


def test_extract_prints_every_column_of_each_claim(run, story):
    status, out, _ = run("extract", story)
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [record["quote"] for record in records] == ["40 drones", "30 drones"]
    assert all(tuple(record) == Claim._fields for record in records)
    assert {record["source_id"] for record in records} == {"story-1"}
    assert records[0]["weapons"] == ["drone"]
    assert records[0]["date_start"] == "2024-04-13"


def test_extract_reads_standard_input(run, monkeypatch):
    text = io.TextIOWrapper(io.BytesIO(json.dumps(RECORD).encode()))
    monkeypatch.setattr(sys, "stdin", text)
    status, out, _ = run("extract", "-")
    assert (status, len(out.splitlines())) == (0, 2)


def test_extract_keeps_letters_as_they_are(run, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "“Росія” launched 40 drones at Odesa."}\n', encoding="utf-8")
    assert "“Росія”" in run("extract", file)[1]


def test_one_bad_file_is_told_and_the_others_go_on(run, story):
    bad = story.with_name("bad.txt")
    bad.write_bytes(b"\x00\x01")
    status, out, error = run("extract", story.parent)
    assert (status, len(out.splitlines())) == (1, 2)
    assert "bad.txt" in error


def test_a_missing_file_is_misuse_and_nothing_is_printed(run, story):
    status, out, error = run("extract", story, "nowhere.txt")
    assert (status, out) == (2, "")
    assert "nowhere.txt" in error


def test_the_same_article_twice_is_extracted_once(run, story):
    assert len(run("extract", story, story)[1].splitlines()) == 2


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_workers_are_counted_from_one(run, capsys, story, number):
    with pytest.raises(SystemExit) as stop:
        run("extract", story, "--workers", number)
    assert stop.value.code == 2
    assert "from 1" in capsys.readouterr().err


# -- build, validate, read, explain, convert


def test_build_writes_a_release_that_validates(run, story, tmp_path):
    status, out, _ = run("build", story, "--out", tmp_path / "R")
    assert status == 0
    assert "2024-04-13  Israel" in out
    assert "75%" in out
    assert run("validate", tmp_path / "R")[0] == 0


def test_build_of_an_extracted_folder_gives_the_same_bytes(run, tmp_path, release):
    assert run("extract", DEMO, "--out", tmp_path / "claims")[0] == 0
    assert run("build", tmp_path / "claims", "--out", tmp_path / "R")[0] == 0
    assert contents(tmp_path / "R") == contents(release)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["articles.jsonl", "claims.jsonl"])
def test_a_broken_extracted_folder_is_named(run, story, tmp_path, name):
    folder = tmp_path / "claims"
    run("extract", story, "--out", folder)
    (folder / name).write_text("{}\n", encoding="utf-8")
    status, _, error = run("build", folder, "--out", tmp_path / "R")
    assert status == 2
    assert f"{name}, line 1" in error


def test_build_ships_texts_only_on_request(run, story, tmp_path):
    for flags, shipped in ((), False), (("--with-text",), True):
        run("build", story, "--out", tmp_path / "R", *flags)
        texts = conflict_data.read(tmp_path / "R").articles["text"]
        assert texts.notna().all() == shipped


def test_build_goes_on_after_a_bad_file_and_says_so(run, story, tmp_path):
    story.with_name("bad.txt").write_bytes(b"\x00\x01")
    status, out, error = run("build", story.parent, "--out", tmp_path / "R")
    assert status == 1
    assert "bad.txt" in error
    assert "2024-04-13" in out


def test_build_wants_paths_or_the_demo(run, capsys, tmp_path):
    with pytest.raises(SystemExit) as stop:
        run("build", "--out", tmp_path)
    assert stop.value.code == 2


def test_build_leaves_a_strange_folder_alone(run, story, tmp_path):
    (tmp_path / "R").mkdir()
    (tmp_path / "R" / "thesis.doc").write_text("mine")
    status, _, error = run("build", story, "--out", tmp_path / "R")
    assert status == 2
    assert "choose another folder" in error


def test_validate_reports_as_text_and_json(run, release, tmp_path):
    data = conflict_data.read(release)
    data.events.loc[0, "country"] = "Atlantis"
    broken = tmp_path / "broken"
    data.write(broken)
    status, out, _ = run("validate", release, broken)
    assert status == 1
    assert f"{release}: no problems" in out
    assert "Atlantis" in out
    status, out, _ = run("validate", broken, "--format", "json")
    (record,) = json.loads(out)
    assert (status, record["ok"]) == (1, False)
    assert any(finding["field"] == "country" for finding in record["findings"])


def test_read_counts(run, release):
    status, out, _ = run("read", release)
    assert status == 0
    assert "articles 4, " in out


def test_explain_takes_the_beginning_of_an_id(run, release):
    event_id = conflict_data.read(release).events["event_id_cnty"].iloc[0]
    whole, begun = (run("explain", release, word, "launched") for word in (event_id, event_id[:-2]))
    assert begun == whole
    assert whole[0] == 0


def test_explain_refuses_what_is_ambiguous_or_unknown(run, release):
    assert "type more of it" in run("explain", release, "ISR")[2]
    assert run("explain", release, "XXX")[0] == 2


def test_explain_writes_a_page_of_all_events_or_of_one(run, release, tmp_path):
    status, out, _ = run("explain", release, "--html", tmp_path / "all.html")
    assert (status, out) == (0, f"The page is {tmp_path / 'all.html'}\n")
    run("explain", release, "PSE", "--html", tmp_path / "one.html")
    whole, one = ((tmp_path / name).read_text("utf-8") for name in ("all.html", "one.html"))
    assert "Nevatim" in whole
    assert "Nevatim" not in one
    assert "Jericho" in one


def test_explain_tells_of_the_parts_of_a_large_page(run, release, tmp_path, monkeypatch):
    monkeypatch.setattr(site, "LARGEST", 1)
    status, out, _ = run("explain", release, "--html", tmp_path / "all.html")
    assert (status, out) == (
        0,
        f"The overview is {tmp_path / 'all.html'}; its 6 parts are in {tmp_path / 'all_files'}\n",
    )


def test_explain_refuses_what_contradicts_itself(run, release, tmp_path):
    page = tmp_path / "page.html"
    for words in (("PSE", "launched"), ("--weapon", "drone")):
        status, _, error = run("explain", release, *words, "--html", page)
        assert (status, page.exists()) == (2, False)
        assert "leave out FIELD" in error
    assert "expected EVENT_ID, or --html" in run("explain", release)[2]


def test_convert_writes_the_format(run, release, tmp_path):
    run("convert", release, "--to", "csv", "--out", tmp_path / "csv")
    head = (tmp_path / "csv" / "acled.csv").read_text().splitlines()[0]
    assert len(head.split(",")) == 31


def test_convert_to_an_unknown_format_is_misuse(run, release, tmp_path):
    status, _, error = run("convert", release, "--to", "parket", "--out", tmp_path / "x")
    assert status == 2
    assert "did you mean 'parquet'" in error


# -- score, schema, codes


@pytest.fixture
def gold(tmp_path):
    label = {
        "field": "text", "quote": "40 drones", "measure": "launched", "weapons": ["drone"],
        "unit": "count", "low": 40, "high": 40, "bound": "exact", "status": "actual",
        "actor": "Iran", "interceptor": [], "target": "Israel", "date": "2024-04-13",
        "speaker": None,
    }  # fmt: skip
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({**RECORD, "claims": [label]}) + "\n", encoding="utf-8")
    return file


def test_score_extracts_or_takes_predictions(run, gold, tmp_path):
    status, own, _ = run("score", gold, "--json")
    assert status == 0
    assert json.loads(own)["recall"] == 1
    assert json.loads(own)["precision"] == 0.5
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text(run("extract", gold)[1], encoding="utf-8")
    assert run("score", gold, predictions, "--json")[1] == own


def test_score_shows_what_is_wrong_in_its_context(run, gold):
    out = run("score", gold, "--show")[1]
    assert "extra story-1: '30 drones' = intercepted 30 exact actual in " in out


def test_schema_prints_the_codebook_or_a_part(run):
    whole, part = run("schema")[1], run("schema", "evidence")[1]
    assert part.startswith("### evidence\n")
    assert part in whole
    assert part.count("\n### ") == 0
    assert run("schema", "weapons")[1].startswith("### codes: weapons\n")
    assert run("schema", "evnts")[0] == 2


def test_codes_print_lists_a_list_and_a_code(run):
    assert "weapons" in run("codes")[1]
    assert "\nshahed " in run("codes", "weapons")[1]
    assert "parent: drone\n" in run("codes", "weapons", "shahed")[1]
    assert run("codes", "weapons", "shaed")[0] == 2
