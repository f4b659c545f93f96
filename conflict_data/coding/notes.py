"""Notes: what happened, in one to three sentences of ACLED's manner, made from the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conflict_data.coding import phrases
from conflict_data.coding.clues import GROUND
from conflict_data.coding.event_types import DISRUPTED
from conflict_data.coding.figures import Figure
from conflict_data.coding.levels import Case
from conflict_data.coding.munitions import IMPACTED, INTERCEPTED, LAUNCHED, Row, Sheet, stated_share
from conflict_data.coding.places import Where
from conflict_data.coding.scopes import Parties
from conflict_data.coding.tolls import Toll, are_fighters, is_armed, is_hurt
from conflict_data.schema import codes

LONGEST = 400
_LISTED = 3
_FIGHTERS = "fighters"
_NOBODY = "an unidentified group"
_HARM = ("killed", "injured")


def notes(
    case: Case, who: Parties, where: Where, sheet: Sheet, tolls: Sequence[Toll], sub_event_type: str
) -> str:
    """Return the notes: at most about 400 characters, whole sentences."""
    if sub_event_type == DISRUPTED:
        sentences = [_interception(case, who, where, sheet)]
    else:
        attack = _attack(case, who, where, sheet) or _deed(case, who, where, sub_event_type)
        sentences = [attack, *_defence(who, sheet), *_help(sheet), *_hits(sheet)]
        sentences += _losses(case, tolls)
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + len(sentence) < LONGEST:
            text = f"{text} {sentence}"
    return text


def _attack(case: Case, who: Parties, where: Where, sheet: Sheet) -> str:
    """Return what was launched; nothing if no row counts it."""
    told = _top(sheet.rows, LAUNCHED)
    if not told:
        return ""
    rivals = phrases.between(told[0].figures[LAUNCHED]) if len(told) == 1 else ""
    deed = f"launched {_counted(sheet.rows, LAUNCHED)} at {_at(where)}{_said(told, LAUNCHED)}"
    return f"On {phrases.day(case.attack.start)}, {_attackers(who)} {deed}{rivals}."


def _deed(case: Case, who: Parties, where: Where, sub_event_type: str) -> str:
    """Return what was done, in the words of the type's mode."""
    rows = codes("modes")
    modes = (code for code, row in rows.items() if row["event_type"] == sub_event_type)
    mode = next(modes, case.attack.mode)
    by, against = _sides(who, case)
    deed = rows[mode]["deed"].format(by=by, against=against, where=_at(where))
    return f"On {phrases.day(case.attack.start)}, {deed}."


def _sides(who: Parties, case: Case) -> tuple[str, str]:
    """Return who attacked and whom; of two who fought and nobody else, one each."""
    if case.attack.mode != GROUND:
        armed = any(map(is_armed, case.claims))
        return _attackers(who), "security forces" if armed else "civilians"
    first, *others = sorted(who.attackers) or [""]
    if others and not who.target:
        return phrases.actors([first]), phrases.actors(others)
    if who.target and are_fighters(case.claims):
        return _attackers(who), _FIGHTERS
    return _attackers(who), phrases.actors([who.target]) if who.target else _NOBODY


def _interception(case: Case, who: Parties, where: Where, sheet: Sheet) -> str:
    stopped = _counted(sheet.rows, INTERCEPTED) or _counted(sheet.rows, LAUNCHED) or "munitions"
    by = phrases.actors(who.interceptors or who.defenders) or "air defences"
    launchers = f" launched by {_attackers(who)}" if who.attackers else ""
    day, source = phrases.day(case.attack.start), _said(_top(sheet.rows, INTERCEPTED), INTERCEPTED)
    return (
        f"Interception: On {day}, {by} intercepted {stopped}{launchers} over {_at(where)}{source}."
    )


