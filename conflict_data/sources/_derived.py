"""What follows from other columns of an event, filled where a dataset does not say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data import acled
from conflict_data.compilers import arrow
from conflict_data.distinct import by_value
from conflict_data.schema import schema

_COUNTRY = 4
_DERIVED: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
    ("event_type", acled.event_type, ("sub_event_type",)),
    ("disorder_type", acled.disorder_type, ("sub_event_type",)),
    ("disorder_type", acled.shared_disorder_type, ("event_type",)),
    ("country", acled.country_name, ("country_code",)),
    ("iso", acled.iso, ("country_code",)),
    ("region", acled.region, ("country_code",)),
    ("interaction", acled.interaction, ("inter1", "inter2")),
)


def complete(columns: dict[str, Any], rows: int) -> pa.Table:
    """Return the table ``events`` of these columns; what follows from others is filled in."""
    form = arrow.schema(schema().table("events"))
    kinds: set[Any] = set(form.types)
    empty = {kind: pa.nulls(rows, kind) for kind in kinds}
    full = {field.name: columns.get(field.name, empty[field.type]) for field in form}
    full["year"] = pc.coalesce(full["year"], pc.year(full["event_date"]))
    if "inter2" not in columns:
        full["inter2"] = by_value(acled.opponent, pa.string(), full["interaction"], full["inter1"])
    for name, look, sources in _DERIVED:
        if full[name].null_count:
            derived = by_value(look, form.field(name).type, *(full[one] for one in sources))
            full[name] = pc.coalesce(full[name], derived)
    full["interaction"] = _told(full, columns)
    country_only = pc.fill_null(pc.equal(full["geo_precision"], pa.scalar(_COUNTRY)), False)
    for name in ("latitude", "longitude"):  # a country's centroid is a false point
        full[name] = pc.if_else(country_only, pa.scalar(None, pa.float64()), full[name])
    return pa.table(list(full.values()), schema=form)


def _told(full: dict[str, Any], columns: dict[str, Any]) -> Any:
    """Return interactions but those of one side that only the lack of ``inter2`` would tell.

    Nobody opposes where a table has ``inter2``, and leaves it and the second actor empty.
    """
    given = columns.get("interaction", pa.nulls(len(full["inter2"]), pa.string()))
    alone = pc.is_null(full["actor2"]) if "inter2" in columns else pa.scalar(False)
    known = pc.or_(pc.or_(pc.is_valid(given), pc.is_valid(full["inter2"])), alone)
    return pc.if_else(known, full["interaction"], pa.scalar(None, pa.string()))
