"""Changes told: as text, grouped by event, and as a tree that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from conflict_data.causes import CODED, Causes
from conflict_data.comparison import EVENT
from conflict_data.explanation import Voice
from conflict_data.frames import records
from conflict_data.wording import show

_UNTOLD = ("evidence",)  # as long as the others together, and they say the same
_KINDS = ("renamed", "added", "removed", "changed", "column added", "column removed")
_MANY = 10
_Row = Mapping[str, Any]


class Found(NamedTuple):
    """What is to be told: changes, causes, claims by id, and names for rows by key."""

    frame: pd.DataFrame
    causes: Causes
    voices: Mapping[str, Voice]
    names: Mapping[str, str]


def summary(frame: pd.DataFrame) -> list[str]:
    """Return for each table with changes how many rows were added, removed, ...

    >>> rows = [("events", "added", "a", None), ("events", "changed", "b", "launched")]
    >>> summary(pd.DataFrame(rows, columns=["table", "change", "key", "field"]))
    ['events: 1 added, 1 changed']
    """
    rows = frame.assign(key=frame["key"].fillna(frame["field"]))
    sizes = rows.drop_duplicates(["table", "change", "key"]).groupby(["table", "change"]).size()
    told = {name: sizes[name] for name in dict.fromkeys(frame["table"])}
    return [
        f"{name}: {', '.join(f'{counts[kind]} {kind}' for kind in _KINDS if kind in counts)}"
        for name, counts in told.items()
    ] or ["no changes"]


def text(found: Found) -> str:
    """Return the changes in words: counts, then events with their munitions, then the rest."""
    if found.frame.empty:
        return "no changes"
    many = _many(found.frame)
    told = found.frame[~found.frame["table"].isin(_UNTOLD)].drop(index=many.index)
    is_moved = told["key"].isin(_moved(found.causes))
    is_coded = told["table"].isin(CODED) & told["key"].notna()  # a column is of no event
    coded = records(told[is_coded].sort_values(EVENT, kind="stable"))
    events = groupby(coded, key=lambda row: row[EVENT])
    others = (_other(row, found) for row in records(told[~is_coded & ~is_moved]))
    parts = [
        "\n".join([*summary(found.frame), *_everywhere(many)]),
        *(_Story(event, found).tell(own) for event, own in events),
        "\n".join(others),
    ]
    return "\n\n".join(filter(None, parts))


def tree(found: Found) -> dict[str, Any]:
    """Return the changes by table, and what caused them by event; claims with quote and source."""
    tables: dict[str, dict[str, list[Any]]] = {}
    for row in records(found.frame):
        kinds = tables.setdefault(row["table"], {})
        kinds.setdefault(row["change"], []).append(_entry(row, found))
    causes: dict[str, dict[str, Any]] = {}
    for name, ids in (("gained", found.causes.gained), ("lost", found.causes.lost)):
        for event, claims in ids.items():
            causes.setdefault(event, {})[name] = _claims(claims, found)
    for event, words in found.causes.decided.items():
        causes.setdefault(event, {})["decisions"] = list(words)
    return {"changed": bool(tables), "tables": tables, "causes": dict(sorted(causes.items()))}


def _moved(causes: Causes) -> set[str]:
    """Return the claims that are told of with their events."""
    moved = [*causes.gained.values(), *causes.lost.values()]
    return {one for ids in moved for one in ids}


def _many(frame: pd.DataFrame) -> pd.DataFrame:
    """Return cells that changed alike in many rows: a new method, texts that are shipped or not."""
    cells = frame[(frame["change"] == "changed") & ~frame["table"].isin((*CODED, *_UNTOLD))]
    forms = cells.assign(
        old=cells["old"].where(cells["new"].notna(), "..."),
        new=cells["new"].where(cells["old"].notna(), "..."),
    )
    sizes = forms.groupby(["table", "field", "old", "new"], dropna=False, sort=False)[
        "key"
    ].transform("size")
    return forms[sizes >= _MANY]


def _everywhere(cells: pd.DataFrame) -> Iterator[str]:
    groups = cells.groupby(["table", "field", "old", "new"], sort=False)
    for (table, field, old, new), rows in groups:
        yield f"{table} {field}: {show(old)} -> {show(new)} in {len(rows)} rows"


class _Story:
    """One event: each claim is quoted once."""

    def __init__(self, event: str, found: Found) -> None:
        self._event, self._found, self._quoted = event, found, set[str]()

    def tell(self, rows: Iterator[_Row]) -> str:
        found = self._found
        lines = [f"{self._event} {found.names.get(self._event, '')}".rstrip()]
        lines += [line for row in rows for line in self._row(row)]
        lines += [f"  decision: {words}" for words in found.causes.decided.get(self._event, ())]
        for word, moved in (("gained", found.causes.gained), ("lost", found.causes.lost)):
            lines += self._quotes(f"  {word}", moved.get(self._event, ()))
        return "\n".join(lines)

    def _row(self, row: _Row) -> Iterator[str]:
        """Tell a change of events or munitions, and whom the cell followed."""
        about = self._found.names.get(row["key"], "") if row["table"] == "munitions" else ""
        if row["change"] != "changed":
            was = f", was {row['old']}" if row["change"] == "renamed" else ""
            yield f"  {row['change']}{was}{about and f': {about}'}"
            return
        change = f"{row['field']}: {show(row['old'])} -> {show(row['new'])} ({row['cause']})"
        yield f"  {about and f'{about}, '}{change}"
        if row["old_claims"] != row["new_claims"]:
            yield from self._quotes("    was", row["old_claims"])
            yield from self._quotes("    now", row["new_claims"])

    def _quotes(self, word: str, ids: Sequence[str]) -> list[str]:
        fresh = [one for one in ids if one not in self._quoted]
        self._quoted.update(fresh)
        return [f"{word}: {_quote(one, self._found)}" for one in fresh]


def _other(row: _Row, found: Found) -> str:
    """Tell a change of another table in a line."""
    where = " ".join(filter(None, [row["table"], row["key"]]))
    if row["change"] == "changed":
        return f"{where} {row['field']}: {show(row['old'])} -> {show(row['new'])}"
    about = _quote(row["key"], found) if row["key"] in found.voices else found.names.get(row["key"])
    return " ".join(filter(None, [where, row["change"], about or row["field"]]))


def _quote(claim_id: str, found: Found) -> str:
    if claim_id not in found.voices:
        return claim_id
    voice = found.voices[claim_id]
    return f"[{' '.join(voice.quote.split())}] {voice.source}"


def _entry(row: _Row, found: Found) -> dict[str, Any]:
    always = ("field", "old", "new") if row["change"] == "changed" else ()
    names = ("key", EVENT, "field", "old", "new", "cause")
    entry = {name: _plain(row[name]) for name in names if name in always or row[name] is not None}
    claims = {name: row[name] for name in ("old_claims", "new_claims") if row[name] is not None}
    return entry | {name: _claims(ids, found) for name, ids in claims.items()}


def _claims(ids: Sequence[str], found: Found) -> list[dict[str, str]]:
    heard = (found.voices[one] for one in ids if one in found.voices)
    return [{"claim_id": one.claim_id, "quote": one.quote, "source": one.source} for one in heard]


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else value
