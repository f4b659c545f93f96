"""From an article to its claims: each figure once, with an id that depends on its span alone."""

from __future__ import annotations

from itertools import chain

from conflict_data.extraction import domains
from conflict_data.extraction.gaps import state_of
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.reader import Reader
from conflict_data.extraction.repeats import Figures
from conflict_data.extraction.told import Told
from conflict_data.extraction.version import METHOD, method_version
from conflict_data.records import Article, Claim, digest

LANGUAGE = "en"


def extract(article: Article) -> list[Claim]:
    """Return the claims of one article, in order of their spans; none if it is not English."""
    if article.language not in (None, LANGUAGE):
        return []
    reader = Reader(article)
    if domains.is_elsewhere(reader.tokens):
        return []
    stories = reader.run()
    if not reader.named and not domains.speaks_of_conflict(reader.tokens):
        stories = [[one for one in told if one.mention.low != 1.0] for told in stories]
    kept, same = _once(article, stories)
    claims = {claim.claim_id: claim for claim in (_claim(article, one, same) for one in kept)}
    return sorted(claims.values(), key=lambda c: (c.start, c.end, c.measure, c.unit))


def _once(article: Article, stories: list[list[Told]]) -> tuple[list[Told], dict[Mention, Mention]]:
    """Keep each figure once: from the body before the title, the first time before later ones.

    What another story of a digest tells is no repetition. Returns what is kept, and for every
    mention the kept one that stands for it.
    """
    head, everything = len(article.title or ""), list(chain.from_iterable(stories))
    figures = [Figures() for _ in stories]
    same: dict[Mention, Mention] = {}
    for told, known in zip(stories, figures, strict=True):
        for one in told:
            if one.mention.sentence.start >= head:
                same[one.mention] = known.repeated(one) or one.mention
                if same[one.mention] is one.mention:
                    known.add(one)
    for mention in (one.mention for one in everything if one.mention not in same):
        retold = (known.retold(mention) for known in figures)
        same[mention] = next(filter(None, retold), mention)
    return [one for one in everything if same[one.mention] is one.mention], same


def _claim(article: Article, told: Told, same: dict[Mention, Mention]) -> Claim:
    mention, window, source = told.mention, told.window, told.source
    sentence = mention.sentence
    start, end = sentence.starts[mention.first], sentence.ends[mention.last - 1]
    people, share = mention.measure in HARM, mention.unit == "share"
    return Claim(
        claim_id=_id(article, mention),
        article_id=article.article_id,
        source_id=article.source_id,
        start=start,
        end=end,
        quote=article.text[start:end],
        sentence=sentence.text,
        sentence_start=sentence.start,
        measure=mention.measure,
        weapons=() if people else mention.weapons,
        unit=mention.unit,
        low=mention.low,
        high=mention.high,
        bound=mention.bound,
        status=mention.status,
        mode=mention.mode,
        actors=tuple(sorted(told.attackers)),
        interceptors=tuple(sorted(told.defenders)),
        target_actor=told.where.actor or state_of(told.where.country),
        country_code=told.where.country,
        place=told.where.place,
        place_role=told.where.role,
        date_start=window.start if window else None,
        date_end=window.end if window else None,
        date_basis=window.basis if window else None,
        victims=(mention.people or "all") if people else None,
        base=("launched" if told.base or mention.weapons else "unstated") if share else None,
        part_of=_id_of(article, mention.parent, same),
        share_of=_id_of(article, told.base, same),
        replaces=_id_of(article, mention.replaces, same),
        speaker=source.speaker,
        speaker_actor=source.actor or _own_side(told),
        speaker_kind=source.kind,
        via=source.via,
        as_of=source.as_of,
        method=METHOD,
        method_version=method_version(),
    )


def _own_side(told: Told) -> str | None:
    """Return for whom a bare "the air force" speaks of what it shot down: the one defender."""
    military = told.source.kind == "military" and len(told.defenders) == 1
    return told.defenders[0] if military else None


def _id_of(article: Article, other: Mention | None, same: dict[Mention, Mention]) -> str | None:
    """Return the id of the claim that stands for another mention, if one was kept."""
    kept = same.get(other) if other else None
    return _id(article, kept) if kept else None


def _id(article: Article, mention: Mention) -> str:
    start, end = mention.sentence.starts[mention.first], mention.sentence.ends[mention.last - 1]
    return digest(article.article_id, start, end, mention.measure, mention.unit)
