"""What a download knows of itself, as a small JSON file beside its pages.

It holds the query, what has come and where to go on; never a credential.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from conflict_data.atomic import replacing
from conflict_data.errors import LoadError

# Readers of tables pass over names that begin with an underscore, pyarrow's for one.
FILE = "_download.json"
Position = dict[str, str]


@dataclass
class PageFile:
    """A page that is kept: its file, its rows, its checksum, and where in the answer it stood."""

    file: str
    rows: int
    sha256: str
    at: Position


@dataclass
class Stretch:
    """A run of pages: where to go on, how many rows the server promised, and the pages so far."""

    next: Position = field(default_factory=dict)
    total: int | None = None
    done: bool = False
    pages: list[PageFile] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The number of rows that have come."""
        return sum(page.rows for page in self.pages)


@dataclass
class State:
    """A download: ``since`` is the timestamp from which an update takes up, else None.

    ``embargoed`` tells that the account was kept from the newest rows.
    """

    api: str
    query: dict[str, str]
    accessed: str
    since: int | None = None
    embargoed: bool = False
    notes: list[str] = field(default_factory=list)
    rows: Stretch = field(default_factory=Stretch)
    deleted: Stretch = field(default_factory=Stretch)

    def is_same(self, other: State) -> bool:
        """Return whether both ask the same."""
        return (self.api, self.query, self.since) == (other.api, other.query, other.since)


def write(state: State, folder: Path) -> None:
    """Write ``state`` into ``folder``, whole or not at all."""
    with replacing(folder / FILE) as new:
        text = json.dumps(asdict(state), ensure_ascii=False, indent=1)
        new.write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> State | None:
    """Return the state in ``folder``, or None if there is none; :class:`LoadError` if it is bad."""
    path = folder / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        rows, deleted = _stretch(raw.pop("rows")), _stretch(raw.pop("deleted"))
        return State(**raw, rows=rows, deleted=deleted)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        what = "is no record of a download"
        raise LoadError(str(path), what, do=f"remove {folder} and download again") from error


def _stretch(raw: dict[str, object]) -> Stretch:
    pages = raw.pop("pages")
    if not isinstance(pages, list):
        raise TypeError("pages")
    return Stretch(pages=[PageFile(**page) for page in pages], **raw)  # type: ignore[arg-type]
