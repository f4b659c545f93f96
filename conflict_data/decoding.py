"""Bytes to text: encodings, and files that are no text at all.

Knowledge of formats stands in ``schemas/codes/signatures.csv``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from conflict_data.errors import LoadError
from conflict_data.schema import codes, split

LIMIT = 20_000_000
_BOMS = {  # UTF-32 first: its mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_CONTROLS_ALLOWED = 0.01
_SAMPLE = 2000


def read(path: Path) -> str:
    """Return the text of one file; raise :class:`LoadError` as :func:`decode` does."""
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Return what is in one file, or a little more of it than :func:`decode` allows."""
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise LoadError(str(path), f"cannot be read ({error.strerror})") from error


def decode(
    data: bytes, file: str, *, declared: str | None = None, allowed: Sequence[str] = ()
) -> str:
    """Return ``data`` as text; ``file`` is its name in messages.

    A byte order mark decides, then UTF-8, then the encoding that the file ``declared``, then the
    likeliest older one. Raises :class:`LoadError` for what is empty, over 20 MB, or no text;
    ``allowed`` names the signatures that are text here.

    >>> decode("Łódź".encode("utf-16"), "a.txt")
    'Łódź'
    """
    if len(data) > LIMIT:
        raise LoadError(file, "is over 20 MB", expected="one article", do="split the file")
    refuse_binary(data, file, allowed=allowed)
    text = _decoded(data, file, declared)
    if not text.strip():
        raise LoadError(file, "is empty", expected="an article", do="remove it or fill it")
    return text


def refuse_binary(data: bytes, file: str, *, allowed: Sequence[str] = ()) -> None:
    """Raise :class:`LoadError` if ``data`` begins like a known format or is full of controls."""
    head = data[:_SAMPLE].lstrip()
    for code, row in codes("signatures").items():
        magic = tuple(bytes.fromhex(item) for item in split(row["magic"]))
        if code not in allowed and head.startswith(magic):
            raise LoadError(file, f"is a {row['name']}", expected="plain text", do=row["advice"])
    if encoding(data) not in ("utf-16", "utf-32") and _is_binary(data.decode("latin-1")):
        raise LoadError(file, "is binary", expected="plain text", do="save its text as UTF-8")


def encoding(data: bytes) -> str:
    """Return the encoding a byte order mark at the start of ``data`` tells, else ``utf-8``."""
    return next((name for mark, name in _BOMS.items() if data.startswith(mark)), "utf-8")


def guess_encoding(data: bytes, file: str) -> str:
    """Return the likeliest of the older encodings; raise :class:`LoadError` if none is likely."""
    from charset_normalizer import from_bytes  # slow to import and rarely needed

    guess = from_bytes(data, cp_exclusion=["utf_16", "utf_32"]).best()
    if guess is None:
        raise LoadError(file, "is in no known encoding", expected="UTF-8", do="save it as UTF-8")
    return guess.encoding


def _decoded(data: bytes, file: str, declared: str | None) -> str:
    for name in filter(None, [encoding(data), declared]):
        with suppress(UnicodeDecodeError, LookupError):
            return data.decode(name)
    return data.decode(guess_encoding(data, file))


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    return "\0" in text or controls > _CONTROLS_ALLOWED * len(text)
