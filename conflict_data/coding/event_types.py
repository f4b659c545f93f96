"""ACLED's sub-event type of an event, and whether it was said or follows from silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from conflict_data.coding.clues import STRIKE
from conflict_data.coding.figures import Figure
from conflict_data.coding.levels import EFFECTS, Case
from conflict_data.coding.munitions import INTERCEPTED, LAUNCHED, Sheet
from conflict_data.records import Claim
from conflict_data.schema import codes, split

DISRUPTED = "Disrupted weapons use"
STATED, INFERRED = "stated", "inferred"
_STOPPED = (INTERCEPTED, "suppressed", "failed")
_DEFENCE = (INTERCEPTED, "suppressed")


def classify(case: Case, sheet: Sheet) -> tuple[str, str]:
    """Return the sub-event type and its basis (``stated`` or ``inferred``).

    Any effect, or a partial interception, makes a strike; an attack that was stopped whole is
    Disrupted weapons use, also, by inference, where nothing but interceptions is told.
    """
    if case.attack.mode != STRIKE:
        return codes("modes")[case.attack.mode]["event_type"], STATED
    told = (*case.claims, *case.below)
    measures = {claim.measure for claim in told}
    if any(map(_is_effect, told)):
        return _strike(case)
    if measures.isdisjoint(_DEFENCE):
        return _strike(case)
    outcome = _stopped(sheet)
    if outcome or (outcome is None and measures <= set(_DEFENCE)):
        return DISRUPTED, STATED if outcome else INFERRED
    sub_event_type, basis = _strike(case)
    return sub_event_type, basis if outcome is False else INFERRED


def _is_effect(claim: Claim) -> bool:
    return claim.measure in EFFECTS and claim.high != 0


def _stopped(sheet: Sheet) -> bool | None:
    """Say whether all was stopped; None if that cannot be told.

    One row of which some came through is enough to say no; yes needs the event's totals, or a
    stated share. A share that is only bounded, such as most of them, says that some came through.
    """
    whole = [row for row in sheet.rows if row.scope.is_whole]
    counted = [_balance(row.figures) for row in whole]
    shares = [one.low == 1 for row in whole for one in row.reported.chosen]
    stated = [one.low == 1 for one in sheet.reported.chosen]
    if False in (*counted, *shares, *stated):
        return False
    return True if stated else _balance(sheet.totals)


def _balance(figures: Mapping[str, Figure]) -> bool | None:
    launched, intercepted = figures[LAUNCHED].best, figures[INTERCEPTED].best
    if launched is None or intercepted is None:
        return None
    return sum(figures[measure].best or 0 for measure in _STOPPED) >= launched


def _strike(case: Case) -> tuple[str, str]:
    """Return the type by the weapons: those told of the event, else those of the whole attack.

    Where none is named at all, the words for the strike tell, else the lowest type is inferred.
    """
    told = (*case.claims, *case.below)
    if types := _types(told):
        return _first(types), STATED
    if types := _types(clue.claim for clue in case.attack.clues):
        return _first(types), INFERRED
    found = [code for code, words in _cues() if any(words.search(c.sentence) for c in told)]
    return _first(found) if found else max(codes("cues"), key=_precedence), INFERRED


def _types(claims: Iterable[Claim]) -> list[str]:
    """Return the sub-event types of the weapons that claims name."""
    weapons = sorted({weapon for claim in claims for weapon in claim.weapons})
    return list(filter(None, (codes("weapons")[weapon]["sub_event_type"] for weapon in weapons)))


def _first(sub_event_types: Iterable[str]) -> str:
    return min(sub_event_types, key=_precedence)


def _precedence(sub_event_type: str) -> int:
    return int(codes("event_types")[sub_event_type]["precedence"])


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(map(re.escape, split(row['terms'])))})s?\b", re.I))
        for code, row in codes("cues").items()
    )
