"""Launchers: who fired, as the words behind or before munitions tell it."""

from __future__ import annotations

import re
from itertools import compress

from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import VERB
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split

_FROM = re.compile(r"[^c;:.v]{0,6}?f")
_OF_RELATIVE = re.compile(r"[R,]?[^v]{0,3}?([AD])F?[BEa]*$")
_HOLDER = re.compile(r"[doi@]*([AD])-[=v]")
_SHOT = re.compile(r"W[RBEa]{0,3}v(?=[^vc;]{0,12}v)")
_MARKS = re.compile(r"[vfcu;.]")
_HELD = "held"
_REACH = 14
_NEAR = 6


def shooter(mention: Mention) -> tuple[str, ...]:
    """Read "rockets fired by Hezbollah from Lebanon killed two"."""
    sentence = mention.sentence
    for match in _SHOT.finditer(sentence.kinds, 0, max(mention.verb, 0) + 1):
        verb = match.end() - 1
        if sentence.values[verb].object == "launched":
            return _launched_by(sentence, verb, match.start() + 1)
    return ()


def launcher(mention: Mention) -> tuple[str, ...]:
    """Read "fired by Iran", "launched from Iran", "which Iran fired"."""
    sentence, other = mention.sentence, False
    for mark in _MARKS.finditer(sentence.kinds, mention.last, mention.last + _REACH):
        at, kind = mark.start(), mark.group()
        found: tuple[str, ...] = ()
        if kind in "cu;.":
            break
        if kind == VERB and sentence.values[at].object == "launched":
            if not other or sentence.kinds[at - 1] in "BEa":
                found = _launched_by(sentence, at, mention.last)
        elif kind == VERB:
            other = True  # in "drones hit a base used by the US" nobody used the drones
        elif kind == "f" and at - mention.last < _NEAR:
            found = _from(sentence, at + 1)
        if found:
            return found
    return ()


def _launched_by(sentence: Sentence, verb: int, first: int) -> tuple[str, ...]:
    """Return the agent of a launch, the state it came from, or a relative clause's subject."""
    source = _FROM.match(sentence.kinds, verb + 1)
    origin = _from(sentence, source.end()) if source else ()
    inner = _OF_RELATIVE.search(sentence.kinds, first, verb)
    said = (sentence.values[inner.start(1)],) if inner else ()
    return phrases.agent(sentence, verb) or origin or said


def _from(sentence: Sentence, unit: int) -> tuple[str, ...]:
    """Return who fires from a place: whoever holds it, or the state that it is."""
    holder = _HOLDER.match(sentence.kinds, unit)
    holding = split(codes("words")[_HELD]["terms"])
    if holder and sentence.written(holder.end() - 1).lower() in holding:
        return (sentence.values[holder.start(1)],)
    return _home(phrases.at(sentence, unit))


def _home(actors: tuple[str, ...]) -> tuple[str, ...]:
    """Keep states from which only the state fires: so Iran, but not Lebanon."""
    rows = [codes("actors")[actor] for actor in actors]
    fires = [row["kind"] == "state" and row["reach"] != "armed_groups" for row in rows]
    return tuple(compress(actors, fires)) if fires and fires[0] else ()
