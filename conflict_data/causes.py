"""Why cells changed: the claims that they rested on and rest on, and decisions about these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from conflict_data.comparison import EVENT
from conflict_data.frames import records
from conflict_data.wording import show

DECISIONS = "decisions"
CODED = ("events", "munitions")
_METHOD = ("method", "method_version")  # how a claim was read does not change what it says
_Tables = Mapping[str, pd.DataFrame]
_Ids = dict[str, tuple[str, ...]]


class Causes(NamedTuple):
    """Claims that came to an event or left it, and the decisions on its claims that changed."""

    gained: _Ids
    lost: _Ids
    decided: _Ids


def find(before: _Tables, after: _Tables) -> Causes:
    """Return what came to, left, or was decided on events of either release."""
    pairs = [_pairs(tables["evidence"]) for tables in (before, after)]
    both = pairs[0].merge(pairs[1], on=[EVENT, "claim_id"], how="outer", indicator="side")
    return Causes(
        _grouped(both[both["side"] == "right_only"]),
        _grouped(both[both["side"] == "left_only"]),
        _decided(both, before, after),
    )


def attach(found: pd.DataFrame, causes: Causes, before: _Tables, after: _Tables) -> pd.DataFrame:
    """Return changes with the columns cause, old_claims and new_claims (tuples of claim_id)."""
    asks = (found["change"] == "changed") & found["table"].isin(CODED)
    cells = found.loc[asks, ["key", EVENT, "field"]]
    keys = set(cells["key"])
    old, new = (_followed(tables["evidence"], keys) for tables in (before, after))
    judge = _Judge(found, causes, before, after)
    rows = {
        at: _told(judge, event, old.get((key, field), ()), new.get((key, field), ()))
        for at, key, event, field in cells.itertuples(name=None)
    }
    columns = ["cause", "old_claims", "new_claims"]
    told = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=object)
    joined = found.join(told)
    return joined.astype(object).where(joined.notna(), None)


class _Judge:
    """Finds the word for a cause, the strongest first."""

    def __init__(
        self, found: pd.DataFrame, causes: Causes, before: _Tables, after: _Tables
    ) -> None:
        self._causes = causes
        self._old, self._new = (set(tables["claims"]["claim_id"]) for tables in (before, after))
        claims = found[(found["table"] == "claims") & (found["change"] == "changed")]
        self._changed = set(claims.loc[~claims["field"].isin(_METHOD), "key"])
        touched = _pairs(after["evidence"])
        self._touched = set(touched.loc[touched["claim_id"].isin(self._changed), EVENT])

    def word(self, event: str, old: Iterable[str], new: Iterable[str]) -> str:
        """Return why a cell changed; what no claim stands behind follows from its event's."""
        is_derived = not old and not new
        gone = set(old) or set(self._causes.lost.get(event, ()))
        come = set(new) or set(self._causes.gained.get(event, ()))
        reasons = {
            "decision": event in self._causes.decided,
            "new claim": bool(come - self._old),
            "claim gone": bool(gone - self._new),
            "claim changed": bool((gone | come) & self._changed)
            or (is_derived and event in self._touched),
            "other choice": gone != come,
        }
        return next((word for word, holds in reasons.items() if holds), "coding")


def _told(judge: _Judge, event: str, old: tuple[str, ...], new: tuple[str, ...]) -> list[Any]:
    return [judge.word(event, old, new), old, new]


def _followed(evidence: pd.DataFrame, keys: set[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the claims that cells follow: of a bound those with its role, else the chosen."""
    rows = evidence.assign(key=evidence["munition_id"].fillna(evidence[EVENT]))
    rows = rows[rows["key"].isin(keys)]
    wanted = rows["field"].str.extract(r"_(low|high)$")[0].fillna("chosen")
    rows = rows[rows["role"] == wanted]
    groups: dict[tuple[str, str], set[str]] = {}
    for key, field, claim_id in zip(rows["key"], rows["field"], rows["claim_id"], strict=True):
        groups.setdefault((key, field), set()).add(claim_id)
    return {cell: tuple(sorted(ids)) for cell, ids in groups.items()}


def _pairs(evidence: pd.DataFrame) -> pd.DataFrame:
    return evidence[[EVENT, "claim_id"]].drop_duplicates().astype(object)


def _grouped(pairs: pd.DataFrame) -> _Ids:
    return {str(event): tuple(sorted(ids)) for event, ids in pairs.groupby(EVENT)["claim_id"]}


def _decided(pairs: pd.DataFrame, before: _Tables, after: _Tables) -> _Ids:
    """Return by event, in words, the decisions that only one of the releases has."""
    sides = [tables[DECISIONS] for tables in (before, after) if DECISIONS in tables]
    if not sides:
        return {}
    nothing = sides[0].iloc[:0]
    one, other = (tables.get(DECISIONS, nothing).astype(object) for tables in (before, after))
    both = one.merge(other, how="outer", indicator="side")
    changed = records(both[both["side"] != "both"].astype(object))
    words = [(row["claim_id"], _words(row, before)) for row in changed]
    told = pairs.merge(pd.DataFrame(words, columns=["claim_id", "words"]), on="claim_id")
    return {str(event): tuple(sorted(set(said))) for event, said in told.groupby(EVENT)["words"]}


def _words(decision: Mapping[str, Any], tables: _Tables) -> str:
    """Say a decision without what only names the claim."""
    known = {"side", *tables["claims"].columns, *tables["articles"].columns}
    said = {name: show(cell) for name, cell in decision.items() if name not in known and cell}
    fate = "no longer" if decision["side"] == "left_only" else "now"
    return f"{fate} {'; '.join(f'{name} {cell}' for name, cell in said.items())}"
