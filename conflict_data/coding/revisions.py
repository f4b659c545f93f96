"""Revisions: claims that are no longer current, and why. They stay in the data and make no figure.

An article is retracted, a claim corrects another, a newer version of an article gives the figure
anew, or a running toll rises.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from itertools import groupby
from typing import NamedTuple, TypeAlias

from conflict_data.records import Article, Claim

_TOLLS = ("killed", "injured")
_NOBODY = ("anonymous", "witness")
_HOUR = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?(?:\s*([ap])\.?m\b)?", re.IGNORECASE)

Reasons: TypeAlias = Mapping[str, str]
_Reason: TypeAlias = tuple[str, str]


def withdrawn(
    claims: Iterable[Claim], articles: Mapping[str, Article], rejected: Reasons
) -> dict[str, str]:
    """Return by claim id why claims are withdrawn: rejected, retracted, or corrected by another.

    ``rejected`` has the reasons of the rejected ones; what is itself rejected or retracted
    corrects nothing, nor does what only was denied or planned.
    """
    by_id = {claim.claim_id: claim for claim in claims}
    gone = _retracted(articles)
    reasons = {
        one.claim_id: gone[one.article_id] for one in by_id.values() if one.article_id in gone
    }
    reasons |= rejected
    standing = [claim for key, claim in sorted(by_id.items()) if key not in reasons]
    for claim in standing:
        if claim.status == "actual" and claim.replaces and not _goes_round(claim, by_id):
            reasons.setdefault(claim.replaces, f'corrected: "{claim.quote}"')
    return _with_parts(by_id, {key: why for key, why in reasons.items() if key in by_id})


def superseded(claims: Sequence[Claim], articles: Mapping[str, Article]) -> dict[str, str]:
    """Return by claim id why claims of one event are superseded by others of it."""
    found = dict([*_by_updates(claims, articles), *_by_versions(claims, articles)])
    return _with_parts({claim.claim_id: claim for claim in claims}, found)


def _with_parts(by_id: Mapping[str, Claim], reasons: dict[str, str]) -> dict[str, str]:
    """Return reasons with the parts of the same things: without its whole, one would pose as it."""
    for claim in by_id.values():
        whole = by_id.get(claim.part_of or "")
        if whole is None or whole.claim_id not in reasons or claim.claim_id in reasons:
            continue
        if (whole.weapons, whole.victims) == (claim.weapons, claim.victims):
            reasons[claim.claim_id] = f'part of "{whole.quote}", which is not current'
    return reasons


def _retracted(articles: Mapping[str, Article]) -> dict[str, str]:
    """Return why articles are retracted: one that is, takes its earlier versions with it."""
    notices = sorted((one for one in articles.values() if one.retracted), key=_version)
    last = {one.article_key: one for one in notices}
    return {
        article_id: f"retracted: {last[one.article_key].retracted}"
        for article_id, one in articles.items()
        if one.article_key in last and _version(one) <= _version(last[one.article_key])
    }


def _version(article: Article) -> str:
    """Return what sorts the versions of one article; a day without an hour is its beginning."""
    return article.updated or (article.date.isoformat() if article.date else "")


def _goes_round(claim: Claim, by_id: Mapping[str, Claim]) -> bool:
    seen: set[str] = set()
    at: Claim | None = claim
    while at is not None and at.claim_id not in seen:
        seen.add(at.claim_id)
        at = by_id.get(at.replaces or "")
    return at is not None


def _thing(claim: Claim) -> Hashable:
    """Return what a claim counts: claims of one thing can take each other's place."""
    parts = claim.measure, claim.unit, claim.weapons, claim.victims, bool(claim.part_of)
    return *parts, claim.actors, claim.interceptors, claim.place


