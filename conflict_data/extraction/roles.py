"""Roles: who launched, who intercepted, who was attacked.

The nearest name is often wrong: "Iran-backed militia" is not Iran, the subject of "shot down" is
not the attacker. Roles are read off the verb first, then off the noun phrase, then off the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from conflict_data.extraction.lexicon import VERB
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.speakers import Source
from conflict_data.schema import codes, split

DEFENCE = ("intercepted", "suppressed", "interceptors_fired")
_BOUNDARY = frozenset("c;:?")
_AGENT = re.compile(r"[d\"aHo]{0,4}([AD])")
_ATTACK = re.compile(r"([AD])(?:[oUWD^'\-]|C(?=[DW^])){0,4}?[KSW]")
_DOES = re.compile(r"(A(?!')[FoUEa]{0,3}v)(?=[^vcR;,.]{0,6}[KSW])")
_AIMED = re.compile(r"[KS][aot]{0,2}@[dDo]{0,3}(A)")
_ORIGIN = re.compile(r"-[=v]")


@dataclass(slots=True)
class Story:
    """What the article has told so far: for words that point back, and for what it leaves out."""

    attackers: tuple[str, ...] = ()
    defenders: tuple[str, ...] = ()
    target: str | None = None
    countries: dict[tuple[str, ...], str] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    speaker: Source = field(default_factory=Source)

    def remember(self, sentence: Sentence) -> None:
        """Note every actor that a sentence names, newest last, and who attacked in it."""
        self.named += [actor for _, actor in names(sentence, 0, len(sentence.kinds))]
        self.attackers = _attack_noun(sentence, 0) or _attacking(sentence) or self.attackers
        aimed = _AIMED.search(sentence.kinds)
        if aimed:
            self.target = sentence.values[aimed.start(1)]

    def note(
        self, attackers: tuple[str, ...], defenders: tuple[str, ...], country: str | None
    ) -> None:
        """Note the roles of a figure that was told."""
        self.attackers = attackers or self.attackers
        self.defenders = defenders or self.defenders
        if country:
            self.countries[attackers] = country


def names(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the actors named between two units, but not those behind "-backed" or "-made"."""
    for match in re.compile("[AD]").finditer(sentence.kinds, first, last):
        made = _ORIGIN.match(sentence.kinds, match.end())
        if not made or _fired(sentence, made.end() - 1):
            yield match.start(), sentence.values[match.start()]


def _fired(sentence: Sentence, unit: int) -> bool:
    """Say whether a participle behind a hyphen launches: "a Houthi-fired missile"."""
    return sentence.kinds[unit] == VERB and sentence.values[unit].object == "launched"


def attackers_said(mention: Mention, story: Story) -> tuple[str, ...] | None:
    """Return who launched, or whose attack hurt, as the sentence says it.

    Empty if it names somebody whom no list knows ("militants fired"), None if it names nobody.
    """
    cause = cause_of(mention)
    if cause is not None:
        owner = _owner(mention.sentence, cause)
        placed = re.search("[i@t]", mention.sentence.kinds[cause : mention.verb])
        if owner or placed:
            return owner
    for reader in _readers(mention):
        found = reader(mention)
        if found:
            return _true_user(found, mention, story)
    return () if mention.measure == "launched" and _nameless(mention) else None


def _nameless(mention: Mention) -> bool:
    """Say whether the subject is a group without a name: "militants in Lebanon fired"."""
    before = mention.sentence.kinds[: max(mention.verb, 0)]
    return mention.relation == "object" and bool(re.search("(?:^|[^AD])[PF](?:i[dDo]*[AUL]+)?[EBa]*$", before))


def cause_of(mention: Mention) -> int | None:
    """Return the attack that a relative clause takes up: "a strike in X on Monday which killed"."""
    kinds = mention.sentence.kinds
    if mention.people is None or mention.verb < 1 or kinds[mention.verb - 1] not in "RE":
        return None
    found = re.compile(r"[KS][^Kvc;]*R[EBa]*$").search(kinds, 0, mention.verb)
    return found.start() if found else None


