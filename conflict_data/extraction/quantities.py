"""Mentions: an amount (hedge, number, range, share) and the thing that it counts.

``shared``: one number over a list without numbers of its own is ONE mention of several weapons.
``partitive``: "24 of 28 drones" and "all 42 drones" are two mentions, the part and its base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from conflict_data.extraction import lexicon
from conflict_data.extraction.scan import Sentence

_MODIFIERS = frozenset('oUDALFa^g"-+\'IrtKkh~')
_LIST = re.compile(r"(?:(?:,C|,|C)[DUoALF-]{0,4}?[W^])*,?C[DUoALF-]{0,4}?W")
_COMPOUND = frozenset("oKFSPUj~JV")
_RANGE_JOINT = frozenset("-–—TC")
_REACH = 9
_AFTER_ELIDED = frozenset("BEMXev,.)Cui@f;:c+YGtrRa\"w—–-h")
_LIVES = re.compile(r"claim|cost|lost|lose|losing|took|take|taking|toll", re.IGNORECASE)
_LISTED_MODIFIER = re.compile(r"C[oU][oUKF]")
_APPOSED_AGE = re.compile(r"[UAL],N,")
_DETERMINERS = ("no", "not a single", "not one", "every", "each", "various", "multiple")
_PLURAL = re.compile(r"^[a-z]{3,}(?<![ous]u)(?<![s])s$")
_AGE = re.compile(r"N-?g")
_CUT = re.compile(r"(?: more| other)? ?(?:\.\.\.|…)")
_WHICH = ("of which", "of them", "of whom", "of these", "of those")


@dataclass(slots=True)
class Mention:
    """One counted thing; the passes after this one fill in what they learn."""

    sentence: Sentence
    first: int
    last: int
    low: float | None
    high: float | None
    bound: str
    unit: str = "count"
    weapons: tuple[str, ...] = ()
    people: str | None = None
    definite: bool = False
    further: bool = False
    implied: str = ""
    guessed: bool = False
    complement: bool = False
    base: Mention | None = None
    parent: Mention | None = None
    measure: str = ""
    verb: int = -1
    relation: str = ""
    mode: str = "strike"
    status: str = "actual"
    follows: list[Mention] = field(default_factory=list)

    @property
    def elided(self) -> bool:
        """Whether the thing counted must be found elsewhere: "84 were shot down"."""
        return not self.weapons and self.people is None


class _Amount(NamedTuple):
    first: int
    last: int
    low: float | None
    high: float | None
    bound: str
    unit: str = "count"
    definite: bool = False
    further: bool = False


class _Head(NamedTuple):
    last: int
    weapons: tuple[str, ...] = ()
    people: str | None = None
    implied: str = ""
    guessed: bool = False


def find(sentence: Sentence) -> list[Mention]:
    """Return the mentions of a sentence in order, bases of partitives after their parts."""
    found: list[Mention] = []
    at = 0
    while at < len(sentence.kinds):
        amount = _amount(sentence, at)
        if amount is None:
            at += 1
            continue
        mentions = _mentions(sentence, amount)
        found += mentions
        at = max([amount.last, *(mention.last for mention in mentions)])
    return found


def _amount(sentence: Sentence, at: int) -> _Amount | None:
    """Read the amount whose number stands at ``at``."""
    kind, value = sentence.kinds[at], sentence.values[at]
    if kind == lexicon.NUMBER:
        if _AGE.match(sentence.kinds, at) or _compounded(sentence, at):
            return None
        if _APPOSED_AGE.search(sentence.kinds, max(at - 2, 0), at + 2):
            return None
        return _hedged(sentence, _number(sentence, at))
    if kind in (lexicon.VAGUE, lexicon.SHARE, lexicon.NONE):
        unit = "share" if kind == lexicon.SHARE else "count"
        low = None if value.bound == "vague" else value.low
        high = low if value.bound == "exact" else None
        return _hedged(sentence, _Amount(at, at + 1, low, high, value.bound, unit))
    if kind == "d" and value == "a":
        return _Amount(at, at + 1, 1.0, 1.0, "exact")
    if kind in "_+" and sentence.kinds[at + 1 : at + 2] not in lexicon.NUMBER:
        another = sentence.written(at).lower() in ("another", "the other")
        return _Amount(at, at + 1, 1.0, 1.0, "exact", further=True) if another else None
    return None


def _compounded(sentence: Sentence, at: int) -> bool:
    """Say whether a number is part of an adjective: "an 18-storey block", "a 20-strong unit"."""
    glued = sentence.kinds[at + 1 : at + 2] == "-" and sentence.ends[at] == sentence.starts[at + 1]
    return glued and sentence.kinds[at + 2 : at + 3] not in ("N", "")


def _number(sentence: Sentence, at: int) -> _Amount:
    """Read a number with its percent sign, its range, or its suffix."""
    kinds, value = sentence.kinds, sentence.values[at]
    after = at + 1
    if kinds[after : after + 1] in _RANGE_JOINT and kinds[after + 1 : after + 2] == lexicon.NUMBER:
        upper = sentence.values[after + 1]
        between = kinds[at - 1 : at] == "i" and sentence.written(at - 1).lower() == "between"
        if kinds[after] != "C" or between or sentence.written(after).lower() == "or":
            if value < upper:
                first = at - 1 if between else at
                return _share(sentence, _Amount(first, after + 2, value, upper, "range"))
    if kinds[after : after + 1] == lexicon.HEDGE_AFTER:
        bound = sentence.values[after].bound
        high = value if bound == "about" else None
        return _share(sentence, _Amount(at, after + 1, value, high, bound))
    return _share(sentence, _Amount(at, after, value, value, "exact"))


def _share(sentence: Sentence, amount: _Amount) -> _Amount:
    if sentence.kinds[amount.last : amount.last + 1] != "%":
        return amount
    low, high = (None if v is None else round(v / 100, 6) for v in (amount.low, amount.high))
    return amount._replace(last=amount.last + 1, low=low, high=high, unit="share")


def _hedged(sentence: Sentence, amount: _Amount) -> _Amount:
    """Take in the words before the number: hedges, articles, "a further"."""
    kinds, first = sentence.kinds, amount.first
    while first and kinds[first - 1] in "Hd+":
        first -= 1
        if kinds[first] == lexicon.HEDGE:
            amount = _bounded(amount, sentence.values[first].bound)
    words = sentence.stretch(first, amount.first).lower() if first < amount.first else ""
    definite = bool(re.search(r"\b(the|these|those|its|their)\b", words))
    further = bool(re.search(r"\b(another|further|additional|other)\b", words))
    amount = amount._replace(first=first, definite=definite, further=further)
    return _two_sided(sentence, amount)


def _bounded(amount: _Amount, bound: str) -> _Amount:
    value = amount.low if amount.low is not None else amount.high
    if bound == "exact" or amount.bound in ("range", "vague") or value is None:
        return amount
    if amount.bound != "exact" and not (amount.bound == "about"):
        return amount
    low = None if bound in ("up_to", "less_than") else value
    high = None if bound in ("more_than", "at_least") else value
    return amount._replace(low=low, high=high, bound=bound)


def _two_sided(sentence: Sentence, amount: _Amount) -> _Amount:
    """Join "at least 30, and possibly as many as 50,"."""
    more = re.compile(r",?C?[oa]?HN,?").match(sentence.kinds, amount.last)
    if amount.bound != "at_least" or not more:
        return amount
    number = more.end() - (2 if sentence.kinds[more.end() - 1] == "," else 1)
    if sentence.values[number - 1].bound not in ("up_to", "about", "exact"):
        return amount
    return amount._replace(last=more.end(), high=sentence.values[number], bound="range")


def _mentions(sentence: Sentence, amount: _Amount) -> list[Mention]:
    """Return the mention of ``amount``, and of its base if it is a part of one."""
    part = _partitive(sentence, amount)
    if part is not None:
        return part
    head = _head(sentence, amount.last, amount)
    if head is None:
        elided = _may_elide(sentence, amount)
        return [_mention(sentence, amount, _Head(amount.last))] if elided else []
    return [_mention(sentence, amount, head)]


def _may_elide(sentence: Sentence, amount: _Amount) -> bool:
    """Say whether an amount may stand without its noun: no other noun may follow it."""
    behind = sentence.kinds[amount.last : amount.last + 2].removeprefix("+")[:1]
    if behind not in _AFTER_ELIDED | {""}:
        return False
    word = sentence.written(amount.last - 1).lower()
    if amount.bound == "vague" and word.endswith("of") or word in _DETERMINERS:
        return False
    if _CUT.match(sentence.text, sentence.ends[amount.last - 1] - sentence.start):
        return False
    return not (amount.low == 1.0 and sentence.kinds[amount.last - 1] == "d")


def _mention(sentence: Sentence, amount: _Amount, head: _Head) -> Mention:
    further = amount.further or "+" in sentence.kinds[amount.first : head.last]
    return Mention(
        sentence, amount.first, head.last, amount.low, amount.high, amount.bound, amount.unit,
        head.weapons, head.people, amount.definite, further, head.implied, head.guessed,
    )  # fmt: skip


def _partitive(sentence: Sentence, amount: _Amount) -> list[Mention] | None:
    """Read "24 of 28 drones", "15 of the drones", "all 42 drones", "all but three of the 36"."""
    kinds, at = sentence.kinds, amount.last
    but = re.compile(r"(?:co?|oN?)?").match(kinds, at)
    complement = amount.unit == "share" and sentence.written(min(at, len(kinds) - 1)).lower() == "but"
    if complement and kinds[at + 1 : at + 2] == lexicon.NUMBER:
        return _all_but(sentence, amount, at + 1)
    if kinds[at : at + 1] == "G" and sentence.written(at).lower() in _WHICH:
        return [_mention(sentence, amount, _Head(at + 1))]
    of = kinds[at : at + 1] == "O"
    joined = sentence.written(at - 1).lower().endswith(" of")
    inner = re.compile(r"[dH]*").match(kinds, at + of)
    start = inner.end() if inner and but is not None else at + of
    whole_amount = None
    if kinds[start : start + 1] == lexicon.NUMBER and (of or joined or amount.unit == "share"):
        whole_amount = _amount(sentence, start)
    if whole_amount is None:
        return _part_of_known(sentence, amount, start) if of or joined else None
    again = re.compile(r"Od?").match(kinds, whole_amount.last)
    head = _head(sentence, again.end() if again else whole_amount.last, whole_amount)
    if head is None:
        return None
    whole = _mention(sentence, whole_amount._replace(first=start), head)
    part = _mention(sentence, amount, _Head(amount.last, head.weapons, head.people))
    if amount.unit == "share" and amount.low == 1.0 and amount.bound == "exact":
        part = _mention(sentence, whole_amount._replace(first=amount.first), head)
    part.base = whole
    return [part, whole]


def _all_but(sentence: Sentence, amount: _Amount, number: int) -> list[Mention]:
    """Read "all but three (of the 36 missiles)": what is left after subtraction."""
    missing = sentence.values[number]
    of = _partitive(sentence, _Amount(amount.first, number + 1, missing, missing, "exact"))
    if of and len(of) == 2 and of[1].low is not None and of[1].low == of[1].high:
        part, whole = of
        part.low = part.high = whole.low - missing  # type: ignore[operator]
        return [part, whole]
    found = _head(sentence, number + 1, amount._replace(low=missing))
    part = _mention(sentence, amount, found or _Head(number + 1))
    part.low = part.high = missing
    part.unit, part.complement = "count", True
    return [part]


def _part_of_known(sentence: Sentence, amount: _Amount, start: int) -> list[Mention] | None:
    """Read "15 of the drones", "84 of them", "one of which", "90 percent of the onslaught"."""
    kind = sentence.kinds[start : start + 1]
    if kind in ("*", "R", "r", "+"):
        return [_mention(sentence, amount, _Head(start + 1))]
    head = _head(sentence, start, amount._replace(low=2.0))
    if head is not None:
        return [_mention(sentence, amount, head)]
    noun = re.compile(r"[dDAUo^]*?[KSW]").match(sentence.kinds, start)
    if noun and amount.unit == "share":
        return [_mention(sentence, amount, _Head(noun.end()))]
    return None


def _head(sentence: Sentence, at: int, amount: _Amount) -> _Head | None:
    """Find the noun that an amount counts; None if other words come first."""
    kinds = sentence.kinds
    for step in range(_REACH):
        kind = kinds[at + step : at + step + 1]
        if kind == "W":
            return _weapons(sentence, at + step, amount)
        if kind == "P":
            owns = sentence.kinds[at + step + 1 : at + step + 2] == "'"
            return None if owns else _persons(sentence, at + step)
        if kind in ("k", "h", "b") and kind and step <= 3:
            return _casualties(sentence, at + step)
        if kind == "o" and _PLURAL.search(sentence.written(at + step)):
            return _unlisted(sentence, at + step)
        if not kind or not _modifies(sentence, at + step):
            break
    return _nationals(sentence, at)


def _unlisted(sentence: Sentence, at: int) -> _Head | None:
    """Take a plural noun that no list has for people; only a verb of harm will let it stand."""
    abstract = sentence.written(at).endswith(("tions", "ments", "ings", "ities"))
    if abstract or sentence.kinds[at + 1 : at + 2] in tuple("-oUWPKF^"):
        return None
    return _Head(at + 1, people="all", guessed=True)


def _modifies(sentence: Sentence, at: int) -> bool:
    """Say whether a unit may stand between a number and its noun."""
    kind = sentence.kinds[at]
    if kind == "v":
        near = sentence.kinds[at - 1 : at] + sentence.kinds[at + 1 : at + 2]
        own = "WP^" if sentence.forms[at] == "g" else "WPoD^"
        return sentence.forms[at] in "dng" and ("-" in near or near[-1:] in tuple(own))
    if kind == "C":
        return sentence.kinds[at - 1] in "o^UD" and sentence.kinds[at + 1 : at + 2] in tuple("o^UD+")
    return kind in _MODIFIERS or bool(_AGE.match(sentence.kinds, at))


def _nationals(sentence: Sentence, at: int) -> _Head | None:
    """Read "1,200 Israelis", "three Palestinian militants": names of groups of people."""
    match = re.compile(r"[oU]{0,2}([DA])").match(sentence.kinds, at)
    if not match or not sentence.written(match.start(1)).endswith("s"):
        return None
    last = sentence.written(match.start(1)).split()[-1].lower()
    groups = [term.value for term in lexicon.index().find([last], [last], 0)[0] if term.kind == "P"]
    if match.group(1) == "A" and not groups:
        return None
    return _Head(match.end(), people=groups[0] if groups else "all")


def _casualties(sentence: Sentence, at: int) -> _Head | None:
    """Read "23 deaths", "two injuries", "claimed five lives"."""
    if sentence.kinds[at] == "b" and not _LIVES.search(sentence.text[: sentence.starts[at] - sentence.start]):
        return None
    implied = "injured" if sentence.kinds[at] == "h" else "killed"
    return _Head(at + 1, people="all", implied=implied)


def _persons(sentence: Sentence, at: int) -> _Head:
    while sentence.kinds[at + 1 : at + 2] == "P":
        at += 1
    people, behind = sentence.values[at], sentence.kinds[at + 1 : at + 2]
    if behind in ("k", "h"):
        return _Head(at + 2, people=people, implied="killed" if behind == "k" else "injured")
    return _Head(at + 1, people=people)


def _weapons(sentence: Sentence, at: int, amount: _Amount) -> _Head | None:
    """Read a weapon noun with its models, then the list that shares its number."""
    at, weapon = _compound(sentence, at)
    if not _counts(sentence, at, amount) or not lexicon.is_munition(weapon):
        return None
    weapons = [weapon]
    last = at + 1
    shared = _LIST.match(sentence.kinds, last)
    behind = sentence.kinds[shared.end() : shared.end() + 1] if shared else ""
    if shared and amount.low != 1.0 and behind not in tuple("KFS"):
        weapons += [_compound(sentence, n)[1] for n in _units(sentence, last, shared.end(), "W")]
        last = shared.end()
    elif behind == "K":
        return None
    classes = [sentence.values[unit] for unit in _units(sentence, amount.last, last, "^")]
    if classes and "missile" in weapons:
        weapons.remove("missile")
    return _Head(last, weapons=tuple(sorted({*weapons, *classes})))


def _units(sentence: Sentence, first: int, last: int, kind: str) -> list[int]:
    return [unit for unit in range(first, last) if sentence.kinds[unit] == kind]


def _compound(sentence: Sentence, at: int) -> tuple[int, str]:
    """Return the last unit and the code of a run such as "Shahed-type attack drones"."""
    weapon = sentence.values[at]
    run = re.compile(r"W(?:-?[oD]{0,2}W)?").match(sentence.kinds, at)
    last = run.end() - 1 if run else at
    if last > at and sentence.values[last] in lexicon.ancestors(weapon):
        return last, weapon
    return last, sentence.values[last]


def _counts(sentence: Sentence, at: int, amount: _Amount) -> bool:
    """Say whether a weapon noun is what is counted: not so in "two missile launchers"."""
    plural, behind = sentence.forms[at] == "p", sentence.kinds[at + 1 : at + 2]
    if behind == "-" and sentence.ends[at] == sentence.starts[at + 1]:
        return False
    if amount.low == 1.0 and not plural:
        return behind not in _COMPOUND and not _LISTED_MODIFIER.match(sentence.kinds, at + 1)
    if plural:
        return behind not in ("K",)
    return sentence.forms[at] == "" and behind not in _COMPOUND
