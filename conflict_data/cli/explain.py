"""Show the sentences behind the figures of an event, the chosen ones and their rivals.

EVENT_ID may be the beginning of one event's id. FIELD is a column of events or munitions, such as
launched; without it all figures are explained. With --html, the event, or without EVENT_ID all
events, are written as a page that needs no network: figures and sentences lead to each other.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from conflict_data import dataset, evidence
from conflict_data.dataset import Dataset
from conflict_data.errors import ConflictDataError
from conflict_data.page import site


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("release", type=Path, metavar="RELEASE")
    parser.add_argument("event_id", nargs="?", metavar="EVENT_ID")
    parser.add_argument("field", nargs="?", metavar="FIELD")
    parser.add_argument("--weapon", metavar="W", help="only rows that count this weapon")
    parser.add_argument("--html", type=Path, metavar="PAGE", help="write a page to this file")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    _refuse_contradictions(args)
    data = dataset.read(args.release)
    event_id = args.event_id and _whole(args.event_id, data.events["event_id_cnty"].tolist())
    if args.html:
        print(_written(data, args.html, event_id))
    else:
        print(evidence.explain(data, event_id, args.field, weapon=args.weapon))
    return 0


def _refuse_contradictions(args: argparse.Namespace) -> None:
    if args.html and (args.field or args.weapon):
        raise ConflictDataError("--html shows all figures of an event; leave out FIELD, --weapon")
    if not args.html and not args.event_id:
        raise ConflictDataError("expected EVENT_ID, or --html PAGE for a page of all events")


def _written(data: Dataset, path: Path, event_id: str | None) -> str:
    page, *parts = site.write_page(data, path, event_id)
    if not parts:
        return f"The page is {page}"
    return f"The overview is {page}; its {len(parts)} parts are in {parts[0].parent}"


def _whole(beginning: str, known: Sequence[str]) -> str:
    """Return the one id that begins so; what is no beginning goes on as it is, to be refused."""
    found = [event_id for event_id in known if event_id.startswith(beginning)]
    if len(found) > 1 and beginning not in found:
        raise ConflictDataError(
            f"{beginning!r}: expected the beginning of one event's id, "
            f"found {len(found)}: {', '.join(found)}; type more of it"
        )
    return found[0] if len(found) == 1 else beginning
