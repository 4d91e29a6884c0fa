"""What checks cost grows with a document and not with its square: none copies all that follows a place, place after place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from regesta.checking import Case, check
from regesta.reading import read_bytes
from regesta.resolving import gather_acts, resolve_people
from regesta.workflow import read_document

SENTENCE = "On 7 April 1992 the president of Israel, Chaim Herzog, met foreign minister David Levy in Baku. Israel recognised Azerbaijan. "


class Counted(tuple[Any, ...]):
    """A tuple that counts how many of its items were copied by slices."""

    copied = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        if isinstance(at, slice):
            Counted.copied += len(found)
        return found


def copied(sentences: int) -> int:
    reading = read_document(read_bytes((SENTENCE * sentences).encode(), "long.txt"))
    names = replace(reading.names, states=Counted(reading.names.states), people=Counted(reading.names.people))
    reading = replace(reading, names=names, dates=Counted(reading.dates), entries=Counted(reading.entries))
    identities = {(one.entry, one.position): one for one in resolve_people(reading.entries)}
    case = Case(reading, identities, gather_acts(reading.entries, identities))
    Counted.copied = 0
    check(case)
    return Counted.copied


def test_checks_copy_no_more_of_a_document_twice_as_long_than_twice_as_much() -> None:
    once, twice = copied(120), copied(240)
    assert twice <= 3 * once + 1000, f"{once} and {twice} items were copied"
