"""Timing: which of the windows that a text names is a figure's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

from conflict_data.extraction import timex
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence, Tokens
from conflict_data.extraction.windows import PERIOD_DAYS, Window
from conflict_data.records import Article
from conflict_data.schema import terms_of
from conflict_data.terms import any_of

_URL_DATE = re.compile(r"https?://\S*?/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:\D|$)")
_SAID = re.compile(r"s[PFoU]{0,2}[@iua]?$")
_REACH = 5
_HAPPENED = ("took place", "happened", "occurred")
_HAPPENING = frozenset(term.split()[-1] for term in _HAPPENED)
_BY = re.compile(r"\b(?:by|until|till|as of|before|into)\s(?:early\s)?$", re.IGNORECASE)
_DATELINE = re.compile(r"\s*(?:\([^()]{1,30}\)\s*)?[–—-]\s")
_UPON = re.compile(r" (?:after|when|as) ")  # the toll rose to 33 after a body was found overnight
_HEAD = 1000
_NEWS_DAYS = 10
_REFERENCE = re.compile(r"\b(?:following|before|since|until|despite) (?:the |that of )?$")
_AGO = " ago"
_AFTER = " after"  # what follows it happened so long before what the sentence tells
_STATED, _ANCHORED = "stated", "anchored"
_CLAUSE = re.compile("[cR;]")


def published(article: Article) -> date | None:
    """Return the day of publication: as given, else as an address in the text carries it."""
    if article.date is not None:
        return article.date
    found = _URL_DATE.search(article.url or article.text[:_HEAD])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def near(mention: Mention, windows: list[Window]) -> list[Window]:
    """Return the windows that a mention may belong to, nearest first; a period needs its clause."""
    if not windows:
        return []
    sentence = mention.sentence
    at = sentence.starts[mention.first] - sentence.start
    mine = [
        window
        for window in windows
        if not (window.period and _apart(mention, window))
        and not (is_elapsed(window) and _beyond(sentence.text, at, window))
        and not _is_later(sentence.text, at, window)
        and not (mention.relation == "toll" and _UPON.search(sentence.text, at, window.first))
    ]
    told = [window for window in mine if not _is_of_saying(sentence, window)]
    told = told or [window for window in mine if not window.period]
    return sorted(
        told,
        key=lambda window: (
            _crossed(sentence.text, at, window),
            _REFERENCE.search(sentence.text, 0, window.first) is not None,
            abs(window.first - at),
        ),
    )


def is_only_said(mention: Mention, windows: list[Window]) -> bool:
    """Say whether all that a sentence dates is a statement: "said on Sunday the toll was 29"."""
    days = [window for window in windows if not window.period]
    return bool(days) and all(_is_of_saying(mention.sentence, window) for window in days)


def _is_of_saying(sentence: Sentence, window: Window) -> bool:
    """Say whether a window is the day of a statement: "said on Tuesday that"."""
    unit = _unit(sentence, window)
    said = _SAID.search(sentence.kinds, max(unit - _REACH, 0), unit) is not None
    return said or _is_deadline(window, sentence.text) or _is_dateline(window, sentence.text)


def _unit(sentence: Sentence, window: Window) -> int:
    """Return the first unit of a window, or the one behind it."""
    return bisect_left(sentence.starts, sentence.start + window.first)


def _is_dateline(window: Window, text: str) -> bool:
    """Say whether a window only heads a report: "KYIV, Nov 12 (Agency) -"."""
    return _DATELINE.match(text, window.last) is not None and text[: window.first].isupper()


def _is_deadline(window: Window, text: str) -> bool:
    """Say whether a window only ends a time: "by Thursday evening"."""
    return _BY.search(text, 0, window.first) is not None


def _crossed(text: str, at: int, window: Window) -> bool:
    """Say whether a semicolon parts a mention from a window."""
    low, high = sorted((at, window.first))
    return ";" in text[low:high]


def _apart(mention: Mention, window: Window) -> bool:
    """Say whether a period is another clause's, or belongs to a comparison on its own side."""
    sentence = mention.sentence
    if _CLAUSE.search(sentence.kinds, mention.last, _unit(sentence, window)):
        return True
    last = sentence.ends[mention.last - 1] - sentence.start
    behind = last if window.first >= last else 0
    return timex.comparison().search(sentence.text, behind, window.first) is not None


def is_elapsed(window: Window) -> bool:
    """Say whether a window dates only what it follows: "two days after a strike"."""
    return window.text.endswith(_AFTER)


def _is_later(text: str, at: int, window: Window) -> bool:
    """Say whether a figure was told before: "a bomb killed three; the next morning, ..."."""
    return window.basis == _ANCHORED and at < window.first and _crossed(text, at, window)


def _beyond(text: str, at: int, window: Window) -> bool:
    """Say whether a figure is of the main clause: "two days after a strike on X, a drone"."""
    opens = not text[: window.first].strip()
    return at < window.first or (opens and "," in text[window.last : at])


def tells_of_attack(tokens: Tokens) -> bool:
    """Say whether a sentence only tells when or where an attack was: "the raid took place in X"."""
    if _HAPPENING.isdisjoint(tokens.lower):
        return False
    found = _happened().search(tokens.text)
    return found is not None and timex.comparison().search(tokens.text, 0, found.end()) is None


@cache
def _happened() -> re.Pattern[str]:
    nouns = any_of([*terms_of("words", "attack_noun"), "incident"])
    return re.compile(
        rf"\b[Tt]h(?:e|is) (?:[\w-]+ ){{0,2}}?{nouns}\b[^.;:]{{0,60}}?"
        rf"\b{any_of(_HAPPENED)}\b"
    )


def current(windows: list[Window]) -> Window | None:
    """Return the window of what a sentence itself tells, for the sentences behind it."""
    return stated([window for window in windows if not is_elapsed(window)])


def is_news(window: Window, day: date | None) -> bool:
    """Say whether a window is what news of a day is about, not what it recalls."""
    if day is None or window.end is None:
        return True
    most = PERIOD_DAYS if window.text.endswith(_AGO) else _NEWS_DAYS
    return (day - window.end).days <= most


def stated(windows: list[Window]) -> Window | None:
    """Return the first window that can be an event's."""
    return next((one for one in windows if not one.period and one.start), None)


def in_period(windows: list[Window]) -> bool:
    """Say whether a past month or year is all that is told of a day: "in July, a drone"."""
    return bool(windows) and all(one.period and one.basis == _STATED for one in windows)


def retold(window: Window) -> Window:
    """Return a window told before, for a sentence that names none of its own."""
    return window if window.basis == "publication" else window._replace(basis="anchored")


def by_publication(article: Article, day: date | None) -> Window | None:
    """Return the days that undated news is about: a digest's day, else also the day before."""
    if day is None:
        return None
    first = day - timedelta(days=1) if article.title else day
    return Window(0, 0, first, day, "publication")
