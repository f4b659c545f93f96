"""Show the sentences behind the figures of an event, the chosen ones and their rivals.

EVENT_ID may be the beginning of one event's id. FIELD is a column of events or munitions, such as
launched; without it all figures are explained.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from conflict_data import dataset, evidence
from conflict_data.errors import ConflictDataError


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("release", type=Path, metavar="RELEASE")
    parser.add_argument("event_id", metavar="EVENT_ID")
    parser.add_argument("field", nargs="?", metavar="FIELD")
    parser.add_argument("--weapon", metavar="W", help="only rows that count this weapon")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    data = dataset.read(args.release)
    event_id = _whole(args.event_id, data.events["event_id_cnty"].tolist())
    print(evidence.explain(data, event_id, args.field, weapon=args.weapon))
    return 0


def _whole(beginning: str, known: Sequence[str]) -> str:
    """Return the one id that begins so; what is no beginning goes on as it is, to be refused."""
    found = [event_id for event_id in known if event_id.startswith(beginning)]
    if len(found) > 1 and beginning not in found:
        raise ConflictDataError(
            f"{beginning!r}: expected the beginning of one event's id, "
            f"found {len(found)}: {', '.join(found)}; type more of it"
        )
    return found[0] if len(found) == 1 else beginning
