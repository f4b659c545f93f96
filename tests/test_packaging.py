"""The schema comes along in a wheel, through an sdist, in an editable install and in none."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import conflict_data

ROOT = Path(__file__).resolve().parents[1]
WHERE = "from conflict_data.schema import schemas_dir; print(schemas_dir())"


def build(what: str, source: Path, target: Path) -> Path:
    """Build with hatchling, which works on the current folder, and return the file."""
    code = f"import sys, hatchling.build as b; print(b.build_{what}(sys.argv[1]))"
    run([sys.executable, "-c", code, str(target)], source)
    (built,) = target.iterdir()
    return built


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def ask(folder: Path, *extra: Path) -> Path:
    """Where a fresh interpreter that knows of no installed copy finds the schema."""
    paths = f"import sys; sys.path[:0] = {[str(path) for path in extra]!r}; "
    return Path(run([sys.executable, "-I", "-S", "-c", paths + WHERE], folder))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel_of_sdist(sdist, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return build("wheel", source, tmp_path_factory.mktemp("second"))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wheel_has_package_and_schema_only(wheel):
    names = set(contents(wheel))
    shipped = [*ROOT.glob("schemas/**/*"), *ROOT.glob("conflict_data/**/*.py")]
    expected = {path.relative_to(ROOT).as_posix() for path in shipped if path.is_file()}
    expected = {re.sub("^schemas/", "conflict_data/schemas/", name) for name in expected}
    assert {"conflict_data/schemas/schema.toml", "conflict_data/py.typed"} <= names
    assert expected <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"conflict_data"}


def test_sdist_builds_the_same_wheel(wheel, wheel_of_sdist):
    assert contents(wheel) == contents(wheel_of_sdist)


def test_schema_is_found_in_an_unpacked_wheel(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    assert ask(tmp_path, tmp_path) == tmp_path / "conflict_data" / "schemas"


def test_schema_is_found_without_any_install(tmp_path):
    assert ask(tmp_path, ROOT) == ROOT / "schemas"


def test_schema_is_found_in_an_editable_install(tmp_path):
    """An editable wheel is a pointer to the checkout: the schema is never a stale copy."""
    pointers = contents(build("editable", ROOT, tmp_path))
    assert not [name for name in pointers if "schemas" in name and ".dist-info" not in name]
    (pointer,) = (text for name, text in pointers.items() if name.endswith(".pth"))
    assert ask(tmp_path, Path(pointer.decode().strip())) == ROOT / "schemas"


def test_version_has_one_source(wheel):
    assert wheel.name == f"conflict_data-{conflict_data.__version__}-py3-none-any.whl"
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {conflict_data.__version__}\n" in citation


def test_the_command_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"conflict-data": "conflict_data.cli:main"}
    assert project["dynamic"] == ["version"]


def test_what_git_ignores_is_anchored():
    """hatchling leaves out whatever git ignores; a bare ``build`` would drop our own modules."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    bare = [line for line in lines if line and line[0] not in "/#*._"]
    assert not bare
