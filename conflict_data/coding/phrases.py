"""Phrases of the notes: figures, sources, names and days in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from conflict_data.coding.choice import Candidate
from conflict_data.coding.figures import Figure
from conflict_data.schema import codes, split
from conflict_data.terms import plurals

_LONGEST_NAME = 60
_ARTICLE = re.compile(r"^The\b ")


def between(figure: Figure) -> str:
    """Return the reported range in words, if there is one."""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return ""
    return f" (reports range from {figure.low:,.0f} to {figure.high:,.0f})"


def source(one: Candidate) -> str:
    """Return in words who says a figure; nothing where the outlet itself does."""
    speaker = _ARTICLE.sub("the ", one.claims[0].speaker or "")
    return f", according to {speaker}" if 0 < len(speaker) <= _LONGEST_NAME else ""


def verbatim(one: Candidate) -> str:
    """Return vague words as they were said."""
    return " and ".join('"' + " ".join(claim.quote.split()) + '"' for claim in one.claims)


def things(one: Candidate, weapons: Iterable[str], place: str | None = None) -> str:
    """Return a count of munitions in words, such as 2 drones at Moscow."""
    if one.best is None and one.low is None:
        return verbatim(one)
    names = sorted(_name(weapon, one.best != 1) for weapon in weapons)
    return f"{number(one)} {joined(names)}" + (f" at {place}" if place else "")


def number(one: Candidate) -> str:
    """Return a figure with its bound, such as more than 350."""
    if one.best == 0:
        return "no"
    if one.best is not None:
        hedge = codes("hedges").get(one.bound)
        word = f"{split(hedge['terms'])[0]} " if hedge else ""
        return f"{word}{one.best:,.0f}"
    if one.low is not None:
        return f"{one.low:,.0f} to {one.high:,.0f}" if one.high else f"at least {one.low:,.0f}"
    return f"up to {one.high:,.0f}"


@cache
def _name(weapon: str, plural: bool) -> str:
    """Return a weapon's name: a class in lower case, a model as it is written."""
    row = codes("weapons")[weapon]
    name = row["name"].lower() if row["name"].lower() in split(row["terms"]) else row["name"]
    return list(plurals(name))[-1] if plural else name


def actors(codes_of_actors: Iterable[str]) -> str:
    """Return actors by their plain names, joined.

    >>> actors(["united_states", "france"])
    'France and the United States'
    """
    return joined([_titled(actor) for actor in sorted(codes_of_actors)])


def _titled(actor: str) -> str:
    """Return an actor's name, with the article if ACLED's name for it has one."""
    row = codes("actors")[actor]
    name = row["name"]
    return f"the {name}" if f"the {name}" in row["acled_names"] else name


def day(on: date) -> str:
    """Return a day as ACLED's notes write it.

    >>> day(date(2024, 4, 13))
    '13 April 2024'
    """
    return f"{on.day} {_months()[on.month]} {on.year}"


@cache
def _months() -> dict[int, str]:
    """Return the months in English: those of strftime are the machine's."""
    rows = codes("calendar").items()
    return {int(row["number"]): code.title() for code, row in rows if row["kind"] == "month"}


def sentence(text: str) -> str:
    """Return a text with a capital, behind a quotation mark too."""
    at = int(text.startswith('"'))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def joined(parts: Sequence[str]) -> str:
    """Return parts with commas and a last and.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
