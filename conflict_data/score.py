"""Score claims against labelled texts: precision, recall, F1, attributes, and what went wrong.

What counts as a match stands in :mod:`conflict_data.matching`, what an interval is in
:mod:`conflict_data.intervals`.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from conflict_data import decoding, intervals, matching
from conflict_data.errors import LoadError, Unknown
from conflict_data.intervals import Ratio
from conflict_data.matching import ATTRIBUTES, Pair, Record

ALL = "all"
_EXPECTED = "JSON lines: a text with its labels in `claims`, or what `extract` prints"
FALSE_CLAIMS = "false_claims_per_100_texts"
_SHOWN = ("precision", "recall", "f1", "full_f1")
_WIDTHS = (22, 10, 8, 19, 19, 19, 19)


class Counts(NamedTuple):
    """How many claims of one text, or of many, matched, in full too, were predicted, required."""

    matched: int
    full: int
    predicted: int
    required: int


class Verdict(NamedTuple):
    """Whether a matched claim has an attribute right."""

    attribute: str
    is_right: bool
    pair: Pair


@dataclass(frozen=True, slots=True)
class TextScore:
    """What was found in one text; ``pairs`` hold required labels, ``is_blank``: no claim in it."""

    text_id: str
    pairs: tuple[Pair, ...]
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]
    verdicts: tuple[Verdict, ...]
    is_blank: bool

    def counts(self, measure: str = ALL) -> Counts:
        """Count the claims of one measure, or all."""
        pairs = [pair for pair in self.pairs if measure in (ALL, pair.label["measure"])]
        missed, extra = (
            sum(measure in (ALL, claim["measure"]) for claim in claims)
            for claims in (self.missed, self.extra)
        )
        full = sum(pair.full for pair in pairs)
        return Counts(len(pairs), full, len(pairs) + extra, len(pairs) + missed)


@dataclass(frozen=True, slots=True)
class Score:
    """A comparison of predicted claims with labels, text by text."""

    texts: tuple[TextScore, ...]

    @property
    def misses(self) -> list[tuple[str, Record]]:
        """The required labels that no prediction matched, each with the id of its text."""
        return [(text.text_id, label) for text in self.texts for label in text.missed]

    @property
    def extras(self) -> list[tuple[str, Record]]:
        """The false claims, each with the id of its text."""
        return [(text.text_id, claim) for text in self.texts for claim in text.extra]

    @property
    def wrong(self) -> list[tuple[str, str, Record, Record]]:
        """The wrong attributes of matched claims: text id, attribute, label, prediction."""
        return [
            (text.text_id, verdict.attribute, verdict.pair.label, verdict.pair.claim)
            for text in self.texts
            for verdict in text.verdicts
            if not verdict.is_right
        ]

    def counts(self, measure: str = ALL) -> Counts:
        """Count the claims of one measure, or all, over all texts."""
        columns = zip(
            Counts(0, 0, 0, 0), *(text.counts(measure) for text in self.texts), strict=True
        )
        return Counts(*map(sum, columns))

    def measures(self) -> list[str]:
        """Return the measures that were labelled or predicted."""
        labels = [pair.label for text in self.texts for pair in text.pairs]
        rest = [claim for text in self.texts for claim in (*text.missed, *text.extra)]
        return sorted({claim["measure"] for claim in labels + rest})

    def claims(self, measure: str = ALL) -> dict[str, Ratio]:
        """Return precision, recall and F1 of one measure, or all; ``full_``: bound, status too."""
        rows = [text.counts(measure) for text in self.texts]
        predicted, required = [row.predicted for row in rows], [row.required for row in rows]
        both = [row.predicted + row.required for row in rows]
        ratios = {}
        for prefix, matched in (("", "matched"), ("full_", "full")):
            right = [getattr(row, matched) for row in rows]
            ratios[f"{prefix}precision"] = Ratio(right, predicted)
            ratios[f"{prefix}recall"] = Ratio(right, required)
            ratios[f"{prefix}f1"] = Ratio([2 * count for count in right], both)
        return ratios

    def attributes(self) -> dict[str, Ratio]:
        """Return for each attribute the share of the matched claims asked for it that are right."""
        asked = {
            name: [
                [verdict.is_right for verdict in text.verdicts if verdict.attribute == name]
                for text in self.texts
            ]
            for name in ATTRIBUTES
        }
        return {name: Ratio([*map(sum, row)], [*map(len, row)]) for name, row in asked.items()}

    def false_claims(self) -> Ratio:
        """Return how many claims were made of 100 texts that hold none."""
        blank = [text for text in self.texts if text.is_blank]
        return Ratio([100 * len(text.extra) for text in blank], [1] * len(blank))

    def figures(self) -> dict[str, Ratio]:
        """Return all that is asked of a score: claims, attributes, false claims."""
        return {**self.claims(), **self.attributes(), FALSE_CLAIMS: self.false_claims()}

    def summary(self) -> dict[str, float]:
        """Return the figures as plain numbers; NaN where nothing was asked."""
        values = {name: ratio.value for name, ratio in self.figures().items()}
        return {name: math.nan if value is None else value for name, value in values.items()}

    def to_dict(self) -> dict[str, Any]:
        """Return everything as numbers for JSON: counts, figures, intervals, each measure."""
        measures = {
            name: {**self.counts(name)._asdict(), **intervals.numbers(self.claims(name))}
            for name in self.measures()
        }
        whole = {**self.counts()._asdict(), **intervals.numbers(self.figures())}
        return {"texts": len(self.texts), **whole, "measures": measures}

    def table(self) -> str:
        """Return the score as text, each figure with its 95 % interval.

        >>> score([], []).table().split()[:4]
        ['claims', 'required', 'found', 'precision']
        """
        lines = [["claims", "required", "found", *_SHOWN]]
        lines += [self._row(name) for name in (ALL, *self.measures())]
        lines += [[], ["attributes", "asked", "", "right"]]
        for name, ratio in self.attributes().items():
            lines.append([name, f"{sum(ratio.below):g}", "", str(ratio)])
        false = self.false_claims()
        lines += [[], ["texts without claims", f"{len(false.below)}", "", "false per 100"]]
        lines += [["false claims", "", "", str(false)]]
        return "\n".join(map(_line, lines))

    def _row(self, measure: str) -> list[str]:
        counts, ratios = self.counts(measure), self.claims(measure)
        figures = [str(ratios[name]) for name in _SHOWN]
        return [measure, f"{counts.required}", f"{counts.predicted}", *figures]


def score(gold: Iterable[Record], predictions: Iterable[Record]) -> Score:
    """Compare predicted claims with labelled texts.

    ``gold`` has one record a text (``id``, ``claims``: labels of the coding guide), ``predictions``
    one a claim, with ``source_id`` naming the text; claims of other texts are left out. Raises
    :class:`LoadError` for a record that lacks a field, :class:`Unknown` if no prediction is of a
    labelled text.

    >>> score([{"id": "a", "claims": []}], []).summary()["false_claims_per_100_texts"]
    0.0
    """
    labelled = {str(record["id"]): _labels(record) for record in map(matching.checked, gold)}
    found: dict[str, list[Record]] = defaultdict(list)
    for claim in predictions:
        matching.require(matching.PREDICTION, claim, f"prediction {claim.get('quote')!r}")
        found[str(claim["source_id"])].append(claim)
    if found and labelled.keys().isdisjoint(found):
        raise Unknown("text among the labelled", next(iter(found)), labelled)
    return Score(tuple(_text(name, labels, found[name]) for name, labels in labelled.items()))


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON lines file; raise LoadError naming what cannot be read."""
    text = decoding.utf8(path, _EXPECTED)
    if not text.strip():
        raise LoadError(str(path), "is empty", expected=_EXPECTED)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _record(line, f"{path}, line {number}")


def _record(line: str, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise LoadError(place, f"is no JSON ({error})", expected=_EXPECTED) from error
    if not isinstance(record, dict):
        raise LoadError(place, f"is a JSON {type(record).__name__}", expected=_EXPECTED)
    return record


def _labels(record: Record) -> list[Record]:
    return [label for label in record["claims"] if matching.is_counted(label)]


def _text(text_id: str, labels: Sequence[Record], claims: Sequence[Record]) -> TextScore:
    found = matching.match(labels, filter(matching.is_counted, claims))
    pairs = tuple(pair for pair in found.pairs if not matching.is_optional(pair.label))
    verdicts = tuple(
        Verdict(name, is_right, pair)
        for pair in pairs
        for name, is_right in matching.verdicts(pair.label, pair.claim).items()
    )
    return TextScore(text_id, pairs, found.missed, found.extra, verdicts, not labels)


def _line(cells: Sequence[str]) -> str:
    padded = zip(cells, _WIDTHS, strict=False)
    return "".join(cell.ljust(width) for cell, width in padded).rstrip()
