"""ACLED's login: an e-mail address and a password for a token, a token for the next one."""

from __future__ import annotations

import time

from conflict_data.apis._service import Service
from conflict_data.apis._web import FORBIDDEN, OK, UNAUTHORIZED, Answer, Request, Web

_PATH = "/oauth/token"
_CLIENT = {"client_id": "acled"}
_LASTS = 86_400.0  # seconds, as documented
_MARGIN = 60.0  # a token that is about to end is renewed
_NOT_ACCEPTED = (400, UNAUTHORIZED, FORBIDDEN)


class Login:
    """Signs questions; the token lives in memory only."""

    def __init__(self, web: Web, api: Service) -> None:
        self._web, self._api = web, api
        self._access, self._refresh, self._ends = "", "", 0.0
        # Asked for before anything is sent, so that what is missing is told at once.
        self._email, self._password = (api.secret(name) for name in api.credentials)
        web.hide(self._email, self._password)

    def ask(self, request: Request) -> Answer:
        """Return the answer to a signed question; a token that is refused is renewed once."""
        if time.monotonic() > self._ends - _MARGIN:
            self.renew()
        answer = self._web.ask(self._signed(request))
        if answer.status == UNAUTHORIZED:
            self.renew()
            answer = self._web.ask(self._signed(request))
        return answer

    def renew(self) -> None:
        """Get a token for the refresh token, else for the password."""
        if self._refresh and self._take({"grant_type": "refresh_token", **self._refreshing()}):
            return
        form = {"username": self._email, "password": self._password, "scope": "authenticated"}
        if not self._take({"grant_type": "password", **form}):
            raise self._refused

    def _refreshing(self) -> dict[str, str]:
        token, self._refresh = self._refresh, ""
        return {"refresh_token": token}

    def _take(self, form: dict[str, str]) -> bool:
        """Return whether ``form`` was good for a token; keep the reason if it was not."""
        request = Request("POST", _PATH, form={**_CLIENT, **form})
        answer = self._web.ask(request)
        if answer.status in _NOT_ACCEPTED:
            do = f"check {' and '.join(self._api.credentials)} by logging in at acleddata.com"
            self._refused = self._web.refusal(request, answer, do)
            return False
        access = answer.value.get("access_token")
        if answer.status != OK or not isinstance(access, str) or not access:
            raise self._web.refusal(request, answer, "expected an access_token; try again later")
        self._keep(access, answer)
        return True

    def _keep(self, access: str, answer: Answer) -> None:
        refresh, lasts = answer.value.get("refresh_token"), answer.value.get("expires_in")
        self._access, self._refresh = access, refresh if isinstance(refresh, str) else ""
        self._ends = time.monotonic() + (lasts if isinstance(lasts, int | float) else _LASTS)
        self._web.hide(*filter(None, (self._access, self._refresh)), token=True)

    def _signed(self, request: Request) -> Request:
        return request._replace(headers={"Authorization": f"Bearer {self._access}"})
