"""Compare the extractor with peers: ``python -m tests.benchmark.run``, or ``make bench``.

Two things are measured in the same run: dense generated articles per second in one process, and
counts of munitions found in the benchmark texts. The second asks less than a score does: value and
weapon class must be right; measure, bound and status, which no peer tells, are not asked for.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from conflict_data import matching, score
from conflict_data.extraction import extract_article
from conflict_data.loaders import jsonl
from conflict_data.records import Article
from conflict_data.schema import codes

BENCHMARK = Path(__file__).with_name("benchmark.jsonl")
ROUNDS = 3
DENSE_WORDS = 369
DENSE = """
Russia attacked Ukraine with {a} drones and {b} missiles overnight, the Ukrainian air force said on
Tuesday. Air defence units shot down {c} of the drones and {d} cruise missiles over nine regions.
Officials in the capital urged people to stay in shelters until the morning. At least {e} people
were killed and {f} injured in Kharkiv, according to the regional governor. A spokesman said that
{g} Iskander-M ballistic missiles and {h} Kalibr cruise missiles were fired from the Black Sea. The
ministry of energy reported emergency power cuts in several parts of the country. More than {i}
Shahed drones were lost to electronic warfare, the general staff wrote on Telegram. The mayor wrote
that schools would open two hours later than usual on Wednesday. In the south, {j} glide bombs were
dropped on the outskirts of Kherson, wounding {k} people. A railway station and two warehouses
caught fire, and traffic was suspended for six hours. Ukraine fired {l} Storm Shadow missiles at an
airfield in Crimea, Russian officials said. They added that their own air defences had destroyed
{m} Ukrainian drones over the Belgorod region. The two sides have traded such attacks for months
while talks have made little progress. Of the {b} missiles, {n} were intercepted and the rest struck
targets in three cities. Diplomats from nine countries will meet in Geneva next week to discuss a
truce on energy. About {o} rockets landed near a hospital in Nikopol, but nobody was hurt there, a
doctor said. The government has asked its partners for more interceptors before the winter comes.
Since the start of the month Russia has launched over {p} drones at Ukrainian towns. An analyst in
London said that the pace of the attacks was a sign of larger stocks. Rescue workers were still
searching the ruins of a block of flats on the left bank. The president called the attack one of
the largest of the year and thanked the pilots and gunners. Debris from {q} downed drones damaged a
market, a school and dozens of cars in the Odesa region, and {r} people asked for medical help on
the spot, the rescue service said in a brief statement late in the long afternoon.
"""


class Count(NamedTuple):
    """A number of munitions that a tool read: the words, the value, the weapon classes."""

    quote: str
    value: float
    weapons: Sequence[str]


Counter: TypeAlias = Callable[[Article], Iterable[Count]]


class Tool(NamedTuple):
    """A tool under comparison, and how many dense articles one round of timing takes."""

    name: str
    load: Callable[[], Counter]
    articles: int


def dense_article(number: int) -> Article:
    """Return an article of 22 sentences and 369 words; each number makes another one."""
    letters = "rqponmlkjihgfedcba"
    figures = {letter: 11 * at + number % 11 + 3 for at, letter in enumerate(letters)}
    text = " ".join(DENSE.format(**{**figures, "p": 1000 + number}).split())
    return jsonl.from_record({"date": "2037-05-19", "text": text}, "dense", str(number))


def ours() -> Counter:
    """Return the extractor of this package."""

    def read(article: Article) -> Iterator[Count]:
        return _counts(claim._asdict() for claim in extract_article(article))

    return read


def quantulum() -> Counter:
    """Return quantulum3, taught our words for weapons as units."""
    from quantulum3 import load, parser

    for weapon, terms in _terms().items():
        load.add_custom_unit(weapon, surfaces=sorted(terms), entity="dimensionless", URI=weapon)

    def read(article: Article) -> Iterator[Count]:
        for found in parser.parse(article.text):
            parts = {part["base"] for part in found.unit.dimensions}  # "drones at": ampere-turns
            if weapons := sorted(parts & matching.CLASSES):
                yield Count(found.surface, found.value, weapons)

    return read


def spacy_rule() -> Counter:
    """Return a rule over spaCy's parse: a number's head noun, and the nouns joined to it."""
    nlp = _spacy_model()
    weapons = {term: weapon for weapon, terms in _terms().items() for term in terms}

    def weapon_at(noun: Any) -> str | None:
        lemmas = [token.lemma_.lower() for token in noun.doc[: noun.i + 1]]
        names = (" ".join(lemmas[-length:]) for length in (3, 2, 1))
        return next((weapons[name] for name in names if name in weapons), None)

    def read(article: Article) -> Iterator[Count]:
        for token in nlp(article.text):
            value = _number(token.text) if token.dep_ == "nummod" else None
            nouns = [token.head, *(noun for noun in token.head.conjuncts if not _is_counted(noun))]
            found = [weapon for weapon in map(weapon_at, nouns) if weapon]
            if value is not None and found:
                yield Count(f"{token.text} {token.head.text}", value, found)

    return read


TOOLS = (
    Tool("conflict-data", ours, 200),
    Tool("quantulum3", quantulum, 10),
    Tool("spacy", spacy_rule, 20),
)


def main() -> None:
    """Print the comparison, then our own score."""
    gold = list(score.read_jsonl(BENCHMARK))
    print(f"{DENSE_WORDS}-word articles per second, one process, best of {ROUNDS};")
    print(f"counts of munitions in {len(gold)} texts: value and weapon class right\n")
    print(f"{'tool':<22}{'articles/s':>11}{'ours is':>9}{'precision':>11}{'recall':>8}{'F1':>6}")
    own = None
    for tool in TOOLS:
        try:
            read = _quietly(tool.load)
        except ImportError as error:
            print(f"{tool.name:<22}not installed ({error}): pip install --group bench")
            continue
        rate = speed(read, tool.articles)
        own = own or rate
        precision, recall, f1 = munitions(gold, read)
        name = f"{tool.name} {metadata.version(tool.name)}"
        print(
            f"{name:<22}{rate:>11.1f}{own / rate:>8.0f}x{precision:>11.2f}{recall:>8.2f}{f1:>6.2f}"
        )
    claims = [claim._asdict() for one in gold for claim in extract_article(_article(one))]
    print(f"\n{score.score(gold, claims).table()}")


def speed(read: Counter, articles: int) -> float:
    """Return dense articles per second, the best of a few rounds over articles not seen before."""
    return max(_rate(read, articles, first=articles * turn) for turn in range(ROUNDS))


def munitions(gold: Iterable[Mapping[str, Any]], read: Counter) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the counts of munitions in labelled texts."""
    matched = missed = extra = 0
    for record in gold:
        found = [_record(count) for count in dict.fromkeys(_frozen(read(_article(record))))]
        result = matching.match(_labels(record["claims"]), found)
        matched += sum(not matching.is_optional(pair.label) for pair in result.pairs)
        missed, extra = missed + len(result.missed), extra + len(result.extra)
    precision, recall = matched / (matched + extra or 1), matched / (matched + missed or 1)
    return precision, recall, 2 * matched / (2 * matched + missed + extra or 1)


