"""Markdown: front matter by safe loaders only, and text as a reader sees it."""

from __future__ import annotations

import datetime as dt
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_data.errors import LoadError
from conflict_data.loaders import markdown
from conflict_data.loaders.markdown import plain
from tests.article_files import BODY, MORE, TITLE

DAY = dt.date(2024, 4, 17)


def read(tmp_path, content, name="a.md"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (result,) = markdown.load(path)
    return result


def matter(*lines, fence="---"):
    return "\n".join([fence, *lines, fence, "", BODY, ""])


# -- front matter


@pytest.mark.parametrize(
    "content",
    [
        matter("title: Army says it held", "date: 2024-04-17", "source: The Post", "id: 007"),
        matter("Headline: 'Army says it held'", "Published: 17 April 2024", "publisher: The Post",
               "guid: '007'"),
        matter("title: Army says it held", "date: 2024-04-17 09:00:00 +0300", "outlet: The Post",
               "source: other", "id: 007"),
        matter('title = "Army says it held"', "date = 2024-04-17T09:00:00Z", 'source = "The Post"',
               'id = "007"', fence="+++"),
    ],
)  # fmt: skip
def test_fields_are_read_from_front_matter(tmp_path, content):
    article = read(tmp_path, content)
    assert (article.title, article.date) == ("Army says it held", DAY)
    assert (article.outlet, article.source_id) == ("The Post", "007")
    assert article.text == f"Army says it held\n\n{BODY}"


def test_what_an_article_has_no_place_for_is_kept(tmp_path):
    lines = ["authors: [Jane Doe, 'N. O.']", "draft: no", "text: another", "date:", "outlet: ~"]
    article = read(tmp_path, matter(*lines))
    assert (article.date, article.outlet, article.text) == (None, None, BODY)
    assert json.loads(article.extra) == {
        "authors": ["Jane Doe", "N. O."], "draft": "no", "text": "another",
    }  # fmt: skip


def test_a_link_as_source_is_the_address(tmp_path):
    article = read(tmp_path, matter("source: https://example.org/a"))
    assert (article.url, article.outlet) == ("https://example.org/a", None)


def test_lines_of_the_text_fill_what_front_matter_leaves_open(tmp_path):
    article = read(tmp_path, f"---\nid: 5\n---\n# {TITLE}\n\n17 April 2024\n\n{BODY}\n\n{MORE}\n")
    assert (article.title, article.date, article.source_id) == (TITLE, DAY, "5")
    assert read(tmp_path, f"# {TITLE}\n\n{BODY}", "2024-04-17-held.md").date == DAY


def test_a_headline_other_than_the_title_stays_in_the_text(tmp_path):
    content = f"---\ntitle: Another\n---\n# {TITLE}\n\n{BODY}"
    assert read(tmp_path, content).text == f"Another\n\n{TITLE}\n\n{BODY}"


def test_a_rule_at_the_top_is_no_front_matter(tmp_path):
    assert read(tmp_path, f"---\n\n{BODY}\n").text == BODY


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"---\ntitle: x\n\n{BODY}", "has front matter without end; expected a line ---"),
        (f"+++\n{BODY}", "has front matter without end; expected a line +++"),
        (matter("title: a: b"), "line 2: front matter: mapping values are not allowed here"),
        (matter("a: &x [1]", "b: *x"), "aliases are not read"),
        (matter("title: a", "title: b"), "a key stands twice"),
        (matter("- a"), "is no mapping"),
        (matter("title: [a]"), "title is ['a']; expected text"),
        (matter("date: soon"), "'soon' is no date"),
        (matter("a: " + "[" * 5000), "front matter"),
        (matter("title = a", fence="+++"), "front matter: Invalid value"),
        (matter("a = " + "[" * 5000, fence="+++"), "front matter"),
        ("---\ntitle: a\n---\n", "holds no article"),
        ("<!DOCTYPE html><p>12 drones</p>", "web page"),
    ],
)
def test_bad_files_are_named(tmp_path, content, says):
    result = read(tmp_path, content)
    assert isinstance(result, LoadError)
    assert says in str(result)
    assert "a.md" in str(result)


def test_tags_make_no_objects(tmp_path):
    mark = tmp_path / "mark"
    line = f"x: !!python/object/apply:os.system ['touch {mark}']"
    assert read(tmp_path, matter(line)).text == BODY
    assert not mark.exists()


def test_front_matter_that_would_grow_is_refused_before_it_grows(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    tracemalloc.start()
    result = read(tmp_path, matter(*lines))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "aliases are not read" in str(result)
    assert peak < 50_000_000  # reading any file takes 20


# -- markup


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("They *shot* __down__ `12` [drones](https://example.org).", "They shot down 12 drones."),
        ("They shot\ndown 12.", "They shot down 12."),
        ("Twelve  \nfell.", "Twelve\n\nfell."),
        ("Head\n====\n\nText &amp; more &#8212; \\*so\\*.", "Head\n\nText & more — *so*."),
        ("* one\n* two\n    1. three", "one\n\ntwo\n\nthree"),
        ("> They held,\n> he said.", "They held, he said."),
        ("| Type | Number |\n|---|---|\n| Shahed | 12 |", "Type | Number\n\nShahed | 12"),
        ("![12 drones](a.png)\n\nText.", "Text."),
        ("~~14~~ 15 drones", "15 drones"),
        ("<div>Text <b>in</b> HTML</div>\n\n<script>900 missiles</script>", "Text in HTML"),
        ("A <!-- 900 missiles --> b", "A b"),
        ("[a]: https://example.org\n\nText [a].", "Text a."),
        ("Iran <200 drones", "Iran <200 drones"),
        ("<p>5 < 6 &lt;b&gt; 7 > 3</p>", "5 < 6 <b> 7 > 3"),
        ("A <s>b</s><del>c</del> d<img src='x' alt='y'>", "A d"),
        ("", ""),
    ],
)
def test_markup_is_taken_off(written, seen):
    assert plain(written) == seen


@given(st.text(st.characters(categories=["L", "N"]), min_size=1), st.sampled_from("*_`"))
def test_words_are_not_changed_by_emphasis(word, mark):
    assert plain(f"a {mark}{word}{mark} b") == f"a {word} b"


@given(st.text(max_size=300))
def test_any_text_is_read_and_leaves_no_blank_lines(written):
    seen = plain(written)
    assert all(line == line.strip() for line in seen.split("\n"))


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 9000, "![" * 9000, "[a](" * 9000, ">" * 9000, "*a " * 9000, "- " * 5000,
        "&" * 20_000, "`" * 20_000, "<" * 20_000, "</" * 9000, "<div>" * 9000, "<!--" * 9000,
        "<div\n" + "<a " * 50_000, "<div\n" + "<a b='" * 50_000, "<div\n" + "<!--" * 50_000,
        "|" * 9000 + "\n" + "|-" * 9000, "\n".join("  " * n + "- a" for n in range(400)),
    ],
    ids=lambda text: repr(text[:9]),
)  # fmt: skip
def test_hostile_markup_ends(tmp_path, hostile):
    article = read(tmp_path, f"# {TITLE}\n\n{BODY}\n\n{hostile}\n")
    assert BODY in article.text
