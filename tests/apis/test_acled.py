"""ACLED's API: login, cursors and pages, the embargo, updates."""

from __future__ import annotations

import json
import re

import pytest

from conflict_data.apis import acled as client
from conflict_data.apis._service import service
from conflict_data.formats.csv import columns

from .stub import EMAIL, PASSWORD, Reply, event, reply
from .test_faults import ids


def test_questions_are_as_documented(acled, get):
    get("acled", "event_date=2024-01-01|2024-01-31&event_date_where=BETWEEN&country=Ukraine")
    (login,) = acled.logins
    assert login == {
        "username": EMAIL, "password": PASSWORD, "grant_type": "password",
        "client_id": "acled", "scope": "authenticated",
    }  # fmt: skip
    (asked,) = (asked for asked in acled.asked if asked.method == "GET")
    assert asked.path == "/api/acled/read"
    assert asked.headers["authorization"] == "Bearer access-token-1"
    assert asked.params == {
        "_format": "json", "limit": "5000", "cursor": "0", "with_total": "true",
        "country": "Ukraine", "event_date": "2024-01-01|2024-01-31", "event_date_where": "BETWEEN",
    }  # fmt: skip


def test_pages_are_kept_to_the_byte(acled, get):
    body = json.dumps({"data": acled.events, "odd": "\u2028 é", "next_cursor": None}, indent=3)
    acled.faults = [Reply(200, body.encode())]
    (file,) = get("acled").files
    assert file.read_text("utf-8") == body


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("cursors", [True, False])
def test_all_ways_of_paging_end(acled, get, cursors, total):
    acled.has_cursors, acled.has_totals = cursors, total
    found = get("acled")
    assert ids(found) == ["1", "2", "3", "4", "5"]
    assert len(found.files) == len(list(get.folder.glob("acled-*.json"))) == 3
    places = [page.get("page", page.get("cursor")) for page in acled.pages()]
    assert places == (["0", "2", "4"] if cursors else ["0", "2", "3", "4"][: 3 if total else 4])


def test_the_total_is_asked_for_once(acled, get):
    get("acled")
    assert ["with_total" in page for page in acled.pages()] == [True, False, False]


def test_too_few_rows_are_told(acled, get, refused):
    acled.extra = {"total_count": 7}
    with refused("promised 7 rows and sent 5"):
        get("acled")


def test_a_count_that_is_wrong_is_told(acled, get, refused):
    acled.extra = {"count": 3}
    with refused("counts 3 rows and sent 2"):
        get("acled")


def test_paging_in_a_circle_is_told(acled, get, refused):
    acled.has_totals = False
    rows = [reply({"data": [{"country": "x"}], "next_cursor": n}) for n in (7, 8, 7)]
    acled.faults = list(rows)
    with refused("in a circle"):
        get("acled", "fields=country")


