"""Linking two datasets, held against a slow oracle, planted pairs, and the edges of the globe."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import math
import random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import conflict_data as cd
from conflict_data import cli, linkage, proximity
from conflict_data.errors import ConflictDataError
from conflict_data.formats import csv
from conflict_data.schema import codes, split
from tests import tables

DAY = dt.date(2024, 4, 13)
STRIKE, SHELLING, PROTEST = (
    "Air/drone strike", "Shelling/artillery/missile attack", "Peaceful protest",
)  # fmt: skip
COLUMNS = {
    "event_id_cnty": "str", "event_date": "str", "event_date_end": "str", "time_precision": "Int64",
    "latitude": "float64", "longitude": "float64", "sub_event_type": "str",
}  # fmt: skip


def event(
    name, lat=31.0, lon=34.0, day=DAY, *, end=None, precision=1, kind=STRIKE
):  # in the order of COLUMNS
    return (name, day and str(day), end and str(end), precision, lat, lon, kind)


def table(*events):
    return pd.DataFrame(events, columns=list(COLUMNS)).astype(COLUMNS)


def matched(a, b, **limits):
    pairs = cd.link(table(*a), table(*b), **limits).pairs
    return sorted(zip(pairs["event_id_a"], pairs["event_id_b"], strict=True))


# -- the oracle: every pair looked at, with other formulas


def window(row):
    first = dt.date.fromisoformat(row["event_date"])
    if isinstance(row["event_date_end"], str) and row["event_date_end"] > row["event_date"]:
        return first, dt.date.fromisoformat(row["event_date_end"])
    if row["time_precision"] == 3:
        last = calendar.monthrange(first.year, first.month)[1]
        return first.replace(day=1), first.replace(day=last)
    around = dt.timedelta(3 if row["time_precision"] == 2 else 0)
    return first - around, first + around


def vincenty(one, other):
    """The distance by Vincenty's formula for a sphere, which no angle makes ill-conditioned."""
    lat, north = math.radians(one["latitude"]), math.radians(other["latitude"])
    east = math.radians(other["longitude"] - one["longitude"])
    across = math.cos(lat) * math.sin(north) - math.sin(lat) * math.cos(north) * math.cos(east)
    along = math.sin(lat) * math.sin(north) + math.cos(lat) * math.cos(north) * math.cos(east)
    angle = math.atan2(math.hypot(math.cos(north) * math.sin(east), across), along)
    return round(6371.0088 * angle, 3)


def agreement(one, other):
    rows = [codes("event_types").get(row["sub_event_type"]) for row in (one, other)]
    if None in rows:
        return 1 / 3
    if rows[0] == rows[1]:
        return 1
    if not set(split(rows[0]["families"])) & set(split(rows[1]["families"])):
        return 0
    return 2 / 3 if rows[0]["event_type"] == rows[1]["event_type"] else 1 / 3


def oracle(a, b, days, km):
    found = []
    places = [
        [row for row in frame.to_dict("records") if row["latitude"] == row["latitude"]]
        for frame in (a, b)
    ]
    for one, other in itertools.product(*places):
        (first, last), (other_first, other_last) = window(one), window(other)
        gap = max(0, (first - other_last).days, (other_first - last).days)
        apart, kind = vincenty(one, other), agreement(one, other)
        if gap <= days and apart <= km and kind:
            parts = (1 - gap / (days + 1)) + (1 - apart / km if km else 1) + kind
            ids = (one["event_id_cnty"], other["event_id_cnty"])
            found.append((-round(parts / 3, 6), gap, apart, sorted(ids), ids))
    chosen = {}
    for *_, (i, j) in sorted(found):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return sorted(chosen.items())


degrees = st.sampled_from([0.0, 0.1, 0.2, 89.9, -89.95, -90.0])
lines = st.lists(
    st.tuples(
        st.one_of(degrees, st.none()),
        st.sampled_from([0.0, 0.15, 90.0, 179.9, 180.0, -180.0, -179.9]),
        st.integers(0, 40),
        st.one_of(st.none(), st.integers(0, 9)),
        st.sampled_from([1, 1, 2, 3, None]),
        st.sampled_from([STRIKE, SHELLING, PROTEST, "Attack", "unheard of", None]),
    ),
    max_size=12,
)


def drawn(rows, name):
    made = []
    for number, (lat, lon, day, length, precision, kind) in enumerate(rows):
        first = DAY + dt.timedelta(day)
        end = None if length is None else first + dt.timedelta(length)
        made.append(
            event(f"{name}{number}", lat, lon, first, end=end, precision=precision, kind=kind)
        )
    return table(*made)


