"""Print the codebook: all of it, or what it says of one table or code list."""

from __future__ import annotations

import argparse
import re

from conflict_data.compilers import codebook
from conflict_data.errors import Unknown

_HEADING = re.compile(r"^### (?:codes: )?(\S+)$", re.MULTILINE)


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", nargs="?", metavar="TABLE", help="such as events or weapons")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    text = codebook.render()
    print(_part(text, args.table) if args.table else text, end="")
    return 0


def _part(text: str, name: str) -> str:
    """Cut one section out; a code list is found by its bare name."""
    starts = {found[1]: found.start() for found in _HEADING.finditer(text)}
    if name not in starts:
        raise Unknown("table or code list", name, starts)
    end = re.compile(r"^##", re.MULTILINE).search(text, starts[name] + 3)
    return text[starts[name] : end.start() if end else len(text)].rstrip() + "\n"
