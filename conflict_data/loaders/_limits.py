"""Where the reading of many articles ends: a line or blank lines without end, nothing but faults.

The underscore keeps this from being a plug-in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TextIO

from conflict_data import decoding
from conflict_data.errors import LoadError
from conflict_data.records import Article

_LONGEST = decoding.LIMIT
_BLANK = 1_000_000
_FAULTS, _TO_ONE = 10_000, 100  # many a table has more rows without a text than with one


def lines(file: TextIO, name: str) -> Iterator[str]:
    r"""Yield the lines of a file; raise :class:`LoadError` for one over 20 MB, or a million blank.

    >>> import io
    >>> list(lines(io.StringIO("a\nb"), "a.csv"))
    ['a\n', 'b']
    """
    blank = 0
    for number, line in enumerate(iter(partial(file.readline, _LONGEST), ""), start=1):
        blank = blank + 1 if line.isspace() else 0
        if len(line) >= _LONGEST:
            raise LoadError(f"{name}, line {number}", "is over 20 MB", expected="one article a row")
        if blank > _BLANK:
            problem = f"has more than {_BLANK} blank lines up to line {number}"
            raise LoadError(name, problem, do="get it again, or take them out")
        yield line


def sound(results: Iterable[Article | LoadError], name: str) -> Iterator[Article | LoadError]:
    """Yield results until over 10,000, and of a hundred nearly all, are faults; then say so."""
    faults = articles = 0
    for result in results:
        is_fault = isinstance(result, LoadError)
        faults, articles = faults + is_fault, articles + (not is_fault)
        yield result
        if faults > max(_FAULTS, _TO_ONE * articles):
            problem = f"is not read on: {faults} faults in its first {faults + articles} rows"
            yield LoadError(name, problem, do="check what it holds, and how it was written")
            return
