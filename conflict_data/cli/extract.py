"""Print the claims in articles as JSON lines, each number with its exact span.

FILE is a text, a JSON lines file, a folder of these, or - for JSON lines on standard input. With
--out, articles and claims are written to a folder that `build` takes. With --trace, what each pass
saw in the articles is printed instead of the claims.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from conflict_data import claims
from conflict_data.cli import _folder, _input, _languages
from conflict_data.extraction.trace import trace
from conflict_data.wording import plural


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--out", type=Path, metavar="DIR", help="write to DIR instead of stdout")
    what.add_argument("--trace", action="store_true", help="show what each pass saw")
    _input.add_workers(parser)


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if anything could not be read."""
    reading = _input.Reading(args.files)
    articles = _languages.telling(reading)
    if args.trace:
        for article in articles:
            print(trace(article))
    elif args.out:
        count = _folder.write(args.out, articles, args.workers)
        print(f"{plural(count, 'claim')} and their articles are in {args.out}")
    else:
        for claim in claims.stream(articles, workers=args.workers):
            print(claims.to_json(claim))
    return 1 if reading.faults else 0
