"""What ``schemas/apis/`` says about an API, and what it makes of a query and of credentials."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from urllib.parse import parse_qsl

from conflict_data.errors import ConflictDataError, Unknown
from conflict_data.schema import read_toml, schemas_dir

KEYRING = "conflict-data"
# What people used to put into ACLED's URLs, and what they may try with others.
_SECRET = {"access_token", "email", "key", "password", "token", "username"}


@dataclass(frozen=True, kw_only=True)
class Service:
    """An API: where it is, what may be asked, and which variables hold the credentials."""

    name: str
    title: str
    base: str
    base_variable: str
    credentials: tuple[str, ...]
    account: str
    page_rows: int
    key: str
    rows: str
    filters: tuple[str, ...]
    options: tuple[str, ...]
    required: tuple[str, ...]
    suffixes: tuple[str, ...] = ("",)
    operators: tuple[str, ...] = ()

    def known(self) -> set[str]:
        """Return the names that a query may use."""
        return {name + end for name in self.filters for end in self.suffixes} | {*self.options}

    def parameters(self, query: str) -> dict[str, str]:
        """Return a query such as ``country=Ukraine&year=2024`` as names and values, sorted.

        Raises :class:`Unknown` for a name that the server would ignore, which would mean
        everything, and :class:`ConflictDataError` for a query that is none.
        """
        found = self._pairs(query)
        for name in found:
            if name.casefold() in _SECRET and name not in self.known():
                raise ConflictDataError(self._no_secrets(name))
            if name not in self.known():
                raise Unknown(f"{self.title} parameter", name, self.known())
        if missing := [name for name in self.required if not found.get(name)]:
            raise ConflictDataError(f"{self.title} needs {missing[0]}=... in the query")
        return dict(sorted(found.items()))

    def secret(self, variable: str) -> str:
        """Return a credential from the environment, else from the keyring."""
        value = os.environ.get(variable, "").strip() or _from_keyring(variable)
        if value and value.isprintable():
            return value
        problem = "holds what cannot be printed" if value else "is not set"
        raise ConflictDataError(
            f"{variable} {problem}; {self.title} needs {self.account}: set "
            f"{' and '.join(self.credentials)} in the environment, or once "
            f"`keyring set {KEYRING} {variable}` (pip install 'conflict-data[keyring]')"
        )

    def _pairs(self, query: str) -> dict[str, str]:
        try:
            pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
        except ValueError:
            raise ConflictDataError(
                f"bad {self.title} query: expected NAME=VALUE&NAME=VALUE; write & in a value as "
                f"%26, + as %2B. Known names: {', '.join(sorted(self.filters + self.options))}"
            ) from None
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ConflictDataError(f"{twice} stands twice in the query; several values are A|B")
        return found

    def _no_secrets(self, name: str) -> str:
        return (
            f"{name} does not go into a query, which is kept and shown; set "
            f"{' and '.join(self.credentials)} in the environment"
        )


@cache
def service(name: str) -> Service:
    """Return the description of an API of ours.

    >>> service("acled").parameters("year=2024&country=Ukraine")
    {'country': 'Ukraine', 'year': '2024'}
    """
    raw: Mapping[str, object] = read_toml(schemas_dir() / "apis" / f"{name}.toml")
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in raw.items()}
    return Service(name=name, **values)  # type: ignore[arg-type]


def _from_keyring(variable: str) -> str:
    """Ask the keyring of the system, where there is one; a broken one is as good as none."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        return ""
    try:
        return (keyring.get_password(KEYRING, variable) or "").strip()
    except keyring.errors.KeyringError:
        return ""
