"""Roles: who launched, and who intercepted.

The nearest name is often wrong: "Iran-backed militia" is not Iran, the subject of "shot down" is
not the attacker. Roles are read off the verb first, then off the noun phrase, then off the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from conflict_data.extraction import antecedents, attacks, phrases, responsibility
from conflict_data.extraction.launchers import launcher, shooter
from conflict_data.extraction.lexicon import VERB
from conflict_data.extraction.measures import HARM
from conflict_data.extraction.mentions import Mention
from conflict_data.extraction.scan import Sentence
from conflict_data.extraction.story import Story, opponents
from conflict_data.extraction.subjects import ACTIVE, acts, loser, subject
from conflict_data.schema import codes

NEUTRAL = ("united_nations",)  # who fights nobody
DEFENCE = ("intercepted", "suppressed", "interceptors_fired")
AUTHORITY = ("official", "military")
_WAR = re.compile(
    r"(?:(q)(?:i[^,;.vc]{1,8}C[^,;.vc]{1,8}|,[^,]{1,12},)?|(?<!.)r)(?:[EMBXae]*|E[oa]*vi)$"
)  # the war has killed; the war between them has resulted in; it has killed
_BY_ANOTHER = re.compile(
    r"[uc]d?[oU]{0,2}K(?:[@i][^,;.vc]{0,14})?[EBa]*$"
)  # ..., after an airstrike killed
_DIRECT = re.compile("(?:A|[AD]F|[AD]-=[oU]?[PF])$")
_STRUCK_AT = re.compile(r"[KS][@iO][dDoUA'-]*F?$")  # strikes on the Houthis killed
_PLACED = re.compile("[i@t]")
_NAMELESS = re.compile("(?:^|[^AD])[PF](?:i[dDov]*[AUL]+)?(?:[EBa]*|,?R[^vcAD]*)$")
_BACK = re.compile("O[d*]|G")
_WAR_OF = re.compile(r"[^,;.vc]{0,6}?[iu]d?(?:(A)'|(D))[oN]{0,2}q")
_OF_THEM = re.compile("O[dDoU]{0,3}A")  # six soldiers of the Border Security Force
_STRUCK = re.compile(r"@?[dNo]{0,2}(D)[oU^]{0,3}F")


def attackers_said(mention: Mention, story: Story) -> tuple[str, ...] | None:
    """Return who launched, or whose attack hurt, as the sentence says it.

    Empty if it names somebody whom no list knows ("militants fired"), None if it names nobody.
    """
    before = mention.verb if mention.verb >= 0 else mention.first
    war = _WAR.search(mention.sentence.kinds, 0, before) if mention.people else None
    if war and (war.group(1) or story.of_war):
        return ()
    cause = attacks.cause(mention)
    if cause is not None:
        owner = attacks.owner(mention.sentence, cause) or attacks.made(mention.sentence, cause)
        if owner or _PLACED.search(mention.sentence.kinds, cause, mention.verb):
            return owner
    attack = attacks.subject(mention)
    if attack is not None:
        return _by_attack(mention, attack)
    nameless = antecedents.is_nameless_group(
        mention.sentence, mention.verb, mention.relation in ACTIVE
    )
    if nameless and not any(map(phrases.is_armed_group, story.attackers)):
        return ()
    for reader in _readers(mention):
        found = reader(mention)
        if found and not _hurts_own(found, mention) and found[0] not in NEUTRAL:
            return _true_user(found, mention, story)
    owner = antecedents.inside(mention.sentence, 0, len(mention.sentence.kinds), story)
    if owner and mention.measure not in DEFENCE:
        return owner
    if mention.measure not in DEFENCE and mention.relation in ACTIVE and acts(mention):
        meant = antecedents.before(mention.sentence, mention.verb, story)
        if meant:
            return meant
    return () if mention.measure == "launched" and _nameless(mention) else None


def _by_attack(mention: Mention, attack: int) -> tuple[str, ...] | None:
    """Return whose the attack is that hurt, both sides of a fight; None if it names nobody."""
    if attacks.is_mutual(mention.sentence, attack):
        sides = phrases.between(mention.sentence, attack, mention.verb)
        return sides if len(sides) > 1 else ()
    return attacks.owner(mention.sentence, attack) or None


def _hurts_own(attackers: tuple[str, ...], mention: Mention) -> bool:
    """Say whether people of those would be hurt who have no enemy but abroad."""
    rows = codes("actors")
    own = set(attackers) & set(nationality(mention))
    enemies = [enemy for one in own for enemy in opponents(one)]
    homes = {rows[one]["country"] for one in own}
    return bool(enemies) and all(rows[enemy]["country"] not in homes for enemy in enemies)


def hit(mention: Mention) -> tuple[str, ...]:
    """Read whose things munitions hit: "two bombs fell on a Russian fighting vehicle"."""
    if mention.measure != "impacted" or mention.verb < mention.last:
        return ()
    struck = _STRUCK.match(mention.sentence.kinds, mention.verb + 1)
    return (mention.sentence.values[struck.start(1)],) if struck else ()


def interceptors(
    mention: Mention, story: Story, against: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Return who shot down, jammed or fired interceptors; empty if the text does not tell.

    ``against`` are the attackers, where they are known; else those whom the story told of.
    """
    if mention.measure not in DEFENCE:
        return ()
    agent = phrases.agent(mention.sentence, mention.verb) if mention.relation != "object" else ()
    found = agent or subject(mention) or _meant(mention, story) or _together(mention)
    if found:
        return found
    attackers = story.attackers if against is None else against
    guessed = _defenders_by_story(mention, story, attackers)
    not_them = {*(against or ()), *phrases.between(mention.sentence, mention.first, mention.last)}
    return tuple(one for one in guessed if one not in not_them)


