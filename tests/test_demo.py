"""The four sample articles: what they are, and what the demo prints of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import conflict_data as cd
from conflict_data import cli

DEMO = Path(cd.__file__).parent / "demo"


@pytest.fixture(scope="module")
def articles():
    return cd.load(DEMO)


@pytest.fixture(scope="module")
def data(articles):
    return cd.build(cd.extract(articles), articles)


def test_four_articles_load_clean(articles):
    assert len(articles) == 4
    assert articles.problems == []
    assert all(article.title and article.date and article.language == "en" for article in articles)
    assert all(article.outlet.startswith("Example ") for article in articles)


def test_the_demo_prints_this(golden, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["build", "--demo", "--out", "demo-release"]) == 0
    golden("demo", capsys.readouterr().out)


def test_the_demo_is_valid(data):
    cd.validate(data).raise_if_bad()


def salvo(data, day: str):
    (row,) = data.events[
        (data.events["event_date"] == day) & (data.events["level"] == "salvo")
    ].iloc
    return row


def test_rivals_become_a_range_and_parts_do_not(data):
    """About 350, more than 300; 170, 30 and 120 are parts, and 70 is a share of the work."""
    april = salvo(data, "2024-04-13")
    assert (april["launched"], april["launched_low"], april["launched_high"]) == (350, 350, 350)
    assert april["interception_rate_reported"] == 0.99
    assert april["attackers"] == "iran"
    assert set(april["defenders"].split("; ")) >= {"israel", "jordan", "united_states"}


def test_october_has_two_reports(data):
    october = salvo(data, "2024-10-01")
    assert (october["launched_low"], october["launched_high"]) == (180, 200)


def test_explain_finds_the_sentence(data):
    shown = str(cd.explain(data, salvo(data, "2024-10-01")["event_id_cnty"], "launched"))
    assert "about 180 ballistic missiles" in shown
    assert "about 200 ballistic missiles" in shown
