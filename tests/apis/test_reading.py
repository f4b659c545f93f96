"""What was downloaded is read: page by page, without what was deleted since."""

from __future__ import annotations

import json
from datetime import date

import pytest

import conflict_data as cd
from conflict_data import cli, release
from conflict_data.errors import LoadError

from .stub import event


def test_a_download_is_read_as_one_table(acled, get):
    get("acled")
    data = cd.read(get.folder)
    assert sorted(data.events["event_id_cnty"]) == [f"UKR{n}" for n in range(1, 6)]
    assert list(data.sources) == ["acled-0001.json", "acled-0002.json", "acled-0003.json"]
    assert data.problems == ()
    abouts = release.abouts(data.tables())
    assert {one["accessed"] for one in abouts} == {
        json.loads((get.folder / "_download.json").read_text())["accessed"]
    }
    given = cd.read(get.folder, accessed=date(2020, 1, 2), version="x")
    assert {(one["accessed"], one["version"]) for one in release.abouts(given.tables())} == {
        ("2020-01-02", "x")
    }


def test_events_that_were_deleted_or_replaced_are_not_read(acled, get):
    get("acled")
    newest = max(int(row["timestamp"]) for row in acled.events)
    acled.events[1] = event(2, stamp=newest + 5, notes="two were killed, not one")
    del acled.events[2]
    acled.deletions = [{"event_id_cnty": "UKR3", "deleted_timestamp": str(newest + 4)}]
    get("acled", update=True)
    data = cd.read(get.folder)
    assert sorted(data.events["event_id_cnty"]) == ["UKR1", "UKR2", "UKR4", "UKR5"]
    assert data.problems == ()
    notes = data.events.set_index("event_id_cnty")["notes"]
    assert notes["UKR2"] == "two were killed, not one"


def test_the_verb_reads_downloads_beside_files(acled, get, tmp_path, capfd):
    get("acled")
    out = tmp_path / "release"
    assert cli.main(["read", str(get.folder), "--out", str(out)]) == 0
    told = json.loads(capfd.readouterr().out.splitlines()[-1])["files"]
    assert [(one["layout"], one["rows_in"], one["rows_out"]) for one in told] == [
        ("some columns", 2, 2), ("some columns", 2, 2), ("some columns", 1, 1),
    ]  # fmt: skip
    assert cli.main(["read", str(get.folder)]) == 0
    assert "events 5," in capfd.readouterr().out


def test_an_answer_without_rows_is_an_empty_dataset(acled, get, tmp_path):
    acled.events.clear()
    get("acled")
    assert len(cd.read(get.folder).events) == 0


def test_ucdp_names_its_version(ucdp, get):
    ucdp.rows = [
        {"id": n, "relid": f"X-{n}", "type_of_violence": 1, "where_prec": 1, "date_prec": 1,
         "date_start": "2024-05-01T00:00:00", "date_end": "2024-05-01T00:00:00", "best": 1,
         "high": 2, "low": 0, "country": "Ukraine", "latitude": 49.98, "longitude": 36.25}
        for n in range(3)
    ]  # fmt: skip
    get("ucdp")
    data = cd.read(get.folder)
    assert data.problems == ()
    assert data.events["source_version"].tolist() == ["25.1"] * 3
    assert data.events["fatalities_high"].tolist() == [2, 2, 2]


def test_pages_that_were_changed_are_refused(acled, get):
    get("acled")
    page = get.folder / "acled-0002.json"
    page.write_text(page.read_text().replace("UKR3", "UKR9"))
    with pytest.raises(LoadError, match=r"acled-0002\.json: is not what was downloaded"):
        cd.read(get.folder)


def test_a_folder_of_something_else_is_refused(tmp_path, capfd):
    (tmp_path / "some").mkdir()
    words = ["read", str(tmp_path / "some"), "--out", str(tmp_path / "release")]
    assert cli.main(words) == 2
    assert "is a folder; expected files of known datasets" in capfd.readouterr().err
