"""What validation found: faults are values, counted exactly and shown by example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from conflict_data.errors import ValidationFailed
from conflict_data.records import Problem

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = 3
HTML_ROWS = 50


class Finding(NamedTuple):
    """One rule broken in one column: how often (exact), and the first of the problems."""

    table: str
    field: str
    rule: str
    total: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one validation; empty and ``ok`` if the data keep every rule.

    ``len`` is the exact number of problems; ``problems`` and iteration stop at 100 for each
    column and rule.

    >>> Report(()).ok, len(Report(())), Report(()).summary()
    (True, 0, 'no problems')
    """

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether no rule is broken."""
        return not self.findings

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems kept: at most 100 for each column and rule."""
        return tuple(problem for finding in self.findings for problem in finding.problems)

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """Exact number of problems by (table, rule)."""
        counts: Counter[tuple[str, str]] = Counter()
        for finding in self.findings:
            counts[finding.table, finding.rule] += finding.total
        return dict(counts)

    def __len__(self) -> int:
        return sum(finding.total for finding in self.findings)

    def __bool__(self) -> bool:
        """Be true even when empty: a report is there; ask ``ok`` whether it is clean."""
        return True

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __repr__(self) -> str:
        return f"<Report: {_plural(len(self))}>"

    def summary(self) -> str:
        """Return the findings as text: each with its count and its first problems."""
        if self.ok:
            return "no problems"
        lines = [f"{_plural(len(self))}:"]
        for finding in self.findings:
            lines += [f"  {_heading(finding)}: {finding.total}"]
            lines += [f"    {problem}" for problem in finding.problems[:EXAMPLES]]
        return "\n".join(lines)

    def raise_if_bad(self) -> None:
        """Raise :class:`ValidationFailed` with the summary and the problems if there are any."""
        if not self.ok:
            raise ValidationFailed(self.summary(), self.problems)

    def to_frame(self) -> pd.DataFrame:
        """Return the problems kept, one a row, all columns str."""
        import pandas as pd  # here, so that a report costs nothing to make

        return pd.DataFrame(self.problems, columns=list(Problem._fields), dtype="str")

    def _repr_html_(self) -> str:
        if self.ok:
            return "<p>No problems.</p>"
        head = "".join(f"<th>{name}</th>" for name in Problem._fields)
        rows = "".join(map(_html_row, self.problems[:HTML_ROWS]))
        shown = min(len(self.problems), HTML_ROWS)
        note = f"<p>{_plural(len(self))}, {shown} shown.</p>"
        return f"{note}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def merged(reports: Iterable[Report], limit: int = 100) -> Report:
    """Return the findings of several pieces of the same tables as one report; counts add up.

    >>> merged([Report(()), Report(())]).ok
    True
    """
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in (finding for report in reports for finding in report.findings):
        key = finding.table, finding.field, finding.rule
        before = found.get(key, Finding(*key, 0, ()))
        problems = (*before.problems, *finding.problems)[:limit]
        found[key] = Finding(*key, before.total + finding.total, problems)
    return Report(tuple(found.values()))


def _html_row(problem: Problem) -> str:
    return "<tr>{}</tr>".format("".join(f"<td>{escape(cell)}</td>" for cell in problem))


def _heading(finding: Finding) -> str:
    return f"{'.'.join(filter(None, [finding.table, finding.field]))} {finding.rule}"


def _plural(count: int) -> str:
    return f"{count} problem{'' if count == 1 else 's'}"
