"""Two versions of a table held against each other, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from conflict_data.schema import schema

EVENT = "event_id_cnty"
COLUMNS = ["table", "change", "key", EVENT, "field", "old", "new"]


def compare(name: str, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return what is different between two versions of the table ``name``.

    One row for each added or removed row (``field`` null), for each changed cell, and for each
    column that only one version has (``key`` null). Null equals null.

    >>> old = pd.DataFrame({"claim_id": ["a", "b"], "low": [1.0, 2.0]})
    >>> new = pd.DataFrame({"claim_id": ["b", "c"], "low": [3.0, 4.0]})
    >>> compare("claims", old, new)[["change", "key", "field", "old", "new"]].to_numpy().tolist()
    [['removed', 'a', None, None, None], ['changed', 'b', 'low', 2.0, 3.0],
     ['added', 'c', None, None, None]]
    """
    one, other = _indexed(name, old), _indexed(name, new)
    there, back = other.index.get_indexer(one.index), one.index.get_indexer(other.index)
    before, after = one[there >= 0], other.take(there[there >= 0])
    parts = [_table(one[there < 0], "removed"), _table(other[back < 0], "added")]
    parts += _cells(before, after)
    parts += [_column(field, "column removed") for field in one.columns.difference(other.columns)]
    parts += [_column(field, "column added") for field in other.columns.difference(one.columns)]
    found = pd.concat(parts, ignore_index=True).assign(table=name)
    ordered = found.sort_values("key", kind="stable", na_position="first", ignore_index=True)
    return ordered.reindex(columns=COLUMNS).astype(object).where(ordered.notna(), None)


def _indexed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Put the schema's key into the index as text; a key that stands twice is numbered."""
    parts = [frame[field].astype("str").fillna("-") for field in schema().table(name).key]
    key = reduce(lambda one, other: one.str.cat(other, sep=" "), parts)
    number = frame.groupby(key).cumcount()
    unique = key.where(number == 0, key + " #" + (number + 1).astype("str"))
    return frame.set_index(pd.Index(unique.to_numpy(object), dtype=object))


def _cells(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for field in before.columns.intersection(after.columns, sort=False):
        differs = _differ(before[field], after[field])
        if differs.any():
            old, new = (side.loc[differs, field].astype(object) for side in (before, after))
            rows = _table(after[differs], "changed")
            yield rows.assign(field=field, old=old.to_numpy(), new=new.to_numpy())


def _differ(one: pd.Series, other: pd.Series) -> NDArray[np.bool_]:
    if one.dtype != other.dtype:
        one, other = one.astype(object), other.astype(object)
    same = (one == other).fillna(False).astype(bool) | (one.isna() & other.isna())
    return (~same).to_numpy(bool)


def _table(rows: pd.DataFrame, change: str) -> pd.DataFrame:
    event = rows[EVENT].to_numpy(object) if EVENT in rows else None
    made = pd.DataFrame({"key": rows.index.to_numpy(object)}).assign(change=change)
    return made.assign(**{EVENT: event}).astype(object)


def _column(field: str, change: str) -> pd.DataFrame:
    return pd.DataFrame([{"change": change, "field": field}], dtype=object)
