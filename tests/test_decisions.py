"""Decisions: read, anchored, applied at the build, kept in the release, compared and merged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from factory import articles, claim
from hypothesis import given
from hypothesis import strategies as st

import conflict_data as cd
from conflict_data import agreement, coding
from conflict_data import decisions as files
from conflict_data.cli import main
from conflict_data.errors import ConflictDataError, LoadError, Unknown
from conflict_data.records import Claim, Decision
from conflict_data.schema import codes, schema

ONE, OTHER = claim("one", value=181), claim("other", value=200)
NEXT = claim(
    "one", value=7, sentence_start=60, date_start=date(2024, 4, 15), date_end=date(2024, 4, 15)
)
SIGNED: dict[str, Any] = {
    "who": "A. Coder",
    "when": date(2024, 5, 2),
    "why": "the ministry says so",
}
ARTICLE = {
    "id": "night",
    "outlet": "Wire",
    "date": "2024-04-15",
    "url": "https://example.org/night",
    "text": "Russia launched 181 drones at Ukraine overnight, the air force said.",
}


def decision(action: str, one: Claim = ONE, **changes: Any) -> Decision:
    made = Decision(action, one.claim_id, one.source_id, one.quote, None, None, **SIGNED)
    return made._replace(**changes)


def built(
    decisions: Sequence[Decision], claims: Sequence[Claim] = (ONE, OTHER), **dates: Any
) -> cd.Dataset:
    return cd.build(claims, articles(claims, dates), decisions=decisions)


def reasons(data: cd.Dataset, one: Claim) -> str:
    return " | ".join(
        data.evidence.loc[data.evidence["claim_id"] == one.claim_id, "reason"].unique()
    )


def told(data: cd.Dataset) -> list[str]:
    return [problem.message for problem in data.problems if problem.table == "decisions"]


# Claims


def test_a_rejected_claim_makes_no_figure_and_stays_with_the_reason() -> None:
    data = built([decision("reject", OTHER)])
    assert data.events[["launched", "launched_low", "launched_high"]].iloc[0].tolist() == [181] * 3
    assert "rejected by A. Coder on 2024-05-02: the ministry says so" in reasons(data, OTHER)
    assert len(data.claims) == 2
    assert data.decisions[["action", "claim_id", "who"]].iloc[0].tolist() == [
        "reject", OTHER.claim_id, "A. Coder",
    ]  # fmt: skip
    assert cd.validate(data).ok


def test_an_accepted_claim_is_followed_whatever_the_policy_says() -> None:
    bounded = claim("vague", low=170, bound="at_least")
    every = [ONE, OTHER, bounded]
    assert built([], every).events["launched"].tolist() != [170]
    for policy in ("default", "acled", "newest"):
        data = cd.build(
            every, articles(every), policy=policy, decisions=[decision("accept", bounded)]
        )
        assert data.events["launched"].tolist() == [170]
    assert "accepted by A. Coder" in reasons(data, bounded)


def test_an_accepted_claim_is_current_though_its_article_is_retracted() -> None:
    texts = [one._replace(retracted="withdrawn") for one in articles([ONE])]
    data = cd.build([ONE], texts, decisions=[decision("accept")])
    assert data.events["launched"].tolist() == [181]


def test_a_corrected_value_leaves_what_it_was() -> None:
    data = built([decision("correct", field="value", value="180")], [ONE])
    assert data.events[["launched", "launched_low", "launched_high"]].iloc[0].tolist() == [180] * 3
    assert data.claims["low"].tolist() == [180]
    assert data.claims["quote"].tolist() == ["181 drones"]
    assert "value corrected to 180 by A. Coder on 2024-05-02: the ministry says so" in reasons(
        data, ONE
    )
    assert "was low 181; high 181" in reasons(data, ONE)
    assert data.decisions["was"].tolist() == ["low 181; high 181; bound exact"]
    assert cd.validate(data).ok


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        ("actors", "houthis; iran", ("attackers", "houthis; iran")),
        ("place", "Haifa", ("location", "Haifa")),
        ("date_start", "2024-04-14", ("event_date", pd.Timestamp("2024-04-14"))),
        ("measure", "intercepted", ("intercepted", 181)),
        ("weapons", "missile", ("launched", 181)),
    ],
)
def test_any_column_of_a_claim_can_be_corrected(
    field: str, value: str, cell: tuple[str, Any]
) -> None:
    role = decision("correct", field="place_role", value="impact")
    data = built([decision("correct", field=field, value=value), role], [ONE])
    assert data.events[cell[0]].tolist() == [cell[1]]
    assert data.claims["claim_id"].tolist() == [ONE.claim_id]


def test_a_claim_that_did_not_happen_can_be_made_one_that_did() -> None:
    planned = claim("one", value=5, status="hypothetical")
    assert built([], [planned]).events.empty
    data = built([decision("correct", planned, field="status", value="actual")], [planned])
    assert data.events["launched"].tolist() == [5]


# Events


def test_events_are_merged_under_a_name_and_split_under_one() -> None:
    assert len(built([], [ONE, NEXT]).events) == 2
    both = [decision("merge", one, value="the night") for one in (ONE, NEXT)]
    merged = built(both, [ONE, NEXT])
    assert merged.events["n_claims"].tolist() == [2]
    assert cd.validate(merged).ok
    apart = built([decision("split", OTHER, value="second wave")])
    assert sorted(apart.events["launched"]) == [181, 200]
    assert apart.events["event_id_cnty"].is_unique
    assert built([]).events["event_id_cnty"].iloc[0] in set(apart.events["event_id_cnty"])
    assert cd.validate(apart).ok


def test_events_of_different_countries_are_not_merged() -> None:
    abroad = NEXT._replace(country_code="UKR", target_actor="ukraine")
    both = [decision("merge", one, value="the night") for one in (ONE, abroad)]
    kept = built(both, [ONE, abroad])
    assert sorted(kept.events["country"]) == ["Israel", "Ukraine"]
    assert all("in different countries" in problem.message for problem in kept.problems)
    assert len(kept.problems) == len(both)


def test_a_split_of_two_claims_under_one_name_is_one_event() -> None:
    third = claim("third", value=190)
    some = [decision("split", one, value="second wave") for one in (OTHER, third)]
    assert sorted(built(some, [ONE, OTHER, third]).events["n_claims"]) == [1, 2]


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        ("actors", "houthis", ("attackers", "houthis")),
        ("target_actor", "united_states", ("target_actor", "united_states")),
        ("country_code", "JOR", ("country", "Jordan")),
        ("place", "Haifa", ("location", "Haifa")),
        ("date_start", "2024-04-10", ("event_date", pd.Timestamp("2024-04-10"))),
        ("date_end", "2024-04-13", ("event_date_end", pd.Timestamp("2024-04-13"))),
    ],
)
def test_a_fix_is_of_the_whole_event_and_leaves_the_claims(
    field: str, value: str, cell: Any
) -> None:
    data = built([decision("fix", field=field, value=value)])
    assert data.events[cell[0]].tolist() == [cell[1]]
    assert data.events["n_claims"].tolist() == [2]
    pd.testing.assert_frame_equal(data.claims, built([]).claims)
    assert f"{field} of the event fixed to {value} by A. Coder" in reasons(data, OTHER)


def test_events_that_a_fix_makes_one_are_one() -> None:
    days = {"date_start": "2024-04-13", "date_end": "2024-04-14"}
    data = built(
        [decision("fix", NEXT, field=f, value=day) for f, day in days.items()], [ONE, NEXT]
    )
    assert data.events["n_claims"].tolist() == [2]


def test_a_review_marks_its_event_alone() -> None:
    data = built([decision("review")], [ONE, NEXT])
    assert data.events.sort_values("event_date")["coding"].tolist() == ["reviewed", "automatic"]
    assert cd.validate(data).ok


# Anchors


def load(*records: dict[str, Any]) -> cd.Dataset:
    articles = cd.load(records)
    return cd.build(cd.extract(articles), articles)


def rebuilt(decisions: Sequence[Decision], *records: dict[str, Any]) -> cd.Dataset:
    articles = cd.load(records)
    return cd.build(cd.extract(articles), articles, decisions=decisions)


def corrected(data: cd.Dataset) -> Decision:
    claim_id = data.claims["claim_id"].iloc[0]
    return data.decide(claim_id, "correct", field="value", value="180", **SIGNED)


def test_a_decision_survives_other_articles_and_another_text_of_its_own() -> None:
    made = corrected(load(ARTICLE))
    more = {"id": "b", "date": "2024-04-15", "outlet": "Post",
            "text": "Russia launched 190 drones at Ukraine overnight, officials said."}  # fmt: skip
    assert rebuilt([made], ARTICLE, more).events["launched_low"].tolist() == [180]
    longer = ARTICLE | {"text": f"Sirens sounded at night. {ARTICLE['text']}"}
    data = rebuilt([made], longer, more)
    assert data.events["launched_low"].tolist() == [180]
    assert data.decisions["claim_id"].iloc[0] != made.claim_id
    assert data.decisions["claim_id"].iloc[0] in set(data.claims["claim_id"])
    both = rebuilt([made], ARTICLE, longer | {"updated": "2024-04-15T12:00:00"})
    assert both.events[["launched", "launched_low", "launched_high"]].iloc[0].tolist() == [180] * 3
    assert len(both.decisions) == 2


def test_a_decision_survives_an_edited_code_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of the method, made of all codes, is in no id."""
    made = corrected(load(ARTICLE))
    monkeypatch.setattr("conflict_data.extraction.claims.method_version", lambda: "0.1.0+edited")
    data = rebuilt([made], ARTICLE)
    assert data.claims["method_version"].tolist() == ["0.1.0+edited"]
    assert data.decisions["claim_id"].tolist() == [made.claim_id]


