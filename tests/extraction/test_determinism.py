"""Same articles, same bytes: for any hash seed, any number of workers, any input before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import conflict_data
from conflict_data import articles, claims

PACKAGE = Path(conflict_data.__file__).parent
DEMO = PACKAGE / "demo"


def printed(seed: int, workers: int) -> bytes:
    words = [sys.executable, "-m", "conflict_data", "extract", DEMO, "--workers", str(workers)]
    seeded = os.environ | {"PYTHONHASHSEED": str(seed)}
    return subprocess.run(
        words, cwd=PACKAGE.parent, env=seeded, capture_output=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def expected() -> bytes:
    return printed(0, 1)


@pytest.mark.parametrize(("seed", "workers"), [(1, 1), (2, 2)])
def test_neither_hash_seed_nor_workers_change_a_byte(seed, workers, expected):
    assert expected
    assert printed(seed, workers) == expected


def test_an_article_is_read_the_same_alone_and_among_others(expected):
    demo = list(articles.load(DEMO))
    backwards = [claims.extract([article]).to_jsonl() for article in reversed(demo)]
    assert "".join(reversed(backwards)).encode() == expected
