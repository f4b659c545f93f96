"""The page: every figure leads to its sentence and back, and nothing in it runs."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from browser import CHROMIUM, Browser
from factory import articles, claim
from hypothesis import given
from hypothesis import strategies as st

import conflict_data as cd
from conflict_data import dataset
from conflict_data.dataset import Dataset
from conflict_data.errors import ConflictDataError, Unknown
from conflict_data.frames import records
from conflict_data.page import index, looks, site
from conflict_data.page.anchors import Links, anchor
from conflict_data.page.spans import Span, marked
from conflict_data.schema import codes

CSS = (Path(cd.__file__).parent / "page" / "style.css").read_text("utf-8")
DEMO = Path(cd.__file__).parent / "demo"
ATTACKS = (
    "<script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "</style></title></textarea><svg onload=document.title='ran'>",
    "\" onmouseover=\"document.title='ran'\" autofocus onfocus='document.title=1",
    "' style='position:fixed' x='",
    "<!-- ]]> --!> <base href=https://example.org/>",
    "&lt;script&gt;document.title='ran'&lt;/script&gt; &#60;b&#62;",
    "\u202e\u2066reversed\u2069 \ufeff\u0000＜script＞",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
)
TAGS = """
    html head meta title style body a header h1 h2 h3 h4 p details summary dl dt dd span div nav
    table caption thead tbody tr th td main article section ul li code b bdi blockquote mark sup
    footer
"""
ATTRIBUTES = """
    lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden
    role tabindex scope rel
"""


class Page(HTMLParser):
    """What is in a page: tags, attributes, ids, where links lead, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.ids = Counter[str](), Counter[str](), Counter[str]()
        self.hrefs: list[str] = []
        self.meta: dict[str, str] = {}
        self.text, self.open, self.unclosed = "", list[str](), list[str]()
        self.signs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes.update(list(found))
        self.ids.update([found["id"]] if "id" in found else [])
        self.hrefs += [found["href"]] if "href" in found else []
        if tag == "meta":
            self.meta[found.get("http-equiv") or found.get("name") or ""] = found.get("content")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data):
        if "sup" in self.open:
            self.signs.append(data)
        elif "style" not in self.open:
            self.text += data

    def handle_comment(self, data):
        self.unclosed.append(data)


@pytest.fixture(scope="module")
def demo() -> Dataset:
    sources = cd.load(str(DEMO))
    return cd.build(cd.extract(sources), sources)


@pytest.fixture(scope="module")
def hostile() -> Dataset:
    """A dataset in which every text that articles bring tries to break out."""
    found = [
        claim(
            f"wire {n} {attack}", value=40 + n, quote=f"{40 + n}.0 {attack}",
            sentence=f"{attack} They said {40 + n}.0 {attack} came {attack}", speaker=attack,
            via=attack, place=attack if n % 2 else None, place_role="impact" if n % 2 else None,
        )
        for n, attack in enumerate(ATTACKS)
    ]  # fmt: skip
    texts = [
        one._replace(title=attack, outlet=attack, url=f"javascript:document.title='ran'//{attack}")
        for one, attack in zip(articles(found), ATTACKS, strict=True)
    ]
    made = dataset.build(found, texts)
    return replace(made, events=made.events.assign(notes=ATTACKS[0], location=ATTACKS[1]))


def read(data: Dataset, folder: Path, event_id: str | None = None) -> Page:
    (path,) = site.write_page(data, folder / "page.html", event_id)
    return Page(path.read_text("utf-8"))


@pytest.fixture(scope="module", params=["demo", "hostile", "empty"])
def page(request, tmp_path_factory) -> Page:
    name = request.param
    data = cd.build([], []) if name == "empty" else request.getfixturevalue(name)
    return read(data, tmp_path_factory.mktemp(name))


# Any page


def test_a_page_has_only_tags_and_attributes_that_are_ours(page: Page) -> None:
    assert set(page.tags) <= set(TAGS.split())
    assert set(page.attributes) <= set(ATTRIBUTES.split())
    assert not page.unclosed
    assert not page.open


def test_every_link_leads_to_a_place_and_no_place_stands_twice(page: Page) -> None:
    assert max(page.ids.values()) == 1
    inside = [href for href in page.hrefs if not href.startswith("https://example.org/")]
    assert all(href[0] == "#" and href[1:] in page.ids for href in inside)


def test_a_page_forbids_itself_to_load_and_to_run(page: Page) -> None:
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    assert page.meta["Content-Security-Policy"].split("; ") == [
        "default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'",
        "form-action 'none'",
    ]  # fmt: skip
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_what_articles_say_is_shown_as_they_say_it(hostile: Dataset, tmp_path: Path) -> None:
    shown = read(hostile, tmp_path).text
    for sentence in hostile.claims["sentence"]:
        assert sentence.replace("\0", "\ufffd") in shown.replace("\0", "\ufffd")


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=1&c=\"'<", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org", False),
        ("https://example.org\njavascript:", False),
    ],
)
def test_only_addresses_of_the_web_are_links(demo, tmp_path, url, is_link) -> None:
    found = read(replace(demo, articles=demo.articles.assign(url=url)), tmp_path)
    assert (url in found.hrefs) == is_link
    assert url in found.text


