"""Rows of reports on missile attacks put together: salvos, their munitions, and parts of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from conflict_data.arsenal import ANYTHING, common_class, covers, disjoint
from conflict_data.records import digest
from conflict_data.sources._figures import MEASURES, Count, Figures, rate
from conflict_data.sources._models import NAME, author

_DEFENDER = "defender"
_Key = TypeVar("_Key")


class Record(NamedTuple):
    """A row of the table, its cells read."""

    number: int
    start: dt.date
    end: dt.date
    post: str
    is_national: bool
    target: str | None
    weapons: tuple[str, ...]
    launched: Count
    intercepted: Count
    suppressed: Count
    basis: str
    among: Mapping[tuple[str, ...], float | None]
    details: Mapping[str, float | None]


class Munition(NamedTuple):
    """A row of the table ``munitions``."""

    munition_id: str
    event_id_cnty: str
    weapons: tuple[str, ...]
    weapon_class: str
    place: str | None
    part_of: str | None
    launched: float | None
    launched_low: float | None
    launched_high: float | None
    intercepted: float | None
    intercepted_low: float | None
    intercepted_high: float | None
    suppressed: float | None
    suppressed_low: float | None
    suppressed_high: float | None
    interception_rate: float | None
    side: str
    n_claims: int
    intercepted_basis: str | None
    source_rows: str


class Salvo(NamedTuple):
    """An event: what one report says of one day or night; ``first`` is its first row."""

    event_id: str
    first: int
    start: dt.date
    end: dt.date
    level: str
    place: str | None
    figures: Figures


class _Group(NamedTuple):
    """Rows of one event, set of weapons and place: one row of munitions."""

    event_id: str
    weapons: tuple[str, ...]
    place: str | None
    records: list[Record]

    @property
    def munition_id(self) -> str:
        return digest(self.event_id, self.records[0].post, self.place, *self.weapons)

    @property
    def figures(self) -> Figures:
        return {
            measure: Count.total(getattr(one, measure) for one in self.records)
            for measure in MEASURES
        }


def build(records: Sequence[Record]) -> tuple[list[Salvo], list[Munition]]:
    """Return the salvos of these rows and their munitions; no row is in two totals."""
    national = _grouped((_event_id(one, None), None, one) for one in records if one.is_national)
    regional = [one for one in records if not one.is_national]
    by_day: dict[dt.date, list[_Group]] = {}
    for group in national:
        by_day.setdefault(group.records[0].end, []).append(group)
    homes = {one.number: _container(one, by_day.get(one.end, ())) for one in regional}
    placed = [(homes[one.number], _place(one), one) for one in regional]
    parts = _grouped((home.event_id, place, one) for home, place, one in placed if home)
    alone = _grouped((_event_id(one, place), place, one) for home, place, one in placed if not home)
    munitions: list[Munition] = []
    for group in (*national, *alone, *parts):
        home = homes.get(group.records[0].number)
        munitions += _rows(group, home.munition_id if home else None)
    return _salvos([*national, *alone]), munitions


def _event_id(record: Record, place: str | None) -> str:
    key = digest(record.post, place)[:8]
    return f"{NAME}:{record.end:%Y-%m-%d}-{key}"


def _place(record: Record) -> str:
    """Return the place of a regional row: where it does not say one, that of its command."""
    return record.target or author(record.post) or "unknown"


def _grouped(rows: Iterable[tuple[str, str | None, Record]]) -> list[_Group]:
    groups: dict[tuple[str, str, str | None, tuple[str, ...]], _Group] = {}
    for event_id, place, record in rows:
        key = (event_id, record.post, place, record.weapons)
        new = _Group(event_id, record.weapons, place, [])
        groups.setdefault(key, new).records.append(record)
    return list(groups.values())


def _container(record: Record, national: Iterable[_Group]) -> _Group | None:
    """Return that of the day's national rows that counts the same weapons, if there is one.

    Of several the one that names them all goes first, then one that names any kind, then the one
    with most munitions: a wrong whole is better than a munition that is counted twice.
    """
    part = frozenset(record.weapons)
    found = [one for one in national if not disjoint([frozenset(one.weapons), part])]
    return max(found, key=lambda group: _fit(group, part), default=None)


def _fit(group: _Group, part: frozenset[str]) -> tuple[bool, bool, float]:
    known = ANYTHING not in group.weapons
    return covers(frozenset(group.weapons), part), known, group.figures["launched"].low or 0


def _rows(group: _Group, part_of: str | None) -> list[Munition]:
    """Return a row of munitions, and what is told of it by place and of weapons among others."""
    munition_id = group.munition_id
    rows = [_munition(group, munition_id, group.place, group.weapons, group.figures, part_of)]
    for place, count in _added(one.details for one in group.records).items():
        figures = {"intercepted": Count.of(count)}
        part_id = digest(munition_id, "place", place)
        rows.append(_munition(group, part_id, place, group.weapons, figures, munition_id))
    for weapons, count in _added(one.among for one in group.records).items():
        figures = {"launched": Count.of(count)}
        part_id = digest(munition_id, "weapons", *weapons)
        rows.append(_munition(group, part_id, group.place, weapons, figures, munition_id))
    return rows


def _added(counts: Iterable[Mapping[_Key, float | None]]) -> dict[_Key, float]:
    found: dict[_Key, float] = {}
    for some in counts:
        for key, count in some.items():
            if count is not None:
                found[key] = found.get(key, 0) + count
    return found


def _munition(
    group: _Group,
    munition_id: str,
    place: str | None,
    weapons: tuple[str, ...],
    figures: Figures,
    part_of: str | None,
) -> Munition:
    full = {**dict.fromkeys(MEASURES, Count()), **figures}
    cells = [cell for measure in MEASURES for cell in full[measure]]
    basis = group.records[0].basis if full["intercepted"].low is not None else None
    rows = "; ".join(str(one.number) for one in group.records)
    head = (munition_id, group.event_id, weapons, common_class(weapons), place, part_of)
    return Munition._make((*head, *cells, rate(full), _DEFENDER, 0, basis, rows))


def _salvos(groups: Iterable[_Group]) -> list[Salvo]:
    events: dict[str, list[_Group]] = {}
    for group in groups:
        events.setdefault(group.event_id, []).append(group)
    return [_salvo(event_id, some) for event_id, some in events.items()]


def _salvo(event_id: str, groups: Sequence[_Group]) -> Salvo:
    records = [record for group in groups for record in group.records]
    targets = {record.target for record in records}
    return Salvo(
        event_id,
        min(record.number for record in records),
        min(record.start for record in records),
        max(record.end for record in records),
        "salvo" if records[0].is_national else "place",
        groups[0].place or (targets.pop() if len(targets) == 1 else None),
        {measure: Count.total(group.figures[measure] for group in groups) for measure in MEASURES},
    )
