"""Plug-ins: a module in a folder of ours, or an entry point of another package.

A kind is a folder of the package: ``loaders``, or ``coding.policies`` for one inside another.
Names are listed without importing anything; a module is imported when it is used. The docstring
of each folder says what its modules do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType, ModuleType

from conflict_data.errors import ConflictDataError, Unknown

PACKAGE = "conflict_data"
# A source may be a mapping alone.
_FUNCTIONS = {
    "apis": ("download",),
    "cli": ("register", "run"),
    "coding.policies": ("choose",),
    "formats": ("write",),
    "loaders": ("recognises", "load"),
    "sources": (),
}


@cache
def names(kind: str) -> Mapping[str, str]:
    """Return plug-in name -> module path for a kind such as ``"loaders"``, sorted by name.

    >>> "jsonl" in names("loaders")
    True
    """
    return MappingProxyType(dict(sorted({**_own(kind), **others(kind)}.items())))


@cache
def others(kind: str) -> Mapping[str, str]:
    """Return name -> module path of the plug-ins of a kind that other packages bring.

    Raises :class:`ConflictDataError` if two plug-ins have one name.
    """
    found = dict(_own(kind))
    for point in metadata.entry_points(group=f"{PACKAGE}.{kind}"):
        if point.name in found:
            raise ConflictDataError(
                f"two {kind} are called {point.name!r}: {found[point.name]} and {point.value}; "
                "uninstall one of them"
            )
        found[point.name] = point.value
    return MappingProxyType({name: found[name] for name in found.keys() - _own(kind).keys()})


def load(kind: str, name: str) -> ModuleType:
    """Import the plug-in ``name`` of ``kind``; raise :class:`Unknown` if there is none.

    Raises :class:`ConflictDataError` for one that cannot be imported or lacks a function.
    """
    known = names(kind)
    if name not in known:
        raise Unknown(_singular(kind), name, known)
    what = f"the {_singular(kind)} {name!r} ({known[name]})"
    try:
        module = import_module(known[name])
    except ImportError as error:
        do = "install its package again, or uninstall it"
        raise ConflictDataError(f"{what} cannot be imported: {error}; {do}") from error
    for function in _FUNCTIONS.get(kind, ()):
        if not callable(getattr(module, function, None)):
            raise ConflictDataError(f"{what} has no function {function!r}; add it to the module")
    return module


def file(kind: str, name: str, suffix: str = ".py") -> Path | None:
    """Return the file of a plug-in, or one of its name with another suffix; do not import it.

    >>> found = file("loaders", "jsonl")
    >>> found is not None and found.name
    'jsonl.py'
    """
    try:
        spec = find_spec(names(kind)[name])
    except ImportError:
        return None
    origin = Path(spec.origin) if spec and spec.origin else None
    found = origin.with_name(f"{name}{suffix}") if origin and suffix != ".py" else origin
    return found if found and found.is_file() else None


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
