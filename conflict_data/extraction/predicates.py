"""Predicates: the verbs behind a mention: its own, and those of its relative clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conflict_data.extraction.governors import NOTHING, Governor
from conflict_data.extraction.lexicon import COUNTING, VERB
from conflict_data.extraction.measures import measure_of
from conflict_data.extraction.mentions import Mention

_REACH = 16
_INSERTED = re.compile(
    r"(?:,(?!R)[^,;.:]{1,18}(?:,d[^,;.:]{1,10})?,|,G[^;.:]{1,22},|\([^();.]{1,18}\)|[–—-][^;.–—]{1,22}?[–—-])"
    r"(?=[BEMXa]*(?:[os]T[EB]*)?v)"
)
_SECOND = re.compile(r"[^vcRN;.C]{0,10},?[Cc]E?B[aB]*v")
_NEW_AMOUNT = re.compile(r",?C?[RG]?d?H*[NVQ_+]|,?Cd[DoU]{0,2}[PW]")
_OBJECT_NEXT = re.compile(r"[dDoUNALHV]|'(?![v,;.s]|$)")
_IN_RELATIVE = {"passive": "relative", "subject": "own clause", "participle": "participle"}
_STANDING = (
    "passive", "relative", "subject", "own clause", "participle", "purpose", "relative object",
)  # fmt: skip
_OVERFLY = "overfly"
_FLYING = ("cross", _OVERFLY)
_SPY = "reconnaissance_drone"
_BESIDE_CRAFT = re.compile(r"F,?C[dH]*$")
_BEAR = "sustain"  # who only suffers, from hunger say, is not injured
_HARM = re.compile(r"[^,;.cv]{0,5}h")
_MARKS = re.compile(r"[vBERPAFrNuTC,c?;:.)]")  # what a verb group is made of, what ends a clause
_RIGHT_STOPS = frozenset("c?;:.")


@dataclass(slots=True)
class _Group:
    """The verb group being read: its auxiliaries, its pronoun, another subject in between."""

    be: bool = False
    have: bool = False
    relative: bool = False
    other: bool = False

    def read(self, kinds: str, at: int) -> None:
        kind = kinds[at]
        if kind == "B":
            self.be = True
        elif kind == "E":
            self.have = True
        elif kind in "RPT":
            self.be = self.have = False
            self.relative = self.relative or kind == "R"
        elif (kind == "N" and kinds[at - 1] != "O") or (
            kind in "AFr" and kinds[at - 1] not in "fY@iOp-dDA"
        ):
            self.other = True


def right(mention: Mention, last: int) -> list[Governor]:
    """Find the verbs behind unit ``last`` whose subject the mention is, in order of standing."""
    found: list[Governor] = []
    kinds, group = mention.sentence.kinds, _Group()
    if VERB not in kinds[last : last + _REACH]:
        return found
    inserted = _INSERTED.match(kinds, last)
    start, stop = inserted.end() if inserted else last, last + _REACH
    for at in (mark.start() for mark in _MARKS.finditer(kinds, start, stop)):
        if _ends_clause(kinds, at, group) or (kinds[at] == ")" and "(" not in kinds[last:at]):
            break
        group.read(kinds, at)
        if kinds[at] != VERB:
            continue
        governor = _behind(mention, at, group)
        if governor.measure:
            if group.relative and found and governor.relation == "subject":
                break
            if group.relative:
                governor = governor._replace(
                    relation=_IN_RELATIVE.get(governor.relation, governor.relation)
                )
            found.append(governor)
            if governor.relation in ("passive", "subject"):
                found += _and_then(mention, at)
                break
        group = _Group(other=group.other)
    return sorted(found, key=lambda one: _STANDING.index(one.relation))


def _ends_clause(kinds: str, at: int, group: _Group) -> bool:
    """Say whether what follows has a subject of its own."""
    kind = kinds[at]
    if kind in _RIGHT_STOPS or (kind == "u" and not group.be):
        return True
    if kind not in ",CR":
        return False
    goes_on = kind != "R" and kinds[at + 1 : at + 2] == VERB
    return goes_on or bool(_NEW_AMOUNT.match(kinds, at))


def _and_then(mention: Mention, verb: int) -> list[Governor]:
    """Read a second predicate of the same subject: "were fired at Israel but were intercepted"."""
    match = _SECOND.match(mention.sentence.kinds, verb + 1)
    if match is None:
        return []
    governor = _behind(mention, match.end() - 1, _Group(be=True))
    return [governor._replace(relation="relative")] if governor.measure else []


def _behind(mention: Mention, at: int, group: _Group) -> Governor:
    """Read one verb behind a mention as its passive, its active or a bare participle."""
    frame, form = mention.sentence.values[at], mention.sentence.forms[at]
    if frame.code == _BEAR and not _HARM.match(mention.sentence.kinds, at + 1):
        return NOTHING
    if frame.realis not in ("", "test"):
        return NOTHING
    if _only_flies(mention, frame.code, form == "g" and not group.be):
        return NOTHING
    passive, active = measure_of(frame, "object", mention), measure_of(frame, "subject", mention)
    if group.be and form in "dn":
        return Governor(passive, at, "passive")
    if mention.sentence.kinds[at - 1] == "T" and not group.have:
        return Governor(active, at, "purpose")
    if group.other:
        return _by_another(mention, at, passive, group)
    if form == "g":
        aims = "launched" if mention.weapons and frame.instrument and not passive else ""
        if mention.elided and not group.be and active == "launched":
            return NOTHING  # seven missiles, three of them targeting Riyadh
        return Governor(active or aims, at, "subject" if group.be else "participle")
    finite = form in "zb" or group.have or (active and not passive)
    if finite or _OBJECT_NEXT.match(mention.sentence.kinds, at + 1):
        return Governor(active, at, "subject")
    return Governor(passive, at, "participle")


def _only_flies(mention: Mention, verb: str, participle: bool) -> bool:
    """Say whether nothing tells of an attack: a drone flying over a town, a spy drone spotted.

    Nor do jets on patrol attack, with the drones among them.
    """
    if verb == COUNTING:
        return mention.weapons == (_SPY,)
    if verb not in _FLYING:
        return False
    patrol = _BESIDE_CRAFT.search(mention.sentence.kinds, 0, mention.first)
    return participle or bool(patrol) or (verb == _OVERFLY and mention.value == 1)


def _by_another(mention: Mention, at: int, passive: str, group: _Group) -> Governor:
    """Read "the missiles Iran fired", "30 missiles, which Israel intercepted"."""
    kinds = mention.sentence.kinds
    if passive == "launched":
        return Governor(passive, at, "participle")
    if mention.sentence.forms[at] == "g" and not group.be:
        return NOTHING  # which Ukraine has no way of shooting down
    relative = group.relative or kinds[mention.last - 1] == "G"
    object_stands_before = relative and not _OBJECT_NEXT.match(kinds, at + 1)
    return Governor(passive, at, "relative object") if object_stands_before else NOTHING
