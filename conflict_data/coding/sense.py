"""Sense: whether a decision has the field and the value that its action needs."""

from __future__ import annotations

import re

from conflict_data.cells import parse
from conflict_data.coding.decided import CORRECTED
from conflict_data.coding.rearranged import FIXED
from conflict_data.coding.verdicts import VALUE
from conflict_data.errors import ConflictDataError, Unknown
from conflict_data.records import Decision
from conflict_data.schema import Field, codes, schema

FIELDS = {"correct": (VALUE, *CORRECTED), "fix": FIXED}
"""What can be corrected in a claim, and fixed in an event."""
_NAMED = ("merge", "split")


def require(decision: Decision) -> None:
    """Raise :class:`ConflictDataError` saying what is wrong with a decision, if anything is."""
    if fault := find_fault(decision):
        what = f"decision to {decision.action} {decision.claim_id} by {decision.who}"
        raise ConflictDataError(f"{what}: {fault}")


def find_fault(decision: Decision) -> str:
    """Return what is wrong with a decision and what was expected; nothing if it makes sense.

    >>> from datetime import date
    >>> made = Decision("split", "9b1de0aa54c3f012", "a", "2 men", None, None, "A", date.max, "")
    >>> find_fault(made)
    'lacks value; expected a name that the claims of one event share'
    """
    if decision.action not in codes("actions"):
        return str(Unknown("action", decision.action, codes("actions")))
    if not re.fullmatch(schema().table("decisions").field("claim_id").pattern, decision.claim_id):
        return f"claim_id is {decision.claim_id!r}; expected 16 digits and letters from a to f"
    allowed = FIELDS.get(decision.action, ())
    if not allowed:
        return _of_whole(decision)
    if decision.field not in allowed:
        return str(Unknown(f"field to {decision.action}", decision.field or "", allowed))
    claims = schema().table("claims")
    return _of_value(decision, claims.field("low" if decision.field == VALUE else decision.field))


def _of_whole(decision: Decision) -> str:
    if decision.field is not None:
        return f"{decision.action} has a field; remove it, or write correct"
    if decision.action in _NAMED and decision.value is None:
        return "lacks value; expected a name that the claims of one event share"
    return ""


def _of_value(decision: Decision, field: Field) -> str:
    if field.required and decision.value is None:
        return f"{field.name} is never unknown; expected, for instance, {field.good}"
    try:
        parse(field, decision.value)
    except (ValueError, Unknown) as error:
        return f"value: {error}; expected a {field.type} such as {field.good}"
    return ""
