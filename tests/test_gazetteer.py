"""Places: the hand layer, GeoNames' towns, and no answer where a name could mean several."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

import pytest

from conflict_data.compilers import places as compiler
from conflict_data.gazetteer import find, fold, gazetteer_path, known
from conflict_data.schema import codes, split

PLACES = codes("places")
KINDS = {"settlement", "region", "base", "strait", "sea", "border", "facility", "area"}
NEAR = 0.2


def names_of(row: Mapping[str, str]) -> tuple[str, ...]:
    return (row["name"], *split(row["terms"]))


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return gzip.decompress(gazetteer_path().read_bytes()).decode("utf-8").split("\n")


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Kyiv", "UKR", 50.45, 30.52),
        ("Kiev", "UKR", 50.45, 30.52),
        ("Odesa", "UKR", 46.48, 30.73),
        ("Zaporizhzhia", "UKR", 47.84, 35.14),
        ("Popasna", "UKR", 48.63, 38.37),
        ("Sderot", "ISR", 31.52, 34.60),
        ("Nevatim", "ISR", 31.21, 35.01),
        ("Be'eri", "ISR", 31.42, 34.49),
        ("Be\u2019eri", "ISR", 31.42, 34.49),
        ("Khan Younis", "PSE", 31.34, 34.30),
        ("Hodeidah", "YEM", 14.80, 42.95),
        ("al-Hudaydah", "YEM", 14.80, 42.95),
        ("Erbil", "IRQ", 36.19, 44.01),
        ("Belgorod", "RUS", 50.60, 36.59),
        ("Damascus", "SYR", 33.51, 36.29),
        ("Isfahan", "IRN", 32.65, 51.67),
        ("Port Sudan", "SDN", 19.62, 37.22),
        ("Mandalay", "MMR", 22.0, 96.08),
        ("Al Tanf", "SYR", 33.51, 38.62),
        ("Bab el Mandeb", None, 12.58, 43.33),
        ("Diego Garcia", "IOT", -7.31, 72.41),
        ("Goma", "COD", -1.67, 29.22),
    ],
)
def test_known_places(name: str, country: str | None, latitude: float, longitude: float) -> None:
    place = find(name)
    assert place is not None
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=NEAR)
    assert place.longitude == pytest.approx(longitude, abs=NEAR)


def test_context_decides_between_namesakes() -> None:
    assert find("Tripoli") is None
    assert country_of("Tripoli", "LBY") == "LBY"
    assert country_of("Tripoli", "SYR", "LBN", "LBY") == "LBN"


def country_of(name: str, *context: str) -> str | None:
    place = find(name, context)
    assert place is not None
    return place.country


def test_villages_of_one_name_are_no_match() -> None:
    assert known("Ivanivka")
    assert find("Ivanivka", ["UKR"]) is None


def test_an_alias_gives_way_to_the_bearers_of_the_name() -> None:
    assert find("Oleksandrivka", ["UKR"]) is None  # once a name of Donetsk, now of many villages
    assert country_of("Cambridge", "GBR", "UKR") == "GBR"
    assert find("Cambridge", ["UKR"]) != find("Kamyanobridskyi", ["UKR"])


def test_a_world_city_eclipses_a_village_in_the_context() -> None:
    assert country_of("Paris", "UKR") == "FRA"


def test_a_village_needs_its_country_in_the_context() -> None:
    assert find("Popasna", ["IRN", "ISR"]) is None
    assert find("Popasna", ["IRN", "UKR"]) is not None


@pytest.mark.parametrize(
    "name",
    [
        "Several",
        "Dozens",
        "Missile",
        "Officials",
        "Police",
        "Many",
        "But",
        "War",
        "Air",
        "Hamas",
        "March",
        "Nov",
        "Shahed",
        "Patriot",
        "Bayraktar",
        "Biden",
        "Putin",
        "Austin",
        "Vladimir",
        "White House",
        "Iran",
        "Iranian",
        "Georgia",
        "",
        "the ",
        "nikopol",
    ],
)
def test_words_are_no_places(name: str) -> None:
    assert find(name) is None
    assert not known(name)


def test_an_article_is_ignored() -> None:
    assert find("the Golan Heights") == find("Golan Heights") is not None


def test_sea_belongs_to_no_country() -> None:
    seas = [row for row in PLACES.values() if row["kind"] == "sea"]
    assert len(seas) > 10
    assert [row["code"] for row in seas if row["country"]] == []
    red_sea = find("the Red Sea")
    assert red_sea is not None
    assert red_sea.country is None
    assert red_sea.latitude is None


def test_codes_of_places() -> None:
    assert list(PLACES) == sorted(PLACES)
    assert [code for code in PLACES if not re.fullmatch(r"[a-z0-9_]+", code)] == []
    assert {row["kind"] for row in PLACES.values()} == KINDS
    assert {row["country"] for row in PLACES.values()} - {""} <= set(codes("countries"))


def test_no_name_means_two_places() -> None:
    names = [{fold(name) for name in names_of(row)} for row in PLACES.values()]
    counts = Counter(name for each in names for name in each)
    assert [name for name, n in counts.items() if n > 1] == []


def test_every_name_of_a_place_finds_it() -> None:
    lost = [
        (row["code"], name)
        for row in PLACES.values()
        for name in names_of(row)
        if getattr(find(name), "name", None) != row["name"]
    ]
    assert lost == []


def test_points_are_whole_and_on_earth() -> None:
    for row in PLACES.values():
        assert bool(row["latitude"]) == bool(row["longitude"]), row["code"]
        if row["latitude"]:
            assert abs(float(row["latitude"])) <= 90
            assert abs(float(row["longitude"])) <= 180


def test_settlements_have_points() -> None:
    kinds = {"settlement", "base", "facility"}
    lost = [r["code"] for r in PLACES.values() if r["kind"] in kinds and not r["latitude"]]
    assert lost == []


def test_stops_are_sorted_with_reasons() -> None:
    stops = codes("place_stops")
    assert list(stops) == sorted(stops)
    assert [code for code, row in stops.items() if not row["reason"]] == []


def test_stopped_names_are_not_compiled(lines: list[str]) -> None:
    compiled = {line.partition("\t")[0] for line in lines}
    countries = codes("countries").values()
    taken = [word for row in countries for word in split(row["terms"]) + split(row["adjectives"])]
    assert compiled & {fold(name) for name in (*codes("place_stops"), *taken)} == set()


def test_table_is_sorted_and_well_formed(lines: list[str]) -> None:
    assert lines == sorted(set(lines))
    assert {line.count("\t") for line in lines} == {6}
    assert {line.split("\t")[2] for line in lines} <= set(codes("countries"))
    assert all(unicodedata.is_normalized("NFC", line) for line in lines)


def test_bytes_carry_no_time() -> None:
    head = gazetteer_path().read_bytes()[:10]
    assert head[:2] == b"\x1f\x8b"
    assert head[4:8] == b"\0\0\0\0"


def test_compiling_selects_towns_and_names() -> None:
    town = {
        "name": "Slov\u2019yans\u2019k",
        "alternatenames": ["Slavyansk", "SLV", "slwf", "Ky", "Slavjánsk"],
        "countrycode": "UA",
        "admin1code": "05",
        "latitude": 48.853,
        "longitude": 37.605,
        "population": 105141,
    }
    hamlet = {**town, "name": "Tiny", "population": 10}
    rows = compiler.compile_lines([town, hamlet], {"UA": "UKR"})
    assert [row.split("\t")[0] for row in rows] == ["Slavyansk", "Slov'yans'k"]
    assert rows[0].split("\t")[2:] == ["UKR", "Donetsk", "48.8530", "37.6050", "105141"]


def test_table_follows_its_tables(lines: list[str]) -> None:
    floors = {row["country"]: int(row["population"]) for row in compiler._table("coverage")}
    divisions = {(row["territory"], row["name"]) for row in compiler._table("admin1")}
    cells = [line.split("\t") for line in lines]
    small = [row for row in cells if int(row[6]) < floors.get(row[2], floors["*"])]
    assert [row for row in small if row[3] != "West Bank"] == []
    assert {(row[2], row[3]) for row in cells if row[3]} <= divisions
