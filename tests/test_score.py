"""Scoring by the coding guide's rules, its intervals, and the agreement of two coders."""

from __future__ import annotations

import json
import math

import pytest

from conflict_data.agreement import FIELDS, agree, alpha
from conflict_data.cli import main
from conflict_data.errors import LoadError, Unknown
from conflict_data.intervals import Ratio
from conflict_data.score import read_jsonl, score

LABEL = {
    "field": "text", "quote": "more than 40 drones", "measure": "launched", "weapons": ["drone"],
    "unit": "count", "low": 40, "high": None, "bound": "more_than", "status": "actual",
    "actor": "Iran", "interceptor": [], "target": "Israel", "date": "2037-04-13", "speaker": None,
}  # fmt: skip
CLAIM = {
    "source_id": "a", "quote": "40 drones", "measure": "launched", "weapons": ["drone"],
    "unit": "count", "low": 40, "high": None, "bound": "more_than", "status": "actual",
    "actors": ["iran"], "interceptors": [], "country_code": "ISR", "date_start": "2037-04-12",
    "date_end": "2037-04-13",
}  # fmt: skip


def text(*labels, name="a"):
    return {"id": name, "claims": [{**LABEL, **label} for label in labels]}


def compared(labels, claims):
    return score([text(*labels)], [{**CLAIM, **claim} for claim in claims])


def counts(labels, claims):
    return tuple(compared(labels, claims).counts())


# -- what matches


def test_the_same_claim_matches_in_full():
    assert counts([{}], [{}]) == (1, 1, 1, 1)
    assert compared([{}], [{}]).wrong == []


@pytest.mark.parametrize("change", [{"bound": "at_least"}, {"status": "cumulative"}])
def test_bound_and_status_are_asked_of_the_full_claim_only(change):
    assert counts([{}], [change]) == (1, 0, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"measure": "intercepted"},
        {"unit": "share"},
        {"low": 41},
        {"high": 40},
        {"weapons": ["drone", "missile"]},
        {"quote": "forty UAVs"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_difference_is_a_miss_and_a_false_claim(change):
    result = compared([{}], [change])
    assert tuple(result.counts()) == (0, 0, 1, 1)
    assert [name for name, _ in result.misses] == [name for name, _ in result.extras] == ["a"]


def test_models_are_compared_as_their_class_and_shares_as_rounded():
    assert counts([{}], [{"weapons": ["shahed"]}])[0] == 1
    assert counts([{"weapons": ["missile"]}], [{"weapons": ["kalibr"]}])[0] == 0
    assert counts([{"low": 0.667}], [{"low": 2 / 3}])[0] == 1


def test_each_is_used_once_and_full_matches_come_first():
    result = compared([{}, {"bound": "exact"}], [{"bound": "exact"}, {}, {}])
    assert tuple(result.counts()) == (2, 2, 3, 2)


def test_a_claim_of_another_text_matches_nothing():
    result = score([text({}), text(name="b")], [{**CLAIM, "source_id": "b"}])
    assert result.counts().matched == 0
    assert [name for name, _ in result.extras] == ["b"]


# -- what counts


@pytest.mark.parametrize("status", ["hypothetical", "denied"])
def test_what_did_not_happen_is_counted_on_neither_side(status):
    assert counts([{"status": status}], [{"status": status}]) == (0, 0, 0, 0)
    assert counts([{"status": status}], [{}]) == (0, 0, 1, 0)


def test_optional_labels_count_neither_way():
    optional = {"optional": True}
    assert counts([optional], []) == (0, 0, 0, 0)
    assert counts([optional], [{}]) == (0, 0, 0, 0)
    assert counts([optional], [{}, {}]) == (0, 0, 1, 0)
    assert counts([optional, {}], [{}]) == (1, 1, 1, 1)


def test_presence_is_no_quantity():
    assert counts([], [{"unit": "presence"}]) == (0, 0, 0, 0)


def test_false_claims_are_told_per_100_texts_without_any():
    blank = [text(name="b"), text({"status": "denied"}, name="c"), text({"optional": True})]
    result = score(blank, [{**CLAIM, "source_id": "b"}])
    assert result.summary()["false_claims_per_100_texts"] == 50


# -- attributes


@pytest.mark.parametrize(
    ("label", "claim", "wrong"),
    [
        ({}, {"actors": ["iran", "houthis"]}, []),
        ({}, {"actors": ["iran", "houthis", "hezbollah"]}, ["actors"]),
        ({}, {"actors": ["israel"]}, ["actors"]),
        ({"actor": None}, {"actors": []}, []),
        ({"actor": None}, {}, ["actors"]),
        ({"interceptor": ["US", "Jordan"]}, {"interceptors": ["jordan", "united_states"]}, []),
        ({"interceptor": ["Jordan"]}, {"interceptors": []}, ["interceptors"]),
        ({"target": "Palestine"}, {"country_code": "PSE"}, []),
        ({"target": "Red Sea"}, {"country_code": None}, []),
        ({"target": None}, {}, ["country_code"]),
        ({}, {"date_start": "2037-04-14", "date_end": "2037-04-14"}, ["date"]),
        ({}, {"date_start": "2037-04-11", "date_end": "2037-04-14"}, ["date"]),
        ({}, {"date_start": None, "date_end": None}, ["date"]),
        ({"date": None}, {"date_start": None, "date_end": None}, []),
    ],
)
def test_attributes_of_matched_claims(label, claim, wrong):
    assert [name for _, name, _, _ in compared([label], [claim]).wrong] == wrong


def test_a_date_is_asked_for_only_where_the_label_has_one():
    result = compared([{"date": None}], [{}])
    assert result.attributes()["date"].value is None
    assert math.isnan(result.summary()["date"])
    assert result.to_dict()["date"] is None


# -- figures


def test_figures_of_all_and_of_each_measure():
    killed = {"measure": "killed", "weapons": []}
    result = compared([{}, {}, killed], [{}, {"bound": "exact"}, {"low": 7}, {"low": 9}])
    found = result.to_dict()
    assert (found["precision"], found["recall"]) == (0.5, 0.6667)
    assert found["f1"] == pytest.approx(4 / 7, abs=1e-4)
    assert found["full_f1"] == pytest.approx(2 / 7, abs=1e-4)
    assert list(found["measures"]) == ["killed", "launched"]
    assert found["measures"]["launched"]["recall"] == 1
    assert found["measures"]["killed"]["precision"] is None
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_table_has_a_row_for_each_measure_and_attribute():
    lines = compared([{}], [{}]).table().splitlines()
    assert lines[1].split()[:5] == ["all", "1", "1", "1.00", "(1.00-1.00)"]
    starts = {line.split()[0] for line in lines if line}
    assert starts >= {"all", "launched", "actors", "country_code", "interceptors", "date", "false"}


def test_nothing_to_score_is_no_error():
    assert math.isnan(score([], []).summary()["f1"])
    assert score([], []).table()


def test_intervals_hold_the_figure_and_are_the_same_each_time():
    ratio = Ratio([1, 0, 1, 1, 0, 1, 1, 1], [1] * 8)
    low, high = ratio.interval()
    assert low < ratio.value < high
    assert ratio.interval() == (low, high) == Ratio(ratio.above, ratio.below).interval()
    assert ratio.interval(seed=1, samples=200) != ratio.interval(seed=2, samples=200)


def test_more_texts_make_narrower_intervals():
    few, many = (Ratio([1, 0, 1, 1] * times, [1] * 4 * times).interval() for times in (2, 50))
    assert many[1] - many[0] < few[1] - few[0]


# -- files


def test_a_label_without_a_field_is_named():
    broken = {key: value for key, value in LABEL.items() if key != "bound"}
    with pytest.raises(LoadError, match=r"labelled text 'a', 'more than 40 drones': lacks bound"):
        score([{"id": "a", "claims": [broken]}], [])
    with pytest.raises(LoadError, match="has no labels"):
        score([{"id": "a"}], [])


def test_a_prediction_without_a_field_is_named():
    with pytest.raises(LoadError, match="prediction '40 drones': lacks date_end"):
        score([text()], [{key: value for key, value in CLAIM.items() if key != "date_end"}])


def test_predictions_of_other_texts_only_are_an_error():
    with pytest.raises(Unknown, match="b017"):
        score([text({})], [{**CLAIM, "source_id": "b017"}])


@pytest.mark.parametrize(("content", "said"), [("{}\n{", "line 2"), ("{}\n\n[1]", "line 3")])
def test_a_broken_line_is_named(tmp_path, content, said):
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LoadError, match=said):
        list(read_jsonl(file))


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(LoadError, match=r"gone\.jsonl"):
        list(read_jsonl(tmp_path / "gone.jsonl"))