def _by_versions(claims: Iterable[Claim], articles: Mapping[str, Article]) -> Iterator[_Reason]:
    """Yield the claims of old versions of an article of which a newer one counts the same."""
    told = defaultdict(list)
    for claim in claims:
        told[articles[claim.article_id].article_key, _thing(claim)].append(claim)
    for some in told.values():
        newest = max(some, key=lambda claim: (_version(articles[claim.article_id]), claim.claim_id))
        now = _version(articles[newest.article_id])
        for claim in some:
            if _version(articles[claim.article_id]) < now:
                why = f'superseded: the version of {now} of the article says "{newest.quote}"'
                yield claim.claim_id, why


class _Said(NamedTuple):
    """A figure at a moment; ``minute`` is of the day, None where the text gives no hour."""

    day: date
    minute: int | None
    value: float
    claim: Claim


def _by_updates(claims: Iterable[Claim], articles: Mapping[str, Article]) -> Iterator[_Reason]:
    """Yield running tolls that rose since, and figures of an hour with one of a later hour.

    Only a toll of the same outlet or the same speaker takes an earlier one's place. A toll
    published on a later day that is not higher is a rival.
    """
    told: dict[Hashable, list[_Said]] = defaultdict(list)
    for claim in claims:
        article = articles[claim.article_id]
        value = claim.high if claim.low is None else claim.low
        if article.date is None or value is None or claim.unit != "count":
            continue
        said = _Said(article.date, _minute(claim.as_of), value, claim)
        for source in _sources(claim, article):
            if claim.measure in _TOLLS:
                told[source, claim.measure, claim.victims, bool(claim.part_of)].append(said)
            elif said.minute is not None and source[0] == "speaker":
                told[source, _thing(claim), said.day].append(said)
    for some in told.values():
        yield from _outrun(some)


def _sources(claim: Claim, article: Article) -> Iterator[tuple[str, str]]:
    """Yield who gives a figure: the outlet, and the speaker if that is one and the same."""
    yield "outlet", article.outlet or article.article_key
    if claim.speaker_kind in _NOBODY:
        return
    if claim.speaker:
        yield "speaker", claim.speaker.casefold()
    if claim.speaker_actor and claim.speaker_kind:
        yield "speaker", f"{claim.speaker_kind} of {claim.speaker_actor}"


def _outrun(some: Iterable[_Said]) -> Iterator[_Reason]:
    """Yield what a later figure of the same source takes the place of, the latest days first."""
    later: _Said | None = None
    for _, day in groupby(sorted(some, key=_moment, reverse=True), key=lambda said: said.day):
        today: _Said | None = later
        for minute, group in groupby(day, key=lambda said: said.minute):
            now = list(group)
            for said in now:
                rival = later if minute is None else today
                if rival and _replaces(rival, said):
                    yield said.claim.claim_id, _later(rival)
            today = max(filter(None, [today, *now]), key=_largest)
        later = today


def _moment(said: _Said) -> tuple[date, int, float, str]:
    return said.day, -1 if said.minute is None else said.minute, said.value, said.claim.claim_id


def _largest(said: _Said) -> tuple[float, date, int, float, str]:
    return said.value, *_moment(said)


def _replaces(new: _Said, old: _Said) -> bool:
    return new.claim.measure not in _TOLLS or new.value > old.value


def _later(said: _Said) -> str:
    hour = f", {said.claim.as_of}" if said.claim.as_of else ""
    return f'superseded: the same source later says "{said.claim.quote}" ({said.day}{hour})'


def _minute(as_of: str | None) -> int | None:
    """Return the minute of the day in the words for a moment, None if they give no hour.

    >>> _minute("as of 8:30 p.m."), _minute("as of Monday")
    (1230, None)
    """
    for hour, minute, half in _HOUR.findall(as_of or ""):
        if not (minute or half) or int(hour) > 23 or int(minute or 0) > 59:
            continue
        noon = 12 if half.lower() == "p" and int(hour) < 12 else 0
        at = time((int(hour) + noon) % 24, int(minute or 0))
        return 60 * at.hour + at.minute
    return None
