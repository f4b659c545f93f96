"""Check releases against every rule of the schema; the verb for continuous integration."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from conflict_data import dataset
from conflict_data.validation.report import Report


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="folder of a release")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 if any release breaks a rule."""
    reports = {str(path): dataset.validate(dataset.read_as_found(path)) for path in args.paths}
    if args.format == "json":
        print(
            json.dumps([_record(*item) for item in reports.items()], ensure_ascii=False, indent=2)
        )
    else:
        print("\n".join(f"{path}: {report.summary()}" for path, report in reports.items()))
    return 0 if all(report.ok for report in reports.values()) else 1


def _record(path: str, report: Report) -> dict[str, Any]:
    findings = [
        {**finding._asdict(), "problems": [problem._asdict() for problem in finding.problems]}
        for finding in report.findings
    ]
    return {"path": path, "ok": report.ok, "problems": len(report), "findings": findings}