@pytest.mark.parametrize(
    ("unfit", "words"),
    [
        (
            decision("reject", claim_id="0" * 16, quote="12 drones"),
            "no claim has this id, and none",
        ),
        (decision("reject", claim_id="0" * 16, article_key="gone"), "none of article 'gone'"),
        (decision("reject", quote="12 drones"), 'the quote of this claim is "181 drones"'),
        (decision("merge", value="alone"), "no other claim is merged under this name"),
        (decision("fix", field="date_end", value="2024-05-01"), "ends on that day or, a night, on"),
    ],
)
def test_what_fits_nothing_is_told_and_not_applied(unfit: Decision, words: str) -> None:
    data = built([unfit])
    (message,) = told(data)
    assert message.startswith(f"{unfit.action} by A. Coder was not applied: ")
    assert words in message
    assert data.decisions.empty
    pd.testing.assert_frame_equal(data.events, built([]).events)


def test_a_quote_that_stands_twice_asks_for_the_id() -> None:
    twice = [ONE, claim("one", value=181, sentence_start=60)]
    (message,) = told(built([decision("reject", claim_id="0" * 16)], twice))
    assert all(one.claim_id in message for one in twice)


def test_events_are_decided_only_where_there_are_any() -> None:
    week = claim("one", value=9, date_start=date(2024, 4, 1), date_end=date(2024, 4, 9))
    for action in ("review", "accept"):
        data = built([decision(action, week)], [week])
        assert [message.split(": ")[1] for message in told(data)] == ["its claim is in no event"]
        assert data.decisions.empty
    (message,) = told(built([decision("split", value="x")], [ONE]))
    assert message.endswith("the event would have no other claims left")


