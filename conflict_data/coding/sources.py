"""Sources: which outlets report an event, for whom they write, and how many speak independently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from functools import cache
from typing import Any

from conflict_data import acled
from conflict_data.coding.copies import independent
from conflict_data.coding.levels import Case
from conflict_data.frames import join_cell
from conflict_data.records import Article
from conflict_data.schema import codes, split

HOME = ("National", "Subnational")
NEAR, FAR = "Regional", "International"


def sources(
    case: Case, articles: Mapping[str, Article], country_code: str | None
) -> dict[str, Any]:
    """Return the cells of an event that tell of its sources."""
    ids = sorted({claim.article_id for claim in case.claims})
    used = [articles[article_id] for article_id in ids]
    speakers = {claim.speaker.casefold() for claim in case.claims if claim.speaker}
    return {
        "source": join_cell(article.outlet or article.source_id for article in used),
        "source_scale": scale((article.outlet for article in used), country_code),
        "timestamp": max((_seconds(article) for article in used), default=0),
        "n_articles": independent(used),
        "n_speakers": len(speakers),
        "n_claims": len(case.claims),
    }


def scale(outlets: Iterable[str | None], country_code: str | None) -> str | None:
    """Return ACLED's scale of outlets that report from a country; None if one is not listed.

    Of several scales the least and the widest are joined, as ACLED joins two.

    >>> scale(["Kyiv Independent", "Reuters"], "UKR"), scale(["Kyiv Independent"], "ISR")
    ('National-International', 'International')
    >>> scale(["Example Wire"], "UKR") is None
    True
    """
    found = {_scale(outlet, country_code) for outlet in outlets}
    known = sorted((one for one in found if one), key=_reach)
    if not known or None in found:
        return None
    return known[0] if len(known) == 1 else f"{known[0]}-{known[-1]}"


def _scale(outlet: str | None, country_code: str | None) -> str | None:
    """Return the scale of one outlet: abroad a national one is regional or international."""
    row = codes("outlets").get(_outlets().get(_key(outlet or ""), ""))
    if row is None:
        return None
    if row["scale"] not in HOME or row["country"] == country_code:
        return row["scale"]
    near = country_code and acled.region(country_code) == acled.region(row["country"])
    return NEAR if near else FAR


def _reach(scale: str) -> int:
    return int(codes("source_scales")[scale]["reach"])


@cache
def _outlets() -> dict[str, str]:
    rows = codes("outlets").items()
    return {_key(term): code for code, row in rows for term in split(row["terms"])}


def _key(outlet: str) -> str:
    return outlet.strip().casefold().removeprefix("www.").removeprefix("the ")


def _seconds(article: Article) -> int:
    if article.date is None:
        return 0
    return max(0, int(datetime.combine(article.date, time(), UTC).timestamp()))
