"""ACLED: which actor comes first, who attacked, and how long an event lasted."""

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
_SIDES = (("actor1", "actor2"), ("assoc_actor_1", "assoc_actor_2"), ("inter1", "inter2"))


def prepare(rows: pa.Table) -> pa.Table:
    """Return the rows as they are: ACLED's columns need no help."""
    return rows


def complete(tables: dict[str, pa.Table], rows: pa.Table) -> dict[str, pa.Table]:
    """Fill who attacked and the last day, as far as the row says it.

    ACLED gives its actors no order, but one: those who attack civilians come first, and so they
    are put where a monadic export has civilians first. An actor alone, or with civilians, in an
    explosion is the attacker too. ``event_date`` is a day if ``time_precision`` is 1; else it
    lies somewhere in an unknown window.
    """
    events = _turned(tables["events"])
    kind = events["event_type"]
    remote = _is(kind, _REMOTE)
    first = pc.or_(
        _is(kind, _AGAINST_CIVILIANS),
        pc.and_(remote, pc.or_(_is(events["inter2"], _CIVILIANS), pc.is_null(events["actor2"]))),
    )
    second = pc.and_(pc.and_(remote, _is(events["inter1"], _CIVILIANS)), pc.invert(first))
    for name, attacked in (("actor1", first), ("actor2", second)):
        attackers = by_value(acled.actor_code, pa.string(), arrow.whole(events[name]))
        events = _put(events, "attackers", attackers, attacked)
    known_day = pc.equal(events["time_precision"], pa.scalar(_DAY))
    return {**tables, "events": _put(events, "event_date_end", events["event_date"], known_day)}


def _turned(events: pa.Table) -> pa.Table:
    """Swap the sides where civilians come before those who attacked them, or nobody comes first."""
    against = pc.and_(
        _is(events["event_type"], _AGAINST_CIVILIANS), _is(events["inter1"], _CIVILIANS)
    )
    others: Any = pc.not_equal(events["inter2"], pa.scalar(_CIVILIANS))
    attacked = pc.and_(against, pc.fill_null(others, False))
    alone = pc.and_(pc.is_null(events["actor1"]), pc.is_valid(events["actor2"]))
    turn = pc.or_(attacked, alone)
    if not pc.any(turn).as_py():
        return events
    turned = events
    for one, other in _SIDES:
        turned = _set(turned, one, pc.if_else(turn, events[other], events[one]))
        turned = _set(turned, other, pc.if_else(turn, events[one], events[other]))
    return turned


def _is(cells: Any, value: str) -> Any:
    return pc.fill_null(pc.equal(cells, pa.scalar(value)), False)


def _put(events: pa.Table, name: str, cells: Any, where: Any) -> pa.Table:
    """Fill a column with ``cells`` where the mask holds; a null in the mask does not."""
    return _set(events, name, pc.if_else(pc.fill_null(where, False), cells, events[name]))


def _set(events: pa.Table, name: str, cells: Any) -> pa.Table:
    at = events.column_names.index(name)
    return events.set_column(at, events.schema.field(at), cells)
