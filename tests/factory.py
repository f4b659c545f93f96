"""Claims for tests, with sensible defaults, and the articles that say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from conflict_data.records import Article, Claim, digest

NIGHT = {"date_start": date(2024, 4, 13), "date_end": date(2024, 4, 14), "date_basis": "stated"}
PUBLISHED = date(2024, 4, 15)
PEOPLE = ("killed", "injured")
HEX_IDS = ("munition_id", "part_of", "share_of", "claim_id", "article_id")
EVENT_IDS = ("event_id_cnty", "part_of_event")


def day(number: int, month: int = 4) -> dict[str, Any]:
    """A window of one day in 2024."""
    on = date(2024, month, number)
    return {"date_start": on, "date_end": on, "date_basis": "stated"}


def undated() -> dict[str, Any]:
    return {"date_start": None, "date_end": None, "date_basis": None}


def claim(
    article: str = "wire",
    quote: str | None = None,
    sentence: str | None = None,
    value: float | None = None,
    **fields: Any,
) -> Claim:
    """A claim of ``article``: by default Iran attacks Israel at night; ``value`` is low, high."""
    people = fields.get("measure", "launched") in PEOPLE
    low, high = fields.pop("low", value), fields.pop("high", value)
    quote = quote or f"{low or high or 'several'} {'people' if people else 'drones'}"
    sentence = sentence or f"They said {quote}."
    at = fields.pop("sentence_start", 0)
    start = fields.pop("start", at + sentence.index(quote))
    made: dict[str, Any] = {
        **dict.fromkeys(Claim._fields),
        "article_id": digest("article", article),
        "source_id": article,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "sentence": sentence,
        "sentence_start": at,
        "measure": "launched",
        "weapons": () if people else ("drone",),
        "unit": "count",
        "low": low,
        "high": high,
        "bound": "exact" if low is not None and low == high else "vague",
        "status": "actual",
        "mode": "strike",
        "actors": ("iran",),
        "interceptors": (),
        "target_actor": "israel",
        "country_code": "ISR",
        "victims": "all" if people else None,
        "method": "test",
        "method_version": "0",
        **NIGHT,
        **fields,
    }
    identity = [str(made[name]) for name in Claim._fields if name not in ("claim_id", "part_of")]
    return Claim(**{**made, "claim_id": digest(*identity)})


def articles(
    claims: Iterable[Claim], dates: Mapping[str, date | None] | None = None
) -> list[Article]:
    """The articles of claims: every sentence at its offset; named and published as told."""
    sentences: dict[str, dict[int, str]] = {}
    for one in claims:
        sentences.setdefault(one.source_id, {})[one.sentence_start] = one.sentence
    return [
        _article(name, said, (dates or {}).get(name, PUBLISHED)) for name, said in sentences.items()
    ]


def _article(name: str, sentences: Mapping[int, str], published: date | None) -> Article:
    text = ""
    for at, sentence in sorted(sentences.items()):
        assert len(text) <= at, f"{sentence!r} begins inside another sentence"
        text = text.ljust(at, "-") + sentence
    return Article(
        digest("article", name), name, name, f"Title of {name}", published, name.title(), None,
        "en", text,
    )  # fmt: skip


def together(built: Sequence[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """The tables of many builds in one: to validate them once costs as much as to validate one."""
    return {
        name: pa.concat_tables(_renamed(one[name], number) for number, one in enumerate(built))
        for name in built[0]
    }


def _renamed(table: pa.Table, number: int) -> pa.Table:
    """The same rows under ids that no other build has."""

    def new(column: str, cell: str | None) -> str | None:
        if cell is None or column not in (*HEX_IDS, *EVENT_IDS):
            return cell
        mine = digest(number, cell)
        return mine if column in HEX_IDS else cell[:-8] + mine[:8]

    columns = {
        name: [new(name, cell) for cell in table.column(name).to_pylist()]
        for name in table.column_names
    }
    return pa.table(columns, schema=table.schema)
