"""Tables in their three shapes: records (tuples), Arrow (between floors), pandas (for people).

A cell that holds several codes is a tuple in a record and sorted text joined by ``"; "`` in every
table; an empty tuple is null.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from conflict_data.compilers import arrow
from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Claim
from conflict_data.schema import Field, Table, schema, split

if TYPE_CHECKING:
    import pandas as pd

SEPARATOR = "; "
# Tables under such names hold the rows of files that were read, as they were written there.
SOURCES = "sources/"
SOURCE_ROW = "source_row"
SOURCE_KEY = b"conflict_data_source"


def join_cell(parts: Iterable[str]) -> str | None:
    """Join codes into a cell: sorted, each once; ``None`` if there are none.

    >>> join_cell(("missile", "drone", "drone")), join_cell(())
    ('drone; missile', None)
    """
    return SEPARATOR.join(sorted(set(parts))) or None


def split_cell(cell: str | None) -> tuple[str, ...]:
    """Return the codes in a cell; the inverse of :func:`join_cell`.

    >>> split_cell("drone; missile"), split_cell(None)
    (('drone', 'missile'), ())
    """
    return split(cell, SEPARATOR.strip()) if cell else ()


def from_records(name: str, records: Iterable[NamedTuple]) -> pa.Table:
    """Return records as the Arrow table ``name``; columns that the records lack are null.

    >>> from_records("claims", []).num_columns == len(Claim._fields)
    True
    """
    table = schema().table(name)
    rows = list(records)
    columns = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    nothing = (None,) * len(rows)
    return _arrow(
        table, [_cells(field, columns.get(field.name, nothing)) for field in table.fields]
    )


def from_articles(articles: Iterable[Article], *, with_text: bool = False) -> pa.Table:
    """Return the Arrow table ``articles``: each text's length and hash, and on request the text."""
    rows = list(articles)
    texts = [article.text for article in rows]
    table = from_records("articles", rows)
    table = put(table, "n_characters", [len(text) for text in texts])
    table = put(table, "sha256", [hashlib.sha256(text.encode()).hexdigest() for text in texts])
    return put(table, "text", texts if with_text else [None] * len(texts))


def claims_from_table(claims: pa.Table) -> list[Claim]:
    """Return the Claims of an Arrow table ``claims``; the inverse of :func:`from_records`."""
    columns = [
        _parts(schema().table("claims").field(name), claims.column(name).to_pylist())
        for name in Claim._fields
    ]
    return list(map(Claim._make, zip(*columns, strict=True)))


def ordered(table: pa.Table, name: str) -> pa.Table:
    """Return a table with its rows in the order that the schema gives the table ``name``."""
    return table.sort_by([(column, "ascending") for column in schema().table(name).sort])


def put(table: pa.Table, name: str, cells: Any) -> pa.Table:
    """Return a table with other cells in a column: an Arrow array, or what makes one."""
    at = table.column_names.index(name)
    field = table.schema.field(at)
    if not isinstance(cells, pa.Array | pa.ChunkedArray):
        cells = pa.array(cells, type=field.type)
    return table.set_column(at, field, cells)


def with_about(table: pa.Table, about: Mapping[str, Any]) -> pa.Table:
    """Return the rows of a file that was read with what is known of it in the metadata."""
    said = json.dumps(about, ensure_ascii=False, sort_keys=True)
    return table.replace_schema_metadata({SOURCE_KEY: said})


def about(table: pa.Table) -> dict[str, Any]:
    """Return what is known of the file whose rows these are: dataset, licence, header, counts."""
    said: dict[str, Any] = json.loads((table.schema.metadata or {}).get(SOURCE_KEY, b"{}"))
    return said


