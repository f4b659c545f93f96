"""Cells as people write them: every value comes back, and what is wrong is told."""

from __future__ import annotations

from typing import Any

import pytest

from conflict_data import cells
from conflict_data.errors import Unknown
from conflict_data.frames import split_cell
from conflict_data.schema import Field, schema

FIELDS = [(name, field) for name, table in schema().tables.items() for field in table.fields]


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda item: getattr(item, "name", item))
def test_the_good_example_of_every_field_is_read_and_shown_again(table: str, field: Field) -> None:
    good: Any = split_cell(field.good) if field.type == "list" else field.good
    text = cells.show(good)
    assert cells.show(cells.parse(field, text)) == text
    assert not cells.parse(field, None)


@pytest.mark.parametrize(
    ("name", "text"),
    [("low", "many"), ("low", "-1"), ("low", "inf"), ("low", "nan"), ("date_start", "in May")],
)
def test_what_is_not_of_the_type_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        cells.parse(schema().table("claims").field(name), text)


@pytest.mark.parametrize(("name", "text"), [("weapons", "drone; droen"), ("unit", "percent")])
def test_a_code_that_is_in_no_list_names_those_that_are(name: str, text: str) -> None:
    with pytest.raises(Unknown, match="Known: "):
        cells.parse(schema().table("claims").field(name), text)
