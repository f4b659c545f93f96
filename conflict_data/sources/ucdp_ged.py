"""UCDP GED: who attacked, where UCDP's order of the sides tells it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.distinct import by_value
from conflict_data.frames import put
from conflict_data.schema import codes
from conflict_data.sources import _actors
from conflict_data.sources._mapping import known_mappings

_ONE_SIDED = "3"
_GOVERNMENT = "Government of "


def prepare(rows: pa.Table) -> pa.Table:
    """Return the rows as they are."""
    return rows


def complete(tables: dict[str, pa.Table], rows: pa.Table) -> dict[str, pa.Table]:
    """Fill who attacked where one side did: side A of one-sided violence.

    In the other types the sides have no order: the first is the government, or the first by name.
    """
    events = tables["events"]
    one_sided = pc.equal(rows.column("type_of_violence").combine_chunks(), pa.scalar(_ONE_SIDED))
    side = rows.column("side_a") if "side_a" in rows.column_names else None
    if side is None:
        return tables
    attackers = by_value(_code, pa.string(), side.combine_chunks())
    known = pc.if_else(one_sided, attackers, pa.scalar(None, pa.string()))
    return {**tables, "events": put(events, "attackers", known)}


def _code(side: str) -> str | None:
    """Return the code of a side, if it is a government or bears the name of a known group.

    >>> _code("Government of Yemen (North Yemen)"), _code("Hezbollah"), _code("Civilians")
    ('yemen', 'hezbollah', None)
    """
    if side.startswith(_GOVERNMENT):
        return _actors.state(_country(side.removeprefix(_GOVERNMENT)) or "")
    return _actors.group(side)


def _country(name: str) -> str | None:
    """Return the code of a country that UCDP names."""
    by_name = {row["name"]: code for code, row in codes("countries").items()}
    found = known_mappings()["ucdp_ged"].maps["countries"].get(name)
    return found or by_name.get(name) or by_name.get(name.partition(" (")[0])
