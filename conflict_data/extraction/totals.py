"""Totals: whether a figure is of one attack, or the running total of many."""

from __future__ import annotations

import re

from conflict_data.extraction import timex
from conflict_data.extraction.lexicon import VAGUE, VERB
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.windows import PERIOD_DAYS, RUNNING, Window
from conflict_data.schema import codes

_MANY = 50
_THOUSANDS = 2000  # the lowest that "thousands" can mean
_AT_PLACE = re.compile("@d?U")
_ONE = re.compile(r"Bv|d[oDAUF^'-]{0,5}[KW]")
_THROUGH = re.compile(r"\b(?:through|until|till|up to)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_PERFECT = re.compile(r"E[^c;]{0,12}v$")


def is_running(mention: Mention, windows: list[Window]) -> bool:
    """Say whether a period is named for this figure, or the figure is too large for one attack."""
    most = codes("measures")[mention.measure]["most"]
    value = mention.value
    if most and value is not None and value > float(most):
        return True
    if mention.people and _thousands(mention):
        return True
    if mention.weapons and mention.unit == "count" and value == 1.0:
        return False  # one missile is no running total
    if _since(mention, windows) or any(_ends_total(mention, window) for window in windows):
        return True
    if not windows or not all(map(_is_long, windows)):
        return False
    over = all(window.basis != RUNNING for window in windows)
    small = value is not None and value < _MANY and _AT_PLACE.search(mention.sentence.kinds)
    return not (over and (small or _in_one_attack(mention.sentence)))


def _thousands(mention: Mention) -> bool:
    """Say whether a mention counts "thousands", more than one attack has ever had."""
    at = mention.sentence.kinds.find(VAGUE, mention.first, mention.last)
    return at >= 0 and mention.sentence.values[at].low >= _THOUSANDS


def _is_long(window: Window) -> bool:
    """Say whether a window is a month, a year or the like, not the days of an attack."""
    if window.period or window.start is None or window.end is None:
        return window.period
    return (window.end - window.start).days > PERIOD_DAYS


def _ends_total(mention: Mention, window: Window) -> bool:
    """Read "through Wednesday Iran had launched 400": all that came before."""
    if window.start is None or not _PERFECT.search(mention.sentence.kinds, 0, mention.verb + 1):
        return False
    return _THROUGH.search(mention.sentence.text, 0, window.first) is not None


def _since(mention: Mention, windows: list[Window]) -> bool:
    """Read "since that day 1,482 people have been killed"; not "the largest attack since".

    "Since Monday" may still be one attack.
    """
    if any(_is_short(window) for window in windows):
        return False
    sentence = mention.sentence
    if "since" not in sentence.words or not _PERFECT.search(sentence.kinds, 0, mention.verb + 1):
        return False
    before = sentence.text[: sentence.text.lower().find("since")]
    return timex.comparison().search(before) is None


def _is_short(window: Window) -> bool:
    """Say whether a window begins with "since" and has lasted some days only."""
    told = window.text.startswith("since") and window.start is not None
    return told and window.basis != "anchored"


def _in_one_attack(sentence: Sentence) -> bool:
    """Say whether a sentence tells of one attack: "in July, a drone", "a mosque was hit"."""
    for found in _ONE.finditer(sentence.kinds):
        last = found.end() - 1
        if sentence.kinds[last] == VERB:
            one = sentence.written(last - 1).lower() == "was" and sentence.values[last].instrument
        else:
            article = sentence.values[found.start()] == "a"
            one = article and not sentence.written(last).endswith("s")
        if one:
            return True
    return False