def test_monadic_rows_have_no_id_of_their_own(acled, get):
    acled.events = [event(n // 2) for n in range(6)]
    assert get("acled", "export_type=monadic&limit=3").rows == 6


# -- the login


def test_a_wrong_password_is_told(acled, get, refused):
    said = {"error": "invalid_grant", "error_description": f"no user {EMAIL} / {PASSWORD}"}
    acled.login_faults = [reply(said, 400)]
    with refused(r"oauth/token: answered 400 \(no user \*\*\* / \*\*\*\); check ACLED_EMAIL"):
        get("acled")


def test_a_login_without_a_token_is_told(acled, get, refused):
    acled.login_faults = [reply({"hello": 1})]
    with refused("expected an access_token"):
        get("acled")


def test_a_login_that_fails_for_a_moment_is_tried_again(acled, get):
    acled.login_faults = [Reply(503), Reply(429, headers={"Retry-After": "3"})]
    assert get("acled").rows == 5
    assert get.slept == [1, 3]


def test_a_token_that_is_refused_is_renewed_once(acled, get):
    acled.faults = [None, reply({"message": "expired"}, 401)]
    assert get("acled").rows == 5
    assert [login["grant_type"] for login in acled.logins] == ["password", "refresh_token"]
    assert acled.logins[1]["refresh_token"] == "refresh-token-1"


def test_a_token_that_ends_is_renewed_before(acled, get):
    acled.lasts = 30
    assert get("acled").rows == 5
    assert [login["grant_type"] for login in acled.logins] == ["password"] + ["refresh_token"] * 2


def test_a_refresh_that_is_refused_leads_back_to_the_password(acled, get):
    acled.faults = [None, reply({}, 401)]
    answers = iter([None, reply({"error": "invalid_grant"}, 400)])
    login = acled._login
    acled._login = lambda asked: next(answers, None) or login(asked)
    assert get("acled").rows == 5
    assert [form["grant_type"] for form in acled.logins] == ["password", "password"]


def test_a_second_refusal_is_told(acled, get, refused):
    acled.faults = [reply({"message": "expired"}, 401)] * 2
    with refused(r"answered 401 \(expired\); check ACLED_EMAIL and ACLED_PASSWORD"):
        get("acled")
    assert len(acled.logins) == 2


@pytest.mark.parametrize("answer", [
    reply({"message": "Access denied"}, 403),
    reply({"status": 403, "success": False, "error": "Access denied"}),
])  # fmt: skip
def test_an_account_without_access_is_told(acled, get, refused, answer):
    acled.faults = [answer]
    with refused(r"answered 403 \(Access denied\); log in at acleddata.com: accept the terms"):
        get("acled")


@pytest.mark.parametrize("status", [0, "0", 400, 200])
def test_a_failure_called_200_is_told(acled, get, refused, status):
    acled.faults = [reply({"status": status, "success": False, "messages": ["no such column"]})]
    with refused(r"no such column.*correct the query"):
        get("acled")


# -- the embargo


RECENCY = {"date_recency": {"quantity": 12, "unit": "Months", "date": "2025-08-29"}}


def test_no_rows_because_of_the_embargo_is_explained(acled, get):
    acled.events, acled.extra = [], {"data_query_restrictions": RECENCY}
    found = get("acled")
    assert found.rows == 0
    assert found.notes[0].startswith(
        "no rows, though ACLED calls it a success: this account sees events up to 2025-08-29 only "
        "(12 Months back)"
    )


def test_an_embargo_on_part_of_the_rows_is_told_once(acled, get):
    acled.extra = {"data_query_restrictions": RECENCY}
    (note,) = get("acled").notes
    assert note.startswith("this account sees events up to 2025-08-29 only (12 Months back)")
    assert get("acled").notes == (note,), "also when it is whole already"


@pytest.mark.parametrize("limits", [None, [], {}, {"date_recency": None}, {"date_recency": []}])
def test_no_rows_for_no_reason(acled, get, limits):
    acled.events, acled.extra = [], {"data_query_restrictions": limits}
    (note,) = get("acled").notes
    assert note.startswith("no rows match: check the spelling")


def test_no_update_under_an_embargo(acled, get, refused):
    """What becomes visible later has an older timestamp than what is held: it would be missed."""
    get("acled")
    acled.extra = {"data_query_restrictions": RECENCY}
    with refused("up to 2025-08-29 only .* an update would miss them: download anew"):
        get("acled", update=True)
    get("acled", restart=True)
    acled.extra = {}
    with refused("was downloaded under an embargo; .* download anew"):
        get("acled", update=True)
    assert get("acled", restart=True).rows == 5
    assert get("acled", update=True).rows == 5


# -- updates


def test_an_update_without_news_is_quiet(acled, get):
    get("acled")
    acled.events.clear()
    found = get("acled", update=True)
    assert (found.rows, found.notes) == (5, ())
    assert len(list(get.folder.iterdir())) == 4


def test_an_update_replaces_adds_and_deletes(acled, get):
    get("acled")
    newest = max(int(row["timestamp"]) for row in acled.events)
    acled.events[1] = event(2, stamp=newest + 5, notes="two were killed, not one")
    acled.events += [event(6, stamp=newest + 6)]
    del acled.events[2]
    acled.deletions = [{"event_id_cnty": "UKR3", "deleted_timestamp": str(newest + 4)}]
    acled.asked.clear()
    found = get("acled", update=True)
    assert sorted(ids(found)) == ["1", "2", "4", "5", "6"]
    assert found.rows == 5
    kept = "".join(path.read_text("utf-8") for path in found.files)
    assert kept.count("two were killed") == 1
    assert {(page.get("timestamp"), page.get("timestamp_where")) for page in acled.pages()} == {
        (str(newest), ">="), (None, None),
    }  # fmt: skip
    assert "UKR3" in (get.folder / "_deleted-0001.json").read_text("utf-8")


def test_an_update_asks_for_deletions_since(acled, get):
    get("acled")
    acled.asked.clear()
    get("acled", update=True)
    *_, asked = acled.pages()
    newest = max(row["timestamp"] for row in acled.events)
    assert (asked["deleted_timestamp"], asked["deleted_timestamp_where"]) == (newest, ">=")


def test_updates_may_be_repeated(acled, get):
    get("acled")
    for number in (6, 7, 8):
        acled.events.append(event(number))
        found = get("acled", update=True)
        assert sorted(ids(found)) == [str(n) for n in range(1, number + 1)]
        assert len(set(found.files)) == len(found.files)


def test_an_event_that_came_back_after_its_deletion_stays(acled, get):
    get("acled")
    acled.deletions = [{"event_id_cnty": "UKR5", "deleted_timestamp": "1600000000"}]
    assert ids(get("acled", update=True)) == ["1", "2", "3", "4", "5"]


def test_pages_that_an_update_leaves_alone_stay_to_the_byte(acled, get):
    before = get("acled").files[0].read_bytes()
    acled.events.append(event(6))
    assert get("acled", update=True).files[0].read_bytes() == before


def test_an_update_that_is_interrupted_leaves_the_old_and_goes_on(acled, get, refused):
    get("acled")
    acled.events += [event(n) for n in (6, 7, 8)]
    acled.faults = [None, reply({}, 404)]
    with refused("answered 404"):
        get("acled", update=True)
    assert ids(get("acled")) == ["1", "2", "3", "4", "5"]
    acled.asked.clear()
    assert ids(get("acled", update=True)) == [str(n) for n in range(1, 9)]
    assert [page.get("cursor") for page in acled.pages()] == ["2", "0"]


def test_a_machine_that_stops_before_the_last_step_goes_on(acled, get, monkeypatch):
    get("acled")
    acled.events.append(event(6))
    with monkeypatch.context() as patch:
        patch.setattr("conflict_data.apis._store.put_folder", stop)
        with pytest.raises(KeyboardInterrupt):
            get("acled", update=True)
    assert ids(get("acled", update=True)) == ["1", "2", "3", "4", "5", "6"]


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_update_of_nothing_is_a_download(acled, get):
    assert get("acled", update=True).rows == 5


@pytest.mark.parametrize(("query", "match"), [
    ("fields=country", "needs event_id_cnty and timestamp among the fields"),
    ("fields=country|timestamp", "needs event_id_cnty and timestamp among the fields"),
    ("timestamp=1600000000", "sets timestamp itself"),
])  # fmt: skip
def test_an_update_that_cannot_be_is_told(acled, get, refused, query, match):
    get("acled", query)
    with refused(match):
        get("acled", query, update=True)


# -- queries


@pytest.mark.parametrize("limit", ["0", "-1", "5001", "all", ""])
def test_a_page_has_a_size(refused, limit):
    with refused("expected the rows of a page, 1 to 5000"):
        client.parameters(f"limit={limit}")


@pytest.mark.parametrize(("query", "match"), [
    ("event_date=2024-01-01|2024-01-31", "two single values: add event_date_where=BETWEEN"),
    ("event_date=2024-01-01&event_date_where=BETWEEN", "for BETWEEN event_date=A|B"),
    ("event_date_where=BETWEEN", "needs event_date="),
    ("event_date=2024-01-01&event_date_where=after", "expected one of =, >, <"),
])  # fmt: skip
def test_a_question_that_would_be_taken_for_another_is_told(refused, query, match):
    with refused(re.escape(match)):
        client.parameters(query)


def test_operators_and_spaces_may_stand_as_they_are():
    found = client.parameters("fatalities=10&fatalities_where=>=&actor1=Military%20Forces+of%2BX")
    assert found["fatalities_where"] == ">="
    assert found["actor1"] == "Military Forces of+X"


def test_every_column_of_acled_is_a_filter():
    assert service("acled").filters == columns()
