"""Score claims against labelled texts, by the matching rules of the coding guide.

A prediction matches a label of the same text when measure, unit, low, high and weapon classes are
equal and the quotes share a token; each is used once, full matches first. Labels marked
``optional`` count neither way.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from conflict_data.errors import LoadError
from conflict_data.schema import codes

COUNTED = ("actual", "cumulative", "test")
CLASSES = frozenset({
    "drone", "ballistic_missile", "cruise_missile", "missile", "rocket", "shell", "mortar",
    "bomb", "sea_drone", "projectile",
})  # fmt: skip
ATTRIBUTES = ("actors", "country_code", "interceptors", "date")
MAX_WINDOW_DAYS = 3


@dataclass(slots=True)
class Score:
    """Counts of a comparison, and what was missed or made up."""

    matched: int = 0
    full: int = 0
    required: int = 0
    predicted: int = 0
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    extras: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    wrong: list[tuple[str, str, Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Return precision, recall and F1, of the bare and the full claim, and the attributes."""
        precision, recall, f1 = _f1(self.matched, self.predicted, self.required)
        out = {"precision": precision, "recall": recall, "f1": f1}
        out["full_f1"] = _f1(self.full, self.predicted, self.required)[2]
        for name in ATTRIBUTES:
            asked = self.right[f"{name}_asked"]
            out[name] = self.right[name] / asked if asked else float("nan")
        return out


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> Score:
    """Compare predicted claims with labelled texts.

    ``gold`` has one record a text (``id``, ``claims``), ``predictions`` one a claim, with
    ``source_id`` naming the text.
    """
    by_text: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for claim in predictions:
        if claim["status"] in COUNTED and claim["unit"] != "presence":
            by_text[str(claim["source_id"])].append(claim)
    result = Score()
    for record in gold:
        _score_text(result, record, by_text[str(record["id"])])
    return result


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON lines file; raise LoadError naming a broken line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise LoadError(f"{path}, line {number}", str(error), expected="JSON") from error


def _score_text(
    result: Score, record: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]]
) -> None:
    labels = [label for label in record["claims"] if label["status"] in COUNTED]
    pairs = _pair(labels, predicted)
    optional = [label for label in labels if label.get("optional")]
    result.required += len(labels) - len(optional)
    for label, claim in pairs:
        if not label.get("optional"):
            result.matched += 1
            result.full += _full(label, claim)
            _score_attributes(result, record, label, claim)
    free = [claim for claim in predicted if not any(claim is used for _, used in pairs)]
    taken = [label for label, _ in pairs]
    result.predicted += sum(not label.get("optional") for label, _ in pairs)
    for claim in free:
        result.predicted += 1
        result.extras.append((record["id"], claim))
    for label in labels:
        if not label.get("optional") and not any(label is one for one in taken):
            result.misses.append((record["id"], label))


def _pair(
    labels: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Pair labels with predictions, full matches first, required labels before optional ones."""
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    used: set[int] = set()
    ordered = sorted(labels, key=lambda label: bool(label.get("optional")))
    for wanted in (_full, lambda label, claim: True):
        for label in ordered:
            if any(label is one for one, _ in pairs):
                continue
            for number, claim in enumerate(predicted):
                if number not in used and _bare(label, claim) and wanted(label, claim):
                    used.add(number)
                    pairs.append((label, claim))
                    break
    return pairs


def _bare(label: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    same = all(label[key] == claim[key] for key in ("measure", "unit"))
    numbers = _close(label["low"], claim["low"]) and _close(label["high"], claim["high"])
    return same and numbers and _classes(label) == _classes(claim) and _share_token(label, claim)


def _close(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) < 1e-3)


def _classes(claim: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(_class(weapon) for weapon in claim["weapons"])


def _class(weapon: str) -> str:
    """Lift a model to its class."""
    while weapon not in CLASSES and codes("weapons").get(weapon, {}).get("parent"):
        weapon = codes("weapons")[weapon]["parent"]
    return weapon


def _share_token(label: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    one, other = (set(re.findall(r"\w+", c["quote"].lower())) for c in (label, claim))
    return bool(one & other)


def _full(label: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    return bool(label["bound"] == claim["bound"] and label["status"] == claim["status"])


def _score_attributes(
    result: Score, record: Mapping[str, Any], label: Mapping[str, Any], claim: Mapping[str, Any]
) -> None:
    verdicts = {
        "actors": _actors_fit(label["actor"], claim["actors"]),
        "country_code": _country(label["target"]) == claim["country_code"],
        "interceptors": {_actor(a) for a in label["interceptor"]} == set(claim["interceptors"]),
    }
    if _day(label["date"]):
        verdicts["date"] = _inside(label["date"], claim["date_start"], claim["date_end"])
    for name, right in verdicts.items():
        result.right[f"{name}_asked"] += 1
        result.right[name] += right
        if not right:
            result.wrong.append((record["id"], name, label, claim))


def _actors_fit(label: str | None, actors: Sequence[str]) -> bool:
    if label is None:
        return not actors
    return _actor(label) in actors and len(actors) <= 2


def _actor(name: str) -> str:
    """Return the code of a plain name; a name that the list lacks stays as it is."""
    for code, row in codes("actors").items():
        if name.lower() in (code, row["name"].lower()) or name in row["terms"].split("|"):
            return code
    return name.lower().replace(" ", "_")


def _country(name: str | None) -> str | None:
    if name is None:
        return None
    for code, row in codes("countries").items():
        if name == code or name == row["name"] or name in row["terms"].split("|"):
            return code
    return None


def _day(text: str | None) -> str | None:
    """Return a label's day, if it names one day."""
    return text if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _inside(day: str, start: str | date | None, end: str | date | None) -> bool:
    if start is None or end is None:
        return False
    first, last = (date.fromisoformat(str(part)) for part in (start, end))
    return first <= date.fromisoformat(day) <= last and (last - first).days < MAX_WINDOW_DAYS


def _f1(matched: int, predicted: int, required: int) -> tuple[float, float, float]:
    precision = matched / predicted if predicted else 0.0
    recall = matched / required if required else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
