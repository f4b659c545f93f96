"""What servers and networks do, the same for every API: it is borne, or told, and nothing leaks."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from base64 import b64encode
from urllib.parse import quote_plus

import pytest

from conflict_data import plugins
from conflict_data.apis import _state, _store, _web

from .conftest import Getting
from .stub import PASSWORD, TOKEN, Reply, event, reply, secrets_in

BOTH = pytest.mark.parametrize("api", plugins.names("apis"))
WHOLE = json.dumps({"data": [], "Result": [], "TotalCount": 0}).encode()
PASSING = {
    "429": Reply(429),
    "500": Reply(500, b"<html>oops"),
    "502": Reply(502),
    "503": Reply(503),
    "504": Reply(504),
    "truncated": Reply(200, WHOLE, cut=9),
    "truncated JSON": Reply(200, WHOLE[:-3]),
    "no object": Reply(200, b"[]"),
    "nothing": Reply(200, b""),
    "deep": Reply(200, b"[" * 100_000),
    "not gzip": Reply(200, WHOLE, {"Content-Encoding": "gzip"}),
}


@pytest.fixture
def server(api, request):
    return request.getfixturevalue(api)


def ids(found) -> list[str]:
    """The ids of the rows in the files, in order."""
    pages = [json.loads(path.read_bytes()) for path in found.files]
    rows = [row for page in pages for row in page.get("data") or page.get("Result") or []]
    return [str(row.get("event_id_cnty", row.get("id"))).removeprefix("UKR") for row in rows]


@BOTH
def test_all_rows_come_once_as_they_were_sent(api, server, get):
    found = get(api)
    assert ids(found) == ["1", "2", "3", "4", "5"]
    assert (found.rows, found.folder, len(found.files)) == (5, get.folder, 3)
    assert sorted(path.name for path in get.folder.iterdir()) == [
        "_download.json", f"{api}-0001.json", f"{api}-0002.json", f"{api}-0003.json",
    ]  # fmt: skip
    assert not get.partial.exists()
    assert found.notes == ()


@BOTH
def test_what_is_whole_is_not_asked_for_again(api, server, get):
    first = get(api)
    server.asked.clear()
    assert get(api) == first
    assert server.asked == []


@BOTH
@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_is_borne(api, server, get, fault):
    server.faults = [None, PASSING[fault], PASSING[fault]]
    assert ids(get(api)) == ["1", "2", "3", "4", "5"]
    assert get.slept == [1, 2]


@BOTH
@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_stays_is_told_and_the_rest_is_kept(api, server, get, refused, fault):
    server.faults = [None] + [PASSING[fault]] * 5
    with refused("5 times; run the same again later: what has come is kept"):
        get(api)
    assert get.slept == [1, 2, 4, 8]
    assert not get.folder.exists()
    server.asked.clear()
    assert ids(get(api)) == ["1", "2", "3", "4", "5"]
    assert len(server.pages()) == 2


@BOTH
def test_a_timeout_is_borne(api, server, get, monkeypatch):
    monkeypatch.setattr(_web, "TIMEOUT", (5, 0.4))
    server.faults = [Reply(delay=0.8)]
    assert get(api).rows == 5
    assert get.slept == [1]


@BOTH
def test_a_server_that_is_gone_is_told(api, server, get, refused, monkeypatch):
    monkeypatch.setenv(f"{api.upper()}_BASE_URL", "http://127.0.0.1:1")
    with refused("cannot be reached, 5 times"):
        get(api)


@BOTH
@pytest.mark.parametrize(("after", "slept"), [("7", 7.0), ("0", 0.0), ("soon", 1.0), ("-1", 1.0)])
def test_the_server_says_how_long_to_wait(api, server, get, after, slept):
    server.faults = [Reply(429, headers={"Retry-After": after})]
    assert get(api).rows == 5
    assert get.slept == [slept]


@BOTH
@pytest.mark.parametrize("after", ["86400", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_nobody_waits_for_a_day(api, server, get, refused, after):
    server.faults = [Reply(429, headers={"Retry-After": after})]
    with refused(r"answered 429 and asks to wait \d+ s"):
        get(api)
    assert get.slept == []


@BOTH
def test_a_web_page_is_not_taken_for_data(api, server, get, refused):
    server.faults = [Reply(200, b"<!doctype html><title>Down for maintenance</title>")]
    with refused("answered with a web page; expected JSON"):
        get(api)


@BOTH
def test_an_answer_without_end_is_given_up(api, server, get, refused, monkeypatch):
    monkeypatch.setattr(_web, "MAX_BYTES", 1000)
    server.faults = [Reply(200, b"x" * 2000)]
    with refused("is too long"):
        get(api)


@BOTH
def test_redirects_are_not_followed(api, server, get, refused):
    server.faults = [Reply(302, headers={"Location": "http://127.0.0.1:1/elsewhere"})]
    with refused("answered 302"):
        get(api)
    assert len(server.pages()) == 1


@BOTH
@pytest.mark.parametrize("data", [None, {}, [1], "rows"])
def test_rows_that_are_none_are_told(api, server, get, refused, data):
    server.faults = [reply({"data": data, "Result": data, "TotalCount": 1})]
    with refused("sent no rows"):
        get(api)


@BOTH
def test_what_a_server_says_is_shown_without_secrets_and_control_characters(
    api, server, get, refused
):
    own = {"acled": f"{PASSWORD} access-token-1", "ucdp": TOKEN}[api]
    said = f"\x1b[2Jno\nentry for {own} or so"
    server.faults = [reply({"message": said}, 403)]
    with refused(r"answered 403 \(\[2Jno entry for \*\*\* .*or so\)"):
        get(api)


@BOTH
def test_an_answer_that_repeats_the_token_is_not_kept(api, server, get, refused):
    server.faults = [reply({"data": [], "echo": f"{TOKEN} access-token-1"})]
    with refused("repeats the token"):
        get(api)


@BOTH
def test_rows_that_come_twice_are_told(api, server, get, refused):
    server.faults = [None, None, None]
    server.faults[2:] = [again(api, server)]
    with refused("rows came twice: the data changed .* run it again with --restart"):
        get(api)
    assert ids(get(api, restart=True)) == ["1", "2", "3", "4", "5"]


def again(api, server) -> Reply:
    if api == "acled":
        return reply({"count": 1, "data": server.events[:1], "next_cursor": None})
    return reply({"TotalCount": 5, "NextPageUrl": None, "Result": server.rows[:1]})


class Machine:
    """A machine that stops just before its n-th write, and that counts them."""

    def __init__(self, patch, stops_at: int) -> None:
        self.writes, self.stops_at = 0, stops_at
        for module, name in ((_store, "replacing"), (_store, "put_folder"), (_state, "replacing")):
            patch.setattr(module, name, self.watched(getattr(module, name)))

    def watched(self, write):
        def step(*paths):
            self.writes += 1
            if self.writes == self.stops_at:
                raise KeyboardInterrupt
            return write(*paths)

        return step


def contents(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(("api", "update"), [("acled", False), ("acled", True), ("ucdp", False)])
def test_wherever_a_machine_stops_the_end_is_the_same(api, server, monkeypatch, tmp_path, update):
    stops_at, whole = 1, {}
    while True:
        get = Getting(tmp_path / str(stops_at))
        if update:
            server.events = [event(n) for n in range(1, 6)]
            get(api)
            server.events[2:3] = [event(3, stamp=1_700_000_100), event(7), event(8)]
        with monkeypatch.context() as patch:
            machine = Machine(patch, stops_at)
            with contextlib.suppress(KeyboardInterrupt):
                get(api, update=update)
        if stops_at <= machine.writes:
            get(api, update=update)
        whole = whole or contents(get.folder)
        assert contents(get.folder) == whole, f"stopped at write {stops_at}"
        assert [path.name for path in get.folder.parent.iterdir()] == ["R"]
        if machine.writes < stops_at:
            break
        stops_at += 1
    assert stops_at > 7


@BOTH
def test_a_folder_with_something_else_is_refused(api, server, get, refused):
    get.folder.mkdir()
    (get.folder / "thesis.docx").write_text("years of work")
    with refused("found something else"):
        get(api)
    assert [path.name for path in get.folder.iterdir()] == ["thesis.docx"]
    assert server.asked == []


@BOTH
def test_a_folder_with_another_download_is_refused(api, server, get, refused):
    get(api)
    other = {"acled": "country=Sudan", "ucdp": "version=25.1&Country=625"}[api]
    with refused(f"holds another download, {api} .*ountry="):
        get(api, other)


@BOTH
def test_an_unfinished_download_of_another_query_is_refused(api, server, get, refused):
    server.faults = [None, Reply(404)]
    with refused("answered 404"):
        get(api)
    other = {"acled": "country=Sudan", "ucdp": "version=25.1&Country=625"}[api]
    with refused("holds an unfinished download of another query"):
        get(api, other)
    assert get(api, other, restart=True).rows == 5


@BOTH
def test_a_page_that_was_changed_is_told(api, server, get, refused):
    server.faults = [None, Reply(404)]
    with refused("answered 404"):
        get(api)
    (get.partial / f"{api}-0001.json").write_text("{}")
    with refused("is not what was downloaded"):
        get(api)
    (get.partial / f"{api}-0001.json").unlink()
    with refused("cannot be read"):
        get(api)


@BOTH
@pytest.mark.parametrize("text", ["", "{", "[]", '{"rows": 1}', '{"rows": {"pages": 1}}', "\x00"])
def test_a_broken_record_is_told(api, server, get, refused, text):
    get(api)
    (get.folder / "_download.json").write_text(text)
    with refused("is no record of a download"):
        get(api)


@BOTH
def test_what_a_machine_that_stopped_has_left_is_swept(api, server, get, refused):
    server.faults = [None, Reply(404)]
    with refused("answered 404"):
        get(api)
    shutil.copy(get.partial / f"{api}-0001.json", get.partial / f"{api}-0009.json")
    (get.partial / ".unfinished").mkdir()
    assert ids(get(api)) == ["1", "2", "3", "4", "5"]
    names = {path.name for path in get.folder.iterdir()}
    assert names == {"_download.json", *(f"{api}-000{n}.json" for n in (1, 2, 3))}


@BOTH
@pytest.mark.parametrize("url", [
    "http://example.org", "ftp://127.0.0.1", "https://", "example.org", "http://127.0.0.1.evil.org",
    "https://user:correct horse & battery=staple@example.org", "https://example.org?x",
    "https://example.org#x", "http://[::1", "https://example.org:port",
])  # fmt: skip
def test_credentials_go_to_https_or_to_this_machine_only(
    api, server, get, refused, monkeypatch, url
):
    monkeypatch.setenv(f"{api.upper()}_BASE_URL", url)
    with refused("is no base URL to send credentials to"):
        get(api)


@BOTH
@pytest.mark.parametrize("name", ["key", "email", "password", "Access_Token"])
def test_credentials_in_a_query_are_refused_unseen(api, server, get, refused, name):
    with refused("does not go into a query"):
        get(api, f"{name}={TOKEN}")


@BOTH
@pytest.mark.parametrize(("query", "match"), [
    ("contry=Ukraine", "did you mean .[cC]ountry.?"),
    ("Ukraine", "expected NAME=VALUE"),
    ("country=A&country=B", "stands twice"),
])  # fmt: skip
def test_a_bad_query_is_told_before_anything_is_sent(api, server, get, refused, query, match):
    with refused(match):
        get(api, query)
    assert server.asked == []
    assert not get.partial.exists()


@BOTH
def test_missing_credentials_are_told(api, server, get, refused, monkeypatch):
    variables = {"acled": "ACLED_PASSWORD", "ucdp": "UCDP_ACCESS_TOKEN"}
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv(variables[api])
    with refused(f"{variables[api]} is not set; .* `keyring set conflict-data {variables[api]}`"):
        get(api)
    monkeypatch.setenv(variables[api], f"{TOKEN}\nX-Header: 1")
    with refused("holds what cannot be printed"):
        get(api)
    assert server.asked == []
    assert not get.partial.exists()


@BOTH
def test_credentials_may_come_from_the_keyring(api, server, get, monkeypatch):
    variables = {"acled": ("ACLED_PASSWORD", PASSWORD), "ucdp": ("UCDP_ACCESS_TOKEN", TOKEN)}
    name, secret = variables[api]
    monkeypatch.delenv(name)
    monkeypatch.setitem(sys.modules, "keyring", Keyring({("conflict-data", name): secret}))
    assert get(api).rows == 5


@BOTH
def test_a_broken_keyring_is_as_good_as_none(api, server, get, refused, monkeypatch):
    monkeypatch.delenv({"acled": "ACLED_EMAIL", "ucdp": "UCDP_ACCESS_TOKEN"}[api])
    monkeypatch.setitem(sys.modules, "keyring", Keyring({}))
    with refused("is not set"):
        get(api)


class Keyring:
    """A keyring that knows some secrets, and is locked for all others."""

    class errors:  # noqa: N801, as keyring calls it
        class KeyringError(Exception):
            pass

    def __init__(self, secrets: dict[tuple[str, str], str]) -> None:
        self.secrets = secrets

    def get_password(self, service: str, name: str) -> str:
        try:
            return self.secrets[service, name]
        except KeyError:
            raise self.errors.KeyringError from None


@BOTH
def test_what_to_install_is_told(api, server, get, refused, monkeypatch):
    monkeypatch.setitem(sys.modules, "requests", None)
    with refused(r"pip install 'conflict-data\[api\]'"):
        get(api)


@BOTH
def test_a_password_file_does_not_replace_the_credentials(api, server, get, monkeypatch, tmp_path):
    """The library for HTTP would send what ~/.netrc has for a host instead of our header."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert get(api).rows == 5


@BOTH
def test_progress_is_told(api, server, get):
    told = []
    get(api, tell=told.append)
    assert [text.split()[0] for text in told] == ["2", "4", "5"]


@pytest.mark.parametrize("leak", [
    f"Bearer {TOKEN}", "?token=access-token-17", f"password={quote_plus(PASSWORD)}",
    f"Basic {b64encode(PASSWORD.encode()).decode()}",
])  # fmt: skip
def test_the_watch_sees_a_leak(leak):
    """The proof that the watch over all these tests can fail."""
    assert secrets_in(["nothing", leak])
    assert not secrets_in(["nothing"])
