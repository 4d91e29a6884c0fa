"""Everything this room knows by name, in one tree of words: states, places, institutions, and phrases that are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from regesta.errors import BadData
from regesta.names.states import State, all_states
from regesta.names.tables import read_lists, read_table, words_of
from regesta.names.words import Words, read_words

PLACE_COLUMNS = ("name", "other_names", "state", "latitude", "longitude", "source")


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase may mean. `kind`: "state", "place", "institution", or "nothing" for one that only looks like one.

    `form` is a state's form ("name", "short", "demonym", "capital") or an institution's kind; `code` a state's or, of a
    place, the state it lies in; `bare`: a name that needs the years of the state to be taken for it.
    """

    kind: str
    name: str
    code: str
    form: str
    bare: bool = False


@dataclass(slots=True)
class Node:
    """A step of the tree: the words that may follow, and what the words so far mean."""

    branches: dict[str, Node] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the gazetteer in a text: tokens [first, last) and what they may mean."""

    first: int
    last: int
    terms: tuple[Term, ...]


def _plant(root: Node, phrase: str, term: Term) -> None:
    node = root
    for key in read_words(phrase).keys:
        node = node.branches.setdefault(key, Node())
    if term not in node.terms:
        node.terms = (*node.terms, term)


def _state_terms(state: State) -> Iterator[tuple[str, Term]]:
    forms = {
        "name": (*(() if state.name.endswith(")") else (state.name,)), *state.names),
        "short": state.short,
        "demonym": (*state.adjectives, *state.people),
    }
    for form, phrases in forms.items():
        for phrase in phrases:
            bare = state.needs_year and (" " not in phrase or phrase == state.name)
            yield phrase, Term("state", state.name, state.code, form, bare)
    for capital in state.capitals:
        yield capital, Term("state", capital, state.code, "capital")
        yield capital, Term("place", capital, state.today, "")


def _states_served(bodies: dict[str, Any]) -> dict[str, str]:
    """The state of each named body that can be of one state alone. Raises BadData for a state or body that is not listed."""
    named = {phrase for kind in bodies["named"] for phrase in words_of(bodies, "institutions.toml", "named", kind)}
    served: dict[str, str] = {}
    for code in bodies["states"]:
        for phrase in words_of(bodies, "institutions.toml", "states", code):
            if code not in all_states() or phrase not in named:
                raise BadData(f"institutions.toml, states.{code}: a known state and a body under `named` are expected.")
            served[phrase] = code
    return served


def _on_earth(latitude: str, longitude: str) -> bool:
    """Whether two cells are degrees, or both empty where they are not known surely."""
    if not latitude and not longitude:
        return True
    try:
        return abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180
    except ValueError:
        return False


@cache
def gazetteer() -> Node:
    """The tree of all phrases. Raises BadData where a table breaks its schema."""
    root = Node()
    states = all_states()
    for state in states.values():
        for phrase, term in _state_terms(state):
            _plant(root, phrase, term)
    for line, row in read_table("places.csv", PLACE_COLUMNS):
        if not row["name"] or row["state"] not in states or not _on_earth(row["latitude"], row["longitude"]):
            raise BadData(
                f"places.csv, line {line}: a name, a known state's code, latitude and longitude are expected."
            )
        for phrase in (row["name"], *filter(None, row["other_names"].split("|"))):
            _plant(root, phrase, Term("place", phrase, row["state"], ""))
    bodies = read_lists("institutions.toml")
    served = _states_served(bodies)
    for kind in bodies["named"]:
        for phrase in words_of(bodies, "institutions.toml", "named", kind):
            _plant(root, phrase, Term("institution", phrase, served.get(phrase, ""), kind))
    for phrase in words_of(read_lists("phrases.toml"), "phrases.toml", "not_states"):
        _plant(root, phrase, Term("nothing", phrase, "", ""))
    return root


def find_hits(words: Words, first: int, last: int) -> list[Hit]:
    """The longest phrases of the gazetteer among the tokens [first, last), left to right, none overlapping another.

    A word all in capitals, as headings have it, also matches what is written with one capital.
    """
    root, keys = gazetteer().branches, words.keys
    hits: list[Hit] = []
    free = first
    for index in [at for at in range(first, last) if keys[at] in root or (len(keys[at]) > 3 and keys[at].isupper())]:
        node = root.get(keys[index]) or root.get(keys[index].title())
        if node is None or index < free:
            continue
        end, terms, step = index, node.terms, index + 1
        if terms:
            end = step
        branches = node.branches
        while branches and step < last:
            following = branches.get(keys[step])
            if following is None:
                if len(keys[step]) < 4 or not keys[step].isupper():
                    break
                following = branches.get(keys[step].title())
                if following is None:
                    break
            step += 1
            if following.terms:
                end, terms = step, following.terms
            branches = following.branches
        if end > index:
            hits.append(Hit(index, end, terms))
            free = end
    return hits