def to_pandas(table: pa.Table, name: str) -> pd.DataFrame:
    """Return an Arrow table as people expect it: str, Int64, float64, datetime64[us].

    Columns that the table ``name`` does not describe keep what Arrow makes of them.

    >>> frame = to_pandas(from_records("evidence", []), "evidence")
    >>> str(frame.dtypes["claim_id"])
    'str'
    """
    import pandas as pd  # here, so that records and Arrow tables do not cost its import

    integers: dict[pa.DataType, Any] = {pa.int64(): pd.Int64Dtype()}
    frame = table.to_pandas(types_mapper=integers.get, date_as_object=False, ignore_metadata=True)
    dates = [field.name for field in schema().table(name).fields if field.type == "date"]
    return frame.astype({date: "datetime64[us]" for date in dates if date in frame})


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a DataFrame as dicts in which what is null is None.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"a": [1.5, None], "b": ["x", None]}))
    [{'a': 1.5, 'b': 'x'}, {'a': None, 'b': None}]
    """
    plain = frame.astype(object).where(frame.notna(), None)
    names, columns = [str(name) for name in plain], (cells.tolist() for _, cells in plain.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def from_pandas(frame: pd.DataFrame, name: str) -> pa.Table:
    """Return a DataFrame as the Arrow table ``name``; the inverse of :func:`to_pandas`.

    Raises :class:`ConflictDataError` if columns are missing, unknown, or hold what is not of
    their type; nothing is rounded, cut off or parsed. The order of columns does not matter.
    """
    table, found = schema().table(name), as_found(frame, name)
    _refuse_other_columns(table, found.column_names)
    wrong = [
        f"{field.name} is {found.schema.field(field.name).type}, expected {field.type}"
        for field in table.fields
        if found.schema.field(field.name).type != arrow.TYPES[field.type]
    ]
    if wrong:
        raise ConflictDataError(f"{name}: {'; '.join(wrong)}; convert the columns first")
    return found.select(table.names).cast(arrow.schema(table))


def as_found(frame: pd.DataFrame, name: str) -> pa.Table:
    """Return a DataFrame as an Arrow table with whatever columns it has, for validation.

    Columns that hold nothing but what ``name`` asks for get its types, others keep their own.
    """
    types = {field.name: arrow.TYPES[field.type] for field in schema().table(name).fields}
    columns = {str(column): _natural(cells) for column, cells in frame.items()}
    arrays = [_fitted(cells, types.get(column)) for column, cells in columns.items()]
    return pa.table(arrays, names=list(columns))


def _cells(field: Field, values: Sequence[Any]) -> Sequence[Any]:
    return [join_cell(parts or ()) for parts in values] if field.type == "list" else values


def _parts(field: Field, cells: Sequence[Any]) -> Sequence[Any]:
    return [split_cell(cell) for cell in cells] if field.type == "list" else cells


def _arrow(table: Table, columns: Sequence[Sequence[Any]]) -> pa.Table:
    form = arrow.schema(table)
    arrays = [pa.array(cells, type=field.type) for cells, field in zip(columns, form, strict=True)]
    return pa.Table.from_arrays(arrays, schema=form)


def _refuse_other_columns(table: Table, found: Sequence[str]) -> None:
    missing = [column for column in table.names if column not in found]
    extra = [column for column in found if column not in table.names]
    if missing or extra:
        raise ConflictDataError(
            f"{table.name}: expected the columns of the schema; "
            f"missing: {', '.join(missing) or 'none'}; "
            f"not in the schema: {', '.join(extra) or 'none'}; add or drop them"
        )


def _natural(cells: pd.Series[Any]) -> Any:
    """Return a column in Arrow's own choice of type; a mixture becomes text."""
    try:
        array = pa.array(cells, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        array = pa.array(cells.astype("string"), from_pandas=True)
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _fitted(cells: Any, wanted: pa.DataType | None) -> Any:
    """Cast to the type that is wanted if that loses nothing and parses nothing."""
    if wanted is None or not _is_akin(cells.type, wanted):
        return cells
    try:
        cast = cells.cast(wanted)
        lossless = pa.types.is_null(cells.type) or cast.cast(cells.type).equals(cells)
        return cast if lossless else cells
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return cells


def _is_akin(found: pa.DataType, wanted: pa.DataType) -> bool:
    return pa.types.is_null(found) or _is_text(found) == _is_text(wanted)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)
