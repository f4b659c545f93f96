"""Links between mentions: parts of totals, elided nouns, what is left of a base, repeats."""

from __future__ import annotations

import re
from itertools import pairwise

from conflict_data.extraction import corrections
from conflict_data.extraction.lexicon import WEAPON, ancestors
from conflict_data.extraction.mentions import Mention

_PART = re.compile(r"[(:]?G[dHa]*$|[(:–—-][dHa]*$")
_PREDICATE = re.compile(r"\+?[EBMa]*[BM][a]*[vo]")
_JOINED = re.compile(r"(?:,?C|,)[dHa]*$")
_OWN = ("relative", "relative object", "own clause", "object", "instrument")
_BARE_JOINT = re.compile(r",?C|,")
_MEMORY = 3
_LARGE = 10
_HUGE = 100
_NEAR = 2


def resolve(mentions: list[Mention], earlier: list[Mention]) -> list[Mention]:
    """Resolve the mentions of one sentence against each other and the ``earlier`` ones."""
    _join_among(mentions)
    _head_lists(mentions)
    out: list[Mention] = []
    for mention in mentions:
        known = [*_recent(mention, earlier), *out]
        if not corrections.mend(mention, known):
            _inherit(mention, out)
        if mention.measure and _fill(mention, known):
            out.append(mention)
    return out


def _join_among(mentions: list[Mention]) -> None:
    """Read "two children were among nine people injured": a part named before its whole."""
    for part, whole in pairwise(mentions):
        between = part.sentence.stretch(part.last, whole.first) if part.last < whole.first else ""
        if not part.measure and whole.people is not None and between.lower().endswith("among"):
            _take(part, whole)
            part.parent = whole


def _head_lists(mentions: list[Mention]) -> None:
    """Give "20, 25 and 30 drones" their noun, which stands only once."""
    for mention, after in reversed(list(pairwise(mentions))):
        between = mention.sentence.kinds[mention.last : after.first]
        if mention.elided and not after.elided and _BARE_JOINT.fullmatch(between):
            mention.weapons, mention.people = after.weapons, after.people


def _recent(mention: Mention, earlier: list[Mention]) -> list[Mention]:
    """Return what was said in the last few sentences."""
    here = mention.sentence.number
    return [one for one in earlier if here - one.sentence.number <= _MEMORY]


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
    if listed and same[-1].complement and same[-1].measure == mention.measure:
        mention.complement = True


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
    return _PREDICATE.match(mention.sentence.kinds, mention.last) is not None


def _take_part(mention: Mention, before: list[Mention]) -> None:
    """Read "downed four out of six missiles and six of eight drones": a part like the last one."""
    part = next((one for one in reversed(before) if one.base is not None), None)
    if part is not None and _JOINED.search(mention.sentence.kinds, part.last, mention.first):
        _take(mention, part)


def _take(mention: Mention, other: Mention) -> None:
    mention.measure, mention.verb = other.measure, other.verb
    mention.relation, mention.mode = other.relation, other.mode


def _fill(mention: Mention, known: list[Mention]) -> bool:
    """Give an elided mention its noun, a complement its number; False if none can be found."""
    if mention.complement and not _subtract(mention, known):
        return False
    if mention.measure in ("killed", "injured"):
        mention.people = mention.people or "all"
        return mention.unit == "count"
    if not mention.elided:
        _specify(mention, known)
        return True
    antecedent = next((one.parent or one for one in reversed(known) if one.weapons), None)
    if antecedent is None and _bare_noun(mention):
        return True
    if antecedent is None:
        return mention.unit == "share" and mention.measure == "intercepted"
    mention.weapons = antecedent.weapons
    if mention.base is None and antecedent.measure == "launched" and not mention.further:
        mention.base = antecedent
    return True


def _bare_noun(mention: Mention) -> bool:
    """Take the plural before: "Drones keep coming: the army shot down 12"."""
    sentence = mention.sentence
    at = sentence.kinds.rfind(WEAPON, 0, mention.first)
    counted = mention.relation in ("object", "passive") and mention.value != 1.0
    if at < 0 or sentence.forms[at] != "p" or not counted:
        return False
    mention.weapons = (sentence.values[at],)
    return True


def _specify(mention: Mention, known: list[Mention]) -> None:
    """Take "the missiles" for the ballistic missiles told of before."""
    if not mention.weapons or "d" not in mention.sentence.kinds[mention.first : mention.last]:
        return
    for one in reversed(known):
        inside = all(set(mention.weapons) & set(ancestors(weapon)[1:]) for weapon in one.weapons)
        if one.weapons and len(mention.weapons) == 1 and inside:
            mention.weapons = one.weapons
            return


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


def base_of(mention: Mention, known: list[Mention]) -> Mention | None:
    """Return the launched total that a share is a share of: the nearest that contains it."""
    if mention.base is not None or mention.unit != "share":
        return mention.base
    for one in reversed(known):
        if one.measure == "launched" and one.unit == "count" and _contains(one, mention):
            return one
    return None


def _contains(whole: Mention, part: Mention) -> bool:
    return not part.weapons or classes(part) <= classes(whole) or not whole.weapons


def classes(mention: Mention) -> frozenset[str]:
    """Return a mention's weapons lifted to the classes below the root."""
    lifted = (ancestors(weapon) for weapon in mention.weapons)
    return frozenset(line[-2] if len(line) > 1 else line[0] for line in lifted)


class Figures:
    """Figures told so far, found again by measure, unit and number; first ones first."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str, float | None], list[Mention]] = {}

    def add(self, mention: Mention) -> None:
        """Note a figure."""
        self._told.setdefault(self._key(mention), []).append(mention)

    def repeated(self, mention: Mention) -> Mention | None:
        """Return the figure that a later one only repeats."""
        return next((one for one in self._same(mention) if _repeats(mention, one)), None)

    def retold(self, title: Mention) -> Mention | None:
        """Return the figure of the text that the title tells beforehand."""
        same = self._same(title)
        return next((one for one in same if _alike(title, one) and not one.further), None)

    def _same(self, mention: Mention) -> list[Mention]:
        return self._told.get(self._key(mention), [])

    @staticmethod
    def _key(mention: Mention) -> tuple[str, str, float | None]:
        return (mention.measure, mention.unit, mention.value)


def _repeats(mention: Mention, one: Mention) -> bool:
    """Say whether a figure repeats another: small ones often only look so."""
    if mention.status != one.status or mention.further or not _alike(mention, one):
        return False
    value, apart = mention.value, mention.sentence.number - one.sentence.number
    if not apart:
        return value is not None and value >= _HUGE
    if mention.people is not None and apart <= _NEAR:
        return True
    return mention.definite or value is None or value > _LARGE


def _alike(one: Mention, other: Mention) -> bool:
    mine, theirs = classes(one), classes(other)
    return mine == theirs or (bool(mine) and (mine <= theirs or theirs <= mine))
