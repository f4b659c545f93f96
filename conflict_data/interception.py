"""Interception rates by group, from counts that may be added and divided."""

from __future__ import annotations

import pandas as pd

from conflict_data.errors import Unknown

_SCOPES = ["launcher", "interceptor", "place", "part_of"]
_COLUMNS = ["n_rows", "launched", "intercepted", "rate", "n_without_counts"]


def rates(munitions: pd.DataFrame, by: str = "weapon_class") -> pd.DataFrame:
    """Return launched and intercepted munitions, and their quotient, by the column ``by``.

    ``munitions`` is the table of a Dataset. Only top rows over a whole event enter, so that no
    part is added to its whole, and only those whose one report counts both: the others are
    ``n_without_counts``. Counts are munitions, ``rate`` is a fraction, null without a count.
    Raises :class:`Unknown` if there is no column ``by``.

    >>> rows = {"weapon_class": ["drone"] * 2, "launched": [10.0, 20.0], "intercepted": [9.0, None]}
    >>> frame = pd.DataFrame({**rows, "interception_rate": [0.9, None]})
    >>> frame = frame.assign(launcher=None, interceptor=None, place=None, part_of=None)
    >>> rates(frame).loc["drone", ["rate", "n_without_counts"]].tolist()
    [0.9, 1.0]
    """
    if by not in munitions:
        raise Unknown("column of munitions", by, map(str, munitions.columns))
    top = munitions[munitions[_SCOPES].isna().all(axis=1)]
    counted = top["interception_rate"].notna()
    sums = top[counted].groupby(by)[["launched", "intercepted"]].sum()
    rows = pd.DataFrame({"n_rows": top.groupby(by).size()}).join(sums)
    rows["rate"] = rows["intercepted"] / rows["launched"]
    rows["n_without_counts"] = (~counted).groupby(top[by]).sum()
    return rows[_COLUMNS]
