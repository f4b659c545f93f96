"""ACLED: who attacked, where ACLED's order of actors tells it, and how long an event lasted."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data import acled
from conflict_data.compilers import arrow
from conflict_data.distinct import by_value

_AGAINST_CIVILIANS = "Violence against civilians"
_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Civilians"
_DAY = 1


def prepare(rows: pa.Table) -> pa.Table:
    """Return the rows as they are: ACLED's columns need no help."""
    return rows


def complete(tables: dict[str, pa.Table], rows: pa.Table) -> dict[str, pa.Table]:
    """Fill who attacked and the last day, as far as the row says it.

    ACLED gives its actors no order, but one: those who attack civilians come first. An actor
    alone, or with civilians, in an explosion is the attacker too. ``event_date`` is a day if
    ``time_precision`` is 1; else it lies somewhere in an unknown window.
    """
    events = tables["events"]
    cells: dict[str, Any] = dict(zip(events.column_names, events.columns, strict=True))
    kind = cells["event_type"]
    against = pc.fill_null(pc.equal(cells["inter2"], pa.scalar(_CIVILIANS)), False)
    one_sided = pc.or_(against, pc.is_null(cells["actor2"]))
    attacked = pc.or_kleene(
        pc.equal(kind, pa.scalar(_AGAINST_CIVILIANS)),
        pc.and_(pc.equal(kind, pa.scalar(_REMOTE)), one_sided),
    )
    attackers = by_value(acled.actor_code, pa.string(), arrow.whole(cells["actor1"]))
    known_day = pc.equal(cells["time_precision"], pa.scalar(_DAY))
    events = _put(events, "attackers", attackers, attacked)
    return {
        **tables,
        "events": _put(events, "event_date_end", cells["event_date"], known_day),
    }


def _put(events: pa.Table, name: str, cells: Any, where: Any) -> pa.Table:
    """Fill a column with ``cells`` where the mask holds; a null in the mask does not."""
    at = events.column_names.index(name)
    field = events.schema.field(at)
    kept = pc.if_else(pc.fill_null(where, False), cells, pa.scalar(None, field.type))
    return events.set_column(at, field, kept)
