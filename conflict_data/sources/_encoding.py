"""In which encoding a file of text is, told by its beginning, and where it is in another."""

from __future__ import annotations

from pathlib import Path

from charset_normalizer import from_bytes

from conflict_data import decoding
from conflict_data.sources._unpacking import opened

_UTF8 = "utf-8"
# What spreadsheets write where they do not write UTF-8, the commonest first.
_COMMON = ["cp1252", "cp1250", "cp1251", "cp1254", "cp1256"]


def guess(head: bytes) -> str:
    """Return the encoding of a beginning: what its byte order mark says, UTF-8, or a guess.

    >>> guess(b"id,place"), guess("id,place".encode("utf-16"))
    ('utf-8', 'utf-16')
    """
    marked = decoding.encoding(head)
    if not marked.startswith(_UTF8):
        return marked
    try:
        head.decode(_UTF8)
    except UnicodeDecodeError as error:
        at_end = error.start >= len(head) - 3  # in the middle of a character
        if not at_end and not _is_mostly_utf8(head):
            return _likeliest(head)
    return _UTF8


def _likeliest(head: bytes) -> str:
    """Return the encoding that makes least nonsense; of several that make the same, the commonest.

    >>> _likeliest("São Paulo, Nariño".encode("cp1252"))
    'cp1252'
    """
    found = from_bytes(head, cp_isolation=_COMMON)
    best = found.best()
    equal = [one for one in found if best and one.chaos == best.chaos]
    alike = {name for one in equal for name in one.could_be_from_charset}
    return next((name for name in _COMMON if name in alike), _COMMON[0])


def _is_mostly_utf8(head: bytes) -> bool:
    """Tell a mixture: in other encodings few characters look like those of UTF-8."""
    text = head.decode(_UTF8, errors="replace")
    strange = text.count("\ufffd")
    return sum(not char.isascii() for char in text) >= 2 * strange


def is_told(encoding: str) -> bool:
    """Return whether an encoding is sure: UTF-8 proves itself, UTF-16 has a mark, others do not."""
    return encoding.startswith("utf")


def first_fault(path: Path, encoding: str) -> int | None:
    """Return the number (from 1) of the first line of a file that is not in an encoding."""
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None
