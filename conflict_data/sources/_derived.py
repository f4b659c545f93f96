"""What follows from other columns of an event, filled where a dataset does not say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data import acled
from conflict_data.compilers import arrow
from conflict_data.schema import schema
from conflict_data.sources._columns import by_value

_PAIR = "\x1f"
_COUNTRY = 4
_FROM_ONE: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("event_type", "sub_event_type", acled.event_type),
    ("disorder_type", "sub_event_type", acled.disorder_type),
    ("disorder_type", "event_type", acled.shared_disorder_type),
    ("country", "country_code", acled.country_name),
    ("iso", "country_code", acled.iso),
    ("region", "country_code", acled.region),
)


def complete(columns: dict[str, Any], rows: int) -> pa.Table:
    """Return the table ``events`` of these columns; what follows from others is filled in."""
    form = arrow.schema(schema().table("events"))
    empty = {field.name: pa.nulls(rows, field.type) for field in form}
    full: dict[str, Any] = {name: columns.get(name, nothing) for name, nothing in empty.items()}
    full["year"] = pc.coalesce(full["year"], pc.year(full["event_date"]))
    for name, source, look in _FROM_ONE:
        derived = by_value(full[source], look, form.field(name).type)
        full[name] = pc.coalesce(full[name], derived)
    country_only = pc.fill_null(pc.equal(full["geo_precision"], pa.scalar(_COUNTRY)), False)
    for name in ("latitude", "longitude"):  # a country's centroid is a false point
        full[name] = pc.if_else(country_only, pa.scalar(None, pa.float64()), full[name])
    full["interaction"] = pc.coalesce(full["interaction"], _interaction(full))
    return pa.table(list(full.values()), schema=form)


def _interaction(full: dict[str, Any]) -> Any:
    second = pc.fill_null(full["inter2"], "")
    pairs = pc.binary_join_element_wise(full["inter1"], second, _PAIR)
    return by_value(pairs, _of_pair, pa.string())


def _of_pair(pair: str) -> str:
    first, _, second = pair.partition(_PAIR)
    return acled.interaction(first, second or None)
