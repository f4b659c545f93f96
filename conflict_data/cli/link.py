"""Match the events of two datasets in place, time and type.

A and B are releases, or files that `read` knows. An event without a day or a point is not matched.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pyarrow as pa

from conflict_data import dataset
from conflict_data.formats import csv
from conflict_data.linkage import link


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", type=Path, metavar="A")
    parser.add_argument("b", type=Path, metavar="B")
    parser.add_argument("--days", type=int, default=1, metavar="N", help="at most so far apart (1)")
    parser.add_argument("--km", type=float, default=25.0, metavar="X", help="and so far (25)")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="the pairs, as CSV")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if rows of a file were reported."""
    a, b = dataset.read(args.a), dataset.read(args.b)
    found = link(a, b, days=args.days, km=args.km)
    csv.save(pa.Table.from_pandas(found.pairs, preserve_index=False), args.out)
    problems = [*a.problems, *b.problems]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{found!r} in {args.out}")
    return 1 if problems else 0
