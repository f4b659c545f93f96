"""Claims from articles, one process or many, and claims as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflict_data.errors import ConflictDataError, LoadError
from conflict_data.extraction import LANGUAGE, extract_article
from conflict_data.records import Article, Claim, Problem
from conflict_data.schema import codes, schema
from conflict_data.wording import plural

if TYPE_CHECKING:
    import pandas as pd

CHUNK = 50
CHUNKS_AHEAD = 4


class Claims:
    """Claims that can be gone through again and again, in the order of their articles.

    Ordered by article as given, then by where they stand in the text. ``problems`` are the
    articles in languages that are not read.
    """

    def __init__(self, claims: Iterable[Claim], problems: Iterable[Problem] = ()) -> None:
        self._claims = tuple(claims)
        self.problems = list(problems)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)

    def __repr__(self) -> str:
        articles = len({claim.article_id for claim in self})
        return f"<{plural(len(self), 'claim')} from {plural(articles, 'article')}>"

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame: one row per claim, the columns of the table ``claims``.

        Cells with several codes are one text joined by ``"; "``, as in a release.

        >>> extract([]).to_frame().shape[0]
        0
        """
        from conflict_data import frames  # here, so that extraction does not load Arrow

        return frames.to_pandas(frames.from_records("claims", self), "claims")

    def to_jsonl(self) -> str:
        """Return the claims as JSON lines: lists as arrays, dates as ISO 8601.

        >>> extract([]).to_jsonl()
        ''
        """
        return "".join(f"{to_json(claim)}\n" for claim in self)


def extract(articles: Iterable[Article], *, workers: int = 1) -> Claims:
    """Return every quantity claim in the articles, each with its exact span.

    ``workers`` is the number of processes; the claims and their order do not depend on it. An
    article in another language than English gives no claims and is in ``.problems``. Raises
    :class:`ConflictDataError` for a plain text: :func:`load` makes articles of texts.

    >>> from conflict_data.articles import load
    >>> [claim.quote for claim in extract(load([{"text": "The army shot down 41 drones."}]))]
    ['41 drones']
    """
    problems: list[Problem] = []
    found = list(stream(_noting(articles, problems), workers=workers))
    return Claims(found, problems)


def _noting(articles: Iterable[Article], problems: list[Problem]) -> Iterator[Article]:
    for article in articles:
        if isinstance(article, str):
            found, do = f"found the text {article[:40]!r}", 'load([{"text": ...}]) makes them'
            raise ConflictDataError(f"extract: expected articles, {found}; {do}")
        problems += unread(article)
        yield article


def unread(article: Article) -> list[Problem]:
    """Return one problem if the article's language is not read, else none.

    >>> from conflict_data.articles import load
    >>> (german,) = load([{"text": "Die Armee hat in der Nacht 30 Drohnen abgeschossen."}])
    >>> [(problem.rule, problem.value) for problem in unread(german)]
    [('language_supported', 'de')]
    """
    if article.language in (None, LANGUAGE):
        return []
    names = {code: row["name"] for code, row in codes("languages").items()}
    language = names.get(article.language, article.language)
    message = (
        f"{article.source_id} is in {language}; only {names[LANGUAGE]} is read, so that it gives "
        "no claims: translate it, or leave it out"
    )
    key, value = article.article_id, article.language
    return [Problem("articles", key, "language", "language_supported", value, message)]


def stream(articles: Iterable[Article], *, workers: int = 1) -> Iterator[Claim]:
    """Yield what :func:`extract` collects, holding only a few articles at a time."""
    if workers <= 1:
        for article in articles:
            yield from extract_article(article)
        return
    with ProcessPoolExecutor(workers) as pool:
        rest = iter(articles)
        while batch := list(islice(rest, CHUNK * CHUNKS_AHEAD * workers)):
            for claims in pool.map(extract_article, batch, chunksize=CHUNK):
                yield from claims


def to_json(claim: Claim) -> str:
    """Return a claim as one line of JSON, its fields in the schema's order.

    >>> from conflict_data.articles import load
    >>> (claim,) = extract(load([{"text": "The army shot down 41 drones."}]))
    >>> from_json(to_json(claim)) == claim
    True
    """
    return json.dumps(claim._asdict(), ensure_ascii=False, default=date.isoformat)


def from_json(line: str) -> Claim:
    """Return the claim that :func:`to_json` wrote; raise KeyError or ValueError for others."""
    record = json.loads(line)
    return Claim(*(read(record[name]) for name, read in _readers().items()))


def read_jsonl(path: Path) -> Claims:
    """Return the claims in a JSON lines file; raise :class:`LoadError` naming a broken line."""
    return Claims(_lines(path))


def _lines(path: Path) -> Iterator[Claim]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield from_json(line)
            except (KeyError, TypeError, ValueError) as error:
                raise LoadError(
                    f"{path}, line {number}",
                    f"is no claim ({error})",
                    expected="a line that `conflict-data extract` wrote",
                    do="extract again",
                ) from error


@cache
def _readers() -> dict[str, Callable[[Any], Any]]:
    """How each field comes back from JSON, which has neither tuples nor dates."""
    kinds: dict[str, Callable[[Any], Any]] = {"list": tuple, "date": _day}
    fields = schema().table("claims").fields
    return {field.name: kinds.get(field.type, _as_is) for field in fields}


def _as_is(value: Any) -> Any:
    return value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
