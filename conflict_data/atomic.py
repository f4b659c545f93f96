"""Files and folders that appear whole or not at all: written beside, then renamed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from conflict_data.errors import ConflictDataError

MARKERS = ("datapackage.json", "events.parquet")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write to; it becomes ``path`` when the block ends without an exception.

    Missing parent folders are made. Until then, and after any exception, the old file stands.
    Raises :class:`ConflictDataError` if ``path`` is a folder.

    >>> folder = Path(tempfile.mkdtemp())
    >>> with replacing(folder / "a.txt") as new:
    ...     _ = new.write_text("whole")
    >>> [(path.name, path.read_text()) for path in folder.iterdir()]
    [('a.txt', 'whole')]
    """
    if path.is_dir():
        raise ConflictDataError(f"{path}: expected the name of a file, found a folder")
    with _beside(path) as workshop:
        yield workshop / path.name
        (workshop / path.name).replace(path)


@contextmanager
def replacing_folder(
    path: Path, what: str = "a release", markers: Sequence[str] = MARKERS
) -> Iterator[Path]:
    """Yield an empty folder to fill; it becomes ``path`` when the block ends without an exception.

    A folder already there is replaced whole and stands untouched until then. It must be ``what``
    is expected, known by one of the files ``markers``: :class:`ConflictDataError` is raised
    before the block runs if ``path`` holds anything else, since that would be lost.

    >>> target = Path(tempfile.mkdtemp()) / "release"
    >>> with replacing_folder(target) as new:
    ...     _ = (new / "events.parquet").write_bytes(b"...")
    >>> [path.name for path in target.iterdir()]
    ['events.parquet']
    """
    path = path.resolve()
    restore_folder(path)
    _refuse_strangers(path, what, markers)
    with _beside(path) as workshop:
        new = workshop / path.name
        new.mkdir()
        yield new
        put_folder(new, path)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Yield a temporary folder on the same file system as ``path``, where renaming is atomic."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as workshop:
        yield Path(workshop)


def put_folder(new: Path, path: Path) -> None:
    """Put the folder ``new`` in the place of ``path``, on the same file system.

    No system can replace a full folder in one step: :func:`restore_folder` mends what a machine
    that stopped in the middle has left.
    """
    if not path.exists():
        new.replace(path)
        return
    previous = _previous(path)
    path.replace(previous)
    try:
        new.replace(path)
    except BaseException:
        previous.replace(path)
        raise
    shutil.rmtree(previous)


def restore_folder(path: Path) -> None:
    """Undo or finish a :func:`put_folder` in whose middle the machine stopped."""
    previous = _previous(path)
    if not previous.exists():
        return
    if path.exists():
        shutil.rmtree(previous)
    else:
        previous.replace(path)


def _previous(path: Path) -> Path:
    return path.with_name(f".{path.name}.previous")


def _refuse_strangers(path: Path, what: str, markers: Sequence[str]) -> None:
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    if not any((path / marker).is_file() for marker in markers):
        raise ConflictDataError(
            f"{path}: expected nothing, an empty folder or {what} (with {' or '.join(markers)}) "
            "to be replaced, found something else; choose another folder or remove it yourself"
        )
