"""Which events of two sets are near each other in place and time: every such pair, in batches.

Points lie on the unit sphere, in cubes as wide as the limit, so that the 27 cubes about a point
hold all that is near it: in three dimensions neither the date line nor a pole is an edge. Within a
cube events are sorted by day, and each lookup is a binary search. The same blocking as in spatial
databases; scipy's k-d tree would need one more dependency, and knows no windows of days.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

RADIUS = 6371.0088  # mean radius of the earth in km (IUGG)
_METRE = 0.001
_FINEST = 1e-4  # narrowest cube, of the earth's radius: keys of cubes stay below 2**63
_BATCH = 500_000
_SHIFTS = np.array(list(product((-1, 0, 1), repeat=3)))
Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Rows: TypeAlias = npt.NDArray[np.int32]  # half the size, where there may be millions


class Windows(NamedTuple):
    """Events as arrays: ``points`` (n, 3) on the unit sphere, ``first`` and ``last`` day."""

    points: Floats
    first: Ints
    last: Ints

    def take(self, rows: Any) -> Windows:
        """Return the events at ``rows``."""
        return Windows(*(array[rows] for array in self))


class Pairs(NamedTuple):
    """Pairs of events: positions in either set, days between the windows, km between the points."""

    a: Rows
    b: Rows
    days: Rows
    km: Floats

    def take(self, rows: Any) -> Pairs:
        """Return the pairs at ``rows``."""
        return Pairs(*(array[rows] for array in self))


class _Index(NamedTuple):
    """Events of one set by cube and day: ``slots`` is sorted, ``rows`` says whose each slot is."""

    cubes: Ints
    slots: Ints
    rows: Rows
    origin: int
    span: int
    longest: int


def on_sphere(latitude: Floats, longitude: Floats) -> Floats:
    """Return points (n, 3) on the unit sphere for degrees of latitude and longitude.

    >>> on_sphere(np.array([0.0, 90.0]), np.array([180.0, 0.0])).round(6).tolist()
    [[-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    return np.column_stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)])


def distance(one: Floats, other: Floats) -> Floats:
    """Return great-circle distances in km, to the metre, between points (n, 3) on the sphere.

    From sum and difference of the vectors, which is exact for neighbours and for antipodes, and
    the same in both directions.
    """
    apart, together = (np.sqrt((way**2).sum(axis=1)) for way in (one - other, one + other))
    km: Floats = np.round(2 * RADIUS * np.arctan2(apart, together), 3)
    return km


def near(a: Windows, b: Windows, *, days: int, km: float) -> Iterator[Pairs]:
    """Yield all pairs at most ``days`` and ``km`` apart, each once, in batches of bounded size.

    Days between windows that meet are 0. Time grows with the number of pairs within the limits,
    memory does not.
    """
    edge = max(2 * np.sin(min((km + _METRE) / RADIUS, np.pi) / 2), _FINEST)
    side = int(2 / edge) + 3
    cubes = _cubes(a.points, edge)
    for rows in _by_length(b):
        index = _indexed(b.take(rows), rows, _cubes(b.points[rows], edge), side)
        for shift in _SHIFTS:
            for i, j in _looked_up(index, _key(cubes + shift, side), a, days):
                yield _within(Pairs(i, j, *_apart(a.take(i), b.take(j))), days, km)


def _by_length(events: Windows) -> Iterator[Rows]:
    """Group events by the length of their windows, doubling: a search is as wide as the longest."""
    size = np.ceil(np.log2(events.last - events.first + 1)).astype(np.int64)
    for one in np.unique(size):
        yield np.flatnonzero(size == one).astype(np.int32)


def _cubes(points: Floats, edge: float) -> Ints:
    return np.floor((points + 1) / edge).astype(np.int64) + 1


def _key(cubes: Ints, side: int) -> Ints:
    key: Ints = (cubes[:, 0] * side + cubes[:, 1]) * side + cubes[:, 2]
    return key


def _indexed(events: Windows, rows: Rows, cubes: Ints, side: int) -> _Index:
    known, cube = np.unique(_key(cubes, side), return_inverse=True)
    origin = int(events.first.min())
    span = int(events.first.max()) - origin + 2  # the last day of a span is never taken
    slots = cube * span + events.first - origin
    order = np.argsort(slots, kind="stable")
    longest = int((events.last - events.first).max())
    return _Index(known, slots[order], rows[order], origin, span, longest)


def _looked_up(index: _Index, wanted: Ints, a: Windows, days: int) -> Iterator[tuple[Rows, Rows]]:
    """Yield rows of either set that may be near, where ``wanted`` is the cube to look in."""
    cube = np.searchsorted(index.cubes, wanted).clip(max=len(index.cubes) - 1)
    rows = np.flatnonzero(index.cubes[cube] == wanted).astype(np.int32)
    start = cube[rows] * index.span - index.origin
    first = a.first[rows] - days - index.longest
    last = a.last[rows] + days
    low = start + first.clip(index.origin, index.origin + index.span - 1)
    high = start + last.clip(index.origin - 1, index.origin + index.span - 1)
    begin = np.searchsorted(index.slots, low)
    counts = np.searchsorted(index.slots, high, side="right") - begin
    for part in _batches(counts):
        yield rows[part].repeat(counts[part]), index.rows[_ranges(begin[part], counts[part])]


def _batches(counts: Ints) -> Iterator[slice]:
    """Cut rows so that each batch has about as many pairs as fit in memory at ease."""
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(_BATCH, total, _BATCH), side="right")
    bounds = [0, *cuts.tolist(), len(counts)]
    yield from (slice(a, b) for a, b in pairwise(bounds) if a < b)


def _ranges(begin: Ints, counts: Ints) -> Ints:
    """Return the numbers of all ranges, one after the other.

    >>> _ranges(np.array([3, 9]), np.array([2, 1])).tolist()
    [3, 4, 9]
    """
    before = counts.cumsum() - counts
    ranges: Ints = np.arange(counts.sum()) + (begin - before).repeat(counts)
    return ranges


def _apart(a: Windows, b: Windows) -> tuple[Rows, Floats]:
    gap = np.maximum(a.first - b.last, b.first - a.last).clip(min=0)
    return gap.astype(np.int32), distance(a.points, b.points)


def _within(pairs: Pairs, days: int, km: float) -> Pairs:
    return pairs.take((pairs.days <= days) & (pairs.km <= km))
