"""A short notation for claims, so that a test is one line: a sentence and what it tells.

``launched drone+missile 350.. more_than``: the measure, what is counted, the figure, its bound
unless it is exact or a range, before it the status unless it is actual. A figure is ``350``,
``30..40``, ``350..`` (no upper end), ``..40`` (no lower), ``..`` (no number) or a share, ``99%``.
``show`` asks for more: ``who`` is attackers>country/interceptors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from conflict_data import prose
from conflict_data.extraction import extract_article
from conflict_data.records import Article, Claim

SILENT = ("exact", "range")


def article(text: str, date: str | None = None, title: str | None = None) -> Article:
    """Return an article as a loader makes it."""
    day = dt.date.fromisoformat(date) if date else None
    return prose.article(text, source_id="test", title=title, date=day)


def claims(text: str, date: str | None = None, title: str | None = None) -> list[Claim]:
    """Return the claims of a text."""
    return extract_article(article(text, date, title))


def told(text: str, *show: str, date: str | None = None, title: str | None = None) -> str:
    """Return the claims of a text in the notation, parted by ``"; "``."""
    found = claims(text, date, title)
    ids = {claim.claim_id: str(number) for number, claim in enumerate(found, start=1)}
    return "; ".join(render(claim, show, ids) for claim in found)


def render(claim: Claim, show: tuple[str, ...], ids: Mapping[str, str]) -> str:
    words = [
        "" if claim.status == "actual" else claim.status,
        claim.measure,
        "+".join(claim.weapons) or claim.victims or "",
        figure(claim),
        "" if claim.bound in SILENT else claim.bound,
        *(SHOWN[name](claim, ids) for name in show),
    ]
    return " ".join(filter(None, words))


def figure(claim: Claim) -> str:
    low, high = (number(value, claim.unit) for value in (claim.low, claim.high))
    return low if low == high and low else f"{low}..{high}"


def number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value * 100:g}%" if unit == "share" else f"{value:.10g}"


def who(claim: Claim, _: Mapping[str, str]) -> str:
    attackers, defenders = "+".join(claim.actors) or "?", "+".join(claim.interceptors)
    return f"{attackers}>{claim.country_code or '?'}" + (f"/{defenders}" if defenders else "")


def where(claim: Claim, _: Mapping[str, str]) -> str:
    return f"{claim.country_code or '?'}:{claim.place or '?'}:{claim.place_role or '?'}"


def when(claim: Claim, _: Mapping[str, str]) -> str:
    if claim.date_start is None:
        return "undated"
    same = claim.date_start == claim.date_end
    return f"{claim.date_start}" if same else f"{claim.date_start}..{claim.date_end}"


def basis(claim: Claim, _: Mapping[str, str]) -> str:
    return claim.date_basis or "undated"


def says(claim: Claim, _: Mapping[str, str]) -> str:
    via = f" via {claim.via}" if claim.via else ""
    return f"{claim.speaker} ({claim.speaker_kind}){via}" if claim.speaker else "(outlet)"


def quote(claim: Claim, _: Mapping[str, str]) -> str:
    return f'"{claim.quote}"'


def links(claim: Claim, ids: Mapping[str, str]) -> str:
    """Say of which claim, counted from 1, this one is a part or a share."""
    part, share = claim.part_of, claim.share_of
    found = [part and f"part of {ids.get(part)}", share and f"share of {ids.get(share)}"]
    return ", ".join(filter(None, found))


def mode(claim: Claim, _: Mapping[str, str]) -> str:
    return claim.mode


SHOWN = {shown.__name__: shown for shown in (who, where, when, basis, says, quote, links, mode)}
