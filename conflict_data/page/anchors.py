"""Where links lead: to places in a page, named by ids in the data, and to addresses of the web."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conflict_data.markup import Markup, element

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_ODD = re.compile(r"[^A-Za-z0-9-]")


def anchor(*parts: object) -> str:
    """Return an HTML id made of parts; different parts never give the same one.

    >>> anchor("ISR-20240413-e423116c", "f1"), anchor('a" b')
    ('ISR-20240413-e423116c.f1', 'a_22__20_b')
    """
    return ".".join(_ODD.sub(lambda odd: f"_{ord(odd[0]):x}_", str(part)) for part in parts)


def address(url: str | None) -> Markup:
    """Return a link to an address of the web; any other kind could run something, and stays text.

    >>> address("javascript:alert(1)"), address(None)
    ('<span>javascript:alert(1)</span>', '<span></span>')
    """
    if url and _WEB.fullmatch(url):
        return element("a", {"href": url, "rel": "noreferrer noopener"}, url)
    return element("span", {}, url or "")


class Links:
    """Where events stand, seen from one file: ``files`` names the file of each event."""

    def __init__(self, files: Mapping[str, str], here: str) -> None:
        self._files, self._here = files, here

    def to(self, event_id: str) -> str | None:
        """Return the way to an event, None if no file has it."""
        if event_id not in self._files:
            return None
        file = self._files[event_id]
        return f"{'' if file == self._here else file}#{anchor(event_id)}"