def _owner(sentence: Sentence, attack: int) -> tuple[str, ...]:
    """Return whose an attack is: "an Israeli air strike"; nobody's in "an air strike"."""
    match = re.compile(r"([AD])[oUWD^'\-]{0,4}$").search(sentence.kinds, 0, attack)
    if match and _owns(sentence, match.start()):
        return (sentence.values[match.start()],)
    by = re.compile(r"[^c;:.v]{0,3}?Y").match(sentence.kinds, attack + 1)
    return _named_by(sentence, by.end()) if by else ()


def _readers(mention: Mention) -> tuple[Callable[[Mention], tuple[str, ...]], ...]:
    if mention.measure in ("killed", "injured"):
        direct = mention.sentence.kinds[: max(mention.verb, 0)].endswith(("A", "AF", "DF"))
        return (_subject, _near_attack) if direct else (_near_attack, _subject, _launcher)
    if mention.measure in DEFENCE:
        return (_adjective, _launcher, _near_attack)
    return (_adjective, _launcher, _subject, _near_attack)


def interceptors(
    mention: Mention, story: Story, against: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return who shot down, jammed or fired interceptors; empty if the text does not tell."""
    if mention.measure not in DEFENCE:
        return ()
    sentence = mention.sentence
    found = _agent(sentence, mention.verb) or _subject(mention) or _together(mention)
    if found:
        return found
    return tuple(one for one in _defenders_by_story(mention, story) if one not in against)


def _together(mention: Mention) -> tuple[str, ...]:
    """Read "Israel was joined by the US, Jordan and France": all who are named with a defence."""
    if "n" not in mention.sentence.kinds[: mention.first]:
        return ()
    return _all(mention.sentence, 0, mention.first)


def _defenders_by_story(mention: Mention, story: Story) -> tuple[str, ...]:
    """Return whose defence a bare "air defences" or a spokesman's "were shot down" means."""
    source = story.speaker
    if source.actor is not None and source.kind in ("official", "military"):
        return (source.actor,)
    back = re.search("O[d*]", mention.sentence.kinds[mention.first : mention.last])
    if source.kind not in ("official", "military") and mention.relation != "object" and not back:
        return ()
    if story.defenders:
        return story.defenders
    opponents = {one for actor in story.attackers for one in _opponents(actor)}
    return (opponents.pop(),) if len(opponents) == 1 else ()


def _opponents(actor: str) -> tuple[str, ...]:
    return split(codes("actors").get(actor, {}).get("opponents", ""))


def _true_user(found: tuple[str, ...], mention: Mention, story: Story) -> tuple[str, ...]:
    """A maker is no user: Iranian drones that Ukraine shoots down were Russia's."""
    for defender in interceptors(mention, story):
        enemies = _opponents(defender)
        if len(enemies) == 1 and found[0] not in enemies and enemies[0] in story.named:
            return enemies
    return found


def _adjective(mention: Mention) -> tuple[str, ...]:
    """Read "35 Ukrainian drones", "Moscow's missiles"."""
    found = [actor for _, actor in names(mention.sentence, mention.first, mention.last)]
    return tuple(dict.fromkeys(found[:1]))


def _launcher(mention: Mention) -> tuple[str, ...]:
    """Read "fired by Iran", "launched from Iran", "which Iran fired"."""
    sentence = mention.sentence
    for at in range(mention.last, min(mention.last + 14, len(sentence.kinds))):
        kind = sentence.kinds[at]
        if kind in "c;.":
            break
        if kind == VERB and sentence.values[at].object == "launched":
            found = _agent(sentence, at) or _source(sentence, at) or _before(sentence, at, mention.last)
            if found:
                return found
        if kind == "f" and at - mention.last < 6:
            found = _named_by(sentence, at + 1)
            if found and _fires_from_home(found[0]):
                return found
    return ()


def nationality(mention: Mention) -> list[tuple[int, str]]:
    """Return whose people were hurt: "400 Russian soldiers"."""
    if mention.people is None:
        return []
    return list(names(mention.sentence, mention.first, mention.last))


def _fires_from_home(actor: str) -> bool:
    """Say whether what is fired from a country is its state's: so Iran's, but not Lebanon's."""
    row = codes("actors")[actor]
    return row["kind"] == "state" and row["reach"] != "armed_groups"


def _source(sentence: Sentence, verb: int) -> tuple[str, ...]:
    match = re.compile(r"[^c;:.v]{0,6}?f").match(sentence.kinds, verb + 1)
    found = _named_by(sentence, match.end()) if match else ()
    return found if found and _fires_from_home(found[0]) else ()


def _before(sentence: Sentence, verb: int, first: int) -> tuple[str, ...]:
    """Read the subject of a relative clause without its pronoun: "missiles Iran fired"."""
    match = re.compile(r"[R,]?[^v]{0,3}?([AD])F?[BEa]*$").search(sentence.kinds, first, verb)
    return (sentence.values[match.start(1)],) if match else ()


def _agent(sentence: Sentence, verb: int) -> tuple[str, ...]:
    """Read the "by" phrase behind a verb, with everybody it lists."""
    if verb < 0:
        return ()
    match = re.compile(r"[^c;:.v]{0,8}?Y").match(sentence.kinds, verb + 1)
    return _named_by(sentence, match.end()) if match else ()


def _named_by(sentence: Sentence, at: int) -> tuple[str, ...]:
    """Return the actors of a noun phrase and of those joined to it."""
    match = re.compile(
        r"(?:[d\"aHoUOP]|[AD]-=)*[AD](?:(?:,?C|,)[do]*[AD]|[FoU]*C[do]*[AD])*"
    ).match(sentence.kinds, at)
    if not match:
        return ()
    return _all(sentence, match.start(), match.end())


def _all(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for _, actor in names(sentence, first, last)))


