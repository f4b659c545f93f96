"""Print the code lists, one list, or one code with all that is known of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from textwrap import shorten

from conflict_data.cli import _output
from conflict_data.errors import Unknown
from conflict_data.schema import codes, schema

_WIDTH = 40
_PROOFS = ("example", "counterexample")


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("list", nargs="?", metavar="LIST", help="such as weapons")
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as drone")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    if not args.list:
        print(_lists())
    elif not args.code:
        print(_rows(args.list))
    else:
        print(_row(args.list, args.code))
    return 0


def _lists() -> str:
    rows = [(name, str(len(codes(name))), item.title) for name, item in schema().lists.items()]
    return _output.table(["list", "codes", "title"], rows)


def _rows(name: str) -> str:
    rows, columns = codes(name), _columns(name)
    cells = ([shorten(row[column], _WIDTH) for column in columns] for row in rows.values())
    return _output.table(columns, cells)


def _columns(name: str) -> Sequence[str]:
    """Every column but spellings and proofs, which are too long for a line."""
    fields = schema().lists[name].fields
    return [field.name for field in fields if not field.terms and field.name not in _PROOFS]


def _row(name: str, code: str) -> str:
    rows = codes(name)
    if code not in rows:
        raise Unknown(f"code of {name}", code, rows)
    return "\n".join(f"{field}: {cell}" for field, cell in rows[code].items() if cell)
