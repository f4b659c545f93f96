"""Quantities: the mentions of a sentence, each an amount and the thing that it counts.

One number over a list without numbers of its own is ONE mention of several weapons. "24 of 28
drones" and "all 42 drones" are two mentions, the part and its base.
"""

from __future__ import annotations

import re

from conflict_data.extraction import amounts, heads, lexicon
from conflict_data.extraction.amounts import Amount
from conflict_data.extraction.heads import Head
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence

_AFTER_ELIDED = frozenset([*'BEMXev,.)Cui@f;:c+YGtrRa"w—–-h', ""])
_MANY = ("many", "countless", "numerous", "various", "multiple")  # no figures by themselves
_DETERMINERS = ("no", "not a single", "not one", "every", "each", *_MANY)
_CUT = re.compile(r"(?: more| other)? ?(?:\.\.\.|…)")
_WHICH = ("of which", "of them", "of whom", "of these", "of those")
_INNER = re.compile(r"[dH]*")
_PRONOUN = re.compile(r"[*Rr]|\+(?![oWPUD])")
_OUT_OF = re.compile(r"O[dH]*N")
_TOLD = re.compile(
    r"(?:R?[dDAFEBa]{0,5}(v))?(?:[^,;.cvN]{0,8}?(?:[B@c]|[ot]T|vT|H)|[^,;.vN]{0,12}?[oqt]T)[aH]*N"
)
_REPORTED = re.compile(r"\+?s[vkh]")  # five reported killed
_EARLIER = re.compile(r"\b(?:earlier|previous|initial) (?:figure|toll|count|estimate) of $")
_JOINT = re.compile(r"([\^D]{1,2})(?:,?C|,)[dHa]*(?=N)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGAIN = re.compile(r"Od?")
_WHOLE_NOUN = re.compile(r"[dDAUo^]*?[KSW]")


def find(sentence: Sentence) -> list[Mention]:
    """Return the mentions of a sentence in order, bases of partitives after their parts."""
    found: list[Mention] = []
    at = 0
    while begin := amounts.BEGINS.search(sentence.kinds, at):
        at = begin.end()
        amount = amounts.read(sentence, begin.start())
        if amount is not None:
            mentions = _mentions(sentence, amount)
            found += mentions
            at = max([amount.last, *[mention.last for mention in mentions]])
    return found


def _mentions(sentence: Sentence, amount: Amount) -> list[Mention]:
    """Return the mention of ``amount``, and of its base if it is a part of one."""
    if _is_named(sentence, amount):
        return _stated(sentence, heads.find(sentence, amount.last, amount) or Head(amount.last))
    part = _partitive(sentence, amount)
    if part is not None:
        return part
    head = heads.find(sentence, amount.last, amount) or _shared(sentence, amount)
    if head is None and not _may_elide(sentence, amount):
        return []
    mention = _mention(sentence, amount, head or Head(amount.last))
    return [mention, *_out_of(mention)]


def _shared(sentence: Sentence, amount: Amount) -> Head | None:
    """Read "four ballistic and three cruise missiles": a noun that stands with the last number."""
    joint = _JOINT.match(sentence.kinds, amount.last)
    other = amounts.read(sentence, joint.end()) if joint else None
    if joint is None or other is None:
        return None
    noun = heads.find(sentence, other.last, other) or _shared(sentence, other)
    if noun is None or noun.guessed:
        return None
    classes = sentence.units("^", amount.last, joint.end())
    own = tuple(sentence.values[unit] for unit in classes)
    return noun._replace(last=joint.end(1), weapons=own or noun.weapons)


def _is_named(sentence: Sentence, amount: Amount) -> bool:
    """Say whether "the number of missiles" only names a number that is told, or not, behind it."""
    if "number" not in sentence.words:
        return False
    words = sentence.stretch(amount.first, amount.last).lower()
    return words.endswith("number of") and not words.startswith("a ")


def _stated(sentence: Sentence, head: Head) -> list[Mention]:
    """Read "put the number of missiles fired at 120", "the number of drones downed rose to 45"."""
    told = _TOLD.match(sentence.kinds, head.last)
    amount = amounts.read(sentence, told.end() - 1) if told else None
    if told is None or amount is None:
        return []
    frame = sentence.values[told.start(1)] if told.group(1) else None
    if head.weapons:
        measure = frame.object if frame else "launched"
    else:
        measure = head.implied or (frame.people_object if frame else "")
    counted = Head(amount.last, head.weapons, head.people, implied=measure)
    return [_mention(sentence, amount, counted)] if measure else []


def _out_of(part: Mention) -> list[Mention]:
    """Read the base of "36 drones out of 40", whose noun stands with the part."""
    sentence = part.sentence
    behind = _OUT_OF.match(sentence.kinds, part.last) if part.weapons else None
    whole = amounts.read(sentence, behind.end() - 1) if behind else None
    if whole is None or not _may_elide(sentence, whole):
        return []
    part.base = _mention(sentence, whole, Head(whole.last, part.weapons))
    return [part.base]


def _may_elide(sentence: Sentence, amount: Amount) -> bool:
    """Say whether an amount may stand without its noun: no other noun may follow it."""
    behind = sentence.kinds[amount.last : amount.last + 2].removeprefix("+")[:1]
    if behind == "s" and _REPORTED.match(sentence.kinds, amount.last):
        behind = "v"
    word = sentence.written(amount.last - 1).lower()
    if behind not in _AFTER_ELIDED or word in _DETERMINERS:
        return False
    if word == "all" and sentence.written(max(amount.first - 1, 0)).endswith(" in"):
        return False  # how many were sent in all
    if word == "most" and behind == "a":  # most likely
        return False
    if (amount.bound == "vague" and word.endswith("of")) or (word == "most" and amount.definite):
        return False
    if _EARLIER.search(sentence.text, 0, sentence.starts[amount.first] - sentence.start):
        return False
    if _is_year(sentence, amount) or _is_in_name(sentence, amount):
        return False
    if _CUT.match(sentence.text, sentence.ends[amount.last - 1] - sentence.start):
        return False
    return not (amount.low == 1.0 and sentence.kinds[amount.last - 1] == "d")


def _is_year(sentence: Sentence, amount: Amount) -> bool:
    """Say whether four digits without a noun can only be a year: "in the first half of 2025"."""
    return _YEAR.fullmatch(sentence.stretch(amount.first, amount.last)) is not None


def _is_in_name(sentence: Sentence, amount: Amount) -> bool:
    """Say whether a number belongs to a name: "Tower 22", "Highway 6", "Operation 1027"."""
    if amount.first and sentence.values[amount.first - 1] == lexicon.OPERATION:
        return sentence.written(amount.first - 1).istitle()
    named = amount.first > 1 and sentence.kinds[amount.first - 1] == "U"
    return named and sentence.kinds[amount.last : amount.last + 1] not in tuple("vBEM")


def _mention(sentence: Sentence, amount: Amount, head: Head) -> Mention:
    wide = amounts.widened(sentence, amount, head.last)
    if wide is not amount and sentence.kinds[wide.last : wide.last + 1] in _AFTER_ELIDED:
        amount, head = wide, head._replace(last=wide.last)
    further = amount.further or "+" in sentence.kinds[amount.first : head.last + 1]
    return Mention(
        sentence, amount.first, head.last, amount.low, amount.high, amount.bound, amount.unit,
        head.weapons, head.people, amount.definite, further, head.implied, head.guessed,
    )  # fmt: skip


def _partitive(sentence: Sentence, amount: Amount) -> list[Mention] | None:
    """Read "24 of 28 drones", "15 of the drones", "all 42 drones", "all but three of the 36"."""
    kinds, at = sentence.kinds, amount.last
    if sentence.written(amount.first).lower() in _MANY and kinds[at : at + 1] == "G":
        return []
    exception = amount.unit == "share" and kinds[at + 1 : at + 2] == lexicon.NUMBER
    if exception and sentence.written(at).lower() == "but":
        return _all_but(sentence, amount, at + 1)
    if kinds[at : at + 1] == "G" and sentence.written(at).lower() in _WHICH:
        return [_mention(sentence, amount, Head(at + 1))]
    of = kinds[at : at + 1] == "O"
    parted = of or sentence.written(at - 1).lower().endswith(" of")
    if not parted and amount.unit != "share":
        return None
    inner = _INNER.match(kinds, at + of)
    start = inner.end() if inner else at + of
    if kinds[start : start + 1] == lexicon.NUMBER:
        whole = amounts.read(sentence, start)
        if whole is not None:
            return _of_whole(sentence, amount, whole._replace(first=start))
    return _part_of_known(sentence, amount, start)


def _of_whole(sentence: Sentence, amount: Amount, counted: Amount) -> list[Mention] | None:
    """Read "24 of 28 drones": a part and its base; "all 42 drones" are the same number twice."""
    again = _AGAIN.match(sentence.kinds, counted.last)
    head = heads.find(sentence, again.end() if again else counted.last, counted)
    if head is None:
        return None
    whole = _mention(sentence, counted, head)
    part = _mention(sentence, amount, Head(amount.last, head.weapons, head.people))
    if (amount.unit, amount.low, amount.bound) == ("share", 1.0, "exact"):
        part = _mention(sentence, counted._replace(first=amount.first), head)
        if part.people is not None:
            return [part]  # nobody launched them
    part.base = whole
    return [part, whole]


def _all_but(sentence: Sentence, amount: Amount, number: int) -> list[Mention]:
    """Read "all but three (of the 36 missiles)": what is left after subtraction."""
    missing = sentence.values[number]
    exact = Amount(amount.first, number + 1, missing, missing, "exact")
    of = _partitive(sentence, exact)
    if of and len(of) == 2 and of[1].low is not None and of[1].low == of[1].high:
        of[0].low = of[0].high = of[1].low - missing
        return of
    found = heads.find(sentence, number + 1, exact)
    part = _mention(sentence, exact, found or Head(number + 1))
    part.complement = True
    return [part]


def _part_of_known(sentence: Sentence, amount: Amount, start: int) -> list[Mention] | None:
    """Read "15 of the drones", "84 of them", "one of which", "90 percent of the onslaught"."""
    if sentence.written(amount.first).lower() in _MANY:
        return []
    if _PRONOUN.match(sentence.kinds, start):
        return [_mention(sentence, amount, Head(start + 1))]
    head = heads.find(sentence, start, amount._replace(low=2.0))
    if head is not None:
        return [_mention(sentence, amount, head)]
    noun = _WHOLE_NOUN.match(sentence.kinds, start)
    if noun and amount.unit == "share":
        return [_mention(sentence, amount, Head(noun.end()))]
    return None
