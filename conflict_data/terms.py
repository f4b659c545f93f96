"""Terms of code lists: cut into tokens, inflected, and found in text, longest first.

A lower-case term matches in any case; a term with a capital matches as written, or in a headline
all in capitals. Two different codes for one term make it ambiguous, and ambiguous means no match.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

TOKEN = re.compile(
    r"[^\W\d_]+|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+(?:[.,]\d+)*|['’]s\b|[^\w\s]|_"
)


class Term(NamedTuple):
    """One reading of a stretch of text: its kind, its value, and a verb's form."""

    kind: str
    value: Any
    form: str = ""


class _Path(NamedTuple):
    """The tokens of a term after its second, how it is written, and what it means."""

    rest: list[str]
    exact: tuple[str, ...] | None
    term: Term


class _Entry:
    """All terms that begin with one word: itself alone, and longer ones by their second word."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[_Path] = []
        self.longer: dict[str, list[_Path]] = {}

    def add(self, lower: tuple[str, ...], exact: tuple[str, ...] | None, term: Term) -> None:
        path = _Path([*lower[2:]], exact, term)
        paths = self.longer.setdefault(lower[1], []) if len(lower) > 1 else self.alone
        paths.append(path)
        paths.sort(key=lambda path: (-len(path.rest), path.exact is None))

    def readings(self, token: str) -> list[Term]:
        return [one.term for one in self.alone if not one.exact or _fits((token,), one.exact)]

    def paths(self) -> Iterator[tuple[tuple[str, ...], Term]]:
        for path in self.alone:
            yield (), path.term
        for second, paths in self.longer.items():
            for path in paths:
                yield (second, *path.rest), path.term


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


def pattern(terms: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that finds any of ``terms`` as whole words, the longest first.

    >>> pattern(["car", "car bomb"]).findall("a car bomb, no scarf")
    ['car bomb']
    """
    return re.compile(rf"\b{any_of(terms)}\b", flags)


def any_of(terms: Iterable[str]) -> str:
    r"""Return the regular expression of any of ``terms``, the longest first.

    >>> any_of(["car", "U.S."])
    '(?:U\\.S\\.|car)'
    """
    longest = sorted(terms, key=lambda term: (-len(term), term))
    return f"(?:{'|'.join(map(re.escape, longest))})"


class Finder:
    """Finds terms as whole words, trying only those whose first token is known to be there.

    Looking for a word, and for a term only where it stands, is much faster than a pattern of all.

    >>> finder = Finder({"car": "vehicle", "car bomb": "weapon"})
    >>> [(value, found.group()) for value, found in finder.find("a car bomb", {"a", "car"})]
    [('weapon', 'car bomb')]
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        """Take terms and what they mean."""
        self._values = values
        by_first: dict[str, list[str]] = {}
        for term in values:
            by_first.setdefault(tokenise(term)[0], []).append(term)
        self._patterns = {first: pattern(terms) for first, terms in sorted(by_first.items())}

    def find(self, text: str, tokens: Iterable[str]) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield what each term found means, and where it stands; ``tokens`` are those of text."""
        for first in self._patterns.keys() & tokens:
            at = text.find(first)
            while at >= 0:
                found = self._patterns[first].match(text, at)
                if found:
                    yield self._values[found.group()], found
                at = text.find(first, found.end() if found else at + 1)


class Index:
    """Finds terms in a run of tokens: the longest first, then as written, then as added."""

    def __init__(self) -> None:
        self.entries: dict[str, _Entry] = {}

    def add(self, text: str, term: Term) -> None:
        """Let ``text`` mean ``term``."""
        tokens = tokenise(text)
        exact = tuple(tokens) if text != text.lower() else None
        lower = tuple(token.lower() for token in tokens)
        if lower[0] not in self.entries:
            self.entries[lower[0]] = _Entry()
        self.entries[lower[0]].add(lower, exact, term)

    def terms(self) -> Iterator[tuple[tuple[str, ...], Term]]:
        """Yield the tokens of every term in lower case, and what it means."""
        for first, entry in self.entries.items():
            for rest, term in entry.paths():
                yield (first, *rest), term

    def find(self, tokens: list[str], lower: list[str], at: int) -> tuple[list[Term], int]:
        """Return the readings of the longest term at ``at`` and its length; none: ``([], 0)``.

        ``lower`` are the ``tokens`` in lower case.
        """
        found = self.longest(tokens, lower, at)
        if found[0]:
            return found
        alone, _ = self.alone(tokens[at])
        return alone, 1 if alone else 0

    def longest(self, tokens: list[str], lower: list[str], at: int) -> tuple[list[Term], int]:
        """Return the same, but of terms of several tokens only."""
        entry = self.entries.get(lower[at])
        paths = entry.longer.get(lower[at + 1]) if entry and at + 1 < len(lower) else None
        return _longest(paths, tokens, lower, at) if paths else ([], 0)

    def alone(self, token: str) -> tuple[list[Term], Collection[str]]:
        """Return the readings of one token, and the words with which it begins longer terms."""
        entry = self.entries.get(token.lower())
        return (entry.readings(token), entry.longer) if entry else ([], ())


def _longest(
    paths: list[_Path], tokens: list[str], lower: list[str], at: int
) -> tuple[list[Term], int]:
    """Return the readings of the longest of ``paths`` that stands at ``at``."""
    found: list[Term] = []
    length = 0
    for rest, exact, term in paths:
        size = len(rest) + 2
        if size < length:
            break
        if rest and lower[at + 2 : at + size] != rest:
            continue
        if exact is None or _fits(tokens[at : at + size], exact):
            found.append(term)
            length = size
    return found, length


def _fits(written: Sequence[str], exact: tuple[str, ...]) -> bool:
    """Say whether a term with capitals is written so, or all in capitals."""
    words = tuple(written)
    return words == exact or words == tuple(token.upper() for token in exact)
