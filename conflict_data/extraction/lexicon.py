"""All words that the grammar knows, in one index: code lists in, readings of terms out.

A reading's kind is one character, so that a sentence becomes a string of kinds that a regular
expression can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from conflict_data.arsenal import ANYTHING, line
from conflict_data.schema import codes, split
from conflict_data.terms import Index, Term, conjugate, plurals

KINDS = {
    "determiner": "d", "be": "B", "have": "E", "do": "e", "modal": "M", "negation": "X",
    "infinitive": "T", "agent": "Y", "of": "O", "instrument": "w", "target": "@", "place": "i",
    "source": "f", "preposition": "p", "time_preposition": "u", "conjunction": "C", "part": "G",
    "subordinator": "c", "condition": "?", "relative": "R", "pronoun": "r", "existential": "x",
    "percent": "%", "measure_unit": "z", "time_unit": "z", "money_unit": "z", "age": "g",
    "attack_noun": "K", "salvo_noun": "S", "intercept_noun": "J", "impact_noun": "j",
    "killed_head": "k", "injured_head": "h", "toll": "l", "more": "+", "them": "*", "rest": "_",
    "forces": "F", "speech": "s", "according": ">", "quote": '"', "test": "~", "time": "t",
    "weapon_adjective": "^", "origin": "=", "adverb": "a", "lives": "b",
    "war_noun": "q", "defence": "n",
    "intercept_rate": "m", "corrected": "$", "jamming": "{", "accident": "}",
    "settlement_noun": "y", "on_ground": "<", "responsibility": "1", "noun": "o",
}  # fmt: skip

WEAPON, PERSON, ACTOR, ADJECTIVE, COUNTRY = "W", "P", "A", "D", "L"
VERB, HEDGE, HEDGE_AFTER, VAGUE, SHARE, NONE = "v", "H", "I", "V", "Q", "0"
INTERCEPTOR = "interceptor"
COUNTING = "detect"  # the code of verbs whose subject only sees or counts
SUFFERING = "come_under"  # the code of verbs whose subject is attacked
LISTING = "list"  # the code of verbs that count again, one by one
ATTACKING = ("attack", "ambush", "hit")  # the codes of verbs that attack, whatever their object
LOSING = "lose"  # the code of verbs whose subject is hurt
BLAST = "blast"  # the value of those attack nouns that an accident has, too
OPERATION = "operation"  # the value of those attack nouns during which others may attack
VESSEL, AIRCRAFT = "vessel", "aircraft"  # the values of nouns of crafts
CRAFTS = (VESSEL, AIRCRAFT)
CARRYING_OUT = "carry_out"  # the code of verbs that attack if their object is an attack
MODEL = "Z"
NUMBER, CAPITALISED, OTHER, ADVERB = "N", "U", "o", "a"


class Frame(NamedTuple):
    """What a verb says of the munitions and people around it."""

    code: str
    subject: str
    object: str
    instrument: str
    people_subject: str
    people_object: str
    mode: str
    realis: str

    @property
    def fires(self) -> bool:
        """Whether the weapons are fired by the subject: its object, or what it strikes with."""
        return "launched" in (self.object, self.instrument) and self.code != SUFFERING


class Amount(NamedTuple):
    """What a hedge or a number word does to a figure."""

    bound: str
    low: float | None


@cache
def index() -> Index:
    """Return the index of all terms; built once, on first use."""
    made = Index()
    nouns = (_persons(), _words(), _hedges(), _weapons(), _actors(), _countries())
    for text, term in chain(*nouns, _verbs()):
        made.add(text, term)
    return made


def is_munition(weapon: str) -> bool:
    """Say whether a weapon is shot at somebody: not so a space rocket or a delivery drone."""
    return line(weapon)[-1] == ANYTHING


def _words() -> Iterator[tuple[str, Term]]:
    for row in codes("words").values():
        for text in split(row["terms"]):
            form = row["value"] if row["kind"] == "determiner" else ""
            yield text, Term(KINDS[row["kind"]], row["value"] or row["code"], form)


def _hedges() -> Iterator[tuple[str, Term]]:
    kinds = {"before": HEDGE, "after": HEDGE_AFTER, "number": VAGUE, "share": SHARE, "none": NONE}
    for row in codes("hedges").values():
        low = float(row["low"]) if row["low"] else None
        for text in split(row["terms"]):
            yield text, Term(kinds[row["position"]], Amount(row["bound"], low))


def _weapons() -> Iterator[tuple[str, Term]]:
    """Yield all terms, and bare names such as Emad, which mean a model only behind a number."""
    yield from _nouns("weapons", WEAPON)
    for code, row in codes("weapons").items():
        if row["name"].title() == row["name"] and row["name"] not in split(row["terms"]):
            for text in plurals(row["name"]):
                yield text, Term(MODEL, code)


def _persons() -> Iterator[tuple[str, Term]]:
    return _nouns("persons", PERSON)


def _nouns(name: str, kind: str) -> Iterator[tuple[str, Term]]:
    """Yield singulars and plurals; a name such as Kalibr counts in either form."""
    for code, row in codes(name).items():
        for text in split(row["terms"]):
            singular, plural = plurals(text)
            yield singular, Term(kind, code, "s" if singular.islower() else "")
            yield plural, Term(kind, code, "p")


def _actors() -> Iterator[tuple[str, Term]]:
    for code, row in codes("actors").items():
        for column in ("terms", "capitals", "leaders", "systems"):
            for text in split(row[column]):
                yield text, Term(ACTOR, code, column[0])
        owner = f"{row['name']}s"  # feeds leave the apostrophe out: Ukraines air force
        adjectives = split(row["adjectives"])
        for text in dict.fromkeys([*adjectives, owner] if row["kind"] == "state" else adjectives):
            yield text, Term(ADJECTIVE, code)


def _countries() -> Iterator[tuple[str, Term]]:
    """Yield names that no actor has: territories, and spellings the actors' list leaves out."""
    taken = {text for text, _ in _actors()}
    for code, row in codes("countries").items():
        for text in split(row["terms"]):
            if text not in taken:
                yield text, Term(COUNTRY, code)


def _verbs() -> Iterator[tuple[str, Term]]:
    for code, row in codes("verbs").items():
        frame = Frame(code, *(row[field] for field in Frame._fields[1:]))
        for text in split(row["terms"]):
            for form, letter in conjugate(text, row["irregular"]).items():
                yield form, Term(VERB, frame, letter)


@cache
def number_words() -> Mapping[str, tuple[float, str]]:
    """Return number word -> (value, kind) with kind unit, multiplier or fraction."""
    return {code: (float(row["value"]), row["kind"]) for code, row in codes("numbers").items()}
