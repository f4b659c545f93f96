"""The five ways in which this package says no.

Every message says what was expected, what is there, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

_SHOWN = 8


class ConflictDataError(Exception):
    """Base of all errors that this package raises on purpose."""


class SchemaError(ConflictDataError):
    """A file under ``schemas/`` contradicts itself or cannot be read."""


class LoadError(ConflictDataError):
    """A file cannot be read as what it claims to be; names the file and the place in it."""

    def __init__(self, file: str, problem: str, *, expected: str = "", do: str = "") -> None:
        self.file, self.problem = file, problem
        hints = [expected and f"expected {expected}", do]
        super().__init__(": ".join([file, "; ".join([problem, *filter(None, hints)])]))


class Guessed(LoadError):
    """A file was read, but in an encoding that is only likely; a value, never raised.

    >>> str(Guessed("a.csv", "is not in UTF-8; read as cp1252"))
    'a.csv: is not in UTF-8; read as cp1252; if that is wrong, save it as UTF-8'
    """

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem, do="if that is wrong, save it as UTF-8")


class Unknown(ConflictDataError, LookupError):
    """A name that does not exist; lists those that do, nearest first.

    >>> str(Unknown("format", "parket", ["csv", "parquet"]))
    "unknown format 'parket'; did you mean 'parquet'? Known: parquet, csv"
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name = what, name
        self.known = sorted(known)
        super().__init__(f"unknown {what} {name!r}; {_suggest(name, self.known)}")


class ValidationFailed(ConflictDataError):
    """Data broke the schema; ``problems`` holds every fault found."""

    def __init__(self, summary: str, problems: Sequence[object] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(summary)


def _suggest(name: str, known: list[str]) -> str:
    if not known:
        return "none exist"
    near = difflib.get_close_matches(name, known, n=_SHOWN, cutoff=0.5)
    listed = near + [other for other in known if other not in near]
    hint = f"did you mean {near[0]!r}? " if near else ""
    more = f" ... ({len(listed)} in all)" if len(listed) > _SHOWN else ""
    return f"{hint}Known: {', '.join(listed[:_SHOWN])}{more}"
