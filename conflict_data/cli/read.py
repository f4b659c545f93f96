"""Print what is in a release, or read tables of known datasets into one.

PATH is a release, files of ACLED, UCDP GED and others, known by their header (CSV, TSV, JSON,
Parquet, .xlsx, .gz, .zip), or the folder of a download. With --out the last line on standard
output is a JSON object with the rows of each file: in, out and reported.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from conflict_data import downloads, frames, imports, release
from conflict_data.cli import _release
from conflict_data.sources import Reading
from conflict_data.wording import plural

_SHOWN = 5
_EVENTS = 20


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write a release of what was read")
    mapping = "TOML that describes your own table, or the name of a known dataset"
    parser.add_argument("--mapping", metavar="FILE", help=mapping)
    parser.add_argument(
        "--source-version", dest="version", metavar="VERSION", help="of the dataset"
    )
    accessed = "the day on which you got the files"
    parser.add_argument("--accessed", type=date.fromisoformat, metavar="DATE", help=accessed)


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if rows were reported, or those that were read break a rule."""
    if args.out:
        return _write(args)
    return max([_show(path, args) for path in args.paths])


def _show(path: Path, args: argparse.Namespace) -> int:
    """Print how much there is and the first events; tell what could not be read."""
    readings: list[Reading] = []
    if path.is_dir() and not downloads.is_held(path):
        tables = release.read(path)
    else:
        readings = _readings([path], args)
        tables = imports.collect(readings)
    print(_release.counts(tables))
    print(f"\n{_release.events(frames.to_pandas(tables['events'], 'events'), _EVENTS)}")
    _tell(readings)
    return int(any(one.tally.counts for one in readings))


def _readings(paths: Sequence[Path], args: argparse.Namespace) -> list[Reading]:
    known = imports.mapping(args.mapping)
    return imports.readings(paths, known, version=args.version, accessed=args.accessed)


def _write(args: argparse.Namespace) -> int:
    readings = _readings(args.paths, args)
    outcome = imports.write(readings, args.out)
    _tell(readings)
    print(f"The release is in {args.out}. Validation: {outcome.report.summary()}.", file=sys.stderr)
    print(outcome.to_json())
    return 0 if outcome.report.ok and not any(one.tally.counts for one in readings) else 1


def _tell(readings: Sequence[Reading]) -> None:
    """Tell of each kind of fault how often it is there, and where first."""
    for one in readings:
        for (field, rule), count in one.tally.counts.items():
            what = f"{field} {rule}".strip()
            print(f"{one.path}: {what}: {plural(count, 'problem')}", file=sys.stderr)
            problems = [p for p in one.tally.problems if (p.field, p.rule) == (field, rule)]
            for problem in problems[:_SHOWN]:
                print(f"  {problem}", file=sys.stderr)
