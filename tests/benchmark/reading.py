"""Compare reading a table with a plain peer: ``python -m tests.benchmark.reading``, ``make bench``.

A table in ACLED's shape is generated from a seed and read twice, each time by a process of its own:
by ``imports.write`` into a validated release, and by ``pandas.read_csv``, pandera and
``to_parquet``. The peer holds the 31 columns against the same descriptions, with the same
rules across columns as far as they speak of those columns; it neither maps nor keeps the rows as
written. Both must find nothing wrong.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from conflict_data import acled
from conflict_data.formats.csv import columns
from conflict_data.schema import codes, schema

ROWS = 1_000_000
ROUNDS = 3
CHUNK = 100_000
SUB_EVENT_TYPES = (
    "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash", "Attack",
    "Peaceful protest", "Disrupted weapons use",
)  # fmt: skip
COUNTRIES = {
    "UKR": ("Kharkiv", "Military Forces of Russia (2000-)", "External/Other forces"),
    "ISR": ("HaDarom", "Military Forces of Israel (2022-)", "State forces"),
    "YEM": ("Sadah", "Houthi Movement (Ansar Allah)", "Rebel group"),
    "NGA": ("Borno", "Jama'atu Ahlis Sunna Lid-da'awati wal-Jihad", "Rebel group"),
}
WORDS = """
the of forces struck a village near and killed several civilians drone missile shelling reported
according to local sources on date in northern district overnight army
"""


class Cost(NamedTuple):
    """What a process took: seconds on the wall and of the processors, peak memory in MB."""

    wall: float
    cpu: float
    peak: int


def generate(path: Path, rows: int, seed: int = 0) -> None:
    """Write ``rows`` rows in ACLED's columns; half of the places repeat, every id and note differs.

    Some 570 bytes a row, in pieces, so that memory does not grow with ``rows``.
    """
    with path.open("w", encoding="utf-8", newline="") as lines:
        lines.write(",".join(columns()) + "\n")
        for first in range(0, rows, CHUNK):
            count = min(CHUNK, rows - first)
            cells = _cells(np.random.default_rng([seed, first]), first, count)
            lines.writelines(map("{}\n".format, map(",".join, zip(*cells, strict=True))))


def _cells(random: np.random.Generator, first: int, rows: int) -> Iterator[list[str]]:
    def pick(values: Any) -> list[str]:
        return [str(values[at]) for at in random.integers(0, len(values), rows)]

    days = np.arange("2018-01-01", "2024-11-01", dtype="datetime64[D]")
    country, kind, alone = pick(list(COUNTRIES)), pick(SUB_EVENT_TYPES), random.random(rows) < 0.4
    date, place = pick(days), [COUNTRIES[code] for code in country]
    second = ["" if one else "Civilians" for one in alone]
    notes = [
        " ".join(words) for words in np.array(WORDS.split())[random.integers(0, 26, (rows, 40))]
    ]
    known: dict[str, list[str]] = {
        "event_id_cnty": [f"{code}{number}" for number, code in enumerate(country, first)],
        "event_date": date,
        "year": [day[:4] for day in date],
        "disorder_type": list(map(acled.disorder_type, kind)),
        "event_type": list(map(acled.event_type, kind)),
        "sub_event_type": kind,
        "actor1": [actor for _, actor, _ in place],
        "inter1": [inter for _, _, inter in place],
        "actor2": [f"{one} ({acled.country_name(code)})" if one else ""
                   for one, code in zip(second, country, strict=True)],
        "inter2": second,
        "interaction": [acled.interaction(inter, one or None)
                        for (_, _, inter), one in zip(place, second, strict=True)],
        "civilian_targeting": ["" if one else "Civilian targeting" for one in alone],
        "iso": [str(acled.iso(code)) for code in country],
        "region": list(map(acled.region, country)),
        "country": list(map(acled.country_name, country)),
        "admin1": [admin for admin, _, _ in place],
        "admin2": pick([f"District {at}" for at in range(300)]),
        "location": pick([f"Town {at}" for at in range(5000)]),
        "latitude": [f"{degrees:.4f}" for degrees in random.uniform(-30, 60, rows)],
        "longitude": [f"{degrees:.4f}" for degrees in random.uniform(-20, 60, rows)],
        "source": ["Example Wire; Example Post"] * rows,
        "source_scale": ["National"] * rows,
        "notes": [f'"On {day}, {text}."' for day, text in zip(date, notes, strict=True)],
        "fatalities": ["0" if one == SUB_EVENT_TYPES[-1] else dead
                       for one, dead in zip(kind, pick(range(5)), strict=True)],
        "timestamp": pick(range(1_600_000_000, 1_700_000_000)),
    }  # fmt: skip
    known |= {name: pick((1, 2, 3)) for name in ("time_precision", "geo_precision")}
    return (known.get(name, [""] * rows) for name in columns())


def ours(path: Path, folder: Path) -> bool:
    """Read the table into a release; tell whether nothing was wrong."""
    from conflict_data import imports

    (reading,) = readings = imports.readings([path])
    outcome = imports.write(readings, folder / "release")
    return outcome.report.ok and not reading.tally.counts


def peer(path: Path, folder: Path) -> bool:
    """Read, check and write the table as pandas and pandera do it; tell as much."""
    import pandas as pd
    import pandera.pandas as pa

    from conflict_data.compilers import pandera

    spec = schema().table("events")
    fields = tuple(spec.field(name) for name in columns())
    kinds: Any = {
        field.name: pandera.DTYPES[field.type] for field in fields if field.type != "date"
    }
    dates = [field.name for field in fields if field.type == "date"]
    frame = pd.read_csv(path, dtype=kinds, parse_dates=dates)
    frame[dates] = frame[dates].astype(pandera.DTYPES["date"])
    form = pandera.schema(replace(spec, fields=fields))
    form.checks = [pa.Check(check, name=name) for name, check in _peer_rules().items()]
    try:
        form.validate(frame, lazy=True)
    except pa.errors.SchemaErrors:
        return False
    frame.to_parquet(folder / "peer.parquet", compression="zstd")
    return True


def _peer_rules() -> Mapping[str, Callable[[Any], Any]]:
    """The rules of the table ``events`` that speak of ACLED's columns only, in pandas."""

    def follows(field: str, source: str, values: Mapping[str, Any]) -> Callable[[Any], Any]:
        return lambda frame: frame[source].isna() | (frame[source].map(values) == frame[field])

    def interaction(frame: Any) -> Any:
        pairs = frame[["inter1", "inter2"]].drop_duplicates()
        pairs["expected"] = [
            acled.interaction(*pair)
            for pair in pairs.astype(object).where(pairs.notna(), None).values
        ]
        return (
            frame.merge(pairs, how="left")["expected"].set_axis(frame.index) == frame["interaction"]
        )

    types, countries = codes("event_types"), codes("countries").values()
    return {
        "year_of_date": lambda frame: frame["year"] == frame["event_date"].dt.year,
        "no_point_for_a_country": lambda frame: (
            (frame["geo_precision"] != 4) | frame["latitude"].isna()
        ),
        "point_is_whole": lambda frame: frame["latitude"].isna() == frame["longitude"].isna(),
        "event_type_fits": follows(
            "event_type", "sub_event_type", {code: row["event_type"] for code, row in types.items()}
        ),
        "disorder_fits": follows(
            "disorder_type",
            "sub_event_type",
            {code: row["disorder_type"] for code, row in types.items()},
        ),
        "interaction_fits": interaction,
        "iso_fits": follows("iso", "country", {row["name"]: int(row["iso"]) for row in countries}),
        "region_fits": follows(
            "region", "country", {row["name"]: row["region"] for row in countries}
        ),
    }


