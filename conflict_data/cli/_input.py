"""What verbs share in reading: articles one at a time, faults told as they come."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from conflict_data import articles
from conflict_data.cli import _output
from conflict_data.errors import Guessed, LoadError
from conflict_data.records import Article

STDIN = "-"


class Reading:
    """The articles of files, once; what cannot be read is told on stderr and counted.

    Raises :class:`LoadError` at once if a file does not exist.
    """

    def __init__(self, files: Sequence[str]) -> None:
        self.faults = 0
        self._files = files
        for file in files:
            if file != STDIN and not Path(file).exists():
                raise LoadError(file, "does not exist", expected="a file or a folder of articles")

    def __iter__(self) -> Iterator[Article]:
        seen: set[str] = set()
        for result in _output.progress(self._results(), "article"):
            if isinstance(result, LoadError):
                self.faults += 1
                how = "guessed" if isinstance(result, Guessed) else "not read"
                print(f"{how}: {result}", file=sys.stderr)
            elif result.article_id not in seen or result.retracted:
                seen.add(result.article_id)
                yield result

    def _results(self) -> Iterator[Article | LoadError]:
        for file in self._files:
            yield from _standard_input() if file == STDIN else articles.stream(file)


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Declare ``--workers``."""
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes (1)")


def _positive(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1, found {word!r}")
    return int(word)


def _standard_input() -> Iterator[Article | LoadError]:
    """Read standard input by way of a file, since loaders look at a file's head first."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "stdin.jsonl")
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield from articles.stream(copy)
