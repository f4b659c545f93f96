"""Compare two releases: rows and cells that changed, and the claims that caused it.

Events and munitions whose id changed but which rest on the same claims are told as renamed. Exit
status: 0 nothing changed, 1 something did, 2 misuse.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from conflict_data import changes, dataset


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", type=Path, metavar="OLD", help="folder of a release")
    parser.add_argument("new", type=Path, metavar="NEW", help="folder of a later release")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if anything changed."""
    found = changes.diff(dataset.read(args.old), dataset.read(args.new))
    if args.format == "json":
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(found)
    return 1 if found else 0
