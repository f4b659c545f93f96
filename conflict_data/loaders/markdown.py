"""Markdown (``.md``), one article a file, with or without front matter in YAML or TOML.

Front matter may state ``title``, ``date``, ``url``, ``outlet`` and ``id``, or what
``schemas/codes/article_fields.csv`` has for them; ``authors`` and all else is kept in ``extra``.
The markup is taken off before anything is read, so that offsets count what a reader sees; text
struck out is taken back by its author and is left out. The rest is read as plain text is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import yaml

from conflict_data import decoding, prose
from conflict_data.errors import LoadError
from conflict_data.loaders import _fields, text
from conflict_data.records import Article

_SUFFIXES = (".md", ".markdown")
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"[\w-]+\s*:(?:\s|$)")
_NULLS = ("", "~", "null")
_INLINE = (
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "img", "mark", "q", "s", "small", "span",
    "strike", "strong", "sub", "sup", "u",
)  # fmt: skip
_CELLS = ("td", "th")
_TAG = re.compile(r"<(?:(/?)([a-z][\w:-]*)|[!?])[^<>]*>", re.IGNORECASE)
_UNREAD = ("del", "noscript", "s", "script", "strike", "style", "svg", "template")


def recognises(path: Path, head: bytes) -> bool:
    """Return whether ``path`` is named as Markdown; what ``head`` holds is judged by ``load``."""
    return path.suffix.casefold() in _SUFFIXES


def load(path: Path) -> Iterator[Article | LoadError]:
    """Yield the one article of a file, or what is wrong with the file."""
    try:
        found = decoding.read(path)
        yield from found.doubts
        matter, body = _parted(prose.normalise(found.text), str(path))
        yield text.article(plain(body), path, _fields.renamed(matter))
    except LoadError as error:
        yield error


def plain(markdown: str) -> str:
    r"""Return what a reader sees of ``markdown``: paragraphs and lines of lists, one a paragraph.

    >>> plain("# Drones\n\nThey shot *down*\n[12](https://example.org) <b>of</b> ~~14~~ 15.")
    'Drones\n\nThey shot down 12 of 15.'
    """
    from markdown_it import MarkdownIt  # slow to import

    reader = MarkdownIt("commonmark").enable(["strikethrough", "table"])
    spoken = "".join(_spoken(_without_comments(reader.render(markdown))))
    lines = (" ".join(line.split()).removeprefix("| ") for line in spoken.split("\n"))
    return "\n\n".join(filter(None, lines))


def _spoken(markup: str) -> Iterator[str]:
    """Yield the words between tags, with a break wherever a block begins or ends.

    One pass of a pattern that never looks twice: the parser of the standard library takes hours
    for some pages of a megabyte.
    """
    first, *rest = _TAG.split(markup)
    yield _words(first)
    unread = ""
    for closing, tag, words in zip(*[iter(rest)] * 3, strict=True):
        name = (tag or "").casefold()
        if not unread:
            unread = name if name in _UNREAD and not closing else ""
        elif closing and name == unread:
            unread = ""
        if not unread:
            yield _break(name, is_end=bool(closing)) + _words(words)


def _words(written: str) -> str:
    return re.sub(r"\s+", " ", unescape(written))


def _break(tag: str, *, is_end: bool) -> str:
    if tag in _CELLS:
        return "" if is_end else " | "
    return "" if tag in _INLINE or not tag else "\n"


def _without_comments(markup: str) -> str:
    first, *rest = markup.split("<!--")
    return "".join([first, *(part.partition("-->")[2] for part in rest)])


class _Loader(yaml.BaseLoader):
    """YAML in which every value is the text that stands there, and none can refer to another.

    So 007 keeps its noughts, ``no`` is no boolean, no tag makes an object, and a few lines of
    aliases cannot grow to gigabytes.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are not read", problem_mark=self.get_mark())
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        made = super().construct_mapping(node, deep)
        if len(made) < len(node.value):
            raise yaml.MarkedYAMLError(problem="a key stands twice", problem_mark=node.start_mark)
        return dict(made)


def _parted(whole: str, file: str) -> tuple[Mapping[str, object], str]:
    """Part front matter and body; a rule at the top of a file without any opens no front matter."""
    lines = whole.split("\n")
    fence = lines[0].strip()
    if fence not in _ENDS:
        return {}, whole
    end = next((at for at, line in enumerate(lines[1:], 1) if line in _ENDS[fence]), None)
    if end is None:
        if fence == "+++" or _KEY.match(lines[1] if len(lines) > 1 else ""):
            raise LoadError(file, "has front matter without end", expected=f"a line {fence}")
        return {}, whole
    read = _yaml if fence == "---" else _toml
    return read("\n".join(lines[1:end]), file), "\n".join(lines[end + 1 :])


def _yaml(matter: str, file: str) -> Mapping[str, object]:
    try:
        found = yaml.load(matter, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise _bad_matter(f"{file}, line {line}", str(error.problem)) from error
    except (yaml.YAMLError, RecursionError, TypeError) as error:
        raise _bad_matter(file, "cannot be read") from error
    if found in _NULLS or found is None:
        return {}
    if not isinstance(found, dict):
        raise _bad_matter(file, f"is no mapping but {matter[:40]!r}")
    return {str(key): None if value in _NULLS else value for key, value in found.items()}


def _toml(matter: str, file: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(matter)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _bad_matter(file, str(error)) from error


def _bad_matter(place: str, problem: str) -> LoadError:
    form = "fields such as title: Drones over Odesa"
    return LoadError(place, f"front matter: {problem}", expected=form, do="correct it")
