"""Claims as they leave the extraction: spans, ids, modes, victims, and what no alias changes."""

from __future__ import annotations

from datetime import date

import pytest

from conflict_data import articles, demo
from conflict_data.extraction import extract_article, lexicon, scan
from conflict_data.records import digest
from conflict_data.schema import codes
from extraction.notation import article, claims, told

STORY = "Iran launched 40 drones at Israel on Saturday night. Israel shot down 30 of them, it said."


def test_a_claim_knows_its_place():
    first, second = claims(STORY, "2024-04-17", title="War news")
    text = article(STORY, "2024-04-17", "War news").text
    assert (text[first.start : first.end], text[second.start : second.end]) == (
        "40 drones",
        "30 of them",
    )
    assert second.sentence == "Israel shot down 30 of them, it said."
    assert text.index(second.sentence) == second.sentence_start
    assert second.share_of == first.claim_id


def test_an_id_depends_on_article_span_measure_and_unit_alone():
    (claim,) = claims("The army shot down 41 drones.")
    read = article("The army shot down 41 drones.")
    assert claim.claim_id == digest(read.article_id, claim.start, claim.end, "intercepted", "count")


def test_harm_has_victims_and_no_weapons():
    (claim,) = claims("Drones killed six civilians.")
    assert (claim.measure, claim.victims, claim.weapons) == ("killed", "civilian", ())


def test_weapons_are_sorted_and_have_no_victims():
    (claim,) = claims("Iran launched 350 missiles and drones.")
    assert (claim.weapons, claim.victims) == (("drone", "missile"), None)


def test_a_share_has_a_base():
    assert [c.base for c in claims("Of the 40 drones, 90 percent were shot down.")] == [
        None,
        "launched",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A strike killed five people.", "killed all 5 strike"),
        ("Drones hit two towers, killing six people.", "killed all 6 strike"),
        ("Iran fired 30 rockets.", "launched rocket 30 strike"),
    ],
)
def test_mode(text, expected):
    assert told(text, "mode") == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "Kyiv", "3", "drones", "The mayor opened a bridge.", "\n\n\n", "🚀" * 40],
)
def test_texts_without_figures_give_nothing(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Russia\u00a0launched\u00a030\u00a0drones\u00a0at\u00a0Kyiv.",
        "“Russia launched 30 drones at Kyiv,” officials said.",
        "The night was loud.Russia launched 30 drones at Kyiv.",
        "Russia launched 30 drones\nat Kyiv.",
        "KYIV (Newswire) — Russia launched 30 drones at Kyiv.",
        "RUSSIA LAUNCHED 30 DRONES AT KYIV",
    ],
)
def test_type_setting_changes_nothing(text):
    assert told(text, "who") == "launched drone 30 russia>UKR"


def test_an_unknown_date_is_none():
    (claim,) = claims("Iran fired 100 missiles at Israel on Saturday.")
    assert (claim.date_start, claim.date_end, claim.date_basis) == (None, None, None)
    (claim,) = claims("Iran fired 100 missiles at Israel on Saturday.", "2024-04-17")
    assert (claim.date_start, claim.date_end) == (date(2024, 4, 13), date(2024, 4, 13))


@pytest.fixture
def forget():
    """Forget the index, before and after the vocabulary is another one."""

    def clear() -> None:
        lexicon.index.cache_clear()
        scan._telling_words.cache_clear()

    yield clear
    clear()


def test_an_alias_changes_no_id(monkeypatch, forget):
    demo_articles = list(articles.load(demo.__path__[0]))

    def ids() -> list[str]:
        return [claim.claim_id for one in demo_articles for claim in extract_article(one)]

    before, rows = ids(), codes("weapons")
    aliased = {**rows["shahed"], "terms": rows["shahed"]["terms"] + "|zorbalith"}
    more = {**rows, "shahed": aliased}
    monkeypatch.setattr(lexicon, "codes", lambda name: more if name == "weapons" else codes(name))
    forget()
    assert told("Russia fired 12 zorbaliths at Kyiv.") == "launched shahed 12"
    assert ids() == before
