"""Realis: did it happen, or is it threatened, denied, tested, or a running total."""

from __future__ import annotations

import re

from conflict_data.extraction import accidents, modes, totals
from conflict_data.extraction.lexicon import NONE, VERB, Frame
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.windows import Window

_GROUP = frozenset('BEMXTaoer"')
_CLAUSE = frozenset("c;:")
_MARKS = re.compile("[vc;:–—]")
_REPORTED_REACH = 15
_TESTABLE = ("launched", "impacted", "failed")
_GROUP_REACH = 6
_ON_GROUND = re.compile(r"(?:[^c;,vN]{0,5}v?|[^c;,N]{0,9}RB)<")
_BODIES = "bodies"
_OF = re.compile("kOd?$")
_WOUNDED = re.compile("vP+$")
_DRILL = re.compile("~(?!o)")  # not from a test range
_STOPPED = "intercepted"
_TEST = "test"


def decide(mention: Mention, windows: list[Window]) -> str:
    """Return the mention's status; empty if the text says that this did not happen so."""
    if mention.people is not None and accidents.hurt(mention):
        return ""
    if _on_ground(mention) or _is_returned(mention):
        return ""
    if _is_planted(mention):
        return ""
    negated, modal, matrix = _verb_group(mention)
    if matrix == "failed" or (matrix == "attempted" and mention.measure not in _TESTABLE):
        return ""
    if "$" in mention.sentence.kinds:
        return "denied"
    none = mention.sentence.kinds[mention.first] == NONE
    if matrix == "denied" or ((negated or none) and mention.measure == "launched"):
        return "denied"
    if negated and not none and mention.measure != "suppressed":  # did not reach their targets
        return ""
    if modal or matrix == "hypothetical" or _asked(mention.sentence):
        return "hypothetical"
    if _conditional(mention) or _feared(mention):
        return "hypothetical"
    if _tested(mention):
        return "test"
    return "cumulative" if totals.is_running(mention, windows) else "actual"


def _is_returned(mention: Mention) -> bool:
    """Say whether bodies or wounded people are handed over: nobody is told to be hurt."""
    sentence = mention.sentence
    of = _OF.search(sentence.kinds, 0, mention.first)  # the bodies of 15 villagers
    noun = of.start() if of else mention.last - 1
    bodies = (of or mention.implied) and sentence.values[noun] == _BODIES
    if not bodies and not _WOUNDED.search(sentence.kinds, mention.first, mention.last):
        return False
    verbs = sentence.kinds.rfind(VERB, 0, noun), sentence.kinds.find(VERB, mention.last)
    return any(at >= 0 and sentence.values[at].code == "transfer" for at in verbs)


def _on_ground(mention: Mention) -> bool:
    """Say whether munitions were destroyed before launch: then nobody shot or stopped them."""
    kinds, behind = mention.sentence.kinds, mention.last
    if kinds[behind : behind + 1] == VERB and mention.sentence.values[behind].object == _STOPPED:
        behind += 1
    if mention.measure == _STOPPED:
        return _ON_GROUND.match(kinds, behind) is not None
    return mention.measure == "launched" and kinds[mention.last : mention.last + 1] == "<"


def _verb_group(mention: Mention) -> tuple[bool, bool, str]:
    """Read the words before the verb: negation, modal, and the verb that an infinitive hangs on."""
    kinds, values = mention.sentence.kinds, mention.sentence.values
    negated = modal = False
    at = mention.verb - 1
    stop = max(mention.verb - _GROUP_REACH, -1)
    while at > stop and mention.relation != "toll" and kinds[at] in _GROUP:
        negated = negated or kinds[at] == "X" or values[at] == "not"
        modal = modal or kinds[at] == "M"
        if kinds[at] == "T":
            return negated or kinds[at - 1 : at] == "X", modal, _matrix(mention, at - 1)
        at -= 1
    nobody = mention.relation == "object" and kinds[at] == NONE
    return negated or nobody, modal, _reported(mention)


def _matrix(mention: Mention, at: int) -> str:
    """Return the realis of the verb before "to": threatened to, planned to, denied having to."""
    sentence = mention.sentence
    while at >= 0 and sentence.kinds[at] in "aodADFPX":
        at -= 1
    if at >= 0 and sentence.kinds[at] == VERB:
        frame: Frame = sentence.values[at]
        if frame.subject == "failed":
            return "failed"
        return "hypothetical" if frame.realis == "transfer" else frame.realis
    return ""


def _reported(mention: Mention) -> str:
    """Return ``denied`` behind "denied that", "rejected as false claims that"."""
    sentence, first = mention.sentence, mention.first
    marks = _MARKS.finditer(sentence.kinds, max(first - _REPORTED_REACH, 0), first)
    for at in reversed([mark.start() for mark in marks]):
        if sentence.kinds[at] == VERB:
            if sentence.values[at].realis == "denied":
                return "denied"
        elif sentence.written(at) != "as":
            break
    return ""


def _conditional(mention: Mention) -> bool:
    """Say whether the mention's clause is a condition or an embedded question."""
    kinds, first = mention.sentence.kinds, mention.first
    condition = kinds.rfind("?", 0, first)
    if condition >= 0 and _CLAUSE.isdisjoint(kinds[condition:first]):
        return True
    return kinds[first - 1 : first] == "M"


def _asked(sentence: Sentence) -> bool:
    """Say whether the sentence asks whether something happened: "Did Iran fire 30 missiles?"."""
    return sentence.text.rstrip("\"'’” ").endswith("?") and sentence.kinds[0] in "BEeM"


def _feared(mention: Mention) -> bool:
    """Say whether an attack is only planned or feared: "the drill simulated an attack by 50"."""
    if mention.relation not in ("noun", "instrument"):
        return False
    before = re.search(r"v[^vcR;]{0,5}$", mention.sentence.kinds[: max(mention.verb, 0)])
    if before is None:
        return False
    return bool(mention.sentence.values[before.start()].realis == "hypothetical")


def _is_planted(mention: Mention) -> bool:
    """Say whether a bomb went off, or was aimed, that nobody dropped: no munition was shot."""
    if mention.weapons != ("bomb",) or mention.frame is None:
        return False
    aimed = mention.measure == "launched" and mention.relation in ("subject", "participle")
    bursts = mention.frame.code == "explode" or mention.frame.people_object in HARM
    return (aimed or bursts) and modes.cue(mention.sentence) != modes.STRIKE


def _tested(mention: Mention) -> bool:
    if mention.measure not in _TESTABLE or not mention.weapons:
        return False
    noun = mention.sentence.values[mention.verb] if mention.verb >= 0 else None
    if noun == _TEST or (mention.frame is not None and mention.frame.realis == _TEST):
        return True
    told = _DRILL.search(mention.sentence.kinds) is not None
    return told and "K" not in mention.sentence.kinds
