"""Credentials, servers and the watch that no secret is ever written or printed."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from conflict_data import downloads
from conflict_data.apis import Download
from conflict_data.errors import ConflictDataError

from .stub import EMAIL, PASSWORD, TOKEN, Acled, Ucdp, secrets_in, serving

QUERIES = {"acled": "country=Ukraine&limit=2", "ucdp": "version=25.1&Country=369&pagesize=2"}


@pytest.fixture(autouse=True)
def nothing_leaks(tmp_path, capfd, caplog) -> Iterator[Callable[[str], None]]:
    """After each test, look for secrets in all that was written, printed and logged."""
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []
    yield shown.append
    out, err = capfd.readouterr()
    shown += [out, err, caplog.text, *(str(path) for path in tmp_path.rglob("*"))]
    shown += [path.read_text("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file()]
    assert not secrets_in(shown)


@pytest.fixture
def refused(nothing_leaks) -> Callable[[str], AbstractContextManager[None]]:
    """Expect one of our errors, whose whole traceback then passes the watch too."""

    @contextmanager
    def expect(match: str) -> Iterator[None]:
        with pytest.raises(ConflictDataError, match=match) as caught:
            yield
        nothing_leaks("".join(traceback.format_exception(caught.value)))

    return expect


@pytest.fixture
def acled(monkeypatch) -> Iterator[Acled]:
    monkeypatch.setenv("ACLED_EMAIL", EMAIL)
    monkeypatch.setenv("ACLED_PASSWORD", PASSWORD)
    stub = Acled()
    with serving(stub) as url:
        monkeypatch.setenv("ACLED_BASE_URL", url)
        yield stub


@pytest.fixture
def ucdp(monkeypatch) -> Iterator[Ucdp]:
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", TOKEN)
    stub = Ucdp()
    with serving(stub) as url:
        monkeypatch.setenv("UCDP_BASE_URL", url)
        yield stub


class Getting:
    """Downloads into one folder without waiting; ``slept`` are the pauses that were asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.slept = folder / "R", list[float]()
        self.partial = folder / ".R.partial"

    def __call__(self, api: str, query: str = "", **how: Any) -> Download:
        address = f"{api}:{query or QUERIES[api]}"
        return downloads.download(address, self.folder, sleep=self.slept.append, **how)


@pytest.fixture
def get(tmp_path) -> Getting:
    return Getting(tmp_path)
