"""Score claims against labelled texts, or compare two coders.

GOLD has one text a line with its labels in `claims`, PREDICTIONS is what `extract` printed; left
out, the claims are extracted from GOLD now. With --agree both files hold labels, or both are
decisions files, which --merge joins: where they contradict each other is told and left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conflict_data import agreement, articles, claims, decisions, score
from conflict_data.cli import _output
from conflict_data.coding.verdicts import told
from conflict_data.errors import ConflictDataError
from conflict_data.records import Decision
from conflict_data.wording import figure, plural

_CONTEXT = 60
_ONE_FILE = "--agree: expected two files of labels or of decisions, got one; add the other"
_INPUT = ("id", "title", "date", "text")
_LABELS = {"actors": "actor", "interceptors": "interceptor", "country_code": "target"}
_FOUND = {"date": "date_start"}


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("predictions", nargs="?", type=Path, metavar="PREDICTIONS")
    parser.add_argument("--agree", action="store_true", help="compare two coders")
    parser.add_argument("--merge", type=Path, metavar="FILE", help="write both coders' decisions")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--show", action="store_true", help="list misses, extras, wrong attributes")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if two decisions files contradict each other."""
    if args.agree and args.gold.suffix in decisions.SUFFIXES:
        return _decided(args)
    gold = list(score.read_jsonl(args.gold))
    if args.agree:
        if args.predictions is None:
            raise ConflictDataError(_ONE_FILE)
        _print_agreement(agreement.agree(gold, score.read_jsonl(args.predictions)), args.json)
        return 0
    predictions = score.read_jsonl(args.predictions) if args.predictions else _extracted(gold)
    result = score.score(gold, predictions)
    print(json.dumps(result.to_dict()) if args.json else result.table())
    if args.show:
        print("\n".join(_faults(result, {str(record["id"]): record for record in gold})))
    return 0


def _decided(args: argparse.Namespace) -> int:
    if args.predictions is None:
        raise ConflictDataError(_ONE_FILE)
    one, other = decisions.read(args.gold), decisions.read(args.predictions)
    found = agreement.compare_decisions(one, other)
    merged = agreement.merge_decisions(one, other)
    conflicts = [_conflict(*pair) for pair in merged.conflicts]
    if args.merge:
        decisions.write(merged.decisions, args.merge)
    print(json.dumps({**found, "conflicts": conflicts}) if args.json else _settled(found))
    print("".join(f"{line}\n" for line in conflicts if not args.json), end="")
    return 1 if conflicts else 0


def _settled(found: Mapping[str, Any]) -> str:
    rows = [
        [
            name,
            *map(str, one["claims"]),
            str(one["both"]),
            _number(one["percent"]),
            _number(one["alpha"]),
        ]
        for name, one in found["settled"].items()
    ]
    return _output.table(["settled", "first", "second", "both", "agreement", "alpha"], rows)


def _conflict(one: Decision, other: Decision) -> str:
    said = (f"{told(decision)} ({decision.why})" for decision in (one, other))
    return f"conflict on {one.claim_id} ({one.quote!r}): {' against '.join(said)}"


def _print_agreement(result: agreement.Agreement, as_json: bool) -> None:
    found = result.to_dict()
    if as_json:
        print(json.dumps(found))
        return
    texts, (one, other) = plural(found["texts"], "text"), found["claims"]
    print(f"{texts} coded by both: {one} and {other} claims, {found['aligned']} of them shared\n")
    rows = [("claims found", found["overlap"], None)]
    rows += [(name, both["percent"], both["alpha"]) for name, both in found["fields"].items()]
    cells = [[name, _number(percent), _number(alpha)] for name, percent, alpha in rows]
    print(_output.table(["field", "agreement", "alpha"], cells))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _extracted(gold: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    records = [{key: record.get(key) for key in _INPUT} for record in gold]
    return (claim._asdict() for claim in claims.stream(articles.load(records)))


def _faults(result: score.Score, texts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for kind, faults in (("missed", result.misses), ("extra", result.extras)):
        for text_id, claim in faults:
            yield f"{kind} {text_id}: {_said(claim)} in {_context(texts[text_id], claim)}"
    for text_id, name, label, claim in result.wrong:
        found, wanted = claim[_FOUND.get(name, name)], label[_LABELS.get(name, name)]
        yield f"wrong {name} {text_id}: {_said(claim)} has {found}, the label {wanted}"


def _said(claim: Mapping[str, Any]) -> str:
    span = figure(None, claim["low"], claim["high"])
    return f"{claim['quote']!r} = {claim['measure']} {span} {claim['bound']} {claim['status']}"


def _context(record: Mapping[str, Any], claim: Mapping[str, Any]) -> str:
    """What stands around a claim: a claim of ours knows its place, a label only its field."""
    if "sentence" in claim:
        text, at = claim["sentence"], claim["start"] - claim["sentence_start"]
    else:
        text = record.get(claim.get("field", "text")) or ""
        at = max(text.find(claim["quote"]), 0)
    return repr(text[max(at - _CONTEXT, 0) : at + len(claim["quote"]) + _CONTEXT])
