"""The people whom the authorities know to have served a state, the rows of one person under several ids brought together.

Sources name one person in several ways ("Anwar Sadat", "Sadat"), and where none of them links to Wikidata each spelling has
an id of its own. Here they are one `Known`; the tables stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from regesta.authorities import attested_in, begun, ended, first_day, key_of, last_day, tenures_in
from regesta.authorities.bounds import FIRST, LAST
from regesta.authorities.loading import kept
from regesta.authorities.tables import OFFICES
from regesta.model import Attestation, Tenure
from regesta.resolving.spelling import CHINESE, SURNAME_FIRST, bare, chinese_sound, name_likeness, sound, word_likeness

Row = Tenure | Attestation
ONE = 0.8  # of 1: from this likeness of names on, two ids whose service is near in time are one person
CAREER = 20  # years between two services of one person under two ids
HIGH = frozenset({"head_of_state", "head_of_government", "foreign_minister"})  # one holds them at a time
# words that show a name to hold more than a name ("President-elect Carlos Salinas", "Sadat, Prime Minister Khalil")
_MORE = frozenset("president minister prime elect secretary chancellor ambassador former and king queen".split())


@dataclass(frozen=True, slots=True)
class Known:
    """A person who served a state: the id to speak of, all ids, the names the sources print, and their rows by date."""

    person: str
    name: str
    state: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]


def window(row: Row) -> tuple[str, str]:
    """The first and last day that a row allows, "YYYY-MM-DD"."""
    return (begun(row), ended(row)) if isinstance(row, Tenure) else (first_day(row.first), last_day(row.last))


def years_between(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Whole years between two windows, 0 where they meet."""
    if one[0] <= other[1] and other[0] <= one[1]:
        return 0
    early, late = sorted((one, other))
    return int(late[0][:4]) - int(early[1][:4])


@kept
def known_in(state: str) -> tuple[Known, ...]:
    """Everybody who served a state, by id."""
    rows: dict[str, list[Row]] = {}
    for office in sorted(OFFICES):
        found: tuple[Row, ...] = (*tenures_in(state, office), *attested_in(state, office, FIRST, LAST))
        for row in found:
            rows.setdefault(row.person, []).append(row)
    single = [_one(state, [(person, theirs)]) for person, theirs in sorted(rows.items())]
    return tuple(sorted(_brought_together(single), key=lambda known: known.person))


def _one(state: str, parts: list[tuple[str, list[Row]]]) -> Known:
    """One person of one or more ids: spoken of by a Wikidata id where there is one, else by the id of a full name with most rows."""
    parts = sorted(parts, key=lambda part: (not part[0].startswith("Q"), not _full(part[1]), -len(part[1]), part[0]))
    rows = [row for _, found in parts for row in found]
    names = tuple(dict.fromkeys(row.name for row in rows))
    proper = [name for name in names if _proper(name)]
    full = [name for name in proper if " " in key_of(name)] or proper or list(names)
    # the name most rows of the leading id print
    lead = [row.name for row in parts[0][1] if row.name in full] or full
    name = max(sorted(set(lead)), key=lead.count)
    ordered = sorted(rows, key=lambda row: (window(row), row.source, row.name))
    return Known(parts[0][0], name, state, tuple(part[0] for part in parts), names, tuple(ordered))


def _full(rows: list[Row]) -> bool:
    return any(" " in key_of(row.name) and _proper(row.name) for row in rows)


@lru_cache(maxsize=131072)
def _proper(name: str) -> bool:
    return not _MORE.intersection(key_of(name).split()) and "," not in name.replace(", Jr", "").replace(", Sr", "")


def _brought_together(single: list[Known]) -> list[Known]:
    by_surname: dict[str, list[Known]] = {}
    for one in single:
        if any(_proper(name) for name in one.names):
            words = bare(key_of(next(name for name in one.names if _proper(name))))
            key = chinese_sound(" ".join(words))[:4] if one.state in CHINESE else sound(words[-1])[:4]
            by_surname.setdefault(key, []).append(one)
    return [known for key in sorted(by_surname) for known in _of_one_surname(by_surname[key])]


