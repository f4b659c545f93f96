"""Download events from the API of ACLED or UCDP.

QUERY is what follows the ? of the API's URLs: 'country=Ukraine&year=2024'. Credentials come from
the environment, ACLED_EMAIL and ACLED_PASSWORD or UCDP_ACCESS_TOKEN, or from the keyring. What was
interrupted goes on where it stopped when the same command is run again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from conflict_data import downloads, plugins
from conflict_data.cli import _output
from conflict_data.errors import LoadError
from conflict_data.wording import plural


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("api", metavar="API", help=f"one of {', '.join(plugins.names('apis'))}")
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--update", action="store_true", help="get what changed since (ACLED)")
    how.add_argument("--restart", action="store_true", help="begin anew")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if the server failed, or held back every row."""
    address = f"{args.api}:{args.query}"
    how = {"update": args.update, "restart": args.restart}
    try:
        found = downloads.download(address, args.out, tell=_output.line, **how)
    except LoadError as error:
        print(f"not downloaded: {error}", file=sys.stderr)
        return 1
    finally:
        _output.line("")
    for note in found.notes:
        print(f"note: {note}", file=sys.stderr)
    pages = plural(len(found.files), "page")
    print(f"{plural(found.rows, 'row')} of {args.api} on {pages} in {args.out}")
    return 0 if found.rows else 1
