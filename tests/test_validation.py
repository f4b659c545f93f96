from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from examples import rows, with_column

from conflict_data.compilers import codebook
from conflict_data.errors import Unknown, ValidationFailed
from conflict_data.schema import schema
from conflict_data.validation import Passed, Report, named, validate
from conflict_data.validation.sheet import LIMIT

EVENT, MUNITION, CLAIM = "ISR-20240413-5d0c91aa", "c4a97b20d1e85f36", "9b1de0aa54c3f012"
ALONE = {"part_of_event": None}


def found(report: Report) -> list[tuple[str, str, str]]:
    return [(problem.field, problem.rule, problem.value) for problem in report.problems]


def event(**cells: Any) -> Report:
    return validate({"events": rows("events", ALONE | cells)})


def test_a_good_event() -> None:
    report = event()
    assert report.ok
    assert (len(report), report.summary(), bool(report)) == (0, "no problems", True)
    report.raise_if_bad()


# Columns


@pytest.mark.parametrize(
    ("cells", "fault", "words"),
    [
        ({"event_type": "Battle"}, "enum", "did you mean 'Battles'"),
        ({"sub_event_type": "Airstrike"}, "codes", "did you mean 'Air/drone strike'"),
        ({"latitude": 91.0}, "range", "expected at least -90 and at most 90, found 91.0"),
        ({"latitude": float("inf")}, "finite", "unknown is null, never NaN"),
        ({"launched_low": float("nan")}, "finite", "unknown is null, never NaN"),
        ({"actor1": None}, "required", "never empty; expected, for instance, 'Military Forces"),
        ({"notes": " padded"}, "blank", "without blanks around it, found ' padded'"),
        ({"event_id_cnty": "ISR 1"}, "pattern", "for instance 'ISR-20240413-5d0c91aa'"),
        ({"attackers": "iran; houthis"}, "list", "sorted, each once, joined by '; '"),
        ({"attackers": "houthis;iran"}, "list", "'houthis; iran'"),
        ({"attackers": "iran; iran"}, "list", "each once"),
        ({"attackers": "irann"}, "list", "unknown code of actors 'irann'; did you mean 'iran'"),
    ],
)
def test_a_fault_in_a_cell_is_told_in_words(cells: dict[str, Any], fault: str, words: str) -> None:
    problems = [problem for problem in event(**cells).problems if problem.rule == fault]
    assert [(problem.table, problem.field) for problem in problems] == [("events", *cells)]
    assert words in problems[0].message


FAULTS = [
    {field.name: cell}
    for field in schema().table("events").fields
    for cell in (field.bad, *([None] if field.required else []))
    if field.type != "date" and field.name != "part_of_event"  # told with the number of rows
]


def test_many_rows_are_told_as_few_are() -> None:
    """Cells that repeat are looked at once, and every row with a fault is told all the same."""
    bad = [{"event_id_cnty": f"ISR{at}"} | ALONE | fault for at, fault in enumerate(FAULTS)]
    few = rows("events", *bad, *bad)
    good = rows("events", *({"event_id_cnty": f"YEM{at}"} | ALONE for at in range(1200)))
    many = validate({"events": pa.concat_tables([good, few])})
    expected = validate({"events": few})
    assert len(expected) > 2 * len(FAULTS)
    assert [finding[1:] for finding in many.findings] == [f[1:] for f in expected.findings]


def test_what_passed_in_one_piece_does_not_hide_what_fails_in_the_next() -> None:
    changes = [{"event_id_cnty": f"ISR{at}"} | ALONE for at in range(1200)]
    good, passed = rows("events", *changes), Passed()
    assert validate({"events": good}, passed).ok
    for fault in ({"country_code": "IL"}, {"level": None}, {"geo_precision": 5}, {"admin1": ""}):
        report = validate({"events": rows("events", *changes[:-1], changes[-1] | fault)}, passed)
        again = validate({"events": rows("events", changes[-1] | fault)})
        assert report.findings == again.findings
        assert not report.ok


def test_the_key_is_the_rows_own_and_not_its_number() -> None:
    ids = {"event_id_cnty": "ISR-20240413-00000001"}, {"event_id_cnty": "ISR-20240413-00000002"}
    bad = {"geo_precision": 5}
    report = validate({"events": rows("events", ALONE | ids[0], ALONE | ids[1] | bad)})
    assert [problem.key for problem in report.problems] == ["ISR-20240413-00000002"]


def test_a_double_id_is_told_for_each_row() -> None:
    report = validate({"events": rows("events", ALONE, ALONE)})
    assert found(report) == [("event_id_cnty", "unique", EVENT)] * 2


