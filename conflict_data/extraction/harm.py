"""Harm that is told beside people: "13 reported dead", "12 men and a soldier dead"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conflict_data.extraction.governors import Governor
from conflict_data.extraction.mentions import Mention

_BARE = re.compile(r"N\+?v(?=[.,;)CutiY@]|$)")
_DECLARED = re.compile(r"(?:B[aot]{0,2}(?:sT?B?)?|s)k(?=[.,;)CiutY@]|$)")
_OBJECT = re.compile("[dNDAUPW]")


def implied(group: Sequence[Mention], mention: Mention) -> str:
    """Return the measure that a noun, here or behind a list, or a declaration gives people."""
    return mention.implied or _behind(group, mention) or _declared(mention)


def _behind(group: Sequence[Mention], mention: Mention) -> str:
    """Return what a noun behind a list makes of all in it: "12 men and one soldier dead"."""
    behind = group[group.index(mention) :] if mention.people else []
    joined = all(one.people and one.base is None for one in behind)
    return next((one.implied for one in behind if one.implied), "") if joined else ""


def _declared(mention: Mention) -> str:
    """Read "13 worshippers were first reported dead", "two people reported killed"."""
    sentence, at = mention.sentence, mention.last
    if mention.people is None:
        return ""
    if sentence.kinds[at : at + 2] == "sv" and not _OBJECT.match(sentence.kinds, at + 2):
        harm: str = sentence.values[at + 1].people_object
        return harm
    return "killed" if _DECLARED.match(sentence.kinds, at) else ""


def of_number(mention: Mention) -> re.Match[str] | None:
    """Match a participle behind a bare number: "45 injured", "12 more wounded"."""
    return _BARE.match(mention.sentence.kinds, mention.last - 1) if mention.elided else None


def of_those(mention: Mention) -> Governor | None:
    """Read "13 of those killed", "a toll of 25 dead and 50 wounded": what they are said to be."""
    sentence, at, bare = mention.sentence, mention.last, of_number(mention)
    if sentence.kinds[at - 1 : at + 1] != "*v" and not bare:
        return None
    at = bare.end() - 1 if bare else at
    harm: str = sentence.values[at].people_object
    return Governor(harm, at, "participle") if harm else None
