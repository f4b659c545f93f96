"""ACLED's sub-event type of an event, and whether it was said or follows from silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conflict_data.coding.clues import SHOOTING, STRIKE
from conflict_data.coding.figures import Figure
from conflict_data.coding.levels import EFFECTS, Case
from conflict_data.coding.munitions import INTERCEPTED, LAUNCHED, Sheet
from conflict_data.coding.tolls import is_armed
from conflict_data.coding.words import is_strike, sub_event_types, tells
from conflict_data.records import Claim
from conflict_data.schema import codes

DISRUPTED = "Disrupted weapons use"
BATTLES, ON_CIVILIANS = "Battles", "Violence against civilians"
STATED, INFERRED = "stated", "inferred"
_STOPPED = (INTERCEPTED, "suppressed", "failed")
_DEFENCE = (INTERCEPTED, "suppressed")


def classify(case: Case, sheet: Sheet) -> tuple[str, str]:
    """Return the sub-event type and its basis (``stated`` or ``inferred``).

    Any effect, or a partial interception, makes a strike; an attack that was stopped whole is
    Disrupted weapons use, also, by inference, where nothing but interceptions is told.
    """
    if case.attack.mode != STRIKE:
        return _by_mode(case, case.attack.mode), STATED
    told = (*case.claims, *case.below)
    measures = {
        claim.measure for claim in told if claim.measure not in EFFECTS and _is_count(claim)
    }
    if any(map(_is_effect, told)) or measures.isdisjoint(_DEFENCE):
        return _strike(case)
    outcome = _stopped(sheet)
    if outcome or (outcome is None and measures <= set(_DEFENCE)):
        return DISRUPTED, STATED if outcome else INFERRED
    sub_event_type, basis = _strike(case)
    return sub_event_type, basis if outcome is False else INFERRED


def _is_count(claim: Claim) -> bool:
    """Say whether a claim has a number: dozens that were launched do not tell what came through."""
    return claim.bound != "vague" or claim.measure != LAUNCHED


def _is_by_hand(case: Case, told: Iterable[Claim]) -> bool:
    """Say whether armed groups killed and nothing is said of munitions from afar."""
    kinds = {codes("actors")[actor]["kind"] for actor in case.attack.attackers}
    return bool(kinds) and "state" not in kinds and not any(is_strike(c.sentence) for c in told)


def _by_mode(case: Case, mode: str) -> str:
    """Return the type by a mode: gunmen who meet soldiers fight, others attack civilians."""
    row = codes("modes")[mode]
    fought = row["armed_type"] and any(map(is_armed, case.claims))
    return row["armed_type"] if fought else row["event_type"]


def _is_effect(claim: Claim) -> bool:
    """Say whether a claim tells of harm or damage, by its number or beside it."""
    if claim.measure in EFFECTS:
        return claim.high != 0
    return tells("damage", claim.sentence) and not tells("no_damage", claim.sentence)


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
    """Return the type by the weapons counted in the event, else by the words of its sentences.

    Where they name nothing, the weapons of the whole attack tell, else the lowest type is inferred.
    """
    told = (*case.claims, *case.below)
    if types := _types(told):
        return _first(types), STATED
    sentences = {claim.sentence for claim in told}
    words = {name for sentence in sentences for name in sub_event_types(sentence)}
    types = words or _types(clue.claim for clue in case.attack.clues)
    if not types and _is_by_hand(case, told):
        return _by_mode(case, SHOOTING), INFERRED
    return _first(types or [max(codes("cues"), key=_precedence)]), INFERRED


def _types(claims: Iterable[Claim]) -> set[str]:
    """Return the sub-event types of the weapons that claims name."""
    weapons = {weapon for claim in claims for weapon in claim.weapons}
    return {codes("weapons")[weapon]["sub_event_type"] for weapon in weapons} - {""}


def _first(sub_event_types: Iterable[str]) -> str:
    return min(sub_event_types, key=_precedence)


def _precedence(sub_event_type: str) -> int:
    return int(codes("event_types")[sub_event_type]["precedence"])
