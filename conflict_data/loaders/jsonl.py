"""JSON lines, one article a line: ``id``, ``title``, ``date``, ``text``, ``url``, ``outlet``.

Only ``text`` is required. ``updated`` is when this version appeared, ``retracted`` true, a day or
the words that withdraw the article. Fields of other names are kept in the article's ``extra``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from numbers import Real
from pathlib import Path
from types import MappingProxyType

from conflict_data import decoding, prose
from conflict_data.errors import LoadError
from conflict_data.loaders import _limits
from conflict_data.records import Article

NOTHING: Mapping[str, object] = MappingProxyType({})
_HEAD = 4096
_FIELDS = ("id", "title", "date", "text", "url", "outlet", "updated", "retracted")
_STANDS = ("false", "no", "0")
_GAPS = ("None", "nan", "NaT", "<NA>")
_SUFFIXES = (".jsonl", ".ndjson")
_EXPECTED = "one JSON object a line"


def recognises(path: Path, head: bytes) -> bool:
    """Return whether ``path`` is named as JSON lines, or is ``.json`` and begins as JSON does."""
    suffix = path.suffix.casefold()
    return suffix in _SUFFIXES or (suffix == ".json" and head.lstrip().startswith((b"{", b"[")))


def load(path: Path) -> Iterator[Article | LoadError]:
    """Yield the article of each line, or what is wrong with the line; blank lines are skipped."""
    yield from _limits.sound(_results(path), str(path))


def from_record(
    record: Mapping[str, object],
    place: str,
    default_id: str,
    *,
    aside: Mapping[str, object] = NOTHING,
) -> Article:
    """Return the Article of one record; ``place`` says in messages where it stands.

    ``aside`` goes to the article's ``extra`` whatever its names, besides the record's own fields
    that have no place in an article. Raises :class:`LoadError` for a missing text, a date that is
    none, or a value of another type.

    >>> from_record({"text": "Two drones fell.", "date": "17 April 2024"}, "line 1", "1").date
    datetime.date(2024, 4, 17)
    """
    text = _text(record, "text", place)
    if not text:
        raise LoadError(place, "has no text", expected="a field 'text' that is not empty")
    made = prose.article(
        text,
        source_id=_identity(record, place) or default_id,
        title=_text(record, "title", place),
        date=_date(record, place),
        outlet=_text(record, "outlet", place),
        url=_text(record, "url", place),
        extra={key: _known(record, key) for key in record if key not in _FIELDS} | dict(aside),
    )
    retracted = _retraction(record) or made.retracted
    return made._replace(updated=_moment(record, place), retracted=retracted)


def _results(path: Path) -> Iterator[Article | LoadError]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        decoding.refuse_binary(head, str(path))
        if decoding.is_blank(head):
            raise LoadError(str(path), "is empty", expected=_EXPECTED)
        if head.lstrip().startswith(b"["):
            do = "write each object on a line of its own, without commas between them"
            raise LoadError(str(path), "is a JSON list", expected=_EXPECTED, do=do)
        yield from _lines(path, decoding.encoding(head))
    except LoadError as error:
        yield error


def _lines(path: Path, encoding: str) -> Iterator[Article | LoadError]:
    with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(_limits.lines(file, str(path)), start=1):
            if line.strip():
                yield _parsed(line, f"{path}, line {number}", f"{path.name}:{number}")


def _parsed(line: str, place: str, default_id: str) -> Article | LoadError:
    try:
        return from_record(_object(line, place), place, default_id)
    except LoadError as error:
        return error


def _object(line: str, place: str) -> Mapping[str, object]:
    """Parse a line; bytes that were not UTF-8 have become lone surrogates by now."""
    expected = _EXPECTED
    try:
        line.encode()
        value = json.loads(line)
    except UnicodeEncodeError as error:
        problem = f"is not UTF-8 at column {error.start + 1}"
        raise LoadError(place, problem, expected="UTF-8", do="save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        problem = f"bad JSON at column {error.colno} ({error.msg})"
        raise LoadError(place, problem, expected=expected, do="correct the line") from error
    except RecursionError as error:
        raise LoadError(place, "is nested too deeply", expected=expected) from error
    if not isinstance(value, dict):
        raise LoadError(place, f"is a JSON {type(value).__name__}", expected=expected)
    return value


def _text(record: Mapping[str, object], field: str, place: str) -> str | None:
    value = _known(record, field)
    if value is None or isinstance(value, str):
        return value if value and value.strip() else None
    raise LoadError(place, f"{field} is {value!r}", expected="text", do="put it in quotes")


def _identity(record: Mapping[str, object], place: str) -> str | None:
    value = _known(record, "id")
    if isinstance(value, Real) and not isinstance(value, bool):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    return prose.line(_text(record, "id", place))


def _date(record: Mapping[str, object], place: str, field: str = "date") -> dt.date | None:
    value = _known(record, field)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return prose.parse_date(_text(record, field, place))
    except ValueError as error:
        form = "a day such as 2024-04-17, or null"
        raise LoadError(place, f"{field}: {error}", expected=form, do="correct it") from error


def _moment(record: Mapping[str, object], place: str) -> str | None:
    """Return a moment as ISO 8601 in UTC, or its day if there is no hour that can be read."""
    value = _known(record, "updated")
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    except ValueError:
        day = _date(record, place, "updated")
        return day.isoformat() if day else None
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
    is_day = not isinstance(value, dt.datetime) and len(str(value)) == len("2024-04-17")
    return moment.date().isoformat() if is_day else moment.isoformat(timespec="seconds")


def _retraction(record: Mapping[str, object]) -> str | None:
    """Return the words that withdraw an article; a plain true has none of its own."""
    value = _known(record, "retracted")
    words = prose.line(str(value)) if value is not None else None
    if words is None or words.casefold() in _STANDS:
        return None
    return "true" if value is True else words


def _known(record: Mapping[str, object], field: str) -> object:
    """A record from a table has its gaps as NaN, NaT or NA; here they are None."""
    value = record.get(field)
    return value if isinstance(value, str) or str(value) not in _GAPS else None
