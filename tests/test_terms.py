"""Terms: cut, inflected, found; each row of the lists proves itself with the real index."""

from __future__ import annotations

from collections import defaultdict

import pytest

from conflict_data.extraction import amounts, lexicon, scan, units
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes
from conflict_data.terms import Index, Term, conjugate, plurals, tokenise

LISTS = {"weapons": "W^", "persons": "P", "actors": "AD", "verbs": "v"}


def found(index: Index, text: str) -> tuple[list[str], int]:
    """Return the values of what stands at the beginning of a text, and its length in tokens."""
    tokens = tokenise(text)
    terms, size = index.find(tokens, [token.lower() for token in tokens], 0)
    return [term.value for term in terms], size


def index_of(**terms: str) -> Index:
    index = Index()
    for value, text in terms.items():
        index.add(text, Term("W", value))
    return index


# -- tokens and forms


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kh-101s", ["Kh", "-", "101", "s"]),
        ("1,200.5 km", ["1,200.5", "km"]),
        ("Iran’s U.S.", ["Iran", "'s", "U", ".", "S", "."]),
        ("“Über” 🚀", ["“", "Über", "”", "🚀"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
    ],
)
def test_text_is_cut(text, tokens):
    assert tokenise(text) == tokens


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("drone", "drones"), ("battery", "batteries"), ("convoy", "convoys"),
        ("serviceman", "servicemen"), ("bus", "buses"), ("torch", "torches"), ("box", "boxes"),
    ],
)  # fmt: skip
def test_plurals(noun, plural):
    assert list(plurals(noun)) == [noun, plural]


@pytest.mark.parametrize(
    ("verb", "irregular", "forms"),
    [
        ("launch", "", {"launch": "b", "launches": "z", "launched": "d", "launching": "g"}),
        ("fire", "", {"fire": "b", "fires": "z", "fired": "d", "firing": "g"}),
        ("down", "", {"down": "b", "downs": "z", "downed": "d", "downing": "g"}),
        ("stop", "", {"stop": "b", "stops": "z", "stopped": "d", "stopping": "g"}),
        ("die", "", {"die": "b", "dies": "z", "died": "d", "dying": "g"}),
        ("carry out", "", {"carry out": "b", "carried out": "d", "carrying out": "g"}),
        ("shoot down", "shoot:shot:shot", {"shot down": "d", "shooting down": "g"}),
        ("fall", "fall:fell:fallen", {"fell": "d", "fallen": "n", "falls": "z"}),
        ("hit", "hit:hit:hit", {"hit": "d", "hits": "z", "hitting": "g"}),
        ("be lost", "", {"was lost": "d", "were lost": "d", "been lost": "n"}),
    ],
)
def test_verbs(verb, irregular, forms):
    assert forms.items() <= conjugate(verb, irregular).items()


# -- the index


def test_the_longest_term_is_found():
    index = index_of(drone="drone", boat="drone boat", big="drone boat carrier ship")
    assert found(index, "drone boats") == (["drone"], 1)
    assert found(index, "drone boat carrier") == (["boat"], 2)
    assert found(index, "Drone boat carrier ship") == (["big"], 4)


def test_a_capital_matches_as_written_or_in_a_headline():
    index = index_of(grad="Grad", us="US")
    assert found(index, "Grad rockets") == (["grad"], 1)
    assert found(index, "GRAD ROCKETS") == (["grad"], 1)
    assert found(index, "grad school") == ([], 0)
    assert found(index, "us all") == ([], 0)


def test_a_curly_apostrophe_is_an_apostrophe():
    assert found(index_of(aug="Israel's air force"), "Israel’s air force said") == (["aug"], 4)


def test_all_readings_of_a_term_are_given():
    index = index_of(first="strike")
    index.add("strike", Term("v", "second"))
    assert found(index, "strike") == (["first", "second"], 1)


def test_terms_come_out_as_they_went_in():
    index = index_of(drone="drone", grad="BM-21 Grad")
    assert sorted(words for words, _ in index.terms()) == [("bm", "-", "21", "grad"), ("drone",)]


# -- every row proves itself


def read(text: str) -> Sentence:
    return units.read(scan.cut(text), 0)


def codes_in(text: str, kinds: str) -> set[str]:
    sentence = read(text)
    values = zip(sentence.kinds, sentence.values, strict=True)
    return {getattr(value, "code", value) for kind, value in values if kind in kinds}


@pytest.mark.parametrize("name", LISTS)
def test_examples_are_found(name):
    rows = codes(name).items()
    missed = {
        code: row["example"]
        for code, row in rows
        if code not in codes_in(row["example"], LISTS[name])
    }
    assert not missed


@pytest.mark.parametrize("name", LISTS)
def test_counterexamples_are_not(name):
    rows = codes(name).items()
    wrong = {
        code: row["counterexample"]
        for code, row in rows
        if row["counterexample"] and code in codes_in(row["counterexample"], LISTS[name])
    }
    assert not wrong


@pytest.mark.parametrize("code", codes("hedges"))
def test_hedges_give_their_bound(code):
    row = codes("hedges")[code]
    sentence = read(row["example"])
    first = next(filter(None, (amounts.read(sentence, at) for at in range(len(sentence.kinds)))))
    assert first.bound == row["bound"]
    assert sentence.stretch(first.first, first.last) in row["example"]


def test_no_form_of_a_term_means_two_codes_of_one_list():
    """Not only the terms: their plurals and verb forms, too."""
    meanings = defaultdict(set)
    for words, term in lexicon.index().terms():
        if term.kind in "WPADv":
            meanings[words, term.kind].add(getattr(term.value, "code", term.value))
    assert not {words: values for words, values in meanings.items() if len(values) > 1}
