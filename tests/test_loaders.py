"""Loaders: what is article and what is not, and every file that cannot be read says so."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_data import decoding, plugins, prose
from conflict_data.articles import load
from conflict_data.errors import LoadError, Unknown
from conflict_data.loaders import _limits, _lines, jsonl, text

DAY = dt.date(2024, 4, 17)
BODY = "The army said on Sunday that it had shot down 12 of the 15 drones."
MORE = "Two people were hurt by debris, the governor said."


def read(tmp_path, content, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (result,) = text.load(path)
    return result


def fault(tmp_path, content, name="a.txt"):
    result = read(tmp_path, content, name)
    assert isinstance(result, LoadError), result
    assert name in str(result)
    return str(result)


def page(*paragraphs):
    return "\n\n".join(paragraphs)


# --- text: what stands above the body -------------------------------------------------


@pytest.mark.parametrize(
    ("head", "title", "date"),
    [
        (["Army Says Drones Were Shot Down"], "Army Says Drones Were Shot Down", None),
        (["Army Says It Held", "Wednesday, 04/17/2024"], "Army Says It Held", DAY),
        (["Army says it held", "Published: 17 April 2024"], "Army says it held", DAY),
        (["Army says it held", "Updated April 17, 2024 at 10:30 GMT"], "Army says it held", DAY),
        (["Army says it held", "By Jane Doe", "17.04.2024"], "Army says it held", DAY),
        (["Army says it held", "By Jane Doe | April 17, 2024"], "Army says it held", DAY),
        (["17 April 2024", "Army says it held"], "Army says it held", DAY),
        (["Could the army have held?", "2024-04-17"], "Could the army have held?", DAY),
        (["The army held, it says.", "2024-04-17"], "The army held, it says.", DAY),
        (["Drones fall in the U.S."], "Drones fall in the U.S.", None),
        (["2024-04-17"], None, DAY),
        ([], None, None),
    ],
)
def test_head_is_told_from_body(tmp_path, head, title, date):
    article = read(tmp_path, page(*head, BODY, MORE))
    assert (article.title, article.date) == (title, date)
    assert article.text == page(*filter(None, [title]), BODY, MORE)


def test_caption_before_the_headline_goes_to_extra(tmp_path):
    lines = ["Defence Minister Jane Doe", "Doe Says Army Will Hold", "04/17/2024", BODY]
    article = read(tmp_path, page(*lines, "More News"))
    assert article.title == "Doe Says Army Will Hold"
    assert article.text == page("Doe Says Army Will Hold", BODY)
    assert json.loads(article.extra) == {
        "caption": "Defence Minister Jane Doe",
        "date": "04/17/2024",
        "dropped": "More News",
    }


@pytest.mark.parametrize(
    "below",
    ["Air defences were busy all night over three regions", "It was the longest raid this year."],
)
def test_line_below_the_headline_stays_in_the_text(tmp_path, below):
    article = read(tmp_path, page("Army says drones shot down", below, "17 April 2024", BODY))
    assert article.title == "Army says drones shot down"
    assert article.text == page("Army says drones shot down", below, BODY)


def test_marked_captions_leave_the_body_too(tmp_path):
    caption = "FILE PHOTO: 40 drones stand on display at a base, 2 March 2021."
    article = read(tmp_path, page("Army says it held", BODY, caption, MORE))
    assert "40 drones" not in article.text
    assert json.loads(article.extra)["caption"] == caption


def test_published_wins_over_updated(tmp_path):
    dates = ["Updated: 18 April 2024", "Published: 17 April 2024"]
    assert read(tmp_path, page("Army says it held", *dates, BODY)).date == DAY
    one_line = "Published 17 April 2024, updated 18 April 2024"
    assert read(tmp_path, page("Army says it held", one_line, BODY)).date == DAY


def test_day_in_the_name_counts_only_without_a_date_line(tmp_path):
    name = "held-2024-04-17.txt"
    assert read(tmp_path, page(BODY, MORE), name).date == DAY
    assert read(tmp_path, page("Army says it held", "2024-04-18", BODY), name).date.day == 18
    assert read(tmp_path, BODY, "held-2024-13-45.txt").date is None


def test_a_date_in_the_body_is_no_date_line(tmp_path):
    assert read(tmp_path, page("Army says it held", BODY, MORE, "17 April 2024", MORE)).date is None


@pytest.mark.parametrize("only", [BODY, "Army shoots down 12 of 15 drones"])
def test_a_single_paragraph_has_no_title(tmp_path, only):
    article = read(tmp_path, only)
    assert (article.title, article.text) == (None, only)


# --- text: outlet, furniture, line ends -----------------------------------------------


@pytest.mark.parametrize(
    ("lines", "outlet", "url"),
    [
        (["Source: The Daily Post"], "The Daily Post", None),
        (["Source:The Daily Post"], "The Daily Post", None),
        (["Source: https://example.org/a"], None, "https://example.org/a"),
        (["KYIV, April 17 (Reuters) - Drones fell."], "Reuters", None),
        (["TEL AVIV (AP) — Drones fell."], "AP", None),
        (["KYIV (Ukraine) - Drones fell."], None, None),
        (["Reuters said that drones fell."], None, None),
    ],
)
def test_outlet_only_when_sure(tmp_path, lines, outlet, url):
    article = read(tmp_path, page("Army says it held", *lines, BODY))
    assert (article.outlet, article.url) == (outlet, url)
    assert article.article_key == (url or "a.txt")


def test_what_follows_the_article_is_left_out_but_kept_aside(tmp_path):
    tail = ["Related articles", "900 missiles hit port", "It was said that 800 were hurt there."]
    article = read(tmp_path, page("Army says it held", BODY, "Advertisement", MORE, *tail))
    assert article.text == page("Army says it held", BODY, MORE)
    assert json.loads(article.extra)["dropped"].split("\n") == ["Advertisement", *tail]


@pytest.mark.parametrize(
    "line",
    ["More News", "Read more: 7 hurt", "Continue reading...", "Sign up for our newsletter.",
     "Follow us on X", "© 2024 The Post", "Copyright 2024 The Post.", "ADVERTISEMENT"],
)  # fmt: skip
def test_furniture_is_no_text(tmp_path, line):
    assert read(tmp_path, page("Army says it held", BODY, line)).text.endswith(BODY)


def test_a_sentence_that_begins_like_a_label_stays(tmp_path):
    sentence = "By Sunday morning 99 percent of the drones had been shot down."
    assert sentence in read(tmp_path, page("Army says it held", sentence, BODY)).text


def test_lines_broken_at_a_margin_are_joined(tmp_path):
    wrapped = "The army said on Sunday that it had shot\ndown 12 of the 15 drones in the\nsouth."
    article = read(tmp_path, page("Army says it held", wrapped))
    assert article.text == page("Army says it held", wrapped.replace("\n", " "))


def test_lines_without_blank_lines_between_are_paragraphs(tmp_path):
    article = read(tmp_path, f"Army says it held\n17 April 2024\n{BODY}\n{MORE}")
    assert article.text == page("Army says it held", BODY, MORE)


def test_line_ends_and_marks_do_not_matter(tmp_path):
    plain = page("Army says café held", "17 April 2024", BODY)
    expected = read(tmp_path, plain)
    for variant in (
        plain.replace("\n", "\r\n").encode("utf-8-sig"),
        plain.replace("\n", "\r").encode("utf-16"),
        plain.replace("é", "e\u0301").encode(),
        (plain + " \n\n\n").encode(),
    ):
        assert read(tmp_path, variant) == expected


# --- text: what is no article ---------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04docx", "ZIP"),
        (b"<!DOCTYPE html><p>12 drones</p>", "web page"),
        (b"12 drones\x00\x01", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (b"a" * (decoding.LIMIT + 1), "20 MB"),
        (b"More News", "no article"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_article_is_refused(tmp_path, content, says):
    assert says in fault(tmp_path, content)


# --- JSON lines -----------------------------------------------------------------------


def records(tmp_path, *lines, name="news.jsonl"):
    path = tmp_path / name
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    return list(jsonl.load(path))


def test_record_becomes_an_article(tmp_path):
    record = {"id": 7, "title": "Army says it held", "date": "2024-04-17", "text": BODY}
    more = {"url": "https://example.org/a", "outlet": "The Post", "z": 1, "a": ["ü"]}
    (article,) = records(tmp_path, json.dumps(record | more))
    assert article.source_id == "7"
    assert article.article_key == "https://example.org/a"
    assert article.text == page("Army says it held", BODY)
    assert (article.date, article.outlet, article.language) == (DAY, "The Post", "en")
    assert article.extra == '{"a": ["ü"], "z": 1}'


def test_title_is_not_doubled(tmp_path):
    line = json.dumps({"title": "Army says it held", "text": f"Army says it held\n\n{BODY}"})
    (article,) = records(tmp_path, line)
    assert article.text == page("Army says it held", BODY)


@pytest.mark.parametrize("date", [None, "", "unknown"])
def test_unknown_is_null(tmp_path, date):
    line = json.dumps({"text": BODY, "title": None, "date": date})
    (article,) = records(tmp_path, line)
    assert article[3:7] == (None, None, None, None)
    assert (article.source_id, article.extra) == ("news.jsonl:1", None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "a",}', "bad JSON at column"),
        ("[1]", "is a JSON list"),
        ("{}", "has no text"),
        ('{"text": " "}', "has no text"),
        ('{"text": null}', "has no text"),
        ('{"text": 5}', "text is 5"),
        ('{"text": "a", "title": ["b"]}', "title is ['b']"),
        ('{"text": "a", "id": true}', "id is True"),
        ('{"text": "a", "date": "soon"}', "'soon' is no date"),
        ('{"text": "a", "date": "2024-02-31"}', "date"),
        ('{"text": "a", "date": 20240417}', "date is 20240417"),
        ('{"text": "\udce9"}', "is not UTF-8 at column 11"),
        ("[" * 100_000, "nested"),
    ],
    ids=range(13),
)
def test_a_bad_line_is_named_and_loses_no_other(tmp_path, line, says):
    good = json.dumps({"text": BODY})
    first, error, last = records(tmp_path, good, line, "", good)
    assert first.text == last.text == BODY
    assert isinstance(error, LoadError)
    assert says in str(error)
    assert "news.jsonl, line 2" in str(error)


def test_encodings_with_a_mark_are_read(tmp_path):
    path = tmp_path / "news.jsonl"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(f'{{"text": "é {BODY}"}}\r\n'.encode(encoding))
        (article,) = jsonl.load(path)
        assert article.text == "é " + BODY


def test_lone_surrogates_become_text(tmp_path):
    (article,) = records(tmp_path, '{"text": "12 drones \\ud83d fell."}')
    assert article.text == "12 drones \ufffd fell."


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08\x00"])
def test_a_file_of_no_lines_is_one_fault(tmp_path, content):
    path = tmp_path / "news.jsonl"
    path.write_bytes(content)
    (error,) = jsonl.load(path)
    assert isinstance(error, LoadError)


# --- many files -----------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "news"
    (top / "sub" / ".cache").mkdir(parents=True)
    (top / "b.txt").write_text(BODY)
    (top / "sub" / "a.txt").write_text(MORE)
    (top / "same.txt").write_text(BODY)
    (top / "c.jsonl").write_text(json.dumps({"id": "x", "text": MORE + BODY}) + "\n{}\n")
    (top / "d.json").write_text(json.dumps({"id": "y", "text": MORE + " " + BODY}))
    (top / "table.xlsx").write_bytes(b"PK\x03\x04")
    (top / ".hidden.txt").write_text("Hidden.")
    (top / "sub" / ".cache" / "e.txt").write_text("Hidden.")
    return top


def test_folder_is_read_in_order_and_once(folder):
    articles = load(folder)
    expected = ["b.txt", "x", "y", "a.txt"]
    assert [a.source_id for a in articles] == [a.source_id for a in articles] == expected
    assert len(articles) == 4
    assert articles.repeated == ["same.txt"]
    at = [problem.file.removeprefix(f"{folder}/") for problem in articles.problems]
    assert at == ["c.jsonl, line 2", "table.xlsx"]


def test_links_do_not_lead_out_of_the_folder(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret.")
    (folder / "link").symlink_to(outside)
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "loop").symlink_to(folder)
    articles = load(folder)
    assert not [article for article in articles if "Secret" in article.text]
    assert "link.txt: leads out of the folder" in "".join(map(str, articles.problems))


def test_several_paths_and_records_can_be_mixed(folder):
    articles = load([folder / "b.txt", str(folder / "sub"), {"text": "Two fell.", "date": DAY}])
    assert [a.source_id for a in articles] == ["b.txt", "a.txt", "record 3"]
    assert list(articles)[-1].date == DAY


def test_rows_of_a_table_are_records():
    nan = float("nan")
    day = dt.datetime(2024, 4, 17, 23, 30)
    (article,) = load([{"id": 3.0, "text": BODY, "title": nan, "date": day, "note": nan}])
    assert (article.source_id, article.title, article.date, article.extra) == ("3", None, DAY, None)


def test_frame_has_a_row_per_article(folder):
    frame = load(folder).to_frame()
    assert frame["source_id"].tolist() == ["b.txt", "x", "y", "a.txt"]
    assert str(frame["date"].dtype) == "datetime64[s]"
    assert load([]).to_frame().columns.tolist() == frame.columns.tolist()


def test_misuse_is_raised(tmp_path):
    with pytest.raises(LoadError, match="does not exist"):
        load(tmp_path / "none")
    with pytest.raises(Unknown, match="did you mean 'jsonl'"):
        load(tmp_path, loader="json")


def test_the_loader_can_be_named(tmp_path):
    path = tmp_path / "a.story"
    path.write_text(BODY)
    assert load(path).problems
    assert len(load(path, loader="text")) == 1


def test_empty_folder_is_a_problem(tmp_path):
    assert "holds no files" in str(load(tmp_path).problems[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "no regular file" in str(load(tmp_path).problems[0])


def test_two_loaders_for_one_file_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "recognises", lambda path, head: True)
    (tmp_path / "a.txt").write_text(BODY)
    assert "recognised by jsonl and text" in str(load(tmp_path).problems[0])


def test_every_loader_has_its_two_functions():
    for name in plugins.names("loaders"):
        module = plugins.load("loaders", name)
        assert module.__doc__
        assert callable(module.recognises)
        assert callable(module.load)


# --- prose ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["2024-04-17", "17 April 2024", "April 17, 2024", "Wednesday, 04/17/2024", "04/17/2024",
     "17/04/2024", "17.04.2024", "Wed, 17 Apr 2024 10:00:00 +0000", "2024-04-17T23:59:00-11:00",
     "2024-04-17 10:00", "Apr. 17, 2024 at 10:30 a.m. EDT", "10:30 GMT, April 17, 2024",
     "17th of April 2024", "APRIL 17, 2024", "2024/04/17"],
)  # fmt: skip
def test_days_as_outlets_write_them(written):
    assert prose.parse_date(written) == DAY


@pytest.mark.parametrize("written", ["soon", "2024", "17.4.24", "2024-13-01", "31 June 2024"])
def test_what_is_no_day_is_an_error(written):
    with pytest.raises(ValueError, match=r"\w"):
        prose.parse_date(written)


@given(st.dates(min_value=dt.date(1900, 1, 1)))
def test_every_day_is_read_back(day):
    assert prose.parse_date(day.isoformat()) == day
    assert prose.parse_date(f"{day:%m/%d/%Y}") == day
    assert prose.parse_date(f"{day:%d.%m.%Y}") == day


@given(st.text())
def test_normalising_twice_changes_nothing(written):
    once = prose.normalise(written)
    assert prose.normalise(once) == once
    assert "\r" not in once
    once.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_decoding_undoes_encoding(written):
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        if written.strip() and not written.startswith(("\ufeff", "{\\rtf")):
            assert decoding.decode(written.encode(encoding), "a.txt").text == written


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_load_error(data):
    with contextlib.suppress(LoadError):
        assert decoding.decode(data, "a.txt").text.strip()


@given(st.lists(st.sampled_from([BODY, "More News", "17 April 2024", "By A", "Photo: A", "Ab"])))
def test_every_line_is_in_the_text_or_in_extra(lines):
    parts = text._page(text._paragraphs(page(*lines)))
    aside = [line for found in parts.aside.values() for line in found]
    kept = [*filter(None, [parts.title]), *parts.body, *aside]
    assert sorted(kept) == sorted(filter(None, lines))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (BODY, "en"),
        ("Die Armee hat in der Nacht mehr als 50 Drohnen abgeschossen", "de"),
        ("Над містом було збито ракети, повідомив голова області, це не все", "uk"),
        ("Ракеты были сбиты над городом, сообщил губернатор области", "ru"),
        ("L'armée a déclaré que la plupart des drones ont été abattus", "fr"),
        ("צהל אמר כי רוב הטילים יורטו בלילה", "he"),
        ("イランは夜間にイスラエルに向けて300機以上のドローンを発射した。", "ja"),
        ("伊朗在夜间向以色列发射了三百多架无人机和导弹，大部分被拦截。", "zh"),
        ("Kyiv, 17 April", None),
        ("40 drones shot down in U.S. raid", None),
        ("Al-Shabaab attack kills 20 soldiers in Somalia", None),
    ],
)
def test_language(written, code):
    assert prose.language(written) == code


def test_same_article_has_the_same_id_and_an_outlet_changes_it():
    one = prose.article(BODY, source_id="1", date=DAY)
    assert one.article_id == prose.article(BODY + "\r\n", source_id="2", date=DAY).article_id
    assert one.article_id != prose.article(BODY, source_id="1", date=DAY, outlet="P").article_id


def test_sentences_and_headlines():
    assert _lines.is_sentence(BODY)
    assert _lines.is_sentence(f"“{BODY}”")
    assert not _lines.is_sentence("Drones fall in the U.S.")
    assert not _lines.is_sentence("Army says 12 of 15 drones were shot down")


# Retractions and versions


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "true"), ("2024-05-01", "2024-05-01"), ("They withdrew it.", "They withdrew it."),
     (False, None), ("no", None), (None, None), ("", None), (float("nan"), None)],
)  # fmt: skip
def test_a_record_says_that_its_article_is_retracted(value, words):
    (article,) = load([{"text": BODY, "retracted": value}])
    assert article.retracted == words
    assert article.extra is None


def test_a_text_says_that_it_is_retracted(tmp_path):
    notice = "This article has been withdrawn after a complaint."
    for content in (page(notice, BODY), page("Drones shot down at night", BODY, MORE, notice)):
        assert read(tmp_path, content).retracted == notice
    (article,) = load([{"text": page(BODY, "RETRACTED: see our notice.")}])
    assert article.retracted == "RETRACTED: see our notice."
    assert read(tmp_path, page(BODY, "He said this article was withdrawn.")).retracted is None


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-04-17T08:30:00", "2024-04-17T08:30:00"),
        ("2024-04-17T08:30+02:00", "2024-04-17T06:30:00"),
        ("2024-04-17T08:30:00Z", "2024-04-17T08:30:00"),
        ("2024-04-17", "2024-04-17"),
        ("17 April 2024", "2024-04-17"),
        (dt.datetime(2024, 4, 17, 8, 30), "2024-04-17T08:30:00"),
        (dt.date(2024, 4, 17), "2024-04-17"),
        (None, None),
    ],
)
def test_the_moment_of_a_version(value, moment):
    (article,) = load([{"text": BODY, "updated": value}])
    assert article.updated == moment


def test_a_version_at_no_moment_is_told():
    (problem,) = load([{"text": BODY, "updated": "this morning"}]).problems
    assert "record 1: updated: 'this morning' is no date" in str(problem)


def test_the_retracted_one_of_two_equal_articles_is_kept():
    for records in ([{"text": BODY}, {"text": BODY, "retracted": True}],
                    [{"text": BODY, "retracted": True}, {"text": BODY}]):  # fmt: skip
        assert [article.retracted for article in load(records)] == ["true"]


# --- files without end ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("a", "line 2: is over 20 MB"),
        ("\n", "has more than 9 blank lines up to line"),
        ("a\n", "is not read on: "),
    ],
)
def test_a_file_without_end_is_soon_given_up(tmp_path, monkeypatch, name, unit, says):
    monkeypatch.setattr(_limits, "_LONGEST", 100)
    monkeypatch.setattr(_limits, "_BLANK", 9)
    monkeypatch.setattr(_limits, "_FAULTS", 7)
    monkeypatch.setattr(_limits, "_TO_ONE", 2)
    head = "id,text" if name == "a.csv" else '{"text": "Two fell."}'
    (tmp_path / name).write_text(f"{head}\n{unit * 5000}", encoding="utf-8")
    *_, last = load(tmp_path / name).problems
    assert says in str(last)


def test_many_rows_without_a_text_lose_none_that_has_one(tmp_path, monkeypatch):
    monkeypatch.setattr(_limits, "_FAULTS", 7)
    rows = [*['{"text": null}'] * 6, '{"text": "Two drones fell."}', *['{"text": null}'] * 50]
    (tmp_path / "a.jsonl").write_text("\n".join([*rows, rows[6]]), encoding="utf-8")
    found = load(tmp_path / "a.jsonl")
    assert (len(found.problems), len(found), len(found.repeated)) == (56, 1, 1)
