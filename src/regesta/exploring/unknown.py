"""People whom no authority knows, over all documents of a register, and taking two of them apart."""

from __future__ import annotations

import json

from regesta.errors import BadQuestion
from regesta.model import Decision, LocalPerson
from regesta.register import Register
from regesta.resolving import same_people

Mention = tuple[str, int]


def local_people(register: Register) -> tuple[LocalPerson, ...]:
    """Everybody whom no authority knows and an entry names in full, mentions of one person together, by id."""
    entries, identities = register.unknown_people()
    return same_people(entries, identities, apart=register.people_apart())


def mention_asked(register: Register, told: str) -> Mention:
    """A mention as a user names it, "ENTRY" or "ENTRY:NUMBER": the beginning of an entry's id and which of its people.

    People are counted from 1; the number may be left out where the entry names one. Raises BadQuestion.
    """
    beginning, _, number = told.partition(":")
    entry = register.entry(beginning)
    if not number and len(entry.people) == 1:
        return entry.id, 0
    if not number.isdecimal() or not 1 <= int(number) <= len(entry.people):
        raise BadQuestion(
            f"{told!r} names nobody: say which of the {len(entry.people)} people of entry {entry.id[:8]}, as {entry.id[:8]}:1"
        )
    return entry.id, int(number) - 1


def keep_apart(register: Register, one: Mention, other: Mention, who: str, because: str) -> Decision:
    """Write down that two mentions are not one person. Raises BadQuestion where that is said already or they are one mention."""
    if one == other:
        raise BadQuestion("a mention is the same person as itself; name another")
    if {one, other} in [set(pair) for pair in register.people_apart()]:
        raise BadQuestion("these two are kept apart already; take that back with --undo")
    return register.decide(
        "people", _target(one, other), "split", who, json.dumps({"because": because}, ensure_ascii=False)
    )


def put_back(register: Register, one: Mention, other: Mention, who: str) -> Decision:
    """Take back that two mentions are not one person. Raises BadQuestion where nobody said so."""
    pairs = zip(register.decisions("people"), register.people_apart(), strict=True)
    standing = next((decision for decision, pair in pairs if set(pair) == {one, other}), None)
    if standing is None:
        raise BadQuestion("nobody keeps these two apart; `regesta people` lists whom the register knows by name alone")
    return register.undo(standing.id, who)


def _target(one: Mention, other: Mention) -> str:
    return " ".join(f"{entry}:{position}" for entry, position in sorted((one, other)))