def _rate(read: Counter, articles: int, first: int) -> float:
    batch = [dense_article(number) for number in range(first, first + articles)]
    start = time.perf_counter()
    for article in batch:
        list(read(article))
    return articles / (time.perf_counter() - start)


def _article(record: Mapping[str, Any]) -> Article:
    fields = {key: record[key] for key in ("id", "title", "date", "text")}
    return jsonl.from_record(fields, record["id"], record["id"])


def _counts(claims: Iterable[Mapping[str, Any]]) -> Iterator[Count]:
    for claim in claims:
        value = claim["high"] if claim["low"] is None else claim["low"]
        if claim["unit"] == "count" and claim["weapons"] and value is not None:
            yield Count(claim["quote"], value, claim["weapons"])


def _labels(labels: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Labels as counts: one number launched and intercepted is one, and required if either is."""
    required = sorted(labels, key=matching.is_optional)
    by_count = {}
    for label in required:
        for count in _frozen(_counts([label])):
            by_count.setdefault(count, {**_record(count), "optional": label.get("optional")})
    return list(by_count.values())


def _frozen(counts: Iterable[Count]) -> Iterator[Count]:
    return (count._replace(weapons=tuple(count.weapons)) for count in counts)


def _record(count: Count) -> dict[str, Any]:
    fixed = {"measure": "munitions", "unit": "count", "bound": "exact", "status": "actual"}
    value = {"low": count.value, "high": count.value}
    return {**fixed, **value, "quote": count.quote, "weapons": count.weapons}


def _terms() -> dict[str, list[str]]:
    rows = codes("weapons")
    return {weapon: rows[weapon]["terms"].split("|") for weapon in sorted(matching.CLASSES)}


def _number(word: str) -> float | None:
    digits = word.replace(",", "")
    known = codes("numbers").get(word.lower())
    return float(digits) if digits.isdecimal() else float(known["value"]) if known else None


def _is_counted(noun: Any) -> bool:
    return any(child.dep_ == "nummod" for child in noun.children)


def _spacy_model() -> Any:
    import spacy

    installed = spacy.util.get_installed_models()
    model = next((name for name in installed if name.startswith("en_core_web_sm")), None)
    if model is None:
        raise ImportError("spaCy has no model en_core_web_sm")
    return spacy.load(model)


def _quietly(load: Callable[[], Counter]) -> Counter:
    """Load a peer without what it warns its own developers of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load()


if __name__ == "__main__":
    main()
