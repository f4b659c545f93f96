"""Web pages (``.html``), one article a file, read with trafilatura (an extra to be installed).

trafilatura tells the article from what surrounds it; title, day, outlet and address come from the
page's metadata. A day is taken where the page marks it as such and is never guessed from its text.
Nothing is fetched and no script runs. What is left is read as plain text is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from conflict_data import decoding
from conflict_data.errors import LoadError
from conflict_data.loaders import text
from conflict_data.records import Article

if TYPE_CHECKING:
    from trafilatura.settings import Document

_SUFFIXES = (".html", ".htm", ".xhtml")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
# Encodings that pages are written in; Python knows others, such as punycode, that no page may name.
_ENCODING = re.compile(r"(?:windows|cp|iso|koi8|mac|euc|shift|gb|big5)[\w-]*", re.IGNORECASE)
_LATIN = re.compile(r"iso-?8859-?1", re.IGNORECASE)
_MARKUP = re.compile(r"^(?:- |\| ?)| ?\| ?$", re.MULTILINE)
# A wire item may be two sentences long; for a shorter text than this many characters trafilatura
# falls back on a reading that runs paragraphs together.
_SHORTEST = "80"
# Without fixed bounds the last day allowed would be today, and results would depend on it.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2200-01-01",
}


def recognises(path: Path, head: bytes) -> bool:
    """Return whether ``path`` is named as a web page; what ``head`` holds is judged by ``load``."""
    return path.suffix.casefold() in _SUFFIXES


def load(path: Path) -> Iterator[Article | LoadError]:
    """Yield the one article of a file, or what is wrong with the file."""
    try:
        found = _decoded(decoding.read_bytes(path), str(path))
        yield from found.doubts
        page = _extracted(found.text, str(path))
        known = {
            "title": page.title,
            "date": page.date,
            "url": page.url,
            "outlet": page.sitename,
            "authors": page.author,
        }
        yield text.article(_MARKUP.sub("", page.text or "").replace("\n", "\n\n"), path, known)
    except LoadError as error:
        yield error


def _decoded(data: bytes, file: str) -> decoding.Text:
    found = _CHARSET.search(data[:_HEAD])
    declared = found.group(1).decode() if found else ""
    name = "cp1252" if _LATIN.fullmatch(declared) else declared  # as browsers do
    usable = name if _ENCODING.fullmatch(name) else None
    return decoding.decode(data, file, declared=usable, allowed=("html", "xml"))


def _extracted(page: str, file: str) -> Document:
    try:
        import trafilatura
    except ImportError as error:
        need = "cannot be read without trafilatura"
        raise LoadError(file, need, do="pip install 'conflict-data[html]'") from error
    found = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,
        config=_settings(),
    )
    if found is None or isinstance(found, dict):
        raise LoadError(file, "holds no article", expected="a page with a text", do="remove it")
    return found


@cache
def _settings() -> ConfigParser:
    from trafilatura.settings import use_config

    for name in ("trafilatura", "htmldate"):  # or their complaints go to standard error
        logging.getLogger(name).addHandler(logging.NullHandler())
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = _SHORTEST
    return settings
