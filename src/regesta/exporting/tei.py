"""TEI P5: a `listEvent` in `standOff`, an `event` for each entry, with pointers into the documents' texts.

*For*: editions, TEI editors, TEI Publisher. An event has the regest as `label`, its quote, people, states and place in
`desc`, and in a `bibl` the document, the place in it, and a pointer `urn:regesta:document:ID#char=START,END`, whose
fragment counts code points after RFC 5147. Dates are in `when`, `notBefore`, `notAfter`, `from` and `to`, and as EDTF
in `when-custom`. Events stand document by document. The file uses a small part of TEI; the part is written down as
`regesta/exporting/data/tei-part.rng`.

*Loses*: the documents' texts; confidence and rule. Characters that XML cannot write become U+FFFD; a carriage return is
kept as a character reference. Years before 1 are written after ISO 8601 (-0044 is 45 BC).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import TextIO
from urllib.parse import quote

from regesta.exploring import abstract, place_line
from regesta.exporting.chosen import Chosen, Written, entries_in_documents
from regesta.exporting.markup import attribute, text_of
from regesta.model import Document, Entry, Person, When
from regesta.names import state_name

_PLAIN = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_UNNAMED = re.compile(r"[^A-Za-z0-9.-]")  # what may not stand in an xml:id as we make it; "_" marks what replaces it


def write_tei(chosen: Chosen, out: TextIO) -> Written:
    """Write the header, then the events document by document as they are read."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n')
    out.write(
        "<teiHeader><fileDesc><titleStmt><title>Register of relations between states</title></titleStmt>"
        "<publicationStmt><p>Exported from a register.</p></publicationStmt>"
        "<sourceDesc><p>Each list of events names the document it was read from.</p></sourceDesc></fileDesc>"
        f'<encodingDesc><appInfo><application ident="regesta" version="{version("regesta")}"><label>Regesta</label>'
        "</application></appInfo></encodingDesc></teiHeader>\n<standOff>\n"
    )
    count, held = 0, None
    for entry, document in entries_in_documents(chosen):
        path = chosen.paths.get(document.id, document.name)
        if held != document.id:
            out.write(("</listEvent>\n" if held is not None else "") + f"<listEvent><head>{text_of(path)}</head>\n")
            held = document.id
        out.write(_event(entry, document, path))
        count += 1
    # an empty standOff is not TEI
    out.write("</listEvent>\n" if held is not None else "<list><item>No entry.</item></list>\n")
    out.write("</standOff>\n</TEI>\n")
    return Written(count)


def _event(entry: Entry, document: Document, path: str) -> str:
    dates = "".join(f' {name}="{attribute(value)}"' for name, value in dates_of(entry.when).items())
    target = f"urn:regesta:document:{quote(entry.document, safe='')}#char={entry.start},{entry.end}"
    where = text_of(place_line(document.locate(entry.start)))
    told = "".join(_described(entry))
    return (
        f'<event xml:id="{_id("e", entry.id)}" type="{entry.act}" subtype="{entry.modality}"{dates}>'
        f"<label>{text_of(abstract(entry))}</label>{told}"
        f'<bibl><title>{text_of(path)}</title> <citedRange>{where}</citedRange> <ptr target="{target}"/></bibl>'
        f'<note type="why">{text_of(entry.why)}</note></event>\n'
    )


def _described(entry: Entry) -> Iterator[str]:
    yield f'<desc type="quote"><quote>{text_of(entry.quote)}</quote></desc>'
    if entry.states:
        states = (f'<country key="{attribute(code)}">{text_of(state_name(code))}</country>' for code in entry.states)
        yield f'<desc type="states">{", ".join(states)}</desc>'
    if entry.people:
        yield f'<desc type="people">{"; ".join(_person(person) for person in entry.people)}</desc>'
    if entry.place is not None:
        yield f'<desc type="place"><placeName>{text_of(entry.place)}</placeName></desc>'
    if entry.said_by is not None:
        yield f'<desc type="said-by"><persName>{text_of(entry.said_by)}</persName></desc>'
    if entry.sectors:
        yield f'<desc type="sectors">{", ".join(f"<term>{sector}</term>" for sector in entry.sectors)}</desc>'
    for citation in entry.citations:
        yield f'<desc type="cites"><title>{text_of(citation)}</title></desc>'


def _person(person: Person) -> str:
    key = f' key="{attribute(person.id)}"' if person.id is not None else ""
    name = f"<name>{text_of(person.name)}</name>" if person.name is not None else ""
    office = f"<roleName>{text_of(person.office)}</roleName>" if person.office is not None else ""
    state = (
        f'<country key="{attribute(person.state)}">{text_of(state_name(person.state))}</country>'
        if person.state
        else ""
    )
    return f"<persName{key}>{' '.join(filter(None, (name, office, state)))}</persName>"


def dates_of(when: When) -> dict[str, str]:
    """The attributes of a date: a plain date is `when`, a span `from` and `to`, anything else is bounded."""
    if when.edtf is None:
        return {}
    start, mark, end = when.edtf.partition("/")
    if mark and _PLAIN.fullmatch(start) and _PLAIN.fullmatch(end):
        found = {"from": start, "to": end}
    elif _PLAIN.fullmatch(when.edtf):
        found = {"when": when.edtf}
    else:
        bounds = (("notBefore", when.earliest), ("notAfter", when.latest))
        found = {name: day for name, day in bounds if day is not None}
    return found | {"when-custom": when.edtf}


def _id(kind: str, id: str) -> str:
    return f"{kind}-" + _UNNAMED.sub(lambda mark: f"_{ord(mark.group()):x}_", id)
