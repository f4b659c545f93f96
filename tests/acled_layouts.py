"""ACLED's tables in every layout in which they were published: the same invented events in each.

A layout is its columns and what each of them holds; a change is written with today's names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
from tables import ACLED, acled, write

Row = Mapping[str, str]
CHANGES: tuple[Row, ...] = (
    {},
    {"notes": "A drone fell;\ntwo lines, and a\u00a0no-break space.", "location": "Mérida"},
    {"actor2": "", "inter2": "", "interaction": "External/Other forces only",
     "civilian_targeting": ""},
    {"event_type": "Battles", "sub_event_type": "Armed clash", "fatalities": "3",
     "actor2": "Military Forces of Israel (2022-)", "inter2": "State forces",
     "interaction": "State forces-External/Other forces", "civilian_targeting": ""},
)  # fmt: skip
# Fields of events that each layout must bring out alike.
SAME = (
    "event_id_cnty", "event_date", "year", "time_precision", "event_type", "actor1", "inter1",
    "actor2", "inter2", "interaction", "iso", "region", "country", "country_code", "admin1",
    "location", "latitude", "longitude", "geo_precision", "fatalities", "notes", "disorder_type",
)  # fmt: skip
NUMBERS = {"External/Other forces": "8", "Civilians": "7", "State forces": "1", "": "0"}
PAIRS = {
    "External/Other forces-Civilians": "78", "External/Other forces only": "80",
    "State forces-External/Other forces": "18",
}  # fmt: skip
POPULATION = ("population_best", "population_1km", "population_2km", "population_5km")
_TO_2023 = """
data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type
sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region country
admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes
fatalities timestamp iso3
"""
TO_2023 = tuple(_TO_2023.split())
TO_2019 = tuple(name for name in TO_2023 if name != "sub_event_type")
_TO_2016 = """
gwno event_id_cnty event_id_no_cnty event_date year time_precision event_type actor1 ally_actor_1
inter1 actor2 ally_actor_2 inter2 interaction country admin1 admin2 admin3 location latitude
longitude geo_precision source notes fatalities
"""
TO_2016 = tuple(_TO_2016.split())
_OLD_TYPES = {
    "Explosions/Remote violence": "Remote violence",
    "Battles": "Battle-No change of territory",
}


def rows() -> list[dict[str, str]]:
    """The events in the current layout."""
    return acled(*CHANGES)


def numeric(row: Row) -> dict[str, str]:
    """Kinds of actors as numbers, as before September 2024."""
    kinds = {name: NUMBERS[row[name]] for name in ("inter1", "inter2")}
    return {**row, **kinds, "interaction": PAIRS[row["interaction"]]}


def to_2023(row: Row) -> dict[str, str]:
    extra = {"data_id": "901", "event_id_no_cnty": row["event_id_cnty"][3:], "iso3": "ISR"}
    return {**numeric(row), **extra, "event_date": "13 April 2024"}


def to_2019(row: Row) -> dict[str, str]:
    return {**to_2023(row), "event_type": _OLD_TYPES[row["event_type"]]}


def to_2016(row: Row) -> dict[str, str]:
    names = {"gwno": "666", "ally_actor_1": row["assoc_actor_1"], "ally_actor_2": ""}
    return {**to_2019(row), **names, "event_date": "13/04/2024"}


def swapped(row: Row) -> dict[str, str]:
    """An event told of its other actor, as in a monadic export."""
    pairs = [("actor1", "actor2"), ("assoc_actor_1", "assoc_actor_2"), ("inter1", "inter2")]
    return {**row, **{one: row[two] for one, two in pairs}, **{two: row[one] for one, two in pairs}}


def _csv(
    columns: Sequence[str], change: Callable[[Row], Row] = dict, **dialect: object
) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        made = [{**dict.fromkeys(columns, ""), **change(row)} for row in rows()]
        return write(folder / "acled.csv", made, columns, **dialect)

    return make


def _monadic(folder: Path) -> Path:
    told = [side for row in rows() for side in ([row, swapped(row)] if row["actor2"] else [row])]
    return write(folder / "acled.csv", told)


def _json(wrap: Callable[[list[dict[str, str]]], object]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "acled.json"
        path.write_text(json.dumps(wrap(rows())))
        return path

    return make


def _xlsx(folder: Path) -> Path:
    """As a person saves it from a spreadsheet: figures and days have types."""
    book = openpyxl.Workbook()
    book.active.append(list(ACLED))
    for row in rows():
        cells: list[object] = [row[name] for name in ACLED]
        cells[ACLED.index("event_date")] = datetime.fromisoformat(row["event_date"])
        for name in ("fatalities", "latitude", "timestamp"):
            cells[ACLED.index(name)] = float(row[name])
        book.active.append(cells)
    book.save(folder / "acled.xlsx")
    return folder / "acled.xlsx"


def _na(row: Row) -> Row:
    return {name: cell or "NA" for name, cell in row.items()}


def _floats(row: Row) -> Row:
    """Integers beside empty cells, as data frames write them."""
    wanted = ("iso", "fatalities", "inter1", "inter2", "interaction", "timestamp", "year")
    cells = numeric(row)
    return {**cells, **{name: f"{cells[name]}.0" for name in wanted}}


_API = {"status": 200, "success": True, "last_update": 3, "messages": []}
_UPPER = [name.upper() for name in ACLED]
_FEW = [name for name in ACLED if name not in ("assoc_actor_1", "tags", "admin3", "source_scale")]
# By name: what the release calls the layout, and what writes a file of it.
LAYOUTS: Mapping[str, tuple[str, Callable[[Path], Path]]] = {
    "current": ("current", _csv(ACLED)),
    "current, numeric": ("current", _csv(ACLED, numeric)),
    "current, numbers of data frames": ("current", _csv(ACLED, _floats)),
    "current, NA": ("current", _csv(ACLED, _na)),
    "current, BOM and CRLF": (
        "current", _csv(ACLED, encoding="utf-8-sig", lineterminator="\r\n")),
    "with population": ("current with population", _csv((*ACLED, *POPULATION))),
    "2019 to 2023": ("2019 to 2023", _csv(TO_2023, to_2023)),
    "2017 to 2019": ("2017 to 2019", _csv(TO_2019, to_2019)),
    "to 2016": ("to 2016", _csv(TO_2016, to_2016)),
    "upper case": ("current", _csv(ACLED, head=_UPPER)),
    "upper case, to 2016": (
        "to 2016", _csv(TO_2016, to_2016, head=[name.upper() for name in TO_2016])),
    "leading index": ("current", _csv(("", *ACLED))),
    "some columns": ("some columns", _csv(_FEW)),
    "monadic": ("current", _monadic),
    "workbook": ("current", _xlsx),
    "JSON": ("current", _json(lambda some: some)),
    "JSON of the API": ("current", _json(lambda some: {**_API, "count": 4, "data": some})),
}  # fmt: skip
