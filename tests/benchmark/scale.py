"""How a build grows: claims of many outlets about many attacks, in one process.

``python -m tests.benchmark.scale [CLAIMS...]`` prints a line for each number of claims (10,000 and
100,000 if none is given): seconds, claims a second, the most memory in use, and what came out.
Each runs in a process of its own, so that one's memory is not the other's.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from conflict_data import coding
from conflict_data.records import Claim
from tests.factory import articles, claim

SIZES = (10_000, 100_000)
REPORTS = 25
WARS: tuple[tuple[tuple[str, ...], str, str, tuple[str, ...]], ...] = (
    (("russia",), "ukraine", "UKR", ("Kharkiv", "Odesa", "Kyiv")),
    (("ukraine",), "russia", "RUS", ("Belgorod", "Kursk")),
    (("iran",), "israel", "ISR", ("Haifa", "Ashdod")),
    (("houthis", "iran"), "israel", "ISR", ("Haifa",)),
    (("israel",), "iran", "IRN", ("Tehran", "Isfahan")),
)
SPEAKERS: tuple[dict[str, Any], ...] = (
    {},
    {"speaker": "the military", "speaker_kind": "military"},
    {"speaker": "police", "speaker_kind": "official"},
    {"speaker": "a man", "speaker_kind": "witness"},
)


def claims(count: int) -> Iterator[Claim]:
    """Yield claims: a few by each of about 25 articles on each attack, one attack a night and war.

    One in four lacks the attacker, the target or the date.
    """
    source = random.Random(count)
    made = 0
    for number in range(count):
        actors, target, country, places = WARS[number % len(WARS)]
        start = date(2000, 1, 1) + timedelta(2 * (number // len(WARS)))
        window = {"date_start": start, "date_end": start + timedelta(1), "date_basis": "stated"}
        whole = {"actors": actors, "target_actor": target, "country_code": country, **window}
        for report in range(REPORTS):
            for at in range(source.randrange(1, 6)):
                if made == count:
                    return
                made += 1
                yield claim(f"a{number}-{report}", sentence_start=60 * at,
                            **whole | told(source, places), **source.choice(SPEAKERS))  # fmt: skip


def told(source: random.Random, places: tuple[str, ...]) -> dict[str, Any]:
    """What one claim says: a count, a toll in a city, or a count with something left out."""
    value = source.randrange(1, 400)
    count = {
        "value": value,
        "measure": source.choice(("launched", "intercepted", "impacted")),
        "weapons": source.choice((("drone",), ("missile",), ("drone", "missile"))),
    }
    toll = {
        "value": value % 30,
        "measure": "killed",
        "victims": "all",
        "weapons": (),
        "place": source.choice(places),
        "place_role": "impact",
    }
    gaps: tuple[dict[str, Any], ...] = (
        {"actors": ()}, {"target_actor": None, "country_code": None},
        dict.fromkeys(("date_start", "date_end", "date_basis")),
    )  # fmt: skip
    return source.choice((count, count, toll, count | source.choice(gaps)))


def measure(count: int) -> None:
    """Build once and print what it took."""
    some = list(claims(count))
    texts = articles(some)
    before = _megabytes()
    start = time.perf_counter()
    built = coding.build(some, texts)
    seconds = time.perf_counter() - start
    rows = ", ".join(f"{name} {table.num_rows:,}" for name, table in built.tables.items())
    print(
        f"{count:>9,} claims  {seconds:7.2f} s  {count / seconds:8,.0f} claims/s  "
        f"{_megabytes():6,.0f} MB at most ({before:,.0f} before)  {rows}, "
        f"unplaced {len(built.problems):,}",
        flush=True,
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(int(sys.argv[1]))
    else:
        for size in sys.argv[1:] or map(str, SIZES):
            subprocess.run([sys.executable, "-m", "tests.benchmark.scale", size], check=True)
