"""Frames: which verb or noun governs a mention, and so what is counted.

Order of trust: a finite passive behind it ("30 drones were shot down"), the verb whose object it
is ("shot down 30 drones"), an instrument ("attacked with 30 drones"), a noun ("a salvo of 30
drones"), a verb whose subject it is ("30 drones hit"), a bare participle ("30 drones downed").
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from conflict_data.extraction import lexicon
from conflict_data.extraction.lexicon import VERB, Frame
from conflict_data.extraction.quantities import Mention
from conflict_data.extraction.scan import Sentence

_REACH = 16
_LEFT_STOPS = frozenset("cR?;:x")
_RIGHT_STOPS = frozenset("c?;:.")
_JOINT = re.compile(r"(?:,?C|,)[+aH]*")
_BEFORE = frozenset("Hd+\"a('‘“")
_NOUNS = {"S": "launched", "K": "launched", "J": "intercepted", "j": "impacted", "k": "killed"}
_GIVEN = re.compile(r"[oa]{0,2}T[dDo]{0,3}[AL](?!'?[oU]?K)")
_OF_THE = re.compile(r"(?:^|[,;\"C.])[d]?O[dHa]*$")
_SECOND = re.compile(r"[^vcRN;.C]{0,10},?[Cc]E?B[aB]*v")
_IN_RELATIVE = {"passive": "relative", "subject": "own clause", "participle": "participle"}
_STANDING = ("passive", "relative", "subject", "own clause", "participle")
_DESCRIBED = re.compile(r"R[rAFdo]{0,3}[sa]{1,2}B$")
_BEHIND_PREPOSITION = re.compile(r"[fi@][dHao]*$|[^,;\"C.]O[dHao]*$")
_BARE_LIST = re.compile(r"(?:[dDoUA^-]{0,3}W(?:,|,?C))+$")
_INSERTED = re.compile(r",v[^,vc;.]{0,9},(?=[BEa]*v)")
_JAMMED = re.compile(r"[^c;,N]{0,10}\{")
_RATE = re.compile(r"m[^vc;]{0,6}$")
_NEW_AMOUNT = re.compile(r",?C?d?H*[NVQ_+]")
BLOCKED = "blocked"


class Governor(NamedTuple):
    """What governs a mention: the measure it gives, the verb's unit, and how they stand."""

    measure: str
    verb: int = -1
    relation: str = ""


def govern(mentions: list[Mention]) -> list[Mention]:
    """Give each mention of one sentence its measure; empty where nothing governs it.

    A mention whose drones were launched and then shot down is returned once for each.
    """
    out: list[Mention] = []
    for group in _groups(mentions):
        for mention in group:
            governors = _governors(group, mention)
            out += [_governed(mention, governor) for governor in governors or [Governor("")]]
    return _rebased(out)