@given(lines, lines, st.integers(0, 5), st.sampled_from([0, 5.0, 25, 400.0, 21_000]))
@example([(0.0, 0.0, 0, None, 1, STRIKE)] * 4, [(0.0, 0.0, 1, None, 1, STRIKE)] * 3, 1, 1)
def test_the_pairs_are_those_of_the_oracle(rows, others, days, km):
    a, b = drawn(rows, "a"), drawn(others, "b")
    found = cd.link(a, b, days=days, km=km)
    pairs = list(zip(found.pairs["event_id_a"], found.pairs["event_id_b"], strict=True))
    assert sorted(pairs) == oracle(a, b, days, km)
    assert (found.pairs["days"] <= days).all()
    assert (found.pairs["km"] <= km).all()
    assert found.pairs["score"].is_monotonic_decreasing
    for frame, rest, side in ((a, found.only_a, 0), (b, found.only_b, 1)):
        ids = [*(pair[side] for pair in pairs), *rest["event_id_cnty"]]
        assert sorted(ids) == sorted(frame["event_id_cnty"])


@given(lines, lines, st.randoms(use_true_random=False))
def test_neither_side_nor_order_matters(rows, others, chance):
    a, b = drawn(rows, "a"), drawn(others, "b")
    there = cd.link(a, b, days=2, km=30).pairs
    mixed = [frame.sample(frac=1, random_state=chance.randrange(99)) for frame in (b, a)]
    back = cd.link(*mixed, days=2, km=30).pairs
    swapped = back.rename(columns={"event_id_a": "event_id_b", "event_id_b": "event_id_a"})
    by = ["event_id_a"]
    pd.testing.assert_frame_equal(
        there.sort_values(by, ignore_index=True),
        swapped[there.columns].sort_values(by, ignore_index=True),
    )


@given(lines)
def test_a_dataset_is_its_own_best_match(rows):
    frame = drawn(rows, "a")
    found = cd.link(frame, frame, days=3, km=50)
    placed = frame["latitude"].notna().sum()
    assert len(found.pairs) == placed
    assert (found.pairs["days"] == 0).all()
    assert (found.pairs["km"] == 0).all()


# -- planted truth


def planted(seed, n=400):
    """``n`` events, far from each other, in both datasets; as many again in one only."""
    chance = random.Random(seed)
    days = [DAY + dt.timedelta(10 * number) for number in range(3 * n)]
    chance.shuffle(days)
    both, first, second = days[:n], days[n : 2 * n], days[2 * n :]
    here = lambda day, name: event(name, chance.uniform(-80, 80), chance.uniform(-180, 180), day)  # noqa: E731
    a = [here(day, f"t{at}") for at, day in enumerate(both)]
    b = [moved(row, chance) for row in a]
    a += [here(day, f"x{at}") for at, day in enumerate(first)]
    b += [here(day, f"y{at}") for at, day in enumerate(second)]
    chance.shuffle(a)
    chance.shuffle(b)
    return a, b


def moved(row, chance):
    name, day, _, _, lat, lon, _ = row
    later = dt.date.fromisoformat(day) + dt.timedelta(chance.choice([-1, 0, 1]))
    kind = chance.choice([STRIKE, SHELLING, "Armed clash", None])
    return event(name, lat + chance.uniform(-0.1, 0.1), lon, later, kind=kind)


@pytest.mark.parametrize("seed", range(3))
def test_planted_pairs_are_found_and_no_others(seed):
    a, b = planted(seed)
    truth = sorted((row[0], row[0]) for row in a if row[0].startswith("t"))
    assert matched(a, b, days=1, km=12) == truth


def test_batches_change_nothing(monkeypatch):
    chance = random.Random(5)
    make = lambda name: [  # noqa: E731
        event(
            f"{name}{at}", 31 + chance.random() / 9, 34.0, DAY + dt.timedelta(chance.randrange(4))
        )
        for at in range(60)
    ]
    a, b = make("a"), make("b")
    whole = cd.link(table(*a), table(*b)).pairs
    monkeypatch.setattr(proximity, "_BATCH", 7)
    monkeypatch.setattr(linkage, "_CHUNK", 3)
    pd.testing.assert_frame_equal(cd.link(table(*a), table(*b)).pairs, whole)


