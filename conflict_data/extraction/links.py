"""Links between mentions: parts of totals, elided nouns, what is left of a base, repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from conflict_data.extraction import corrections
from conflict_data.extraction.lexicon import VERB, WEAPON, ancestors
from conflict_data.extraction.mentions import Mention

_PART = re.compile(r"[(:]?G[dHa]*$|[(:–—-][dHa]*$")
_PREDICATE = re.compile(r"\+?(?:[EBMa]*[BM]|E)a*[vo]")
_COMPOSED = re.compile(r"(?:B|(?<=[*G]))[dDoUa^-]{0,4}W(?!.?[KFW])")
_THEM = re.compile(r"[*rG]")
_JOINED = re.compile(r"(?:,?C|,)[dHa]*$")
_OWN = ("relative", "relative object", "own clause", "object", "instrument")
_BARE_JOINT = re.compile(r",?C|,")
_FRONTED = re.compile(r"O[dH]*[oU^]*(W)(?:,[^,vN]{0,4}s)?,$")  # of the drones, 247
_UNHURT = "transfer"  # of verbs that hurt nobody and launch nothing
_COUNTED = ("object", "passive")
_COUNTABLE = re.compile("[NPWF]")
_VEHICLES = ("fighting_vehicle", "vessel")
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
    for before, mention in pairwise([None, *mentions]):
        known = [*recent, *out]
        if before and before not in out and _is_part_of(before, mention):
            continue
        told = corrections.mend(mention, known) or _compose(mention, out)
        if not told and not _is_some_of_them(mention, known):
            _inherit(mention, out)
        if mention.measure and _fill(mention, known, noun):
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
        open_ = not whole.measure and not whole.guessed
        if open_ and part.relation == "passive" and _PART.search(between):
            _take(whole, part)


def _head_lists(mentions: list[Mention]) -> None:
    """Give "20, 25 and 30 drones" their noun, which stands only once."""
    for mention, after in reversed(list(pairwise(mentions))):
        between = mention.sentence.kinds[mention.last : after.first]
        if mention.elided and not after.elided and _BARE_JOINT.fullmatch(between):
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
    left = mention.sentence.kinds[whole.last : mention.first]
    listed = _JOINED.search(left) is not None
    if _PART.search(left) and not _tells_more(mention, whole):
        _take(mention, whole)
        mention.parent = whole
    elif listed and not mention.measure and not _has_predicate(mention):
        _take(mention, same[-1])
        mention.parent = same[-1].parent
    elif listed and same[-1].parent and _goes_on(mention, same[-1]):
        mention.parent = same[-1].parent
    if listed and same[-1].complement and same[-1].measure == mention.measure:
        mention.complement = True


def _goes_on(mention: Mention, part: Mention) -> bool:
    """Say whether a figure is one more part of the total that the part before it belongs to."""
    whole = part.parent
    same_verb = (mention.measure, mention.verb) == (part.measure, part.verb)
    return whole is not None and same_verb and classes(mention) <= classes(whole)


def _whole(before: list[Mention]) -> Mention:
    """Return the total that a part belongs to: of "36 of 40 missiles, including 12" the 36."""
    last = before[-1]
    if last.relation == "base":
        return next((one for one in before if one.base is last), last)
    return last.parent or last


def _tells_more(mention: Mention, whole: Mention) -> bool:
    """Say whether a part has a measure of its own: "including two that were shot down"."""
    if mention.measure in ("", whole.measure):
        return not mention.measure and _has_predicate(mention)
    return mention.relation in _OWN or _has_predicate(mention)


def _has_predicate(mention: Mention) -> bool:
    sentence, last = mention.sentence, mention.last
    if _PREDICATE.match(sentence.kinds, last):
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


def _take_part(mention: Mention, before: list[Mention]) -> None:
    """Read "downed four out of six missiles and six of eight drones": a part like the last one."""
    part = next((one for one in reversed(before) if one.base is not None), None)
    if part is not None and _JOINED.search(mention.sentence.kinds, part.last, mention.first):
        _take(mention, part)


def _take(mention: Mention, other: Mention) -> None:
    mention.measure, mention.verb = other.measure, other.verb
    mention.relation, mention.mode = other.relation, other.mode


def _fill(mention: Mention, known: list[Mention], noun: str) -> bool:
    """Give an elided mention its noun, a complement its number; False if none can be found."""
    if mention.complement and not _subtract(mention, known):
        return False
    if mention.measure in ("killed", "injured"):
        return mention.unit == "count" and _fill_people(mention, known)
    if not mention.elided:
        _specify(mention, known)
        return True
    if _is_of_vehicles(mention):
        return False
    fronted = _FRONTED.search(mention.sentence.kinds, 0, mention.first)
    if fronted:
        mention.weapons = (mention.sentence.values[fronted.start(1)],)
        return True
    antecedent = next((one.parent or one for one in reversed(known) if one.weapons), None)
    if antecedent is None and _bare_noun(mention, noun):
        return True
    if antecedent is None:
        percent = mention.unit == "share" and "%" in mention.sentence.kinds[mention.first : mention.last]
        return percent and mention.measure == "intercepted"
    together = _together(mention, antecedent, known)
    if len(together) > 1:
        mention.weapons = tuple(sorted({weapon for one in together for weapon in one.weapons}))
        return True
    mention.weapons = antecedent.weapons
    if mention.base is None and antecedent.measure == "launched" and not mention.further:
        mention.base = antecedent
    return True


def _is_of_vehicles(mention: Mention) -> bool:
    """Say whether what stands last before is no munition: "22 tanks; it destroyed nine of them"."""
    sentence = mention.sentence
    at = sentence.kinds.rfind("F", 0, mention.first)
    vehicle = at > sentence.kinds.rfind(WEAPON, 0, mention.first)
    return vehicle and sentence.values[at] in _VEHICLES


def _fill_people(mention: Mention, known: list[Mention]) -> bool:
    """Count people where nothing is said; a bare "another" goes on from those hurt before."""
    alone = mention.elided and mention.further and mention.value == 1.0
    mention.people = mention.people or "all"
    return not alone or any(one.people is not None for one in known)


def _together(mention: Mention, antecedent: Mention, known: list[Mention]) -> list[Mention]:
    """Return what "them" and a share stand for: "30 drones and 12 missiles"; a total, not parts."""
    pronoun = _THEM.search(mention.sentence.kinds, mention.first, mention.last)
    if antecedent.measure != "launched" or not (pronoun or mention.unit == "share"):
        return []
    same = antecedent.sentence, antecedent.verb, antecedent.measure
    told = [one for one in known if (one.sentence, one.verb, one.measure) == same and one.weapons]
    return [one for one in told if one.parent not in told]


def _bare_noun(mention: Mention, noun: str) -> bool:
    """Take the plural before: "Drones keep coming: the army shot down 12"; else ``noun``."""
    sentence = mention.sentence
    at = sentence.kinds.rfind(WEAPON, 0, mention.first)
    named = sentence.values[at] if at >= 0 and sentence.forms[at] == "p" else ""
    told = named or (noun if at < 0 and mention.unit == "count" else "")
    if not told or mention.relation not in _COUNTED or mention.value == 1.0:
        return False
    mention.weapons = (told,)
    return True


def _specify(mention: Mention, known: list[Mention]) -> None:
    """Take "the missiles" for the ballistic missiles told of before."""
    if len(mention.weapons) != 1:
        return
    if not _points_back(mention):
        known = [one for one in known if _is_pool(one, mention)]
    for one in reversed([one for one in known if one.weapons and one.parent is None]):
        if all(mention.weapons[0] in ancestors(weapon)[1:] for weapon in one.weapons):
            mention.weapons = one.weapons
            return


def _points_back(mention: Mention) -> bool:
    """Say whether "the", "these" or the like stands in a mention: not so in "a third missile"."""
    sentence, units = mention.sentence, range(mention.first, mention.last)
    return any(sentence.kinds[unit] == "d" and sentence.values[unit] != "a" for unit in units)


def _is_pool(one: Mention, mention: Mention) -> bool:
    """Say whether figures stand together: "fired ten cruise missiles, of which six missiles"."""
    stopped = mention.measure == "intercepted" and one.measure == "launched"
    if not stopped or one.sentence is not mention.sentence:
        return False
    return one.value is not None and mention.value is not None and one.value >= mention.value


def _subtract(mention: Mention, known: list[Mention]) -> bool:
    """Turn "all but 26 drones" into what is left of the launched ones."""
    for one in reversed(known):
        counted = one.low is not None and one.low == one.high and one.unit == "count"
        fits = not mention.weapons or one.weapons == mention.weapons
        if one.measure == "launched" and counted and fits and mention.low is not None:
            mention.low = mention.high = (one.low or 0) - mention.low
            mention.base, mention.weapons = one, one.weapons
            return (mention.low or 0) >= 0
    return False


def base_of(mention: Mention, known: Iterable[Mention]) -> Mention | None:
    """Return the launched total that a share is of: the first of ``known`` that contains it."""
    if mention.base is not None or mention.unit != "share":
        return mention.base
    for one in known:
        if one.measure == "launched" and one.unit == "count" and _contains(one, mention):
            return one
    return None


def _contains(whole: Mention, part: Mention) -> bool:
    return not part.weapons or classes(part) <= classes(whole) or not whole.weapons


def classes(mention: Mention) -> frozenset[str]:
    """Return a mention's weapons lifted to the classes below the root."""
    lifted = (ancestors(weapon) for weapon in mention.weapons)
    return frozenset(line[-2] if len(line) > 1 else line[0] for line in lifted)
