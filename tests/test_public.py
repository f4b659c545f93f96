"""The public names: imported late, the same for people, tools and type checkers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import conflict_data as cd
from conflict_data import claims
from conflict_data.errors import LoadError

SOURCE = Path(cd.__file__)
RECORD = {"id": "a", "date": "2024-04-14", "text": "Iran fired 120 missiles at Israel on Saturday."}


def test_every_name_is_there():
    assert [name for name in cd.__all__ if getattr(cd, name) is None] == []
    assert set(cd.__all__) <= set(dir(cd))


def test_type_checkers_see_the_same_names():
    tree = ast.parse(SOURCE.read_text("utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.asname for node in block.body for alias in node.names}
    assert seen | {"__version__"} == set(cd.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'ladd'"):
        _ = cd.ladd


@pytest.mark.parametrize(("name", "home"), cd._HOMES.items())
def test_no_name_is_hidden_by_its_module(name, home):
    """Importing a module sets its name on the package, over a function called the same."""
    assert name != home.split(".")[0], f"rename the module {home}, or cd.{name} may be the module"


def articles(*texts: str) -> cd.Articles:
    return cd.load([{**RECORD, "id": str(n), "text": text} for n, text in enumerate(texts)])


def test_claims_can_be_gone_through_again():
    found = cd.extract(articles(RECORD["text"]))
    assert list(found) == list(found)
    assert len(found) == 1
    assert repr(found) == "<1 claims from 1 articles>"


def test_claims_as_a_frame_have_the_columns_of_the_schema():
    frame = cd.extract(articles(RECORD["text"])).to_frame()
    assert tuple(frame.columns) == cd.Claim._fields
    assert frame["actors"].tolist() == ["iran"]


def test_workers_change_nothing():
    many = articles(*(f"Iran fired {n} drones and {n + 1} missiles at Israel." for n in range(120)))
    assert list(cd.extract(many, workers=2)) == list(cd.extract(many))


def test_claims_come_back_from_json_lines(tmp_path):
    found = cd.extract(articles(RECORD["text"], "Russia launched 41 “Shahed” drones overnight."))
    file = tmp_path / "claims.jsonl"
    file.write_text(found.to_jsonl(), encoding="utf-8")
    assert list(claims.read_jsonl(file)) == list(found)


@pytest.mark.parametrize("line", ["{}", "[]", "{", '{"claim_id": 1}'])
def test_a_line_that_is_no_claim_is_named(tmp_path, line):
    file = tmp_path / "claims.jsonl"
    file.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(LoadError, match="line 1: is no claim"):
        claims.read_jsonl(file)
