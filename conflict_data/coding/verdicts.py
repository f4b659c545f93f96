"""What a decision says, apart from who says it and why."""

from __future__ import annotations

from typing import Any

from conflict_data.cells import parse, show
from conflict_data.records import Decision
from conflict_data.schema import schema

VALUE = "value"
"""Stands for low, high and bound of a claim together: an exact number."""
_VERDICTS = ("accept", "reject")
_SHARED = ("merge", "review")


def changes(decision: Decision) -> dict[str, Any]:
    """Return the columns of a claim that a correction or a fix sets, with their new values."""
    table = schema().table("claims")
    if decision.field is None:
        return {}
    if decision.field != VALUE:
        return {decision.field: parse(table.field(decision.field), decision.value)}
    number = parse(table.field("low"), decision.value)
    return {"low": number, "high": number, "bound": "vague" if number is None else "exact"}


def settles(decision: Decision) -> dict[str, str]:
    """Return what a decision settles, and how: two that settle one thing otherwise contradict.

    >>> from datetime import date
    >>> made = Decision("correct", "", "", "", "value", "180.0", "A", date(2024, 5, 2), "")
    >>> settles(made)
    {'correct low': '180', 'correct high': '180', 'correct bound': 'exact'}
    """
    if decision.action in _VERDICTS:
        return {"verdict": decision.action}
    if decision.action in _SHARED:
        return {}
    if new := changes(decision):
        return {f"{decision.action} {name}": show(value) or "" for name, value in new.items()}
    return {decision.action: decision.value or ""}


def told(decision: Decision) -> str:
    """Return what a decision says, and who says so."""
    what = " ".join(filter(None, [decision.action, decision.field, decision.value]))
    return f'"{what}" by {decision.who}'