def test_decisions_that_contradict_each_other_do_nothing() -> None:
    at_odds = [decision("accept"), decision("reject", who="B. Coder")]
    data = built(at_odds)
    assert len(told(data)) == 2
    assert 'it contradicts "accept" by A. Coder' in " ".join(told(data))
    assert data.decisions.empty
    fixes = [decision("fix", one, field="place", value=place)
             for one, place in ((ONE, "Haifa"), (OTHER, "Ashdod"))]  # fmt: skip
    assert len(told(built(fixes))) == 2
    same = [decision("accept"), decision("accept", who="B. Coder")]
    assert not told(built(same))
    assert len(built(same).decisions) == 2


def test_the_order_of_decisions_means_nothing() -> None:
    some = [
        decision("correct", field="value", value="180"), decision("accept", OTHER),
        decision("fix", field="place", value="Haifa"), decision("review"),
        decision("merge", NEXT, value="x"), decision("merge", OTHER, value="x"),
        decision("reject", claim_id="0" * 16),
    ]  # fmt: skip
    claims = [ONE, OTHER, NEXT]
    one, other = (
        coding.build(claims, articles(claims), decisions=each) for each in (some, some[::-1])
    )
    assert one == other
    assert cd.validate(built(some, claims)).ok


@pytest.mark.parametrize("made", [
    decision("rejct"), decision("fix", field="low", value="3"), decision("split"),
    decision("correct", field="low", value="x"), decision("reject", claim_id="x"),
    decision("accept", field="low"),
])  # fmt: skip
def test_a_decision_without_sense_is_refused(made: Decision) -> None:
    with pytest.raises(ConflictDataError, match=r"decision to .* by A\. Coder: "):
        built([made])


