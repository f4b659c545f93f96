"""What joins tables: references, and the laws that tie cells to evidence and evidence to claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.schema import Reference
from conflict_data.validation.report import Finding
from conflict_data.validation.sheet import Sheet

Sheets = Mapping[str, Sheet]


def check(sheets: Sheets) -> Iterator[Finding]:
    """Run the checks for which all the tables and columns they need are there."""
    for sheet in sheets.values():
        for reference in sheet.spec.references:
            yield from _dangling(sheet, reference, sheets)
    evidence = sheets.get("evidence")
    if evidence and evidence.has(*evidence.spec.key, "table"):
        for name in ("events", "munitions"):
            if name in sheets and sheets[name].has("event_id_cnty", *sheets[name].spec.key):
                yield from _unproven(sheets[name], evidence, sheets)
                yield from _baseless(sheets[name], evidence)
        yield from _unreal(evidence, sheets)


def _dangling(sheet: Sheet, reference: Reference, sheets: Sheets) -> list[Finding]:
    target = sheets.get(reference.table)
    if target is None or not (sheet.has(reference.field) and target.has(reference.to)):
        return []
    if sheet.is_empty(reference.field):
        return []
    cells, known = sheet.cells(reference.field), target.cells(reference.to)
    where = f"{reference.table}.{reference.to} ({known.type}, {len(known)} rows)"
    return sheet.broken(
        "reference", [reference.field], pc.or_(pc.is_null(cells), pc.is_in(cells, known)),
        lambda row: f"{row[reference.field]!r} ({cells.type}) is not in {where}; "
        "add that row or correct the reference",
    )  # fmt: skip


def _unproven(sheet: Sheet, evidence: Sheet, sheets: Sheets) -> Iterator[Finding]:
    """Find claimed cells of coded rows without evidence: imported rows have none."""
    (key,) = sheet.spec.key
    exempt = _imported(sheet, sheets)
    for field in sheet.spec.fields:
        if field.claimed and sheet.has(field.name):
            proven = _keys(evidence, sheet.spec.name, key, field.name)
            empty = pc.is_null(sheet.cells(field.name))
            passes = pc.or_(pc.or_(empty, exempt), pc.is_in(sheet.cells(key), proven))
            yield from sheet.broken(
                "claimed_has_evidence", [field.name], passes,
                lambda _: "a claimed cell without a row in evidence; unknown is null",
            )  # fmt: skip


def _imported(sheet: Sheet, sheets: Sheets) -> Any:
    events = sheets.get("events")
    if events is None or not events.has("event_id_cnty", "coding"):
        return pa.repeat(False, sheet.rows.num_rows)
    imported = events.holds("coding", "imported")
    return pc.is_in(sheet.cells("event_id_cnty"), events.cells("event_id_cnty").filter(imported))


def _keys(evidence: Sheet, table: str, key: str, field: str) -> Any:
    about = pc.and_(evidence.holds("table", table), evidence.holds("field", field))
    return evidence.cells(key).filter(about)


def _baseless(sheet: Sheet, evidence: Sheet) -> list[Finding]:
    """Find rows of evidence for cells of ``sheet`` that are not there."""
    name, (key,) = sheet.spec.name, sheet.spec.key
    is_row = pc.is_in(evidence.cells(key), sheet.cells(key))
    is_cell = pc.and_(is_row, evidence.holds("field", *sheet.spec.names))
    passes = pc.or_(pc.invert(evidence.holds("table", name)), is_cell)
    return evidence.broken(
        "evidence_has_cell", ["field", key], passes,
        lambda row: f"{name} has no cell {row['field']!r} in a row {row[key]!r}; drop this row",
    )  # fmt: skip


def _unreal(evidence: Sheet, sheets: Sheets) -> list[Finding]:
    """Find threats, tests, denials and running totals that stand behind a figure."""
    claims = sheets.get("claims")
    if claims is None or not claims.has("claim_id", "status"):
        return []
    unreal = claims.cells("claim_id").filter(pc.invert(claims.holds("status", "actual")))
    is_unreal = pc.is_in(evidence.cells("claim_id"), unreal)
    passes = pc.or_(evidence.holds("role", "other"), pc.invert(is_unreal))
    return evidence.broken(
        "figure_is_actual", ["claim_id", "role"], passes,
        lambda row: f"a claim that is not of status actual has role {row['role']!r}; "
        "only what happened makes figures",
    )  # fmt: skip
