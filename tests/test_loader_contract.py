"""What every loader keeps: one article is the same from any file, and any bytes are survived."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_data import plugins, prose
from conflict_data.articles import load
from conflict_data.errors import LoadError
from conflict_data.records import Article
from tests.article_files import BODY, FILES, MORE, OUTLET, SAMPLES, TITLE, URL

each_file = pytest.mark.parametrize(("loader", "name"), FILES)
on_one_folder = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def folder(tmp_path):
    """One file of each kind, all of the same article."""
    for files in SAMPLES.values():
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
    return tmp_path


def results(loader, path):
    found = list(plugins.load("loaders", loader).load(path))
    assert all(isinstance(one, Article | LoadError) for one in found)
    return found


def test_every_loader_has_a_sample():
    assert SAMPLES.keys() == plugins.names("loaders").keys()


@each_file
def test_a_file_is_recognised_by_its_loader_alone(folder, loader, name):
    head = (folder / name).read_bytes()[:4096]
    known = plugins.names("loaders")
    fits = [one for one in known if plugins.load("loaders", one).recognises(folder / name, head)]
    assert fits == [loader]


@each_file
def test_the_article_is_the_same_from_any_file(folder, loader, name):
    (article,) = results(loader, folder / name)
    assert article.text == f"{TITLE}\n\n{BODY}\n\n{MORE}"
    assert (article.title, str(article.date)) == (TITLE, "2024-04-17")
    assert (article.outlet, article.url, article.article_key) == (OUTLET, URL, URL)


@each_file
def test_loading_twice_gives_the_same(folder, loader, name):
    assert results(loader, folder / name) == results(loader, folder / name)


def test_a_mixed_folder_holds_one_article(folder):
    articles = load(folder)
    assert (len(articles), articles.problems) == (1, [])
    assert len(articles.repeated) == len(FILES) - 1


def check(result, name):
    """Assert what holds of whatever a loader yields."""
    if isinstance(result, LoadError):
        assert name in str(result)
        return
    assert result.text == prose.normalise(result.text).strip("\n")
    assert result.text.strip()
    assert not result.title or result.text.split("\n", 1)[0].strip() == result.title
    assert result.extra is None or json.loads(result.extra)


@each_file
@on_one_folder
@given(cut=st.floats(0, 1), junk=st.binary(max_size=6))
def test_a_damaged_file_is_an_article_or_an_error(folder, loader, name, cut, junk):
    content = SAMPLES[loader][name]
    at = int(cut * len(content))
    for damaged in (content[:at], content[:at] + junk + content[at:], content[:at] + junk):
        path = folder / f"damaged-{name}"
        path.write_bytes(damaged)
        for result in results(loader, path):
            check(result, path.name)


@each_file
@on_one_folder
@given(junk=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_survived(folder, loader, name, junk):
    path = folder / f"junk-{name}"
    path.write_bytes(junk)
    for result in results(loader, path):
        check(result, path.name)


@each_file
def test_what_is_no_file_of_its_kind_is_refused(folder, loader, name):
    for content in (b"", b" \n", b"\x1f\x8b\x08\x00", b"%PDF-1.7", b"\x00\x01\x02" * 99):
        (folder / name).write_bytes(content)
        (error,) = results(loader, folder / name)
        assert isinstance(error, LoadError)


def test_looking_for_a_loader_loads_nothing_heavy():
    code = (
        "import sys; from pathlib import Path; from conflict_data import plugins;"
        "[plugins.load('loaders', n).recognises(Path('a'), b'') for n in plugins.names('loaders')];"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"lxml", "markdown_it", "numpy", "pandas", "pyarrow", "trafilatura"}
    assert not heavy & set(run.stdout.split())
