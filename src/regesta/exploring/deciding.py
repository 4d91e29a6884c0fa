"""Decisions laid over what the machine found, and the reading of what a person types when they correct an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regesta.errors import BadQuestion
from regesta.model import Entry
from regesta.names import states_named
from regesta.register import Register, as_decided, when_of
from regesta.vocabulary import ACTS


def decided_entries(register: Register, entries: Iterable[Entry], rejected: bool = False) -> Iterator[Entry]:
    """Entries as people left them: corrections laid over, rejected ones left out unless they are asked for."""
    yield from as_decided(entries, register.rulings(), rejected)


def correction_of(typed: Mapping[str, str], entry: Entry) -> dict[str, Any]:
    """The fields in which what a person typed differs from an entry: act, date, states, people.

    `date` is EDTF, or empty for an entry without a date; `states` are names or codes apart by commas; `people` one a line,
    "name; office; state". Raises BadQuestion for what cannot be understood.
    """
    fields: dict[str, Any] = {}
    act, date = typed.get("act", entry.act), typed.get("date", entry.when.edtf or "").strip()
    if act not in ACTS:
        raise BadQuestion(f"'{act}' is no act; there are: {' '.join(ACTS)}")
    if act != entry.act:
        fields["act"] = act
    if date != (entry.when.edtf or ""):
        fields["date"] = when_of(date or None).edtf
    if "states" in typed:
        states = list(states_named(typed["states"])) if typed["states"].strip() else []
        if states != list(entry.states):
            fields["states"] = states
    if "people" in typed:
        people = [_person(line) for line in typed["people"].splitlines() if line.strip()]
        if people != [{"name": p.name, "office": p.office, "state": p.state} for p in entry.people]:
            fields["people"] = people
    return fields


def people_text(entry: Entry) -> str:
    """An entry's people as a form shows them and `correction_of` reads them."""
    return "\n".join("; ".join((p.name or "", p.office or "", p.state or "")).rstrip("; ") for p in entry.people)


def _person(line: str) -> dict[str, str | None]:
    name, office, state = ([part.strip() for part in line.split(";")] + ["", "", ""])[:3]
    return {"name": name or None, "office": office or None, "state": states_named(state)[0] if state else None}