READERS: Mapping[str, Callable[[Path, Path], bool]] = {"ours": ours, "peer": peer}


def cost(reader: str, path: Path) -> Cost:
    """Let a process of its own read the table, and return what it took."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        start = time.perf_counter()
        words = [sys.executable, "-m", "tests.benchmark.reading", "--read", reader, path, folder]
        process = subprocess.Popen(words)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{reader} failed: status {status}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10)


def main(words: list[str] | None = None) -> None:
    """Generate a table, read it in turns, and print the best of each and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=READERS, help="where the other has not the memory")
    parser.add_argument(
        "--read", nargs=3, metavar=("READER", "FILE", "DIR"), help=argparse.SUPPRESS
    )
    args = parser.parse_args(words)
    if args.read:
        reader, path, folder = args.read
        raise SystemExit(not READERS[reader](Path(path), Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acled.csv"
        generate(path, args.rows)
        print(f"{args.rows} rows, {path.stat().st_size >> 20} MB, best of {args.rounds} rounds\n")
        names = [args.only] if args.only else list(READERS)
        rounds = [[cost(name, path) for name in names] for _ in range(args.rounds)]
    _show(names, rounds)


def _show(names: list[str], rounds: list[list[Cost]]) -> None:
    print(f"{'reader':<8}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}")
    best = {name: Cost(*map(min, zip(*costs, strict=True)))
            for name, costs in zip(names, zip(*rounds, strict=True), strict=True)}  # fmt: skip
    for name, (wall, cpu, peak) in best.items():
        print(f"{name:<8}{wall:>9.1f}{cpu:>8.1f}{peak:>9}")
    if len(best) > 1:
        ratios = (own / other for own, other in zip(best["ours"], best["peer"], strict=True))
        print("ratio   {:>9.2f}{:>8.2f}{:>9.2f}".format(*ratios))


if __name__ == "__main__":
    main()