def test_a_double_key_of_several_columns() -> None:
    report = validate({"evidence": rows("evidence", {}, {})})
    assert {problem.rule for problem in report.problems} == {"unique"}
    assert report.problems[0].key == f"{EVENT} / {MUNITION} / launched / {CLAIM} / chosen"


def test_columns_that_are_missing_unknown_out_of_order_or_of_another_type() -> None:
    table = with_column(rows("events", ALONE), "year", pa.array(["2024"]))
    table = table.drop_columns(["tags"]).append_column("contry", pa.array(["Israel"]))
    table = table.select(["event_date", "event_id_cnty", *table.column_names[2:]])
    report = validate({"events": table})
    assert found(report) == [
        ("year", "type", "string"), ("tags", "missing", ""), ("contry", "extra", ""),
        ("event_date", "order", ""),
    ]  # fmt: skip
    assert "did you mean 'country'" in report.problems[2].message
    assert "expected int64 (integer), found string" in report.problems[0].message


def test_a_double_column() -> None:
    table = rows("events", ALONE)
    report = validate({"events": table.append_column("tags", table.column("tags"))})
    assert [fault[:2] for fault in found(report)] == [("tags", "doubled")]


def test_empty_tables_and_parts_of_a_release_are_fine() -> None:
    for name in schema().tables:
        assert validate({name: rows(name).slice(0, 0)}).ok
    assert validate({}).ok


def test_an_unknown_table() -> None:
    with pytest.raises(Unknown, match="did you mean 'events'"):
        validate({"event": rows("events")})


# Rules and named checks


def test_a_broken_rule_shows_its_columns_and_why() -> None:
    (problem,) = event(launched_low=5.0, launched_high=3.0).problems
    assert (problem.field, problem.rule) == ("launched_low", "launched_low_not_above_high")
    assert problem.value == "launched_low=5.0, launched_high=3.0"
    assert problem.message.startswith("a range runs upwards: expected launched_low <=")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"event_type": "Battles"}, ("event_type", "event_type_fits")),
        ({"disorder_type": "Demonstrations"}, ("disorder_type", "disorder_fits")),
        ({"interaction": "State forces only"}, ("interaction", "interaction_fits")),
        ({"country": "Iran"}, ("country", "country_fits")),
        ({"iso": None}, ("iso", "country_fits")),
        ({"region": "Europe"}, ("region", "country_fits")),
    ],
)
def test_what_follows_from_a_code(cells: dict[str, Any], fault: tuple[str, str]) -> None:
    assert [(problem.field, problem.rule) for problem in event(**cells).problems] == [fault]


def test_kinds_in_acleds_odd_order() -> None:
    kinds = {"inter1": "External/Other forces", "inter2": "Civilians"}
    assert event(**kinds, interaction="External/Other forces-Civilians").ok
    (problem,) = event(**kinds, interaction="Civilians only").problems
    assert "expected 'External/Other forces-Civilians', found 'Civilians only'" in problem.message


def test_nothing_follows_at_sea() -> None:
    nowhere = dict.fromkeys(["country_code", "country", "iso", "region"])
    assert event(**nowhere).ok


def claim(**cells: Any) -> Report:
    return validate(
        {"claims": rows("claims", {"part_of": None, "share_of": None, "replaces": None} | cells)}
    )


def test_a_quote_stands_in_its_sentence() -> None:
    assert claim().ok
    (problem,) = claim(start=28).problems
    assert (problem.rule, problem.quote) == (
        "quote_stands_there", "more than 40 drones and missiles",
    )  # fmt: skip
    assert claim(sentence="x" * 90).counts == {("claims", "quote_stands_there"): 1}


def test_a_quote_before_its_sentence_is_not_found_from_the_end() -> None:
    report = claim(sentence="40 drones x", quote="40 drones", start=89, end=98, sentence_start=100)
    assert ("claims", "quote_stands_there") in report.counts


def test_offsets_count_code_points() -> None:
    assert claim(
        sentence="🚀🚀 40 drones", quote="40 drones", start=103, end=112, sentence_start=100
    ).ok


def test_the_codebook_knows_the_named_checks() -> None:
    names = {derivation.rule for derivation in named.EVENTS}
    names |= {"quote_stands_there", "claimed_has_evidence", "evidence_has_cell", "figure_is_actual"}
    assert all(f"`{name}`" in codebook.render() for name in names)


# Between tables


