"""Validation: every check that the schema asks for, over whichever tables are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from conflict_data import rules
from conflict_data.schema import Rule, schema
from conflict_data.validation import columns, links, named
from conflict_data.validation.cells import Passed
from conflict_data.validation.report import Finding, Report
from conflict_data.validation.sheet import Sheet, values


def validate(tables: Mapping[str, pa.Table], passed: Passed | None = None) -> Report:
    """Hold Arrow tables (by name) against the schema; never stops at the first fault.

    Checks that join tables run if all of them are given. Raises :class:`Unknown` for a name
    that is no table of the schema; everything else that is wrong is a Problem in the report.
    ``passed``: shared by the pieces of a stream, so that values seen before are not held against
    the schema again.

    >>> from conflict_data.frames import from_records
    >>> validate({"claims": from_records("claims", [])}).ok
    True
    """
    passed = passed or Passed()
    given = {name: schema().table(name) for name in tables}
    ordered = [given[name] for name in schema().tables if name in given]
    sheets = {spec.name: columns.sound(spec, tables[spec.name]) for spec in ordered}
    findings: list[Finding] = []
    for spec in ordered:
        findings += columns.structure(spec, tables[spec.name])
        findings += columns.content(sheets[spec.name], passed)
        findings += _rules(sheets[spec.name])
        findings += named.check(sheets[spec.name])
    findings += links.check(sheets)
    return Report(tuple(findings))


def _rules(sheet: Sheet) -> Iterator[Finding]:
    for rule in sheet.spec.rules:
        expression = rules.parse_rule(rule.check, sheet.spec)
        if sheet.has(*expression.columns):
            yield from _broken(sheet, rule, expression)


def _broken(sheet: Sheet, rule: Rule, expression: rules.Expression) -> list[Finding]:
    used = expression.columns
    passes = rules.mask(expression, sheet.rows)
    return sheet.broken(
        rule.name,
        used,
        passes,
        lambda row: f"{rule.because}: expected {rule.check}, found {values(row, used)}",
    )
