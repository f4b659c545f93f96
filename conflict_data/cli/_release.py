"""What verbs print of a release: its events as a short table, and its counts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sized
from typing import Any

import pandas as pd

from conflict_data.cli import _output
from conflict_data.schema import schema
from conflict_data.wording import NOTHING, figure, rate

_HEAD = ("date", "where", "attackers", "launched", "intercepted", "rate", "killed")
_NOTE = "+: or more; (from-to): the reported range; ~: a rate as reported; -: nobody said"


def events(frame: pd.DataFrame, limit: int | None = None) -> str:
    """Return events as a table, not more than ``limit``, or say that there are none."""
    if frame.empty:
        return "no events"
    some = frame.head(len(frame) if limit is None else limit)
    known = some.astype(object).where(some.notna(), None)
    table = _output.table(_HEAD, map(_row, known.to_dict("records")))
    more = f"... and {len(frame) - len(some)} more\n" if len(some) < len(frame) else ""
    return f"{table}\n{more}{_NOTE}"


def counts(tables: Mapping[str, Sized]) -> str:
    """Return how many rows each table has."""
    return ", ".join(f"{name} {len(tables[name])}" for name in schema().tables)


def _row(event: Mapping[Hashable, Any]) -> list[str]:
    return [
        f"{event['event_date']:%Y-%m-%d}",
        ", ".join(dict.fromkeys(filter(None, [event["location"], event["country"]]))),
        event["attackers"] or NOTHING,
        _range(event, "launched"),
        _range(event, "intercepted"),
        rate(event["interception_rate"], event["interception_rate_reported"]),
        figure(*(event[f"fatalities_{name}"] for name in ("best", "low", "high"))),
    ]


def _range(event: Mapping[Hashable, Any], measure: str) -> str:
    return figure(event[measure], event[f"{measure}_low"], event[f"{measure}_high"])
