"""Terms of code lists: cut into tokens, inflected, and found in text, longest first.

A lower-case term matches in any case; a term with a capital matches as written, or in a headline
all in capitals. Two different codes for one term make it ambiguous, and ambiguous means no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|['’]s\b|[^\w\s]|_")


class Term(NamedTuple):
    """One reading of a stretch of text: its kind, its value, and a verb's form."""

    kind: str
    value: Any
    form: str = ""


class _Path(NamedTuple):
    """The tokens of a term after its first, and what it means."""

    lower: tuple[str, ...]
    exact: tuple[str, ...] | None
    term: Term


def tokenise(text: str) -> list[str]:
    """Cut text into words, numbers and single marks.

    >>> tokenise("Kh-101s, U.S. 1,200")
    ['Kh', '-', '101', 's', ',', 'U', '.', 'S', '.', '1,200']
    """
    return [token.replace("’", "'") for token in TOKEN.findall(text)]


def plurals(noun: str) -> Iterator[str]:
    """Yield a noun and its regular plural.

    >>> list(plurals("battery")), list(plurals("serviceman"))
    (['battery', 'batteries'], ['serviceman', 'servicemen'])
    """
    yield noun
    if noun.endswith("man"):
        yield noun[:-2] + "en"
    elif re.search(r"[^aeiou]y$", noun):
        yield noun[:-1] + "ies"
    elif re.search(r"(s|x|z|ch|sh)$", noun):
        yield noun + "es"
    else:
        yield noun + "s"


def conjugate(verb: str, irregular: str = "") -> dict[str, str]:
    """Return a verb phrase's forms -> form letter: b base, z third, d past, n participle, g gerund.

    A regular past is also the participle and has the letter ``d``. ``irregular`` lists
    ``base:past:participle``, parted by ``|``.

    >>> conjugate("shoot down", "shoot:shot:shot")["shot down"]
    'd'
    """
    head, _, rest = verb.partition(" ")
    forms = _IRREGULAR.get(head) or _forms(head, _past(head, irregular))
    return {f"{form} {rest}".strip(): letter for form, letter in forms.items()}


_IRREGULAR = {
    "be": {"be": "b", "is": "z", "are": "z", "was": "d", "were": "d", "been": "n", "being": "g"},
    "have": {"have": "b", "has": "z", "had": "d", "having": "g"},
}


def _past(verb: str, irregular: str) -> tuple[str, str]:
    for entry in irregular.split("|"):
        base, _, pair = entry.partition(":")
        if base == verb:
            past, _, participle = pair.partition(":")
            return past, participle
    regular = verb[:-1] + "ied" if _consonant_y(verb) else _stem(verb) + "ed"
    return regular, regular


def _forms(verb: str, past: tuple[str, str]) -> dict[str, str]:
    third = list(plurals(verb))[-1] if not verb.endswith(("o", "man")) else verb + "es"
    gerund = verb[:-2] + "ying" if verb.endswith("ie") else _stem(verb) + "ing"
    return {past[1]: "n", past[0]: "d", gerund: "g", third: "z", verb: "b"} | (
        {verb: "d"} if past[0] == verb else {}
    )


def _stem(verb: str) -> str:
    """Return what -ed and -ing are put to: without silent e, last consonant doubled."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return verb[:-1]
    if re.search(r"^[^aeiou]*[aeiou][^aeiouwxyhsfz]$", verb) or verb in ("repel", "transfer"):
        return verb + verb[-1]
    return verb


def _consonant_y(verb: str) -> bool:
    return bool(re.search(r"[^aeiou]y$", verb))


class Index:
    """Finds terms in a run of tokens: the longest first, then as written, then as added."""

    def __init__(self) -> None:
        self._paths: dict[str, list[_Path]] = {}
        self._single: dict[str, list[Term]] = {}
        self._sorted = False

    def add(self, text: str, term: Term) -> None:
        """Let ``text`` mean ``term``."""
        tokens = tokenise(text)
        exact = tuple(tokens) if text != text.lower() else None
        lower = tuple(token.lower() for token in tokens)
        self._paths.setdefault(lower[0], []).append(_Path(lower[1:], exact, term))
        self._sorted = False

    def terms(self) -> Iterator[tuple[tuple[str, ...], Term]]:
        """Yield the tokens of every term in lower case, and what it means."""
        for first, paths in self._paths.items():
            for path in paths:
                yield (first, *path.lower), path.term

    def starts(self) -> dict[str, list[_Path]]:
        """Return the paths by first token in lower case, longest first."""
        if not self._sorted:
            for first, paths in self._paths.items():
                paths.sort(key=lambda path: (-len(path.lower), path.exact is None))
                if all(not path.lower and path.exact is None for path in paths):
                    self._single[first] = [path.term for path in paths]
            self._sorted = True
        return self._paths

    def find(self, tokens: Sequence[str], lower: Sequence[str], at: int) -> tuple[list[Term], int]:
        """Return the readings of the longest term at ``at`` and its length; none: ``([], 0)``."""
        paths, single = self.starts(), self._single.get(lower[at])
        if single is not None:
            return single, 1
        found: list[Term] = []
        length = 0
        for rest, exact, term in paths.get(lower[at], ()):
            size = len(rest) + 1
            if size < length:
                break
            if size > 1 and tuple(lower[at + 1 : at + size]) != rest:
                continue
            if exact is not None and not _as_written(tokens[at : at + size], exact):
                continue
            found.append(term)
            length = size
        return found, length


def _as_written(tokens: Sequence[str], exact: tuple[str, ...]) -> bool:
    written = tuple(tokens)
    return written == exact or (written == tuple(token.upper() for token in exact))
