"""Build a validated release from articles, or from what `extract --out` wrote.

PATH is a text, a JSON lines file, a folder of these, - for JSON lines on standard input, or a
folder that `extract --out` wrote. --demo builds the four sample articles of the package. A
decisions file overrules claims and events; what of it fits nothing is told.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from conflict_data import claims, dataset, decisions, evidence, plugins
from conflict_data.cli import _folder, _input, _languages, _release
from conflict_data.errors import Unknown
from conflict_data.records import Article, Problem
from conflict_data.wording import plural

_DEMO = Path(__file__).parents[1] / "demo"
_TOLD = "launched"
_POLICIES = tuple(plugins.names("coding.policies"))


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("paths", nargs="*", default=[], metavar="PATH")
    what.add_argument("--demo", action="store_true", help="build the sample articles")
    out = "the folder of the release (release)"
    parser.add_argument("--out", type=Path, default=Path("release"), metavar="DIR", help=out)
    parser.add_argument("--with-text", action="store_true", help="ship the texts of the articles")
    policy = f"which of several reports to follow: {', '.join(_POLICIES)} (default)"
    parser.add_argument("--policy", default="default", metavar="NAME", help=policy)
    parser.add_argument("--decisions", type=Path, metavar="FILE", help="a .toml or .csv file")
    _input.add_workers(parser)


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if a file could not be read, a decision fits nothing, or a rule is broken."""
    decided = decisions.read(args.decisions) if args.decisions else []
    if args.policy not in _POLICIES:
        raise Unknown("policy", args.policy, _POLICIES)
    articles, found, faults = _read(args)
    data = dataset.build(found, articles, policy=args.policy, decisions=decided)
    unfit = [problem for problem in data.problems if problem.table == "decisions"]
    report = dataset.validate(data)
    left_out = data.write(args.out, with_text=args.with_text)
    print(_release.events(data.events))
    print(f"\n{_release.counts(data.tables())}")
    print(_counted("claim", " in no event: ", data.problems), end="")
    print("".join(f"decision on {one.key}: {one.message}\n" for one in unfit), end="")
    print(_counted("event", " ", left_out), end="")
    if args.demo:
        print(f"\n{_sample(data)}")
    print(f"\nThe release is in {args.out}. Validation: {report.summary()}.")
    return 1 if faults or unfit or not report.ok else 0


def _read(args: argparse.Namespace) -> tuple[list[Article], claims.Claims, int]:
    """Return articles, claims, and how many faults there were on the way."""
    if len(args.paths) == 1 and _folder.is_extracted(Path(args.paths[0])):
        articles, found = _folder.read(Path(args.paths[0]))
        return list(_languages.telling(articles)), found, 0
    reading = _input.Reading([str(_DEMO)] if args.demo else args.paths)
    articles = list(_languages.telling(reading))
    return articles, claims.extract(articles, workers=args.workers), reading.faults


def _counted(noun: str, fate: str, problems: Sequence[Problem]) -> str:
    """Return a line for each reason; what is left out is never silent."""
    messages = (one.message for one in problems if one.table != "decisions")
    reasons = Counter(messages).most_common()
    return "".join(f"{plural(count, noun)}{fate}{reason}\n" for reason, count in reasons)


def _sample(data: dataset.Dataset) -> str:
    """Explain one figure: of those with rivals the one soonest told."""
    explained = [evidence.explain(data, name, _TOLD) for name in data.events["event_id_cnty"]]
    rivals = [one for one in explained if any(len(cell.voices) > 1 for cell in one.cells)]
    told = min(rivals, key=lambda one: len(str(one)))
    return f"$ conflict-data explain RELEASE {told.event_id} {_TOLD}\n{told}"