def _groups(mentions: list[Mention]) -> list[list[Mention]]:
    """Put coordinated mentions together: "170 drones, 30 cruise missiles and 120 rockets"."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _coordinated(groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _coordinated(left: Mention, right: Mention) -> bool:
    if right is left.base or left.base is not None:
        return right is left.base
    between = left.sentence.kinds[left.last : right.first]
    alike = bool(left.weapons) == bool(right.weapons) or left.elided or right.elided
    return alike and bool(_JOINT.fullmatch(between)) and left.last <= right.first


def _governors(group: list[Mention], mention: Mention) -> list[Governor]:
    """Return what governs a mention, most trusted first; a relative clause adds a second one."""
    if mention.implied:
        return [Governor(mention.implied, -1, "head")]
    sentence, first, last = mention.sentence, group[0].first, group[-1].last
    right = _right(sentence, last, mention)
    if _BEHIND_PREPOSITION.search(sentence.kinds, 0, first):
        right = [g for g in right if g.relation not in ("subject", "passive")]
    left = _left(sentence, first, mention)
    passive = [g for g in right if g.relation in ("passive", "relative")]
    if left.measure == BLOCKED:
        being = passive and "B" in sentence.kinds[last : min(passive[0].verb, last + 2)]
        return passive[:1] if being else []
    weak = [g for g in right if g.relation in ("subject", "own clause", "participle")]
    if passive and passive[0].relation == "passive" and left.relation != "object":
        return _with_launch(mention, passive, weak)
    if left.measure:
        extra = [g for g in passive if g.relation == "relative"
                 and g.measure not in (left.measure, "launched")]
        return [left, *extra[:1]]
    return _with_launch(mention, passive, weak) if passive else weak[:1]


def _with_launch(
    mention: Mention, main: list[Governor], weak: list[Governor]
) -> list[Governor]:
    """Add the launch of "the 30 missiles fired by X were intercepted": the whole is counted."""
    told = {governor.measure: governor for governor in reversed(main)}
    launched = [g for g in weak if g.measure == "launched" and g.measure not in told]
    extra = launched[:1] if mention.definite and mention.weapons else []
    return [*reversed(told.values()), *extra]


def _governed(mention: Mention, governor: Governor) -> Mention:
    frame = mention.sentence.values[governor.verb] if governor.verb >= 0 else None
    if governor.measure == "intercepted" and _JAMMED.match(mention.sentence.kinds, mention.last):
        governor = governor._replace(measure="suppressed")
    mode = frame.mode if isinstance(frame, Frame) else "strike"
    return replace(
        mention, measure=governor.measure, verb=governor.verb, relation=governor.relation, mode=mode
    )


def _rebased(mentions: list[Mention]) -> list[Mention]:
    """A base is launched; parts point at the governed copies of their bases."""
    for whole, part in pairwise(mentions):
        if _OF_THE.search(whole.sentence.kinds, 0, whole.first) and whole.weapons:
            whole.measure, whole.relation, part.base = "launched", "base", whole
    for mention in mentions:
        if mention.base is not None and mention.weapons:
            base = mention.base
            twin = next((m for m in mentions if _same(m, base)), None)
            mention.base = twin
            if twin is not None:
                twin.measure = "" if _handed_over(twin) else "launched"
                twin.relation = "base"
    return mentions


def _handed_over(mention: Mention) -> bool:
    """Say whether a base was bought or sold: "most of the 400 drones it had purchased"."""
    behind = re.compile(r"R?[rdAF]{0,3}[EBa]*v").match(mention.sentence.kinds, mention.last)
    return bool(behind) and mention.sentence.values[behind.end() - 1].realis == "transfer"


def _same(one: Mention, other: Mention) -> bool:
    return (one.first, one.last, one.base, one.low) == (other.first, other.last, None, other.low)


def _measure(frame: Frame, relation: str, mention: Mention) -> str:
    """Return what a verb's ``relation`` to a mention counts; empty if it says nothing."""
    if relation == "instrument":
        return _shot(frame.instrument, mention) if mention.people is None else ""
    munitions = _shot(getattr(frame, relation), mention)
    people = getattr(frame, f"people_{relation}")
    if mention.elided:
        return munitions or people
    if mention.guessed and munitions:
        return ""
    return people if mention.people else munitions


def _shot(measure: str, mention: Mention) -> str:
    """Turn the launch of interceptor missiles into what it is."""
    if mention.weapons and lexicon.INTERCEPTOR in lexicon.ancestors(mention.weapons[0]):
        return "interceptors_fired" if measure == "launched" else ""
    return measure


def _left(sentence: Sentence, first: int, mention: Mention) -> Governor:
    """Find what governs from the left: a verb, an instrument, a counted noun."""
    kinds, at = sentence.kinds, first - 1
    while at >= 0 and kinds[at] in _BEFORE:
        at -= 1
    bare = _BARE_LIST.search(kinds, 0, at + 1)
    at = bare.start() - 1 if bare else at
    described = _DESCRIBED.search(kinds, 0, at + 1)
    at = described.start() - 1 if described else at
    if at < 0:
        return Governor("")
    if kinds[at] == VERB:
        return _object(sentence, at, mention)
    if kinds[at] in "wY":
        return _instrument(sentence, at, mention)
    if kinds[at] == "E" and mention.weapons:
        return Governor(BLOCKED, at, "object")
    if mention.unit == "share" and _RATE.search(kinds, 0, at + 1):
        return Governor("intercepted", -1, "noun")
    if kinds[at] == "O":
        return _of(sentence, at, mention)
    if kinds[at] == "T" and re.search(r"l[^.;]{0,25}$", kinds[:at]):
        return Governor("killed", at, "toll")
    if kinds[at] in "AULtoFDz*":
        return _loose(sentence, at, mention)
    return Governor("")


def _object(sentence: Sentence, verb: int, mention: Mention) -> Governor:
    frame: Frame = sentence.values[verb]
    if frame.realis not in ("", "test"):
        return Governor(BLOCKED if frame.realis == "transfer" else "", verb, "object")
    if frame.code == "send" and _GIVEN.match(sentence.kinds, mention.last):
        return Governor(BLOCKED, verb, "object")
    return Governor(_measure(frame, "object", mention), verb, "object")


def _loose(sentence: Sentence, at: int, mention: Mention) -> Governor:
    """Read "launched at Israel 300 drones": the object after a short adverbial."""
    for unit in range(at, max(at - 5, -1), -1):
        if sentence.kinds[unit] == VERB:
            governor = _object(sentence, unit, mention)
            return governor if governor.measure != BLOCKED else Governor("")
        if sentence.kinds[unit] not in "AULtoFDz@ipfua*d":
            break
    return Governor("")


