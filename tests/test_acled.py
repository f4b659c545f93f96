from __future__ import annotations

from datetime import date
from itertools import combinations_with_replacement

import pytest

from conflict_data import acled
from conflict_data.errors import Unknown
from conflict_data.schema import codes


def test_a_state_is_another_kind_abroad() -> None:
    assert acled.inter("state", "ISR", "ISR") == "State forces"
    assert acled.inter("state", "ISR", "SYR") == "External/Other forces"
    assert acled.inter("state", "ISR", None) == "External/Other forces"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("rebel", "Rebel group"),
        ("political_militia", "Political militia"),
        ("identity_militia", "Identity militia"),
        ("external", "External/Other forces"),
        ("civilians", "Civilians"),
    ],
)
def test_other_kinds_are_the_same_everywhere(kind: str, label: str) -> None:
    assert acled.inter(kind, "YEM", "YEM") == acled.inter(kind, "YEM", "ISR") == label


def test_every_actor_has_a_kind() -> None:
    for row in codes("actors").values():
        assert acled.inter(row["kind"], row["country"], "ISR") in codes("inter")


def test_no_such_kind() -> None:
    with pytest.raises(Unknown, match="kind of actor 'pirate'"):
        acled.inter("pirate", None, None)


def test_every_pair_is_one_of_the_44_in_either_order() -> None:
    pairs = list(combinations_with_replacement(codes("inter"), 2))
    found = {acled.interaction(*pair) for pair in pairs}
    assert found | {acled.interaction(kind, None) for kind in codes("inter")} == set(
        codes("interactions")
    )
    assert all(acled.interaction(one, two) == acled.interaction(two, one) for one, two in pairs)


def test_the_pair_that_stands_the_other_way_round() -> None:
    assert acled.interaction("Civilians", "External/Other forces") == (
        "External/Other forces-Civilians"
    )


def test_types_of_an_interception() -> None:
    assert acled.event_type("Disrupted weapons use") == "Strategic developments"
    assert acled.disorder_type("Excessive force against protesters") == (
        "Political violence; Demonstrations"
    )
    with pytest.raises(Unknown, match="Air/drone strike"):
        acled.event_type("Air strike")


def test_countries() -> None:
    assert (acled.country_name("CIV"), acled.iso("XKX"), acled.region("UKR")) == (
        "Ivory Coast", 0, "Europe",
    )  # fmt: skip


def test_names_change_with_the_regime(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"name": "Examplia", "acled_names": "1990..2021-06=Old|2021-06-15..=New"}
    monkeypatch.setattr(acled, "codes", lambda _: {"examplia": row})
    acled._periods.cache_clear()
    names = [
        acled.actor_name("examplia", date(*day))
        for day in [(1989, 1, 1), (1990, 1, 1), (2021, 6, 14), (2021, 6, 15), (2030, 1, 1)]
    ]
    acled._periods.cache_clear()
    assert names == ["Examplia", "Old", "Old", "New", "New"]


def test_every_actor_has_a_name_today() -> None:
    assert all(acled.actor_name(code, date(2024, 4, 13)) for code in codes("actors"))


def test_ids_do_not_look_like_acleds() -> None:
    one, other = (acled.event_id("ISR", date(2024, 4, 13), key) for key in ("a", "b"))
    assert one != other
    assert one[:13] == other[:13] == "ISR-20240413-"
    assert acled.event_id(None, date(2024, 4, 13), "a").startswith("SEA-")
