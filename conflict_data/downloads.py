"""Download tables from the APIs of ACLED and UCDP."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from conflict_data import plugins
from conflict_data.apis import Download, _state
from conflict_data.errors import LoadError, Unknown


class Held(NamedTuple):
    """What a folder of a download holds: the files with rows, in order, of when, which version."""

    files: tuple[Path, ...]
    accessed: date
    version: str | None


def is_held(folder: Path) -> bool:
    """Return whether a folder is one that a download left.

    >>> is_held(Path("no such folder"))
    False
    """
    return (folder / _state.FILE).is_file()


def held(folder: Path) -> Held | None:
    """Return what a download left in ``folder``, or None if it is no folder of a download.

    Rows that an update replaced, and events that the publisher has deleted since, are in none of
    the files. Raises :class:`LoadError` if a file is not what was downloaded.

    >>> held(Path("no such folder")) is None
    True
    """
    state = _state.read(folder)
    if state is None:
        return None
    for page in state.rows.pages:
        path = folder / page.file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != page.sha256:
            raise LoadError(os.fspath(path), "is not what was downloaded", do="download it again")
    files = tuple(folder / page.file for page in state.rows.pages if page.rows)
    return Held(files, date.fromisoformat(state.accessed), state.query.get("version"))


def is_address(word: str) -> bool:
    """Return whether ``word`` is the name of an API, a colon, and a query.

    >>> is_address("acled:country=Ukraine"), is_address("acled.csv"), is_address("C:acled.csv")
    (True, False, False)
    """
    name, colon, _ = word.partition(":")
    return bool(colon) and name in plugins.names("apis")


def download(
    address: str,
    folder: str | os.PathLike[str],
    *,
    update: bool = False,
    restart: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    tell: Callable[[str], None] | None = None,
) -> Download:
    """Download what ``address`` names, such as ``acled:country=Ukraine&year=2024``.

    The answers of the server become JSON files in ``folder``, which appears when it is whole. A
    download that was interrupted goes on where it stopped, one that is whole is left alone;
    ``update`` brings it up to date, ``restart`` begins anew. ``tell`` is told of each page.

    Credentials come from the environment (``ACLED_EMAIL`` and ``ACLED_PASSWORD``,
    ``UCDP_ACCESS_TOKEN``) or from the keyring of the system. Raises :class:`Unknown` for an API
    that does not exist, :class:`ConflictDataError` for a bad query, missing credentials or a
    folder with something else in it, :class:`LoadError` for what the server does.

    >>> download("acled:contry=Ukraine", "ukraine")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    conflict_data.errors.Unknown: unknown ACLED parameter 'contry'; did you mean 'country'? ...
    """
    name, _, query = address.partition(":")
    if not is_address(address):
        raise Unknown("API", name, plugins.names("apis"))
    api = plugins.load("apis", name)
    found: Download = api.download(
        query, Path(folder), update=update, restart=restart, sleep=sleep, tell=tell
    )
    return found
