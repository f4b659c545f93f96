"""Governors: the verb or noun on the left of a mention that governs it."""

from __future__ import annotations

import re
from typing import NamedTuple

from conflict_data.extraction.lexicon import BLAST, COUNTING, LISTING, LOSING, VERB, Frame
from conflict_data.extraction.measures import HARM, HURT, is_interceptor, measure_of, shot
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence

_REACH = 16
_WINDOW = 60
_LEFT_STOPS = frozenset("c?;:")
_BEFORE = frozenset("Hd+\"a('‘“")
_ADVERBIAL = frozenset("AULtoFDz@ipfua*d")
_ADVERBIAL_END = frozenset("AULtoFDz*")
_GIVEN = re.compile(r"[oa]{0,2}T[dDo]{0,3}[AL](?!'?[oU]?K)")
_DATIVE = re.compile(r"[dDo]{0,3}[ALF]")
_TOTAL_IS = re.compile(r"(?:S|dK)(?:[^vNc;:,.]{0,6}|,[^.;:]{1,18},)[EMa]*B$")
_TOLL = re.compile(r"l[^.;]{0,25}$|k$")
_TOLL_REACHED = re.compile(r"l[^.;vcR]{0,25}$")
_EITHER = re.compile(r"v,?C[a{]*$")
_RATE = re.compile(r"m[^c;]{0,8}$")
_DESCRIBED = re.compile(r"R[rAFdo]{0,3}[saoT]{1,3}B$")
_BARE_LIST = re.compile(r"(?:(?:[dDoUA^-]|(?<=-)[=v]){0,4}W(?:,|,?C))+$")
_NOUNS = {"S": "launched", "K": "launched", "J": "intercepted", "j": "impacted", **HURT}
_FRONTED = re.compile(r"[^;.]{0,12}?,[^;.wN]{0,9}?[KS]")
_TOLL_AT = re.compile(r"([lkh])[^.;,NWRcl]{0,14}@$")
_PURPOSE = re.compile(r"[oa]{0,2}Tv")
_DOWN = "down"
_PEACEFUL = ("arrest", COUNTING)
_SHARED = re.compile(
    r"v(?:(?:,?[dNV][DUA^o-]{0,5}[FoP])+u?[dtz]{0,3}|([PoU]U{0,3})(?:,[^,vcR]{1,12},)?),?C$"
)
_SHARED_ARMS = re.compile(
    r"v(?:(?:,?[dNV][DUA^o-]{0,5}[FoP])+u?[dtz]{0,3}|([PoU]U{0,3})|[dDoUA^NH]{0,5}W[^vcR;:]{0,20}),?C$"
)
_FIRING = "firing"  # the value of "by firing"
BLOCKED = "blocked"


class Governor(NamedTuple):
    """What governs a mention: the measure it gives, the verb's unit, and how they stand."""

    measure: str
    verb: int = -1
    relation: str = ""


NOTHING = Governor("")


def left(mention: Mention, first: int) -> Governor:
    """Find what governs from the left of unit ``first``: a verb, an instrument, a counted noun."""
    kinds, at = mention.sentence.kinds, step_back(mention.sentence.kinds, first - 1)
    if at < 0:
        return NOTHING
    kind = kinds[at]
    among = _among_hurt(mention, at)
    if among:
        return Governor(among, at, "toll")
    if kind == VERB:
        reached = not mention.weapons and _TOLL_REACHED.search(kinds, max(at - _WINDOW, 0), at)
        return Governor("killed", at, "toll") if reached else _object(mention, at)
    if kind in "Bw" and mention.weapons and _is_total(kinds, at):
        return Governor(shot("launched", mention), -1, "noun")
    if kind in "wY" or (kind == "f" and kinds[at - 1 : at] == "K" and mention.low != 1.0):
        return _instrument(mention, at)
    if kind == "E" and mention.weapons:
        return Governor(BLOCKED, at, "object")
    if mention.unit == "share" and _RATE.search(kinds, max(at - _WINDOW, 0), at + 1):
        return Governor("intercepted", -1, "noun")
    if kind == "O":
        return _of(mention, at)
    if kind == "T" and _TOLL.search(kinds, max(at - _WINDOW, 0), at):
        return Governor("killed", at, "toll")
    return _loose(mention, at) if kind in _ADVERBIAL_END else NOTHING


