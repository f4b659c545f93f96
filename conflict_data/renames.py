"""Rows that two versions of a release hold under different ids."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from conflict_data.schema import schema

_SAME = 0.5  # two rows that share more than half of their claims are one row, and no third is
_Tables = Mapping[str, pd.DataFrame]


def find(old: _Tables, new: _Tables, name: str) -> dict[str, str]:
    """Return new ids by old ones: rows of ``name`` that rest on the same claims.

    Rows without claims are the same if only their ids are different, and no other row is like it.
    """
    (key,) = schema().table(name).key
    gone, come = _missing(old[name], new[name], key), _missing(new[name], old[name], key)
    one, other = _claims(old["evidence"], key, gone), _claims(new["evidence"], key, come)
    gone, come = gone[~gone[key].isin(one[key])], come[~come[key].isin(other[key])]
    pairs = _by_claims(one, other, key) | _by_content(gone, come, name)
    return dict(sorted(pairs.items()))


def rename(name: str, frame: pd.DataFrame, names: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Return the table ``name`` with renamed ids wherever it holds them."""
    table = schema().table(name)
    holders = [(one.field, one.table) for one in table.references if one.table in names]
    holders += [(table.key[0], name)] if name in names else []
    changed = {
        field: frame[field].map(dict(names[target])).fillna(frame[field])
        for field, target in holders
        if field in frame and names[target]
    }
    return frame.assign(**changed)


def _missing(rows: pd.DataFrame, others: pd.DataFrame, key: str) -> pd.DataFrame:
    return rows[~rows[key].astype(object).isin(set(others[key]))]


def _claims(evidence: pd.DataFrame, key: str, rows: pd.DataFrame) -> pd.DataFrame:
    told = evidence.loc[evidence[key].isin(rows[key]), [key, "claim_id"]]
    return told.drop_duplicates().astype(object)


def _by_claims(one: pd.DataFrame, other: pd.DataFrame, key: str) -> dict[str, str]:
    """Pair the rows that share most of their claims, the surest pairs first."""
    both = one.merge(other, on="claim_id", suffixes=("", "_new"))
    shared = both.groupby([key, f"{key}_new"]).size().rename("shared").reset_index()
    before = one[key].value_counts().reindex(shared[key]).to_numpy()
    after = other[key].value_counts().reindex(shared[f"{key}_new"]).to_numpy()
    same = shared[shared["shared"] > _SAME * (before + after - shared["shared"])]
    best = same.sort_values(["shared", key, f"{key}_new"], ascending=[False, True, True])
    pairs = best.drop_duplicates(key).drop_duplicates(f"{key}_new")
    return dict(zip(pairs[key], pairs[f"{key}_new"], strict=True))


def _by_content(one: pd.DataFrame, other: pd.DataFrame, name: str) -> dict[str, str]:
    table = schema().table(name)
    ids = {*table.key, *(reference.field for reference in table.references)}
    fields = [field for field in one.columns if field in other and field not in ids]

    def only(rows: pd.DataFrame) -> pd.Series:
        hashes = pd.util.hash_pandas_object(rows[fields].astype(object), index=False)
        is_only = ~hashes.duplicated(keep=False).to_numpy(bool)
        return pd.Series(rows[table.key[0]].array[is_only], hashes.array[is_only])

    old, new = only(one), only(other)
    shared = old.index.intersection(new.index)
    return dict(zip(old[shared], new[shared], strict=True))
