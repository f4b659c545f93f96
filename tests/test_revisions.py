"""Revisions: what is corrected, retracted or superseded stays, and makes no figure."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest
from factory import articles, claim, day

import conflict_data as cd
from conflict_data.coding.revisions import withdrawn
from conflict_data.records import Article, Claim

POLICE: dict[str, Any] = {"speaker": "police", "speaker_kind": "official"}
DATES = {"early": date(2024, 4, 15), "late": date(2024, 4, 16), "other": date(2024, 4, 16)}


def texts(claims: Sequence[Claim], **changes: dict[str, Any]) -> list[Article]:
    """The articles of claims, some with other fields."""
    made = articles(claims, DATES)
    return [one._replace(**changes.get(one.source_id, {})) for one in made]


def built(claims: Sequence[Claim], **changes: dict[str, Any]) -> cd.Dataset:
    return cd.build(claims, texts(claims, **changes))


def killed(article: str, value: float, **fields: Any) -> Claim:
    return claim(article, measure="killed", value=value, **fields)


def figure(data: cd.Dataset, name: str) -> list[Any]:
    """The one event's best, low, high of a toll or a count."""
    best = f"{name}_best" if f"{name}_best" in data.events else name
    row = data.events[[best, f"{name}_low", f"{name}_high"]].iloc[0]
    return [None if pd.isna(cell) else cell for cell in row]


def behind(data: cd.Dataset, one: Claim) -> dict[str, str]:
    """Role by field of a claim."""
    rows = data.evidence[data.evidence["claim_id"] == one.claim_id]
    return dict(zip(rows["field"], rows["role"], strict=True))


def reasons(data: cd.Dataset, one: Claim) -> str:
    rows = data.evidence[data.evidence["claim_id"] == one.claim_id]
    return " | ".join(rows["reason"].unique())


# A claim corrects another


def test_a_corrected_figure_makes_no_range() -> None:
    first = claim("early", value=200)
    right = claim("late", value=180, replaces=first.claim_id)
    data = built([first, right])
    assert figure(data, "launched") == [180, 180, 180]
    assert behind(data, first) == {"launched": "other"}
    assert 'corrected: "180 drones"' in reasons(data, first)
    assert len(data.claims) == 2
    assert data.events["n_claims"].tolist() == [1]
    assert cd.validate(data).ok


def test_who_is_wrong_himself_corrects_nothing() -> None:
    first = claim("early", value=200)
    for change in ({"status": "denied"}, {"status": "hypothetical"}):
        wrong = claim("late", value=180, replaces=first.claim_id, **change)
        assert figure(built([first, wrong]), "launched") == [200, 200, 200]
    wrong = claim("late", value=180, replaces=first.claim_id)
    data = built([first, wrong], late={"retracted": "This article has been retracted."})
    assert figure(data, "launched") == [200, 200, 200]


def test_corrections_in_a_chain_leave_the_last_and_in_a_circle_all() -> None:
    one, two, three = (
        claim(name, value=at) for at, name in enumerate(("early", "late", "other"), 1)
    )
    chain = [one, two._replace(replaces=one.claim_id), three._replace(replaces=two.claim_id)]
    assert figure(built(chain), "launched") == [3, 3, 3]
    circle = [one._replace(replaces=three.claim_id), *chain[1:]]
    assert figure(built(circle), "launched")[1:] == [1, 3]


def test_a_part_does_not_pose_as_the_whole_that_was_corrected() -> None:
    total = claim("early", value=200)
    wave = claim("early", value=30, part_of=total.claim_id, sentence_start=60)
    shaheds = claim(
        "early", value=6, weapons=("shahed",), part_of=total.claim_id, sentence_start=120
    )
    right = claim("late", value=180, replaces=total.claim_id)
    data = built([total, wave, shaheds, right])
    assert figure(data, "launched") == [180, 180, 180]
    assert data.munitions.set_index("weapons")["launched"].to_dict() == {"drone": 180, "shahed": 6}
    (problem,) = data.problems
    assert problem.key == wave.claim_id
    assert problem.message.startswith('part of "200 drones", which is not current')


