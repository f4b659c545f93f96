"""Web pages: the article without its surroundings, and pages that mean harm."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest

from conflict_data.articles import load
from conflict_data.errors import LoadError
from conflict_data.loaders import html
from tests.article_files import BODY, MORE, OUTLET, PAGE, TITLE, URL

DAY = dt.date(2024, 4, 17)


def page(body, head="<title>Page</title>"):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def story(*extra, head=""):
    parts = (f"<h1>{TITLE}</h1>", f"<p>{BODY}</p>", f"<p>{MORE}</p>", *extra)
    return page(f"<article>{''.join(parts)}</article>", head)


def read(tmp_path, content, name="a.html"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (result,) = html.load(path)
    return result


def test_what_surrounds_the_article_is_left_out(tmp_path):
    article = read(tmp_path, PAGE)
    assert article.text == f"{TITLE}\n\n{BODY}\n\n{MORE}"
    assert "900" not in article.text


def test_author_and_furniture_are_kept_aside(tmp_path):
    extra = "<p>Read more: 7 hurt</p>"
    article = read(tmp_path, story(extra, head='<meta name="author" content="Jane Doe">'))
    assert json.loads(article.extra) == {"authors": "Jane Doe", "dropped": "Read more: 7 hurt"}


def test_lists_and_tables_are_lines(tmp_path):
    table = (
        "<table><tr><td>Type</td><td>Number</td></tr><tr><td>Shahed</td><td>12</td></tr></table>"
    )
    article = read(tmp_path, story(table, "<ul><li>One fell in a field.</li></ul>"))
    assert article.text.endswith("Type | Number\n\nShahed | 12\n\nOne fell in a field.")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-04-17T23:00:00Z">', DAY),
        ('<meta name="date" content="2024-04-17">', DAY),
        ('<meta property="article:modified_time" content="2024-05-01">'
         '<meta property="article:published_time" content="2024-04-17">', DAY),
        ('<script type="application/ld+json">{"@type": "NewsArticle", '
         '"datePublished": "2024-04-17"}</script>', DAY),
        ('<meta property="article:published_time" content="soon">', None),
        ('<meta property="article:published_time" content="2199-01-01">', dt.date(2199, 1, 1)),
        ("", None),
    ],
)  # fmt: skip
def test_a_day_is_taken_where_the_page_marks_it(tmp_path, head, day):
    assert read(tmp_path, story("<p>In March 2014 it was so.</p>", head=head)).date == day


def test_the_same_page_gives_the_same_in_another_process(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    code = f"from conflict_data.articles import load; print(list(load({str(path)!r})))"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout == f"{list(load(path))}\n"
    assert runs[0].stderr == ""


# -- encodings


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1252"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "punycode"),
        ("cp1252", "no-such-thing"),
        ("cp1251", "windows-1251"),
        ("koi8-u", "koi8-u"),
    ],
)
def test_encodings_declared_or_not(tmp_path, encoding, declared):
    letters = "Збито" if encoding in ("cp1251", "koi8-u") else "“Café”"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    content = story(f"<p>{letters} was hit by debris in the night, they said.</p>", head=head)
    (tmp_path / "a.html").write_bytes(content.encode(encoding))
    *doubts, article = html.load(tmp_path / "a.html")
    assert letters in article.text
    guessed = encoding == "cp1252" and declared != "iso-8859-1"
    assert ["read as cp1252" in str(doubt) for doubt in doubts] == [True] * guessed


# -- pages that are none, or mean harm


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        ("<html></html>", "holds no article"),
        ("<html><head><title>Drones</title></head></html>", "holds no article"),
        (page("<script>document.write('12 drones')</script>"), "holds no article"),
        (page("<div>" * 100_000 + BODY), "holds no article"),
        (page("<span>" * 50_000 + BODY), "holds no article"),
        ("<" * 100_000, "holds no article"),
        ("%PDF-1.7", "PDF"),
        (b"\x00" * 99, "binary"),
        (b"<p>" + b"a" * 20_000_000, "20 MB"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_holds_no_article_says_so(tmp_path, content, says):
    result = read(tmp_path, content)
    assert isinstance(result, LoadError)
    assert says in str(result)
    assert "a.html" in str(result)


@pytest.mark.parametrize(
    "hostile",
    ["<p><b><i>" * 3000, "<table><tr><td>" * 900, "<p " + "a=1 " * 20_000 + ">", "&" * 50_000,
     "<!--" * 5000, "<![CDATA[" * 5000, "<svg onload=alert(1)>", "<iframe src=file:///etc/passwd>",
     "<base href=javascript:alert(1)>", "\x0b\x0c", "</article></body></html>" * 500],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_markup_ends_and_loses_no_paragraph(tmp_path, hostile):
    article = read(tmp_path, page(f"<article><h1>{TITLE}</h1><p>{BODY}</p>{hostile}</article>"))
    assert BODY in article.text
    assert "alert" not in article.text


def test_no_entity_reads_a_file(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    article = read(tmp_path, entity + story("<p>And then &x; was said by them all.</p>"))
    assert "SECRET" not in article.text


def test_without_trafilatura_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    result = read(tmp_path, PAGE)
    assert "pip install 'conflict-data[html]'" in str(result)
    (tmp_path / "b.txt").write_text(BODY)
    assert len(load(tmp_path)) == 1


def test_metadata_are_text_on_one_line(tmp_path):
    head = f'<meta property="og:site_name" content="{OUTLET}&#10;=1+1">'
    head += f'<link rel="canonical" href="{URL}">'
    article = read(tmp_path, story(head=head))
    assert article.outlet == f"{OUTLET} =1+1"
    assert article.url == URL
