"""The folder of a download: pages are kept as they come, and the folder appears when it is whole.

Until then they lie in a hidden folder beside it, ``.NAME.partial``, from which the same command
goes on. A page is written before the state that names it, so neither is ever half-written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conflict_data.apis import Download, _state
from conflict_data.apis._service import Service
from conflict_data.apis._state import PageFile, Position, State, Stretch
from conflict_data.atomic import put_folder, replacing, restore_folder
from conflict_data.errors import ConflictDataError, LoadError

AGAIN = "run it again with --restart (restart=True)"
Row = dict[str, Any]


class Page(NamedTuple):
    """A page as received, its rows, the rows in all if the server says so, and what comes next."""

    body: bytes
    rows: list[Row]
    total: int | None
    next: Position


class Store:
    """Where one query of one API is kept; raises :class:`ConflictDataError` if it cannot be."""

    def __init__(self, api: Service, query: Mapping[str, str], folder: Path) -> None:
        self.api, self.folder = api, folder.resolve()
        self.partial = self.folder.with_name(f".{self.folder.name}.partial")
        restore_folder(self.folder)
        self.held = _state.read(self.folder)
        self.state = State(api.name, dict(query), dt.datetime.now(dt.UTC).date().isoformat())
        self._refuse_strangers()

    def result(self) -> Download | None:
        """Return the download that is whole, if there is one."""
        return _result(self.held, self.folder) if self.held else None

    def begin(self, *, since: int | None = None, restart: bool = False) -> None:
        """Go on where the same download stopped, or start anew."""
        self.state.since = since
        if restart and self.partial.exists():
            shutil.rmtree(self.partial)
        begun = _state.read(self.partial)
        if begun and not begun.is_same(self.state):
            raise ConflictDataError(
                f"{self.partial} holds an unfinished download of another query or date; finish "
                f"that one, choose another folder, or {AGAIN} to drop it"
            )
        self.state = begun or self.state
        self._sweep()
        _state.write(self.state, self.partial)

    def note(self, text: str) -> None:
        """Keep a remark for whoever uses the data."""
        if text not in self.state.notes:
            self.state.notes.append(text)

    def collect(
        self,
        stretch: Stretch,
        ask: Callable[[Stretch], Page],
        *,
        prefix: str,
        key: str | None,
    ) -> Iterator[Stretch]:
        """Keep page after page, as ``ask`` brings them; yield after each.

        ``key`` names the column that tells rows apart, if there is one in this query. Raises
        :class:`LoadError` when rows come twice or not at all; what has come stays.
        """
        seen: set[str] = set()
        for kept in stretch.pages:
            seen |= _keys(self.rows_of(kept), key)
        while not stretch.done:
            page = ask(stretch)
            keys = _keys(page.rows, key)
            self._check(stretch, page, twice=len(seen & keys))
            seen |= keys
            self._keep(stretch, page, prefix)
            yield stretch

    def rows_of(self, page: PageFile, folder: Path | None = None) -> list[Row]:
        """Return the rows of a page that is kept; :class:`LoadError` if it was changed."""
        path = (folder or self.partial) / page.file
        try:
            body = path.read_bytes()
        except OSError as error:
            raise LoadError(str(path), "cannot be read", do=AGAIN) from error
        if hashlib.sha256(body).hexdigest() != page.sha256:
            raise LoadError(str(path), "is not what was downloaded", do=AGAIN)
        rows: list[Row] = json.loads(body).get(self.api.rows) or []
        return rows

    def finish(self) -> Download:
        """Let the folder appear, in the place of an older download of the same query."""
        _state.write(self.state, self.partial)
        put_folder(self.partial, self.folder)
        return _result(self.state, self.folder)

    def write(self, name: str, body: bytes, rows: int, at: Position) -> PageFile:
        """Write a page, whole or not at all."""
        with replacing(self.partial / name) as new:
            new.write_bytes(body)
        return PageFile(name, rows, hashlib.sha256(body).hexdigest(), at)

    def _sweep(self) -> None:
        """Remove what a machine that stopped in the middle has left beside the pages."""
        stretches = (self.state.rows, self.state.deleted)
        named = {page.file for stretch in stretches for page in stretch.pages}
        for path in self.partial.glob("*"):
            if path.name not in named | {_state.FILE}:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _keep(self, stretch: Stretch, page: Page, prefix: str) -> None:
        # An empty page at the end is nothing to read; an empty answer says why it is empty.
        if page.rows or not (stretch.pages or self.state.since):
            name = f"{prefix}-{self._older(stretch) + len(stretch.pages) + 1:04d}.json"
            stretch.pages.append(self.write(name, page.body, len(page.rows), stretch.next))
        stretch.total = page.total if stretch.total is None else stretch.total
        stretch.next, stretch.done = page.next, not page.next
        _state.write(self.state, self.partial)

    def _older(self, stretch: Stretch) -> int:
        """Return how many pages an update will find before its own."""
        is_update = self.state.since is not None and stretch is self.state.rows
        return len(self.held.rows.pages) if self.held and is_update else 0

    def _check(self, stretch: Stretch, page: Page, twice: int) -> None:
        rows, total = stretch.rows + len(page.rows), stretch.total
        total = page.total if total is None else total
        if twice:
            self._fail(f"{twice} rows came twice: the data changed while they were downloaded")
        if total is not None and page.total not in (None, total):
            self._fail(f"promised {total} rows, then {page.total}: the data changed meanwhile")
        if total is not None and (rows > total or (not page.next and rows < total)):
            self._fail(f"promised {total} rows and sent {rows}")
        if page.next and page.next in [stretch.next, *(old.at for old in stretch.pages)]:
            self._fail("sends from page to page in a circle")

    def _fail(self, problem: str) -> None:
        raise LoadError(f"{self.api.title} API", problem, do=AGAIN)

    def _refuse_strangers(self) -> None:
        if self.held and (self.held.api, self.held.query) != (self.api.name, self.state.query):
            asked = "&".join(f"{name}={value}" for name, value in self.held.query.items())
            raise ConflictDataError(
                f"{self.folder} holds another download, {self.held.api} {asked}; choose another "
                "folder or remove it yourself"
            )
        if not self.held and self.folder.exists() and not _is_empty(self.folder):
            raise ConflictDataError(
                f"{self.folder}: expected nothing, an empty folder or a download, found something "
                "else; choose another folder"
            )


def _keys(rows: list[Row], key: str | None) -> set[str]:
    return {str(row[key]) for row in rows if key in row}


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _result(state: State, folder: Path) -> Download:
    files = tuple(folder / page.file for page in state.rows.pages if page.rows)
    return Download(folder, files, state.rows.rows, tuple(state.notes))
