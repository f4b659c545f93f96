"""The bar: functions of about eight lines, files under 250, nothing left to do."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = sorted((ROOT / "conflict_data").rglob("*.py"))
WRITTEN = ["conflict_data/**/*.py", "tests/*.py", "schemas/**/*.csv", "schemas/**/*.toml"]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (name, lines without the docstring) of each function in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length(node)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_functions_are_short():
    found = sorted((lines, name) for path in PACKAGE for name, lines in functions(path))
    lengths = [lines for lines, _ in found]
    long = [f"{lines} lines: {name}" for lines, name in found if lines >= 40]
    print(f"\n{len(lengths)} functions, median {statistics.median(lengths)}, longest {lengths[-1]}")
    assert statistics.median(lengths) <= 10
    assert len(long) <= 0.05 * len(lengths), "\n".join(long)


def test_files_are_short():
    lengths = {str(path): len(path.read_text("utf-8").splitlines()) for path in PACKAGE}
    assert not {path: lines for path, lines in lengths.items() if lines > 250}


def test_nothing_is_left_to_do():
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
    files = [path for pattern in WRITTEN for path in sorted(ROOT.glob(pattern))]
    assert not [str(path) for path in files if marks.search(path.read_text("utf-8"))]


def test_every_module_says_what_it_is():
    silent = [path for path in PACKAGE if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not [str(path.relative_to(ROOT)) for path in silent]
