"""Time expressions: one pattern made from the calendar and the list of times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import compress, count

from conflict_data.extraction.scan import Tokens
from conflict_data.schema import codes, split, terms_of
from conflict_data.terms import any_of, tokenise

NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": 5, "few": 4,
}  # fmt: skip
_YEARS = range(1000, 3000)
_COMPARISON = "comparison"
_WORD = re.compile(r"\w+")
_OPENERS = (
    "night", "since", "early", "late", "mid", "last", "next", "overnight", "the", "past", "first",
    "previous", "over", "for", "in", "of", "during", "throughout", "between", "from",
)  # fmt: skip
_UNITS = ("hour", "day", "week", "month", "year")
_REACH = 10  # of "the night of the 14th to 15th of May", the longest, May is the telling word
_NIGHT = r"(?:['’]s)? (?:overnight|night|evening)"


@cache
def months() -> Mapping[str, int]:
    """Return the months by their names in lower case, longest first."""
    return _calendar("month", 0)


def _whole_months() -> list[str]:
    """Return the names of months that are not cut short, in lower case."""
    rows = (row for row in codes("calendar").values() if row["kind"] == "month")
    return [split(row["terms"])[0].lower() for row in rows]


@cache
def weekdays() -> Mapping[str, int]:
    """Return the weekdays by their names in lower case, longest first; Monday is 0."""
    return _calendar("weekday", 1)


def _calendar(kind: str, first: int) -> dict[str, int]:
    rows = [row for row in codes("calendar").values() if row["kind"] == kind]
    found = {
        term.lower(): int(row["number"]) - first for row in rows for term in split(row["terms"])
    }
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def relative() -> Mapping[str, Mapping[str, str]]:
    """Return the rows of the list of times by their terms in lower case."""
    rows = [row for row in codes("times").values() if row["kind"] != _COMPARISON]
    return {term.lower(): row for row in rows for term in split(row["terms"])}


@cache
def comparison() -> re.Pattern[str]:
    """Return the pattern of "the largest", "a 10th": a period behind it is no running total."""
    terms = any_of(terms_of("times", _COMPARISON))
    return re.compile(rf"\b(?:{terms}|\d+(?:st|nd|rd|th))\b", re.IGNORECASE)


def matches(tokens: Tokens) -> Iterator[re.Match[str]]:
    """Yield the expressions in a sentence, in lower case, trying only words that may begin one."""
    beginnings, end = _beginnings(tokens.lower), 0
    if not beginnings:
        return
    lower = tokens.text.lower()
    text = lower if len(lower) == len(tokens.text) else tokens.text
    for at in beginnings:
        start = tokens.starts[at] - tokens.start
        found = pattern().match(text, start) if start >= end else None
        if found:
            end = found.end()
            yield found


def _beginnings(words: Sequence[str]) -> list[int]:
    """Return where words stand that may begin an expression: not far before a telling one."""
    telling = [*compress(count(), map(_telling().__contains__, words))]
    if not telling:
        return telling
    last = telling[-1]
    openers = [at for at in compress(count(), map(_may_open, words)) if at <= last]
    return [at for at in openers if telling[bisect_left(telling, at)] - at <= _REACH]


@lru_cache(maxsize=50_000)
def _may_open(word: str) -> bool:
    """Say whether an expression may begin with a word."""
    return word in _openers() or word[0].isdigit()


@cache
def _telling() -> frozenset[str]:
    """Return one word of every expression without which it does not stand: as few as may be."""
    units = {unit + ending for unit in _UNITS for ending in ("", "s")}
    found = {*months(), *weekdays(), *units, *map(str, _YEARS)}
    for term in sorted(map(tokenise, relative()), key=lambda term: len(" ".join(term))):
        if found.isdisjoint(term):
            found.add(max(reversed(term), key=len))
    return frozenset(found)


@cache
def _openers() -> frozenset[str]:
    terms = [*relative(), *months(), *weekdays(), *NUMBERS, *_OPENERS]
    return frozenset(found.group() for term in terms if (found := _WORD.search(term)))


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of all expressions, for text in lower case; each has its own group."""
    month, weekday = any_of(months()) + r"\.?", any_of(weekdays()) + r"\b"
    attack = r"(?:\w+ )?(?:attack|strike|raid|bombing|shelling|barrage|blast)s?"
    full = any_of(_whole_months())  # not "in Mar Elias"
    day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    till = rf"(?:\s?[-–—/]\s?|\s(?:and|to)\s){day}"
    year = r"(?:19|20)\d\d"
    night = r"(?:night of (?:the )?)"
    number = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
    parts = [
        r"(?P<iso>\d{4}-\d\d-\d\d\b)",
        rf"(?P<md>(?P<md_n>{night})?{month}\s(?P<md_d>{day})(?P<md_t>{till}(?!\d))?(?![\d:%])(?:,?\s(?P<md_y>{year})\b)?)",
        rf"(?P<dm>(?P<dm_n>{night})?(?P<dm_d>{day})(?P<dm_t>{till})?\s(?:of\s)?{month}\b(?:,?\s(?P<dm_y>{year})\b)?)",
        rf"(?P<my>(?:(?:early|late|mid)[- ])?{month},?\s(?P<my_y>{year})\b)",
        rf"(?P<since>since\s(?:(?:early|late|mid|last)[- ]?)?(?:(?P<since_m>{month})"
        rf"(?:\s(?P<since_d>{day})(?![\d:%]))?(?:,?\s(?P<since_y>{year})\b)?|{year}\b|(?P<since_w>{weekday})))",
        rf"(?P<wd>(?:(?P<wd_pre>last|next|early|late|overnight|the early hours of|the night of)"
        rf"(?:\s(?:on|into|to|from))?\s)?\b{weekday}(?P<wd_post>{_NIGHT})?)",
        rf"(?P<ago>(?P<ago_n>{number}|the) (?P<ago_u>day|week)s? "
        r"(?P<ago_w>ago|earlier|later|before|after))",
        rf"(?P<rel>{_by_letter(relative())}\b(?!['’]s(?! {attack})| of (?:the )?\d))",
        r"(?P<span>(?:past|last|first|previous|over|for|in) (?:the )?(?:past |last |first )?"
        rf"(?P<span_n>{number})[ -](?P<span_u>hours?|days?|weeks?|months?|years?)\b)",
        rf"(?P<month>(?:in|of|during|throughout|this|last|by) (?:(?:early|late|mid)[- ])?{full}"
        r"(?=[\s,.;)]|$)(?!\.?\s?\d))",
        rf"(?P<years>(?:between|from) {year} (?:and|to) {year}\b)",
        rf"(?P<year>(?:in|of|during|throughout|since) (?P<year_y>{year})\b)",
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})")


def _by_letter(terms: Iterable[str]) -> str:
    """Return an alternation grouped by first letter, longest first: fewer tries a position."""
    groups: dict[str, list[str]] = {}
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        groups.setdefault(term[0], []).append(re.escape(term[1:]))
    return "(?:" + "|".join(f"{head}(?:{'|'.join(t)})" for head, t in sorted(groups.items())) + ")"