def _is_total(kinds: str, at: int) -> bool:
    """Read "the total was 100 missiles", "the salvo was made up of 30"."""
    last = at + (kinds[at] == "B")
    return _TOTAL_IS.search(kinds, max(last - _WINDOW, 0), last) is not None


def _among_hurt(mention: Mention, at: int) -> str:
    """Read "the dead included three", "among those injured was a nurse", "put the toll at 38"."""
    if mention.weapons or at == 0:
        return ""
    sentence = mention.sentence
    link = sentence.written(at).lower()
    if sentence.kinds[at] != "B" and not link.startswith("includ") and link != "at":
        return ""
    toll = _TOLL_AT.search(sentence.kinds, max(at - _REACH, 0), at + 1) if link == "at" else None
    if toll:
        return HURT[toll.group(1)]
    if sentence.kinds[at - 1] == VERB:
        hurt: str = sentence.values[at - 1].people_object
        return hurt
    return HURT.get(sentence.kinds[at - 1], "")


def shared(mention: Mention, first: int) -> Governor:
    """Read "shot down five jets and 25 drones": the verb of other things that are no munitions.

    So "killed Hassan Khalil and three guards", but only of people.
    """
    at = step_back(mention.sentence.kinds, first - 1) + 1
    pattern = _SHARED if mention.people else _SHARED_ARMS
    found = pattern.search(mention.sentence.kinds, max(at - _WINDOW, 0), at)
    if found is None or (found.group(1) and mention.people is None):
        return NOTHING
    governor = _object(mention, found.start())
    return governor if governor.measure != BLOCKED else NOTHING


def step_back(kinds: str, at: int) -> int:
    """Step over hedges, articles, a bare list ("drones and") and "what it said was"."""
    while at >= 0 and kinds[at] in _BEFORE:
        at -= 1
    for pattern, ends in ((_BARE_LIST, ",C"), (_DESCRIBED, "B")):
        if at >= 0 and kinds[at] in ends:
            found = pattern.search(kinds, max(at - _WINDOW, 0), at + 1)
            at = found.start() - 1 if found else at
    return at


def _object(mention: Mention, verb: int) -> Governor:
    frame: Frame = mention.sentence.values[verb]
    if frame.realis not in ("", "test"):
        return Governor(BLOCKED if frame.realis == "transfer" else "", verb, "object")
    if frame.code == LISTING and not mention.elided:
        return Governor("", verb, "object")  # a ledger lists four bombs
    fell = mention.sentence.written(verb) == _DOWN or frame.code == LOSING
    if mention.unit == "share" and fell:
        return Governor(BLOCKED, verb, "object")  # oil was down 1.8%, shares lost 0.6%
    if frame.code == "send" and _GIVEN.match(mention.sentence.kinds, mention.last):
        return Governor(BLOCKED, verb, "object")
    if frame.code == "use" and _is_peaceful(mention):
        return Governor(BLOCKED, verb, "object")
    stopped = frame.object == "suppressed" and _is_or_downed(mention.sentence, verb)
    measure = "intercepted" if stopped else measure_of(frame, "object", mention)
    return Governor(measure, verb, "object")


def _is_or_downed(sentence: Sentence, verb: int) -> bool:
    """Read "destroyed or electronically suppressed 442 drones": stopped in either way."""
    other = _EITHER.search(sentence.kinds, 0, verb)
    return other is not None and sentence.values[other.start()].object == "intercepted"


