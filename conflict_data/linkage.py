"""The same events in two datasets, matched one to one by place, time and type.

After Donnay, Dunford, McGrath, Backer and Cunningham, "Integrating Conflict Event Data", Journal of
Conflict Resolution 63 (2019), and their R package meltt: pairs within a window of days and
kilometres whose types agree on some level of a taxonomy are candidates, a finer level makes a
better one. As there, levels are scored evenly from 0 to 1; unlike there, closeness in time and
place counts as much as type, a higher score is better, and pairs are taken best first, which
needs no order of the datasets: ``link(a, b)`` and ``link(b, a)`` give the same pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from conflict_data import proximity
from conflict_data.dataset import Dataset
from conflict_data.errors import ConflictDataError
from conflict_data.placing import Placed, place
from conflict_data.proximity import Floats, Ints, Pairs
from conflict_data.schema import codes, split
from conflict_data.wording import plural

Source: TypeAlias = Dataset | pd.DataFrame
Levels: TypeAlias = npt.NDArray[np.int8]

MOST = 20_000_000
_NO_PAIRS = Pairs(*(np.empty(0, np.int32),) * 3, np.empty(0))
_SHOWN = 5
_CHUNK = 1 << 16
# How far two sub-event types agree, worst first, and what that scores: even steps, as in meltt.
# An event without a type, as in datasets that have none, fits any other no better than a family.
_LEVELS = ("", "unknown", "family", "event_type", "sub_event_type")
_SCORES = np.array([0.0, 1 / 3, 1 / 3, 2 / 3, 1.0])


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Linkage:
    """Events matched one to one, and the rest of either side.

    ``pairs``: ``event_id_a``, ``event_id_b``, ``days`` between their windows, ``km`` between their
    points, ``type_match`` (``sub_event_type``, ``event_type`` or ``family`` is shared, or
    ``unknown``), ``score`` in (0, 1], and ``rivals``, the number of other pairs within the limits
    that either event could have entered: a pair with many is one choice among many. Best first.
    ``only_a``, ``only_b``: the unmatched rows as they came, with all columns and their index.
    """

    pairs: pd.DataFrame
    only_a: pd.DataFrame
    only_b: pd.DataFrame

    def __repr__(self) -> str:
        rest = f"{len(self.only_a)} only in a, {len(self.only_b)} only in b"
        return f"<Linkage: {plural(len(self.pairs), 'pair')}, {rest}>"

    def _repr_html_(self) -> str:
        rows = self.pairs.head(_SHOWN)
        note = f"<p>{len(rows)} of {plural(len(self.pairs), 'pair')} shown.</p>"
        return f"<p>{escape(repr(self))}</p>{rows.to_html(index=False)}{note}"


def link(a: Source, b: Source, *, days: int = 1, km: float = 25.0) -> Linkage:
    """Match the events of two datasets one to one: near in time and place, of compatible types.

    ``a`` and ``b`` are Datasets or DataFrames with the columns ``event_id_cnty``, ``event_date``,
    ``latitude`` and ``longitude`` (degrees, WGS 84); ``event_date_end``, ``time_precision`` and
    ``sub_event_type`` are used where they exist. Filter first what is not to be compared: our own
    events of one ``level``.

    - Time: at most ``days`` lie between the two windows. A window goes from ``event_date`` to
      ``event_date_end``; without a later end it is the day, for ``time_precision`` 2 the three
      days before and after too, for 3 the whole month: ACLED dates both by their middle.
    - Place: at most ``km`` kilometres on the great circle.
    - Type: the sub-event types share a family in the code list ``event_types``.
    - An event without a day or a point is never matched, by place or country alone: it stays in
      ``only_a`` or ``only_b``.

    The score of a pair is the mean of ``1 - days / (limit + 1)``, ``1 - km / limit`` and the level
    on which the types agree. Pairs are taken best first, each event once; among equals the one
    with fewer days, then the nearer, then the lower ids, so that the result depends neither on
    the order of rows nor on which dataset comes first. A choice per pair and not the best sum of
    all: a good pair is never given up for the sake of two poor ones.

    Raises :class:`ConflictDataError` for columns that are missing or hold something else, for
    repeated ids, and where more than 20 million pairs are within the limits.

    >>> a = pd.DataFrame({"event_id_cnty": ["a1", "a2"], "event_date": ["2024-04-13", "2024-04-13"],
    ...                   "latitude": [31.2, 50.4], "longitude": [34.9, 30.5]})
    >>> b = a.assign(event_id_cnty=["b1", "b2"], event_date=["2024-04-14", "2024-05-01"])
    >>> found = link(a, b, days=1, km=10)
    >>> found
    <Linkage: 1 pair, 1 only in a, 1 only in b>
    >>> found.pairs[["event_id_a", "event_id_b", "days", "score"]].values.tolist()
    [['a1', 'b1', 1, 0.611111]]
    """
    if not (days >= 0 and 0 <= km < float("inf")):
        raise ConflictDataError(f"link: expected days and km from 0, found {days} and {km}")
    one, other = place(_events(a), "a"), place(_events(b), "b")
    pairs = _compatible(one, other, days=int(days), km=km)
    level = _agreements(pairs, one, other)
    score = _score(pairs, level, days=days, km=km)
    order = _best_first(pairs, score, one, other)
    chosen = _one_to_one(pairs, order, len(one.rows), len(other.rows))
    return Linkage(
        _table(pairs, level, score, chosen, one, other),
        _rest(_events(a), one.rows[pairs.a[chosen]]),
        _rest(_events(b), other.rows[pairs.b[chosen]]),
    )


def _events(source: Source) -> pd.DataFrame:
    return source.events if isinstance(source, Dataset) else source


def _compatible(one: Placed, other: Placed, *, days: int, km: float) -> Pairs:
    """Return all pairs within the limits whose types fit."""
    parts, n_pairs = [_NO_PAIRS], 0
    for pairs in proximity.near(one.windows, other.windows, days=days, km=km):
        parts.append(pairs.take(_agreements(pairs, one, other) > 0))
        n_pairs += len(parts[-1].km)
        if n_pairs > MOST:
            raise ConflictDataError(
                f"link: more than {MOST:,} pairs lie within {days} days and {km} km; "
                "choose narrower limits, or link one country or year at a time"
            )
    return Pairs(*map(np.concatenate, zip(*parts, strict=True)))


def _agreements(pairs: Pairs, one: Placed, other: Placed) -> Levels:
    """Return for each pair the level on which its types agree."""
    return _levels()[one.types[pairs.a], other.types[pairs.b]]


@cache
def _levels() -> Levels:
    """On which level each type agrees with each; the last row and column are the unknown type."""
    rows = list(codes("event_types").values())
    levels = np.full((len(rows) + 1,) * 2, _LEVELS.index("unknown"), np.int8)
    for i, row in enumerate(rows):
        levels[i, :-1] = [_LEVELS.index(_agreement(row, other)) for other in rows]
    return levels


def _agreement(row: Mapping[str, str], other: Mapping[str, str]) -> str:
    if row["code"] == other["code"]:
        return "sub_event_type"
    if set(split(row["families"])).isdisjoint(split(other["families"])):
        return ""
    return "event_type" if row["event_type"] == other["event_type"] else "family"


def _score(pairs: Pairs, level: Levels, *, days: int, km: float) -> Floats:
    in_time = 1 - pairs.days / (days + 1)
    in_place = 1 - pairs.km / km if km else np.ones(len(pairs.km))
    score: Floats = np.round((in_time + in_place + _SCORES[level]) / 3, 6)
    return score


def _best_first(pairs: Pairs, score: Floats, one: Placed, other: Placed) -> Ints:
    """Order pairs by score; what settles a tie is the same from either side."""
    ids = pd.Index(one.ids).append(pd.Index(other.ids))
    rank = pd.factorize(ids.to_numpy(), sort=True)[0].astype(np.int32)
    left, right = rank[: len(one.ids)][pairs.a], rank[len(one.ids) :][pairs.b]
    low, high = np.minimum(left, right), np.maximum(left, right)
    return np.lexsort((high, low, pairs.km, pairs.days, -score))


def _one_to_one(pairs: Pairs, order: Ints, n_a: int, n_b: int) -> Ints:
    """Take pairs in order, each event once; what is taken already is dropped chunk by chunk."""
    free_a, free_b = np.ones(n_a, bool), np.ones(n_b, bool)
    chosen: list[int] = []
    for at in range(0, len(order), _CHUNK):
        rows = order[at : at + _CHUNK]
        rows = rows[free_a[pairs.a[rows]] & free_b[pairs.b[rows]]]
        for row, i, j in zip(rows.tolist(), pairs.a[rows], pairs.b[rows], strict=True):
            if free_a[i] and free_b[j]:
                free_a[i] = free_b[j] = False
                chosen.append(row)
    return np.array(chosen, np.int64)


def _table(
    pairs: Pairs,
    level: Levels,
    score: Floats,
    chosen: Ints,
    one: Placed,
    other: Placed,
) -> pd.DataFrame:
    i, j = pairs.a[chosen], pairs.b[chosen]
    of_a, of_b = (np.bincount(side, minlength=1) for side in (pairs.a, pairs.b))
    columns = {
        "event_id_a": one.ids[i],
        "event_id_b": other.ids[j],
        "days": pairs.days[chosen].astype(np.int64),
        "km": pairs.km[chosen],
        "type_match": np.array(_LEVELS)[level[chosen]],
        "score": score[chosen],
        "rivals": of_a[i] + of_b[j] - 2,
    }
    texts = {"event_id_a": "str", "event_id_b": "str", "type_match": "str"}
    return pd.DataFrame(columns).astype(texts)


def _rest(events: pd.DataFrame, matched: Ints) -> pd.DataFrame:
    free = np.ones(len(events), bool)
    free[matched] = False
    return events[free]