# Figures and sentences


def test_each_claim_behind_an_event_has_its_sentence_and_its_text(demo: Dataset, tmp_path) -> None:
    found = read(demo, tmp_path)
    used = demo.evidence.groupby("event_id_cnty")["claim_id"].nunique()
    for event_id, count in used.items():
        sentences = [one for one in found.ids if re.fullmatch(rf"{event_id}\.c\d+", one)]
        assert len(sentences) == count
        assert {f"#{one}" for one in sentences} <= set(found.hrefs), "no figure leads there"
    assert {anchor("t", one) for one in demo.claims["claim_id"]} <= set(found.ids)


def test_without_texts_the_sentences_stay(demo: Dataset, tmp_path: Path) -> None:
    bare = replace(demo, articles=demo.articles.assign(text=None))
    found = read(bare, tmp_path)
    assert "whole article" not in found.text
    used = demo.claims[demo.claims["claim_id"].isin(demo.evidence["claim_id"])]
    for sentence in used["sentence"]:
        assert sentence in found.text


def test_rows_that_rest_on_no_claim_say_so(demo: Dataset, tmp_path: Path) -> None:
    """Such as those imported from a table, where most of our own columns are empty."""
    ours = demo.events.columns[demo.events.columns.get_loc("timestamp") + 1 :]
    events = demo.events.assign(**dict.fromkeys(ours)).convert_dtypes()
    bare = replace(demo, events=events, munitions=demo.munitions.iloc[:0],
                   evidence=demo.evidence.iloc[:0], claims=demo.claims.iloc[:0])  # fmt: skip
    found = read(bare, tmp_path)
    assert found.text.count("0 claims behind it, none with a figure.") == len(demo.events)
    assert set(demo.events["event_id_cnty"]) <= set(found.ids)


def test_one_event_can_be_shown_alone(demo: Dataset, tmp_path: Path) -> None:
    whole = demo.events.loc[demo.events["part_of_event"].notna(), "part_of_event"].item()
    found = read(demo, tmp_path, whole)
    assert whole in found.ids
    assert "Nevatim" in found.text
    assert found.tags["h2"] == 2  # the event and the whole articles
    with pytest.raises(Unknown, match="unknown event 'nothing'"):
        read(demo, tmp_path, "nothing")


def test_a_page_is_named_by_a_file(demo: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ConflictDataError, match="found a folder"):
        site.write_page(demo, tmp_path)


def test_the_same_release_gives_the_same_page(demo: Dataset, tmp_path: Path) -> None:
    paths = [site.write_page(demo, tmp_path / name)[0] for name in ("a.html", "b.html")]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_claim_that_is_missing_is_told(demo: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ConflictDataError, match="run `conflict-data validate`"):
        read(replace(demo, claims=demo.claims.iloc[:0]), tmp_path)


# Large releases


def test_a_large_release_becomes_an_overview_and_parts(demo, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(site, "LARGEST", 4_000)
    files = site.write_page(demo, tmp_path / "pa ge.html")
    pages = {path.resolve(): Page(path.read_text("utf-8")) for path in files}
    assert len(files) > 2
    assert {path.parent.name for path in files[1:]} == {"pa ge_files"}
    for path, found in pages.items():
        for href in found.hrefs:
            file, _, place = href.partition("#")
            target = (path.parent / file.replace("%20", " ")).resolve() if file else path
            assert not place or place in pages[target].ids, href
    overview = pages[files[0].resolve()]
    assert sum("part-" in href for href in overview.hrefs) == len(demo.events)
    again = site.write_page(demo, tmp_path / "pa ge.html")
    assert again == files


def test_a_folder_that_is_not_ours_is_left_alone(demo, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(site, "LARGEST", 4_000)
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "thesis.doc").write_text("mine")
    with pytest.raises(ConflictDataError, match="choose another"):
        site.write_page(demo, tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page_files"]


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        (["2024-04-13"] * 61, []),
        (["2024-04-13"] * 30 + ["2024-05-01"] * 30, []),
        (["2024-04-13"] * 30 + ["2024-05-01"] * 31, ["2024-04", "2024-05"]),
        (["2024-04-13"] * 30 + ["2024-05-01"] * 31 + ["2025-01-01"], ["2024", "2025"]),
    ],
)
def test_a_long_overview_has_ways_to_its_years_or_months(demo, days, periods) -> None:
    (event,) = records(demo.events.iloc[:1])
    events = [{**event, "event_date": pd.Timestamp(day)} for day in days]
    found = Page(index.table(events, Links({}, "")))
    assert [href for href in found.hrefs if href] == [f"#events.{one}" for one in periods]
    assert {f"events.{one}" for one in periods} <= set(found.ids)


# Marks

TEXT = "Iran fired 350 drones & <missiles> that night."
SPANS = st.lists(st.tuples(st.integers(-3, 50), st.integers(-3, 50)), max_size=6)


