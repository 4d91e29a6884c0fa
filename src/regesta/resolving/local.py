"""People whom no authority knows: mentions of one person under near spellings brought together, and taken apart again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regesta.authorities import key_of
from regesta.model import Entry, Identity, LocalPerson
from regesta.resolving.spelling import SURE, bare, name_likeness, sound

Mention = tuple[str, int]  # an entry's id and the position in its people
CAREER = 40  # years within which one person is told of


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention of somebody unknown: what of it tells one person from another."""

    mention: Mention
    document: str
    name: str
    office: str | None
    state: str | None
    parties: frozenset[str]
    years: tuple[int, int] | None


def same_people(
    entries: Iterable[Entry],
    identities: Mapping[Mention, Identity],
    *,
    apart: Iterable[tuple[Mention, Mention]] = (),
    before: Iterable[LocalPerson] = (),
) -> tuple[LocalPerson, ...]:
    """The people whom no authority knows, one for each near spelling of a full name in the service of one state, by id.

    Only mentions whose identity is "unknown" are taken, and only full names: a surname alone may be anybody's. Two
    mentions are one person where surname and given names agree in some spelling, the states served agree or one is not
    told and the other is a party, and their dates lie within a life's career. A mention that fits two people stands alone.

    `apart` are people's decisions, pairs of mentions that are not the same person; taking such a pair back joins them
    again. `before` are people as they were when last asked: whoever shares most mentions with one of them keeps its id.
    The same whatever the order of the entries.
    """
    kept: dict[Mention, set[Mention]] = {}
    for one, other in apart:
        kept.setdefault(one, set()).add(other)
        kept.setdefault(other, set()).add(one)
    told = sorted(_unknown(entries, identities), key=_order)
    blocks: dict[str, list[list[_Told]]] = {}
    for mention in told:
        groups = blocks.setdefault(_block(mention.name), [])
        fitting = [group for group in groups if _joins(mention, group, kept.get(mention.mention, set()))]
        if len(fitting) == 1:
            fitting[0].append(mention)
        else:
            groups.append([mention])
    found = [group for key in sorted(blocks) for group in blocks[key]]
    return tuple(sorted(_with_ids(found, list(before), kept), key=lambda person: person.id))


def _unknown(entries: Iterable[Entry], identities: Mapping[Mention, Identity]) -> Iterator[_Told]:
    for entry in {entry.id: entry for entry in entries}.values():
        first, last = entry.when.earliest, entry.when.latest
        years = (int(first[:-6]), int(last[:-6])) if first is not None and last is not None else None
        for position, person in enumerate(entry.people):
            identity = identities.get((entry.id, position))
            if person.name is None or identity is None or identity.status != "unknown":
                continue
            if len(bare(key_of(person.name))) > 1:
                parties = frozenset(entry.states)
                mention = (entry.id, position)
                yield _Told(mention, entry.document, person.name, person.office, person.state, parties, years)


def _order(told: _Told) -> tuple[object, ...]:
    """The fuller names first, then those whose state is told, then by name, date and place."""
    return (
        -len(bare(key_of(told.name))),
        told.state is None,
        key_of(told.name),
        told.years or (9999, 9999),
        told.mention,
    )


def _block(name: str) -> str:
    return sound(bare(key_of(name))[-1])[:3]


def _joins(one: _Told, group: list[_Told], kept: set[Mention]) -> bool:
    if any(other.mention in kept for other in group):
        return False
    return all(_states_agree(one, other) and _years_agree(one, other) for other in group) and any(
        name_likeness(one.name, other.name, one.state) >= SURE for other in group
    )


def _states_agree(one: _Told, other: _Told) -> bool:
    if one.state is not None and other.state is not None:
        return one.state == other.state
    if one.state is None and other.state is None:
        return bool(one.parties & other.parties)
    told, silent = (one, other) if one.state is not None else (other, one)
    return told.state in silent.parties


def _years_agree(one: _Told, other: _Told) -> bool:
    if one.years is None or other.years is None:
        return True
    return max(one.years[0], other.years[0]) - min(one.years[1], other.years[1]) <= CAREER


def _with_ids(
    groups: list[list[_Told]], before: list[LocalPerson], kept: Mapping[Mention, set[Mention]]
) -> Iterator[LocalPerson]:
    """The groups as people: the id of before where one shares most with it, else one made of state and name."""
    held = {member: person.id for person in before for member in person.members}
    taken: set[str] = set()
    ranked = sorted(groups, key=lambda group: (-_shared(group, held)[1], _order(group[0])))
    for group in ranked:
        id, common = _shared(group, held)
        if not common or id in taken:
            id = _fresh(group, taken | set(held.values()))
        taken.add(id)
        yield _person(id, group, kept)


def _shared(group: list[_Told], held: Mapping[Mention, str]) -> tuple[str, int]:
    """The id of before that most of a group's mentions had, and how many."""
    had = [held[told.mention] for told in group if told.mention in held]
    best = max(sorted(set(had)), key=had.count, default="")
    return best, had.count(best)


_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def _fresh(group: list[_Told], taken: set[str]) -> str:
    state = next((told.state for told in group if told.state is not None), None)
    words = _NO_LETTERS.sub("-", key_of(_fullest(group)))
    where = _NO_LETTERS.sub("-", (state or "unknown").lower())
    base = f"local/{where}/{words.strip('-')}"
    return next(
        id for number in range(1, len(taken) + 2) if (id := base if number == 1 else f"{base}-{number}") not in taken
    )


def _fullest(group: list[_Told]) -> str:
    """The spelling with most words, of these the one told most often, of these the first."""
    names = [told.name for told in group]
    most = max(len(bare(key_of(name))) for name in names)
    return max(sorted({name for name in names if len(bare(key_of(name))) == most}), key=names.count)


def _person(id: str, group: list[_Told], kept: Mapping[Mention, set[Mention]]) -> LocalPerson:
    spellings = tuple(sorted({told.name for told in group}))
    members = tuple(sorted(told.mention for told in group))
    state = next((told.state for told in group if told.state is not None), None)
    documents = len({told.document for told in group})
    offices = sorted({told.office for told in group if told.office is not None})
    years = [year for told in group if told.years is not None for year in told.years]
    parts = [f"no authority knows the name; {_counted(len(group), 'mention')} in {_counted(documents, 'document')}"]
    if len(spellings) > 1:
        parts.append(f"spelt {' and '.join(spellings)}")
    if offices:
        parts.append(f"as {' and '.join(offices)}")
    if years:
        parts.append(f"of {min(years)}" + (f" to {max(years)}" if max(years) != min(years) else ""))
    others = {other for told in group for other in kept.get(told.mention, ())}
    if others:
        parts.append(f"kept apart from {_counted(len(others), 'other mention')} by a person")
    return LocalPerson(id, _fullest(group), spellings, state, members, ", ".join(parts))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
