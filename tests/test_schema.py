from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import bare, column, rows

from conflict_data import rules
from conflict_data.compilers import arrow
from conflict_data.errors import SchemaError, Unknown
from conflict_data.records import Article, Claim
from conflict_data.schema import CodeList, Field, Rule, Table, codes, read_toml, schema
from conflict_data.validation import validate
from conflict_data.validation.columns import structure

ACLED = """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type
    actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting
    iso region country admin1 admin2 admin3 location latitude longitude geo_precision
    source source_scale notes fatalities tags timestamp
"""
LISTS = list(schema().lists.values())


def fields() -> Iterator[tuple[Table, Field]]:
    return ((table, field) for table in schema().tables.values() for field in table.fields)


def all_rules() -> Iterator[tuple[Table, Rule]]:
    return ((table, rule) for table in schema().tables.values() for rule in table.rules)


def name(part: object) -> str:
    return getattr(part, "name", "")


each_field = pytest.mark.parametrize(("table", "field"), list(fields()), ids=name)
each_list = pytest.mark.parametrize("item", LISTS, ids=name)


def test_sizes_that_acled_has() -> None:
    assert list(schema().table("events").names[:31]) == ACLED.split()
    sizes = {name: len(codes(name)) for name in ("event_types", "interactions", "regions", "inter")}
    assert sizes == {"event_types": 25, "interactions": 44, "regions": 17, "inter": 8}


def test_records_are_what_the_schema_says() -> None:
    assert schema().table("claims").names == Claim._fields
    assert set(Article._fields) <= set(schema().table("articles").names)


@each_list
def test_a_list_is_sorted_and_has_the_columns_it_declares(item: CodeList) -> None:
    with item.path.open(encoding="utf-8", newline="") as lines:
        head, *body = csv.reader(lines, strict=True)
    assert head == [field.name for field in item.fields]
    listed = [row[0] for row in body]
    assert listed == sorted(set(listed)), f"sort {item.path.name} by code, each code once"
    assert not item.path.read_bytes().count(b"\r"), "lines end in LF"


@each_list
def test_codes_in_a_list_are_in_their_lists(item: CodeList) -> None:
    for field in item.fields:
        if field.codes:
            cells = {row[field.name] for row in codes(item.name).values()} - {""}
            assert cells <= set(codes(field.codes)), f"{item.name}.{field.name}"


@pytest.mark.parametrize("item", [i for i in LISTS if "parent" in map(name, i.fields)], ids=name)
def test_parents_lead_to_a_root(item: CodeList) -> None:
    parents = {code: row["parent"] for code, row in codes(item.name).items()}
    for code in parents:
        line = [code]
        while parents[line[-1]]:
            line.append(parents[line[-1]])
            assert len(line) == len(set(line)), f"a circle: {' -> '.join(line)}"


@each_field
def test_a_field_says_everything(table: Table, field: Field) -> None:
    assert field.description.endswith("."), "a meaning is a sentence"
    assert field.required != bool(field.null), "either never null, or it says what null means"
    assert field.good is not None
    assert field.bad is not None
    assert not field.codes or codes(field.codes), "codes name a list"
    assert field.type != "list" or field.codes, "lists in cells are lists of codes"


@pytest.mark.parametrize("name", schema().tables)
def test_the_good_examples_pass(name: str) -> None:
    people = {"measure": "killed", "victims": schema().table("claims").field("victims").good}
    changes = [{}, people | {"weapons": None, "claim_id": f"{1:016x}"}] if name == "claims" else []
    report = validate({name: rows(name, *changes)})
    assert {problem.rule for problem in report.problems} <= {"reference"}, report.summary()


@pytest.mark.parametrize("name", schema().tables)
def test_each_bad_example_fails_in_its_field(name: str) -> None:
    table = schema().table(name)
    own = "claim_id" if name == "evidence" else table.key[0]
    pattern = "ISR-20240413-{:08x}" if name == "events" else "{:016x}"
    keys = {field.name: pattern.format(at) for at, field in enumerate(table.fields)}
    in_cells = [field for field in table.fields if fits(field)]
    changes = [{own: keys[field.name], field.name: field.bad} for field in in_cells]
    faults = validate({name: rows(name, *changes)}).problems
    blamed = {(problem.key, problem.field) for problem in faults if problem.rule != "reference"}
    shown = {field.name for field in in_cells for key, at in blamed if at == field.name
             and (keys[field.name] in key or str(field.bad) in key)}  # fmt: skip
    assert {field.name for field in in_cells} == shown


@each_field
def test_a_bad_example_of_another_type_is_told(table: Table, field: Field) -> None:
    if fits(field):
        return
    found = structure(table, rows(table, {field.name: field.bad}))
    assert [(finding.field, finding.rule) for finding in found] == [(field.name, "type")]


def fits(field: Field) -> bool:
    return column(field, [field.bad]).type == arrow.TYPES[field.type]


@pytest.mark.parametrize(("table", "rule"), list(all_rules()), ids=name)
def test_a_rule_is_broken_by_its_example_alone(table: Table, rule: Rule) -> None:
    row = bare(table, rule.bad)
    broken = [
        other.name
        for other in table.rules
        if rules.mask(rules.parse_rule(other.check, table), row).to_pylist() == [False]
    ]
    assert broken == [rule.name]
    assert rule.because


def test_names_of_rules_and_fields_are_unique() -> None:
    for table in schema().tables.values():
        assert len(set(table.names)) == len(table.names)
        assert len({rule.name for rule in table.rules}) == len(table.rules)
        assert set(table.key) <= set(table.names)
        assert set(table.key) <= set(table.sort), "the key makes the order total"


def test_references_lead_somewhere() -> None:
    for table in schema().tables.values():
        for reference in table.references:
            assert reference.field in table.names
            assert reference.to in schema().table(reference.table).key


def test_unknown_names_say_what_there_is() -> None:
    with pytest.raises(Unknown, match="did you mean 'events'"):
        schema().table("event")
    with pytest.raises(Unknown, match="did you mean 'launched'"):
        schema().table("events").field("launch")
    with pytest.raises(Unknown, match="did you mean 'weapons'"):
        codes("weapon")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("a = ")
    with pytest.raises(SchemaError, match=r"broken\.toml"):
        read_toml(broken)
