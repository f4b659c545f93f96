"""Ids that were seen in earlier rows: 8 bytes each, so that ten million fit into memory."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from pandas.util import hash_array

Mask = npt.NDArray[np.bool_]


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
        self._known: npt.NDArray[np.uint64] = np.empty(0, dtype=np.uint64)

    def again(self, ids: Any, keep: Mask) -> Mask:
        """Return which rows of ``keep`` have an id of an earlier row; remember the others."""
        hashes = hash_array(ids.to_numpy(zero_copy_only=False), categorize=False)
        repeated = np.ones(len(hashes), dtype=bool)
        at = np.flatnonzero(keep)
        _, first = np.unique(hashes[at], return_index=True)
        repeated[at[first]] = _within(hashes[at[first]], self._known)
        new = hashes[at[first]][~repeated[at[first]]]
        self._known = np.sort(np.concatenate([self._known, new]), kind="stable")
        return repeated & keep


def _within(hashes: npt.NDArray[np.uint64], known: npt.NDArray[np.uint64]) -> Mask:
    if not len(known):
        return np.zeros(len(hashes), dtype=bool)
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.asarray(known[at] == hashes)
