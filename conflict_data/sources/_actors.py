"""Who a dataset's names of actors are: states by country, armed groups by name."""

from __future__ import annotations

from functools import cache

from conflict_data.schema import codes, split

_STATE = "state"


def state(country: str) -> str | None:
    """Return the code of the state of a country, given by its ISO alpha-3 code.

    >>> state("YEM")
    'yemen'
    """
    return _states().get(country)


def group(name: str) -> str | None:
    """Return the code of the armed group that bears a name; None if none does, or several.

    What stands behind it in brackets may be another name of it.

    >>> group("Hezbollah"), group("Houthi extremists (Ansar Allah)"), group("Gunmen")
    ('hezbollah', 'houthis', None)
    """
    known = _groups()
    parts = (name, *name.removesuffix(")").split(" ("))
    found = next((known[part.casefold()] for part in parts if part.casefold() in known), set())
    return next(iter(found)) if len(found) == 1 else None


@cache
def _states() -> dict[str, str]:
    return {row["country"]: code for code, row in codes("actors").items() if row["kind"] == _STATE}


@cache
def _groups() -> dict[str, set[str]]:
    """Return the codes of armed groups by their names, and by the terms for them."""
    found: dict[str, set[str]] = {}
    for code, row in codes("actors").items():
        if row["kind"] != _STATE:
            for name in (row["name"], *split(row["terms"])):
                found.setdefault(name.casefold(), set()).add(code)
    return found
