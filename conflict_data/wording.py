"""Figures in words: a number with its reported range, a rate, a count with its noun."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

from conflict_data.schema import codes

NOTHING = "-"
NOBODY = "nobody said"
IN_WORDS = "no number"
_WIDTH = 100


def called(codelist: str | None, code: str) -> str:
    """Return the name of a code in a list, the code itself where there is none.

    >>> called("actors", "united_states"), called("actors", "nobody"), called(None, "Kyiv")
    ('United States', 'nobody', 'Kyiv')
    """
    return codes(codelist).get(code, {}).get("name", code) if codelist else code


def figure(best: float | None, low: float | None, high: float | None) -> str:
    """Return a figure with its reported range; ``+`` means "or more".

    >>> figure(350, 350, 350), figure(350, 350, None), figure(350, 320, 360), figure(None, 2, None)
    ('350', '350+', '350 (320-360)', '2+')
    """
    span = _span(low, high)
    if best is None or span == NOTHING:
        return span if best is None else f"{best:g}"
    return span if span in (f"{best:g}", f"{best:g}+") else f"{best:g} ({span})"


def rate(computed: float | None, reported: float | None) -> str:
    """Return a rate: the computed one, else the one reported, marked with ``~``.

    >>> rate(0.5, 0.99), rate(None, 0.99), rate(None, None)
    ('50%', '~99%', '-')
    """
    if computed is not None:
        return percent(computed)
    return NOTHING if reported is None else f"~{percent(reported)}"


def percent(share: float) -> str:
    """Return a share as a percentage of three digits at most.

    >>> percent(0.99), percent(0.4066)
    ('99%', '40.7%')
    """
    return f"{100 * share:.3g}%"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "claim"), plural(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return NOTHING if high is None else f"up to {high:g}"
    if high is None:
        return f"{low:g}+"
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def show(value: object) -> str:
    """Return a cell in a few words.

    >>> show(None), show(350.0), show(date(2024, 4, 13)), show("a  b")
    ('-', '350', '2024-04-13', 'a b')
    """
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return shorten(f"{value:g}" if isinstance(value, float) else str(value), _WIDTH)
