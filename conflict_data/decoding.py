"""Bytes to text: encodings, and files that are no text at all.

Knowledge of formats stands in ``schemas/codes/signatures.csv``.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from conflict_data.errors import Guessed, LoadError
from conflict_data.schema import codes, split

LIMIT = 20_000_000
_UTF8 = "utf-8"
_BOMS = {  # UTF-32 first: its mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
# What news and tables come in where it is not UTF-8. Spreadsheets in the west write the first.
_OLD = (
    "cp1252", "cp1250", "cp1251", "koi8-u", "cp1254", "cp1256", "cp1255", "cp1253", "mac-roman",
    "gb18030", "big5hkscs", "cp932", "cp949",
)  # fmt: skip
# A few accents look alike in several; the commonest stands unless another is likelier than this.
_LIKELIER = 0.9
_BETWEEN = re.compile(rb'[,;\t\r\n"]')
_SEARCHED = 64 << 20  # bytes looked through for one that is not ASCII
_CHUNK = 1 << 16
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_CONTROLS_ALLOWED = 0.01
_SAMPLE = 2000


class Encoding(NamedTuple):
    """The encoding of a file, and whether it is only a guess."""

    name: str
    guessed: bool = False

    def doubts(self, file: str) -> list[Guessed]:
        """Return what is to be told of a file: nothing, or that its encoding is a guess."""
        return [Guessed(file, f"is not in UTF-8; read as {self.name}")] if self.guessed else []


class Text(NamedTuple):
    """What stands in a file, and what is to be told of how it was read."""

    text: str
    doubts: Sequence[Guessed] = ()


def read(path: Path) -> Text:
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
) -> Text:
    """Return ``data`` as text; ``file`` is its name in messages.

    A byte order mark decides, then UTF-8, then the encoding that the file ``declared``, then the
    likeliest older one, which is told. Raises :class:`LoadError` for what is empty, over 20 MB, in
    two encodings, or no text; ``allowed`` names the signatures that are text here.

    >>> decode("Łódź".encode("utf-16"), "a.txt").text
    'Łódź'
    """
    if len(data) > LIMIT:
        raise LoadError(file, "is over 20 MB", expected="one article", do="split the file")
    refuse_binary(data, file, allowed=allowed)
    found = _decoded(data, file, declared)
    if not found.text.strip():
        raise LoadError(file, "is empty", expected="an article", do="remove it or fill it")
    return found


def utf8(path: Path, expected: str) -> str:
    """Return the text of a file that this package writes, in UTF-8.

    Raises :class:`LoadError` for one that cannot be read, is of another kind, or not in UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise LoadError(str(path), problem, expected=expected) from error
    code, name = signature(data)
    if code:
        raise LoadError(str(path), f"is {name}", expected=expected)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"line {line} is not in UTF-8"
        raise LoadError(str(path), problem, expected=expected, do="save it as UTF-8") from error


def refuse_binary(
    data: bytes, file: str, *, allowed: Sequence[str] = (), expected: str = "plain text"
) -> None:
    """Raise :class:`LoadError` if ``data`` begins like a known format or is full of controls."""
    code, name = signature(data)
    if code and code not in allowed:
        raise LoadError(
            file, f"is {name}", expected=expected, do=codes("signatures")[code]["advice"]
        )
    if encoding(data) not in ("utf-16", "utf-32") and _is_binary(data.decode("latin-1")):
        raise LoadError(file, "is binary", expected=expected, do="save its text as UTF-8")


def signature(head: bytes) -> tuple[str, str]:
    """Return the code and the name of the format that bytes begin like, or nothing twice.

    >>> signature(b"%PDF-1.7"), signature(b"id,text")
    (('pdf', 'a PDF document'), ('', ''))
    """
    start = head[:_SAMPLE].lstrip()
    for code, row in codes("signatures").items():
        if start.startswith(tuple(bytes.fromhex(item) for item in split(row["magic"]))):
            return code, row["name"]
    return "", ""


def is_blank(head: bytes) -> bool:
    """Whether bytes are nothing but a mark, spaces and line breaks."""
    return not head.removeprefix(codecs.BOM_UTF8).strip()


def encoding(data: bytes) -> str:
    """Return the encoding a byte order mark at the start of ``data`` tells, else ``utf-8``."""
    return next((name for mark, name in _BOMS.items() if data.startswith(mark)), "utf-8")


def detect(stream: IO[bytes]) -> Encoding:
    r"""Return the encoding of a stream: its byte order mark's, UTF-8, or a guess at an older one.

    Its first cells that are not ASCII tell. Where none is in 64 MB, the rest is taken for UTF-8.

    >>> import io
    >>> detect(io.BytesIO("id,place\n1,Nariño".encode("cp1252")))
    Encoding(name='cp1252', guessed=True)
    """
    sample = stream.read(_CHUNK)
    if (marked := encoding(sample)) != _UTF8:
        return Encoding(marked)
    for _ in range(_SEARCHED // _CHUNK):
        if not sample or not sample.isascii():
            break
        sample = stream.read(_CHUNK)
    more = stream.read(_CHUNK)  # the first of them may stand at the very end
    return _judged(sample + more, whole=len(more) < _CHUNK)


def guess(data: bytes) -> str:
    """Return the likeliest of the older encodings for ``data``, which is not in UTF-8.

    >>> guess("São Paulo, Nariño".encode("cp1252")), guess("Харків, Суми".encode("koi8-u"))
    ('cp1252', 'koi8-u')
    """
    from chardet import detect_all  # slow to import and rarely needed

    cells = dict.fromkeys(cell for cell in _BETWEEN.split(data) if not cell.isascii())
    found = detect_all(
        b" ".join(cells), ignore_threshold=True, include_encodings=_OLD,
        no_match_encoding=_OLD[0], prefer_superset=True, compat_names=False,
    )  # fmt: skip
    least = _LIKELIER * found[0]["confidence"]
    fair = [one["encoding"] for one in found if one["confidence"] >= least]
    return fair[0] if fair[0] and _OLD[0] not in fair else _OLD[0]


def _judged(sample: bytes, *, whole: bool) -> Encoding:
    """Return the encoding of bytes without a mark; ``whole`` unless a character may be cut off.

    Mostly sound UTF-8 is UTF-8: in other encodings few characters look like those of it.
    """
    try:
        codecs.getincrementaldecoder(_UTF8)().decode(sample, final=whole)
        return Encoding(_UTF8)
    except UnicodeDecodeError:
        text = sample.decode(_UTF8, "replace")
    strange = sum(not char.isascii() for char in text)
    return Encoding(guess(sample), True) if strange < 2 * text.count("\ufffd") else Encoding(_UTF8)


def _decoded(data: bytes, file: str, declared: str | None) -> Text:
    for name in filter(None, [encoding(data), declared]):
        with suppress(UnicodeDecodeError, LookupError):
            return Text(data.decode(name))
    found = detect(io.BytesIO(data))
    try:
        return Text(data.decode(found.name), found.doubts(file))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"line {line} is not in {found.name}, as the rest seems to be"
        raise LoadError(file, problem, expected="one encoding", do="save it as UTF-8") from error


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    return "\0" in text or controls > _CONTROLS_ALLOWED * len(text)