# Articles


def test_a_retracted_article_retracts_its_claims() -> None:
    wrong, right = claim("early", value=900), claim("late", value=40)
    data = built([wrong, right], early={"retracted": "This article has been retracted."})
    assert figure(data, "launched") == [40, 40, 40]
    assert behind(data, wrong) == {"launched": "other"}
    assert "retracted: This article has been retracted." in reasons(data, wrong)
    assert data.events["source"].tolist() == ["Late"]
    assert data.events["n_articles"].tolist() == [1]
    assert cd.validate(data).ok


def test_an_event_that_only_a_retracted_article_tells_is_none() -> None:
    data = built([claim("early", value=9)], early={"retracted": "withdrawn"})
    assert data.events.empty
    assert len(data.claims) == 1
    assert [problem.message for problem in data.problems] == [
        "retracted: withdrawn; it fits no one event that other claims make"
    ]


def test_a_retraction_takes_the_earlier_versions_with_it_and_no_later_one() -> None:
    early, late = claim("early", value=9), claim("late", value=5)
    one = {"article_key": "https://example.org/a"}
    data = built([early, late], early=one, late=one | {"retracted": "withdrawn"})
    assert data.events.empty
    data = built([early, late], early=one | {"retracted": "withdrawn"}, late=one)
    assert figure(data, "launched") == [5, 5, 5]


def test_the_same_text_loaded_again_as_retracted_is_retracted() -> None:
    text = "Russia launched 45 drones at Ukraine on 14 April 2024, police said."
    record = {"id": "a", "date": "2024-04-15", "outlet": "Wire", "text": text}
    for records in ([record, record | {"retracted": True}], [record | {"retracted": True}, record]):
        loaded = cd.load(records)
        data = cd.build(cd.extract(loaded), loaded)
        assert data.events.empty
        assert data.articles["retracted"].tolist() == ["true"]


def test_a_newer_version_of_a_live_blog_supersedes_what_it_tells_again() -> None:
    blog = {"article_key": "https://example.org/live"}
    old = claim("early", value=30)
    missiles = claim("early", value=4, weapons=("missile",), sentence_start=60)
    new = claim("late", value=55)
    data = built([old, missiles, new], early=blog, late=blog)
    rows = data.munitions.set_index("weapons")
    assert rows.loc["drone", ["launched_low", "launched_high"]].tolist() == [55, 55]
    assert rows.loc["missile", "launched"] == 4
    assert "superseded: the version of 2024-04-16" in reasons(data, old)


def test_versions_of_one_day_are_told_apart_by_the_hour_or_not_at_all() -> None:
    told = [claim("late", value=30), claim("other", value=55)]
    blog = {"article_key": "https://example.org/live"}
    hours = {"late": blog | {"updated": "2024-04-16T08:00:00"},
             "other": blog | {"updated": "2024-04-16T09:30:00"}}  # fmt: skip
    assert figure(built(told, **hours), "launched") == [55, 55, 55]
    assert figure(built(told, late=blog, other=blog), "launched")[1:] == [30, 55]


# Running tolls


def test_a_toll_that_rises_supersedes_the_earlier_one_of_its_source() -> None:
    first, later = killed("early", 5, **POLICE), killed("late", 12, **POLICE)
    data = built([first, later])
    assert figure(data, "fatalities") == [12, 12, 12]
    assert data.events["fatalities"].tolist() == [12]
    assert behind(data, first) == {"fatalities": "other", "fatalities_best": "other"}
    assert cd.validate(data).ok
    assert 'the same source later says "12 people" (2024-04-16)' in reasons(data, first)


