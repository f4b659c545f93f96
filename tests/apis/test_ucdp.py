"""UCDP's API: from page to page, and a token that goes nowhere else."""

from __future__ import annotations

import pytest

from .stub import TOKEN, Reply, reply
from .test_faults import ids


def test_questions_are_as_documented(ucdp, get):
    get("ucdp", "version=25.1&Country=369&StartDate=2024-01-01&EndDate=2024-12-31")
    (asked,) = ucdp.asked
    assert asked.path == "/api/gedevents/25.1"
    assert asked.headers["x-ucdp-access-token"] == TOKEN
    assert asked.params == {
        "pagesize": "1000", "Country": "369", "StartDate": "2024-01-01", "EndDate": "2024-12-31",
    }  # fmt: skip


@pytest.mark.parametrize("first", [0, 1])
def test_the_first_page_may_be_0_or_1(ucdp, get, first):
    ucdp.first = first
    assert ids(get("ucdp")) == ["1", "2", "3", "4", "5"]
    assert [page.get("page") for page in ucdp.pages()] == [None, str(first + 1), str(first + 2)]


@pytest.mark.parametrize("link", [
    "{path}?pagesize={size}&page={page}",
    "?pagesize={size}&page={page}",
    "https://127.0.0.1{path}?pagesize={size}&page={page}",
])  # fmt: skip
def test_a_link_may_be_relative_or_name_another_scheme(ucdp, get, link):
    ucdp.next = link
    assert ids(get("ucdp")) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("link", [
    "https://evil.example/api/gedevents/25.1?page=1",
    "//evil.example{path}?page=1",
    "{url}/collect?page=1",
    "http://127.0.0.1@evil.example{path}?page=1",
    "http://[broken",
])  # fmt: skip
def test_the_token_goes_nowhere_else(ucdp, get, refused, link):
    ucdp.next = link
    with refused("points to another place for the next page"):
        get("ucdp")
    assert len(ucdp.asked) == 1


def test_a_link_in_a_circle_is_told(ucdp, get, refused):
    rows = iter(range(10, 20))
    ucdp.answer = lambda asked: reply(
        {"TotalCount": 99, "Result": [{"id": next(rows)}], "NextPageUrl": "?page=2"}
    )
    with refused("in a circle"):
        get("ucdp")


def test_400_after_the_first_page_means_too_many_questions(ucdp, get):
    ucdp.faults = [None, Reply(400), Reply(400)]
    assert get("ucdp").rows == 5
    assert get.slept == [1, 2]


def test_400_on_the_first_page_means_a_bad_question(ucdp, get, refused):
    ucdp.faults = [reply({"message": "Country is not valid"}, 400)]
    with refused(r"answered 400 \(Country is not valid\); correct the query"):
        get("ucdp")
    assert get.slept == []


def test_a_wrong_token_is_told(ucdp, get, refused, monkeypatch):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", f"{TOKEN}-wrong")
    with refused(r"answered 401 \(API token required\); check UCDP_ACCESS_TOKEN"):
        get("ucdp")


def test_a_token_that_no_header_can_hold_is_told_unseen(ucdp, get, refused, monkeypatch):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", f"{TOKEN}–é")
    with refused("has characters that no token has"):
        get("ucdp")


def test_a_version_that_does_not_exist_is_told(ucdp, get, refused):
    with refused(r"answered 404 \(Not Found\); check the version"):
        get("ucdp", "version=99.1")


@pytest.mark.parametrize(("query", "match"), [
    ("Country=369", "needs version="),
    ("version=../admin", "expected one such as 25.1"),
    ("version=25.1&pagesize=0", "expected 1 to 1000"),
])  # fmt: skip
def test_a_bad_query_is_told(ucdp, get, refused, query, match):
    with refused(match):
        get("ucdp", query)
    assert ucdp.asked == []


@pytest.mark.parametrize("total", [4, 6])
def test_rows_that_are_not_as_promised_are_told(ucdp, get, refused, total):
    answer = ucdp.answer

    def wrong(asked):
        return Reply(
            200, answer(asked).body.replace(b'"TotalCount": 5', b'"TotalCount": %d' % total)
        )

    ucdp.answer = wrong
    with refused(f"promised {total} rows and sent 5"):
        get("ucdp")


def test_a_total_that_changes_is_told(ucdp, get, refused):
    ucdp.faults = [None, reply({"TotalCount": 9, "Result": [{"id": 9}], "NextPageUrl": ""})]
    with refused("promised 5 rows, then 9: the data changed"):
        get("ucdp")


def test_nothing_is_explained(ucdp, get):
    ucdp.rows = []
    found = get("ucdp")
    assert found.rows == 0
    assert "an event without deaths is not in GED" in found.notes[0]


def test_a_version_is_not_updated(ucdp, get, refused):
    with refused("does not change; name a newer version"):
        get("ucdp", update=True)
