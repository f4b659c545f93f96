"""A dataset in memory: six plain DataFrames, built, written, read and validated."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import pandas as pd
import pyarrow as pa

from conflict_data import coding, frames, plugins, validation
from conflict_data import decisions as files
from conflict_data.atomic import replacing_folder
from conflict_data.errors import LoadError, Unknown
from conflict_data.formats import parquet
from conflict_data.records import Article, Claim, Decision, Problem
from conflict_data.schema import schema
from conflict_data.validation import Report

FORMATS = ("parquet", "csv")
_SHOWN = 5
_HEAD = ("event_id_cnty", "event_date", "location", "attackers", "launched", "intercepted")
_README = """\
# A release of {title}

{description}

| table | rows |
|---|---|
{counts}

Schema version {version}. Load a table with `pandas.read_parquet("events.parquet")`, all of them
with `conflict_data.read("path/of/this/folder")`. Rows of `munitions` and `evidence` belong to
`events` by `event_id_cnty`, rows of `evidence` to `claims` by `claim_id`. Sum the events of one
`level` only, and munitions only where `part_of` is empty: parts repeat what their wholes count.

Each column's meaning and unit stand in the metadata of the Parquet files; the codebook
(`conflict-data schema`) has them with every rule and code list. Formats: {formats}.
{texts}

Licence of schema and code: {licence}. Coordinates: GeoNames, CC BY 4.0.
"""
_TEXTS = {
    True: "The texts of the articles are in `articles`; they belong to their publishers.",
    False: "The texts of the articles are not part of it; each claim brings its sentence.",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dataset:
    """The six tables as DataFrames (dtypes str, Int64, float64, datetime64[us]).

    ``problems`` are the claims that no event holds and the decisions that fit nothing, with the
    reasons, where it was just built.
    """

    events: pd.DataFrame
    munitions: pd.DataFrame
    claims: pd.DataFrame
    articles: pd.DataFrame
    evidence: pd.DataFrame
    decisions: pd.DataFrame
    problems: tuple[Problem, ...] = ()

    def tables(self) -> Mapping[str, pa.Table]:
        """Return the tables as Arrow, by name, in the schema's order.

        Raises :class:`ConflictDataError` if a table lost, gained or changed a column.
        """
        return {name: frames.from_pandas(frame, name) for name, frame in _frames(self).items()}

    def write(
        self,
        folder: str | os.PathLike[str],
        formats: Sequence[str] = FORMATS,
        with_text: bool = False,
    ) -> list[Problem]:
        """Write a release to ``folder``: whole, or not at all; equal data give equal bytes.

        Returns the rows for which a format has no place. Texts of articles are left out unless
        ``with_text``. Raises :class:`Unknown` for a format that does not exist, and
        :class:`ConflictDataError` if ``folder`` holds anything but a release.
        """
        writers = [plugins.load("formats", name) for name in formats]
        tables = dict(self.tables())
        if not with_text:
            tables["articles"] = _without(tables["articles"], "text")
        with replacing_folder(Path(folder)) as new:
            left_out = [problem for writer in writers for problem in writer.write(tables, new)]
            readme = _readme(tables, formats, with_text)
            (new / "README.md").write_text(readme, encoding="utf-8", newline="\n")
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


def read(path: str | os.PathLike[str]) -> Dataset:
    """Read a release: a folder with a Parquet file for each table.

    Raises :class:`LoadError` if tables are missing, or a file is not what it claims to be.
    """
    tables = parquet.read(Path(path))
    missing = [f"{name}.parquet" for name in schema().tables if name not in tables]
    if missing:
        raise LoadError(
            os.fspath(path),
            f"lacks {', '.join(missing)}",
            expected="a release, with a Parquet file for each table",
            do="write it again with the format parquet",
        )
    return _dataset(tables, ())


def validate(data: Dataset) -> Report:
    """Hold a dataset against every rule of the schema; faults are in the report, not raised.

    >>> validate(build([], [])).ok
    True
    """
    return validation.validate(
        {name: frames.as_found(frame, name) for name, frame in _frames(data).items()}
    )


def _dataset(tables: Mapping[str, pa.Table], problems: tuple[Problem, ...]) -> Dataset:
    made = {name: frames.to_pandas(tables[name], name) for name in schema().tables}
    return Dataset(**made, problems=problems)


def _frames(data: Dataset) -> dict[str, pd.DataFrame]:
    return {name: getattr(data, name) for name in schema().tables}


def _without(table: pa.Table, column: str) -> pa.Table:
    at = table.column_names.index(column)
    field = table.schema.field(at)
    return table.set_column(at, field, pa.nulls(table.num_rows, field.type))


def _readme(tables: Mapping[str, pa.Table], formats: Sequence[str], with_text: bool) -> str:
    head = schema()
    counts = "\n".join(f"| {name} | {table.num_rows} |" for name, table in tables.items())
    return _README.format(
        title=head.title,
        description=head.description,
        version=head.version,
        licence=head.licence,
        counts=counts,
        formats=", ".join(formats),
        texts=_TEXTS[with_text],
    )
