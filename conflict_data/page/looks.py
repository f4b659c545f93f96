"""How a measure looks: a shape and a class, so that colour never tells alone."""

from __future__ import annotations

from conflict_data.markup import Markup, element, join
from conflict_data.schema import codes

SHAPES = {
    "launched": "▲",
    "intercepted": "●",
    "suppressed": "◆",
    "impacted": "▼",
    "failed": "○",
    "interceptors_fired": "△",
    "killed": "■",
    "injured": "□",
    "damage": "◇",
    "strike": "▽",
}
_UNKNOWN = "•"
_SAYS = "What a quote counts: "


def style(measure: str) -> str:
    """Return the class of a measure; what is not in the code list has that of no measure."""
    return f"m {measure}" if measure in SHAPES else "m"


def shape(measure: str) -> Markup:
    """Return the shape of a measure, with its name for those who do not see it."""
    return join(_sign(measure), element("span", {"class": "unseen"}, f"{words(measure)} "))


def words(code: str) -> str:
    """Return a code as words."""
    return code.replace("_", " ")


def legend() -> Markup:
    """Return all signs; opened, what each means."""
    signs = [element("span", {"class": style(one)}, _sign(one), f" {words(one)}") for one in SHAPES]
    meanings = element("dl", {}, *(part for one in SHAPES for part in _meaning(one)))
    return element("details", {"class": "legend"}, element("summary", {}, _SAYS, *signs), meanings)


def _meaning(measure: str) -> tuple[Markup, Markup]:
    term = element("dt", {"class": style(measure)}, _sign(measure), f" {words(measure)}")
    return term, element("dd", {}, codes("measures")[measure]["description"])


def _sign(measure: str) -> Markup:
    return element("span", {"aria-hidden": "true"}, SHAPES.get(measure, _UNKNOWN))
