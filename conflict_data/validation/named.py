"""Checks within a table that no expression can say, each under the name that the schema uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data import acled
from conflict_data.distinct import by_value
from conflict_data.errors import Unknown
from conflict_data.validation.report import Finding
from conflict_data.validation.sheet import Row, Sheet


class Derivation(NamedTuple):
    """A cell that follows from others: ``value(*sources)`` is what ``field`` must hold.

    Nothing follows from an unknown first source, nor from a code that is in no list.
    """

    rule: str
    field: str
    sources: tuple[str, ...]
    value: Callable[..., Any]
    because: str


EVENTS = (
    Derivation(
        "event_type_fits", "event_type", ("sub_event_type",), acled.event_type,
        "each sub-event type belongs to one event type",
    ),
    Derivation(
        "disorder_fits", "disorder_type", ("sub_event_type",), acled.disorder_type,
        "each sub-event type belongs to one disorder type",
    ),
    Derivation(
        "interaction_fits", "interaction", ("inter1", "inter2"), acled.interaction,
        "the interaction is the pair of inter1 and inter2",
    ),
    Derivation(
        "country_fits", "country", ("country_code",), acled.country_name,
        "the country's name follows from its code",
    ),
    Derivation(
        "country_fits", "iso", ("country_code",), acled.iso,
        "the country's number follows from its code",
    ),
    Derivation(
        "country_fits", "region", ("country_code",), acled.region,
        "the region follows from the country",
    ),
)  # fmt: skip


def check(sheet: Sheet) -> Iterator[Finding]:
    """Run the named checks of a table."""
    if sheet.spec.name == "events":
        for derivation in EVENTS:
            yield from _derived(sheet, derivation)
    if sheet.spec.name == "claims":
        yield from quote_stands_there(sheet)


def quote_stands_there(claims: Sheet) -> list[Finding]:
    """Find claims whose quote does not stand in their sentence at the offsets they give."""
    columns = ("quote", "start", "end", "sentence", "sentence_start")
    if not claims.has(*columns):
        return []
    rows = zip(*(claims.cells(column).to_pylist() for column in columns), strict=True)
    passes = pa.array([None in row or _stands(*row) for row in rows], pa.bool_())
    return claims.broken(
        "quote_stands_there", columns[:3], passes,
        lambda row: f"sentence[{row['start'] - row['sentence_start']}:"
        f"{row['end'] - row['sentence_start']}] is not the quote; offsets count code points",
    )  # fmt: skip


def _stands(quote: str, start: int, end: int, sentence: str, sentence_start: int) -> bool:
    return start >= sentence_start and (
        sentence[start - sentence_start : end - sentence_start] == quote
    )


def _derived(sheet: Sheet, derivation: Derivation) -> list[Finding]:
    rule, field, sources, value, because = derivation
    if not sheet.has(field, *sources):
        return []
    found = sheet.cells(field)
    expected = by_value(partial(_known, value), found.type, *map(sheet.cells, sources))
    passes = pc.or_(pc.is_null(expected), pc.fill_null(pc.equal(found, expected), False))
    for source in sources:  # a cell that rests on something unknown may be unknown, too
        passes = pc.or_(passes, pc.and_(pc.is_null(found), pc.is_null(sheet.cells(source))))

    def say(row: Row) -> str:
        expected = _known(value, *(row[name] for name in sources))
        return f"{because}: expected {expected!r}, found {row[field]!r}"

    return sheet.broken(rule, [field, *sources], passes, say)


def _known(value: Callable[..., Any], *cells: Any) -> Any:
    try:
        return value(*cells)
    except Unknown:
        return None
