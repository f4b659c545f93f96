"""Questions over HTTP: a bounded number of attempts, and no secret in anything that is shown.

Retries stand here and not in urllib3's Retry, since an answer that was cut off is only known when
it has been read and parsed. Redirects are not followed: they would carry a token elsewhere.
"""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from conflict_data.apis._service import Service
from conflict_data.errors import ConflictDataError, LoadError
from conflict_data.version import __version__

if TYPE_CHECKING:
    import requests

ATTEMPTS = 5
PATIENCE = 120.0  # seconds: who is asked to wait longer had better come back
TIMEOUT = (10.0, 120.0)  # seconds to connect, and between two pieces of an answer
MAX_BYTES = 512 * 2**20
TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
OK, UNAUTHORIZED, FORBIDDEN = 200, 401, 403
_SAYS = ("message", "error_description", "error", "messages", "detail", "title")
_SHOWN = 200
_POLITE = {"Accept": "application/json", "User-Agent": f"conflict-data/{__version__}"}


class Request(NamedTuple):
    """A question: ``path`` with its leading slash, under the base of the API."""

    method: str
    path: str
    params: Mapping[str, str] = {}
    form: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}


class Answer(NamedTuple):
    """The status, the body as received, and the JSON object in it; empty if there is none."""

    status: int
    body: bytes
    value: dict[str, Any]


class _Passing(NamedTuple):
    """A fault that may be gone at the next attempt, and how long the server asks to wait."""

    problem: str
    wait: float | None = None


class Web:
    """One API over HTTP. ``hide`` tells it what must never be shown or kept."""

    def __init__(self, api: Service, sleep: Callable[[float], None]) -> None:
        self.base = _base(api)
        self._sleep, self._hidden, self._tokens = sleep, set[str](), set[str]()
        self._session = _requests().Session()
        # No proxy between us and ourselves; any other host may have one.
        self._session.trust_env = not _is_loopback(urlsplit(self.base).hostname)

    def hide(self, *secrets: str, token: bool = False) -> None:
        """Never show ``secrets``; an answer that repeats a token is not kept.

        Raises :class:`ConflictDataError` for a token that no header can hold.
        """
        if token and not all(secret.isascii() and secret.isprintable() for secret in secrets):
            raise ConflictDataError(
                f"the token for {self.base} has characters that no token has; copy it again"
            )
        self._hidden.update(secrets)
        self._tokens.update(secrets if token else ())

    def ask(self, request: Request, transient: frozenset[int] = TRANSIENT) -> Answer:
        """Return the answer; raise :class:`LoadError` if there is none after some attempts."""
        for attempt in range(ATTEMPTS):
            outcome = self._attempt(request, transient)
            if isinstance(outcome, Answer):
                return outcome
            problem = f"{outcome.problem}, {ATTEMPTS} times"
            if attempt + 1 < ATTEMPTS:
                self._sleep(self._pause(request, outcome, attempt))
        raise self.error(request, problem, do="run the same again later: what has come is kept")

    def error(
        self, request: Request, problem: str, *, expected: str = "", do: str = ""
    ) -> LoadError:
        """Return an error about a question, without secrets."""
        clean = self._clean(problem)
        return LoadError(f"{self.base}{request.path}", clean, expected=expected, do=do)

    def refusal(self, request: Request, answer: Answer, do: str) -> LoadError:
        """Return the error of an answer that is a refusal, with what the server says."""
        said = _said(answer.value)
        problem = f"answered {answer.status}" + (f" ({said})" if said else "")
        return self.error(request, problem, do=do)

    def _pause(self, request: Request, fault: _Passing, attempt: int) -> float:
        if fault.wait is None:
            return float(2**attempt)
        if fault.wait > PATIENCE:
            wait = f"{fault.problem} and asks to wait {fault.wait:.0f} s"
            raise self.error(request, wait, do="run the same again then")
        return fault.wait

    def _attempt(self, request: Request, transient: frozenset[int]) -> Answer | _Passing:
        faults = _requests().exceptions
        try:
            with self._send(request) as response:
                if response.status_code in transient:
                    return _Passing(f"answered {response.status_code}", _wait(response))
                return self._answer(request, response)
        except faults.Timeout:
            return _Passing(f"did not answer within {TIMEOUT[1]:g} s")
        except (faults.ChunkedEncodingError, faults.ContentDecodingError):
            return _Passing("broke off in the middle of an answer")
        except faults.ConnectionError:
            return _Passing("cannot be reached")
        except faults.RequestException as error:
            # Its message may hold the header that it finds fault with.
            problem = f"cannot be asked ({type(error).__name__})"
            raise self.error(request, problem) from None

    def _send(self, request: Request) -> requests.Response:
        response: requests.Response = self._session.request(
            request.method,
            self.base + request.path,
            params=request.params,
            data=request.form or None,
            auth=_signing(request.headers),
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        )
        return response

    def _answer(self, request: Request, response: requests.Response) -> Answer | _Passing:
        body, status = _body(response), response.status_code
        if body is None:
            raise self.error(request, "is too long", expected=f"at most {MAX_BYTES >> 20} MB")
        if status != OK:
            return Answer(status, body, _object(body) or {})
        if body.lstrip()[:1] == b"<":
            what = "answered with a web page"
            raise self.error(request, what, expected="JSON", do="look at it in a browser")
        if any(token.encode() in body for token in self._tokens):
            raise self.error(request, "repeats the token in its answer, which was not kept")
        value = _object(body)
        if value is None:
            return _Passing(f"sent {len(body)} bytes that are no whole JSON object")
        return Answer(status, body, value)

    def _clean(self, text: str) -> str:
        for secret in sorted(self._hidden, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


def _base(api: Service) -> str:
    """Return the base URL: our own, or a mirror that is https or on this machine."""
    base = os.environ.get(api.base_variable) or api.base
    try:
        parts = urlsplit(base)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if not (host and safe) or "@" in parts.netloc or parts.query or parts.fragment:
        raise ConflictDataError(
            f"{api.base_variable} is no base URL to send credentials to: expected "
            "https://HOST[/PATH], or http:// on this machine, without user, ? and #"
        )
    return base.rstrip("/")


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _requests() -> Any:
    try:
        import requests
    except ImportError as error:
        raise ConflictDataError(
            "downloading needs the package requests; pip install 'conflict-data[api]'"
        ) from error
    return requests


def _signing(headers: Mapping[str, str]) -> Callable[[Any], Any]:
    """Set headers last: requests would put a password from ~/.netrc over ``Authorization``."""

    def sign(request: Any) -> Any:
        request.headers.update({**_POLITE, **headers})
        return request

    return sign


def _body(response: requests.Response) -> bytes | None:
    """Return the body, unpacked, or None if it has no end."""
    body = bytearray()
    for piece in response.iter_content(2**16):
        body += piece
        if len(body) > MAX_BYTES:
            return None
    return bytes(body)


def _wait(response: requests.Response) -> float | None:
    """Return the seconds of ``Retry-After``, which may be a number or a date."""
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry

    try:
        return Retry().parse_retry_after(response.headers["Retry-After"])
    except (KeyError, InvalidHeader):
        return None


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _said(value: Mapping[str, Any]) -> str:
    """Return what a refusal says for people, on one line and without control characters."""
    said = next((str(value[key]) for key in _SAYS if value.get(key)), "")
    return "".join(c for c in " ".join(said.split()) if c.isprintable())[:_SHOWN]
