"""What tables and front matter call the fields of an article.

The names stand in ``schemas/codes/article_fields.csv``; the underscore keeps this from being a
plug-in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from conflict_data.schema import codes, split


def names(found: Iterable[str]) -> dict[str, str]:
    """Return our name of each field for the one that is there; ours wins, then the list's order.

    >>> names(["Headline", "Body", "source", "publisher"])
    {'outlet': 'source', 'text': 'Body', 'title': 'Headline'}
    """
    by_key: dict[str, str] = {}
    for name in found:
        by_key.setdefault(_key(name), name)
    chosen = {
        field: next((by_key[term] for term in terms if term in by_key), None)
        for field, terms in _terms().items()
    }
    return {field: name for field, name in chosen.items() if name is not None}


def renamed(record: Mapping[str, object]) -> dict[str, object]:
    """Return a record under our names; other fields keep theirs, and a link is no outlet.

    >>> renamed({"source": "https://example.org/a", "tags": "x"})
    {'tags': 'x', 'outlet': None, 'url': 'https://example.org/a'}
    """
    ours = names(name for name, value in record.items() if value is not None)
    taken = set(ours.values())
    made = {name: value for name, value in record.items() if name not in taken | ours.keys()}
    made |= {field: record[name] for field, name in ours.items()}
    outlet = made.get("outlet")
    if isinstance(outlet, str) and outlet.startswith(("http://", "https://")) and "url" not in made:
        made |= {"outlet": None, "url": outlet}
    return made


def _key(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


@cache
def _terms() -> Mapping[str, tuple[str, ...]]:
    return {code: (code, *split(row["terms"])) for code, row in codes("article_fields").items()}
