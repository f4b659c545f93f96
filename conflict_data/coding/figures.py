"""Figures: the number followed, the range reported beside it, and the claims behind both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conflict_data.coding.choice import Candidate, Policy, Report, describe

BEST, LOW, HIGH = "best", "low", "high"
_COUNTED = ("exact", "about")


class Trace(NamedTuple):
    """A claim behind one part (best, low or high) of a figure, its role there, and why."""

    part: str
    claim_id: str
    role: str
    reason: str


class Figure(NamedTuple):
    """``best`` is the number stated, ``low`` and ``high`` the range reported within one side.

    ``chosen`` are the candidates followed: one, or one for each figure of a sum.
    """

    best: float | None
    low: float | None
    high: float | None
    chosen: tuple[Candidate, ...]
    traces: tuple[Trace, ...]


NOTHING = Figure(None, None, None, (), ())


def settle(candidates: Sequence[Candidate], choose: Policy, report: Report | None = None) -> Figure:
    """Return the figure that rivals make; one of ``report`` is followed if it gives one.

    Rivals that are not current stand behind the figure with the reason, and do nothing to it.
    """
    current = [one for one in candidates if not one.standing.stale]
    stale = [trace for one in candidates if one.standing.stale for trace in _set_aside(one)]
    if not current:
        return NOTHING._replace(traces=tuple(stale))
    chosen = choose(_preferred(current, report))
    pool = _pool(current, chosen)
    low, high = _range(pool, chosen)
    lowest = [one for one in pool if low is not None and low in (one.low, _own(one, chosen))]
    highest = [one for one in pool if high is not None and high in (one.high, _own(one, chosen))]
    traces = [
        *_rivals(current, chosen, lowest, highest),
        *(trace for one in lowest for trace in _traces(LOW, one, LOW, "lowest: ")),
        *(trace for one in highest for trace in _traces(HIGH, one, HIGH, "highest: ")),
        *stale,
    ]
    return Figure(chosen.best, low, high, (chosen,), tuple(traces))


def total(figures: Sequence[Figure]) -> Figure:
    """Return the sum of figures, or nothing unless one report gives a number for each."""
    if len(figures) == 1:
        return figures[0]
    bests = [figure.best for figure in figures if figure.best is not None]
    reports = {one.report for figure in figures for one in figure.chosen}
    if len(bests) < len(figures) or len(reports) != 1:
        return NOTHING
    low, high = _sum(figure.low for figure in figures), _sum(figure.high for figure in figures)
    empty = {LOW: low is None, HIGH: high is None}
    traces = tuple(
        trace._replace(reason=f"one of a sum: {trace.reason}")
        for figure in figures
        for trace in figure.traces
        if not empty.get(trace.part)
    )
    chosen = tuple(one for figure in figures for one in figure.chosen)
    return Figure(sum(bests), low, high, chosen, traces)


def rate(intercepted: Figure, launched: Figure) -> float | None:
    """Return intercepted / launched if one report counts both, else None.

    Within one article a count of the outlet itself goes with that of any one speaker.
    """
    counts = (*intercepted.chosen, *launched.chosen)
    speakers = {one.report[1] for one in counts} - {None}
    one_report = len({one.report[0] for one in counts}) == 1 and len(speakers) <= 1
    if not one_report or any(one.bound not in _COUNTED for one in counts):
        return None
    if not launched.best or intercepted.best is None or intercepted.best > launched.best:
        return None
    return intercepted.best / launched.best


def contradict(intercepted: Figure, launched: Figure) -> bool:
    """Say whether two reports are at odds: more intercepted in one than launched in the other."""
    if intercepted.best is None or launched.best is None or intercepted.best <= launched.best:
        return False
    return intercepted.chosen[0].report != launched.chosen[0].report


def _preferred(current: Sequence[Candidate], report: Report | None) -> Sequence[Candidate]:
    """Return whom to choose among: the report followed, unless a researcher accepted another."""
    if any(one.standing.accepted for one in current):
        return current
    return [one for one in current if one.report == report] or current


def _pool(candidates: Iterable[Candidate], chosen: Candidate) -> list[Candidate]:
    """Return those of the chosen side that make the range: one-sided only where no point is."""
    side = [one for one in candidates if one.side == chosen.side]
    points = [one for one in side if one.low is not None and one.high is not None]
    if not points:
        return side
    return points if chosen in points else [*points, chosen]


def _range(pool: Iterable[Candidate], chosen: Candidate) -> tuple[float | None, float | None]:
    """Return the ends of the range; bounds that exclude each other leave the chosen's own."""
    low = min((one.low for one in pool if one.low is not None), default=None)
    high = max((one.high for one in pool if one.high is not None), default=None)
    if low is None or high is None:
        return low, high
    if low > high:
        return chosen.low, chosen.high
    best = low if chosen.best is None else chosen.best
    return min(low, best), max(high, best)


def _own(one: Candidate, chosen: Candidate) -> float | None:
    """Return the number of the chosen itself: a bound of it may be the end of the range."""
    return one.best if one == chosen else None


def _rivals(
    candidates: Iterable[Candidate],
    chosen: Candidate,
    lowest: Sequence[Candidate],
    highest: Sequence[Candidate],
) -> Iterator[Trace]:
    for one in candidates:
        if one == chosen:
            yield from _traces(BEST, one, "chosen", "")
        elif one in lowest:
            yield from _traces(BEST, one, LOW, "rival, lowest: ")
        elif one in highest:
            yield from _traces(BEST, one, HIGH, "rival, highest: ")
        else:
            yield from _traces(BEST, one, "other", "rival: ")


def _traces(part: str, one: Candidate, role: str, why: str) -> Iterator[Trace]:
    for claim in one.claims:
        yield Trace(part, claim.claim_id, role, f"{why}{describe(one)}")


def _set_aside(one: Candidate) -> Iterator[Trace]:
    yield from _traces(BEST, one, "other", f"{one.standing.stale}; ")


def _sum(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)
