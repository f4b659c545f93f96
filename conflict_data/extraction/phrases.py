"""Noun phrases that name actors: joined names, "by" phrases, names behind "-backed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conflict_data.extraction.lexicon import VERB
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes

_NAME = re.compile("[AD]")
_ARMED_GROUPS = ("rebel", "political_militia")
_GROUP = re.compile(r"'[oUPF]{0,2}[AD]")
_DATELINE = re.compile(  # "KYIV, Ukraine (Agency) -", "KYIV/MOSCOW, Nov 12 -", "KYIV —"
    r"[AULo,./t]{1,8}\([^()]{1,4}\)[–—-]|[AULo,./]{1,8}t{1,3}[–—-]|[AUL,]{1,6}[–—]"
)
_CREDITED = re.compile(r"[AULo,./]{1,8}\([UA]{1,3}\)(?![–—-])")  # KYIV, Ukraine (AP) Russia struck
_LED = "led"
_THOSE = re.compile(r"[oU]{0,2}[KSFP]")  # Hamas-led attacks
_ORIGIN = re.compile(r"-[=v]")
_JOINED = re.compile(
    r"(?:s(?=[oUP]))?(?:[d\"aHoUOP]|[AD]-=)*[AD](?:(?:,?C|,)[do]*[AD]|[FoU]*C[do]*[AD])*"
)
_LIST = re.compile(r"[AD](?:[FoU]{0,2}(?:,?C|,)[do]?[AD])*")
_BEFORE = re.compile(r"(?:[AD]F?(?:,?C|,)d?)+$")
_APPOSED = re.compile(r"A(?=,dD[oU]{0,2}[FP],(?!C))")  # Hezbollah, the Lebanese group,
_BY = re.compile(r"[^c;:.v]{0,8}?Y")


def names(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the actors named between two units, but not those behind "-backed" or "-made"."""
    heading = _dateline(sentence)
    first = max(first, heading.end()) if heading else first
    for match in _NAME.finditer(sentence.kinds, first, last):
        if not is_origin(sentence, match.end()) and not _is_home(sentence, match.end()):
            yield match.start(), sentence.values[match.start()]


def _dateline(sentence: Sentence) -> re.Match[str] | None:
    """Return where a dateline stands; without a dash it must begin in capitals."""
    found = _DATELINE.match(sentence.kinds)
    if found is None and "(" in sentence.kinds and sentence.written(0).isupper():
        found = _CREDITED.match(sentence.kinds)
    return found


def is_origin(sentence: Sentence, at: int) -> bool:
    """Say whether a name only tells an origin: "Iran-backed", but not "a Houthi-fired missile"."""
    made = _ORIGIN.match(sentence.kinds, at)
    if made is None:
        return False
    unit = made.end() - 1
    if sentence.values[unit] == _LED and _THOSE.match(sentence.kinds, unit + 1):
        return False
    return not (sentence.kinds[unit] == VERB and sentence.values[unit].object == "launched")


def _is_home(sentence: Sentence, at: int) -> bool:
    """Say whether a name only tells where an armed group is at home: "Yemen's Houthis"."""
    group = _GROUP.match(sentence.kinds, at)
    if group is None:
        return False
    return is_armed_group(sentence.values[group.end() - 1])


def is_armed_group(actor: str) -> bool:
    """Say whether an actor is one of rebels or of a militia."""
    return codes("actors")[actor]["kind"] in _ARMED_GROUPS


def between(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Return the actors named between two units, each once."""
    if not _NAME.search(sentence.kinds, first, last):
        return ()
    return tuple(dict.fromkeys(actor for _, actor in names(sentence, first, last)))


def at(sentence: Sentence, unit: int) -> tuple[str, ...]:
    """Return the actors of the noun phrase that begins at ``unit``, and of those joined to it."""
    match = _JOINED.match(sentence.kinds, unit)
    return between(sentence, match.start(), match.end()) if match else ()


def joint(sentence: Sentence, unit: int) -> tuple[str, ...]:
    """Return the actor at ``unit`` with those that "and" joins to it on either side.

    "Hezbollah, the Lebanese group," is one.
    """
    for at in (unit, unit - 3):
        if at >= 0 and _APPOSED.match(sentence.kinds, at):
            return (sentence.values[at],)
    match = _LIST.match(sentence.kinds, unit)
    before = _BEFORE.search(sentence.kinds, max(unit - 20, 0), unit)
    first = before.start() if before else unit
    return between(sentence, first, match.end() if match else unit + 1)


def agent(sentence: Sentence, verb: int) -> tuple[str, ...]:
    """Return whom the "by" phrase behind a verb names."""
    match = _BY.match(sentence.kinds, verb + 1) if verb >= 0 else None
    return at(sentence, match.end()) if match else ()