def release(**changes: Mapping[str, Any]) -> dict[str, pa.Table]:
    """Return one event with one munitions row, every claimed cell proven by one claim."""
    goods = {
        "events": ALONE,
        "munitions": {"part_of": None},
        "claims": {"part_of": None, "share_of": None, "replaces": None},
        "articles": {},
    }
    tables = {name: rows(name, cells | changes.get(name, {})) for name, cells in goods.items()}
    keys = {"events": None, "munitions": MUNITION}
    proofs = [
        {"table": name, "munition_id": key, "field": field.name}
        for name, key in keys.items()
        for field in schema().table(name).fields
        if field.claimed
    ]
    evidence = [proof | changes.get("evidence", {}) for proof in proofs]
    return tables | {"evidence": rows("evidence", *evidence)}


def test_a_whole_release() -> None:
    report = validate(release())
    assert report.ok, report.summary()


def test_a_reference_that_leads_nowhere_shows_value_type_and_place() -> None:
    (problem,) = validate(release(claims={"article_id": "0" * 16})).problems
    assert (problem.field, problem.rule) == ("article_id", "reference")
    assert problem.message.startswith(
        "'0000000000000000' (string) is not in articles.article_id (string, 1 rows)"
    )


def test_a_claimed_cell_without_evidence() -> None:
    tables = release()
    tables["evidence"] = tables["evidence"].filter(pa.compute.field("field") != "launched")
    report = validate(tables)
    assert report.counts == {
        ("events", "claimed_has_evidence"): 1,
        ("munitions", "claimed_has_evidence"): 1,
    }
    assert {problem.field for problem in report.problems} == {"launched"}


def test_imported_rows_need_no_evidence() -> None:
    tables = release(events={"coding": "imported"})
    assert validate(tables | {"evidence": tables["evidence"].slice(0, 0)}).ok


def test_evidence_for_a_cell_that_is_not_there() -> None:
    tables = release()
    stray = {"table": "events", "munition_id": None, "field": "lauched", "role": "other"}
    tables["evidence"] = pa.concat_tables([tables["evidence"], rows("evidence", stray)])
    (problem,) = validate(tables).problems
    assert (problem.rule, problem.field) == ("evidence_has_cell", "field")
    assert "events has no cell 'lauched'" in problem.message


@pytest.mark.parametrize("status", ["hypothetical", "denied", "cumulative", "test"])
def test_only_what_happened_makes_figures(status: str) -> None:
    report = validate(release(claims={"status": status}))
    assert set(report.counts) == {("evidence", "figure_is_actual")}
    assert validate(release(claims={"status": status}, evidence={"role": "other"})).ok


# The report


def many(count: int) -> Report:
    ids = pa.array([f"ISR-20240413-{at:08x}" for at in range(count)])
    table = pa.concat_tables([rows("events", ALONE | {"geo_precision": 9})] * count)
    return validate({"events": with_column(table, "event_id_cnty", ids)})


def test_counts_are_exact_and_examples_are_few() -> None:
    report = many(3 * LIMIT)
    assert (len(report), len(report.problems)) == (3 * LIMIT, LIMIT)
    assert report.counts == {("events", "range"): 3 * LIMIT}
    assert "events.geo_precision range: 300" in report.summary()
    assert len(report.summary().splitlines()) == 5


def test_raising_carries_the_problems() -> None:
    report = event(geo_precision=9)
    with pytest.raises(ValidationFailed, match="at most 4, found 9") as failed:
        report.raise_if_bad()
    assert failed.value.problems == report.problems


def test_a_report_for_notebooks() -> None:
    report = event(actor1=" <script>alert(1)</script>")
    assert "&lt;script&gt;" in report._repr_html_()
    assert "<script>" not in report._repr_html_()
    frame = report.to_frame()
    assert list(frame.columns[:3]) == ["table", "key", "field"]
    assert (len(frame), str(frame.dtypes["value"])) == (1, "str")
    assert Report(()).to_frame().empty
    assert Report(())._repr_html_() == "<p>No problems.</p>"
    assert repr(report) == "<Report: 1 problem>"


def test_validation_is_quick() -> None:
    count = 10_000
    ids = pa.array([f"ISR-20240413-{at:08x}" for at in range(count)])
    table = with_column(pa.concat_tables([rows("events", ALONE)] * count), "event_id_cnty", ids)
    validate({"events": table.slice(0, 1)})
    begun = time.perf_counter()
    assert validate({"events": table}).ok
    assert time.perf_counter() - begun < 2, "about 0.2 s where this was written"


def test_faults_do_not_depend_on_chunks() -> None:
    bad = {"geo_precision": 9, "event_date": date(2023, 1, 1)}
    table = rows("events", ALONE, ALONE | bad)
    whole, chunked = (
        validate({"events": parts})
        for parts in (table, pa.concat_tables([table.slice(0, 1), table.slice(1)]))
    )
    assert whole == chunked
