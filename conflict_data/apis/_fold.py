"""An update and the download that it brings up to date become one, with each event once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

from conflict_data.apis._state import PageFile, State
from conflict_data.apis._store import Row, Store


def newest(store: Store, held: State, column: str) -> int | None:
    """Return the highest ``column`` of the rows held, or None if no row has one."""
    pages = (store.rows_of(page, store.folder) for page in held.rows.pages)
    return max((_stamp(row, column) for rows in pages for row in rows), default=0) or None


def fold(store: Store, held: State) -> None:
    """Put the pages held before those of the update, less the rows that it replaces or deletes.

    A row that stands unchanged in both is kept once as well: an update asks from the newest
    timestamp on, so that nothing of the same second is missed.
    """
    older = {page.file for page in held.rows.pages}
    update = [page for page in store.state.rows.pages if page.file not in older]
    stays = _staying(store, update)
    store.state.rows.pages = [_kept(store, page, stays) for page in held.rows.pages] + update


def _staying(store: Store, update: list[PageFile]) -> Callable[[Row], bool]:
    """Return the test of an older row: neither in the update nor deleted since it was coded."""
    key = store.api.key
    replaced = {str(row.get(key)) for page in update for row in store.rows_of(page)}
    deleted = {
        str(row.get(key)): _stamp(row, "deleted_timestamp")
        for page in store.state.deleted.pages
        for row in store.rows_of(page)
    }

    def stays(row: Row) -> bool:
        name = str(row.get(key))
        return name not in replaced and _stamp(row, "timestamp") > deleted.get(name, -1)

    return stays


def _kept(store: Store, page: PageFile, stays: Callable[[Row], bool]) -> PageFile:
    """Write an older page beside the new ones: as it is, or with the rows that stay."""
    whole = json.loads((store.folder / page.file).read_bytes())
    rows = [row for row in store.rows_of(page, store.folder) if stays(row)]
    if len(rows) == page.rows:
        shutil.copyfile(store.folder / page.file, store.partial / page.file)
        return page
    whole |= {"count": len(rows), store.api.rows: rows}
    body = json.dumps(whole, ensure_ascii=False).encode()
    return store.write(page.file, body, len(rows), page.at)


def _stamp(row: Row, column: str) -> int:
    """Return a Unix time, which comes as a number or as text; 0 if there is none."""
    text = str(row.get(column))
    return int(text) if text.isdecimal() else 0
