"""The schema as a codebook: ``python -m conflict_data.compilers.codebook`` writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from conflict_data.atomic import replacing
from conflict_data.schema import (
    CodeList,
    Field,
    Rule,
    Schema,
    Table,
    codes,
    schema,
    schemas_dir,
)

COMMAND = "python -m conflict_data.compilers.codebook"
LONGEST = 50
_Item = TypeVar("_Item")
_HOW_TO_READ = f"""\
This file is generated from the files beside it: edit those, then run `{COMMAND}`.

- **Type**: `list` is several codes in one cell, sorted and joined by `; `. Dates are ISO 8601.
- **Empty means**: what a null tells. Unknown is null, never an empty text, and never 0 but in a
  field that says so; a field without an entry is never null.
- **Claimed** cells come from the words of an article and have rows in evidence; **derived** ones
  follow from other cells.
- **Good** and **bad** are examples: the good one passes the checks of its field, the bad one fails.
- **Rules** hold for every row. An unknown cell makes a comparison unknown, and a rule that comes
  out unknown is not broken. Their language: columns, literals, `< <= == != >= >`, `and or not`,
  `+ - * /`, `in (...)`, `is None`, `is not None`, `year(date)`, and `close(a, b)` (equal to 1e-9).
- What no rule can say is checked under a name of its own: `event_type_fits`, `disorder_fits`,
  `interaction_fits`, `country_fits` (what follows from a code is what its list says),
  `quote_stands_there` (a claim's quote stands in its sentence at its offsets),
  `claimed_has_evidence`, `evidence_has_cell` (no claimed cell without evidence, no evidence without
  a cell) and `figure_is_actual` (only claims of status actual stand behind a figure).
"""


def render() -> str:
    """Return the codebook: every table with its fields and rules, every code list with its codes.

    >>> render().splitlines()[0]
    '# Codebook of conflict_data 0.1.0'
    """
    whole = schema()
    parts = [
        f"# Codebook of {whole.title} {whole.version}",
        f"{whole.description} Licence: {whole.licence}.",
        "## How to read it\n\n" + _HOW_TO_READ.rstrip(),
        _contents(whole),
        *_coding_rules(),
        "## Tables",
        *(part for table in whole.tables.values() for part in _table(table)),
        "## Code lists",
        *(part for item in whole.lists.values() for part in _list(item)),
    ]
    return "\n\n".join(parts) + "\n"


def path() -> Path:
    """Return where the codebook stands: GitHub shows it under the folder of the schema."""
    return schemas_dir() / "README.md"


def _contents(whole: Schema) -> str:
    tables = (f"[{name}](#{name})" for name in whole.tables)
    lists = (f"[{name}](#codes-{name})" for name in whole.lists)
    return f"Tables: {', '.join(tables)}.\n\nCode lists: {', '.join(lists)}."


def _coding_rules() -> Iterator[str]:
    file = schemas_dir() / "coding-rules.md"
    if file.is_file():
        yield file.read_text(encoding="utf-8").strip()


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield f"{table.description} Key: {_code_words(table.key)}. Sorted by {_code_words(table.sort)}."
    yield _grid(_FIELD_COLUMNS, table.fields)
    if table.references:
        links = (f"`{r.field}` is a `{r.to}` of {r.table}" for r in table.references)
        yield f"References: {'; '.join(links)}."
    if table.rules:
        yield _grid(_RULE_COLUMNS, table.rules)


def _list(item: CodeList) -> Iterator[str]:
    rows = codes(item.name).values()
    yield f"### codes: {item.name}"
    yield f"{item.title}. {item.description} {len(rows)} rows in [{item.path.name}]({_link(item)})."
    if len(rows) > LONGEST or any(field.terms for field in item.fields):
        yield "\n".join(f"- `{field.name}`: {field.description}" for field in item.fields)
    else:
        yield _rows([field.name for field in item.fields], (row.values() for row in rows))


def _link(item: CodeList) -> str:
    return item.path.relative_to(schemas_dir()).as_posix()


def _code_words(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _range(field: Field) -> str:
    low, high = (None if end is None else f"{end:g}" for end in (field.minimum, field.maximum))
    if low is None and high is None:
        return ""
    return f"{low} to {high}" if low and high else f"{low} or more" if low else f"{high} or less"


def _allowed(field: Field) -> str:
    parts = [
        _range(field),
        f"[{field.codes}](#codes-{field.codes})" if field.codes else "",
        _code_words(field.enum),
        f"`{field.pattern}`" if field.pattern else "",
        "unique" if field.unique else "",
        f"{field.unknown:g} when unknown" if field.unknown is not None else "",
    ]
    return "; ".join(filter(None, parts))


def _kind(field: Field) -> str:
    said = {"claimed": field.claimed, "derived": field.derived, "coded": field.coded}
    words = [field.type, *(word for word, is_so in said.items() if is_so)]
    return ", ".join(filter(None, words))


def _example(value: object) -> str:
    return "" if value is None else "(empty text)" if value == "" else f"`{value}`"


def _breaking(rule: Rule) -> str:
    return "; ".join(f"`{name}` {_example(value)}" for name, value in rule.bad.items())


_FIELD_COLUMNS: dict[str, Callable[[Field], str]] = {
    "Field": lambda field: f"`{field.name}`",
    "Type": _kind,
    "Unit": lambda field: field.unit,
    "Meaning": lambda field: field.description,
    "Empty means": lambda field: field.null,
    "Allowed": _allowed,
    "Good": lambda field: _example(field.good),
    "Bad": lambda field: _example(field.bad),
}
_RULE_COLUMNS: dict[str, Callable[[Rule], str]] = {
    "Rule": lambda rule: f"`{rule.name}`",
    "Every row": lambda rule: f"`{rule.check}`",
    "Because": lambda rule: rule.because,
    "Broken by": _breaking,
}


def _grid(columns: dict[str, Callable[[_Item], str]], items: Iterable[_Item]) -> str:
    return _rows(list(columns), [[show(item) for show in columns.values()] for item in items])


def _rows(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Keep a cell in its cell: an upright bar would begin the next one."""
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    with replacing(path()) as new:
        new.write_text(render(), encoding="utf-8")
