"""Frames: which governor counts, and so what is counted.

Order of trust: a finite passive behind it ("30 drones were shot down"), the verb whose object it
is ("shot down 30 drones"), an instrument ("attacked with 30 drones"), a noun ("a salvo of 30
drones"), a verb whose subject it is ("30 drones hit"), a bare participle ("30 drones downed").
"""

from __future__ import annotations

import re
from copy import copy
from itertools import pairwise

from conflict_data.extraction import governors, harm, predicates
from conflict_data.extraction.governors import BLOCKED, NOTHING, Governor
from conflict_data.extraction.lexicon import COUNTING
from conflict_data.extraction.mentions import Mention

_VERB = re.compile("[vBE]")
_WINDOW = 12
_UNUSED = ("transfer", "hypothetical")
_JOINT = re.compile(r"(?:,?C|,)[+aH]*")
_WITH = ("noun", "instrument")
_FINITE = ("passive", "relative", "relative object")
_JOINED_BY_AND = re.compile(r",?C[+aH]*")
_OF_THE = re.compile(r"(?:^|[,;\"C.])[d]?O[dHa]*$")
_BEHIND_PREPOSITION = re.compile(r"[fi@][dHa]*$|[^,;\"C.]O[dHao]*$")
_POINTS_BACK = re.compile(r"(?:O[*r]|G)$")
_REACH = "get_through"
_JAMMED = re.compile(r"[^c;,NC]{0,10}\{(?!v)")
_TO_DEFENCE = re.compile(r"T[dDoA']{0,4}F")  # lost to air defences
_BOUGHT = re.compile(r"R?[rdAF]{0,3}[EBa]*v")


def govern(mentions: list[Mention]) -> list[Mention]:
    """Give each mention of one sentence its measure; empty where nothing governs it.

    A mention whose drones were launched and then shot down is returned once for each.
    """
    out: list[Mention] = []
    for group in _groups(mentions):
        for mention in group:
            first, *others = _governors(group, mention) or [NOTHING]
            out.append(_governed(mention, first))
            out += [_governed(copy(mention), other) for other in others]
    return _rebased(out)


