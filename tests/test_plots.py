"""Figures show ranges, and what is unknown is never a zero."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from conflict_data import plots

mpl.use("agg")
DAY = pd.Timestamp("2024-04-13")
EVENT = {
    "event_date": DAY,
    "location": "Israel",
    "country": "Israel",
    "event_type": "Explosions/Remote violence",
    "launched": 350.0,
    "launched_low": 300.0,
    "launched_high": 360.0,
    "intercepted": None,
    "interception_rate_reported": 0.99,
}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def events(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([{**EVENT, **change} for change in changes])


def words(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_figures_carry_their_range_and_the_reported_share():
    axes = plots.launched_and_intercepted(events({}))
    assert words(axes) == ["350 (300-360)", "? (99% reported)"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["2024-04-13\nIsrael"]


def test_unknown_is_hatched_and_known_is_filled():
    axes = plots.launched_and_intercepted(events({}))
    launched, intercepted = axes.patches
    assert (launched.get_hatch(), launched.get_width()) == (None, 350)
    assert intercepted.get_hatch()
    assert intercepted.get_facecolor()[3] == 0


def test_zero_is_a_figure_and_not_unknown():
    axes = plots.launched_and_intercepted(events({"intercepted": 0.0}))
    assert words(axes)[1].startswith("0")
    assert axes.patches[1].get_hatch() is None


def test_whisker_spans_the_range():
    axes = plots.launched_and_intercepted(events({}))
    assert [list(line.get_xdata()) for line in axes.lines] == [[300, 360]]


def test_open_ends_are_told():
    axes = plots.launched_and_intercepted(events({"launched_low": 350.0, "launched_high": None}))
    assert words(axes)[0] == "350+"


def test_rows_without_figures_are_left_out():
    nothing = {"launched": None, "launched_low": None, "launched_high": None}
    axes = plots.launched_and_intercepted(events(nothing, {}))
    assert len(axes.get_yticks()) == 1


def test_munitions_are_named_by_weapons_and_scope():
    row = {"weapons": "cruise_missile; drone", "interceptor": "united_states", "intercepted": 70.0}
    axes = plots.launched_and_intercepted(pd.DataFrame([row]))
    (label,) = axes.get_yticklabels()
    assert label.get_text() == "Cruise missile,\nDrone\n(United States)"


def test_timeline_has_a_line_for_each_country_and_open_marks_for_unknown():
    axes = plots.timeline(events({}, {"country": None, "launched": None}))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Israel", "at sea"]
    filled = [len(marks.get_facecolor()) for marks in axes.collections]
    assert filled == [1, 0]


@pytest.mark.parametrize("draw", [plots.launched_and_intercepted, plots.timeline])
def test_axes_given_are_used(draw):
    _, axes = plt.subplots()
    assert draw(events({}), ax=axes) is axes


@pytest.mark.parametrize("draw", [plots.launched_and_intercepted, plots.timeline])
def test_no_rows_make_an_empty_figure(draw):
    assert not draw(events({}).head(0)).get_yticklabels()
