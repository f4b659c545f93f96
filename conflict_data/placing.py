"""Events of a table put where and when they were: points on the sphere and windows of days."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from conflict_data.errors import ConflictDataError
from conflict_data.proximity import Floats, Ints, Windows, on_sphere
from conflict_data.schema import codes

KEY = "event_id_cnty"
_NEEDED = (KEY, "event_date", "latitude", "longitude")
_LIMITS = {"latitude": 90, "longitude": 180}
_DAY = "datetime64[D]"
_WEEK, _MONTH = 2, 3  # ACLED's time_precision
_HALF_A_WEEK = 3
Days: TypeAlias = npt.NDArray[np.datetime64]


class Placed(NamedTuple):
    """The events that have a day and a point: ``rows`` says where in the table each stands.

    ``types`` are positions in the code list ``event_types``; its length stands for no known type.
    """

    ids: npt.NDArray[Any]
    windows: Windows
    types: Ints
    rows: Ints


def place(events: pd.DataFrame, name: str) -> Placed:
    """Return the events that have a day and a point; ``name`` is the table's in messages.

    Raises :class:`ConflictDataError` for a missing column, a value that is no date or no degree,
    an end before its start, and for an id that is missing or repeated.

    >>> one = {"event_id_cnty": ["x"], "latitude": [0.0], "longitude": [None]}
    >>> len(place(pd.DataFrame({**one, "event_date": ["2024-04-13"]}), "a").ids)
    0
    """
    missing = [column for column in _NEEDED if column not in events]
    if missing:
        raise ConflictDataError(f"link: {name} lacks {', '.join(missing)}; read it with cd.read")
    ids = _ids(events, name)
    north, east = (_degrees(events, column, name) for column in _LIMITS)
    first, last = _window(events, name)
    known = np.isfinite(north) & np.isfinite(east) & ~np.isnat(first)
    rows = np.flatnonzero(known)
    days = (day[rows].astype(np.int64) for day in (first, last))
    points = on_sphere(north[rows], east[rows])
    return Placed(ids[rows], Windows(points, *days), _types(events)[rows], rows)


def _ids(events: pd.DataFrame, name: str) -> npt.NDArray[Any]:
    ids = events[KEY]
    bad = ids.isna() | ids.duplicated()
    if bad.any():
        at = int(bad.to_numpy().argmax())
        problem = f"{KEY} {str(ids.iloc[at])!r} in row {at + 1} is missing or repeated"
        raise ConflictDataError(f"link: {name}: {problem}; give each event one row and one id")
    return ids.astype("str").to_numpy(object)


def _degrees(events: pd.DataFrame, column: str, name: str) -> Floats:
    limit = _LIMITS[column]
    found = pd.to_numeric(events[column], errors="coerce")
    degrees = found.to_numpy(np.float64, na_value=np.nan)
    wrong = (events[column].notna() & found.isna()).to_numpy(bool) | (np.abs(degrees) > limit)
    _refuse(events, column, name, wrong, f"degrees from -{limit} to {limit}")
    return degrees


def _days(events: pd.DataFrame, column: str, name: str) -> Days:
    found = pd.to_datetime(events[column], errors="coerce", format="ISO8601", utc=True)
    wrong = (events[column].notna() & found.isna()).to_numpy(bool)
    _refuse(events, column, name, wrong, "a day such as 2024-04-13")
    return found.dt.tz_localize(None).to_numpy().astype(_DAY)


def _refuse(
    events: pd.DataFrame, column: str, name: str, wrong: npt.NDArray[np.bool_], expected: str
) -> None:
    if wrong.any():
        at = int(wrong.argmax())
        problem = f"{column} in row {at + 1} is {str(events[column].iloc[at])!r}"
        raise ConflictDataError(f"link: {name}: {problem}; expected {expected}, or null")


def _window(events: pd.DataFrame, name: str) -> tuple[Days, Days]:
    first = _days(events, "event_date", name)
    last = _days(events, "event_date_end", name) if "event_date_end" in events else first
    _refuse(events, "event_date_end", name, last < first, "a day not before event_date")
    return _widened(first, np.where(np.isnat(last), first, last), _precision(events))


def _widened(first: Days, last: Days, precision: Floats) -> tuple[Days, Days]:
    """Widen single days by the precision of their date; a window that is given stays."""
    single = first == last
    week, month = single & (precision == _WEEK), single & (precision == _MONTH)
    months = first.astype("datetime64[M]")
    first = np.where(month, months.astype(_DAY), first - week * _HALF_A_WEEK)
    return first, np.where(month, (months + 1).astype(_DAY) - 1, last + week * _HALF_A_WEEK)


def _precision(events: pd.DataFrame) -> Floats:
    if "time_precision" not in events:
        return np.ones(len(events))
    found = pd.to_numeric(events["time_precision"], errors="coerce")
    return found.to_numpy(np.float64, na_value=np.nan)


def _types(events: pd.DataFrame) -> Ints:
    known = list(codes("event_types"))
    if "sub_event_type" not in events:
        return np.full(len(events), len(known))
    found = pd.Index(known).get_indexer(pd.Index(events["sub_event_type"]))
    return np.where(found < 0, len(known), found)