def _instrument(sentence: Sentence, at: int, mention: Mention) -> Governor:
    """Read "attacked Kyiv with 30 drones", "was hit by three missiles", "an attack with 30"."""
    nouns: list[Governor] = []
    for unit in range(at - 1, max(at - _REACH, -1), -1):
        kind = sentence.kinds[unit]
        if kind in "c?;:":
            break
        if kind == VERB and sentence.values[unit].instrument and mention.people is None:
            return Governor(_shot(sentence.values[unit].instrument, mention), unit, "instrument")
        if kind in "SK" and mention.weapons and not nouns:
            nouns.append(Governor(_shot("launched", mention), unit, "noun"))
        if kind == "J" and sentence.kinds[at] == "Y" and mention.weapons and not nouns:
            nouns.append(Governor("impacted", unit, "noun"))
        if kind == VERB and _shot("launched", mention) != "launched":
            return Governor("interceptors_fired", unit, "instrument")
        if kind == VERB and unit < at - 1 and sentence.kinds[at] == "Y":
            break
    return nouns[0] if nouns else Governor("")


def _of(sentence: Sentence, at: int, mention: Mention) -> Governor:
    """Read "a salvo of 12 rockets", "the interception of 30 drones", "the deaths of five"."""
    while at > 1 and sentence.kinds[at - 1] in "ta":
        at -= 1
    before = sentence.kinds[at - 1 : at]
    if before == VERB:
        return _object(sentence, at - 1, mention)
    if before not in _NOUNS or not before:
        return Governor("")
    if (before == "k") != (mention.people is not None):
        return Governor("")
    default = Governor(_NOUNS[before], at - 1, "noun")
    outer = _left(sentence, at - 1, mention) if before == "S" else Governor("")
    return outer if outer.measure else default


def _right(sentence: Sentence, last: int, mention: Mention) -> list[Governor]:
    """Find the verbs whose subject the mention is, in order of their standing."""
    found: list[Governor] = []
    kinds, be, have, relative, other = sentence.kinds, False, False, False, False
    inserted = _INSERTED.match(kinds, last)
    for at in range(last, min(last + _REACH, len(kinds))):
        kind = kinds[at]
        if kind in _RIGHT_STOPS or (kind == "u" and not be):
            break
        if kind == "," and inserted and at in (last, inserted.end() - 1):
            continue
        if kind in ",C" and (_NEW_AMOUNT.match(kinds, at) or kinds[at + 1 : at + 2] == VERB):
            break
        relative = relative or kind == "R"
        if kind in "RP":
            be = have = False
        be, have = be or kind == "B", have or kind == "E"
        other = other or (kind in "AFr" and kinds[at - 1] not in "fY@iOp-dDA") or kind == "N"
        if kind != VERB:
            continue
        governor = _behind(sentence, at, mention, be, have, other)
        if governor.measure:
            if relative and not found:
                governor = governor._replace(relation=_IN_RELATIVE[governor.relation])
            found.append(governor)
            if governor.relation in ("passive", "subject"):
                return [*found, *_and_then(sentence, at, mention)]
        be = have = relative = False
    return sorted(found, key=lambda g: _STANDING.index(g.relation))


def _and_then(sentence: Sentence, verb: int, mention: Mention) -> list[Governor]:
    """Read a second predicate of the same subject: "were fired at Israel but were intercepted"."""
    match = _SECOND.match(sentence.kinds, verb + 1)
    if match is None:
        return []
    governor = _behind(sentence, match.end() - 1, mention, True, False, False)
    return [governor._replace(relation="relative")] if governor.measure else []


def _behind(sentence: Sentence, at: int, mention: Mention, be: bool, have: bool, other: bool) -> Governor:
    """Read one verb behind a mention as its passive, its active or a bare participle."""
    frame, form = sentence.values[at], sentence.forms[at]
    if frame.realis not in ("", "test"):
        return Governor("")
    passive, active = _measure(frame, "object", mention), _measure(frame, "subject", mention)
    if be and form in "dn":
        return Governor(passive or active, at, "passive")
    if other:
        return Governor(passive if passive == "launched" else "", at, "participle")
    if form == "g":
        return Governor(active or ("launched" if mention.weapons and passive == "" and
                                   frame.instrument else ""), at, "participle" if not be else "subject")
    if form in "zb" or have or (active and not passive):
        return Governor(active, at, "subject")
    if active and sentence.kinds[at + 1 : at + 2] in tuple("dDoUNALHV'"):
        return Governor(active, at, "subject")
    return Governor(passive, at, "participle")
