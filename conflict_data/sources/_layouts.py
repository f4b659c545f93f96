"""Which dataset a file is of: told by its header, or by its first row where it has none."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from conflict_data.errors import LoadError
from conflict_data.frames import SOURCE_ROW
from conflict_data.sources._files import File, open_table
from conflict_data.sources._mapping import Layout, Mapping, known_mappings, normalise
from conflict_data.sources._text import first_fault


class Recognised(NamedTuple):
    """A mapping and its layout for a file; ``written`` are its column names, ``names`` ours."""

    mapping: Mapping
    layout: Layout
    written: tuple[str, ...]
    names: tuple[str, ...]
    header: bool


def recognise(path: Path, mapping: Mapping | None = None) -> tuple[File, Recognised]:
    """Return how to read a file, and the layout that it has; the layout that asks most wins.

    Raises :class:`LoadError` if none fits, or two datasets equally well.
    """
    candidates = [mapping] if mapping else list(known_mappings().values())
    file, known = _best(path, candidates, "")
    encoding = known.mapping.encoding
    if encoding and file.delimiter and first_fault(path, "utf-8"):
        return _best(path, candidates, encoding)
    return file, known


def _best(path: Path, candidates: Sequence[Mapping], encoding: str) -> tuple[File, Recognised]:
    files = open_table(path, encoding)
    found = [(file, known) for file in files for known in _fitting(file, candidates)]
    if not found:
        raise LoadError(
            os.fspath(path),
            "is no table that is known by its header",
            expected=f"a release, or a file of {', '.join(one.name for one in candidates)}",
            do="give --mapping with a mapping of your own",
        )
    best = max(_weight(known) for _, known in found)
    first, *others = [pair for pair in found if _weight(pair[1]) == best]
    _refuse_rivals(path, first[1], [known for _, known in others])
    _refuse_clashes(path, first[1])
    return first


def _fitting(file: File, mappings: Iterable[Mapping]) -> Iterable[Recognised]:
    apart = _told_apart(file.first)
    names = normalise(apart)
    for mapping in mappings:
        if layout := mapping.layout(names):
            written = apart if layout.repeats else file.first
            known = Recognised(mapping, layout, written, tuple(names), not file.named)
        elif not (file.named or file.above) and (layout := mapping.headerless(file.first)):
            known = Recognised(mapping, layout, layout.columns, layout.columns, False)
        if layout and layout.quoted == file.quoted:
            yield known


def _told_apart(header: Sequence[str]) -> tuple[str, ...]:
    """Number names that stand more than once as data frames do.

    >>> _told_apart(["Degrees", "Degrees", "Region"])
    ('Degrees', 'Degrees.1', 'Region')
    """
    seen: Counter[str] = Counter()
    found = []
    for name in header:
        found.append(f"{name}.{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return tuple(found)


def _weight(known: Recognised) -> int:
    return len(known.layout.has or known.layout.columns)


def _refuse_rivals(path: Path, first: Recognised, others: Iterable[Recognised]) -> None:
    rivals = sorted({one.mapping.name for one in others} - {first.mapping.name})
    if rivals:
        raise LoadError(
            os.fspath(path),
            f"may be of {first.mapping.name} and of {', '.join(rivals)}",
            do="say which with --mapping",
        )


def _refuse_clashes(path: Path, known: Recognised) -> None:
    if SOURCE_ROW in known.names:
        raise LoadError(
            os.fspath(path), f"has a column {SOURCE_ROW!r}, as tables of releases have",
            expected="a table as its publisher made it",
            do="read the release, or rename the column",
        )  # fmt: skip
    twice = [name for name, count in Counter(known.written).items() if count > 1]
    if twice:
        raise LoadError(
            os.fspath(path), f"has two columns {twice[0]!r}", expected="each column once",
            do="rename one of them",
        )  # fmt: skip
