"""A developer's lamp: what each pass saw in one article, and why a figure became no claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from conflict_data.extraction import domains, frames, quantities
from conflict_data.extraction.claims import extract
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.reader import Reader
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.told import Told
from conflict_data.extraction.windows import Window
from conflict_data.records import Article, Claim

_Key = tuple[int, int, str, str]


@dataclass(slots=True)
class _Seen:
    """What the passes made of one sentence."""

    sentence: Sentence
    windows: list[Window] = field(default_factory=list)
    resolved: list[Mention] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


class _Watcher(Reader):
    """A reader that remembers what it saw on the way."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.seen: list[_Seen] = []

    def read(self, sentence: Sentence, windows: list[Window]) -> None:
        first = len(self.now.told)
        self.seen.append(_Seen(sentence))
        super().read(sentence, windows)
        self.seen[-1].told = self.now.told[first:]

    def tell(self, sentence: Sentence, mentions: list[Mention], windows: list[Window]) -> None:
        self.seen[-1].windows, self.seen[-1].resolved = windows, mentions
        super().tell(sentence, mentions, windows)


def trace(article: Article) -> str:
    """Return what each pass saw in the sentences that were read, as lines of text.

    A unit is written ``word/kind``; the kinds are those of ``lexicon``. Below each amount stand
    its governor, then what the text says around it, then its claim or why there is none.

    >>> from conflict_data.prose import article
    >>> print(trace(article("Iran launched 40 drones.", source_id="a")).splitlines()[2])
      Iran/A launched/v 40/N drones/W ./.
    """
    watcher = _Watcher(article)
    watcher.run()
    claims = {(c.start, c.end, c.measure, c.unit): c for c in extract(article)}
    lines = [_head(watcher, len(claims))]
    for seen in watcher.seen:
        lines += _sentence(seen, claims)
    return "\n".join(lines)


def _head(watcher: _Watcher, count: int) -> str:
    article = watcher.article
    elsewhere = ", speaks of another domain" if domains.is_elsewhere(watcher.tokens) else ""
    language = article.language or "language unknown"
    return f"{article.source_id} ({article.date or 'undated'}, {language}{elsewhere}): {count} kept"


def _sentence(seen: _Seen, claims: Mapping[_Key, Claim]) -> Iterator[str]:
    sentence = seen.sentence
    yield f"[{sentence.number}] from {sentence.start}: {' '.join(sentence.text.split())}"
    yield f"  {' '.join(_units(sentence))}"
    for window in seen.windows:
        yield f"  time {window.text!r}: {_window(window)}"
    found = frames.govern(quantities.find(sentence))
    for span, governed in groupby(found, key=_span):
        yield from _figure(list(governed), seen, span, claims)


def _figure(
    governed: list[Mention], seen: _Seen, span: tuple[int, int], claims: Mapping[_Key, Claim]
) -> Iterator[str]:
    """Yield an amount, its governors, and for each thing told of it what stands around it."""
    yield f"  amount {_amount(governed[0])}"
    yield from (f"    governor: {_governor(mention)}" for mention in governed)
    told = [one for one in seen.told if _span(one.mention) == span]
    for one in told:
        yield f"    {_around(one)}"
        yield f"    {_fate(one, claims)}"
    if not told:
        resolved = any(_span(mention) == span for mention in seen.resolved)
        yield f"    no claim: {'it is said not to be so' if resolved else _lack(governed[0])}"


def _units(sentence: Sentence) -> Iterator[str]:
    for unit, kind in enumerate(sentence.kinds):
        yield f"{sentence.written(unit)}/{kind}"


def _span(mention: Mention) -> tuple[int, int]:
    return mention.first, mention.last


def _amount(mention: Mention) -> str:
    quote = mention.sentence.stretch(mention.first, mention.last)
    counted = "; ".join(mention.weapons) or mention.people or "thing elided"
    sure = f"{counted}, guessed" if mention.guessed else counted
    return f"{quote!r}: {mention.unit} {mention.low}..{mention.high} {mention.bound}, {sure}"


def _governor(mention: Mention) -> str:
    """Say what gives a mention its measure, how the two stand, and what it gives."""
    if not mention.relation:
        return "none"
    verb = mention.sentence.written(mention.verb) if mention.verb >= 0 else "the noun"
    return f"{mention.relation} of {verb!r} -> {mention.measure or 'nothing'} ({mention.mode})"


def _lack(mention: Mention) -> str:
    return "nothing governs it" if not mention.measure else "the thing counted is not found"


def _around(told: Told) -> str:
    """Say what the text tells around a figure; ``?`` where it tells nothing."""
    who = f"{'; '.join(told.attackers) or '?'} > {told.where.country or '?'}"
    stopped = f", stopped by {'; '.join(told.defenders)}" if told.defenders else ""
    place = f", {told.where.role} at {told.where.place}" if told.where.place else ""
    said = f", said by {told.source.speaker}" if told.source.speaker else ""
    when = _window(told.window) if told.window else "undated"
    mention = told.mention
    return f"{mention.status} {mention.measure}: {who}{stopped}{place}, {when}{said}"


def _window(window: Window) -> str:
    return "a period" if window.period else f"{window.start}..{window.end} ({window.basis})"


def _fate(told: Told, claims: Mapping[_Key, Claim]) -> str:
    mention, sentence = told.mention, told.mention.sentence
    start, end = sentence.starts[mention.first], sentence.ends[mention.last - 1]
    claim = claims.get((start, end, mention.measure, mention.unit))
    if claim is not None:
        return f"claim {claim.claim_id}"
    return "no claim: repeats another figure, or is a lone one in a text without conflict"
