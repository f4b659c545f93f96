"""A dataset in memory: six plain DataFrames, built, written, read and validated."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

import pandas as pd
import pyarrow as pa

from conflict_data import coding, downloads, frames, imports, plugins, release, validation
from conflict_data import decisions as files
from conflict_data.atomic import replacing_folder
from conflict_data.errors import Unknown
from conflict_data.records import Article, Claim, Decision, Problem
from conflict_data.schema import schema
from conflict_data.validation import Report

FORMATS = ("parquet", "csv")
_SHOWN = 5
_HEAD = ("event_id_cnty", "event_date", "location", "attackers", "launched", "intercepted")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dataset:
    """The six tables as DataFrames (dtypes str, Int64, float64, datetime64[us]).

    ``problems`` are the claims that no event holds, the decisions that fit nothing, or the rows of
    a file that have no place, with the reasons, where it was just built or read. ``sources``: the
    rows of files that were read (Arrow, text, as written), by the name that ``events`` has in
    ``source_file``.
    """

    events: pd.DataFrame
    munitions: pd.DataFrame
    claims: pd.DataFrame
    articles: pd.DataFrame
    evidence: pd.DataFrame
    decisions: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, pa.Table] = field(default_factory=dict)

    def tables(self) -> Mapping[str, pa.Table]:
        """Return the tables as Arrow, by name, in the schema's order.

        Raises :class:`ConflictDataError` if a table lost, gained or changed a column.
        """
        made = {name: frames.from_pandas(frame, name) for name, frame in _frames(self).items()}
        return made | {f"{frames.SOURCES}{name}": rows for name, rows in self.sources.items()}

    def write(
        self,
        folder: str | os.PathLike[str],
        formats: str | Sequence[str] = FORMATS,
        with_text: bool = False,
    ) -> list[Problem]:
        """Write a release to ``folder``: whole, or not at all; equal data give equal bytes.

        Returns the rows for which a format has no place. Texts of articles are left out unless
        ``with_text``. Raises :class:`Unknown` for a format that does not exist, and
        :class:`ConflictDataError` if ``folder`` holds anything but a release.
        """
        formats = [formats] if isinstance(formats, str) else formats
        writers = [plugins.load("formats", name) for name in formats]
        tables = dict(self.tables())
        if not with_text:
            tables["articles"] = _without(tables["articles"], "text")
        with replacing_folder(Path(folder)) as new:
            left_out = [problem for writer in writers for problem in writer.write(tables, new)]
            release.write_readme(new, tables, formats, with_text)
        return left_out

    def decide(
        self,
        claim_id: str,
        action: str,
        *,
        who: str,
        when: date,
        why: str,
        field: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Return a decision on a claim of this dataset, tied to its quote and its article.

        It changes nothing here: give it to :func:`build`, or write it to a file with
        ``conflict_data.decisions.write``. Raises :class:`Unknown` for a claim that is not there.

        >>> from conflict_data.articles import load
        >>> from conflict_data.claims import extract
        >>> articles = load([{"text": "Iran fired 40 drones at Israel on 5 May 2024."}])
        >>> data = build(extract(articles), articles)
        >>> signed = {"who": "A. Coder", "when": date(2024, 6, 1), "why": "a drill"}
        >>> decision = data.decide(data.claims["claim_id"][0], "reject", **signed)
        >>> decision.quote, len(build(extract(articles), articles, decisions=[decision]).events)
        ('40 drones', 0)
        """
        keys = dict(zip(self.articles["article_id"], self.articles["article_key"], strict=True))
        found = self.claims[self.claims["claim_id"] == claim_id]
        if found.empty:
            raise Unknown("claim", claim_id, self.claims["claim_id"])
        quote, key = found["quote"].iloc[0], keys[found["article_id"].iloc[0]]
        return Decision(action, claim_id, key, quote, field, value, who, when, why)

    def __repr__(self) -> str:
        counts = (f"{len(frame)} {name}" for name, frame in _frames(self).items())
        return f"<Dataset: {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        rows = self.events.reindex(columns=_HEAD).head(_SHOWN)
        note = f"<p>{len(rows)} of {len(self.events)} events shown.</p>"
        return f"<p>{escape(repr(self))}</p>{rows.to_html(index=False, na_rep='')}{note}"


