"""HTML that nothing can break out of: whatever is not Markup is escaped, always."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

_EMPTY = frozenset({"br", "link", "meta"})


class Markup(str):
    """Text that is HTML already; only this module makes it from other text."""

    __slots__ = ()


def element(
    name: str, attributes: Mapping[str, str | None] | None = None, *children: str
) -> Markup:
    """Return an HTML element; attributes that are None are left out.

    ``name`` and the names of attributes come from code, never from data.

    >>> element("a", {"href": "#x", "id": None}, "<b>", element("br"))
    '<a href="#x">&lt;b&gt;<br></a>'
    """
    given = (attributes or {}).items()
    said = "".join(f' {key}="{escape(value)}"' for key, value in given if value is not None)
    inside = "" if name in _EMPTY else f"{join(*children)}</{name}>"
    return Markup(f"<{name}{said}>{inside}")


def join(*parts: str) -> Markup:
    """Return parts one after the other, escaped where they are not Markup.

    >>> join("1 < 2", element("br"))
    '1 &lt; 2<br>'
    """
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
