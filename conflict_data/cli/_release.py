"""What verbs print of a release: its events as a short table, and its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sized

import pandas as pd

from conflict_data.cli import _output
from conflict_data.frames import records
from conflict_data.overview import NOTE, Line, line
from conflict_data.schema import schema


def events(frame: pd.DataFrame, limit: int | None = None) -> str:
    """Return events as a table, not more than ``limit``, or say that there are none."""
    if frame.empty:
        return "no events"
    some = frame.head(len(frame) if limit is None else limit)
    table = _output.table(Line._fields, map(line, records(some)))
    more = f"... and {len(frame) - len(some)} more\n" if len(some) < len(frame) else ""
    return f"{table}\n{more}{NOTE}"


def counts(tables: Mapping[str, Sized]) -> str:
    """Return how many rows each table has."""
    return ", ".join(f"{name} {len(tables[name])}" for name in schema().tables)
