"""Notebooks: the .py is the source, the .ipynb its stripped twin, and both run."""

from __future__ import annotations

import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "notebooks").glob("*.py"))
COMMAND = "python -m jupytext --update --to ipynb notebooks/*.py"


@pytest.fixture(params=SOURCES, ids=lambda path: path.stem)
def source(request):
    return request.param


def twin(source: Path) -> nbformat.NotebookNode:
    return nbformat.read(source.with_suffix(".ipynb"), as_version=4)


def test_there_are_notebooks():
    assert SOURCES
    assert {path.with_suffix(".py") for path in SOURCES[0].parent.glob("*.ipynb")} == set(SOURCES)


def test_the_twin_says_the_same(source):
    said, repeated = (
        [(cell.cell_type, cell.source) for cell in notebook.cells]
        for notebook in (jupytext.read(source), twin(source))
    )
    assert said == repeated, f"{source.stem} differs from its twin; run {COMMAND}"


def test_the_twin_is_stripped(source):
    code = [cell for cell in twin(source).cells if cell.cell_type == "code"]
    assert not [cell.source for cell in code if cell.outputs or cell.execution_count]


def test_the_notebook_runs(source, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    copy = shutil.copy(source.with_suffix(".ipynb"), tmp_path)
    notebook = nbformat.read(copy, as_version=4)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert not [output for output in shown if output.get("name") == "stderr"]
