"""ACLED's API: events by country, date and whatever else is a column, with a myACLED account.

A query is what follows the ``?`` of an ACLED URL: ``country=Ukraine&year=2024``,
``event_date=2024-01-01|2024-01-31&event_date_where=BETWEEN``. ``limit`` is the size of a page.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conflict_data.apis import Download
from conflict_data.apis._fold import fold, newest
from conflict_data.apis._login import Login
from conflict_data.apis._service import service
from conflict_data.apis._state import Position, State, Stretch
from conflict_data.apis._store import Page, Store
from conflict_data.apis._web import FORBIDDEN, OK, UNAUTHORIZED, Answer, Request, Web
from conflict_data.errors import ConflictDataError, LoadError

_READ, _DELETED = "/api/acled/read", "/api/deleted/read"
_STAMP = "timestamp"
_NOTHING = (
    "no rows match: check the spelling of names and the dates; accounts of the open access level "
    "see no single events"
)
_NO_UPDATE = (
    "events that an embargo lets through later were coded before those that are held, so an "
    "update would miss them: download anew with --restart (restart=True)"
)
_SPANS = ("event_date", _STAMP)
_WHERE = "_where"
_ACCOUNT = "log in at acleddata.com: accept the terms, complete the profile, see your access level"
_CREDENTIALS = "check ACLED_EMAIL and ACLED_PASSWORD by logging in at acleddata.com"


def parameters(query: str) -> dict[str, str]:
    """Return what a query asks for; raise if ACLED would not understand it.

    >>> parameters("country=Ukraine&fatalities=10&fatalities_where=>=")
    {'country': 'Ukraine', 'fatalities': '10', 'fatalities_where': '>='}
    """
    api = service("acled")
    found = api.parameters(query)
    limit = found.get("limit", str(api.page_rows))
    if not (limit.isdecimal() and 0 < int(limit) <= api.page_rows):
        raise ConflictDataError(f"limit={limit}: expected the rows of a page, 1 to {api.page_rows}")
    for name in found:
        _check_operator(name, found)
    return found


def download(
    query: str,
    folder: Path,
    *,
    update: bool = False,
    restart: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    tell: Callable[[str], None] | None = None,
) -> Download:
    """Download the events of ``query`` into ``folder``, as the JSON that ACLED sends.

    A download that was interrupted goes on; one that is whole is left alone. With ``update``,
    events that are new or changed since replace the older ones, and deleted ones go. An event
    that was coded out of the query is not among either: download again (``restart``) at times.

    Raises :class:`ConflictDataError` for a bad query, missing credentials or a folder with
    something else in it, :class:`LoadError` for what the server does.
    """
    store = Store(service("acled"), parameters(query), folder)
    held = store.held if update and not restart else None
    if (whole := store.result()) and not (update or restart):
        return whole
    if held:
        _refuse_update(store, held)
    since = newest(store, held, _STAMP) if held else None
    client = _Client(store, sleep)
    store.begin(since=since, restart=restart)
    _collect(client, tell or (lambda text: None))
    if held and since is not None:
        fold(store, held)
    return store.finish()


def _collect(client: _Client, tell: Callable[[str], None]) -> None:
    store, state = client.store, client.store.state
    # Monadic rows are one per actor, so an event has several.
    key = store.api.key if "export_type" not in state.query else None
    for stretch in store.collect(state.rows, client.events, prefix="acled", key=key):
        tell(f"{stretch.rows} rows" + (f" of {stretch.total}" if stretch.total else ""))
    if state.since is not None:
        for stretch in store.collect(state.deleted, client.deleted, prefix="_deleted", key=None):
            tell(f"{stretch.rows} deleted events")


class _Client:
    """Asks ACLED for pages; what the answers say between the lines becomes notes of the store."""

    def __init__(self, store: Store, sleep: Callable[[float], None]) -> None:
        self.store, self._web = store, Web(store.api, sleep)
        self._login = Login(self._web, store.api)

    def events(self, stretch: Stretch) -> Page:
        """Return a page of events."""
        since, query = self.store.state.since, self.store.state.query
        newer = {} if since is None else {_STAMP: str(since), f"{_STAMP}_where": ">="}
        page, value = self._page(_READ, query | newer, stretch)
        self._remark(_embargo(value), nothing=not stretch.rows and not page.rows)
        return page

    def deleted(self, stretch: Stretch) -> Page:
        """Return a page of ids of events that ACLED has deleted since."""
        since = str(self.store.state.since)
        asked = {"deleted_timestamp": since, "deleted_timestamp_where": ">="}
        return self._page(_DELETED, asked, stretch)[0]

    def _remark(self, embargo: str, *, nothing: bool) -> None:
        """Note what is not here and why; an update must not go on where it would miss events."""
        state = self.store.state
        state.embargoed |= bool(embargo)
        if embargo and state.since is not None:
            raise LoadError("ACLED API", embargo, do=_NO_UPDATE)
        if embargo:
            start = "no rows, though ACLED calls it a success: " if nothing else ""
            self.store.note(f"{start}{embargo}")
        elif nothing and state.since is None:
            self.store.note(_NOTHING)

    def _page(
        self, path: str, asked: dict[str, str], stretch: Stretch
    ) -> tuple[Page, dict[str, Any]]:
        # The total costs ACLED time, so it is asked for once.
        place = stretch.next or {"cursor": "0", "with_total": "true"}
        limit = {"limit": str(self.store.api.page_rows)}
        request = Request("GET", path, {"_format": "json", **limit, **asked, **place})
        answer = self._login.ask(request)
        self._refuse(request, answer)
        value = answer.value
        rows, total = self._rows(request, value), _number(value.get("total_count"))
        total = stretch.total if total is None else total
        done = not rows or stretch.rows + len(rows) == total
        return Page(answer.body, rows, total, {} if done else _next(value, stretch.next)), value

    def _refuse(self, request: Request, answer: Answer) -> None:
        """Raise what ACLED says against a question, also where it says so under status 200."""
        inner = _number(answer.value.get("status"))
        failed = answer.value.get("success") is False or inner not in (None, OK)
        status = inner if answer.status == OK and failed and inner is not None else answer.status
        if status == OK and not failed:
            return
        do = {UNAUTHORIZED: _CREDENTIALS, FORBIDDEN: _ACCOUNT}.get(status, "correct the query")
        raise self._web.refusal(request, answer._replace(status=status), do)

    def _rows(self, request: Request, value: dict[str, Any]) -> list[dict[str, Any]]:
        rows, count = value.get(self.store.api.rows), _number(value.get("count"))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._web.error(request, "sent no rows", expected="a list of objects in 'data'")
        if count is not None and count != len(rows):
            raise self._web.error(request, f"counts {count} rows and sent {len(rows)}")
        return rows


def _next(value: dict[str, Any], position: Position) -> Position:
    """Return the place of the next page: by cursor, or by number where there are no cursors."""
    if "next_cursor" in value:
        cursor = value["next_cursor"]
        return {} if cursor in (None, "", 0, "0") else {"cursor": str(cursor)}
    return {"page": str(int(position.get("page", "1")) + 1)}


def _embargo(value: dict[str, Any]) -> str:
    """Return what keeps rows from this account, which ACLED calls a success all the same."""
    limits = value.get("data_query_restrictions")
    recency = limits.get("date_recency") if isinstance(limits, dict) else None
    if not isinstance(recency, dict) or not recency:
        return ""
    day, span = recency.get("date"), f"{recency.get('quantity')} {recency.get('unit')}"
    return (
        f"this account sees events up to {day} only ({span} back); newer ones are not here and "
        "need another access level, see acleddata.com"
    )


def _check_operator(name: str, asked: dict[str, str]) -> None:
    """Raise where ACLED would silently answer another question than the one that was meant."""
    column, where, _ = name.partition(_WHERE)
    values = asked.get(column, "").split("|")
    if where and asked[name].upper() not in service("acled").operators:
        known = ", ".join(service("acled").operators)
        raise ConflictDataError(f"{name}={asked[name]}: expected one of {known}")
    if where and (column not in asked or (asked[name].upper() == "BETWEEN" and len(values) != 2)):
        raise ConflictDataError(
            f"{name}={asked[name]} needs {column}=..., for BETWEEN {column}=A|B"
        )
    if name in _SPANS and len(values) == 2 and name + _WHERE not in asked:
        raise ConflictDataError(
            f"{name}={asked[name]} asks for two single values: add {name}{_WHERE}=BETWEEN if a "
            f"span is meant, else {name}{_WHERE}=="
        )


def _refuse_update(store: Store, held: State) -> None:
    if held.embargoed:
        raise ConflictDataError(f"{store.folder} was downloaded under an embargo; {_NO_UPDATE}")
    fields = store.state.query.get("fields")
    if fields and not {store.api.key, _STAMP} <= set(fields.split("|")):
        raise ConflictDataError(
            f"an update needs {store.api.key} and {_STAMP} among the fields; download them too"
        )
    if _STAMP in store.state.query:
        raise ConflictDataError(f"an update sets {_STAMP} itself; leave it out of the query")


def _number(value: object) -> int | None:
    """Return a count, which comes as a number or as text."""
    return int(str(value)) if str(value).isdecimal() else None
