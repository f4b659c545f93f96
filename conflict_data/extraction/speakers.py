"""Speakers: to whom the text attributes a figure, through whom, and what kind of source it is."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from conflict_data.extraction import responsibility
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split
from conflict_data.terms import plurals

_ACCORDING = re.compile(r">([^,;.\"]{1,14}+)(?!,>)")
_SAID = re.compile(r"(?:^|[,\"c;:.R])(N?(?:-v|[^,\";:.cRvBMsNG]){1,10}?)[a]?s")
_AFTER = re.compile(r"[,\"]\"?s(?!Y)([^,;.\":vREBM]{1,10}+)(?![vEBM])")
_NEXT_SPEAKER = re.compile(r"(?<=[^c])[c;][dDUAFPoO']{1,8}a?s(?=[^\".]*[NVQ0d])")
_VIA = re.compile(r"([UA][oU]{0,2}?)s?,>")
_QUOTED = re.compile(r"([UA][oU]{0,2})[s>]([dDUAFPo]{1,8})cs")
_INSERTED = re.compile(
    r"(?:^|[,\"c;:.])([dDUAFPoO']{1,8})(?:,[dDUAFPoi]{1,8},|,?R[^;.s\"]{1,14},?)a?s"
)
_SUBJECTS = (_SAID, _INSERTED)  # what ends in the verb of its subject
_BASED = "based"
_NAMELESS = "anonymity"
_PASSING_ON = "passing on"  # the value of those verbs of speech that hand a speaker on
_WORD = re.compile(r"[\w-]+")
_LONGEST = 4
_AS_OF = re.compile(r"\bas of \d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


class Source(NamedTuple):
    """Who says a figure; all None when the outlet itself does."""

    speaker: str | None = None
    actor: str | None = None
    kind: str | None = None
    via: str | None = None
    as_of: str | None = None


class Voices:
    """To whom a sentence attributes what it tells, clause by clause.

    "Russia said it downed 20 drones, but Ukraine said five were lost" has two.
    """

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        kinds = sentence.kinds
        cuts = [found.start() for found in _NEXT_SPEAKER.finditer(kinds)]
        self._clauses = [*pairwise([0, *cuts, len(kinds)])]
        self._sources: dict[int, Source] = {}

    def at(self, unit: int) -> Source:
        """Return the source to which the clause around a unit is attributed."""
        first, last = next(one for one in reversed(self._clauses) if one[0] <= unit)
        if first not in self._sources:
            self._sources[first] = _attributed(self._sentence, first, last)
        return self._sources[first]


def _attributed(sentence: Sentence, first: int, last: int) -> Source:
    """Return the source that a clause, with what stands before it, names."""
    kinds = sentence.kinds[:last]
    as_of = _AS_OF.search(sentence.text) if "as" in sentence.words else None
    hour = as_of.group() if as_of else None
    if "s" not in kinds and ">" not in kinds:
        return Source(as_of=hour)
    chain = _quoted(sentence)
    if chain is not None:
        return chain._replace(as_of=hour)
    quoted = _via(sentence)
    for pattern in (_ACCORDING, _AFTER, _SAID, _INSERTED):
        for match in pattern.finditer(kinds, first):
            if pattern in _SUBJECTS and responsibility.is_claim(sentence, match.end() - 1):
                continue
            found = _source(sentence, match.start(1), match.end(1))
            if found is not None:
                return found._replace(via=quoted, as_of=hour)
    return Source(via=quoted, as_of=hour)


def _via(sentence: Sentence) -> str | None:
    """Return who passed it on: "Axios" in "Axios, quoting an official"."""
    for match in _VIA.finditer(sentence.kinds):
        if sentence.values[match.end() - 1] == _PASSING_ON:
            return sentence.stretch(match.start(1), match.end(1))
    return None


def _quoted(sentence: Sentence) -> Source | None:
    """Read "Reuters quoted a police officer as saying"."""
    for match in _QUOTED.finditer(sentence.kinds):
        if sentence.values[match.end(1)] == _PASSING_ON:
            found = _source(sentence, match.start(2), match.end(2))
            if found is not None:
                return found._replace(via=sentence.stretch(match.start(1), match.end(1)))
    return None


def _source(sentence: Sentence, first: int, last: int) -> Source | None:
    """Read a noun phrase as a source; words that cannot speak are none."""
    while first < last and sentence.kinds[first] in "Caut":
        first += 1
    while first < last and _trails(sentence, last - 1):
        last -= 1
    if first >= last or not re.search("[ADUFPro]", sentence.kinds[first:last]):
        return None
    words = sentence.stretch(first, last)
    named = (n for n in range(first, last) if sentence.kinds[n] in "AD")
    actor = next((sentence.values[n] for n in named if not _is_seat(sentence, n)), None)
    kind = _kind(words) or ("official" if actor or words[0].isupper() else None)
    if kind == "official" and _NAMELESS in sentence.words:
        kind = "anonymous"
    pronoun = sentence.kinds[first:last] == "r"
    return None if pronoun or kind is None else Source(words, actor, kind)


def _is_seat(sentence: Sentence, unit: int) -> bool:
    """Say whether a name only tells where a source is: "a Washington-based group"."""
    return sentence.kinds[unit + 1 : unit + 3] == "-=" and sentence.values[unit + 2] == _BASED


def _trails(sentence: Sentence, unit: int) -> bool:
    """Say whether a unit only stands between a source and its verb: "Kyiv on Sunday has said"."""
    kind = sentence.kinds[unit]
    loose = kind in "taE" or (kind in "uoz" and sentence.written(unit).islower())
    return loose and not _kind(sentence.written(unit))


def _kind(words: str) -> str | None:
    """Return the kind of source whose noun stands last among the words."""
    known, spoken = _nouns(), _WORD.findall(words.lower())
    for end in [at for at in range(len(spoken), 0, -1) if spoken[at - 1] in _last_words()]:
        for size in range(min(_LONGEST, end), 0, -1):
            kind = known.get(" ".join(spoken[end - size : end]))
            if kind is not None:
                return kind
    return None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(_WORD.findall(noun)[-1] for noun in _nouns())


@cache
def _nouns() -> dict[str, str]:
    """Return the kinds of sources by their nouns, singular and plural, in lower case."""
    rows = codes("speakers").items()
    return {
        form.lower(): code
        for code, row in rows for term in split(row["terms"]) for form in plurals(term)
    }  # fmt: skip
