"""The list of countries: complete, ACLED's names and regions, no word that means two."""

from __future__ import annotations

from collections import Counter

import pytest

from conflict_data.schema import codes, split

COUNTRIES = codes("countries")
WORDS = ("terms", "adjectives", "capital")


def words(code: str) -> set[str]:
    return {word for column in WORDS for word in split(COUNTRIES[code][column])}


def test_iso_3166_and_kosovo_are_complete() -> None:
    assert len(COUNTRIES) == 249 + 1
    assert list(COUNTRIES) == sorted(COUNTRIES)
    assert COUNTRIES["XKX"]["iso"] == "0"


@pytest.mark.parametrize("column", ["name", "iso"])
def test_names_and_numbers_are_unique(column: str) -> None:
    counts = Counter(row[column] for row in COUNTRIES.values())
    assert [value for value, n in counts.items() if n > 1 or not value] == []


def test_regions_exist_and_all_are_used() -> None:
    assert {row["region"] for row in COUNTRIES.values()} == set(codes("regions"))


def test_no_word_means_two_countries() -> None:
    counts = Counter(word for code in COUNTRIES for word in words(code))
    assert [word for word, n in counts.items() if n > 1] == []


def test_no_word_stands_twice_in_a_cell() -> None:
    cells = [split(row[column]) for row in COUNTRIES.values() for column in WORDS]
    assert [cell for cell in cells if len(cell) != len(set(cell))] == []


def test_every_country_has_a_term() -> None:
    assert [code for code, row in COUNTRIES.items() if not split(row["terms"])] == []


@pytest.mark.parametrize("word", ["Congo", "Korea", "Korean", "Congolese", "Dominican", "America"])
def test_ambiguous_words_mean_no_country(word: str) -> None:
    assert not any(word in words(code) for code in COUNTRIES)


@pytest.mark.parametrize(
    ("code", "name", "iso", "region"),
    [
        ("TUR", "Turkey", "792", "Middle East"),
        ("CIV", "Ivory Coast", "384", "Western Africa"),
        ("COD", "Democratic Republic of Congo", "180", "Middle Africa"),
        ("SWZ", "eSwatini", "748", "Southern Africa"),
        ("PSE", "Palestine", "275", "Middle East"),
        ("AFG", "Afghanistan", "4", "Caucasus and Central Asia"),
        ("JOR", "Jordan", "400", "Middle East"),
    ],
)
def test_acled_names_numbers_regions(code: str, name: str, iso: str, region: str) -> None:
    row = COUNTRIES[code]
    assert (row["name"], row["iso"], row["region"]) == (name, iso, region)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Gaza", "PSE"),
        ("UAE", "ARE"),
        ("Britain", "GBR"),
        ("Iranians", "IRN"),
        ("DPRK", "PRK"),
        ("Kiev", "UKR"),
        ("Tel Aviv", "ISR"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
    ],
)
def test_words_of_the_news(word: str, code: str) -> None:
    assert word in words(code)
