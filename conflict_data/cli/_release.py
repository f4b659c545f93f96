"""What verbs print of a release: its events as a short table, and its counts."""

from __future__ import annotations

import pandas as pd

from conflict_data.cli import _output
from conflict_data.dataset import Dataset
from conflict_data.frames import records
from conflict_data.overview import NOTE, Line, line
from conflict_data.schema import schema


def events(frame: pd.DataFrame) -> str:
    """Return events as a table, or say that there are none."""
    if frame.empty:
        return "no events"
    return f"{_output.table(Line._fields, map(line, records(frame)))}\n{NOTE}"


def counts(data: Dataset) -> str:
    """Return how many rows each table has."""
    return ", ".join(f"{name} {len(getattr(data, name))}" for name in schema().tables)
