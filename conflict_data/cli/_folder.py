"""The folder that ``extract --out`` writes and ``build`` takes: articles and their claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TextIO

from conflict_data import claims
from conflict_data.atomic import replacing
from conflict_data.errors import LoadError
from conflict_data.records import Article

ARTICLES, CLAIMS = "articles.jsonl", "claims.jsonl"


def is_extracted(path: Path) -> bool:
    """Return whether ``path`` is such a folder."""
    return (path / ARTICLES).is_file() and (path / CLAIMS).is_file()


def write(folder: Path, articles: Iterable[Article], workers: int) -> int:
    """Extract, and write both files whole or not at all; return the number of claims."""
    with ExitStack() as stack:
        texts, lines = (_open(stack, folder / name) for name in (ARTICLES, CLAIMS))
        kept = _keeping(articles, texts)
        return sum(
            lines.write(f"{claims.to_json(claim)}\n") > 0
            for claim in claims.stream(kept, workers=workers)
        )


def read(folder: Path) -> tuple[list[Article], claims.Claims]:
    """Return the articles and claims; raise :class:`LoadError` naming a broken line."""
    return list(_articles(folder / ARTICLES)), claims.read_jsonl(folder / CLAIMS)


def _open(stack: ExitStack, path: Path) -> TextIO:
    new = stack.enter_context(replacing(path))
    return stack.enter_context(new.open("w", encoding="utf-8", newline="\n"))


def _keeping(articles: Iterable[Article], file: TextIO) -> Iterator[Article]:
    for article in articles:
        line = json.dumps(article._asdict(), ensure_ascii=False, default=date.isoformat)
        file.write(f"{line}\n")
        yield article


def _articles(path: Path) -> Iterator[Article]:
    for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
        if line:
            yield _article(line, f"{path}, line {number}")


def _article(line: str, place: str) -> Article:
    try:
        record = json.loads(line)
        day = date.fromisoformat(record["date"]) if record["date"] else None
        return Article(**{**record, "date": day})
    except (KeyError, TypeError, ValueError) as error:
        raise LoadError(
            place,
            f"is no article ({error})",
            expected="a line that `conflict-data extract --out` wrote",
            do="extract again",
        ) from error
