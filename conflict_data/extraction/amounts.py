"""Amounts: a number with its hedges, its range, its percent sign."""

from __future__ import annotations

import re
from typing import NamedTuple

from conflict_data.extraction import lexicon
from conflict_data.extraction.scan import Sentence

BEGINS = re.compile(r"[NVQ0d_+]")
_RANGE_JOINT = frozenset("-–—TC")
_GOES_ON = frozenset([*_RANGE_JOINT, lexicon.HEDGE_AFTER, "i", "%"])  # behind a number
_APPOSED_AGE = re.compile(r"(?:[UALPD],|[*G])N(?:[,.)]|$)")
_AGES = re.compile(r"g(?:N(?:,?C|,))*$")  # aged 4 and 11
_AGE_OF = re.compile(r"PO(?:N(?:,?C|,))*$")
_UNDER = re.compile(r"PHN(?!\+?[oUDPWA^])")
_AGED = ("child", "man", "woman")
_ROUND = (2, 3, 4, 5, 10, 100)
_DEFINITE = re.compile(r"\b(?:the|these|those|its|their)\b")
_FURTHER = re.compile(r"\b(?:another|further|additional|other)\b")
_UPPER = re.compile(r",?C?[oa]?HN,?")
_BEFORE = frozenset("Hd+")
_AGE = re.compile(r"N-?g")
_NTH = re.compile("do(?=[vBE])")
_ORDINAL, _ANOTHER = "ordinal", "another"
_BOTH = re.compile(r"[BEO]|W(?!,?C)|[.;]|$|(?=G\W)")


class Amount(NamedTuple):
    """A figure at units ``first..last``; ``definite`` has "the", ``further`` "another"."""

    first: int
    last: int
    low: float | None
    high: float | None
    bound: str
    unit: str = "count"
    definite: bool = False
    further: bool = False


def read(sentence: Sentence, at: int) -> Amount | None:
    """Read the amount whose number or number word stands at ``at``; None if there is none."""
    kind = sentence.kinds[at]
    if kind == "d":
        return _article(sentence, at) if sentence.values[at] == "a" else None
    if kind == lexicon.NUMBER:
        amount = _number(sentence, at) if _is_count(sentence, at) else None
        return _hedged(sentence, amount) if amount and _is_whole(amount) else None
    if kind in (lexicon.VAGUE, lexicon.SHARE, lexicon.NONE):
        idle = _is_paired(sentence, at) or _is_floating(sentence, at) or _is_rate(sentence, at)
        return None if idle else _hedged(sentence, _word(sentence, at))
    if kind in "_+" and sentence.kinds[at + 1 : at + 2] not in lexicon.NUMBER:
        another = sentence.values[at] == _ANOTHER
        if sentence.kinds[at + 1 : at + 2] in tuple("okhP") and sentence.written(at + 1)[-1] == "s":
            return None  # the other deaths
        return Amount(at, at + 1, 1.0, 1.0, "exact", further=True) if another else None
    return None


def _article(sentence: Sentence, at: int) -> Amount:
    """Read "a" as one, and "a third" before a verb as one more of what was told."""
    nth = _NTH.match(sentence.kinds, at)
    if nth and sentence.values[at + 1] == _ORDINAL:
        return Amount(at, at + 2, 1.0, 1.0, "exact", further=True)
    return Amount(at, at + 1, 1.0, 1.0, "exact")


def _is_whole(amount: Amount) -> bool:
    """Say whether an amount can count things: 9.31 is a time of day or a magnitude."""
    return amount.unit == "share" or amount.low is None or amount.low % 1 == 0


def _is_count(sentence: Sentence, at: int) -> bool:
    """Say whether a number may count: not so an age, nor part of an adjective."""
    kinds = sentence.kinds
    if _AGE.match(kinds, at) or _APPOSED_AGE.search(kinds, max(at - 2, 0), at + 2):
        return False
    if _UNDER.match(kinds, max(at - 2, 0)):
        return False  # children under five
    if _AGES.search(kinds, max(at - 6, 0), at) or _is_age_of(sentence, at):
        return False
    glued = kinds[at + 1 : at + 2] == "-" and sentence.ends[at] == sentence.starts[at + 1]
    return not (glued and kinds[at + 2 : at + 3] not in ("N", ""))


def _is_age_of(sentence: Sentence, at: int) -> bool:
    """Read "a girl of three", "boys of nine and 13": ages."""
    person = _AGE_OF.search(sentence.kinds, max(at - 8, 0), at)
    return person is not None and sentence.values[person.start()] in _AGED


def _is_rate(sentence: Sentence, at: int) -> bool:
    """Say whether "every" only tells how often: "50 drones for every bomb"."""
    before = sentence.written(at - 1).lower() if at else ""
    return before == "for" and sentence.written(at).lower() in ("every", "each")


def _is_floating(sentence: Sentence, at: int) -> bool:
    """Say whether "all" belongs to the subject before it: "the drones were all destroyed"."""
    around = sentence.kinds[at - 1 : at] + sentence.kinds[at + 1 : at + 2]
    return around == "Bv"


