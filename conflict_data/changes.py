"""What changed between two releases, and the claims and decisions that caused it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from conflict_data import causes, changelog, renames
from conflict_data.causes import Causes
from conflict_data.changelog import Found
from conflict_data.comparison import COLUMNS, EVENT, compare
from conflict_data.dataset import Dataset
from conflict_data.evidence import voices
from conflict_data.frames import records
from conflict_data.markup import element, join
from conflict_data.overview import scope, where
from conflict_data.schema import schema
from conflict_data.wording import show

_SHOWN = 50
_Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Changes:
    """What :func:`diff` found; false if the releases hold the same.

    Print it, look at it in a notebook, or take ``to_frame()`` or ``to_dict()``.
    """

    found: Found

    def __bool__(self) -> bool:
        return not self.found.frame.empty

    def __repr__(self) -> str:
        return f"<Changes: {'; '.join(changelog.summary(self.found.frame))}>"

    def __str__(self) -> str:
        return changelog.text(self.found)

    def _repr_html_(self) -> str:
        shown = self.found.frame.drop(columns=["old_claims", "new_claims"]).head(_SHOWN)
        names = [element("th", {"scope": "col"}, str(name)) for name in shown]
        rows = [[show(cell) for cell in row.values()] for row in records(shown)]
        cells = [element("tr", {}, *(element("td", {}, cell) for cell in row)) for row in rows]
        table = element("table", {}, element("tr", {}, *names), *cells)
        note = f"{len(shown)} of {len(self.found.frame)} changes shown."
        return join(element("p", {}, repr(self)), table, element("p", {}, note))

    def to_frame(self) -> pd.DataFrame:
        """Return the changes, a row for each row added, removed or renamed and each cell changed.

        Columns: table, change, key, event_id_cnty, field, old, new, and for cells of events and
        munitions cause, old_claims and new_claims (tuples of claim_id).
        """
        return self.found.frame.copy()

    def to_dict(self) -> dict[str, Any]:
        """Return the changes by table, with quotes and sources, as JSON can hold them."""
        return changelog.tree(self.found)


def diff(old: Dataset, new: Dataset) -> Changes:
    """Return what changed between two releases, cell by cell, and what caused it.

    Rows are matched by the schema's keys; events and munitions whose id changed but which rest on
    the same claims (more than half of them) are renamed, not removed and added. The cause of a
    changed cell of events and munitions is ``decision``, ``new claim``, ``claim gone``, ``claim
    changed``, ``other choice`` (among claims that both releases have) or ``coding`` (no claim
    changed).

    >>> from conflict_data import build
    >>> bool(diff(build([], []), build([], [])))
    False
    """
    before, after = _tables(old), _tables(new)
    names = {name: renames.find(before, after, name) for name in causes.CODED}
    before = {name: renames.rename(name, frame, names) for name, frame in before.items()}
    both = [name for name in schema().tables if name in before and name in after]
    renamed = [_renamed(name, names[name], after[name]) for name in names]
    parts = [*renamed, *(compare(name, before[name], after[name]) for name in both)]
    found = pd.concat(parts, ignore_index=True)
    why = causes.find(before, after)
    told = causes.attach(found, why, before, after)
    ids = _claims(told, why)
    heard = {**voices(old, ids, "was"), **voices(new, ids, "now")}
    return Changes(Found(told, why, heard, _names(told, before, after)))


def _tables(data: Dataset) -> _Tables:
    return {name: getattr(data, name) for name in schema().tables if hasattr(data, name)}


def _renamed(name: str, pairs: Mapping[str, str], after: pd.DataFrame) -> pd.DataFrame:
    (key,) = schema().table(name).key
    events = dict(zip(after[key], after[EVENT], strict=True))
    rows = [(name, "renamed", new, events[new], key, old, new) for old, new in pairs.items()]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _claims(found: pd.DataFrame, why: Causes) -> set[str]:
    """Return the claims that are to be quoted."""
    cells = (ids for name in ("old_claims", "new_claims") for ids in found[name].dropna())
    rows = found.loc[(found["table"] == "claims") & found["change"].isin(["added", "removed"])]
    moved = [*why.gained.values(), *why.lost.values()]
    return {one for ids in (*cells, *moved, tuple(rows["key"])) for one in ids}


def _names(found: pd.DataFrame, before: _Tables, after: _Tables) -> dict[str, str]:
    """Name changed rows: events by where they are, munitions by what they count, articles."""
    keys = {*found["key"], *found[EVENT]}
    names: dict[str, str] = {}
    for name, (fields, words) in _NAMED.items():
        (key,) = schema().table(name).key
        both = pd.concat([tables[name][[key, *fields]] for tables in (before, after)])
        rows = records(both[both[key].astype(object).isin(keys)])
        names |= {row[key]: words(row) for row in rows}
    return names


def _article(row: Mapping[str, Any]) -> str:
    return "; ".join(filter(None, [row["title"], row["outlet"] or row["source_id"]]))


_Namer = tuple[tuple[str, ...], Callable[[Mapping[str, Any]], str]]
_NAMED: dict[str, _Namer] = {
    "events": (("location", "country"), lambda row: f"({where(row)})"),
    "munitions": (("weapons", "launcher", "interceptor", "place"), scope),
    "articles": (("title", "outlet", "source_id"), _article),
}
