"""Score claims against labelled texts.

GOLD has one text a line with its labels in `claims`, PREDICTIONS is what `extract` printed; left
out, the claims are extracted from GOLD now.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conflict_data import articles, claims, score
from conflict_data.cli import _output
from conflict_data.wording import figure

_CONTEXT = 60
_INPUT = ("id", "title", "date", "text")
_LABELS = {"actors": "actor", "interceptors": "interceptor", "country_code": "target"}
_FOUND = {"date": "date_start"}


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("predictions", nargs="?", type=Path, metavar="PREDICTIONS")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--show", action="store_true", help="list misses, extras, wrong attributes")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    gold = list(score.read_jsonl(args.gold))
    predictions = score.read_jsonl(args.predictions) if args.predictions else _extracted(gold)
    result = score.score(gold, predictions)
    if args.json:
        print(json.dumps(result.summary()))
    else:
        rows = [(name, f"{value:.3f}") for name, value in result.summary().items()]
        print(_output.table(["measure", "value"], rows))
    if args.show:
        print("\n".join(_faults(result, {str(record["id"]): record["text"] for record in gold})))
    return 0


def _extracted(gold: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    records = [{key: record.get(key) for key in _INPUT} for record in gold]
    return (claim._asdict() for claim in claims.stream(articles.load(records)))


def _faults(result: score.Score, texts: Mapping[str, str]) -> Iterator[str]:
    for kind, pairs in (("missed", result.misses), ("extra", result.extras)):
        for text_id, claim in pairs:
            yield f"{kind} {text_id}: {_said(claim)} in {_context(texts[text_id], claim['quote'])}"
    for text_id, name, label, claim in result.wrong:
        found, wanted = claim[_FOUND.get(name, name)], label[_LABELS.get(name, name)]
        yield f"wrong {name} {text_id}: {_said(claim)} has {found}, the label {wanted}"


def _said(claim: Mapping[str, Any]) -> str:
    span = figure(None, claim["low"], claim["high"])
    return f"{claim['quote']!r} = {claim['measure']} {span} {claim['bound']} {claim['status']}"


def _context(text: str, quote: str) -> str:
    at = max(text.find(quote), 0)
    return repr(text[max(at - _CONTEXT, 0) : at + len(quote) + _CONTEXT])