def _is_peaceful(mention: Mention) -> bool:
    """Say whether a purpose is none of war: "used two drones to count elephants"."""
    purpose = _PURPOSE.match(mention.sentence.kinds, mention.last)
    if purpose is None:
        return False
    frame: Frame = mention.sentence.values[purpose.end() - 1]
    return frame.code in _PEACEFUL or frame.realis == "transfer"


def _loose(mention: Mention, at: int) -> Governor:
    """Read "launched at Israel 300 drones": the object after a short adverbial."""
    kinds = mention.sentence.kinds
    for unit in range(at, max(at - 5, -1), -1):
        if kinds[unit] == VERB:
            if _is_sent_to(mention, unit):
                return Governor(BLOCKED, unit, "object")
            governor = _object(mention, unit)
            return governor if governor.measure != BLOCKED else NOTHING
        if kinds[unit] not in _ADVERBIAL or mention.sentence.written(unit).endswith("ing"):
            break  # seen harassing two drones
    return NOTHING


def _is_sent_to(mention: Mention, verb: int) -> bool:
    """Read "sent Ukraine 50 missiles": given, not fired."""
    sentence = mention.sentence
    given = _DATIVE.fullmatch(sentence.kinds, verb + 1, mention.first)
    return given is not None and sentence.values[verb].code == "send"


def _instrument(mention: Mention, at: int) -> Governor:
    """Read "attacked Kyiv with 30 drones", "an attack with 30", "with 30 drones, Iran struck"."""
    sentence, noun = mention.sentence, NOTHING
    for unit in range(at - 1, max(at - _REACH, -1), -1):
        kind = sentence.kinds[unit]
        if kind in _LEFT_STOPS:
            break
        if kind == VERB:
            measure = _done_with(mention, sentence.values[unit], sentence.kinds[at])
            if measure:
                return Governor(measure, unit, "instrument")
            if unit < at - 1 and sentence.kinds[at] == "Y":
                break
        elif noun is NOTHING and mention.weapons:
            noun = _done_by_noun(mention, unit, sentence.kinds[at])
    if noun is NOTHING and mention.weapons and sentence.values[at] == _FIRING:
        return Governor(shot("launched", mention), -1, "noun")
    fronted = _FRONTED.match(sentence.kinds, mention.last) if at == 0 and mention.weapons else None
    return Governor(shot("launched", mention), -1, "noun") if fronted else noun


def _done_with(mention: Mention, frame: Frame, preposition: str) -> str:
    """Return what an instrument of a verb counts; interceptors are fired whatever is done.

    What a plane "was shot down by" has hit it.
    """
    if is_interceptor(mention):
        return "interceptors_fired"
    hit = frame.object == "intercepted" or frame.people_object in HARM
    if preposition == "Y" and hit and mention.weapons:
        return "impacted"
    return frame.instrument if mention.people is None else ""


def _done_by_noun(mention: Mention, unit: int, preposition: str) -> Governor:
    """Read "an attack with 30 drones", "the destruction of a tank by a drone"."""
    kind = mention.sentence.kinds[unit]
    if kind in "SK":
        return Governor(shot("launched", mention), unit, "noun")
    if kind in "Jj" and preposition == "Y":
        return Governor("impacted", unit, "noun")
    return NOTHING


def _of(mention: Mention, at: int) -> Governor:
    """Read "a salvo of 12 rockets", "the interception of 30 drones", "the deaths of five"."""
    kinds = mention.sentence.kinds
    while at > 1 and kinds[at - 1] in "ta":
        at -= 1
    before = kinds[at - 1 : at]
    if before == VERB:
        return _object(mention, at - 1)
    if before == "l" and not mention.weapons:
        return Governor("killed", at, "toll")
    if before not in _NOUNS or (mention.weapons if before in HURT else mention.people):
        return NOTHING
    if mention.guessed and mention.sentence.written(at).lower() != "of":
        return NOTHING
    if mention.sentence.values[at - 1] == BLAST:
        return NOTHING
    outer = left(mention, at - 1) if before == "S" else NOTHING
    return outer if outer.measure else Governor(_NOUNS[before], at - 1, "noun")