# -- place


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0, 179.99), (0, -179.99), 2.224),
        ((10, 180), (10, -180), 0),
        ((89.99, 0), (89.99, 180), 2.224),
        ((-90, 10), (-90, -120), 0),
        ((0, 0), (0, 180), 20_015.114),
    ],
)
def test_the_globe_has_no_edge(one, other, km):
    a, b = table(event("a", *one)), table(event("b", *other))
    assert cd.link(a, b, km=km + 0.01).pairs["km"].tolist() == [km]
    if km:
        assert cd.link(a, b, km=km - 0.01).pairs.empty


def test_an_event_without_a_point_or_a_day_is_never_matched():
    nowhere = [event("a", None), event("c", 31.0, None), event("d", day=None)]
    found = cd.link(table(*nowhere), table(event("b"), event("e", None), event("f", day=None)))
    assert found.pairs.empty
    assert found.only_a["event_id_cnty"].tolist() == ["a", "c", "d"]
    assert len(found.only_b) == 3


# -- time


@pytest.mark.parametrize(
    ("other", "days", "gap"),
    [
        ({"day": dt.date(2024, 4, 14)}, 1, 1),
        ({"day": dt.date(2024, 4, 15)}, 1, None),
        ({"day": dt.date(2024, 4, 10), "end": DAY}, 0, 0),
        ({"day": dt.date(2024, 4, 10), "end": dt.date(2024, 4, 12)}, 1, 1),
        ({"day": dt.date(2024, 4, 10), "precision": 2}, 0, 0),
        ({"day": dt.date(2024, 4, 9), "precision": 2}, 0, None),
        ({"day": dt.date(2024, 4, 30), "precision": 3}, 0, 0),
        ({"day": dt.date(2024, 5, 1), "precision": 3}, 0, None),
        ({"day": dt.date(2024, 4, 1), "end": dt.date(2024, 4, 2), "precision": 3}, 5, None),
        ({"day": dt.date(1816, 4, 13)}, 40, None),
    ],
)
def test_days_lie_between_windows(other, days, gap):
    found = cd.link(table(event("a")), table(event("b", **other)), days=days).pairs
    assert found["days"].tolist() == ([] if gap is None else [gap])


# -- type


def test_types_are_matched_on_the_finest_level():
    kinds = [STRIKE, SHELLING, "Armed clash", PROTEST, None, "Bombing"]
    found = []
    for kind in kinds:
        pairs = cd.link(table(event("a")), table(event("b", kind=kind))).pairs
        found.append((pairs["type_match"].tolist() or [""])[0])
    assert found == ["sub_event_type", "event_type", "family", "", "unknown", "unknown"]


def test_every_type_has_a_family_and_ours_for_one_attack_fit_each_other():
    families = {code: set(split(row["families"])) for code, row in codes("event_types").items()}
    assert all(families.values())
    attack = families[STRIKE] & families[SHELLING] & families["Disrupted weapons use"]
    assert attack & families["Attack"]
    assert not families[STRIKE] & families[PROTEST]


def test_the_better_pair_wins_and_rivals_are_counted():
    a = [event("a1", 31.0), event("a2", 31.1)]
    found = cd.link(table(*a), table(event("b", 31.09))).pairs
    assert found[["event_id_a", "rivals"]].to_numpy().tolist() == [["a2", 1]]


# -- what goes in and what comes out


def test_the_rest_keeps_its_rows_as_they_were():
    a = table(event("a"), event("z", 70.0)).assign(notes="as it was")
    a.index = [7, 9]
    pd.testing.assert_frame_equal(cd.link(a, table(event("b"))).only_a, a.loc[[9]])


def test_only_four_columns_are_needed_and_days_may_be_dates():
    needed = ["event_id_cnty", "event_date", "latitude", "longitude"]
    frame = table(event(7))[needed]
    dates = frame.assign(event_date=pd.to_datetime(frame["event_date"]), event_id_cnty=[7])
    stamps = frame.assign(event_date=["2024-04-13T23:00:00Z"])
    assert len(cd.link(dates, stamps).pairs) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"latitude": [91.0]}, "a: latitude in row 1 is '91.0'; expected degrees from -90 to 90"),
        ({"latitude": [np.inf]}, "latitude in row 1 is 'inf'"),
        ({"longitude": ["34,5"]}, "longitude in row 1 is '34,5'"),
        ({"event_date": ["13 April"]}, "event_date in row 1 is '13 April'; expected a day"),
        ({"event_date_end": ["2024-04-12"]}, "event_date_end in row 1 is '2024-04-12'"),
        ({"event_id_cnty": [None]}, "row 1 is missing or repeated"),
    ],
)
def test_bad_cells_are_named(change, says):
    with pytest.raises(ConflictDataError, match=says):
        cd.link(table(event("a")).assign(**change), table(event("b")))


