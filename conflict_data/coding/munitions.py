"""Munitions: one row for each set of weapons and scope in an event, parts under their wholes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from conflict_data.arsenal import disjoint, makes_up, reworded
from conflict_data.coding.choice import Candidate, Policy, Report
from conflict_data.coding.figures import NOTHING, Figure, contradict, rate, settle, total
from conflict_data.coding.levels import Case
from conflict_data.coding.scopes import Parties, Scope, scoped
from conflict_data.coding.tolls import Make
from conflict_data.records import Claim, digest

LAUNCHED, INTERCEPTED, IMPACTED = "launched", "intercepted", "impacted"
MEASURES = (LAUNCHED, INTERCEPTED, "suppressed", IMPACTED, "failed")
SHARE = "share"


class Row(NamedTuple):
    """One row of munitions; ``shares`` are the interception shares that were stated of it."""

    munition_id: str
    scope: Scope
    part_of: str | None
    figures: Mapping[str, Figure]
    rate: float | None
    shares: tuple[Candidate, ...]
    reported: Figure
    side: str | None
    n_claims: int


class Sheet(NamedTuple):
    """The rows of an event, the event's totals, and claims that could not become rows."""

    rows: tuple[Row, ...]
    totals: Mapping[str, Figure]
    rate: float | None
    reported: Figure
    lost: tuple[tuple[Claim, str], ...]


def sheet(case: Case, parties: Parties, make: Make, choose: Policy) -> Sheet:
    """Return the rows of munitions of an event and their totals."""
    counts = [claim for claim in case.claims if _is_counted(claim)]
    weapons = _finest(counts)
    found = scoped([c for c in counts if weapons[c.claim_id]], weapons, case, parties)
    past, bare_past = _past(case, counts, parties)
    ids = {scope: digest(case.event_id, *scope.name) for scope in found.claims}
    above = {scope: ids[parent] for scope, parent in found.parents.items()}
    rivals = {scope: [*claims, *past.get(scope, ())] for scope, claims in found.claims.items()}
    rows = [
        _row(ids[scope], scope, above.get(scope), [make((claim,)) for claim in claims], choose)
        for scope, claims in rivals.items()
    ]
    bare_now = [c for c in counts if c.unit == SHARE and not weapons[c.claim_id]]
    bare = [make((claim,)) for claim in (*bare_now, *bare_past)]
    in_order = sorted(_summed(rows), key=lambda row: row.munition_id)
    return _totals(tuple(_outdone(row, in_order) for row in in_order), bare, choose, found.lost)


def stated_share(reported: Figure) -> tuple[float | None, str | None]:
    """Return a reported share and its base; a share that is only bounded gives neither."""
    if not reported.chosen or reported.chosen[0].low != reported.chosen[0].high:
        return None, None
    claim = reported.chosen[0].claims[0]
    return (None, None) if claim.low is None else (claim.low, claim.base or "unstated")


def _is_counted(claim: Claim) -> bool:
    if claim.unit == SHARE:
        return claim.measure == INTERCEPTED
    return claim.unit == "count" and claim.measure in MEASURES


def _past(
    case: Case, counts: Sequence[Claim], parties: Parties
) -> tuple[dict[Scope, list[Claim]], list[Claim]]:
    """Return the counts that are not current, by scope, and the shares that name no weapons."""
    told = [claim for claim in case.past if _is_counted(claim)]
    weapons = _finest([*counts, *told]) if told else {}
    named = [claim for claim in (*counts, *told) if weapons.get(claim.claim_id)]
    found = scoped(named, weapons, case, parties)
    ids = {claim.claim_id for claim in told}
    by_scope = {
        scope: [claim for claim in some if claim.claim_id in ids]
        for scope, some in found.claims.items()
    }
    return by_scope, [c for c in told if c.unit == SHARE and not weapons[c.claim_id]]


