"""Steps of a stream side by side: Arrow lets go of Python's lock while it reads and writes.

Order is kept and at most one item waits between two steps, so that results and memory are what
they were.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from typing import Any, TypeVar

_Item = TypeVar("_Item")


def ahead(items: Generator[_Item, None, None]) -> Iterator[_Item]:
    """Yield items in order; the next one is made in another thread while one is worked on.

    >>> list(ahead(number for number in range(3)))
    [0, 1, 2]
    """
    with closing(items), ThreadPoolExecutor(1) as thread:
        coming = thread.submit(_next, items)
        while found := coming.result():
            coming = thread.submit(_next, items)
            yield from found


@contextmanager
def behind() -> Iterator[Callable[..., None]]:
    """Yield ``do(work, *args)``, which starts work in another thread once earlier work is done.

    What fails there is raised by the next call, or when the block ends.

    >>> with behind() as do:
    ...     do(print, "written")
    written
    """
    with ThreadPoolExecutor(1) as thread:
        running: list[Future[Any]] = []

        def do(work: Callable[..., Any], *args: Any) -> None:
            _wait(running)
            running.append(thread.submit(work, *args))

        yield do
        _wait(running)


def _next(items: Iterator[_Item]) -> list[_Item]:
    return list(islice(items, 1))


def _wait(running: list[Future[Any]]) -> None:
    while running:
        running.pop().result()
