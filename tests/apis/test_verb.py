"""``conflict-data download`` and what tells an address from a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import conflict_data as cd
from conflict_data import apis, cli, downloads, plugins
from conflict_data.apis import _web
from conflict_data.schema import schemas_dir

from .stub import Reply, reply

QUERY = "country=Ukraine&limit=2"


@pytest.fixture
def run(get, capfd, monkeypatch, nothing_leaks):
    """Run the verb without waiting; return status, standard output and standard error."""
    monkeypatch.setattr(_web, "ATTEMPTS", 1)

    def call(api, *words):
        status = cli.main(["download", api, *words, "--out", str(get.folder)])
        out, err = capfd.readouterr()
        nothing_leaks(out + err)
        return status, out, err

    return call


def test_it_downloads(run, acled, get):
    status, out, err = run("acled", QUERY)
    assert (status, err) == (0, "")
    assert out == f"5 rows of acled on 3 pages in {get.folder}\n"


def test_it_goes_on(run, acled):
    acled.faults = [None, Reply(503)]
    status, out, err = run("acled", QUERY)
    assert (status, out) == (1, "")
    assert err.startswith("not downloaded: http://127.0.0.1:")
    assert err.rstrip().endswith("run the same again later: what has come is kept")
    acled.asked.clear()
    assert run("acled", QUERY)[0] == 0
    assert len(acled.pages()) == 2


def test_nothing_is_status_1_and_explained(run, acled):
    acled.events = []
    status, out, err = run("acled", QUERY)
    assert status == 1
    assert out.startswith("0 rows")
    assert err.startswith("note: no rows match")


def test_it_updates_and_begins_anew(run, acled):
    assert run("acled", QUERY)[0] == 0
    acled.events.pop()
    assert run("acled", QUERY)[1].startswith("5 rows")
    assert run("acled", QUERY, "--restart")[1].startswith("4 rows")
    assert run("acled", QUERY, "--update")[0] == 0


@pytest.mark.parametrize(("api", "query", "match"), [
    ("acled", "contry=Ukraine", "did you mean 'country'"),
    ("acld", QUERY, "unknown API 'acld'; did you mean 'acled'?"),
    ("ucdp", "Country=369", "UCDP needs version="),
])  # fmt: skip
def test_misuse_is_status_2(run, acled, api, query, match):
    status, out, err = run(api, query)
    assert (status, out) == (2, "")
    assert match in err
    assert acled.asked == []


def test_a_refusal_is_status_1(run, acled):
    acled.login_faults = [reply({"message": "no"}, 401)]
    assert run("acled", QUERY)[0] == 1


def test_it_is_a_public_name(acled, get, tmp_path):
    found = cd.download(f"acled:{QUERY}", str(tmp_path / "there"))
    assert found.rows == 5


@pytest.mark.parametrize("name", plugins.names("apis"))
def test_a_plug_in_is_a_module_with_two_functions_and_a_docstring(name):
    module = plugins.load("apis", name)
    assert module.__doc__
    assert callable(module.parameters)
    assert callable(module.download)
    assert downloads.is_address(f"{name}:")


def test_every_api_of_ours_is_described():
    described = {path.stem for path in (schemas_dir() / "apis").glob("*.toml")}
    assert described == {path.stem for path in Path(apis.__file__).parent.glob("[a-z]*.py")}


def test_help_and_addresses_load_no_http():
    start = "import sys; from conflict_data.downloads import is_address; is_address('acled:x'); "
    code = start + "print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"requests", "urllib3", "pyarrow", "pandas"} & set(done.stdout.split())
