"""UCDP's API: events of GED by version, country and date, with a token from UCDP.

A query names the version: ``version=25.1&Country=369&StartDate=2024-01-01&EndDate=2024-12-31``.
``Country`` is a Gleditsch-Ward number, the dates are those on which an event ended. For all of
GED, download the zip file from ucdp.uu.se instead.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from conflict_data.apis import Download
from conflict_data.apis._service import service
from conflict_data.apis._state import Position, Stretch
from conflict_data.apis._store import Page, Store
from conflict_data.apis._web import FORBIDDEN, OK, TRANSIENT, UNAUTHORIZED, Request, Web
from conflict_data.errors import ConflictDataError

_PATH = "/api/gedevents"
_HEADER = "x-ucdp-access-token"
_VERSION = re.compile(r"\d+(\.\d+)+")
# After some forty questions UCDP answers 400 to what it answered before.
_TOO_MANY = TRANSIENT | {400}
_DO = {
    UNAUTHORIZED: "check UCDP_ACCESS_TOKEN; UCDP gives tokens on request (ucdp.uu.se/apidocs)",
    FORBIDDEN: "check UCDP_ACCESS_TOKEN; UCDP gives tokens on request (ucdp.uu.se/apidocs)",
    404: "check the version: ucdp.uu.se/downloads lists them",
}


def parameters(query: str) -> dict[str, str]:
    """Return what a query asks for; raise if UCDP would not understand it.

    >>> parameters("version=25.1&Country=369")
    {'Country': '369', 'version': '25.1'}
    """
    api = service("ucdp")
    found = api.parameters(query)
    size = found.get("pagesize", "1")
    if not _VERSION.fullmatch(found["version"]):
        raise ConflictDataError(f"version={found['version']}: expected one such as 25.1 or 26.0.8")
    if not (size.isdecimal() and 0 < int(size) <= api.page_rows):
        raise ConflictDataError(f"pagesize={size}: expected 1 to {api.page_rows}")
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
    """Download the events of ``query`` into ``folder``, as the JSON that UCDP sends.

    A download that was interrupted goes on; one that is whole is left alone. A version of GED
    does not change, so there is nothing to ``update``: name the next one.

    Raises :class:`ConflictDataError` for a bad query, a missing token or a folder with something
    else in it, :class:`LoadError` for what the server does.
    """
    if update:
        raise ConflictDataError("a version of UCDP GED does not change; name a newer version")
    store = Store(service("ucdp"), parameters(query), folder)
    if (whole := store.result()) and not restart:
        return whole
    client = _Client(store, sleep)
    store.begin(restart=restart)
    for stretch in store.collect(store.state.rows, client.events, prefix="ucdp", key=store.api.key):
        if tell:
            tell(f"{stretch.rows} of {stretch.total} rows")
    return store.finish()


class _Client:
    """Asks UCDP for pages."""

    def __init__(self, store: Store, sleep: Callable[[float], None]) -> None:
        self._store, self._web = store, Web(store.api, sleep)
        self._token = store.api.secret(store.api.credentials[0])
        self._web.hide(self._token, token=True)

    def events(self, stretch: Stretch) -> Page:
        """Return a page of events: the first, or the one that the page before points to."""
        asked = dict(self._store.state.query)
        request = Request(
            "GET",
            f"{_PATH}/{asked.pop('version')}",
            {"pagesize": str(self._store.api.page_rows), **asked, **stretch.next},
            headers={_HEADER: self._token},
        )
        answer = self._web.ask(request, _TOO_MANY if stretch.next else TRANSIENT)
        if answer.status != OK:
            raise self._web.refusal(request, answer, _DO.get(answer.status, "correct the query"))
        rows = self._rows(request, answer.value)
        following = self._following(request, answer.value.get("NextPageUrl"))
        if not rows and not stretch.rows:
            self._store.note("no rows match: an event without deaths is not in GED, by definition")
        return Page(answer.body, rows, answer.value["TotalCount"], following if rows else {})

    def _rows(self, request: Request, value: dict[str, Any]) -> list[dict[str, Any]]:
        rows, total = value.get(self._store.api.rows), value.get("TotalCount")
        is_list = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        if not is_list or not isinstance(total, int) or rows is None:
            raise self._web.error(request, "sent no rows", expected="TotalCount and a list, Result")
        return list(rows)

    def _following(self, request: Request, url: object) -> Position:
        """Return the parameters of the next page; the token goes nowhere but where we asked.

        Only the query of the address is taken over, so that neither its host nor its path counts.
        """
        if not url:
            return {}
        here = urlsplit(f"{self._web.base}{request.path}")
        try:
            there = urlsplit(urljoin(here.geturl(), str(url)))
        except ValueError:
            there = urlsplit("")
        if (there.hostname, there.path) != (here.hostname, here.path):
            problem = f"points to another place for the next page ({there.hostname}{there.path})"
            raise self._web.error(request, problem, expected="the same host and path")
        return dict(parse_qsl(there.query, keep_blank_values=True))
