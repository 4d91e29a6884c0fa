"""Whom a person served, where the document leaves it open and the authorities know: asked by full name and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.authorities import attestations_of, begun, ended, key_of, named, tenures_of
from regesta.model import Person
from regesta.names import state_name

_SAME = 0.95  # of 1: a full name, spellings and middle names aside
# the authorities' codes of former states, by our own; what has none here (a body, an office of several) serves no state
_OURS = {"YUG": "YUCS", "SUN": "SUHH", "CSK": "CSHH", "DDR": "DDDE", "VDR": "VDVN", "YMD": "YDYE"}
_CAREER = 25  # years from a known office within which a person is taken to serve the same state


def by_record(people: Sequence[Person], year: int | None) -> tuple[list[Person], tuple[str, ...]]:
    """The people with the state served filled in from the authorities where the text has none, and the names it was
    filled in for. `year` is the act's, None where it has none."""
    told: list[Person] = []
    filled: list[str] = []
    for person in people:
        state = served(person.name, year) if person.state is None and person.name is not None else None
        told.append(person if state is None else replace(person, state=state))
        if state is not None and person.name is not None:
            filled.append(person.name)
    return told, tuple(filled)


def of_record(names: Sequence[str]) -> str:
    """What an entry says of people whose state the authorities told; "" where they told none."""
    return f"; whom {' and '.join(names)} served is the authorities' word" if names else ""


def served(name: str, year: int | None) -> str | None:
    """The one state that everybody of this full name served at about that time; None where there are none or several."""
    if len(key_of(name).split()) < 2:
        return None
    states = {
        _OURS.get(state, state)
        for person, _, of, likeness in named(name)
        if likeness >= _SAME
        for state in of
        if year is None or _in_time(person, state, year)
    }
    only = states.pop() if len(states) == 1 else None
    return only if only is not None and state_name(only) != only else None


def _in_time(person: str, state: str, year: int) -> bool:
    spans = [(begun(row), ended(row)) for row in tenures_of(person, state)]
    spans += [(row.first, row.last) for row in attestations_of(person, state)]
    return any(int(first[:4]) - _CAREER <= year <= int(last[:4]) + _CAREER for first, last in spans if first and last)