def _defence(who: Parties, sheet: Sheet) -> Iterator[str]:
    by = f" by {phrases.actors(who.interceptors)}" if who.interceptors else ""
    share, base = stated_share(sheet.reported)
    stopped = _counted(sheet.rows, INTERCEPTED)
    if share is not None and base is not None:
        of = "of those launched" if base == LAUNCHED else "of the attack"
        yield f"{share:.0%} {of} were reported intercepted{by}."
    if stopped:
        yield phrases.sentence(f"{stopped} {_were(stopped)} reported intercepted{by}.")


def _help(sheet: Sheet) -> Iterator[str]:
    """Yield what helpers intercepted."""
    helpers = sorted({row.scope.interceptors for row in sheet.rows} - {frozenset()}, key=sorted)
    for helper in helpers[:_LISTED]:
        rows = [row for row in sheet.rows if row.scope.interceptors == helper]
        said = [row for row in rows if _is_said(row.figures[INTERCEPTED])]
        if said:
            counts = phrases.joined([_things(row, INTERCEPTED) for row in said])
            yield phrases.sentence(f"{phrases.actors(helper)} intercepted {counts}.")


def _hits(sheet: Sheet) -> Iterator[str]:
    if hits := _counted(sheet.rows, IMPACTED):
        source = _said(_top(sheet.rows, IMPACTED), IMPACTED)
        yield phrases.sentence(f"{hits} {_were(hits)} reported to have hit{source}.")


def _were(counted: str) -> str:
    return "was" if counted.startswith("1 ") and " and " not in counted else "were"


def _losses(case: Case, tolls: Sequence[Toll]) -> Iterator[str]:
    told = [(toll, word) for toll, word in zip(tolls, _HARM, strict=True) if toll.figure.chosen]
    for toll, word in told:
        yield phrases.sentence(_loss(toll, word))
    if not told and not any(map(is_hurt, (*case.claims, *case.below))):
        yield "Casualties unknown."


def _loss(toll: Toll, word: str) -> str:
    one, rivals = toll.figure.chosen[0], phrases.between(toll.figure)
    source = phrases.source(one)
    if any(claim.low is None and claim.high is None for claim in one.claims):
        coded = f", coded as {toll.acled}" if word == _HARM[0] else ""
        return f"{phrases.verbatim(one)} were reported {word}{coded}{source}."
    people = "person was" if one.best == 1 else "people were"
    return f"{phrases.number(one)} {people} reported {word}{source}{rivals}."


def _said(rows: Iterable[Row], measure: str) -> str:
    """Return in words who says the figures of rows, if it is one speaker."""
    sources = {phrases.source(row.figures[measure].chosen[0]) for row in rows}
    return sources.pop() if len(sources) == 1 else ""


def _top(rows: Sequence[Row], measure: str) -> list[Row]:
    """Return the rows that count something and are part of none that does, by what they count.

    A part by launcher, interceptor or place never stands for its whole.
    """
    by_id = {row.munition_id: row for row in rows if _is_said(row.figures[measure])}
    wholes = {row.munition_id: row.scope for row in rows}
    said = [
        row
        for row in by_id.values()
        if row.part_of is None
        or (row.part_of not in by_id and wholes[row.part_of][1:] == row.scope[1:])
    ]
    return sorted(said, key=lambda row: row.scope.name)


def _counted(rows: Sequence[Row], measure: str) -> str:
    """Return what the top rows count, in words; nothing if they do not count it."""
    said = [_things(row, measure) for row in _top(rows, measure)]
    rest = ["others"] if len(said) > _LISTED else []
    return phrases.joined([*said[:_LISTED], *rest])


def _things(row: Row, measure: str) -> str:
    one, scope = row.figures[measure].chosen[0], row.scope
    return phrases.things(one, scope.weapons, scope.place)


def _is_said(figure: Figure) -> bool:
    """Say whether a figure is worth a sentence: neither nothing nor given up as contradicted."""
    return any(one.best != 0 and one.best in (None, figure.best) for one in figure.chosen[:1])


def _attackers(who: Parties) -> str:
    return phrases.actors(who.attackers) or _NOBODY


def _at(where: Where) -> str:
    inside = where.country and where.country != where.location
    return f"{where.location} ({where.country})" if inside else where.location
