"""Clues: what a claim tells of its attack, and why some claims enter none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from conflict_data import gazetteer
from conflict_data.records import Claim, Problem
from conflict_data.schema import codes

STRIKE, GROUND, SHOOTING = "strike", "ground", "shooting"
LAUNCH = "launch"
PUBLICATION = "publication"
_FIRED_BACK = "interceptors_fired"
_NIGHT = timedelta(days=1)


class Clue(NamedTuple):
    """A claim with what identifies its attack.

    ``target`` is a country's alpha-3 code or the name of a sea; ``start`` is None where the text
    gives no date of its own.
    """

    claim: Claim
    attackers: frozenset[str]
    target: str | None
    start: date | None
    night: bool
    basis: str

    @property
    def slots(self) -> tuple[tuple[date, bool], ...]:
        """The nights and days, as (start, is a night), with which the window can be one."""
        if self.start is None:
            return ()
        other = self.start + _NIGHT if self.night else self.start - _NIGHT
        return (self.start, self.night), (self.start, not self.night), (other, not self.night)


def is_news(claim: Claim) -> bool:
    """Say whether a claim tells of something that happened to the attacked.

    Threats, tests, denials and running totals do not, nor do interceptors fired.
    """
    return claim.status == "actual" and claim.measure != _FIRED_BACK


def refusal(claim: Claim) -> str:
    """Return why a claim can be part of no attack, or nothing."""
    if claim.mode != STRIKE and not codes("modes")[claim.mode]["event_type"]:
        return f"mode {claim.mode} is not coded as an attack"
    window = _window(claim)
    if window is not None and window > _NIGHT:
        return "window longer than a night"
    return ""


def read(claim: Claim) -> Clue:
    """Return what a claim tells of its attack."""
    basis = claim.date_basis or PUBLICATION
    start = claim.date_start if basis != PUBLICATION else None
    night = _window(claim) == _NIGHT
    return Clue(claim, frozenset(claim.actors), _territory(claim), start, night, basis)


def unplaced(claim: Claim, reason: str) -> Problem:
    """Return a problem: a claim that no event holds."""
    window = f"{claim.date_start or ''}/{claim.date_end or ''}"
    return Problem("claims", claim.claim_id, "claim_id", "unplaced", window, reason, claim.quote)


def _window(claim: Claim) -> timedelta | None:
    if claim.date_start is None or claim.date_end is None:
        return None
    return claim.date_end - claim.date_start


def _territory(claim: Claim) -> str | None:
    """Return the country attacked; of a place at sea, the name of the sea."""
    if claim.country_code or not claim.place or claim.place_role == LAUNCH:
        return claim.country_code
    place = gazetteer.find(claim.place)
    return (place.country or place.name) if place else None
