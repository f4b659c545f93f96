"""Downloads from the APIs of data sets: a module each, with ``parameters`` and ``download``.

``parameters(query)`` returns what a query asks for, or raises before anything is sent.
``download(query, folder, update=, restart=, sleep=, tell=)`` returns a :class:`Download`: the
answers of the server as JSON files in ``folder``, which appears when it is whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Download(NamedTuple):
    """What a download left: its folder, the files that have rows, in order, and what to know."""

    folder: Path
    files: tuple[Path, ...]
    rows: int
    notes: tuple[str, ...]
