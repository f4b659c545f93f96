"""Properties over arbitrary text: nothing raises, every span is exact, ids are unique."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_data.extraction import extract_article, sentences
from conflict_data.extraction.trace import trace
from extraction.notation import article

WORDS = (
    "Iran", "Israel’s", "Kyiv", "the", "of", "them", "at", "by", "3", "1,200", "a", "dozen",
    "drones", "missile", "rockets", "launched", "shot down", "were", "killed", "people", "said",
    "not", "would", "“", "”", '"', "’s", "(", ")", ",", ".", "!", "?", ":", ";", "—", "-", "%",
    "\n", "\n\n", "\r\n", "\u00a0", "İstanbul", "İ", "ß", "e\u0301", "\u202e", "🚀", "١٢", "½", "²",
    "overnight", "on Saturday", "13 April", "including", "and", "or", "99 percent", "$", "<b>",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map("".join),
)
CALM = (
    "The city opened a new library. Readers liked the quiet rooms.",
    "Bread was cheap that year; the bakers, by all accounts, were content.",
)
NEWS = (
    "Iran launched 200 drones at Israel on Saturday. Israel shot down 198 of them, it said.",
    "Three people, including a child, were killed in Odesa. Russia denied firing two missiles.",
    "Hezbollah fired “dozens” of rockets;\u00a0two hit İzmir’s port — wounding 4 people.",
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_spans_are_exact(text):
    read = article(text, "2024-04-17")
    found = extract_article(read)
    for claim in found:
        assert read.text[claim.start : claim.end] == claim.quote
        assert claim.quote.strip()
        assert claim.quote in claim.sentence
        at = claim.sentence_start
        assert read.text[at : at + len(claim.sentence)] == claim.sentence
    assert len({claim.claim_id for claim in found}) == len(found)
    assert found == sorted(found, key=lambda claim: (claim.start, claim.end, claim.measure))


@settings(max_examples=60)
@given(TEXTS)
def test_sentences_neither_overlap_nor_leave_out_words(text):
    spans = list(sentences.split(text))
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    covered = set().union(*(range(*span) for span in spans))
    assert all(at in covered for at, letter in enumerate(text) if not letter.isspace())


@settings(max_examples=40)
@given(TEXTS)
def test_the_lamp_shines_on_any_text(text):
    assert trace(article(text, "2024-04-17")).strip()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(CALM), min_size=1), st.lists(st.sampled_from(NEWS), min_size=1))
def test_a_calm_paragraph_before_only_shifts_the_spans(calm, news):
    before, text = "\n\n".join(calm) + "\n\n", " ".join(news)
    plain, shifted = (extract_article(article(one, "2024-04-17")) for one in (text, before + text))
    moved = [(claim.start - len(before), claim.end - len(before)) for claim in shifted]
    assert moved == [(claim.start, claim.end) for claim in plain]
    assert [claim.quote for claim in shifted] == [claim.quote for claim in plain]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Two fell Russia-Ukraine war – latest updates Three were hit.", "Two fell"),
        ("Two fell What we know on day 559 of the invasion Three were hit.", "Two fell"),
        ("Two fell.Three were hit.", "Two fell."),
    ],
)
def test_headings_that_a_text_runs_into_stand_alone(text, first):
    spans = [text[start:end] for start, end in sentences.split(text)]
    assert (spans[0], spans[-1]) == (first, "Three were hit.")
