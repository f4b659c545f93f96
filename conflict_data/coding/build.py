"""From claims and articles to tables: a pure function of both, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa

from conflict_data import frames
from conflict_data.coding.choice import Policy, choose
from conflict_data.coding.clues import unplaced
from conflict_data.coding.events import Cells, code
from conflict_data.coding.identity import gather
from conflict_data.coding.levels import cases
from conflict_data.compilers import arrow
from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Claim, Problem
from conflict_data.schema import schema


class Built(NamedTuple):
    """The tables of a release by name, and the claims that no event holds, with reasons."""

    tables: dict[str, pa.Table]
    problems: list[Problem]


def build(
    claims: Iterable[Claim], articles: Iterable[Article], *, policy: Policy = choose
) -> Built:
    """Return the five tables that claims and their articles make, in the schema's columns.

    ``policy`` chooses, of several reports, the one to follow. The table of articles holds the
    texts. Raises :class:`ConflictDataError` for a claim whose article is not given.

    >>> {name: table.num_rows for name, table in build([], []).tables.items()}
    {'events': 0, 'munitions': 0, 'claims': 0, 'articles': 0, 'evidence': 0}
    """
    by_id = {article.article_id: article for article in articles}
    known = list({claim.claim_id: claim for claim in claims}.values())
    _require_articles(known, by_id)
    attacks, problems = gather(known, by_id)
    coded = [code(case, by_id, policy) for attack in attacks for case in cases(attack)]
    problems += [unplaced(claim, why) for event in coded for claim, why in event.lost]
    tables = {
        "events": _table("events", [event.event for event in coded]),
        "munitions": _table("munitions", [row for event in coded for row in event.munitions]),
        "claims": frames.from_records("claims", known),
        "articles": frames.from_articles(by_id.values(), with_text=True),
        "evidence": frames.from_records(
            "evidence", dict.fromkeys(row for event in coded for row in event.evidence)
        ),
    }
    in_order = {name: frames.ordered(tables[name], name) for name in schema().tables}
    return Built(in_order, sorted(problems))


def _require_articles(claims: Iterable[Claim], articles: Mapping[str, Article]) -> None:
    for claim in claims:
        if claim.article_id not in articles:
            raise ConflictDataError(
                f"claim {claim.claim_id} is of article {claim.article_id}, which is not among the "
                f"{len(articles)} articles; give build the articles that the claims were made of"
            )


def _table(name: str, rows: list[Cells]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=arrow.schema(schema().table(name)))
