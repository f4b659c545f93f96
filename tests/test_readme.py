"""Every block of the README runs, and what it shows is what comes out."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```([\w ]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")
BLOCKS = BLOCK.findall(TEXT)
SETUP = "bash install"


def blocks(kind: str) -> list[str]:
    return [code for found, code in BLOCKS if found == kind]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An empty folder in which the shell blocks have run, with the command on the path."""
    folder = tmp_path_factory.mktemp("readme")
    command = folder / "bin" / "conflict-data"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m conflict_data "$@"\n')
    command.chmod(0o755)
    run(["bash", "-euo", "pipefail", "-c", "".join(blocks("bash"))], folder)
    return folder


def run(command: list[str], folder: Path) -> str:
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    variables = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_every_block_is_of_a_kind_that_is_tested():
    assert {kind for kind, _ in BLOCKS} <= {"bash", SETUP, "python", "text", "toml"}


def test_the_set_up_is_two_commands():
    assert {line.split("#")[0].strip() for line in blocks(SETUP)[0].splitlines()} >= {
        "make demo",
        "make test",
    }


def test_the_shell_blocks_run(folder):
    assert (folder / "release" / "events.parquet").is_file()


def test_the_walk_through_acled_has_a_row_and_brings_it_back(folder):
    written, again = (cells(folder / name / "acled.csv") for name in ("acled", "again"))
    assert len(written) == len(cells(folder / "pairs.csv")) == 2
    assert again == written


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_python_blocks_run(folder):
    run([sys.executable, "-c", "\n".join(blocks("python"))], folder)


def test_the_demo_prints_what_the_readme_shows(folder, request):
    printed = run(["conflict-data", "build", "--demo", "--out", "demo-release"], folder)
    shown = blocks("text")[0]
    if request.config.getoption("--update-golden"):
        README.write_text(TEXT.replace(shown, printed), encoding="utf-8")
        shown = printed
    assert shown == printed, "README.md shows another demo; run pytest --update-golden"


def test_named_files_exist():
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXT)
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_verb_is_told():
    verbs = {path.stem for path in (ROOT / "conflict_data" / "cli").glob("[a-z]*.py")}
    assert not {
        verb for verb in verbs if f"`{verb}" not in TEXT and f"conflict-data {verb}" not in TEXT
    }