# Files

GOOD = {
    "action": "reject",
    "claim_id": ONE.claim_id,
    "article_key": "one",
    "quote": "181 drones",
    "who": "A. Coder",
    "when": "2024-05-02",
    "why": "x",
}


def toml(**changes: Any) -> str:
    lines = [f"{key} = {value!r}" for key, value in (GOOD | changes).items() if value is not None]
    return "\n".join(["[[decision]]", *lines, ""])


def file(folder: Path, text: str, name: str = "decisions.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (toml(action="rejct"), "decision 1: action: unknown action 'rejct'; did you mean 'reject'"),
        (toml(claimid="x"), "decision 1: unknown key 'claimid'; did you mean 'claim_id'"),
        (toml(claim_id="x"), "claim_id is 'x'; expected 16 digits and letters"),
        (toml() + toml(who=None), "decision 2: lacks who"),
        (toml(when="in May"), "when: Invalid isoformat string: 'in May'; expected a date such as"),
        (toml(action="correct"), "unknown field to correct ''; Known: actors"),
        (toml(action="correct", field="quote"), "unknown field to correct 'quote'"),
        (toml(action="correct", field="value", value="many"), "could not convert string to float"),
        (toml(action="correct", field="low", value=-3), "-3 is not a number from 0"),
        (toml(action="correct", field="weapons", value="droen"), "did you mean 'drone'"),
        (
            toml(action="correct", field="measure"),
            "measure is never unknown; expected, for instance, intercepted",
        ),
        (toml(action="fix", field="low", value=3), "unknown field to fix 'low'"),
        (toml(action="split"), "lacks value; expected a name"),
        (toml(field="low"), "reject has a field; remove it, or write correct"),
        ("[[decisions]]\n", "unknown key 'decisions'; did you mean 'decision'"),
        ("decision = 3\n", "decision is no list of tables"),
        ("[[decision\n", "expected TOML; correct the line"),
    ],
)
def test_a_bad_file_is_told_in_words(text: str, words: str, tmp_path: Path) -> None:
    path = file(tmp_path, text)
    with pytest.raises(LoadError) as error:
        files.read(path)
    assert str(error.value).startswith(str(path))
    assert words in str(error.value)


def test_a_bad_csv_names_its_line(tmp_path: Path) -> None:
    path = file(tmp_path, "action,claim_id\nreject\n", "d.csv")
    with pytest.raises(LoadError, match=r"d.csv, decision 1 \(line 2\): has more or fewer cells"):
        files.read(path)
    with pytest.raises(LoadError, match=r"is no decisions file; expected \.csv or \.toml"):
        files.read(file(tmp_path, "", "d.txt"))
    with pytest.raises(LoadError, match="No such file"):
        files.read(tmp_path / "none.toml")


def test_toml_may_have_numbers_dates_and_lists(tmp_path: Path) -> None:
    text = toml(action="correct", field="value", value=180, when=None) + "when = 2024-05-02\n"
    text += toml(action="correct", field="actors", value=["houthis", "iran"])
    one, other = files.read(file(tmp_path, text))
    assert (one.value, one.when, other.value) == ("180", date(2024, 5, 2), "houthis; iran")


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip)
WORDS = TEXT.filter(lambda text: text and "\x85" not in text)


@given(st.lists(st.builds(
    Decision, st.sampled_from(["merge", "split"]), st.just(ONE.claim_id), WORDS, WORDS, st.none(),
    WORDS, WORDS, st.dates(), WORDS | st.sampled_from(["=1+1", "'=1", "-3", "a\nb", '"', "\x7f x"]),
    st.none(),
), max_size=4), st.sampled_from(files.SUFFIXES))  # fmt: skip
def test_what_is_written_is_read_back(
    tmp_path_factory: Any, some: list[Decision], suffix: str
) -> None:
    path = tmp_path_factory.mktemp("files") / f"d{suffix}"
    files.write(some, path)
    assert files.read(path) == some
    if suffix == ".csv":
        assert not any(cell.startswith(("=", "@")) for line in path.read_text("utf-8").split("\n")
                       for cell in line.split(","))  # fmt: skip


