"""Write a release in another format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from conflict_data import plugins, release
from conflict_data.wording import plural


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("release", type=Path, metavar="RELEASE")
    parser.add_argument("--to", required=True, metavar="FORMAT", help=_formats())
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    public = "refuse if it holds rows that their licence forbids to hand on"
    parser.add_argument("--public", action="store_true", help=public)


def run(args: argparse.Namespace) -> int:
    """Run the verb; rows that the format has no place for are told on stderr."""
    tables = release.read(args.release)
    if args.public:
        release.refuse_if_private(tables)
    args.out.mkdir(parents=True, exist_ok=True)
    left_out = plugins.load("formats", args.to).write(tables, args.out)
    for problem in left_out:
        print(problem, file=sys.stderr)
    print(f"{args.to} in {args.out}; {plural(len(left_out), 'row')} left out")
    return 0


def _formats() -> str:
    return f"one of {', '.join(plugins.names('formats'))}"