# -- two coders


TEXTBOOK = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)


def test_alpha_of_the_textbook_example():
    """Krippendorff's own: four observers, twelve units, nominal alpha 0.743."""
    units = zip(*map(str.split, TEXTBOOK), strict=True)
    assert alpha([[value for value in unit if value != "*"] for unit in units]) == pytest.approx(
        0.743, abs=5e-4
    )


def test_alpha_at_its_ends():
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", "b"), ("b", "a")]) < 0
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a",), ()]) is None


def test_coders_are_compared_over_the_claims_that_both_saw():
    other = {"bound": "exact", "weapons": ["shell", "drone"], "quote": "40 drones"}
    first = [text({"weapons": ["drone", "shell"]}, {"measure": "killed"}), text({}, name="b")]
    found = agree(first, [text(other), text({}, name="c")])
    assert (found.texts, found.claims, len(found.pairs)) == (1, (2, 1), 1)
    assert found.overlap == pytest.approx(2 / 3)
    assert {name: found.percent(name) for name in FIELDS} == {
        **dict.fromkeys(FIELDS, 1),
        "bound": 0,
    }


def test_the_likest_quotes_are_aligned_first():
    first = [text({"quote": "40 drones", "low": 1}, {"quote": "more than 40 drones", "low": 2})]
    second = [text({"quote": "more than 40 drones", "low": 2}, {"quote": "40 drones", "low": 1})]
    assert agree(first, second).percent("value") == 1


def test_quotes_without_a_common_word_are_not_aligned():
    assert agree([text({"quote": "41"})], [text({"quote": "three men"})]).pairs == ()


def test_coders_without_a_claim_have_no_agreement():
    found = agree([text()], [text()])
    assert found.to_dict()["overlap"] is None
    assert found.alpha("bound") is found.percent("bound") is None


def test_the_command_compares_two_coders(tmp_path, capsys):
    files = [tmp_path / "one.jsonl", tmp_path / "other.jsonl"]
    for file, bound in zip(files, ("exact", "about"), strict=True):
        file.write_text(json.dumps(text({"bound": bound})), encoding="utf-8")
    paths = [*map(str, files)]
    assert main(["score", "--agree", *paths]) == 0
    assert "1 text coded by both" in capsys.readouterr().out
    assert main(["score", "--agree", "--json", *paths]) == 0
    assert json.loads(capsys.readouterr().out)["fields"]["bound"]["percent"] == 0
    assert main(["score", "--agree", paths[0]]) == 2
    assert "expected two files" in capsys.readouterr().err
