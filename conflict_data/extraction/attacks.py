"""Attacks as nouns: whose a strike, a barrage or a missile is."""

from __future__ import annotations

import re

from conflict_data.arsenal import line
from conflict_data.extraction import phrases, responsibility
from conflict_data.extraction.lexicon import (
    ACTOR,
    AIRCRAFT,
    ATTACKING,
    CARRYING_OUT,
    COUNTING,
    INTERCEPTOR,
    VERB,
    WEAPON,
)
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.schema import codes, split

_OWNED = re.compile(r"([AD])(?:[oUWDF^'=\-]|C(?=[DW^])|N-?z-?){0,4}?[KSW]")
_MADE = re.compile(r"d?[DoUNztaW^-]{0,7}")
_UP_TO = re.compile(r"[oUDF^=-]{0,4}(?=[KS])")
_BY = re.compile(
    r"[KS](?:R?[EB]{0,2}(?P<made>v)[^c;:.vKNP]{0,6})?(?:[^c;:.v]{0,3}?|[^c;:.v]{0,14}?,)Y"
)
_DOES = re.compile(
    r"(?<![@Oifp])(?<![@Oifp]d)(?:A(?!')|D(?=[oU]{0,2}[FP]))[FPoUEa]{0,3}(?:[sv][oa]{1,2}p)?v(?![ta]{0,2}Y)"
)
_ARMED = re.compile(r"[^vcR;,.]{0,6}[KSW]")
_NEAR = 6
_CAPITAL = "c"  # the form of a capital that stands for its state
_MUTUAL, _BY_HAND = "mutual", "by hand"
_TAKEN_UP = re.compile(r"[KS][^Kvc;]*R[EBa]*$")
_FIRST_OF_TWO = re.compile(r"(v)[HdNVDoUP+]{1,6},?C$")
_OWNER = re.compile(r"([AD])[oUWD^'=\-]{0,4}$")
_CLAUSE = re.compile("[cu;]")
_CRAFT = re.compile(r"[^vcR;,.WK]{0,4}(F)")
_SUBJECT = re.compile(r"\"?[dHa]*[oUDAtN^'=-]{0,6}K(?=[@iOuY,vEB])")
_CLAUSE_SUBJECT = re.compile(r"[Rc;]d?[oUt^-]{0,3}(K)[EBMa]*$")  # said that the fighting killed
_OTHER_CLAUSE = re.compile("[cR;:]")
_FRONTED = re.compile(r"[^,;vK]{0,4}u[^,;]*v[^,;]*,")  # hours after the raid began, rockets


def nearest(sentence: Sentence, unit: int, same_clause: bool = False) -> tuple[str, ...]:
    """Read "Russian strikes killed five", "an Israeli airstrike", "Iran's attack" near a unit."""
    accused = responsibility.blamed(sentence)
    if accused:
        return accused
    found = [
        match.start()
        for match in _OWNED.finditer(sentence.kinds)
        if not _only_makes(sentence, match.start(), match.end() - 1)
        and not is_mutual(sentence, match.end() - 1)
    ]
    owned = [at for at in found if _owns(sentence, at) and not _is_scene(sentence, at)]
    if same_clause:
        owned = [at for at in owned if not _parted(sentence, at, unit)]
    if not owned:
        return _made_by(sentence, unit)
    best = min(owned, key=lambda at: (_parted(sentence, at, unit), abs(at - unit)))
    return (sentence.values[best],)


def _made_by(sentence: Sentence, unit: int) -> tuple[str, ...]:
    """Read "an attack by Hamas", "an attack carried out at dawn by alleged members of Hamas".

    What a relative clause behind tells is of somebody else: "who had launched a drone".
    """
    for by in _BY.finditer(sentence.kinds):
        frame = sentence.values[by.start("made")] if by.group("made") else None
        made = frame is None or frame.code == CARRYING_OUT or frame.fires
        if made and "R" not in sentence.kinds[by.end() : unit]:
            return phrases.at(sentence, by.end())
    return ()


def _only_makes(sentence: Sentence, at: int, unit: int) -> bool:
    """Say whether a name before a model tells its maker: "Turkish Songars" are Pakistan's."""
    if sentence.kinds[unit] != WEAPON:
        return False
    if _is_bought(sentence, at):
        return True
    users = split(codes("weapons")[sentence.values[unit]]["users"])
    return bool(users) and sentence.values[at] not in users


def _is_bought(sentence: Sentence, at: int) -> bool:
    """Say whether weapons are only handed over: "it purchased thousands of Chinese drones"."""
    verb = sentence.kinds.rfind(VERB, max(at - _NEAR, 0), at)
    return verb >= 0 and bool(sentence.values[verb].realis == "transfer")