@given(SPANS)
def test_marks_keep_the_text_and_every_anchor(ends) -> None:
    spans = [
        Span(start, end, "launched", f"c{n}", "#f" if n % 2 else None, "")
        for n, (start, end) in enumerate(ends)
    ]
    found = Page(marked(TEXT, spans))
    assert found.text == TEXT
    assert found.ids == Counter(span.anchor for span in spans)
    assert not found.unclosed


def test_the_innermost_quote_is_shown_and_both_have_their_sign() -> None:
    outer = Span(5, 21, "launched", "c1", "#f1", "1")
    inner = Span(11, 21, "impacted", "c2", "#f2", "2")
    found = Page(marked(TEXT, [outer, inner]))
    assert found.hrefs == ["#f1", "#f2", "#f1"]
    assert found.signs == ["▼", "impacted ", "2", "▲", "launched ", "1"]


@given(st.lists(st.text(max_size=4), min_size=2, max_size=2, unique=True))
def test_anchors_are_safe_and_never_meet(names) -> None:
    one, other = anchor(names[0]), anchor(names[1])
    assert one != other
    assert re.fullmatch(r"[\w.-]*", one, re.ASCII)


# Looks


def test_every_measure_has_a_shape_of_its_own_and_a_colour() -> None:
    assert set(looks.SHAPES) == set(codes("measures"))
    assert len(set(looks.SHAPES.values())) == len(looks.SHAPES)
    for measure in looks.SHAPES:
        assert f".{measure} {{ --sign: var(--{measure});" in CSS
    assert looks.style("unheard of") == "m"


def luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(scheme: str) -> None:
    """Text at 4.5:1, also on the tint of a mark that is pointed at; signs are text."""
    block = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[scheme == "dark"]
    found = {
        name: tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        for name, digits in re.findall(r"--(\w+): #(\w{6});", block)
    }
    tint = 2 * int(re.search(r"--tint: (\d+)%", block)[1]) / 100
    for name in ("ink", "quiet", "link", "focus", "plain", *looks.SHAPES):
        for ground in ("paper", "card"):
            assert contrast(found[name], found[ground]) >= 4.5, (name, ground)
    for measure in looks.SHAPES:
        pairs = zip(found[measure], found["card"], strict=True)
        mark = tuple(tint * sign + (1 - tint) * card for sign, card in pairs)
        assert contrast(found["ink"], mark) >= 4.5, measure


# A real browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with Browser() as opened:
        yield opened


def test_nothing_runs_in_a_browser(browser: Browser, hostile: Dataset, tmp_path: Path) -> None:
    (path,) = site.write_page(hostile, tmp_path / "page.html")
    browser.open(path)
    assert browser.ask("document.title").startswith("1 event")
    assert browser.ask("document.querySelectorAll('script, img, svg, base, iframe').length") == 0
    assert browser.ask("performance.getEntriesByType('resource').length") == 0
    assert browser.ask("getComputedStyle(document.body).maxWidth") == "1248px"


@pytest.mark.parametrize("is_guarded", [True, False])
def test_what_would_break_out_is_stopped_by_the_policy(browser, demo, tmp_path, is_guarded) -> None:
    """The second lock: markup that nobody escaped runs only where the policy is taken away."""
    (path,) = site.write_page(demo, tmp_path / "page.html")
    html = path.read_text("utf-8").replace("<body>", "<body>" + "".join(ATTACKS[:3]))
    if not is_guarded:
        html = html.replace("Content-Security-Policy", "nothing")
    path.write_text(html, "utf-8")
    browser.open(path)
    assert (browser.ask("document.title") == "ran") != is_guarded


@pytest.mark.parametrize("width", [1280, 360])
def test_a_click_leads_from_figure_to_sentence_and_back(browser, demo, tmp_path, width) -> None:
    (path,) = site.write_page(demo, tmp_path / "page.html")
    browser.open(path, width=width)
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    browser.click(".card .figure a")
    there = browser.ask("location.hash")
    assert re.fullmatch(r"#ISR-\d+-\w+\.c1", there)
    top = "document.querySelector(':target').getBoundingClientRect().top"
    assert 0 <= browser.ask(top) < 900
    browser.click(":target a")
    assert browser.ask("location.hash") == there.replace(".c1", ".f1")
    assert 0 <= browser.ask(top) < 900


def test_a_keyboard_is_enough(browser: Browser, demo: Dataset, tmp_path: Path) -> None:
    (path,) = site.write_page(demo, tmp_path / "page.html")
    browser.open(path)
    browser.press("Tab")
    assert browser.ask("document.activeElement.textContent") == "Skip to the events"
    assert browser.ask("document.activeElement.getBoundingClientRect().height > 10")
    browser.press("Enter")
    assert browser.ask("location.hash") == "#events"
    for _ in range(2):
        browser.press("Tab")
    assert browser.ask("document.activeElement.textContent") == "Israel"
    assert browser.ask("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    browser.press("Enter")
    assert browser.ask("location.hash").startswith("#ISR-2024")