def _is_paired(sentence: Sentence, at: int) -> bool:
    """Say whether "both" only joins two names or nouns: not in "both were", "both missiles"."""
    joins = not _BOTH.match(sentence.kinds, at + 1)
    return joins and sentence.written(at).lower() == "both"


def _word(sentence: Sentence, at: int) -> Amount:
    """Read "dozens", "most", "none"."""
    value = sentence.values[at]
    low = None if value.bound == "vague" else value.low
    high = low if value.bound == "exact" else None
    unit = "share" if sentence.kinds[at] == lexicon.SHARE else "count"
    return Amount(at, at + 1, low, high, value.bound, unit)


def _number(sentence: Sentence, at: int) -> Amount:
    """Read a number with its range or its suffix, and its percent sign."""
    value, after = sentence.values[at], _twice(sentence, at)
    if sentence.kinds[after : after + 1] not in _GOES_ON:
        return Amount(at, after, value, value, "exact")
    of_ten = _in_ten(sentence, at)
    if of_ten is not None:
        return of_ten
    spread = _range(sentence, at)
    if spread is not None:
        return _share(sentence, spread)
    if sentence.kinds[after : after + 1] == lexicon.HEDGE_AFTER:
        bound = sentence.values[after].bound
        high = value if bound == "about" else None
        return _share(sentence, Amount(at, after + 1, value, high, bound))
    return _share(sentence, Amount(at, after, value, value, "exact"))


def _twice(sentence: Sentence, at: int) -> int:
    """Return where a number ends that may be told twice: "two (2) soldiers"."""
    again = sentence.kinds[at + 1 : at + 4] == "(N)"
    return at + 4 if again and sentence.values[at] == sentence.values[at + 2] else at + 1


def _in_ten(sentence: Sentence, at: int) -> Amount | None:
    """Read "nine in ten" as a share."""
    if sentence.kinds[at : at + 3] != "NiN" or sentence.written(at + 1).lower() != "in":
        return None
    part, whole = sentence.values[at], sentence.values[at + 2]
    if whole not in _ROUND or part >= whole:
        return None
    return Amount(at, at + 3, part / whole, part / whole, "exact", "share")


def _range(sentence: Sentence, at: int) -> Amount | None:
    """Read "15-20", "100 to 120", "two or three", "between 60 and 80", "from 15 to 20"."""
    kinds, joint = sentence.kinds, at + 1
    if kinds[joint : joint + 4] == "%CN%":
        return _between_shares(sentence, at)
    if kinds[joint : joint + 1] not in _RANGE_JOINT or kinds[joint + 1 : joint + 2] != "N":
        return None
    before = sentence.written(at - 1).lower() if at else ""
    between = before == "between" or (before == "from" and kinds[joint] == "T")
    if kinds[joint] == "C" and not between and sentence.written(joint).lower() != "or":
        return None
    low, high = sentence.values[at], sentence.values[joint + 1]
    return Amount(at - between, joint + 2, low, high, "range") if low < high else None


def _between_shares(sentence: Sentence, at: int) -> Amount | None:
    """Read "between 80% and 90%"."""
    low, high = sentence.values[at], sentence.values[at + 3]
    if not at or sentence.written(at - 1).lower() != "between" or low >= high:
        return None
    return Amount(at - 1, at + 4, low, high, "range")


def _share(sentence: Sentence, amount: Amount) -> Amount:
    if sentence.kinds[amount.last : amount.last + 1] != "%":
        return amount
    low, high = (None if v is None else round(v / 100, 6) for v in (amount.low, amount.high))
    return amount._replace(last=amount.last + 1, low=low, high=high, unit="share")


def _hedged(sentence: Sentence, amount: Amount) -> Amount:
    """Take in the words before the number: hedges, articles, "a further"."""
    kinds, first = sentence.kinds, amount.first
    while first and kinds[first - 1] in _BEFORE:
        first -= 1
        if kinds[first] == lexicon.HEDGE:
            amount = _bounded(amount, sentence.values[first].bound)
    if first == amount.first:
        return widened(sentence, amount, amount.last)
    words = sentence.stretch(first, amount.first).lower()
    hedged = amount._replace(
        first=first,
        definite=bool(_DEFINITE.search(words)),
        further=bool(_FURTHER.search(words)),
    )
    return widened(sentence, hedged, amount.last)


def _bounded(amount: Amount, bound: str) -> Amount:
    """Apply a hedge; a stronger one that stands already stays."""
    value = amount.low if amount.low is not None else amount.high
    if bound == "exact" or amount.bound not in ("exact", "about") or value is None:
        return amount
    low = None if bound in ("up_to", "less_than") else value
    high = None if bound in ("more_than", "at_least") else value
    return amount._replace(low=low, high=high, bound=bound)


def widened(sentence: Sentence, amount: Amount, at: int) -> Amount:
    """Join "at least 30, and possibly as many as 50," whose upper end stands at unit ``at``."""
    more = _UPPER.match(sentence.kinds, at) if amount.bound == "at_least" else None
    if not more:
        return amount
    number = more.end() - (2 if sentence.kinds[more.end() - 1] == "," else 1)
    if sentence.values[number - 1].bound not in ("up_to", "about", "exact"):
        return amount
    return amount._replace(last=more.end(), high=sentence.values[number], bound="range")
