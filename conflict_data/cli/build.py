"""Build a validated release from articles, or from what `extract --out` wrote.

PATH is a text, a JSON lines file, a folder of these, - for JSON lines on standard input, or a
folder that `extract --out` wrote. --demo builds the four sample articles of the package.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from conflict_data import claims, dataset, evidence
from conflict_data.cli import _folder, _input, _release
from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Problem
from conflict_data.wording import plural

_DEMO = Path(__file__).parents[1] / "demo"
_TOLD = ("interception_rate_reported", "launched")


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("paths", nargs="*", default=[], metavar="PATH")
    what.add_argument("--demo", action="store_true", help="build the sample articles")
    out = {"type": Path, "default": Path("release"), "metavar": "DIR"}
    parser.add_argument("--out", help="where the release goes (release)", **out)
    parser.add_argument("--with-text", action="store_true", help="ship the texts of the articles")
    _input.add_workers(parser)


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if a file could not be read or the data break a rule."""
    articles, found, faults = _read(args)
    data = dataset.build(found, articles)
    report = dataset.validate(data)
    data.write(args.out, with_text=args.with_text)
    for part in (_release.events(data.events), _release.counts(data), _unplaced(data.problems)):
        print(f"{part}\n")
    if args.demo:
        print(f"{_sample(data)}\n")
    print(f"The release is in {args.out}. Validation: {report.summary()}.")
    return 1 if faults or not report.ok else 0


def _read(args: argparse.Namespace) -> tuple[list[Article], claims.Claims, int]:
    """Return articles, claims, and how many faults there were on the way."""
    if len(args.paths) == 1 and _folder.is_extracted(Path(args.paths[0])):
        return *_folder.read(Path(args.paths[0])), 0
    reading = _input.Reading([str(_DEMO)] if args.demo else args.paths)
    articles = list(reading)
    return articles, claims.extract(articles, workers=args.workers), reading.faults


def _unplaced(problems: Sequence[Problem]) -> str:
    """Say why claims stand in no event; they are not lost."""
    reasons = Counter(problem.message for problem in problems).most_common()
    listed = "".join(f"\n  {count}: {reason}" for reason, count in reasons)
    more = " (in the table claims, with the reason:)" if reasons else ""
    return f"{plural(len(problems), 'claim')} in no event{more}{listed}"


def _sample(data: dataset.Dataset) -> str:
    """Explain one figure of the first event that has one."""
    events = data.events
    for field in _TOLD:
        known = events[events[field].notna()]
        if len(known):
            event_id = known["event_id_cnty"].iloc[0]
            command = f"$ conflict-data explain RELEASE {event_id} {field}"
            return f"{command}\n{evidence.explain(data, event_id, field)}"
    raise ConflictDataError("the demo has no event with a figure; reinstall the package")
