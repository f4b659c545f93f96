"""Links between mentions: parts of totals, lists, bases; nouns left out are for `elisions`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from conflict_data.extraction import corrections, elisions
from conflict_data.extraction.lexicon import VERB
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention

_PART = re.compile(r"[(:]?G[dHa]*$|[(:–—-][dHa]*$")
_PREDICATE = re.compile(r"\+?(?:(?:[EBMa]*[BM]|E)a*[vo]|E+a*T)")
_COMPOSED = re.compile(r"(?:B|(?<=[*G]))[dDoUa^-]{0,4}W(?!.?[KFW])")
_JOINED = re.compile(r"(?:,?C|,)[dHa]*$")
_OWN = ("relative", "relative object", "own clause", "object", "instrument")
_BARE_JOINT = re.compile(r",?C|,")
_UNHURT = "transfer"  # of verbs that hurt nobody and launch nothing
_COUNTABLE = re.compile("[NPWF]")
_SOME_WERE = ("*B", "GB")
_MEMORY = 3


def resolve(mentions: list[Mention], earlier: list[Mention], noun: str = "") -> list[Mention]:
    """Resolve the mentions of one sentence against each other and the ``earlier`` ones.

    ``noun`` is the weapon whose plural the sentence before named.
    """
    _join_among(mentions)
    _lend_to_totals(mentions)
    _head_lists(mentions)
    number = mentions[0].sentence.number
    recent = [one for one in earlier if number - one.sentence.number <= _MEMORY]
    out: list[Mention] = []
    for before, mention in pairwise([*mentions[:1], *mentions]):
        known = [*recent, *out]
        if before not in out and _is_part_of(before, mention):
            continue
        told = corrections.mend(mention, known) or _compose(mention, out)
        if not told and not _is_some_of_them(mention, known):
            _inherit(mention, out)
        if mention.measure and not _is_makeup(mention) and elisions.fill(mention, known, noun):
            out.append(mention)
    return out


def _is_part_of(whole: Mention, part: Mention) -> bool:
    """Say whether a part is of something that is no claim: "20 planes, four of them damaged"."""
    between = part.sentence.kinds[whole.last : part.first]
    return between == "," and not part.measure and part.sentence.kinds[part.last - 1] in "G*"


def _is_some_of_them(mention: Mention, known: list[Mention]) -> bool:
    """Read "twelve of them were waiting for food": a part of the total told before."""
    kinds, last = mention.sentence.kinds, mention.last
    if mention.measure or not known or kinds[last - 1 : last + 1] not in _SOME_WERE:
        return False
    if _COUNTABLE.search(kinds, 0, mention.first):
        return False
    whole = known[-1].parent or known[-1]
    if whole.value is None or mention.value is None or mention.value >= whole.value:
        return False
    mention.measure, mention.relation, mention.mode = whole.measure, "", whole.mode
    mention.parent = whole
    return True


def _join_among(mentions: list[Mention]) -> None:
    """Read "two children were among nine people injured": a part named before its whole."""
    for part, whole in pairwise(mentions):
        between = part.sentence.stretch(part.last, whole.first) if part.last < whole.first else ""
        if not part.measure and whole.people is not None and between.lower().endswith("among"):
            _take(part, whole)
            part.parent = whole


def _lend_to_totals(mentions: list[Mention]) -> None:
    """Read "14 drones, including 13 Shaheds and one other, were destroyed": parts and whole."""
    for whole, part in pairwise(mentions):
        between = part.sentence.kinds[whole.last : part.first]
        open_ = not (whole.measure or whole.guessed or ")" in between)
        if open_ and part.relation == "passive" and _PART.search(between):
            _take(whole, part)


def _head_lists(mentions: list[Mention]) -> None:
    """Give "20, 25 and 30 drones" their noun, which stands only once."""
    for mention, after in reversed(list(pairwise(mentions))):
        between = mention.sentence.kinds[mention.last : after.first]
        back = mention.sentence.kinds[mention.last - 1] in "G*"  # 711 of them, and seven missiles
        alone = mention.elided and not after.elided and not back
        if alone and _BARE_JOINT.fullmatch(between):
            mention.weapons, mention.people = after.weapons, after.people


def _inherit(mention: Mention, before: list[Mention]) -> None:
    """A part ("including six Kinzhals", "(9 + 4)") takes the measure of the total before it."""
    same = [one for one in before if bool(one.weapons) == bool(mention.weapons) or mention.elided]
    if mention.base is not None and not mention.measure:
        _take_part(mention, before)
        return
    if not same or mention.base is not None or (mention.guessed and not mention.measure):
        return
    whole = _whole(same)
    start = whole.last if whole.sentence is mention.sentence else same[-1].last
    left = mention.sentence.kinds[start : mention.first]
    listed = _JOINED.search(left) is not None
    if _PART.search(left) and not _tells_more(mention, whole):
        _take(mention, whole)
        mention.parent = whole
    elif listed and not mention.measure and not _has_predicate(mention):
        last = _stopped(same)
        _take(mention, last)
        mention.parent = last.parent
    elif listed and same[-1].parent and _goes_on(mention, same[-1]):
        mention.parent = same[-1].parent
    if listed and same[-1].complement and same[-1].measure == mention.measure:
        mention.complement = True


def _stopped(before: list[Mention]) -> Mention:
    """Return the last figure; of "all 39 drones were downed" what was stopped, not launched."""
    last = before[-1]
    part = before[-2] if len(before) > 1 and last.relation == "base" else last
    return part if part.base is last else last


def _goes_on(mention: Mention, part: Mention) -> bool:
    """Say whether a figure is one more part of the total that the part before it belongs to."""
    whole = part.parent
    same_verb = (mention.measure, mention.verb) == (part.measure, part.verb)
    return whole is not None and same_verb and mention.classes <= whole.classes


def _whole(before: list[Mention]) -> Mention:
    """Return the total that a part belongs to: of "36 of 40 missiles, including 12" the 36."""
    last = before[-1]
    if last.relation == "base":
        return next((one for one in before if one.base is last), last)
    return last.parent or last


def _tells_more(mention: Mention, whole: Mention) -> bool:
    """Say whether a part has a measure of its own: "including two that were shot down"."""
    if mention.relation == "participle" and {mention.measure, whole.measure} == {*HARM}:
        return True  # injuring 50, including six people killed in Kryvyi Rih
    if mention.measure in ("", whole.measure):
        return not mention.measure and _has_predicate(mention)
    joint = mention.sentence.written(max(mention.first - 1, 0)).lower()
    clause = mention.relation == "passive" and joint.startswith("of ")  # of which 288 were downed
    acts = mention.relation == "subject" and mention.verb == mention.last  # (8 landed in fields)
    return clause or acts or mention.relation in _OWN or _has_predicate(mention)


def _has_predicate(mention: Mention) -> bool:
    sentence, last = mention.sentence, mention.last
    if _PREDICATE.match(sentence.kinds, last):
        return True
    other = mention.people and sentence.kinds[last : last + 1] == "o"
    if other and sentence.written(last).endswith("ed"):  # 1,200 people walked
        return True
    verb = sentence.kinds[last : last + 1] == VERB
    return verb and bool(sentence.values[last].realis == _UNHURT)  # thousands displaced


def _compose(mention: Mention, before: list[Mention]) -> bool:
    """Read "of 81 missiles fired, six were Kinzhals": a part that a weapon's name tells."""
    sentence = mention.sentence
    named = _COMPOSED.match(sentence.kinds, mention.last) if mention.elided else None
    whole = _whole(before) if named and before and before[-1].weapons else None
    if named is None or whole is None or (mention.measure and mention.parent is not whole):
        return False
    mention.weapons = (sentence.values[named.end() - 1],)
    _take(mention, whole)
    mention.parent, mention.base = whole, None
    return True


def _is_makeup(mention: Mention) -> bool:
    """Say whether a share tells of what a total consisted, not what became of it."""
    named = _COMPOSED.match(mention.sentence.kinds, mention.last)  # most of them Shaheds
    return mention.unit == "share" and bool(named or mention.measure == "launched")


def _take_part(mention: Mention, before: list[Mention]) -> None:
    """Read "downed four out of six missiles and six of eight drones": a part like the last one."""
    part = next((one for one in reversed(before) if one.base is not None), None)
    if part is not None and _JOINED.search(mention.sentence.kinds, part.last, mention.first):
        _take(mention, part)


def _take(mention: Mention, other: Mention) -> None:
    mention.measure, mention.verb = other.measure, other.verb
    mention.relation, mention.mode = other.relation, other.mode


def base_of(mention: Mention, known: Iterable[Mention]) -> Mention | None:
    """Return the launched total that a share is of: the first of ``known`` that contains it."""
    if mention.base is not None or mention.unit != "share":
        return mention.base
    for one in known:
        if one.measure == "launched" and one.unit == "count" and _contains(one, mention):
            return one
    return None


def _contains(whole: Mention, part: Mention) -> bool:
    return not part.weapons or part.classes <= whole.classes or not whole.weapons
