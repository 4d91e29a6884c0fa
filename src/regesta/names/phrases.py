"""phrases.toml: the words around states' names and capitals that tell what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from regesta.errors import BadData
from regesta.names.states import all_states
from regesta.names.tables import read_lists, words_of


@dataclass(frozen=True, slots=True)
class PhraseLists:
    """`nouns` and `adjectives` make "the People's Republic of"; `prefixes`: the code of "Sino-"; then of capitals."""

    nouns: frozenset[str]
    adjectives: frozenset[str]
    instruments: frozenset[str]
    halves: frozenset[str]
    leagues: frozenset[str]
    prefixes: dict[str, str]
    verbs: frozenset[str]
    before: frozenset[tuple[str, ...]]
    between: frozenset[str]
    place_before: frozenset[str]
    clause_before: frozenset[str]
    language_after: frozenset[str]
    language_before: frozenset[str]


@cache
def phrase_lists() -> PhraseLists:
    """phrases.toml. Raises BadData where a list is missing or a prefix has no state."""
    lists = read_lists("phrases.toml")

    def listed(*keys: str) -> frozenset[str]:
        return frozenset(words_of(lists, "phrases.toml", *keys))

    for prefix, code in lists["prefixes"].items():
        if code not in all_states():
            raise BadData(f"phrases.toml, prefixes.{prefix}: {code} has no row in states.csv.")
    return PhraseLists(
        nouns=listed("polity", "nouns"),
        adjectives=listed("polity", "adjectives"),
        instruments=listed("instruments"),
        halves=listed("halves"),
        leagues=listed("leagues"),
        prefixes=lists["prefixes"],
        verbs=listed("capitals", "verbs"),
        before=frozenset(tuple(phrase.split()) for phrase in listed("capitals", "nouns_before")),
        between=listed("capitals", "between"),
        place_before=listed("capitals", "place_before"),
        clause_before=listed("capitals", "clause_before"),
        language_after=listed("language_after"),
        language_before=listed("language_before"),
    )
