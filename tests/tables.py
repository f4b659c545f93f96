"""Tables of known datasets for tests: rows of our own making in the shape of the real ones."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from conflict_data.formats.csv import columns

ACLED = columns()
ACLED_ROW = {
    "event_id_cnty": "ISR1", "event_date": "2024-04-13", "year": "2024", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Iran (1989-)",
    "assoc_actor_1": "", "inter1": "External/Other forces", "actor2": "Civilians (Israel)",
    "assoc_actor_2": "", "inter2": "Civilians",
    "interaction": "External/Other forces-Civilians", "civilian_targeting": "Civilian targeting",
    "iso": "376", "region": "Middle East", "country": "Israel", "admin1": "HaDarom",
    "admin2": "Beer Sheva", "admin3": "", "location": "Arad", "latitude": "31.2500",
    "longitude": "35.2100", "geo_precision": "1", "source": "Example Wire",
    "source_scale": "National", "notes": "On 13 April, a drone fell.", "fatalities": "0",
    "tags": "", "timestamp": "1713312000",
}  # fmt: skip
_GED = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec
date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
GED = tuple(_GED.split())
GED_ROW = {
    **dict.fromkeys(GED, ""), "id": "11", "relid": "X-1", "year": "2024", "type_of_violence": "1",
    "conflict_name": "A: B", "side_a": "Government A", "side_b": "Government B",
    "source_office": "Example Wire", "where_prec": "1", "where_coordinates": "Kharkiv town",
    "latitude": "49.98", "longitude": "36.25", "country": "Ukraine", "date_prec": "1",
    "date_start": "2024-05-01 00:00:00.000", "date_end": "2024-05-02 00:00:00.000",
    "best": "3", "high": "5", "low": "2",
}  # fmt: skip


def acled(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of ACLED, each with an id of its own unless it is changed."""
    return [
        {**ACLED_ROW, "event_id_cnty": f"ISR{at}", **change} for at, change in enumerate(changes, 1)
    ]


def ged(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of UCDP GED, each with an id of its own unless it is changed."""
    return [{**GED_ROW, "id": str(at), **change} for at, change in enumerate(changes, 1)]


def write(
    path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str] = ACLED, **dialect: Any
) -> Path:
    """Write rows as CSV; ``head``, ``encoding`` and the words of :mod:`csv` change its dress."""
    head, encoding = dialect.pop("head", columns), dialect.pop("encoding", "utf-8")
    with path.open("w", newline="", encoding=encoding) as lines:
        writer = csv.writer(lines, **dialect)
        writer.writerow(head)
        writer.writerows([row[name] for name in columns] for row in rows)
    return path


def cells(path: Path) -> list[list[str]]:
    """All cells of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


# By mapping: what makes rows, their columns, and a column with text, figures, coordinates, dates.
SOURCES: Mapping[str, tuple[Callable[..., list[dict[str, str]]], Sequence[str], Sequence[str]]] = {
    "acled": (acled, ACLED, ("notes", "fatalities", "latitude", "event_date")),
    "ucdp_ged": (ged, GED, ("source_headline", "best", "latitude", "date_start")),
}
