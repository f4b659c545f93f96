"""The page as files: one for a small release, an overview and its parts for a large one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from conflict_data.atomic import replacing, replacing_folder
from conflict_data.dataset import Dataset
from conflict_data.errors import ConflictDataError, Unknown
from conflict_data.evidence import explanations
from conflict_data.frames import records
from conflict_data.markup import Markup, element, join
from conflict_data.page import document, index, texts
from conflict_data.page.anchors import Links
from conflict_data.page.event import Section
from conflict_data.wording import plural

LARGEST = 2_000_000
_EVENT, _CLAIM = 1_500, 450  # characters of HTML, roughly, to tell large from small
_MARKER = "part-1.html"
_Events = Sequence[Mapping[str, Any]]


def write_page(
    data: Dataset, path: str | os.PathLike[str], event_id: str | None = None
) -> list[Path]:
    """Write HTML that shows each figure beside its sentences; return the files written.

    The page needs no network and runs no script. Where articles have texts it shows them whole.
    A release too large for one page (more than about 2 MB) becomes an overview at ``path`` and
    parts in a folder ``<name>_files`` beside it. With ``event_id`` only that event is shown.
    Raises :class:`Unknown` for an event that does not exist, and :class:`ConflictDataError` if
    ``path`` is a folder.

    >>> import tempfile
    >>> from conflict_data import build
    >>> [path.name for path in write_page(build([], []), Path(tempfile.mkdtemp()) / "page.html")]
    ['page.html']
    """
    path = Path(path)
    if path.is_dir():
        raise ConflictDataError(f"{path}: expected a file such as page.html, found a folder")
    parts = _parts(data, _ordered(_asked(data, event_id)))
    if len(parts) > 1:
        return _write_parts(data, parts, path)
    (events,) = parts
    links = Links(dict.fromkeys(_ids(events), ""), "")
    _write(path, _page(data, events, links, _title(events), ()))
    return [path]


def _asked(data: Dataset, event_id: str | None) -> pd.DataFrame:
    if event_id is None:
        return data.events
    found = data.events[data.events["event_id_cnty"] == event_id]
    if found.empty:
        raise Unknown("event", event_id, data.events["event_id_cnty"])
    return found


def _ordered(events: pd.DataFrame) -> pd.DataFrame:
    """Sort by day, and put strikes on places under the salvo that they belong to."""
    whole = events["part_of_event"].fillna(events["event_id_cnty"])
    days = events.set_index("event_id_cnty")["event_date"]
    first = pd.Series(days.reindex(whole).array, events.index).fillna(events["event_date"])
    keys = events.assign(_day=first, _whole=whole, _part=events["part_of_event"].notna())
    by = ["_day", "_whole", "_part", "event_date", "event_id_cnty"]
    return keys.sort_values(by, kind="stable")[list(events.columns)]


def _parts(data: Dataset, events: pd.DataFrame) -> list[_Events]:
    """Cut events into parts of about equal length, at least one."""
    sizes = _sizes(data).reindex(events["event_id_cnty"], fill_value=0).to_numpy() + _EVENT
    numbers = (sizes.cumsum() - sizes) // LARGEST
    return [records(part) for _, part in events.groupby(numbers)] or [[]]


def _sizes(data: Dataset) -> pd.Series[Any]:
    """Return how long the sentences and articles of each event are, roughly."""
    claims = data.claims.set_index("claim_id")["article_id"]
    told = data.evidence[["event_id_cnty", "claim_id"]].assign(
        article_id=claims.reindex(data.evidence["claim_id"]).array
    )
    lengths = data.articles.set_index("article_id")["text"].str.len().fillna(0)
    read = told.drop_duplicates(["event_id_cnty", "article_id"])
    shown = pd.Series(lengths.reindex(read["article_id"]).array, read["event_id_cnty"])
    articles, counts = shown.groupby(level=0).sum(), told.groupby("event_id_cnty").size()
    return articles.add(counts * _CLAIM, fill_value=0)


def _write_parts(data: Dataset, parts: Sequence[_Events], path: Path) -> list[Path]:
    folder = path.with_name(f"{path.stem}_files")
    names = [f"part-{number}.html" for number in range(1, len(parts) + 1)]
    homes = {one: name for name, part in zip(names, parts, strict=True) for one in _ids(part)}
    with replacing_folder(folder, "pages", [_MARKER]) as new:
        for number, events in enumerate(parts):
            title = f"{_title(events)} (part {number + 1} of {len(parts)})"
            ways = _ways(path, names, number)
            page = _page(data, events, Links(homes, names[number]), title, ways)
            _write(new / names[number], page)
    folder_href = quote(folder.name)
    links = Links({one: f"{folder_href}/{name}" for one, name in homes.items()}, "")
    events = [event for part in parts for event in part]
    _write(path, document.document(_title(events), (), index.table(events, links)))
    return [path, *(folder / name for name in names)]


def _ways(path: Path, names: Sequence[str], number: int) -> Iterator[Markup]:
    """Lead from a part to the overview and to its neighbours."""
    ways = [element("a", {"href": f"../{quote(path.name)}"}, "All events")]
    for step, word in ((-1, "Previous part"), (1, "Next part")):
        if 0 <= number + step < len(names):
            ways.append(element("a", {"href": names[number + step]}, word))
    yield element("nav", {"aria-label": "Parts", "class": "ways"}, *ways)


def _page(
    data: Dataset, events: _Events, links: Links, title: str, ways: Iterator[Markup] | tuple[()]
) -> Markup:
    has_texts = texts.are_shipped(data)
    told = list(explanations(data, _ids(events)))
    sections = [Section(one, links, has_texts) for one in told]
    places = _by_whole(events)
    shown = [
        section.html(event, places.get(event["event_id_cnty"], ()))
        for section, event in zip(sections, events, strict=True)
    ]
    if has_texts:
        voices = [voice for one in told for cell in one.cells for voice in cell.voices]
        used = {key: name for one in reversed(sections) for key, name in one.anchors.items()}
        shown.append(texts.section(data, {voice.article_id for voice in voices}, used))
    return document.document(title, ways, index.table(events, links), *shown)


def _by_whole(events: _Events) -> dict[str, list[Mapping[str, Any]]]:
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        if event["part_of_event"]:
            parts.setdefault(event["part_of_event"], []).append(event)
    return parts


def _ids(events: _Events) -> list[str]:
    return [event["event_id_cnty"] for event in events]


def _title(events: _Events) -> str:
    """Say how many events there are, and from when to when."""
    days = sorted({f"{event['event_date']:%Y-%m-%d}" for event in events})
    span = " to ".join(dict.fromkeys([*days[:1], *days[-1:]]))
    return ", ".join(filter(None, [plural(len(events), "event"), span]))


def _write(path: Path, page: Markup) -> None:
    with replacing(path) as new:
        new.write_text(join(page, Markup("\n")), "utf-8", newline="\n")