def _finest(counts: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """Return the weapons of each count, by its id, in the finest wording of the same."""
    by_id = {claim.claim_id: claim for claim in counts}
    named = {claim.claim_id: _weapons(claim, by_id) for claim in counts}
    finest = reworded(named.values())
    return {claim_id: finest[theirs] for claim_id, theirs in named.items()}


def _weapons(claim: Claim, by_id: Mapping[str, Claim]) -> frozenset[str]:
    """Return the weapons that a claim counts; a share without a noun has those of its base."""
    base = by_id.get(claim.share_of or "")
    return frozenset(claim.weapons or (base.weapons if base else ()))


def _row(
    munition_id: str,
    scope: Scope,
    part_of: str | None,
    rivals: Sequence[Candidate],
    choose: Policy,
) -> Row:
    shares = tuple(one for one in rivals if one.claims[0].unit == SHARE)
    counts = [one for one in rivals if one.claims[0].unit != SHARE]
    current = [one for one in rivals if not one.standing.stale]
    lead = choose([one for one in current if one.claims[0].unit != SHARE] or current)
    figures = _figures(counts, choose, lead.report)
    return Row(
        munition_id,
        scope,
        part_of,
        figures,
        rate(figures[INTERCEPTED], figures[LAUNCHED]),
        shares,
        settle(shares, choose, lead.report),
        lead.side if lead.report[1] else None,
        len(current),
    )


def _figures(counts: Iterable[Candidate], choose: Policy, report: Report) -> dict[str, Figure]:
    """Return a row's figures, of one report where it gives them.

    Where two reports are at odds over what was intercepted of what, the row follows its own one.
    """
    by_measure: dict[str, list[Candidate]] = {measure: [] for measure in MEASURES}
    for one in counts:
        by_measure[one.claims[0].measure].append(one)
    made = {measure: settle(some, choose, report) for measure, some in by_measure.items()}
    if contradict(made[INTERCEPTED], made[LAUNCHED]):
        followed = made[INTERCEPTED].chosen[0].report == report
        alien = LAUNCHED if followed else INTERCEPTED
        made[alien] = made[alien]._replace(best=None)
    return made


def _summed(rows: Iterable[Row]) -> list[Row]:
    """Return the rows; a whole of which only a share is told has the sum of its parts.

    "170 drones and 120 missiles were launched; 99 percent of them were intercepted": 290.
    """
    done: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: len(row.scope.weapons)):
        parts = [one for one in done.values() if _is_part(one, row)]
        silent = not any(figure.chosen for figure in row.figures.values())
        done[row.munition_id] = _with_sum(row, parts) if silent and _make_up(parts, row) else row
    return list(done.values())


def _make_up(parts: Sequence[Row], whole: Row) -> bool:
    """Say whether parts count all weapons of a whole, and none twice."""
    counted = [part.scope.weapons for part in parts]
    return disjoint(counted) and makes_up(frozenset().union(*counted), whole.scope.weapons)


def _with_sum(row: Row, parts: Sequence[Row]) -> Row:
    figures = {measure: total([part.figures[measure] for part in parts]) for measure in MEASURES}
    return row._replace(figures=figures, rate=rate(figures[INTERCEPTED], figures[LAUNCHED]))


def _is_part(part: Row, whole: Row) -> bool:
    """Say whether a row counts fewer weapons of the same launchers, interceptors and places."""
    return part.part_of == whole.munition_id and part.scope[1:] == whole.scope[1:]


def _outdone(row: Row, rows: Iterable[Row]) -> Row:
    """Return a row without the numbers that a part of it exceeds: they are no totals."""
    parts = [other for other in rows if _is_part(other, row)]
    figures = {
        measure: figure._replace(best=None) if _is_less(figure, measure, parts) else figure
        for measure, figure in row.figures.items()
    }
    return row._replace(figures=figures, rate=rate(figures[INTERCEPTED], figures[LAUNCHED]))


def _is_less(figure: Figure, measure: str, parts: Iterable[Row]) -> bool:
    bests = [part.figures[measure].best or 0 for part in parts]
    return figure.best is not None and any(best > figure.best for best in bests)


def _totals(
    rows: tuple[Row, ...],
    bare: Sequence[Candidate],
    choose: Policy,
    lost: tuple[tuple[Claim, str], ...],
) -> Sheet:
    """Return the sheet with the event's totals: of its one top row, or the sum of disjoint ones.

    A row that is part of no other though it is not of the whole event leaves the totals unknown.
    """
    top = [row for row in rows if row.part_of is None]
    known = all(row.scope.is_whole for row in top) and disjoint(row.scope.weapons for row in top)
    totals = {
        measure: total([row.figures[measure] for row in top]) if known and top else NOTHING
        for measure in MEASURES
    }
    shares = [*bare, *(top[0].shares if known and len(top) == 1 else ())]
    return Sheet(
        rows, totals, rate(totals[INTERCEPTED], totals[LAUNCHED]), settle(shares, choose), lost
    )
