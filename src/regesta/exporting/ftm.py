"""FollowTheMoney entities, as JSON Lines: events with the people and states in them, and the documents that tell them.

*For*: Aleph, OpenAleph, yente and other tools of investigators. An entry is an `Event` (name, date or startDate and
endDate, country, location, involved); its states are `PublicBody` entities, its people `Person` entities under the
authority's id where one is known; the document is a `Document`, tied to the event by a `Documentation` whose `summary`
is the quote and whose `recordId` its offsets.

*Loses*: modality but in the name; offices of people but as `position`; citations. FollowTheMoney's dates are years,
months and days: "about", sets and open sides are lost. Countries without a two-letter code (former states) have none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, TextIO

from regesta.authorities import state_records
from regesta.exploring import abstract
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.model import Entry, Person, When
from regesta.names import state_name

_PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def write_ftm(chosen: Chosen, out: TextIO) -> Written:
    """Write each entity once, before the first that names it."""
    seen: set[str] = set()
    count = 0
    for entry in entries_of(chosen):
        for entity in _entities(entry, chosen.paths.get(entry.document, entry.document)):
            if entity["id"] not in seen:
                if entity["schema"] not in ("Event", "Documentation"):
                    seen.add(entity["id"])
                out.write(json.dumps(entity, ensure_ascii=False) + "\n")
        count += 1
    return Written(count)


def _entities(entry: Entry, path: str) -> Iterator[dict[str, Any]]:
    people = [person for person in entry.people if person.name]
    yield _entity(_id("document", entry.document), "Document", name=[path], fileName=[path])
    for code in entry.states:
        yield _entity(_id("state", code), "PublicBody", name=[state_name(code)], country=_countries([code]))
    for person in people:
        yield _entity(
            _person_id(person), "Person", name=[person.name or ""], position=[person.office] if person.office else [],
            country=_countries([person.state] if person.state else []),
            wikidataId=[person.id] if person.id and person.id[:1] == "Q" and person.id[1:].isdigit() else [],
        )  # fmt: skip
    event = _id("event", entry.id)
    involved = [*(_id("state", code) for code in entry.states), *(_person_id(person) for person in people)]
    yield _entity(
        event, "Event", name=[abstract(entry)], country=_countries(entry.states), location=[entry.place] if entry.place else [],
        involved=list(dict.fromkeys(involved)), keywords=[entry.act, *entry.sectors], recordId=[entry.id], **_dates(entry.when),
    )  # fmt: skip
    yield _entity(
        _id("documentation", entry.id), "Documentation", document=[_id("document", entry.document)], entity=[event],
        role=["tells it"], summary=[entry.quote], recordId=[f"{entry.start}-{entry.end}"],
    )  # fmt: skip


def _entity(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": {name: told for name, told in properties.items() if told}}


def _dates(when: When) -> dict[str, list[str]]:
    """A plain date as it is, anything else by its bounds."""
    if when.edtf is not None and _PLAIN.fullmatch(when.edtf):
        return {"date": [when.edtf]}
    return {
        name: [day] for name, day in (("startDate", when.earliest), ("endDate", when.latest)) if day and day[0] != "-"
    }


def _countries(codes: list[str] | tuple[str, ...]) -> list[str]:
    records = state_records()
    found = (records[code].alpha2 for code in codes if code in records)
    return sorted({code.lower() for code in found if code})


def _person_id(person: Person) -> str:
    return _id("person", person.id or f"{person.name}|{person.state}")


def _id(kind: str, told: str) -> str:
    """An id of FollowTheMoney: letters, digits and hyphens, the same for the same thing."""
    return f"regesta-{kind}-{blake2b(told.encode(), digest_size=10).hexdigest()}"
