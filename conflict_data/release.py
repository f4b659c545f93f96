"""A release as a folder: its README, its tables read back, and whose terms bind its rows."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from conflict_data import frames
from conflict_data.errors import ConflictDataError, LoadError
from conflict_data.formats import parquet
from conflict_data.schema import schema

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
{sources}
Licence of schema and code: {licence}. Coordinates: GeoNames, CC BY 4.0.
"""
_SHOWN = 5
_TEXTS = {
    True: "The texts of the articles are in `articles`; they belong to their publishers.",
    False: "The texts of the articles are not part of it; each claim brings its sentence.",
}
_SOURCES = """
## Where imported rows come from

Events with `coding = imported` are rows of the files below; `source_file` and `source_row` lead
to the row as it was, in `sources/`. Keep `source_dataset` beside them when you pool: datasets
count the same event in different ways.
"""


def read(folder: Path, *, whole: bool = True) -> dict[str, pa.Table]:
    """Return the tables of a release, and the rows of files that were read into it.

    Raises :class:`LoadError` if tables are missing, or columns of them unless ``whole`` is False,
    or a file is not what it claims to be.
    """
    tables = parquet.read(folder)
    missing = [f"{name}.parquet" for name in schema().tables if name not in tables]
    if missing:
        raise LoadError(
            os.fspath(folder),
            f"lacks {', '.join(missing)}",
            expected="a release, with a Parquet file for each table",
            do="write it again with the format parquet",
        )
    if whole:
        _refuse_partial(tables, folder)
    return tables


def _refuse_partial(tables: Mapping[str, pa.Table], folder: Path) -> None:
    for name, table in schema().tables.items():
        lacking = [column for column in table.names if column not in tables[name].column_names]
        if lacking:
            shown = ", ".join(lacking[:_SHOWN]) + (" ..." if len(lacking) > _SHOWN else "")
            raise LoadError(
                os.fspath(folder / f"{name}.parquet"),
                f"lacks {shown}",
                expected=f"the columns of {name} in schema {schema().version}",
                do="build or read it again; `conflict-data validate` tells all that is wrong",
            )


def abouts(tables: Mapping[str, pa.Table]) -> list[dict[str, Any]]:
    """Return what is known of each file whose rows are in a release."""
    return [
        frames.about(table) for name, table in tables.items() if name.startswith(frames.SOURCES)
    ]


def refuse_if_private(tables: Mapping[str, pa.Table]) -> None:
    """Raise :class:`ConflictDataError` if rows come from a dataset that forbids to hand it on."""
    bound = {one["title"]: one for one in abouts(tables) if not one["redistribution"]}
    if bound:
        words = "; ".join(
            f"{title} ({one['licence']}): {one['because']}" for title, one in bound.items()
        )
        raise ConflictDataError(
            f"this release cannot be made public: it holds rows of {words}. "
            "Leave out --public for your own use, or build a release without these rows"
        )


def write_readme(
    folder: Path,
    tables: Mapping[str, pa.Table],
    formats: Sequence[str],
    with_text: bool = False,
) -> None:
    """Write README.md for these tables."""
    counts = {name: table.num_rows for name, table in tables.items()}
    write_words(folder, counts, abouts(tables), formats, with_text)


def write_words(
    folder: Path,
    counts: Mapping[str, int],
    sources: Sequence[Mapping[str, Any]],
    formats: Sequence[str],
    with_text: bool = False,
) -> None:
    """Write README.md from the number of rows by table and what is known of each source."""
    head = schema()
    text = _README.format(
        title=head.title,
        description=head.description,
        version=head.version,
        licence=head.licence,
        counts="\n".join(f"| {name} | {counts[name]} |" for name in head.tables),
        formats=", ".join(formats),
        texts=_TEXTS[with_text],
        sources=_SOURCES + "".join(map(_source, sources)) if sources else "",
    )
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def _source(about: Mapping[str, Any]) -> str:
    version = f", version {about['version']}" if about["version"] else ""
    accessed = about["accessed"] or "not given"
    shared = "" if about["redistribution"] else f"\n  Not to be published: {about['because']}."
    return (
        f"\n- `{about['file']}`: {about['title']}{version}, {about['rows_out']} of "
        f"{about['rows_in']} rows.\n  Licence: {about['licence']}. Accessed: {accessed}. "
        f"{about['url']}\n  Cite: {about['citation']}{shared}\n"
    )
