"""Articles from files, folders and records, each read by the loader that recognises it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias, cast

from conflict_data import decoding, plugins
from conflict_data.errors import LoadError
from conflict_data.loaders import jsonl
from conflict_data.records import Article
from conflict_data.wording import plural

if TYPE_CHECKING:
    import pandas as pd

_HEAD = 4096
One: TypeAlias = str | os.PathLike[str] | Mapping[str, object]
Source: TypeAlias = "One | Iterable[One] | pd.DataFrame"


class Articles:
    """Articles that can be gone through again and again, and what could not be read.

    ``problems`` are the LoadErrors met; ``repeated`` the source ids of articles left out because
    another one had the same text, date and outlet; one that is retracted takes the other's place.
    """

    def __init__(self, results: Iterable[Article | LoadError]) -> None:
        self.problems: list[LoadError] = []
        self.repeated: list[str] = []
        self._by_id: dict[str, Article] = {}
        for result in results:
            self._add(result)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __repr__(self) -> str:
        faults = f"{plural(len(self.problems), 'problem')}, {len(self.repeated)} repeated"
        return f"<{plural(len(self), 'article')}, {faults}>"

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame: one row per article, the fields of Article, ``date`` a datetime.

        >>> load([{"id": 1, "text": "Two drones fell."}]).to_frame()["source_id"].tolist()
        ['1']
        """
        import pandas as pd

        frame = pd.DataFrame(list(self), columns=list(Article._fields))
        text = dict.fromkeys(Article._fields, "str")
        return frame.astype({**text, "date": "datetime64[s]"})

    def _add(self, result: Article | LoadError) -> None:
        if isinstance(result, LoadError):
            self.problems.append(result)
        elif result.article_id in self._by_id:
            self.repeated.append(result.source_id)
            if result.retracted:
                self._by_id[result.article_id] = result
        else:
            self._by_id[result.article_id] = result


def load(source: Source, *, loader: str | None = None) -> Articles:
    """Return the articles of a file, a folder, a record, several of these, or a DataFrame.

    A folder is read with all below it, in sorted order, but for hidden files and links that lead
    out of it. A record is a mapping with the fields of the JSON lines loader, as is each row of a
    DataFrame. ``loader`` names the loader to use for every file. What cannot be read is in
    ``.problems``. Raises :class:`LoadError` for a path that does not exist, :class:`Unknown` for
    an unknown loader.

    >>> load([{"text": "Two drones fell."}, {"text": ""}])
    <1 article, 1 problem, 0 repeated>
    """
    return Articles(stream(source, loader=loader))


def stream(source: Source, *, loader: str | None = None) -> Iterator[Article | LoadError]:
    """Yield what :func:`load` collects, one at a time; repeated articles are not left out."""
    reader = plugins.load("loaders", loader) if loader else None
    for number, item in enumerate(_items(source), start=1):
        if isinstance(item, Mapping):
            yield _record(item, f"record {number}")
        else:
            yield from _path(Path(item), reader)


def _items(source: Source) -> Iterable[One]:
    if isinstance(source, str | os.PathLike | Mapping):
        return [source]
    pandas = sys.modules.get("pandas")  # only who has imported it can have a DataFrame
    if pandas and isinstance(source, pandas.DataFrame):
        from conflict_data import frames  # here, so that reading files does not load Arrow

        return frames.records(source)
    return cast("Iterable[One]", source)


def _record(record: Mapping[str, object], place: str) -> Article | LoadError:
    try:
        return jsonl.from_record(record, place, place)
    except LoadError as error:
        return error


def _path(path: Path, reader: ModuleType | None) -> Iterator[Article | LoadError]:
    if path.is_dir():
        yield from _folder(path, reader)
    elif path.exists():
        yield from _file(path, reader)
    else:
        raise LoadError(str(path), "does not exist", expected="a file or a folder of articles")


def _folder(folder: Path, reader: ModuleType | None) -> Iterator[Article | LoadError]:
    files = _files(folder)
    if not files:
        yield LoadError(str(folder), "holds no files", expected="articles, such as .txt or .jsonl")
    for path in files:
        if path.resolve().is_relative_to(folder.resolve()):
            yield from _file(path, reader)
        else:
            yield LoadError(str(path), "leads out of the folder", do="copy the file into it")


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(where, name) for name in names if not name.startswith(".")]
    return sorted(found)


def _file(path: Path, reader: ModuleType | None) -> Iterator[Article | LoadError]:
    try:
        yield from (reader or _recogniser(path)).load(path)
    except LoadError as error:
        yield error
    except OSError as error:
        yield LoadError(str(path), f"cannot be read ({error.strerror})", do="check its permissions")


def _recogniser(path: Path) -> ModuleType:
    """Return the one loader that recognises the file; none or two is an error, never a guess."""
    if not path.is_file():
        raise LoadError(str(path), "is no regular file", do="remove it from the folder")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    known = plugins.names("loaders")
    fits = [name for name in known if plugins.load("loaders", name).recognises(path, head)]
    if len(fits) == 1:
        return plugins.load("loaders", fits[0])
    if decoding.is_blank(head):
        raise LoadError(str(path), "is empty", expected="articles", do="remove it or fill it")
    if not fits:
        decoding.refuse_binary(head, str(path))
    problem = f"is recognised by {' and '.join(fits)}" if fits else "is recognised by no loader"
    do = "give it the suffix of what it is, such as .txt, or in Python load(path, loader=...)"
    raise LoadError(str(path), problem, expected=f"one of {', '.join(known)}", do=do)
