"""Subjects: the actor before a verb that can do what the verb says."""

from __future__ import annotations

import re

from conflict_data.extraction import phrases
from conflict_data.extraction.lexicon import COUNTING, LOSING, Frame
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence

_BOUNDARY = re.compile(r"[cu;:?](?=[^cu;:?]*$)")
_VERB_OF_NOUN = re.compile(r"v(?=[^vcR;,.]{0,5}$)")
_SAYS_IT = re.compile(r"(?<!i)(?<!i[do])([AD])[^,;:cvAD]{0,5}sR?r[EBa]*$")
_OWN_LOSS = re.compile(r"([AD])F?,?(?:R?sR?r|R)[EBa]*$")  # Azerbaijan, which said it lost
_OTHER = re.compile(r"[,;RC]d[oU^]{0,2}[FP][EBMXa]*$")
_WHO = re.compile(r"([AD]?)F?[oP]*,?[Rr]?(R)[^vcAD]*$")
_OTHER_NOUN = re.compile(r"(?<=s)v$|[WKS][EBao]*$")
_ACCORDING = re.compile(">[^,;]*,")  # according to the president of Ukraine,
_WITH = re.compile(r"w[dDoUAF']*$")
_OWNS_OTHER = re.compile(r"A'(?![oUWD^]{0,3}[FKSPW])")
_DATELINE = re.compile(r"A(?:,[AU])?(?:\([^)]{1,4}\))?[–—-](?![=v])")  # KYIV (Reuters) -
_TELLS_OF_ARMS = re.compile(r"[AD]'?[oUDFP]{0,4}[EBa]*s[^c;:FAr]*W[^c;:FAr]*[v@i][^c;:FAr]*$")
_TELLS = re.compile(r"'?[oUDFP]{0,4}[EBa]*s(?!R?r|a?T)")  # Ukraine's national police said
_PASSIVE = re.compile(r"[^,;cvsB]{0,12}B[aX]{0,2}v")
_ACTING = re.compile(r"D'?[oUWD^]{0,3}[FKSPs]|D[^A-Za-z]?v")
ACTIVE = ("object", "instrument", "relative object")
_NOT_ACTING = (COUNTING, LOSING, "treat")
_NOT_BEFORE = frozenset("@ifpwYO>vT")
_PASSED_OVER = frozenset('doU"aDNHVQ')


def subject(mention: Mention) -> tuple[str, ...]:
    """Return the subject of the governing verb, with those joined to it; empty if none can act."""
    sentence, verb = mention.sentence, _verb(mention)
    if verb < 0:
        return ()
    if not acts(mention):
        return ()
    if _is_passive(mention):
        return phrases.agent(sentence, verb)
    if mention.people and _OTHER_NOUN.search(sentence.kinds, 0, verb):
        return ()
    if _OTHER.search(sentence.kinds, 0, verb):
        return ()  # since Israel broke the truce, the rebels have fired
    says = _SAYS_IT.search(sentence.kinds, 0, verb)
    if says:
        return phrases.joint(sentence, says.start(1))
    boundary = _BOUNDARY.search(sentence.kinds, 0, verb)
    start = boundary.end() if boundary else 0
    if start and sentence.forms[verb] == "g" and sentence.written(start).endswith("ing"):
        start = 0  # jets bombed a village while pursuing a group, killing ten
    who = _WHO.search(sentence.kinds, start, verb)
    if who and sentence.written(who.start(2)).lower() == "who":
        named = who.group(1) and sentence.kinds[who.start(1) - 1 : who.start(1)] != "i"
        return (sentence.values[who.start(1)],) if named else ()
    return _nearest(sentence, start, verb)


def acts(mention: Mention) -> bool:
    """Say whether the subject of the governing verb does something: not so who counts or treats."""
    verb = mention.sentence.values[_verb(mention)] if _verb(mention) >= 0 else None
    return not (isinstance(verb, Frame) and verb.code in _NOT_ACTING)