def _subject(mention: Mention) -> tuple[str, ...]:
    """Return the subject of the governing verb: the nearest phrase before it that can act."""
    sentence = mention.sentence
    if mention.relation not in ("object", "instrument", "toll") or mention.verb < 0:
        return ()
    if getattr(sentence.values[mention.verb], "code", "") == "detect":
        return ()
    passive = sentence.kinds[mention.verb - 1] == "B" or "Y" in sentence.kinds[mention.verb : mention.first]
    if mention.relation == "instrument" and passive:
        return ()
    start = _clause(sentence, mention.verb)
    who = re.compile(r"([AD]?)F?[oP]*,?[Rr]?R[^vcAD]*$").search(sentence.kinds, start, mention.verb)
    if who and sentence.written(_relative(sentence, who)).lower() == "who":
        return (sentence.values[who.start(1)],) if who.group(1) else ()
    if re.search(r"[WKS][EBao]*$", sentence.kinds[: mention.verb]) and mention.people:
        return ()
    gerund = sentence.forms[mention.verb] == "g"
    acting = [
        at for at, _ in names(sentence, start, mention.verb) if _acts(sentence, at, start, gerund)
    ]
    if not acting:
        return ()
    with_subject = re.search(r"w[dDoUAF']*$", sentence.kinds[: mention.verb])
    return _joint(sentence, acting[0 if gerund and not with_subject else -1])


def _relative(sentence: Sentence, match: re.Match[str]) -> int:
    return sentence.kinds.rfind("R", match.start(), match.end())


def _joint(sentence: Sentence, at: int) -> tuple[str, ...]:
    """Return an actor with those that "and" joins to it on the left or right."""
    match = re.compile(r"[AD](?:[FoU]{0,2}(?:,?C|,)[do]?[AD])*").match(sentence.kinds, at)
    before = re.compile(r"[AD]F?(?:,?C|,)d?$").search(sentence.kinds, 0, at)
    first = before.start() if before else at
    return _all(sentence, first, match.end() if match else at + 1)


