"""Ids that were seen in earlier rows: 8 bytes each, so that ten million fit into memory."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from pandas.util import hash_array

Mask = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]


class Seen:
    """The hashes (64 bits) of ids; among ten million, two clash once in 400,000 files.

    >>> import pyarrow as pa
    >>> seen, every = Seen(), np.ones(3, dtype=bool)
    >>> seen.again(pa.array(["a", "b", "a"]), every).tolist()
    [False, False, True]
    >>> seen.again(pa.array(["c", "b", "d"]), every).tolist()
    [False, True, False]
    """

    def __init__(self) -> None:
        self._runs: list[Hashes] = []  # each sorted, and more than twice as long as the next

    def again(self, ids: Any, keep: Mask) -> Mask:
        """Return which rows of ``keep`` have an id of an earlier row; remember the others."""
        hashes = hash_array(ids.to_numpy(zero_copy_only=False), categorize=False)
        repeated = np.ones(len(hashes), dtype=bool)
        at = np.flatnonzero(keep)
        _, first = np.unique(hashes[at], return_index=True)
        known = self._known(hashes[at[first]])
        repeated[at[first]] = known
        self._remember(hashes[at[first]][~known])
        return repeated & keep

    def _known(self, hashes: Hashes) -> Mask:
        known = np.zeros(len(hashes), dtype=bool)
        for run in self._runs:
            known |= _within(hashes, run)
        return known

    def _remember(self, run: Hashes) -> None:
        """Merge a sorted run with those that are not much longer: each hash moves a few times."""
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        if len(run):
            self._runs.append(run)


def _within(hashes: Hashes, known: Hashes) -> Mask:
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.asarray(known[at] == hashes)
