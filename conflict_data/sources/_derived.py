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
    for name, look, sources in _DERIVED:
        if full[name].null_count:
            derived = by_value(look, form.field(name).type, *(full[one] for one in sources))
            full[name] = pc.coalesce(full[name], derived)
    country_only = pc.fill_null(pc.equal(full["geo_precision"], pa.scalar(_COUNTRY)), False)
    for name in ("latitude", "longitude"):  # a country's centroid is a false point
        full[name] = pc.if_else(country_only, pa.scalar(None, pa.float64()), full[name])
    return pa.table(list(full.values()), schema=form)
