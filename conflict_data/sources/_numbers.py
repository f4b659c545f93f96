"""Whether the numbers of a column have a decimal comma, decided over all its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

_DECIMAL = r"^[+-]?\d*,\d+$"
_THOUSANDS = r"^[+-]?[1-9]\d{0,2}(,\d{3})+$"


@dataclass(slots=True)
class Commas:
    """What the cells of a column with numbers have shown so far.

    ``maximum`` is the highest number that makes sense in it: ``31,250`` is no latitude if the
    comma is none of a decimal.

    >>> import pyarrow as pa
    >>> some = Commas(maximum=90)
    >>> some.look(pa.array(["31,250", "7"]))
    >>> some.decimal
    True
    """

    maximum: float | None = None
    decimals: int = 0
    others: bool = False
    only_decimal: bool = False

    def look(self, cells: Any) -> None:
        """Look at more cells (text, null where nothing is known)."""
        texts = pc.drop_null(pc.unique(cells))
        with_comma = texts.filter(pc.match_substring(texts, ","))
        fits = with_comma.filter(pc.match_substring_regex(with_comma, _DECIMAL))
        self.others |= len(fits) < len(with_comma)
        self.others |= bool(pc.any(pc.match_substring(texts, ".")).as_py())
        self.decimals += len(fits)
        self.only_decimal |= any(self._is_decimal(cell) for cell in fits.to_pylist())

    @property
    def decimal(self) -> bool:
        """Whether commas are decimal ones: no cell speaks against it, and one is no thousand."""
        return bool(self.decimals) and self.only_decimal and not self.others

    def _is_decimal(self, cell: str) -> bool:
        """Return whether a comma cannot be one between thousands."""
        if not re.match(_THOUSANDS, cell):
            return True
        return self.maximum is not None and abs(int(cell.replace(",", ""))) > self.maximum
