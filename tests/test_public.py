"""The public names: imported late, the same for people, tools and type checkers."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
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
    assert repr(found) == "<1 claim from 1 article>"


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


def test_a_frame_of_articles_is_loaded_row_by_row():
    frame = pd.DataFrame({"id": ["a", "b"], "text": ["Two drones fell.", None]})
    frame["date"] = pd.to_datetime(["2024-04-14", None])
    articles = cd.load(frame)
    assert repr(articles) == "<1 article, 1 problem, 0 repeated>"
    assert [(one.source_id, str(one.date)) for one in articles] == [("a", "2024-04-14")]
    assert "record 2: has no text" in str(articles.problems[0])


def test_a_text_is_no_article_and_what_to_do_is_said():
    for texts in ("Two drones fell.", ["Two drones fell."]):
        with pytest.raises(cd.errors.ConflictDataError, match=r"found the text 'T.*load\("):
            cd.extract(texts)


def test_an_explanation_is_shown_as_text():
    articles = cd.load([{"date": "2024-05-06", "text": "Iran fired dozens of drones at Israel."}])
    data = cd.build(cd.extract(articles), articles)
    found = cd.explain(data, data.events["event_id_cnty"][0], "launched")
    assert repr(found) == str(found)
    assert "launched: no number (the whole event)\n  chosen: Iran fired [dozens of" in str(found)


def test_only_public_names_are_offered():
    assert not [name for name in dir(cd) if name.startswith("_") and not name.endswith("__")]
    assert set(dir(cd)) - set(cd.__all__) == {"__doc__", "__file__", "__name__"}


def test_one_format_may_be_named_alone(tmp_path):
    cd.build([], []).write(tmp_path / "release", formats="parquet")
    assert (tmp_path / "release" / "events.parquet").is_file()