def test_misuse_is_named():
    one = table(event("a"))
    with pytest.raises(ConflictDataError, match="b lacks latitude, longitude"):
        cd.link(one, one.drop(columns=["latitude", "longitude"]))
    with pytest.raises(ConflictDataError, match="row 2 is missing or repeated"):
        cd.link(one, table(event("b"), event("b")))
    for limits in ({"days": -1}, {"km": -1}, {"km": math.nan}, {"km": math.inf}):
        with pytest.raises(ConflictDataError, match="expected days and km from 0"):
            cd.link(one, one, **limits)


def test_too_many_pairs_are_refused(monkeypatch):
    monkeypatch.setattr(linkage, "MOST", 8)
    three = [event(f"a{at}") for at in range(3)]
    with pytest.raises(ConflictDataError, match="more than 8 pairs"):
        cd.link(table(*three), table(*three))


def test_nothing_with_nothing():
    found = cd.link(table(), table(event("b")))
    assert repr(found) == "<Linkage: 0 pairs, 0 only in a, 1 only in b>"
    assert found.pairs.dtypes.astype(str).tolist() == [
        "str", "str", "int64", "float64", "str", "float64", "int64",
    ]  # fmt: skip


def test_the_notebook_shows_pairs_as_text():
    html = cd.link(table(event("<b>a")), table(event("b")))._repr_html_()
    assert "&lt;b&gt;a" in html
    assert "1 of 1 pair shown" in html


def test_few_pairs_are_looked_at(monkeypatch):
    """Not every pair: of nine million, little more than those within the limits."""
    looked_at = []
    apart = proximity._apart

    def counted(a, b):
        looked_at.append(len(a.first))
        return apart(a, b)

    monkeypatch.setattr(proximity, "_apart", counted)
    chance = np.random.default_rng(0)
    frames = [
        pd.DataFrame({
            "event_id_cnty": [f"{name}{at}" for at in range(3000)],
            "event_date": np.datetime64(DAY) + chance.integers(0, 100, 3000),
            "latitude": chance.uniform(44, 52, 3000),
            "longitude": chance.uniform(23, 40, 3000),
        })
        for name in "ab"
    ]  # fmt: skip
    found = cd.link(*frames)
    within = len(found.pairs) + found.pairs["rivals"].sum()
    assert 100 < within <= sum(looked_at) < 20 * within


# -- the command line


def test_the_verb_writes_the_pairs(tmp_path, capsys):
    release = tmp_path / "release"
    assert cli.main(["build", "--demo", "--out", str(release)]) == 0
    capsys.readouterr()
    out = tmp_path / "pairs.csv"
    assert cli.main(["link", str(release), str(release), "--km", "5", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"<Linkage: 2 pairs, 4 only in a, 4 only in b> in {out}\n"
    written = pd.read_csv(out)
    assert (written["event_id_a"] == written["event_id_b"]).all()
    assert len(written) == 2


def test_files_of_known_datasets_can_be_linked(tmp_path, capsys):
    kharkiv = {"latitude": "49.99", "longitude": "36.23", "country": "Ukraine"}
    rows = tables.acled({}, {**kharkiv, "event_date": "2024-05-03"})
    acled = tables.write(tmp_path / "acled.csv", rows)
    ucdp = tables.write(tmp_path / "ged.csv", tables.ged({}), tables.GED)
    out = tmp_path / "pairs.csv"
    cli.main(["link", str(acled), str(ucdp), "--out", str(out)])
    said = capsys.readouterr().out
    assert said == f"<Linkage: 1 pair, 1 only in a, 0 only in b> in {out}\n"
    row = pd.read_csv(out).iloc[0]
    assert (row["event_id_a"], row["days"], row["type_match"]) == ("ISR2", 1, "unknown")


def test_what_is_written_runs_in_no_spreadsheet(tmp_path):
    pairs = cd.link(table(event("=1+1")), table(event("@b"))).pairs
    csv.save(pa.Table.from_pandas(pairs, preserve_index=False), tmp_path / "pairs.csv")
    row = pd.read_csv(tmp_path / "pairs.csv").iloc[0]
    assert (row["event_id_a"], row["event_id_b"]) == ("'=1+1", "'@b")