def done(sentence: Sentence) -> tuple[str, ...]:
    """Read "Russia unleashed a wave of strikes": the subject of a verb that attacks."""
    for match in _DOES.finditer(sentence.kinds):
        if sentence.forms[match.start()] in "ct" and sentence.kinds[match.start() + 1] == "o":
            continue  # Moscow skyscraper hit, Haiti gang opens fire
        frame = sentence.values[match.end() - 1]
        fires = frame.fires and frame.code != COUNTING
        makes = fires or frame.code == CARRYING_OUT
        armed = _ARMED.match(sentence.kinds, match.end()) if makes else None
        downs = frame.object == "intercepted" and _downs_craft(sentence, match.end())
        if downs or (armed and not _defends(sentence, armed.end() - 1)) or frame.code in ATTACKING:
            return phrases.joint(sentence, match.start())
    return responsibility.owned_up(sentence)


def _downs_craft(sentence: Sentence, first: int) -> bool:
    """Say whether what is shot down is no munition: "when rebels shoot down a helicopter"."""
    craft = _CRAFT.match(sentence.kinds, first)
    return craft is not None and bool(sentence.values[craft.start(1)] == AIRCRAFT)


def _defends(sentence: Sentence, unit: int) -> bool:
    """Say whether what is fired are the defence's own missiles."""
    return sentence.kinds[unit] == WEAPON and INTERCEPTOR in line(sentence.values[unit])


def cause(mention: Mention) -> int | None:
    """Return the attack that a relative clause takes up: "a strike in X on Monday which killed"."""
    kinds = mention.sentence.kinds
    first = _FIRST_OF_TWO.search(kinds, 0, max(mention.verb, 0))  # which killed one and wounded 30
    verb = first.start(1) if first else mention.verb
    if mention.people is None or verb < 1 or kinds[verb - 1] not in "RE":
        return None
    found = _TAKEN_UP.search(kinds, 0, verb)
    return found.start() if found else None


def subject(mention: Mention) -> int | None:
    """Return the attack that is the subject: "a raid on a camp of Iraqi troops kills two"."""
    kinds, verb = mention.sentence.kinds, mention.verb
    if mention.people is None or mention.relation != "object" or verb < 1:
        return None
    clause = _CLAUSE_SUBJECT.search(kinds, 0, verb)
    if clause:
        return clause.start(1)
    found = _SUBJECT.match(kinds)
    if found is None or found.end() > verb or _OTHER_CLAUSE.search(kinds, found.end(), verb):
        return None
    return found.end() - 1 if mention.sentence.forms[verb] != "g" else None


def is_mutual(sentence: Sentence, attack: int) -> bool:
    """Say whether an attack is a fight of two sides: "fighting kills 15"."""
    return bool(sentence.values[attack] == _MUTUAL)


def made(sentence: Sentence, attack: int) -> tuple[str, ...]:
    """Return who made an attack: "Russia carried out a major attack on Kyiv that killed one"."""
    verb = sentence.kinds.rfind(VERB, 0, attack)
    makes = verb >= 0 and _MADE.fullmatch(sentence.kinds, verb + 1, attack)
    return done(sentence) if makes else ()


def owner(sentence: Sentence, attack: int) -> tuple[str, ...]:
    """Return whose an attack is: "an Israeli air strike"; nobody's in "an air strike"."""
    match = _OWNER.search(sentence.kinds, max(attack - 6, 0), attack)
    at = match.start() if match else -1
    if match and _owns(sentence, at) and not _is_scene(sentence, at):
        return (sentence.values[at],)
    return phrases.agent(sentence, attack)


def _owns(sentence: Sentence, at: int) -> bool:
    """Say whether a name before an attack is the attacker's: not so "Kyiv airstrikes"."""
    capital = sentence.forms[at] == _CAPITAL and sentence.kinds[at + 1 : at + 2] != "'"
    return not (capital or _condemns(sentence, at) or phrases.is_origin(sentence, at + 1))


def _is_scene(sentence: Sentence, at: int) -> bool:
    """Say whether a state's name only tells where: "Haiti gang attack", not "Iran attack"."""
    name = sentence.kinds[at] == ACTOR and codes("actors")[sentence.values[at]]["kind"] == "state"
    up_to = _UP_TO.match(sentence.kinds, at + 1)
    if up_to is None or not name:
        return False
    return "o" in up_to.group() or sentence.values[up_to.end()] == _BY_HAND  # Somalia truck bombing


def _condemns(sentence: Sentence, at: int) -> bool:
    """Say whether a verb that no list has stands behind a name: "Zelenskiy condemns attack"."""
    unlisted = sentence.kinds[at : at + 2] == "Ao"
    return unlisted and sentence.written(at + 1).endswith(("es", "ns", "ts", "rs", "ed"))


def _parted(sentence: Sentence, at: int, unit: int) -> bool:
    """Say whether another clause lies between an attack and a unit, or ends there."""
    low, high = sorted((unit, at))
    fronted = _FRONTED.match(sentence.kinds)
    ends = fronted is not None and low < fronted.end() <= high
    return ends or _CLAUSE.search(sentence.kinds, low, high) is not None
