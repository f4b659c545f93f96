"""Whole articles with every claim marked, where a release ships their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from conflict_data.dataset import Dataset
from conflict_data.frames import records
from conflict_data.markup import Markup, element
from conflict_data.page.anchors import address, anchor
from conflict_data.page.spans import Span, marked

_Row = Mapping[str, Any]


def are_shipped(data: Dataset) -> bool:
    """Return whether the release has the texts of its articles."""
    return bool(data.articles["text"].notna().any())


def section(data: Dataset, article_ids: Iterable[str], used: Mapping[str, str]) -> Markup:
    """Return the articles with their texts; ``used`` says where a claim's sentence stands."""
    wanted = set(article_ids)
    claims = records(data.claims[data.claims["article_id"].isin(wanted)])
    by_article: dict[str, list[_Row]] = {}
    for claim in claims:
        by_article.setdefault(claim["article_id"], []).append(claim)
    articles = records(data.articles[data.articles["article_id"].isin(wanted)])
    told = [_article(row, by_article.get(row["article_id"], []), used) for row in articles]
    head = element("h2", {"id": "articles"}, "Whole articles")
    note = "Every claim is marked and leads to its event; a pale one stands behind no figure here."
    return element("section", {"class": "texts"}, head, element("p", {}, note), *told)


def _article(article: _Row, claims: Sequence[_Row], used: Mapping[str, str]) -> Markup:
    day = article["date"] and f"{article['date']:%Y-%m-%d}"
    name = ", ".join(filter(None, [article["outlet"] or article["source_id"], day]))
    text = marked(article["text"] or "", [_span(claim, used) for claim in claims])
    body = element("div", {"class": "text"}, element("bdi", {}, text))
    look = {"id": anchor("a", article["article_id"]), "class": "whole"}
    return element(
        "article",
        look,
        element("h3", {}, name),
        element("p", {"class": "source"}, address(article["url"])),
        body,
    )


def _span(claim: _Row, used: Mapping[str, str]) -> Span:
    own, there = anchor("t", claim["claim_id"]), used.get(claim["claim_id"])
    href = f"#{there}" if there else None
    return Span(claim["start"], claim["end"], claim["measure"], own, href, "")
