"""GTD: days of which the month or the day is unknown, how attacks were made, and by whom."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.distinct import by_value
from conflict_data.frames import put
from conflict_data.sources import _actors, _windows
from conflict_data.sources._columns import clean

_YES, _BOMBING = "1", "3"


def prepare(rows: pa.Table) -> pa.Table:
    """Append ``date_start``, ``date_end``, ``date_known``, ``place``, ``attack`` and ``means``.

    ``attack`` is the type of an attack that took place, ``means`` its type and, of a bombing, the
    sort of explosive; ``place`` is the precision, and whether the place itself was near to it.
    """
    found = _windows.windows(rows, "iyear", "imonth", "iday")
    attack = pc.if_else(_is_yes(rows, "success"), _text(rows, "attacktype1"), "failed")
    sort = pc.if_else(_is_yes(rows, "suicide"), "suicide", _text(rows, "weapsubtype1"))
    bombing = pc.binary_join_element_wise(attack, pc.fill_null(sort, ""), " ")
    near = pc.if_else(_is_yes(rows, "vicinity"), " near", "")
    ends = pc.if_else(_is_yes(rows, "extended"), None, _windows.parts(found, "end"))
    new = {
        "date_start": _windows.parts(found, "start"),
        "date_end": ends,
        "date_known": _windows.parts(found, "known"),
        "attack": attack,
        "means": pc.if_else(pc.equal(attack, pa.scalar(_BOMBING)), bombing, attack),
        "place": pc.binary_join_element_wise(_text(rows, "specificity"), near, ""),
    }
    for name, cells in new.items():
        rows = rows.append_column(name, cells)
    return rows


def complete(tables: dict[str, pa.Table], rows: pa.Table) -> dict[str, pa.Table]:
    """Fill who attacked, where the group is known here and its part is not in doubt."""
    events = tables["events"]
    attackers = by_value(_actors.group, pa.string(), _text(rows, "gname"))
    sure = pc.if_else(_is_yes(rows, "guncertain1"), pa.scalar(None, pa.string()), attackers)
    return {**tables, "events": put(events, "attackers", sure)}


def _text(rows: pa.Table, name: str) -> Any:
    """Return a column, whole numbers without the ``.0`` that data frames write."""
    if name not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    cells = clean(rows.column(name).combine_chunks(), ["", "NA"])
    return pc.replace_substring_regex(cells, pattern=r"\.0$", replacement="")


def _is_yes(rows: pa.Table, name: str) -> Any:
    return pc.fill_null(pc.equal(_text(rows, name), pa.scalar(_YES)), False)