def _clause(sentence: Sentence, verb: int) -> int:
    for at in range(verb - 1, -1, -1):
        if sentence.kinds[at] in _BOUNDARY:
            return at + 1
    return 0


def _acts(sentence: Sentence, at: int, start: int, gerund: bool) -> bool:
    """Say whether an actor may be a subject: not behind a preposition, not a mere modifier.

    "with Ukraine shooting down 23" has its subject behind "with".
    """
    kinds = sentence.kinds
    before = at - 1
    while before >= start and kinds[before] in 'doU"aDNHVQ':
        before -= 1
    if before >= start and kinds[before] in ("@ifpYO>v" if gerund else "@ifpwYO>v"):
        return False
    if kinds[at] == "A":
        return not (kinds[at - 1 : at] == "," and kinds[at + 1 : at + 2] == ",")
    return bool(re.compile(r"D'?[oUWD^]{0,3}[FKSPs]|D[^A-Za-z]?v").match(kinds, at)) or (
        kinds[at + 1 : at + 2] in ("U", "P", "o")
    )


def _near_attack(mention: Mention) -> tuple[str, ...]:
    return _attack_noun(mention.sentence, mention.first, mention.people is None)


def _attack_noun(sentence: Sentence, at: int, at_munition: bool = False) -> tuple[str, ...]:
    """Read "Russian strikes killed five", "an Israeli airstrike", "Iran's attack", "its missiles"."""
    matches = [m for m in _ATTACK.finditer(sentence.kinds) if _owns(sentence, m.start())]
    if at_munition:
        matches = [m for m in matches if not _parted(sentence, m.start(), at)]
    if not matches:
        return _attack_by(sentence)
    best = min(matches, key=lambda match: (_parted(sentence, match.start(), at), abs(match.start() - at)))
    return (sentence.values[best.start(1)],)


def _attacking(sentence: Sentence) -> tuple[str, ...]:
    """Read "Russia unleashed a wave of strikes": the subject of a verb that attacks."""
    for match in _DOES.finditer(sentence.kinds):
        frame = sentence.values[match.end(1) - 1]
        if "launched" in (frame.object, frame.instrument) and frame.code != "detect":
            return (sentence.values[match.start()],)
    return ()


def _owns(sentence: Sentence, at: int) -> bool:
    """Say whether a name before an attack is the attacker's: not so "Kyiv airstrikes"."""
    capital = sentence.forms[at] == "c" and sentence.kinds[at + 1 : at + 2] != "'"
    return not capital and not _ORIGIN.match(sentence.kinds, at + 1)


def _parted(sentence: Sentence, at: int, mention: int) -> bool:
    """Say whether another clause lies between an attack and a mention behind it."""
    low, high = sorted((mention, at))
    return bool(re.search("[cu;]", sentence.kinds[low:high]))


def _attack_by(sentence: Sentence) -> tuple[str, ...]:
    match = re.compile(r"[KS][^c;:.v]{0,3}?Y").search(sentence.kinds)
    return _named_by(sentence, match.end()) if match else ()


def attackers_by_story(mention: Mention, story: Story) -> tuple[str, ...]:
    """Fall back on the enemy of whoever defends or was hurt, else on the attacker told before."""
    defenders = interceptors(mention, story)
    hurt = [actor for _, actor in nationality(mention)]
    for actor in [*defenders, *hurt]:
        enemies = implied_enemy(actor, story)
        if enemies:
            return enemies
    usual = tuple(attacker for attacker in story.attackers if attacker not in defenders)
    return usual or (implied_enemy(story.target, story) if story.target else ())


def implied_enemy(actor: str, story: Story) -> tuple[str, ...]:
    """Return the one opponent of an actor, if the text implies it.

    Where the war is fought in the actor's own country nothing need be said; elsewhere the
    opponent must be named.
    """
    row, enemies = codes("actors")[actor], _opponents(actor)
    if len(enemies) != 1:
        return ()
    at_home = row["theatre"] and row["theatre"] == row["country"]
    return enemies if at_home or enemies[0] in story.named else ()