def test_an_outlet_brings_its_own_toll_up_to_date() -> None:
    told = [
        killed("early", 5, **POLICE),
        killed("late", 12, speaker="medics", speaker_kind="media"),
    ]
    same = {"outlet": "Wire"}
    assert figure(built(told, early=same, late=same), "fatalities") == [12, 12, 12]
    assert figure(built(told), "fatalities")[1:] == [5, 12]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (killed("early", 12, **POLICE), killed("late", 5, **POLICE)),
        (killed("late", 5, **POLICE), killed("other", 12, **POLICE)),
        (killed("early", 5, speaker="a man", speaker_kind="witness"),
         killed("late", 12, speaker="a man", speaker_kind="witness")),
    ],
    ids=["lower", "same day", "some witness"],
)  # fmt: skip
def test_otherwise_tolls_are_rivals(first: Claim, later: Claim) -> None:
    assert figure(built([first, later]), "fatalities")[1:] == [5, 12]


def test_hours_tell_which_figure_of_a_day_is_current() -> None:
    force = {"speaker": "the air force", "speaker_kind": "military", "speaker_actor": "israel"}
    told = [
        claim("late", value=30, as_of="as of 08:30", **force),
        claim("other", value=28, as_of="as of 11 a.m.", **force),
    ]
    assert figure(built(told), "launched") == [28, 28, 28]
    hourless = [told[0], claim("other", value=28, **force)]
    assert figure(built(hourless), "launched")[1:] == [28, 30]


# Laws over whatever is made


def random_tolls(seed: int) -> list[Claim]:
    source = random.Random(seed)
    names = list(DATES)
    made = [
        killed(source.choice(names), source.randrange(1, 9), sentence_start=60 * at,
               as_of=source.choice((None, "as of 08:30", "as of 9 p.m.")),
               **source.choice((POLICE, {}, {"speaker": "a man", "speaker_kind": "witness"})))
        for at in range(source.randrange(2, 14))
    ]  # fmt: skip
    links = [source.choice([None, None, *[one.claim_id for one in made]]) for _ in made]
    return [
        one._replace(replaces=link if link != one.claim_id else None)
        for one, link in zip(made, links, strict=True)
    ]


def naive(claims: Sequence[Claim], every: Iterable[Article]) -> set[str]:
    """What is not current, by the rules as they read, each pair looked at."""
    by_id = {one.article_id: one for one in every}
    gone = set(withdrawn(claims, by_id, {}))
    current = [one for one in claims if one.claim_id not in gone]
    minutes = {None: None, "as of 08:30": 510, "as of 9 p.m.": 1260}
    for old in current:
        for new in current:
            days = [by_id[one.article_id].date for one in (old, new)]
            hours = [minutes[one.as_of] for one in (old, new)]
            later = days[0] < days[1] or (
                days[0] == days[1] and None not in hours and hours[0] < hours[1]
            )
            outlet = old.article_id == new.article_id
            speaker = old.speaker == new.speaker == "police"
            if later and (outlet or speaker) and (new.low or 0) > (old.low or 0):
                gone.add(old.claim_id)
    return gone


@pytest.mark.parametrize("seed", range(25))
def test_ranges_are_over_what_is_current_and_order_means_nothing(seed: int) -> None:
    claims = random_tolls(seed)
    data = built(claims)
    gone = naive(claims, texts(claims))
    current = [one for one in claims if one.claim_id not in gone]
    values = [one.low for one in current if one.low is not None]
    assert figure(data, "fatalities")[1:] == [min(values), max(values)]
    assert data.events["fatalities"].tolist() == [min(values)]
    roles = data.evidence.groupby("claim_id")["role"].agg(set).to_dict()
    assert all(roles[claim_id] == {"other"} for claim_id in gone)
    random.Random(seed).shuffle(claims)
    pd.testing.assert_frame_equal(built(claims).evidence, data.evidence)


def test_every_claim_of_something_real_has_a_place_or_a_reason() -> None:
    first = claim("early", value=200, **day(3))
    data = built([first, claim("late", value=180, replaces=first.claim_id)])
    assert [problem.key for problem in data.problems] == [first.claim_id]
    assert data.problems[0].message.startswith('corrected: "180 drones"')
