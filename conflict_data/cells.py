"""One cell as text, in files that people write, and back to its value by the schema."""

from __future__ import annotations

from datetime import date
from typing import Any

from conflict_data.errors import Unknown
from conflict_data.schema import Field, codes

_SEPARATOR = ";"


def parse(field: Field, text: str | None) -> Any:
    """Return the value that ``text`` gives a field; None or an empty text is unknown.

    Raises :class:`ValueError` for what is not of the field's type, and :class:`Unknown` for a code
    that is in no list.

    >>> from conflict_data.schema import schema
    >>> parse(schema().table("claims").field("weapons"), "missile; drone")
    ('drone', 'missile')
    """
    text = (text or "").strip()
    if field.type == "list":
        return tuple(
            sorted({_known(field, part.strip()) for part in text.split(_SEPARATOR) if part.strip()})
        )
    if not text:
        return None
    return _typed(field, text)


def show(value: Any) -> str | None:
    """Return a value as :func:`parse` reads it.

    >>> show(("drone", "missile")), show(40.0), show(None)
    ('drone; missile', '40', None)
    """
    if isinstance(value, tuple):
        return "; ".join(value) or None
    if isinstance(value, float):
        return f"{value:.15g}"
    return None if value is None else str(value)


def _typed(field: Field, text: str) -> Any:
    if field.type == "date":
        return date.fromisoformat(text)
    if field.type in ("number", "integer"):
        value = float(text)
        if field.minimum is not None and not field.minimum <= value < float("inf"):
            raise ValueError(f"{text} is not a number from {field.minimum:g}")
        return value
    return _known(field, text)


def _known(field: Field, text: str) -> str:
    known = codes(field.codes) if field.codes else field.enum
    if known and text not in known:
        raise Unknown(field.name, text, known)
    return text
