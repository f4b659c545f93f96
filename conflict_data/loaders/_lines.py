"""What a single line of a text file is: sentence, headline, day, byline, furniture.

The words stand in ``schemas/codes/furniture.csv``; the underscore keeps this from being a plug-in.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from conflict_data import prose
from conflict_data.schema import codes, split, terms_of
from conflict_data.terms import any_of

_LONG = 30
_BYLINE_WORDS = 12
_CAPTION_WORDS = 12
_HEADLINE_WORDS = 16
_FURNITURE_WORDS = 40
_END = re.compile(r"(?<!\.[A-Z])(?<!\.\.)\.[\"'”’»)\]]*$")  # not after "U.S" or ".."
_JOINT = re.compile(r"\s+[|•·]\s+|,?\s+(?=updated)", re.IGNORECASE)


def is_sentence(line: str) -> bool:
    """Whether a line is prose: it ends in a full stop, or is longer than headlines are."""
    words = len(line.split())
    return words >= _LONG or (words > 3 and _END.search(line) is not None)


def is_caption(line: str, below: str) -> bool:
    """Whether ``line`` is a noun phrase, or a full sentence, above a line that is a headline.

    >>> is_caption("Prime Minister Jane Doe", "Doe says talks will go on")
    True
    >>> is_caption("Doe says talks will go on", "Ministers are to meet again")
    False
    """
    if is_sentence(below) or not has(below, "clause") or len(below.split()) > _HEADLINE_WORDS:
        return False
    bare = not has(line, "clause") and not re.search(r"[:?!\d\"“”]", line)
    return is_sentence(line) or (bare and len(line.split()) <= _CAPTION_WORDS)


def labels(line: str) -> list[tuple[str, str]]:
    """Return (kind, part) for ``byline | date`` and the like; nothing if any part is plain.

    >>> labels("By Jane Doe | April 17, 2024")
    [('byline', 'By Jane Doe'), ('date', 'April 17, 2024')]
    """
    parts = _JOINT.split(line)
    pairs = [(kind, part) for part in parts if (kind := _label(part))]
    return pairs if len(pairs) == len(parts) else []


def kind(line: str) -> str | None:
    """Return the kind of furniture whose words open the line; an article in one line has none."""
    if len(line.split()) > _FURNITURE_WORDS:
        return None
    return next((own for own, pattern in _openings() if pattern.match(line)), None)


def after(line: str, label: str) -> str:
    """Return what follows the words that label a line as of kind ``label``."""
    matches = (pattern.match(line) for own, pattern in _openings() if own == label)
    found = next(filter(None, matches), None)
    return line[found.end() :].strip(" :-–—") if found else line


def has(line: str, words: str) -> bool:
    """Whether the line has a word of the kind ``words``."""
    return _words(words).search(line) is not None


def day(text: str) -> dt.date | None:
    """Return the day that ``text`` is, or None if it is none."""
    try:
        return prose.parse_date(text)
    except ValueError:
        return None


def _label(part: str) -> str | None:
    own = kind(part)
    if own == "caption":
        return own
    if own == "source":
        return own if not is_sentence(part) else None
    if own == "byline":
        name = len(part.split()) <= _BYLINE_WORDS and not re.search(r"[:?]", after(part, own))
        return own if name and not is_sentence(part) else None
    dated = own if own in ("date", "update") else "date"
    return dated if day(after(part, dated)) else None


@cache
def _openings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    closes = {"line": r"\W*$", "start": r"(?:(?<!\w)|(?!\w))"}
    return tuple(
        (row["kind"], re.compile(any_of(split(row["terms"])) + closes[row["match"]], re.IGNORECASE))
        for row in codes("furniture").values()
        if row["match"] in closes
    )


@cache
def _words(kind: str) -> re.Pattern[str]:
    words = any_of(terms_of("furniture", kind))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
