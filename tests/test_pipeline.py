"""Steps side by side: order, errors and ends are those of steps one after another."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from conflict_data.pipeline import ahead, behind


def numbers(closed: list[bool]) -> Generator[int, None, None]:
    try:
        yield from (1, 2)
        raise ValueError("at three")
    finally:
        closed.append(True)


def test_an_error_while_reading_ahead_comes_where_its_item_would() -> None:
    closed: list[bool] = []
    items = ahead(numbers(closed))
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(ValueError, match="at three"):
        next(items)
    assert closed == [True]


def test_what_is_not_read_to_its_end_is_closed() -> None:
    closed: list[bool] = []
    for _ in ahead(numbers(closed)):
        break
    else:
        pytest.fail("nothing was read")
    assert closed == [True]


def test_work_behind_is_done_in_order_and_its_errors_are_raised() -> None:
    done: list[int] = []
    with behind() as do:
        for number in range(100):
            do(done.append, number)
    assert done == list(range(100))
    with pytest.raises(ZeroDivisionError), behind() as do:
        do(divmod, 1, 0)
