"""Stand-ins for both servers on this machine, with every fault that a server has."""

from __future__ import annotations

import json
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

EMAIL = "researcher@example.org"
PASSWORD = "correct horse & battery=staple"
TOKEN = "ucdp-token-5f3a9c"
SECRETS = (EMAIL, PASSWORD, TOKEN, "access-token-", "refresh-token-")


def secrets_in(texts: Iterable[str]) -> list[str]:
    """The secrets that stand in ``texts``, also in the forms in which they travel."""
    forms = {
        form
        for secret in SECRETS
        for form in (secret, quote(secret), quote_plus(secret), b64encode(secret.encode()).decode())
    }
    return [form for text in texts for form in forms if form in text]


class Asked(NamedTuple):
    """A question as it came."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]


class Reply(NamedTuple):
    """An answer; ``cut`` sends only so many bytes of the length that it announces."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = {}
    cut: int | None = None
    delay: float = 0.0


Answers = Callable[[Asked], Reply]


def reply(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


class Stub:
    """A server: ``faults`` are answered first, one a question, then ``answer`` is asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Reply | None] = []
        self.url = ""

    def answer(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        fault = self.faults.pop(0) if self.faults and asked.method == "GET" else None
        return fault or self.answer(asked)

    def pages(self) -> list[dict[str, str]]:
        """The parameters of each question for rows."""
        return [asked.params for asked in self.asked if asked.method == "GET"]


class Acled(Stub):
    """ACLED: a login, events by cursor or by page, deleted events."""

    def __init__(self) -> None:
        super().__init__()
        self.events = [event(n) for n in range(1, 6)]
        self.deletions: list[dict[str, Any]] = []
        self.extra: dict[str, Any] = {}
        self.has_cursors = self.has_totals = True
        self.logins: list[dict[str, str]] = []
        self.login_faults: list[Reply] = []
        self.valid = ""
        self.lasts = 86_400

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/oauth/token":
            return self._login(asked)
        if asked.headers.get("authorization") != f"Bearer {self.valid}":
            return reply({"message": "The resource owner or server denied the request."}, 401)
        rows = self.deletions if asked.path == "/api/deleted/read" else self._matching(asked.params)
        return self._page(rows, asked.params)

    def _login(self, asked: Asked) -> Reply:
        self.logins.append(asked.params)
        if self.login_faults:
            return self.login_faults.pop(0)
        number = len(self.logins)
        self.valid = f"access-token-{number}"
        tokens = {"access_token": self.valid, "refresh_token": f"refresh-token-{number}"}
        return reply({"token_type": "Bearer", "expires_in": self.lasts, **tokens})

    def _matching(self, params: dict[str, str]) -> list[dict[str, Any]]:
        since = int(params.get("timestamp", 0))
        return [row for row in self.events if int(row["timestamp"]) >= since]

    def _page(self, rows: list[dict[str, Any]], params: dict[str, str]) -> Reply:
        limit = int(params["limit"])
        start = (int(params["page"]) - 1) * limit if "page" in params else int(params["cursor"])
        part = rows[start : start + limit]
        value: dict[str, Any] = {"status": 200, "success": True, "count": len(part), "data": part}
        if self.has_totals and "with_total" in params:
            value["total_count"] = str(len(rows))
        if self.has_cursors:
            value["next_cursor"] = start + limit if start + limit < len(rows) else None
        return reply(value | self.extra)


class Ucdp(Stub):
    """UCDP: events by version, with links from page to page."""

    def __init__(self, first: int = 0) -> None:
        super().__init__()
        self.rows = [{"id": n, "best": 0, "country": "Ukraine"} for n in range(1, 6)]
        self.first = first
        self.next = "{url}{path}?pagesize={size}&page={page}"

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("x-ucdp-access-token") != TOKEN:
            return reply({"message": "API token required"}, 401)
        if not asked.path.endswith("/25.1"):
            return reply({"title": "Not Found"}, 404)
        size, page = int(asked.params["pagesize"]), int(asked.params.get("page", self.first))
        start = (page - self.first) * size
        words = {"url": self.url, "path": asked.path, "size": size, "page": page + 1}
        more = start + size < len(self.rows)
        return reply(
            {
                "TotalCount": len(self.rows),
                "NextPageUrl": self.next.format(**words) if more else "",
                "Result": self.rows[start : start + size],
            }
        )


def event(number: int, stamp: int | None = None, notes: str = "") -> dict[str, Any]:
    """An event as ACLED sends it, numbers as text; invented."""
    return {
        "event_id_cnty": f"UKR{number}",
        "event_date": "2024-01-05",
        "country": "Ukraine",
        "notes": notes or f"Event {number}: “drones”",
        "fatalities": "0",
        "timestamp": str(stamp or 1_700_000_000 + number),
    }


@contextmanager
def serving(stub: Stub) -> Iterator[str]:
    """Answer questions on a port of this machine for as long as the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stub))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stub.url
    finally:
        server.shutdown()
        server.server_close()


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, *_: object) -> None:
            pass

        def _serve(self, words: str) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            params = dict(parse_qsl(words, keep_blank_values=True))
            self._send(stub.reply(Asked(self.command, urlsplit(self.path).path, params, headers)))

        def _send(self, answer: Reply) -> None:
            time.sleep(answer.delay)
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            with suppress(ConnectionError):  # whoever asked may have left
                self.end_headers()
                self.wfile.write(answer.body[: answer.cut])

    return Handler