def _groups(mentions: list[Mention]) -> list[list[Mention]]:
    """Put coordinated mentions together: "170 drones, 30 cruise missiles and 120 rockets"."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _coordinated(groups[-1][-1], mention) and not _is_closed(groups[-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _is_closed(group: list[Mention], mention: Mention) -> bool:
    """Say whether a list had its "and" already: "downed X, Y and Z, and 18 missiles struck"."""
    kinds = mention.sentence.kinds
    joints = [kinds[left.last : right.first] for left, right in pairwise(group)]
    goes_on = _VERB.search(kinds, mention.last)
    active = goes_on is not None and goes_on.group() == "v"
    return active and kinds[group[-1].last : mention.first].startswith(",C") and "C" in joints


def _coordinated(left: Mention, right: Mention) -> bool:
    if right is left.base or left.base is not None:
        return right is left.base
    if right.elided and _POINTS_BACK.search(right.sentence.kinds, right.first, right.last):
        return False
    if harm.of_number(right):
        return False  # 13 killed, including three children, and 45 injured
    between = left.sentence.kinds[left.last : right.first]
    if left.guessed and not right.guessed and between == ",":
        return False  # missiles hit nine places, 33 have been killed
    alike = bool(left.weapons) == bool(right.weapons) or left.elided or right.elided
    return alike and bool(_JOINT.fullmatch(between)) and left.last <= right.first


def _governors(group: list[Mention], mention: Mention) -> list[Governor]:
    """Return what governs a mention, most trusted first; a relative clause adds a second one."""
    implied = harm.implied(group, mention)
    if implied:
        return [Governor(implied, -1, "head")]
    hurt = harm.of_those(mention)
    if hurt:
        return [hurt]
    behind = _right(group, mention)
    left = governors.left(mention, group[0].first)
    if left.relation in _WITH and behind and _is_stopped(behind[0], group[-1]):
        return behind[:1]
    if behind and _is_count_of(left, behind[0], group[-1]):
        return behind[:1]
    if not left.measure and not behind:
        left = governors.shared(mention, group[0].first)
    passive = [one for one in behind if one.relation in _FINITE]
    if left.measure == BLOCKED:
        last = group[-1].last
        being = passive and "B" in mention.sentence.kinds[last : min(passive[0].verb, last + 2)]
        return passive[:1] if being else []
    finite = bool(passive) and passive[0].relation == "passive" and not _counts(mention, passive[0])
    auxiliary = mention.sentence.kinds[mention.last : mention.last + 1] in tuple("BE")
    own = mention is not group[0] and auxiliary
    if left.measure and not (finite and (own or left.relation != "object")):
        return [left, *_told_after(passive, left.measure)]
    if not passive:
        return behind[:1]
    return _with_launch(mention, passive, [one for one in behind if one not in passive])


def _is_stopped(behind: Governor, last: Mention) -> bool:
    """Say whether a participle ends "waves of attacks, with 84 missiles destroyed"."""
    between = last.sentence.kinds[last.last : behind.verb]
    own = behind.relation == "participle" and between in ("", "+")
    return own and behind.measure == "intercepted"


def _counts(mention: Mention, governor: Governor) -> bool:
    """Say whether a verb only counts: "hits by 26 drones were recorded"."""
    return bool(mention.sentence.values[governor.verb].code == COUNTING)


def _is_count_of(left: Governor, behind: Governor, last: Mention) -> bool:
    """Read "counted 93 drones intercepted": who counts says what happened to them."""
    counted = left.relation == "object" and left.measure == "launched"
    own = "v" not in last.sentence.kinds[last.last : behind.verb] and behind.verb <= last.last + 1
    return counted and own and last.sentence.values[left.verb].code == COUNTING


def _right(group: list[Mention], mention: Mention) -> list[Governor]:
    """Return the governors behind a group; the noun of a preposition is no subject."""
    found = predicates.right(mention, group[-1].last)
    if not found:
        return found
    kinds = mention.sentence.kinds
    first = governors.step_back(kinds, group[0].first - 1) + 1
    if _BEHIND_PREPOSITION.search(kinds, max(first - _WINDOW, 0), first):
        return [one for one in found if one.relation not in ("subject", "passive")]
    return found


def _told_after(passive: list[Governor], measure: str) -> list[Governor]:
    """Return what a relative clause tells besides: "fired 30 drones, which were shot down"."""
    other = (measure, "launched")
    return [one for one in passive if one.relation != "passive" and one.measure not in other][:1]


def _with_launch(mention: Mention, main: list[Governor], weak: list[Governor]) -> list[Governor]:
    """Add the launch of "the 30 missiles fired by X were intercepted": the whole is counted."""
    told = {governor.measure: governor for governor in reversed(main)}
    launched = [one for one in weak if one.measure == "launched" and one.measure not in told]
    came = [one for one in launched if one.relation == "subject"]
    extra = came[:1] or (launched[:1] if mention.definite and mention.weapons else [])
    return [*reversed(told.values()), *extra]


def _governed(mention: Mention, governor: Governor) -> Mention:
    """Write a governor onto a mention; what is stopped by jamming is suppressed."""
    sentence = mention.sentence
    jammed = governor.measure == "intercepted" and _JAMMED.match(sentence.kinds, mention.last)
    mention.measure = "suppressed" if jammed else governor.measure
    if governor.measure == "suppressed" and _TO_DEFENCE.match(sentence.kinds, mention.last):
        mention.measure = "intercepted"
    mention.verb, mention.relation = governor.verb, governor.relation
    if mention.measure == "impacted" and _missed(mention):
        mention.measure = "suppressed"
    mention.mode = mention.frame.mode if mention.frame else "strike"
    return mention


def _missed(mention: Mention) -> bool:
    """Read "35 drones did not reach their targets": lost without being shot down."""
    sentence, frame = mention.sentence, mention.frame
    if frame is None or frame.code != _REACH or mention.low == 0:
        return False
    negated = sentence.kinds[mention.verb - 1] == "X" or sentence.values[mention.verb - 1] == "not"
    return negated and mention.last <= mention.verb


def _rebased(mentions: list[Mention]) -> list[Mention]:
    """A base is launched, unless it was bought or sold."""
    _base_on_wholes(mentions)
    for mention in mentions:
        if mention.base is not None and mention.weapons:
            mention.base.measure = "" if _handed_over(mention.base) else "launched"
            mention.base.relation = "base"
    return mentions


def _base_on_wholes(mentions: list[Mention]) -> None:
    """Read "of the 479 drones and 20 missiles, 460 drones and 19 missiles were downed"."""
    wholes: list[Mention] = []
    for before, mention in pairwise([*mentions[:1], *mentions]):
        if mention.weapons and _OF_THE.search(mention.sentence.kinds, 0, mention.first):
            wholes = [mention]
        elif wholes:
            joined, behind = _and(before, mention), before is wholes[-1]
            if behind and joined:
                wholes.append(mention)
            elif behind or joined:
                alike = (whole for whole in wholes if whole.weapons == mention.weapons)
                mention.base = next(alike, wholes[0])
            else:
                break
    for whole in wholes:
        whole.measure, whole.relation = "launched", "base"


def _and(left: Mention, right: Mention) -> bool:
    """Say whether "and" joins two mentions; never one with itself."""
    if left.last > right.first:
        return False
    return bool(_JOINED_BY_AND.fullmatch(left.sentence.kinds, left.last, right.first))


def _handed_over(mention: Mention) -> bool:
    """Say whether a base was bought or only asked for: "most of the 400 it had purchased"."""
    behind = _BOUGHT.match(mention.sentence.kinds, mention.last)
    frame = mention.sentence.values[behind.end() - 1] if behind else None
    return frame is not None and frame.realis in _UNUSED
