"""Records in JSON: the answer of an API, a list of objects, or a line for each."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from conflict_data.errors import LoadError
from conflict_data.sources._unpacking import opened

# Under these names the APIs of ACLED and UCDP put their records.
_RECORDS = ("data", "Result")
_EXPECTED = "a list of objects, data: [...], or in .jsonl an object a line"


def records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file; raise :class:`LoadError` if it is no JSON or has none."""
    with opened(path) as stream:
        raw = stream.read()
    try:
        text = raw.decode("utf-8-sig")
        whole = _lines(text) if ".jsonl" in path.suffixes else json.loads(text)
    except UnicodeDecodeError as error:
        problem = f"is not in UTF-8 at byte {error.start + 1}"
        raise LoadError(os.fspath(path), problem, expected="JSON in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise LoadError(os.fspath(path), f"is no JSON ({error})", expected=_EXPECTED) from error
    if isinstance(whole, dict):
        whole = next((whole[name] for name in _RECORDS if name in whole), None)
    if not isinstance(whole, list) or not all(isinstance(record, dict) for record in whole):
        raise LoadError(os.fspath(path), "has no records", expected=_EXPECTED)
    return whole


def table(records: Sequence[dict[str, Any]], keys: Sequence[str], names: Sequence[str]) -> pa.Table:
    """Return records as text columns; what is no text is written as JSON, a missing key null."""
    cells = [[_plain(record.get(key)) for record in records] for key in keys]
    return pa.table([pa.array(column, pa.string()) for column in cells], names=list(names))


def _lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Half of a surrogate pair, which JSON can write, is no character.
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text
