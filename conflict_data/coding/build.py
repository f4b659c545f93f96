"""From claims and articles to tables: a pure function of both, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa

from conflict_data import frames
from conflict_data.coding.choice import Policy, asking
from conflict_data.coding.clues import unplaced
from conflict_data.coding.desk import sort_out
from conflict_data.coding.events import Cells, code
from conflict_data.coding.policies import default
from conflict_data.compilers import arrow
from conflict_data.errors import ConflictDataError
from conflict_data.records import Article, Claim, Decision, Problem
from conflict_data.schema import schema


class Built(NamedTuple):
    """The tables of a release by name; claims in no event, decisions that fit nothing, and why."""

    tables: dict[str, pa.Table]
    problems: list[Problem]


def build(
    claims: Iterable[Claim],
    articles: Iterable[Article],
    *,
    policy: Policy = default.choose,
    decisions: Iterable[Decision] = (),
) -> Built:
    """Return the tables that claims and their articles make, in the schema's columns.

    ``policy`` chooses, of several reports, the one to follow; ``decisions`` overrule claims and
    events. The table of articles holds the texts. Raises :class:`ConflictDataError` for a claim
    whose article is not given.

    >>> {name: table.num_rows for name, table in build([], []).tables.items()}
    {'events': 0, 'munitions': 0, 'claims': 0, 'articles': 0, 'evidence': 0, 'decisions': 0}
    """
    by_id = _articles(articles)
    given = {claim.claim_id: claim for claim in claims}
    _require_articles(given.values(), by_id)
    desk = sort_out(given.values(), by_id, decisions)
    coded = [code(case, by_id, asking(policy)) for case in desk.cases]
    lost = [unplaced(claim, why) for event in coded for claim, why in event.lost]
    tables = {
        "events": _table("events", [event.event for event in coded]),
        "munitions": _table("munitions", [row for event in coded for row in event.munitions]),
        "claims": frames.from_records("claims", desk.claims),
        "articles": frames.from_articles(by_id.values(), with_text=True),
        "evidence": frames.from_records(
            "evidence", dict.fromkeys(row for event in coded for row in event.evidence)
        ),
        "decisions": frames.from_records("decisions", desk.applied),
    }
    in_order = {name: frames.ordered(tables[name], name) for name in schema().tables}
    return Built(in_order, sorted([*desk.problems, *lost]))


def _articles(articles: Iterable[Article]) -> dict[str, Article]:
    """Return articles by id; of two that differ in that alone, the one that is retracted."""
    by_id: dict[str, Article] = {}
    for article in articles:
        known = by_id.get(article.article_id)
        by_id[article.article_id] = known if known is not None and known.retracted else article
    return by_id


def _require_articles(claims: Iterable[Claim], articles: Mapping[str, Article]) -> None:
    for claim in claims:
        if claim.article_id not in articles:
            raise ConflictDataError(
                f"claim {claim.claim_id} is of article {claim.article_id}, which is not among the "
                f"{len(articles)} articles; give build the articles that the claims were made of"
            )


def _table(name: str, rows: list[Cells]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=arrow.schema(schema().table(name)))
