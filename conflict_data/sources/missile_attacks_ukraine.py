"""Missile attacks on Ukraine: rows by model of weapon become salvos and their munitions.

Reports of regional commands repeat what the national one counts. Each such row goes as a part
under the national row of the same day and kind, or, where there is none, into an event of its own
of level ``place``: never into a total.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.arsenal import ANYTHING
from conflict_data.distinct import by_value
from conflict_data.frames import SOURCE_ROW, from_records, put
from conflict_data.records import digest
from conflict_data.sources import _models, _salvos
from conflict_data.sources._columns import Fault, clean
from conflict_data.sources._figures import MEASURES, Count, rate
from conflict_data.sources._mapping import known_mappings
from conflict_data.sources._models import NAME
from conflict_data.sources._salvos import Record, Salvo

_KEY = ("time_start", "time_end", "model", "launch_place", "target", "source")
_NUMBERS = ("launched", "destroyed", "not_reach_goal", "is_shahed")
_SHAHED = ("shahed",)
_NATIONWIDE = 4
_DAY = dt.timedelta(days=1)


def prepare(rows: pa.Table) -> pa.Table:
    """Return the rows with a key: the table has no ids, but the report tells rows apart."""
    cells = zip(*(_cells(rows, name) for name in _KEY), strict=True)
    return rows.append_column("row_key", pa.array([digest(*some) for some in cells], pa.string()))


def faults(rows: pa.Table) -> list[Fault]:
    """Return models that are no weapons known here, and cells that hold no count.

    What was launched is counted all the same, as of unsaid kind: without it totals were too low.
    """
    tests: dict[str, Callable[[str], Any]] = dict.fromkeys(_NUMBERS, _models.number)
    tests |= {"destroyed_details": _models.counts, "launched_details": _models.by_weapons}
    found = [_fault(rows, name, name, test) for name, test in tests.items()]
    found += [_fault(rows, "model", "weapons", _models.weapons, rule="unknown_weapon")]
    return [fault for fault in found if len(fault.rows)]


def complete(tables: dict[str, pa.Table], rows: pa.Table) -> dict[str, pa.Table]:
    """Return an event for each report and day, and munitions for its models and places."""
    salvos, munitions = _salvos.build(_records(tables["events"], rows))
    return {
        **tables,
        "events": _events(tables["events"], salvos),
        "munitions": from_records("munitions", munitions),
    }


def _cells(rows: pa.Table, name: str) -> list[str | None]:
    if name not in rows.column_names:
        return [None] * rows.num_rows
    cells: list[str | None] = _cleaned(rows, name).to_pylist()
    return cells


def _cleaned(rows: pa.Table, name: str) -> Any:
    return clean(rows.column(name).combine_chunks(), known_mappings()[NAME].nulls)


def _fault(
    rows: pa.Table, name: str, field: str, test: Callable[[str], Any], rule: str = "unmapped"
) -> Fault:
    """Return the cells that pass no test; a weapon must not be empty either."""
    if name not in rows.column_names:
        return Fault(field, name, pa.array([], pa.int64()), False, rule)
    cells = _cleaned(rows, name)
    passes = by_value(lambda cell: test(cell) is not None, pa.bool_(), cells)
    lost = pc.indices_nonzero(pc.invert(pc.fill_null(passes, rule == "unmapped")))
    return Fault(field, name, lost, False, rule)


def _records(events: pa.Table, rows: pa.Table) -> list[Record]:
    maps = known_mappings()[NAME].maps
    names = (
        "model", "target", "source", "status_data", "destroyed_details", "launched_details",
        *_NUMBERS,
    )  # fmt: skip
    columns = [_cells(rows, name) for name in names]
    dates = [events.column(name).to_pylist() for name in ("event_date", "event_date_end")]
    numbers = rows.column(SOURCE_ROW).to_pylist()
    return [
        _record(maps, number, start, end or start, *cells)
        for number, start, end, *cells in zip(numbers, *dates, *columns, strict=True)
    ]


def _record(maps: Any, number: int, start: dt.date, end: dt.date, *cells: str | None) -> Record:
    model, target, post, status, details, models, *counts = cells
    launched, destroyed, lost, shaheds = map(_models.number, counts)
    basis = _models.since(maps["intercepted_basis"], "destroyed", end)
    if lost == 0 and basis != maps["intercepted_basis"]["destroyed"]:
        lost = None  # it is in "destroyed" now, so that 0 says nothing
    among = _models.by_weapons(models or "", end) or {}
    if shaheds is not None:
        among[_SHAHED] = shaheds
    return Record(
        number, start, end, post or "", _models.author(post or "") in maps["national"],
        None if target in maps["everywhere"] else target,
        _models.weapons(model or "", end, ANYTHING) or (),
        Count.at_least(launched) if status in maps["withheld"] else Count.of(launched),
        Count.of(destroyed), Count.of(lost), basis, among, _models.counts(details or "") or {},
    )  # fmt: skip


def _events(rows: pa.Table, salvos: Sequence[Salvo]) -> pa.Table:
    """Return the first row of each salvo as its event, with what all its rows say."""
    at = {number: index for index, number in enumerate(rows.column(SOURCE_ROW).to_pylist())}
    events = rows.take(pa.array([at[salvo.first] for salvo in salvos], pa.int64()))
    for name, cells in _columns(salvos).items():
        events = put(events, name, cells)
    return events


def _columns(salvos: Sequence[Salvo]) -> dict[str, Iterable[Any]]:
    figures = {
        f"{measure}{end}": [getattr(salvo.figures[measure], word) for salvo in salvos]
        for measure in MEASURES
        for end, word in (("", "best"), ("_low", "low"), ("_high", "high"))
    }
    return {
        **figures,
        "event_id_cnty": [salvo.event_id for salvo in salvos],
        "event_date": [salvo.start for salvo in salvos],
        "event_date_end": [salvo.end for salvo in salvos],
        "year": [salvo.start.year for salvo in salvos],
        "time_precision": [1 if salvo.end - salvo.start <= _DAY else None for salvo in salvos],
        "night_of": [salvo.start if salvo.end - salvo.start == _DAY else None for salvo in salvos],
        "level": [salvo.level for salvo in salvos],
        "location": [salvo.place or "Ukraine" for salvo in salvos],
        "geo_precision": [None if salvo.place else _NATIONWIDE for salvo in salvos],
        "interception_rate": [rate(salvo.figures) for salvo in salvos],
    }
