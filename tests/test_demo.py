"""The four sample articles: what they are, and what the demo prints of them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
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
    """About 350 and about 360 are rivals, 170, 30 and 120 parts, and "more than 300" no point."""
    april = salvo(data, "2024-04-13")
    assert (april["launched"], april["launched_low"], april["launched_high"]) == (350, 350, 360)
    assert april["interception_rate_reported"] == 0.99
    assert pd.isna(april["intercepted"])
    assert april["attackers"] == "iran"
    rows = data.munitions[data.munitions["event_id_cnty"] == april["event_id_cnty"]]
    national = rows[rows["interceptor"].isna()]
    assert national["part_of"].notna().sum() == 3
    helper = rows[rows["interceptor"] == "united_states"]
    assert helper["intercepted"].tolist() == [70, 3]
    assert helper["part_of"].notna().all()


def test_counts_of_disjoint_weapons_are_summed_and_divided(data):
    september = salvo(data, "2025-09-06")
    assert (september["launched"], september["intercepted"]) == (810 + 9 + 4, 747 + 4 + 0)
    assert september["interception_rate"] == pytest.approx(751 / 823)


def test_jammed_drones_are_no_intercepted_ones(data):
    july = salvo(data, "2025-07-08")
    assert (july["launched"], july["intercepted"], july["suppressed"]) == (728, 296, 415)


def test_there_is_one_salvo_a_night(data):
    salvos = data.events[data.events["level"] == "salvo"]
    assert salvos["event_date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2024-04-13",
        "2024-10-01",
        "2025-07-08",
        "2025-09-06",
    ]


def test_explain_finds_the_sentence(data):
    shown = str(cd.explain(data, salvo(data, "2024-10-01")["event_id_cnty"], "launched"))
    assert "about 180 ballistic missiles" in shown
    assert "about 200 ballistic missiles" in shown