def _meant(mention: Mention, story: Story) -> tuple[str, ...]:
    """Return whom a pronoun or "the air force" stands for, as the subject or the agent."""
    read = antecedents.before if mention.relation in ACTIVE else antecedents.behind
    own = phrases.between(mention.sentence, mention.first, mention.last)
    others = {*own, *story.attackers}  # nobody stops his own
    return tuple(one for one in read(mention.sentence, mention.verb, story) if one not in others)


def nationality(mention: Mention) -> tuple[str, ...]:
    """Return whose people were hurt: "400 Russian soldiers", "Russia lost 400 soldiers"."""
    if mention.people is None:
        return ()
    behind = _OF_THEM.match(mention.sentence.kinds, mention.last)
    last = behind.end() if behind else mention.last
    return phrases.between(mention.sentence, mention.first, last) or loser(mention)


def _readers(mention: Mention) -> tuple[Callable[[Mention], tuple[str, ...]], ...]:
    if mention.measure in HARM:
        direct = _has_own_subject(mention)
        others = (subject, _attack) if direct else (_attack, subject, launcher)
        return (_agent, shooter, *others, _waging)
    if mention.measure in DEFENCE:
        return (_adjective, launcher, _attack)
    return (_adjective, launcher, _owner, subject, _attack)


def _has_own_subject(mention: Mention) -> bool:
    """Say whether the subject hurts: "Russia killed", "Russia struck Kyiv, killing five"."""
    sentence, verb = mention.sentence, max(mention.verb, 0)
    if _DIRECT.search(sentence.kinds, 0, verb):
        return not _STRUCK_AT.search(sentence.kinds, 0, verb)
    gerund = sentence.forms[verb] == "g" and sentence.kinds[verb - 1 : verb] == ","
    return gerund and (_attacks_before(sentence, verb) or not responsibility.blamed(sentence))


def _attacks_before(sentence: Sentence, verb: int) -> bool:
    """Say whether the verb before a gerund attacks: "blamed the PKK and bombed it, killing 59"."""
    at = sentence.kinds.rfind(VERB, 0, verb)
    return at >= 0 and bool(sentence.values[at].fires)


def _nameless(mention: Mention) -> bool:
    """Say whether the subject is a group without a name: "militants in Lebanon fired"."""
    if mention.relation != "object":
        return False
    return bool(_NAMELESS.search(mention.sentence.kinds, 0, max(mention.verb, 0)))


def _together(mention: Mention) -> tuple[str, ...]:
    """Read "Israel was joined by the US, Jordan and France": all who are named with a defence."""
    if "n" not in mention.sentence.kinds[: mention.first]:
        return ()
    return phrases.between(mention.sentence, 0, mention.first)


def _defenders_by_story(
    mention: Mention, story: Story, attackers: tuple[str, ...]
) -> tuple[str, ...]:
    """Return whose defence a bare "air defences" or a spokesman's "were shot down" means."""
    source = story.speaker
    if source.actor is not None and source.kind in AUTHORITY:
        return (source.actor,)
    back = mention.further or _BACK.search(mention.sentence.kinds, mention.first, mention.last)
    if source.kind not in AUTHORITY and mention.relation != "object" and not back:
        return ()
    if story.defenders:
        return story.defenders
    enemies = {one for actor in attackers for one in opponents(actor)}
    return tuple(enemies) if len(enemies) == 1 else ()


def _true_user(found: tuple[str, ...], mention: Mention, story: Story) -> tuple[str, ...]:
    """A maker is no user: Iranian drones that Ukraine shoots down were Russia's."""
    for defender in interceptors(mention, story):
        enemies = opponents(defender)
        if len(enemies) == 1 and found[0] not in enemies and enemies[0] in story.named:
            return enemies
    return found


def _waging(mention: Mention) -> tuple[str, ...]:
    """Read "33,000 Palestinians have been killed in Israel's war": whose war it is."""
    war = _WAR_OF.match(mention.sentence.kinds, max(mention.verb, 0) + 1)
    return (mention.sentence.values[war.start(war.lastindex or 0)],) if war else ()


def _adjective(mention: Mention) -> tuple[str, ...]:
    """Read "35 Ukrainian drones", "Moscow's missiles"."""
    return phrases.between(mention.sentence, mention.first, mention.last)[:1]


def _agent(mention: Mention) -> tuple[str, ...]:
    """Read "79 people were killed by Israeli fire"."""
    passive = mention.relation in ("passive", "participle")
    return phrases.agent(mention.sentence, mention.verb) if passive else ()


def _owner(mention: Mention) -> tuple[str, ...]:
    """Read "North Korea's launch of eight missiles"."""
    noun = mention.relation == "noun" and mention.verb >= 0
    return attacks.owner(mention.sentence, mention.verb) if noun else ()


def _attack(mention: Mention) -> tuple[str, ...]:
    """Read whose attack it was; nobody's own people are hurt by his attack in another clause."""
    found = attacks.nearest(mention.sentence, mention.first, mention.people is None)
    if mention.measure not in HARM:
        return found
    if not found and _BY_ANOTHER.search(mention.sentence.kinds, 0, max(mention.verb, 0)):
        return ()
    found = found or attacks.done(mention.sentence)
    if set(found) & set(nationality(mention)):
        return attacks.nearest(mention.sentence, mention.first, same_clause=True)
    return found
