"""The persons of a document: who was told, under which names, with which offices, so that "Heath" can be told again."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.names.offices import OfficePhrase
from regesta.names.personal import NameRun, is_initial, name_lists

_NAMESAKES = 20  # so many persons of one surname are kept in mind
_NEAR = 2  # sentences within which a surname means who was named last
_OFTEN = 4  # so many times as often must another have been named
_RULING = frozenset({"ruler", "crown", "leader"})


@dataclass(slots=True, eq=False)
class Known:
    """What a document has said of a person so far."""

    name: str
    parts: tuple[str, ...]
    office: str | None = None
    kind: str = ""
    state: str | None = None
    times: int = 0
    seen: int = 0  # the sentence of the last mention


@dataclass(slots=True)
class Draft:
    """A mention in the making: tokens [first, last), the name's tokens, and what is known."""

    first: int
    last: int
    run: NameRun | None
    office: str | None
    kind: str
    state: str | None
    accredited_to: tuple[str, ...] = ()
    person: Known | None = None
    phrase: OfficePhrase | None = None


@dataclass(slots=True)
class Cast:
    """The persons of a document, by the words of their names; the one named last stands last."""

    by_part: dict[str, list[Known]] = field(default_factory=dict)
    clock: int = 0  # the sentences read so far

    def meet(self, person: Known) -> None:
        """Note that the person was named just now."""
        person.times += 1
        person.seen = self.clock
        for part in surnames(person.parts):
            others = self.by_part.setdefault(part, [])
            if person in others:
                others.remove(person)
            others.append(person)
            del others[:-_NAMESAKES]

    def same(self, name: str, parts: tuple[str, ...]) -> Known | None:
        """The person told under this very name, or under one that differs in middle names and initials alone."""
        for person in reversed(self.by_part.get(surnames(parts)[-1], ())):
            if person.name == name or (len(parts) > 1 and _agree(person.parts, parts)):
                return person
        return None

    def short(self, parts: tuple[str, ...], draft: Draft) -> Known | None:
        """The person a surname alone means: named most recently of this very office, or of one that fits."""
        fitting = [
            person
            for person in reversed(self.by_part.get(parts[-1], ()))
            if len(person.parts) > len(parts)
            and (parts == person.parts[-len(parts) :] or (len(parts) == 1 and parts[0] in surnames(person.parts)))
            and not (draft.kind and person.kind and (draft.kind in _RULING) != (person.kind in _RULING))
            and not (draft.state is not None and person.state is not None and draft.state != person.state)
        ]
        same = [person for person in fitting if draft.office is not None and person.office == draft.office]
        pool = same or fitting
        if len(pool) < 2:
            return next(iter(pool), None)
        # the one named most recently, unless that was a while ago and another is named all the time: a relative in passing
        most = max(pool, key=lambda person: person.times)
        away = self.clock - pool[0].seen > _NEAR
        return most if away and most.times >= _OFTEN * pool[0].times else pool[0]

    def spelled_like(self, name: str) -> Known | None:
        """The one person whose surname differs from `name` in a letter ("Mathews" for Matthews)."""
        near = {id(known): known for part, known_as in self.by_part.items() if _near(part, name) for known in known_as}
        return next(iter(near.values())) if len(near) == 1 else None


def _near(one: str, other: str) -> bool:
    """Whether two surnames of one first letter differ in one letter put in, left out or changed."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + (len(one) >= len(other)) :] == other[at + (len(other) >= len(one)) :]


def surnames(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words by which a person may be called later: all but the given name; of "Zhou Enlai" the first."""
    first = parts[0]
    if len(parts) > 1 and first in name_lists().family_first and parts[-1] not in name_lists().family_first:
        return (first,)
    return tuple(part for part in parts[1:] if not is_initial(part)) or parts


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's: the same surname, and given names that do not contradict."""
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    return first == second or (first[0] == second[0] and (is_initial(first) or is_initial(second)))
