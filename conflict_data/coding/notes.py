"""Notes: what happened, in one to three sentences of ACLED's manner, made from the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from conflict_data.coding.choice import Candidate
from conflict_data.coding.clues import GROUND
from conflict_data.coding.event_types import DISRUPTED
from conflict_data.coding.figures import Figure
from conflict_data.coding.levels import Case
from conflict_data.coding.munitions import IMPACTED, INTERCEPTED, LAUNCHED, Row, Sheet, stated_share
from conflict_data.coding.places import Where
from conflict_data.coding.scopes import Parties
from conflict_data.coding.tolls import Toll, is_armed, is_hurt
from conflict_data.schema import codes, split
from conflict_data.terms import plurals

LONGEST = 400
_LISTED = 3
_LONGEST_NAME = 60
_NOBODY = "an unidentified group"
_ARTICLE = re.compile(r"^The\b ")
_HARM = ("killed", "injured")


def notes(
    case: Case, who: Parties, where: Where, sheet: Sheet, tolls: Sequence[Toll], sub_event_type: str
) -> str:
    """Return the notes: at most about 400 characters, whole sentences."""
    if sub_event_type == DISRUPTED:
        sentences = [_interception(case, who, where, sheet)]
    else:
        told = _attack(case, who, where, sheet), *_defence(who, sheet), *_help(sheet), *_hits(sheet)
        sentences = [*told, *_losses(case, tolls)]
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + len(sentence) < LONGEST:
            text = f"{text} {sentence}"
    return text


def _attack(case: Case, who: Parties, where: Where, sheet: Sheet) -> str:
    day, told = _day(case.attack.start), _top(sheet.rows, LAUNCHED)
    if told:
        figure = told[0].figures[LAUNCHED]
        source = _source(figure.chosen[0]) + (_between(figure) if len(told) == 1 else "")
        deed = f"launched {_counted(sheet.rows, LAUNCHED)} at {_at(where)}{source}"
        return f"On {day}, {_attackers(who)} {deed}."
    by, against = _sides(who, case)
    deed = codes("modes")[case.attack.mode]["deed"]
    return f"On {day}, {deed.format(by=by, against=against, where=_at(where))}."


def _sides(who: Parties, case: Case) -> tuple[str, str]:
    """Return who attacked and whom; of two who fought and nobody else, one each."""
    if case.attack.mode != GROUND:
        armed = any(map(is_armed, case.claims))
        return _attackers(who), "security forces" if armed else "civilians"
    first, *others = sorted(who.attackers) or [""]
    if others and not who.target:
        return _actors([first]), _actors(others)
    return _attackers(who), _actors([who.target]) if who.target else _NOBODY


def _interception(case: Case, who: Parties, where: Where, sheet: Sheet) -> str:
    stopped = _counted(sheet.rows, INTERCEPTED) or _counted(sheet.rows, LAUNCHED) or "munitions"
    by = _actors(who.interceptors or who.defenders) or "air defences"
    launchers = f" launched by {_attackers(who)}" if who.attackers else ""
    day, told = _day(case.attack.start), _top(sheet.rows, INTERCEPTED)
    source = _source(told[0].figures[INTERCEPTED].chosen[0]) if told else ""
    return f"Interception: On {day}, {by} intercepted {stopped}{launchers} at {_at(where)}{source}."


def _defence(who: Parties, sheet: Sheet) -> Iterator[str]:
    by = f" by {_actors(who.interceptors)}" if who.interceptors else ""
    share, base = stated_share(sheet.reported)
    stopped = _counted(sheet.rows, INTERCEPTED)
    if share is not None and base is not None:
        of = "of those launched" if base == LAUNCHED else "of the attack"
        yield f"{share:.0%} {of} were reported intercepted{by}."
    if stopped:
        yield _sentence(f"{stopped} {_were(stopped)} reported intercepted{by}.")


def _help(sheet: Sheet) -> Iterator[str]:
    """Yield what helpers intercepted."""
    helpers = sorted({row.scope.interceptors for row in sheet.rows} - {frozenset()}, key=sorted)
    for helper in helpers[:_LISTED]:
        rows = [row for row in sheet.rows if row.scope.interceptors == helper]
        said = [row for row in rows if _is_said(row.figures[INTERCEPTED])]
        if said:
            counts = [_things(r.figures[INTERCEPTED].chosen[0], r.scope.weapons) for r in said]
            yield f"{_sentence(_actors(helper))} intercepted {_joined(counts)}."


def _hits(sheet: Sheet) -> Iterator[str]:
    if hits := _counted(sheet.rows, IMPACTED):
        source = _source(_top(sheet.rows, IMPACTED)[0].figures[IMPACTED].chosen[0])
        yield _sentence(f"{hits} {_were(hits)} reported to have hit{source}.")


def _were(counted: str) -> str:
    return "was" if counted.startswith("1 ") else "were"


def _losses(case: Case, tolls: Sequence[Toll]) -> Iterator[str]:
    told = [(toll, word) for toll, word in zip(tolls, _HARM, strict=True) if toll.figure.chosen]
    for toll, word in told:
        one = toll.figure.chosen[0]
        if one.best is None and one.low is None:
            coded = f", coded as {toll.acled}" if word == _HARM[0] else ""
            yield _sentence(f"{_verbatim(one)} were reported {word}{coded}{_source(one)}.")
        else:
            people = "person was" if one.best == 1 else "people were"
            rivals = _between(toll.figure)
            yield _sentence(f"{_number(one)} {people} reported {word}{_source(one)}{rivals}.")
    if not told and not any(map(is_hurt, (*case.claims, *case.below))):
        yield "Casualties unknown."


def _between(figure: Figure) -> str:
    """Return the reported range in words, if there is one."""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return ""
    return f" (reports range from {figure.low:,.0f} to {figure.high:,.0f})"


def _source(one: Candidate) -> str:
    """Return in words who says a figure; nothing where the outlet itself does."""
    speaker = _ARTICLE.sub("the ", one.claims[0].speaker or "")
    return f", according to {speaker}" if 0 < len(speaker) <= _LONGEST_NAME else ""


def _verbatim(one: Candidate) -> str:
    """Return vague words as they were said."""
    return " and ".join('"' + " ".join(claim.quote.split()) + '"' for claim in one.claims)


def _top(rows: Iterable[Row], measure: str) -> list[Row]:
    """Return the top rows that count something, by what they count."""
    said = [row for row in rows if row.part_of is None and _is_said(row.figures[measure])]
    return sorted(said, key=lambda row: row.scope.name)


def _counted(rows: Iterable[Row], measure: str) -> str:
    """Return what the top rows count, in words; nothing if they do not count it."""
    said = [
        _things(row.figures[measure].chosen[0], row.scope.weapons) for row in _top(rows, measure)
    ]
    rest = ["others"] if len(said) > _LISTED else []
    return _joined([*said[:_LISTED], *rest])


def _things(one: Candidate, weapons: Iterable[str]) -> str:
    if one.best is None and one.low is None:
        return _verbatim(one)
    names = sorted(_name(weapon, one.best != 1) for weapon in weapons)
    return f"{_number(one)} {_joined(names)}"


def _is_said(figure: Figure) -> bool:
    """Say whether a figure is worth a sentence: neither nothing nor given up as contradicted."""
    return any(one.best != 0 and one.best in (None, figure.best) for one in figure.chosen[:1])


def _number(one: Candidate) -> str:
    """Return a figure with its bound, such as more than 350."""
    if one.best == 0:
        return "no"
    if one.best is not None:
        hedge = codes("hedges").get(one.bound)
        word = f"{split(hedge['terms'])[0]} " if hedge else ""
        return f"{word}{one.best:,.0f}"
    if one.low is not None:
        return f"{one.low:,.0f} to {one.high:,.0f}" if one.high else f"at least {one.low:,.0f}"
    return f"up to {one.high:,.0f}"


@cache
def _name(weapon: str, plural: bool) -> str:
    """Return a weapon's name: a class in lower case, a model as it is written."""
    row = codes("weapons")[weapon]
    name = row["name"].lower() if row["name"].lower() in split(row["terms"]) else row["name"]
    return list(plurals(name))[-1] if plural else name


def _attackers(who: Parties) -> str:
    return _actors(who.attackers) or _NOBODY


def _actors(actors: Iterable[str]) -> str:
    return _joined([_titled(actor) for actor in sorted(actors)])


def _titled(actor: str) -> str:
    """Return an actor's name, with the article if ACLED's name for it has one."""
    row = codes("actors")[actor]
    name = row["name"]
    return f"the {name}" if f"the {name}" in row["acled_names"] else name


def _at(where: Where) -> str:
    inside = where.country and where.country != where.location
    return f"{where.location} ({where.country})" if inside else where.location


def _day(day: date) -> str:
    return f"{day.day} {_months()[day.month]} {day.year}"


@cache
def _months() -> dict[int, str]:
    """Return the months in English: those of strftime are the machine's."""
    rows = codes("calendar").items()
    return {int(row["number"]): code.title() for code, row in rows if row["kind"] == "month"}


def _sentence(text: str) -> str:
    """Return a text with a capital, behind a quotation mark too."""
    at = int(text.startswith('"'))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
