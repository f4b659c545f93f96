"""What every loader of prose needs: text to an Article, dates, languages.

Knowledge of months and languages stands in ``schemas/codes``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from conflict_data.records import Article, digest
from conflict_data.retractions import retraction
from conflict_data.schema import codes, split, terms_of
from conflict_data.terms import any_of

_FEWEST_LETTERS, _FEWEST_WORDS, _LEAST_SHARE, _SAMPLE = 20, 2, 0.08, 2000
_UNKNOWN = ("", "unknown", "none", "null", "nan", "n/a")


def normalise(text: str) -> str:
    r"""Return ``text`` in NFC, with ``\n`` line ends, no byte order mark, no trailing spaces.

    Halves of surrogate pairs, which no file can hold, become U+FFFD. Nothing else changes.

    >>> normalise("Cafe\u0301 \r\nbar")
    'Café\nbar'
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = re.split(r"\r\n?|\n", unicodedata.normalize("NFC", whole.removeprefix("\ufeff")))
    return "\n".join(line.rstrip() for line in lines)


def article(
    text: str,
    *,
    source_id: str,
    title: str | None = None,
    date: dt.date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    extra: Mapping[str, object] | None = None,
) -> Article:
    r"""Return an Article with its text normalised, its title first, and its ids.

    >>> article("Two were downed.", source_id="7", title="Drones over Odesa").text
    'Drones over Odesa\n\nTwo were downed.'
    """
    title, outlet, url = line(title), line(outlet), line(url)
    whole = normalise(text).strip("\n")
    if title and whole.split("\n", 1)[0].strip() != title:
        whole = f"{title}\n\n{whole}"
    return Article(
        article_id=digest(whole, date, outlet),
        article_key=url or source_id,
        source_id=source_id,
        title=title,
        date=date,
        outlet=outlet,
        url=url,
        language=language(whole),
        text=whole,
        extra=_json(extra),
        retracted=retraction(whole),
    )


def line(value: str | None) -> str | None:
    r"""Return ``value`` normalised and on one line, as a cell holds it; None if it is blank.

    >>> line("Drones\nover Odesa ")
    'Drones over Odesa'
    """
    return re.sub(r"\s*\n\s*", " ", normalise(value).strip()) or None if value else None


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, or None if it is too short to tell.

    >>> language("The army said that most of the drones were shot down."), language("Kyiv, 7:40")
    ('en', None)
    """
    sample = text[:_SAMPLE].casefold()
    letters = Counter(filter(str.isalpha, sample))
    if letters.total() < _FEWEST_LETTERS:
        return None
    tokens = Counter(re.findall(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?", sample))
    scores = {code: _score(code, letters, tokens) for code in codes("languages")}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _LEAST_SHARE else None


def parse_date(text: str | None) -> dt.date | None:
    """Return a day of publication as its outlet wrote it, or None if it is unknown.

    A time or time zone may follow and is ignored. ``04/05/2024`` is the American 5 April unless
    the first number cannot be a month. Raises ValueError for anything that is no day.

    >>> parse_date("Wednesday, 04/17/2024") == parse_date("2024-04-17T10:00:00Z")
    True
    """
    stripped = " ".join((text or "").split())
    if stripped.casefold() in _UNKNOWN:
        return None
    for pattern in _date_patterns():
        if found := pattern.fullmatch(stripped):
            return _day(found.groupdict())
    raise ValueError(f"{stripped!r} is no date such as 2024-04-17 or 17 April 2024")


def _json(extra: Mapping[str, object] | None) -> str | None:
    known = {key: value for key, value in (extra or {}).items() if value is not None}
    return json.dumps(known, ensure_ascii=False, sort_keys=True, default=str) if known else None


def _score(code: str, letters: Counter[str], tokens: Counter[str]) -> float:
    """Return the share of the language's words; for a script of its own, 0 or 1.

    Two words must be found, and three in the Latin script, whose short words many languages
    share: "Al-Shabaab attacks in Somalia" is not Italian.
    """
    script, words = _languages()[code]
    share = sum(n for letter, n in letters.items() if script.match(letter)) / letters.total()
    if not words:
        return float(share > _LEAST_SHARE)
    found = words & tokens.keys()
    fewest = _FEWEST_WORDS + bool(script.match("a"))
    told = sum(tokens[word] for word in found) if len(found) >= fewest else 0
    return share * told / max(tokens.total(), 1)


@cache
def _languages() -> Mapping[str, tuple[re.Pattern[str], frozenset[str]]]:
    return {
        code: (re.compile(f"[{row['letters']}]"), frozenset(split(row["words"])))
        for code, row in codes("languages").items()
    }


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month, weekday = (any_of(terms_of("calendar", kind)) for kind in ("month", "weekday"))
    clock = r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?"
    before = rf"(?:{clock}(?: [A-Z]{{2,4}})?,? )?(?:{weekday}\.?,? )?"
    after = rf"(?:(?:,? (?:at )?|T|, ){clock}.*)?"
    days = (
        r"(?P<y>\d{4})([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?)",
        rf"(?P<d>\d\d?)(?:st|nd|rd|th)?[ -](?:of )?(?P<m>{month})\.?,?[ -](?P<y>\d{{4}})",
        rf"(?P<m>{month})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
        r"(?P<american>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{4})",
        r"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d{4})",
    )
    return tuple(re.compile(f"{before}(?:{day}){after}", re.I) for day in days)


def _day(parts: Mapping[str, str]) -> dt.date:
    day, year = int(parts["d"]), int(parts["y"])
    if "american" not in parts:
        return dt.date(year, _month(parts["m"]), day)
    first = int(parts["american"])
    return dt.date(year, day, first) if first > 12 else dt.date(year, first, day)


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    rows = codes("calendar").values()
    return next(int(r["number"]) for r in rows if name.casefold() in split(r["terms"].casefold()))
