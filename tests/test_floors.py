"""Imports go down only, inside functions too, and never round in a circle.

``pytest -s tests/test_floors.py`` prints the floors.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "conflict_data"
ROOT = Path(__file__).resolve().parents[1] / PACKAGE
ROOF = 4
FLOORS = {
    0: {"errors", "records", "schema", "version"},
    1: {"acled", "arsenal", "atomic", "cells", "compilers", "decoding", "distinct", "frames"}
    | {"gazetteer", "markup", "pipeline", "plugins", "prose", "retractions", "rules", "terms"},
    2: {"apis", "coding", "extraction", "formats", "loaders", "sources", "validation"},
    ROOF: {"", "__main__", "cli"},
}
HEAVY = ("matplotlib", "numpy", "pandas", "pandera", "pyarrow", "requests")


def module_name(path: Path) -> str:
    parts = [PACKAGE, *path.relative_to(ROOT).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {module_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def part(module: str) -> str:
    """What stands right under the roof: ``loaders`` for ``conflict_data.loaders.text``."""
    return f"{module}.".split(".")[1]


def floor(module: str) -> int:
    return next((level for level, parts in FLOORS.items() if part(module) in parts), 3)


def imported(module: str, node: ast.AST) -> set[str]:
    """The modules of ours that a statement imports; a name of a package means its module."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names if alias.name in modules()}
    if not isinstance(node, ast.ImportFrom):
        return set()
    package = module if modules()[module].name == "__init__.py" else module.rpartition(".")[0]
    above = package.rsplit(".", node.level - 1)[0] if node.level else ""
    origin = ".".join(filter(None, [above, node.module]))
    found = {f"{origin}.{alias.name}" for alias in node.names} & modules().keys()
    return found | ({origin} & modules().keys() if len(found) < len(node.names) else set())


@cache
def imports() -> dict[str, frozenset[str]]:
    trees = {name: ast.parse(path.read_text("utf-8")) for name, path in modules().items()}
    return {
        name: frozenset(target for node in ast.walk(tree) for target in imported(name, node))
        for name, tree in trees.items()
    }


def is_allowed(module: str, target: str) -> bool:
    if floor(module) == floor(target) == 2:
        return part(module) == part(target)
    return floor(target) <= floor(module)


def test_imports_go_down_only():
    wrong = [
        f"{module} (floor {floor(module)}) imports {target} (floor {floor(target)})"
        for module, targets in imports().items()
        for target in sorted(targets)
        if not is_allowed(module, target)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_import_goes_round():
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_floor_zero_is_standard_library_only():
    for module, path in modules().items():
        if floor(module) == 0:
            tree = ast.parse(path.read_text("utf-8"))
            names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
            names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
            outside = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {PACKAGE}
            assert not outside, f"{module} imports {outside}"


def test_every_module_named_by_a_floor_exists():
    """A floor that names what is gone would guard nothing."""
    named = set().union(*FLOORS.values())
    assert not named - {part(module) for module in modules()}


def test_the_floors_can_be_read():
    sizes = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    rows = sorted((floor(name), name, lines) for name, lines in sizes.items())
    print("\nfloor  lines  module")
    for level, name, lines in rows:
        print(f"{'roof' if level == ROOF else level:>5}  {lines:>5}  {name}")
    assert rows


def test_the_test_sees_wrong_imports():
    """The proof that the tests above can fail."""
    up = ast.parse("def f():\n    from conflict_data import articles").body[0].body[0]
    assert imported("conflict_data.errors", up) == {"conflict_data.articles"}
    assert not is_allowed("conflict_data.errors", "conflict_data.articles")
    near = ast.parse("from . import jsonl").body[0]
    assert imported("conflict_data.loaders.text", near) == {"conflict_data.loaders.jsonl"}
    assert is_allowed("conflict_data.loaders.text", "conflict_data.loaders.jsonl")
    assert not is_allowed("conflict_data.loaders.text", "conflict_data.formats.csv")


@pytest.mark.parametrize(
    "start",
    ["import conflict_data", "from conflict_data.cli import main; main(['--help'])"],
    ids=["import", "help"],
)
def test_nothing_heavy_is_loaded(start):
    code = f"import sys\ntry:\n    {start}\nexcept SystemExit: pass\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, text=True, check=True
    )
    assert not set(HEAVY) & set(run.stdout.split())
