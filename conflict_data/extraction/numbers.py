"""Numbers as news writes them: digits, words, dozens, millions; values only, hedges elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from conflict_data.extraction.lexicon import number_words

_SPACED = re.compile(r"[\u00a0\u202f\u2009]")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_JOINTS = ("-", "and")
_AND_A_HALF = ("and", "a", "half")


class Number(NamedTuple):
    """A value and the token after it; ``fraction`` marks a part of one."""

    value: float
    after: int
    fraction: bool = False


def read(lower: Sequence[str], at: int) -> Number | None:
    """Read the number that begins at token ``at``; None if there is none.

    >>> read(["one", "hundred", "and", "forty", "rockets"], 0)
    Number(value=140.0, after=4, fraction=False)
    >>> read(["two", "-", "thirds", "of"], 0).fraction
    True
    """
    known = number_words()
    first = lower[at]
    if first[0].isdigit():
        return _continued(lower, at + 1, digits(first))
    if first in ("a", "an") or (first == "half" and lower[at + 1 : at + 2] in (["a"], ["the"])):
        return _article(lower, at)
    if known.get(first, (0, ""))[1] == "fraction":
        return Number(known[first][0], at + 1, True) if first == "half" else None
    return _continued(lower, at, None) if first in known and known[first][1] == "unit" else None


def digits(token: str) -> float | None:
    """Return the value of a run of digits; None if its separators make no sense.

    >>> digits("1,200"), digits("2.5"), digits("1,20")
    (1200.0, 2.5, None)
    """
    if token.isdecimal():
        return float(token)
    plain = _SPACED.sub("", token)
    return float(plain.replace(",", "")) if _DIGITS.fullmatch(plain) else None


def _article(lower: Sequence[str], at: int) -> Number | None:
    """Read "a dozen", "half a dozen", "a hundred", "a third"."""
    share = 1.0
    if lower[at] == "half":
        share, at = 0.5, at + 1
    value, kind = number_words().get(lower[at + 1] if at + 1 < len(lower) else "", (0.0, ""))
    if kind == "multiplier":
        after = _continued(lower, at + 2, value, spelt=True)
        return after and after._replace(value=after.value * share)
    if kind == "fraction" and lower[at + 2 : at + 3] == ["of"]:
        return Number(value, at + 2, True)
    return None


def _continued(
    lower: Sequence[str], at: int, value: float | None, spelt: bool = False
) -> Number | None:
    """Read on from ``value``: "2.5 million", "twenty-three", "two and a half thousand"."""
    known = number_words()
    total, current = 0.0, value
    while at < len(lower) and (lower[at] in known or lower[at] in _JOINTS):
        skip = 1 if lower[at] in _JOINTS and current is not None else 0
        word = lower[at + skip] if at + skip < len(lower) else ""
        number, kind = known.get(word, (0.0, ""))
        if current is not None and tuple(lower[at : at + 3]) == _AND_A_HALF:
            current, at = current + 0.5 * _size(lower[at - 1]), at + 3
            continue
        if kind == "fraction" and current is not None and word != "half" and not total:
            return Number(current * number, at + skip + 1, True)
        if kind == "multiplier" and (current is not None) and (not skip or lower[at] == "-"):
            current *= number
            if number >= 1000:
                total, current = total + current, 0.0
        elif kind == "unit" and _may_follow(
            current, number, lower[at] if skip else "", None if spelt else value
        ):
            current = (current or 0.0) + number
        else:
            break
        at += skip + 1
    return None if current is None else Number(total + current, at)


def _size(word: str) -> float:
    """Return what a word multiplies by, of which "and a half" means half: a dozen and a half."""
    value, kind = number_words().get(word, (1.0, ""))
    return value if kind == "multiplier" else 1.0


def _may_follow(
    current: float | None, number: float, joint: str, digits_before: float | None
) -> bool:
    """Say whether a unit word continues the number: twenty-three does, "three two" does not."""
    if current is None:
        return not joint
    if digits_before is not None and current == digits_before:
        return False
    if joint == "and":
        return current >= 100 and current % 100 == 0
    return (
        (current % 100 == 0 and current > 0)
        or (current % 10 == 0 and current % 100 >= 20 and number < 10)
        or current == 0.0
    )
