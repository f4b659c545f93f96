"""Download tables from the APIs of ACLED and UCDP."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from conflict_data import plugins
from conflict_data.apis import Download
from conflict_data.errors import Unknown


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