def _of_one_surname(people: list[Known]) -> Iterator[Known]:
    """The fuller names first; each later one joins the one person it fits, by name and by the time of its service."""
    groups: list[list[Known]] = []
    for one in sorted(people, key=lambda known: (not known.person.startswith("Q"), -_words(known), known.person)):
        if one.person.startswith("Q"):
            groups.append([one])
            continue
        fitting = [group for group in groups if _joins(one, group)]
        ranked = sorted(fitting, key=lambda group: (_distance(one, group), -_likeness(one, group[0]), group[0].person))
        # a surname alone, or a name that fits two, joins only where the times tell them apart
        if ranked and (len(ranked) == 1 or _distance(one, ranked[0]) < _distance(one, ranked[1])):
            ranked[0].append(one)
        else:
            groups.append([one])
    for group in groups:
        yield _one(group[0].state, [(one.person, list(one.rows)) for one in group]) if len(group) > 1 else group[0]


def _words(known: Known) -> int:
    return max(len(key_of(name).split()) for name in known.names)


def _likeness(one: Known, other: Known) -> float:
    return max(name_likeness(name, spelt, one.state) for name in one.names for spelt in other.names if _proper(spelt))


def _joins(one: Known, group: list[Known]) -> bool:
    likeness = _likeness(one, group[0])
    if likeness >= ONE:
        return _distance(one, group) <= CAREER
    # a surname alone, or a given name spelt past knowing: an office that one holds at a time, at the same time
    if likeness > 0.5 and _words(one) == 1:
        return _same_office(one, group)
    return _same_surname(one, group[0]) and all(row.office in HIGH for row in one.rows) and _same_office(one, group)


def _same_surname(one: Known, other: Known) -> bool:
    """Whether the last words of two names agree, and their first letters may be one sound."""
    first, second = key_of(one.name).split(), key_of(other.name).split()
    if min(len(first), len(second)) < 2 or one.state in SURNAME_FIRST:
        return False
    given = fuzz.ratio(sound(first[0]), sound(second[0]))
    return word_likeness(first[-1], second[-1]) >= 0.9 and given >= 70


def _distance(one: Known, group: list[Known]) -> int:
    return min(years_between(window(row), window(other)) for row in one.rows for known in group for other in known.rows)


def _same_office(one: Known, group: list[Known]) -> bool:
    held = [row for known in group for row in known.rows]
    return all(
        any(row.office == other.office and years_between(window(row), window(other)) == 0 for other in held)
        or any(_within(row, other, held) for other in held)
        for row in one.rows
    )


def _within(row: Row, other: Row, held: list[Row]) -> bool:
    """Whether a row lies between two rows of the same office of one person: sources print only the days they saw."""
    first, last = window(row)
    return (
        other.office == row.office
        and window(other)[0] <= first
        and any(later.office == row.office and window(later)[1] >= last for later in held)
    )


@kept
def _by_sound(state: str) -> dict[str, tuple[Known, ...]]:
    """The people of a state by the sound of each word of their names, and for Chinese names by that of the whole."""
    found: dict[str, dict[str, Known]] = {}
    for known in known_in(state):
        for name in known.names:
            key = key_of(name)
            keys = [sound(word)[:3] for word in key.split()]
            if state in CHINESE:
                keys.append("=" + chinese_sound(key)[:3])
            for one in keys:
                found.setdefault(one, {})[known.person] = known
    return {key: tuple(people.values()) for key, people in found.items()}


def called(name: str, state: str) -> tuple[tuple[Known, float], ...]:
    """The people of a state whom a name may mean, each with the likeness of the nearest of its names, best first."""
    words = key_of(name).split()
    if not words:
        return ()
    keys = {sound(word)[:3] for word in words if len(word) > 1}
    if state in CHINESE:
        keys.add("=" + chinese_sound(key_of(name))[:3])
    index = _by_sound(state)
    people = {known.person: known for key in keys for known in index.get(key, ())}
    ranked = [
        (
            known,
            max(name_likeness(name, spelt, state) for spelt in known.names if _proper(spelt) or len(known.names) == 1),
        )
        for known in people.values()
    ]
    return tuple(sorted((pair for pair in ranked if pair[1] > 0.5), key=lambda pair: (-pair[1], pair[0].person)))
