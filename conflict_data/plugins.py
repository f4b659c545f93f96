"""Plug-ins: a module in a folder of ours, or an entry point of another package.

A kind is a folder of the package: ``loaders``, or ``coding.policies`` for one inside another.
Names are listed without importing anything; a module is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module, metadata
from pathlib import Path
from types import MappingProxyType, ModuleType

from conflict_data.errors import ConflictDataError, Unknown

PACKAGE = "conflict_data"


@cache
def names(kind: str) -> Mapping[str, str]:
    """Return plug-in name -> module path for a kind such as ``"loaders"``, sorted by name.

    >>> "jsonl" in names("loaders")
    True
    """
    found = dict(_own(kind))
    for point in metadata.entry_points(group=f"{PACKAGE}.{kind}"):
        if point.name in found:
            raise ConflictDataError(
                f"two {kind} are called {point.name!r}: {found[point.name]} and {point.value}; "
                "uninstall one of them"
            )
        found[point.name] = point.value
    return MappingProxyType(dict(sorted(found.items())))


def load(kind: str, name: str) -> ModuleType:
    """Import the plug-in ``name`` of ``kind``; raise :class:`Unknown` if there is none."""
    known = names(kind)
    if name not in known:
        raise Unknown(_singular(kind), name, known)
    return import_module(known[name])


def _own(kind: str) -> Mapping[str, str]:
    folder = Path(__file__).parent.joinpath(*kind.split("."))
    modules = (path.stem for path in sorted(folder.glob("[a-z]*.py")))
    return {name: f"{PACKAGE}.{kind}.{name}" for name in modules}


def _singular(kind: str) -> str:
    """Return what one plug-in of a kind is called.

    >>> _singular("loaders"), _singular("coding.policies")
    ('loader', 'policy')
    """
    name = kind.rpartition(".")[2]
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