def build(
    claims: Iterable[Claim],
    articles: Iterable[Article],
    *,
    policy: str | coding.Policy = "default",
    decisions: str | os.PathLike[str] | Iterable[Decision] = (),
) -> Dataset:
    """Return the dataset that claims and their articles make; the order of either is nothing.

    ``policy`` chooses, of several reports, the one to follow: a name (``default``, ``acled``,
    ``newest``) or a function that gets the candidates for a figure and returns one of them.
    ``decisions`` is a decisions file, or the decisions. Raises :class:`ConflictDataError` for a
    claim whose article is not among ``articles``, :class:`Unknown` for a policy that does not
    exist, :class:`LoadError` for a decisions file that is none.

    >>> build([], [])
    <Dataset: 0 events, 0 munitions, 0 claims, 0 articles, 0 evidence, 0 decisions>
    """
    chosen = plugins.load("coding.policies", policy).choose if isinstance(policy, str) else policy
    if isinstance(decisions, str | os.PathLike):
        decisions = files.read(decisions)
    built = coding.build(claims, articles, policy=chosen, decisions=decisions)
    return _dataset(built.tables, tuple(built.problems))


def read(
    path: str | os.PathLike[str],
    *,
    mapping: str | os.PathLike[str] | None = None,
    version: str | None = None,
    accessed: date | None = None,
) -> Dataset:
    """Read a release, a table of a known dataset (ACLED, UCDP GED, ...), or a download of one.

    A table is known by its header. ``mapping``: the TOML file that describes one of your own, or
    the name of a known dataset. ``version`` and ``accessed`` (the day you got the file) go into
    the release. Rows that have no place are in ``problems``, and as they were in ``sources``.
    Raises :class:`LoadError` if tables or columns of a release are missing, or a file is not what
    it claims to be.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = build([], []).write(folder)
    ...     read(folder)
    <Dataset: 0 events, 0 munitions, 0 claims, 0 articles, 0 evidence, 0 decisions>
    """
    if _is_release(Path(path)):
        return _dataset(release.read(Path(path)), ())
    known = imports.mapping(mapping)
    readings = imports.readings([Path(path)], known, version=version, accessed=accessed)
    tables = imports.collect(readings)
    return _dataset(tables, tuple(p for one in readings for p in one.tally.problems))


def read_as_found(path: Path) -> Dataset:
    """Read as :func:`read` does, but a release with whatever columns it has, to validate it."""
    return _dataset(release.read(path, whole=False), ()) if _is_release(path) else read(path)


def validate(data: Dataset) -> Report:
    """Hold a dataset against every rule of the schema; faults are in the report, not raised.

    >>> validate(build([], [])).ok
    True
    """
    return validation.validate(
        {name: frames.as_found(frame, name) for name, frame in _frames(data).items()}
    )


def _is_release(path: Path) -> bool:
    return path.is_dir() and not downloads.is_held(path)


def _dataset(tables: Mapping[str, pa.Table], problems: tuple[Problem, ...]) -> Dataset:
    made = {name: frames.to_pandas(tables[name], name) for name in schema().tables}
    sources = {
        name.removeprefix(frames.SOURCES): table
        for name, table in tables.items()
        if name.startswith(frames.SOURCES)
    }
    return Dataset(**made, problems=problems, sources=sources)


def _frames(data: Dataset) -> dict[str, pd.DataFrame]:
    return {name: getattr(data, name) for name in schema().tables}


def _without(table: pa.Table, column: str) -> pa.Table:
    at = table.column_names.index(column)
    field = table.schema.field(at)
    return table.set_column(at, field, pa.nulls(table.num_rows, field.type))
