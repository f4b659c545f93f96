"""In which encoding a file of text is, told by its beginning, and where it is in another."""

from __future__ import annotations

from pathlib import Path

from charset_normalizer import from_bytes

from conflict_data.sources._unpacking import opened

_UTF8 = "utf-8"
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def guess(head: bytes) -> str:
    """Return the encoding of a beginning: what its byte order mark says, UTF-8, or a guess.

    >>> guess(b"id,place"), guess("id,place".encode("utf-16"))
    ('utf-8', 'utf-16')
    """
    if is_marked(head):
        return _MARKS[head[:2]]
    try:
        head.decode(_UTF8)
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # else the beginning ends in the middle of a character
            best = from_bytes(head).best()
            return best.encoding if best else "cp1252"
    return _UTF8


def is_marked(head: bytes) -> bool:
    """Return whether a beginning has a mark that tells its encoding."""
    return head[:2] in _MARKS


def is_told(encoding: str) -> bool:
    """Return whether an encoding is sure: UTF-8 proves itself, UTF-16 has a mark, others do not."""
    return encoding in (_UTF8, "ascii", *_MARKS.values())


def first_fault(path: Path, encoding: str) -> int | None:
    """Return the number (from 1) of the first line of a file that is not in an encoding."""
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None
