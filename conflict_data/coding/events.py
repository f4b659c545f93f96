"""Events: ACLED's 31 columns and ours, from the claims of one case, and the evidence for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from conflict_data import acled
from conflict_data.arsenal import common_class
from conflict_data.coding.actors import Cast, cast, parties
from conflict_data.coding.choice import PLAIN, Candidate, Policy, Standing, candidate, joint
from conflict_data.coding.clues import PUBLICATION
from conflict_data.coding.event_types import DISRUPTED, classify
from conflict_data.coding.figures import BEST, HIGH, LOW, Figure, Trace
from conflict_data.coding.levels import Case, site
from conflict_data.coding.munitions import Row, Sheet, sheet, stated_share
from conflict_data.coding.notes import notes
from conflict_data.coding.places import locate
from conflict_data.coding.scopes import Parties
from conflict_data.coding.sources import sources
from conflict_data.coding.tolls import Toll, toll
from conflict_data.frames import join_cell
from conflict_data.records import Article, Claim

Cells: TypeAlias = dict[str, Any]

_TOLLS = {"fatalities": "killed", "injuries": "injured"}
_REPORTED = "interception_rate_reported"
_DAY_KNOWN, _WEEK_KNOWN = 1, 2


class Evidence(NamedTuple):
    """One row of evidence: a claim behind a cell."""

    table: str
    event_id_cnty: str
    munition_id: str | None
    field: str
    claim_id: str
    role: str
    reason: str


class Coded(NamedTuple):
    """One event as rows of the tables, and claims that no row could hold, with why."""

    event: Cells
    munitions: tuple[Cells, ...]
    evidence: tuple[Evidence, ...]
    lost: tuple[tuple[Claim, str], ...]


def code(case: Case, articles: Mapping[str, Article], choose: Policy) -> Coded:
    """Code one event by ACLED's rules."""
    who, where = parties(case), locate(case.attack.target, site(case))
    make = partial(_candidate, articles=articles, who=who, standing=case.standing)
    counted = sheet(case, who, make, choose)
    tolls = {name: toll(case, one, make, choose) for name, one in _TOLLS.items()}
    sub_event_type, basis = classify(case, counted)
    sides = cast(case, who, where, sub_event_type)
    told = notes(case, who, where, counted, list(tolls.values()), sub_event_type)
    event = {
        **_window(case),
        **_type(sub_event_type, basis, sides),
        **where._asdict(),
        **sources(case, articles, where.country_code),
        **_people(tolls, sub_event_type),
        **_munitions(counted.totals, counted.rate, counted.reported),
        "attackers": join_cell(who.attackers),
        "defenders": join_cell(who.defenders),
        "target_actor": who.target,
        "notes": told,
    }
    rows = tuple(_row(case, row) for row in counted.rows)
    evidence = tuple(_evidence(case, counted, tolls))
    return Coded(event, rows, evidence, (*counted.lost, *_forgotten(case, evidence)))


def _candidate(
    claims: tuple[Claim, ...],
    articles: Mapping[str, Article],
    who: Parties,
    standing: Mapping[str, Standing],
) -> Candidate:
    made = candidate(claims, articles[claims[0].article_id], who.attackers, who.defenders)
    return made._replace(standing=joint(standing.get(claim.claim_id, PLAIN) for claim in claims))


def _forgotten(case: Case, evidence: Iterable[Evidence]) -> Iterator[tuple[Claim, str]]:
    """Yield the claims that are not current and stand behind no cell."""
    shown = {row.claim_id for row in evidence}
    for claim in case.past:
        if claim.claim_id not in shown:
            yield claim, f"{case.standing[claim.claim_id].stale}; nothing current counts the same"