def loser(mention: Mention) -> tuple[str, ...]:
    """Return whose people are told to be lost: "Azerbaijan said it lost 50 servicemen"."""
    lost = mention.frame is not None and mention.frame.code == LOSING
    if not lost or mention.relation != "object":
        return ()
    own = _OWN_LOSS.search(mention.sentence.kinds, 0, mention.verb)
    if own:
        return phrases.joint(mention.sentence, own.start(1))
    return _nearest(mention.sentence, 0, mention.verb)


def _verb(mention: Mention) -> int:
    """Return the verb whose subject acts; of "launched an attack with 30" the one before."""
    if mention.relation == "noun":
        before = _VERB_OF_NOUN.search(mention.sentence.kinds, 0, max(mention.verb, 0))
        return before.start() if before else -1
    return mention.verb if mention.relation in ACTIVE else -1


def _is_passive(mention: Mention) -> bool:
    if mention.relation not in ("instrument", "noun"):
        return False
    kinds = mention.sentence.kinds
    verb = _verb(mention)
    return kinds[verb - 1] == "B" or "Y" in kinds[verb : mention.first]


def _nearest(sentence: Sentence, start: int, verb: int) -> tuple[str, ...]:
    """Return the last actor before a verb; before ", killing five" the sentence's first.

    "Moscow accused Kyiv of firing two": who is accused has done it.
    """
    gerund = sentence.forms[verb] == "g"
    source = _ACCORDING.match(sentence.kinds)
    acting = [
        at
        for at, _ in phrases.names(sentence, max(start, source.end() if source else 0), verb)
        if _acts(sentence, at, start, gerund)
        and not _TELLS_OF_ARMS.match(sentence.kinds[:verb], at)
    ]
    if not acting:
        return ()
    if gerund and sentence.kinds[verb - 1] == "O":
        accused = [at for at, _ in phrases.names(sentence, start, verb)]
        return phrases.joint(sentence, accused[-1])
    first = gerund and not _WITH.search(sentence.kinds, 0, verb)
    return phrases.joint(sentence, acting[0 if first else -1])


def _acts(sentence: Sentence, at: int, start: int, gerund: bool) -> bool:
    """Say whether an actor may be a subject: not behind a preposition, not a mere modifier.

    "with Ukraine shooting down 23" has its subject behind "with", "gunmen of the ADF" act.
    """
    kinds, before = sentence.kinds, at - 1
    if _OWNS_OTHER.match(kinds, at) or (gerund and _only_told(sentence, at)):
        return False
    while before >= start and (kinds[before] in _PASSED_OVER or _joins(kinds, before)):
        before -= 1
    if before > start and kinds[before - 1 : before + 1] == "-v":
        return _acts(sentence, at, before + 1, gerund)  # nuclear-armed North Korea
    if kinds[before] == kinds[at + 1] == "v" and sentence.forms[at + 1] == "b":
        return True  # the war has seen Russia launch
    if before > start and kinds[before] == "O" and kinds[before - 1] in "PF":
        return True
    if before >= start and kinds[before] in _NOT_BEFORE and not (gerund and kinds[before] == "w"):
        return False
    if kinds[at] == "A":
        return not _DATELINE.match(kinds, at) and not (
            kinds[at - 1 : at] == "," and kinds[at + 1 : at + 2] == ","
        )
    return bool(_ACTING.match(kinds, at)) or kinds[at + 1 : at + 2] in ("U", "P", "o")


def _joins(kinds: str, at: int) -> bool:
    """Say whether "and" or a comma joins a name to one before it: "in Lebanon and Syria"."""
    return kinds[at] == "C" and kinds[at - 1 : at] in ("A", "D", "L")


def _only_told(sentence: Sentence, at: int) -> bool:
    """Say whether an actor spoke or suffered: "US troops were targeted, wounding two"."""
    if _TELLS.match(sentence.kinds, at + 1):
        return True
    passive = _PASSIVE.match(sentence.kinds, at + 1)
    return passive is not None and sentence.forms[passive.end() - 1] in "dn"
