"""Tables of articles: every row is an article or a fault with its number."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_data.articles import load
from conflict_data.errors import LoadError
from conflict_data.loaders import table
from conflict_data.records import Article
from tests.article_files import BODY, MORE, columnar, delimited

DAY = dt.date(2024, 4, 17)


def read(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(table.load(path))


def one(tmp_path, content, name="a.csv"):
    (result,) = read(tmp_path, content, name)
    return result


# -- what is read


def test_columns_are_those_of_json_lines(tmp_path):
    row = {
        "id": "007", "title": "Army held", "date": "17 April 2024", "text": f"{BODY}\n\n{MORE}",
        "url": "https://example.org/a", "outlet": "The Post", "note": "x", "empty": "",
    }  # fmt: skip
    article = one(tmp_path, delimited(row))
    assert article.source_id == "007"
    assert article.text == f"Army held\n\n{BODY}\n\n{MORE}"
    assert (article.date, article.outlet) == (DAY, "The Post")
    assert article.extra == '{"note": "x"}'


def test_other_names_of_columns_are_known(tmp_path):
    article = one(
        tmp_path, delimited({"Headline": "Army held", "Body": BODY, "Source": "The Post"})
    )
    assert (article.title, article.outlet, article.source_id) == (
        "Army held",
        "The Post",
        "a.csv:1",
    )


def test_our_name_wins_and_the_other_is_kept(tmp_path):
    article = one(tmp_path, delimited({"body": MORE, "text": BODY, "source": "x", "outlet": "y"}))
    assert (article.text, article.outlet) == (BODY, "y")
    assert json.loads(article.extra) == {"body": MORE, "source": "x"}


@pytest.mark.parametrize("gap", ["", "NA", "NaN", "NULL", "None"])
def test_gaps_are_null(tmp_path, gap):
    article = one(tmp_path, delimited({"text": BODY, "title": gap, "date": gap, "outlet": gap}))
    assert article[3:7] == (None, None, None, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_line_ends_and_marks(tmp_path, delimiter, line_end, encoding):
    rows = [{"id": str(n), "text": f"{n}; “fell”, they | said."} for n in (1, 2)]
    content = delimited(*rows, delimiter=delimiter).replace("\r\n", line_end)
    found = read(tmp_path, content.encode(encoding))
    assert [article.text for article in found] == [row["text"] for row in rows]


def test_a_formula_is_text(tmp_path):
    text = '=HYPERLINK("https://example.org", "12 drones")'
    assert one(tmp_path, delimited({"id": "+1", "text": text})).text == text


def test_an_index_without_name_and_blank_lines_do_no_harm(tmp_path):
    found = read(tmp_path, f",text\n\n0,Two fell.\n\n1,{BODY}\n\n")
    assert [article.source_id for article in found] == ["a.csv:1", "a.csv:2"]
    assert found[1].extra == '{"column 1": "1"}'


def test_a_long_cell_is_read(tmp_path):
    text = "Two drones fell. " * 200_000
    assert len(one(tmp_path, delimited({"text": text})).text) == len(text) - 1


@pytest.mark.parametrize(
    "columns",
    [
        {"date": [DAY]},
        {"date": [dt.datetime(2024, 4, 17, 23)]},
        {"date": pa.array(["2024-04-17"], pa.large_string())},
        {"date": pa.array(["2024-04-17"]).dictionary_encode()},
    ],
)
def test_parquet_keeps_its_types(tmp_path, columns):
    frame = pa.table({"text": [BODY], "id": [7], "tags": [["a", "b"]], **columns})
    path = tmp_path / "a.parquet"
    pa.parquet.write_table(frame, path)
    (article,) = table.load(path)
    assert (article.date, article.source_id) == (DAY, "7")
    assert json.loads(article.extra) == {"tags": ["a", "b"]}


# -- what is told


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("only one", "has 1 cells where the header has 3"),
        ("a,b,c,d", "has 4 cells where the header has 3"),
        ("5,2024-04-17,", "has no text"),
        ("5,soon,Text.", "date: 'soon' is no date"),
        ('5,,"Text" tail', "lines 3 to 3 are no row of a table"),
        ("5,,Caf\udce9 hit.", "is in another encoding"),
    ],
)
def test_a_bad_row_is_named_and_loses_no_other(tmp_path, row, says):
    good = f'9,2024-04-17,"É: {BODY}"'
    lines = ["id,date,text", good, row, good]
    content = "\n".join(lines).encode("utf-8", "surrogateescape")
    first, error, last = read(tmp_path, content)
    assert first.date == last.date == DAY
    assert isinstance(error, LoadError)
    assert "a.csv, row 2" in str(error)
    assert says in str(error)


def test_a_quotation_mark_never_closed_says_which_lines_are_lost(tmp_path):
    good = f"9,{BODY}"
    found = read(tmp_path, "\n".join(["id,text", good, '5,"Text', good, good]) + "\n")
    assert isinstance(found[0], Article)
    assert "row 2: lines 3 to 5 are no row of a table" in str(found[1])


def test_parquet_names_the_row(tmp_path):
    found = read(tmp_path, columnar({"text": BODY}, {"text": None}, {"text": MORE}), "a.parquet")
    assert isinstance(found[2], Article)
    assert "a.parquet, row 2: has no text" in str(found[1])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "is empty"),
        (
            "a.csv",
            b"event_id_cnty,event_date\n1,2024-04-17\n",
            "has no column 'text'; its columns: ",
        ),
        ("a.csv", b"event_id_cnty,event_date\n", "use conflict_data.read"),
        ("a.csv", b"text,id,text\n", "has the column 'text' twice"),
        ("a.csv", b'"text,id\n', "are no row of a table"),
        ("a.csv", b"PK\x03\x04", "ZIP"),
        ("a.csv", columnar({"text": BODY}), "name it .parquet"),
        ("a.parquet", b"text\nTwo fell.\n", "no readable Parquet file"),
        ("a.parquet", columnar({"text": BODY})[:-9], "no readable Parquet file"),
        ("a.parquet", columnar({"id": 1}), "has no column 'text'"),
    ],
)
def test_a_file_of_no_articles_is_one_fault(tmp_path, name, content, says):
    error = one(tmp_path, content, name)
    assert isinstance(error, LoadError)
    assert says in str(error)
    assert name in str(error)


def test_a_table_without_rows_has_no_articles_and_no_faults(tmp_path):
    assert read(tmp_path, "id,text\n") == []


# -- nothing is lost


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_every_row_comes_back(tmp_path, rows, delimiter):
    """As many articles and faults as rows, and each text as it was written."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *((f"{n}", f"a {a}\n{b}") for n, (a, b) in enumerate(rows))])
    found = read(tmp_path, file.getvalue())
    assert [article.source_id for article in found] == [str(n) for n in range(len(rows))]
    for article, (a, b) in zip(found, rows, strict=True):
        assert article == next(iter(load([{"id": article.source_id, "text": f"a {a}\n{b}"}])))