def _window(case: Case) -> Cells:
    attack = case.attack
    return {
        "event_id_cnty": case.event_id,
        "level": case.level,
        "part_of_event": case.part_of,
        "event_date": attack.start,
        "event_date_end": attack.end,
        "night_of": attack.start if attack.night and attack.basis != PUBLICATION else None,
        "year": attack.start.year,
        "date_basis": attack.basis,
        "time_precision": _WEEK_KNOWN if attack.basis == PUBLICATION else _DAY_KNOWN,
        "coding": "reviewed" if _is_reviewed(case) else "automatic",
    }


def _is_reviewed(case: Case) -> bool:
    return any(case.standing.get(claim.claim_id, PLAIN).reviewed for claim in case.claims)


def _type(sub_event_type: str, basis: str, sides: Cast) -> Cells:
    first, second = sides.first, sides.second
    return {
        "disorder_type": acled.disorder_type(sub_event_type),
        "event_type": acled.event_type(sub_event_type),
        "sub_event_type": sub_event_type,
        "type_basis": basis,
        "actor1": first.actor,
        "assoc_actor_1": first.associates,
        "inter1": first.inter,
        "actor2": second.actor,
        "assoc_actor_2": second.associates,
        "inter2": second.inter,
        "interaction": acled.interaction(str(first.inter), second.inter),
        "civilian_targeting": sides.civilian_targeting,
    }


def _people(tolls: Mapping[str, Toll], sub_event_type: str) -> Cells:
    cells: Cells = {"fatalities": 0 if sub_event_type == DISRUPTED else tolls["fatalities"].acled}
    for name, one in tolls.items():
        for part, value in _parts(one.figure).items():
            cells[f"{name}_{part}"] = None if value is None else int(value)
    return cells


def _munitions(totals: Mapping[str, Figure], rate: float | None, reported: Figure) -> Cells:
    cells: Cells = {}
    for measure, figure in totals.items():
        for part, value in _parts(figure).items():
            cells[_cell(measure, part)] = value
    share, base = stated_share(reported)
    return {**cells, "interception_rate": rate, _REPORTED: share, "interception_rate_base": base}


def _row(case: Case, row: Row) -> Cells:
    return {
        "munition_id": row.munition_id,
        "event_id_cnty": case.event_id,
        "weapons": join_cell(row.scope.weapons),
        "weapon_class": common_class(row.scope.weapons),
        "launcher": row.scope.launcher,
        "interceptor": join_cell(row.scope.interceptors),
        "place": row.scope.place,
        "part_of": row.part_of,
        **_munitions(row.figures, row.rate, row.reported),
        "side": row.side,
        "n_claims": row.n_claims,
    }


def _evidence(case: Case, counted: Sheet, tolls: Mapping[str, Toll]) -> Iterator[Evidence]:
    """Yield which claims stand behind which cells of an event and its munitions."""
    yield from _of_figures(case, None, counted.totals, counted.reported)
    for name, one in tolls.items():
        yield from _rows(case, None, name + "_{}", one.figure.traces)
    yield from _rows(case, None, "fatalities", tolls["fatalities"].traces)
    for row in counted.rows:
        yield from _of_figures(case, row.munition_id, row.figures, row.reported)


def _of_figures(
    case: Case, munition_id: str | None, figures: Mapping[str, Figure], reported: Figure
) -> Iterator[Evidence]:
    for measure, figure in figures.items():
        for trace in figure.traces:
            yield from _rows(case, munition_id, _cell(measure, trace.part), [trace])
    shares = [trace for trace in reported.traces if trace.part == BEST]
    yield from _rows(case, munition_id, _REPORTED, shares)


def _rows(
    case: Case, munition_id: str | None, field: str, traces: Iterable[Trace]
) -> Iterator[Evidence]:
    table = "munitions" if munition_id else "events"
    for trace in traces:
        cell = field.format(trace.part)
        yield Evidence(
            table, case.event_id, munition_id, cell, trace.claim_id, trace.role, trace.reason
        )


def _parts(figure: Figure) -> dict[str, float | None]:
    return {BEST: figure.best, LOW: figure.low, HIGH: figure.high}


def _cell(measure: str, part: str) -> str:
    return measure if part == BEST else f"{measure}_{part}"
