"""Decisions laid over what the machine found: one entry, as a person left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from regesta.dates import parse_edtf
from regesta.model import Entry, Person, Ruling, When


def laid_over(entry: Entry, ruling: Ruling | None) -> Entry:
    """The entry with what people corrected of it. Its id, words and place stay: it is the same entry, read by a person."""
    if ruling is None or not ruling.fields:
        return entry
    fields = ruling.fields
    changed = entry
    if "act" in fields:
        changed = replace(changed, act=fields["act"])
    if "date" in fields:
        changed = replace(changed, when=when_of(fields["date"]))
    if "states" in fields:
        changed = replace(changed, states=tuple(fields["states"]))
    if "people" in fields:
        known = {person.name: person.id for person in entry.people}
        people = (Person(p["name"], p["office"], p["state"], known.get(p["name"])) for p in fields["people"])
        changed = replace(changed, people=tuple(people))
    return changed


def as_decided(entries: Iterable[Entry], rulings: Mapping[str, Ruling], rejected: bool = False) -> Iterator[Entry]:
    """Entries as people left them: corrections laid over, rejected ones left out unless they are asked for."""
    for entry in entries:
        ruling = rulings.get(entry.id)
        if rejected or ruling is None or ruling.status != "rejected":
            yield laid_over(entry, ruling)


def when_of(edtf: str | None) -> When:
    """The date that a person set: stated, since they say so. Raises BadQuestion where it is no EDTF."""
    return When() if edtf is None else replace(parse_edtf(edtf), basis="stated")
