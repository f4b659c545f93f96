"""Read a release and print what is in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from conflict_data import dataset
from conflict_data.cli import _release


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("release", type=Path, metavar="RELEASE")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    data = dataset.read(args.release)
    print(_release.counts(data))
    print(f"\n{_release.events(data.events)}")
    return 0
