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


def _filled(
    columns: Sequence[str], row: Mapping[str, str], changes: Iterable[Mapping[str, str]], key: str
) -> list[dict[str, str]]:
    """Rows of a dataset, each with a number of its own under ``key`` unless it is changed."""
    empty = dict.fromkeys(columns, "")
    return [{**empty, **row, key: str(at), **change} for at, change in enumerate(changes, 1)]


_MISSILES = """
time_start,time_end,model,launch_place,target,target_main,launched,destroyed,not_reach_goal,
still_attacking,border_crossing,is_shahed,num_hit_location,num_fall_fragment_location,carrier,
turbojet,turbojet_destroyed,affected region,destroyed_details,launched_details,
launch_place_details,source
"""
MISSILES = tuple(_MISSILES.replace("\n", "").split(","))
MISSILES_2025 = tuple(
    name for name in MISSILES
    if name not in ("target_main", "border_crossing", "is_shahed", "turbojet", "turbojet_destroyed",
                    "num_hit_location", "num_fall_fragment_location")
)  # fmt: skip
MISSILES_ROW = {
    "time_start": "2025-09-06 17:00", "time_end": "2025-09-07 09:30", "model": "Shahed-136/131",
    "target": "Ukraine", "border_crossing": "{}", "source": "kpszsu/posts/a",
}  # fmt: skip


def missiles(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of the table of missile attacks on Ukraine; the number is only the place of launch."""
    columns = (*MISSILES, "cross_border_belarus", "back_russia", "status_data")
    return _filled(columns, MISSILES_ROW, changes, "launch_place")


_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
          "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
GDELT_1 = tuple(name for name in GDELT if not name.endswith("ADM2Code"))
GDELT_ROW = {
    "SQLDATE": "20240414", "Actor1Name": "IRAN", "Actor2Name": "ISRAEL", "EventCode": "195",
    "EventBaseCode": "195", "EventRootCode": "19", "QuadClass": "4", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Nevatim, HaDarom, Israel", "ActionGeo_CountryCode": "IS",
    "ActionGeo_Lat": "31.2", "ActionGeo_Long": "34.9", "DATEADDED": "20240414001500",
    "SOURCEURL": "https://wire.example/1",
}  # fmt: skip


def gdelt(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of GDELT."""
    return _filled(GDELT, GDELT_ROW, changes, "GLOBALEVENTID")


def write_plain(path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> Path:
    """Write rows as GDELT does: tabs, no header, no quotes."""
    lines = ["\t".join(row[name] for name in columns) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


GTD_ROW = {
    "iyear": "2014", "imonth": "5", "iday": "3", "extended": "0", "country_txt": "Israel",
    "provstate": "Southern", "city": "Sderot", "latitude": "31.5", "longitude": "34.6",
    "specificity": "1", "vicinity": "0", "summary": "A rocket fell.", "success": "1",
    "suicide": "0", "attacktype1": "3", "targtype1": "14", "weapsubtype1": "11.0",
    "gname": "Hamas (Islamic Resistance Movement)", "guncertain1": "0.0", "nkill": "2.0",
    "nwound": "-9", "scite1": "Example Wire", "INT_LOG": "0",
}  # fmt: skip
GTD = ("eventid", *GTD_ROW)


def gtd(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of GTD, with some of its 135 columns."""
    return _filled(GTD, GTD_ROW, changes, "eventid")


PITF_ROW = {
    "Event Type": "Incident", "Campaign Identifier": "", "Start Day": "3", "Start Month": "05",
    "Start Year": "2014", "End Day": "", "End Month": "", "End Year": "2014", "Country": "SYR ",
    "Region": "R", "District": "D", "Locality": "Homs", "LAT_Degrees": "34", "LAT_Minutes": "43",
    "LAT_Seconds": "30", "LAT_Direction": "N", "LONG_Degrees": "36", "LONG_Minutes": "42",
    "LONG_Seconds": "0", "LONG_Direction": "W", "Deaths Number": "12", "Injured Number": "",
    "Description": "Killed.", "Primary Source": "Example Wire",
}  # fmt: skip
PITF = tuple(PITF_ROW)


def pitf(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of PITF; the number is that of a campaign."""
    return _filled(PITF, PITF_ROW, changes, "Campaign Identifier")


# By mapping: what makes rows, their columns, and a column with text, figures, coordinates, dates.
SOURCES: Mapping[str, tuple[Callable[..., list[dict[str, str]]], Sequence[str], Sequence[str]]] = {
    "acled": (acled, ACLED, ("notes", "fatalities", "latitude", "event_date")),
    "ucdp_ged": (ged, GED, ("source_headline", "best", "latitude", "date_start")),
}