def test_a_build_takes_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    files.write([decision("reject", OTHER)], path)
    assert built(path).events["launched"].tolist() == [181]


def test_a_release_carries_its_decisions(tmp_path: Path) -> None:
    data = built([decision("correct", field="value", value="180")])
    data.write(tmp_path / "release")
    again = cd.read(tmp_path / "release")
    pd.testing.assert_frame_equal(again.decisions, data.decisions)
    assert cd.validate(again).ok
    broken = again.decisions.assign(claim_id="0" * 16)
    names = [field.name for field in fields(again)]
    other = cd.Dataset(**{name: getattr(again, name) for name in names} | {"decisions": broken})
    assert {problem.rule for problem in cd.validate(other).problems} == {"reference"}


def test_a_decision_on_a_claim_that_is_not_there() -> None:
    with pytest.raises(Unknown, match="unknown claim"):
        built([]).decide("0" * 16, "reject", **SIGNED)


def test_every_action_of_the_list_is_tested_here() -> None:
    source = Path(__file__).read_text("utf-8")
    assert all(f'decision("{action}"' in source for action in codes("actions"))
    assert schema().table("decisions").names == Decision._fields


# Two coders


def test_two_coders_agree_as_far_as_they_do() -> None:
    mine = [
        decision("accept"),
        decision("reject", OTHER),
        decision("reject", NEXT),
        decision("review"),
    ]
    theirs = [decision("accept"), decision("accept", OTHER), decision("reject", NEXT)]
    found = agreement.compare_decisions(mine, theirs)
    assert found["decisions"] == [4, 3]
    assert found["settled"]["review"] == {
        "claims": [1, 0],
        "both": 0,
        "percent": None,
        "alpha": None,
    }
    verdicts = found["settled"]["verdict"]
    assert (verdicts["both"], round(verdicts["percent"], 3)) == (3, 0.667)
    units = [("a", "a"), ("r", "a"), ("r", "r")]
    assert verdicts["alpha"] == pytest.approx(agreement.alpha(units), abs=1e-3)


def test_merging_lists_conflicts_and_keeps_what_is_left() -> None:
    mine = [decision("accept"), decision("correct", OTHER, field="value", value="180")]
    later = {"who": "B. Coder", "when": SIGNED["when"] + timedelta(1)}
    low = decision("correct", OTHER, field="low", value="190", **later)
    theirs = [decision("accept", **later), low, decision("reject", NEXT, **later)]
    merged = agreement.merge_decisions(mine, theirs)
    assert merged.decisions == [mine[0], theirs[2]]
    assert merged.conflicts == [(mine[1], theirs[1])]
    assert not agreement.merge_decisions(mine, mine).conflicts


# The command line


def test_the_command_line_applies_compares_and_merges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file(tmp_path, json.dumps(ARTICLE) + "\n", "a.jsonl")
    made = corrected(load(ARTICLE))
    gone = made._replace(claim_id="0" * 16, quote="7 drones")
    files.write([made], tmp_path / "a.toml")
    files.write([made._replace(value="182", who="B. Coder"), gone], tmp_path / "b.csv")
    assert main(["build", "a.jsonl", "--decisions", "a.toml", "--out", "r"]) == 0
    assert cd.read("r").events["launched"].tolist() == [180]
    assert main(["build", "a.jsonl", "--decisions", "b.csv", "--out", "r"]) == 1
    printed = capsys.readouterr().out
    assert "correct by A. Coder was not applied: no claim has this id" in printed
    assert cd.read("r").events["launched"].tolist() == [182]
    assert main(["score", "--agree", "a.toml", "b.csv", "--merge", "both.toml"]) == 1
    assert '"correct value 180" by A. Coder' in capsys.readouterr().out
    assert files.read("both.toml") == [gone]
    assert main(["score", "--agree", "a.toml"]) == 2
    assert "expected two files" in capsys.readouterr().err
