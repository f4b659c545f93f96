"""The vocabularies of weapons, actors and people: well-formed, and each row with its own proof."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from conflict_data.schema import codes, split

COLUMNS = {
    "weapons": ("terms",),
    "persons": ("terms",),
    "actors": ("terms", "adjectives", "capitals", "leaders", "systems"),
}
KINDS = {"state", "rebel", "political_militia", "identity_militia", "external"}
REGIME = re.compile(r"(\d{4}(-\d\d){0,2})?\.\.(\d{4}(-\d\d){0,2})?=\S.*")


def terms(name: str, code: str) -> list[str]:
    row = codes(name)[code]
    return [term for column in COLUMNS[name] for term in split(row[column])]


@pytest.mark.parametrize("name", COLUMNS)
def test_codes_are_sorted_snake_case(name: str) -> None:
    found = list(codes(name))
    assert found == sorted(found)
    assert [code for code in found if not re.fullmatch(r"[a-z][a-z0-9_]*", code)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_no_term_has_two_codes(name: str) -> None:
    owners = Counter(
        term for code in codes(name) for term in {t.lower() for t in terms(name, code)}
    )
    assert [term for term, count in owners.items() if count > 1] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_terms_are_clean_and_said_once(name: str) -> None:
    for code in codes(name):
        found = terms(name, code)
        assert found, code
        assert len(found) == len(set(found)), code
        assert [term for term in found if term != " ".join(term.split())] == [], code


@pytest.mark.parametrize("name", ["words", "times", "domains"])
def test_no_word_of_the_grammar_is_said_twice_in_a_cell(name: str) -> None:
    cells = {code: split(row["terms"]) for code, row in codes(name).items()}
    assert [code for code, cell in cells.items() if len(cell) != len(set(cell))] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_carry_their_proof(name: str) -> None:
    for code, row in codes(name).items():
        texts = [term.lower() for term in terms(name, code)]
        stems = texts + [re.sub("y$", "ies", text) for text in texts if text.endswith("y")]
        stems += [text[:-2] + "en" for text in texts if text.endswith("man")]
        for proof in filter(None, (row["example"], row["counterexample"])):
            assert any(stem in proof.lower() for stem in stems), (code, proof)
        assert row["example"], code


@pytest.mark.parametrize("name", ["weapons", "persons"])
def test_parents_exist_and_lead_to_a_root(name: str) -> None:
    for code in codes(name):
        seen: set[str] = set()
        while code:
            assert code not in seen, f"{code} contains itself"
            seen.add(code)
            code = codes(name)[code]["parent"]


def test_sub_event_types_are_acleds() -> None:
    known = {"", *codes("event_types")}
    assert {row["sub_event_type"] for row in codes("weapons").values()} <= known


def test_actors_have_a_kind_a_home_and_names_by_date() -> None:
    for code, row in codes("actors").items():
        assert row["kind"] in KINDS, code
        assert row["country"] in {"", *codes("countries")}, code
        assert all(REGIME.fullmatch(cell) for cell in split(row["acled_names"])), code
        assert set(split(row["opponents"])) <= set(codes("actors")), code


def test_a_country_has_one_state() -> None:
    states = Counter(row["country"] for row in codes("actors").values() if row["kind"] == "state")
    assert [country for country, count in states.items() if count > 1] == []
    assert {"UKR", "ISR", "IRN", "JOR", "SDN", "TWN", "PSE"} <= set(states)
