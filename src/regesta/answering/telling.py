"""From what the register and a reading hold to the shapes of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from regesta.answering.shapes import Anchor, Date, Found, Meaning, Party, Told
from regesta.exploring import abstract, because, laid_over, place_line
from regesta.model import Decision, Document, Entry, Finding, Identity, Place, Remark, Ruling, When
from regesta.register import Register

Answered = TypeVar("Answered", Told, Found)
LONGEST = 2000  # code points of a quote in an answer: a sentence is shorter, and an answer must stay readable


def anchor_of(text: str, span: tuple[int, int], document: str, path: str, place: Place) -> Anchor:
    """Words and where they stand; `text` is all of them, cut where they are too long."""
    return Anchor(
        quote=text[:LONGEST], start=span[0], end=span[1], cut=len(text) > LONGEST, document=document, path=path,
        place=place_line(place),
    )  # fmt: skip


def date_of(when: When) -> Date:
    return Date(edtf=when.edtf, earliest=when.earliest, latest=when.latest, basis=when.basis)


def told(entry: Entry, path: str, place: Place, ruling: Ruling | None = None) -> Told:
    """An entry as a person left it, with its words."""
    decided = laid_over(entry, ruling)
    return Told(
        id=entry.id,
        summary=abstract(decided),
        act=decided.act,
        date=date_of(decided.when),
        states=list(decided.states),
        people=[Party(name=p.name, office=p.office, state=p.state, authority=p.id) for p in decided.people],
        place=decided.place,
        sectors=list(decided.sectors),
        modality=decided.modality,
        said_by=decided.said_by,
        cites=list(decided.citations),
        decision=ruling.status if ruling is not None else "open",
        evidence=anchor_of(entry.quote, (entry.start, entry.end), entry.document, path, place),
    )


def told_all(register: Register, entries: Sequence[Entry]) -> list[Told]:
    """Entries of a register, each with its place and what people decided of it; rejected ones are left out."""
    ids = [entry.id for entry in entries]
    places, rulings, paths = register.places(ids), register.rulings(ids), register.first_paths()
    standing = [entry for entry in entries if entry.id not in rulings or rulings[entry.id].status != "rejected"]
    return [
        told(one, paths.get(one.document, one.document), places.get(one.id, Place()), rulings.get(one.id))
        for one in standing
    ]


def found(finding: Finding, evidence: Anchor | None, waived: Decision | None = None) -> Found:
    return Found(
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        known_by=list(finding.evidence),
        offered_date=finding.inferred.edtf if finding.inferred is not None else None,
        waived=f"{because(waived)} ({waived.who})" if waived is not None else None,
        evidence=evidence,
    )


def found_at(remark: Remark) -> Found:
    """A finding of a register's document."""
    spans = remark.finding.spans
    if not spans:
        return found(remark.finding, None, remark.waived)
    span = (spans[0].start, spans[0].end)
    evidence = anchor_of(remark.quote, span, remark.finding.document, remark.path, remark.place)
    return found(remark.finding, evidence, remark.waived)


def found_in(finding: Finding, document: Document, path: str, waivers: Mapping[str, Decision] | None = None) -> Found:
    """A finding of a document that is at hand."""
    waived = (waivers or {}).get(finding.id)
    if not finding.spans:
        return found(finding, None, waived)
    start, end = finding.spans[0].start, finding.spans[0].end
    evidence = anchor_of(document.text[start:end], (start, end), document.id, path, document.locate(start))
    return found(finding, evidence, waived)


def in_passage(answer: Answered, document: Document, passage: str) -> Answered:
    """An answer with the words as they stand in the passage that was handed in, marks of Markdown and all.

    The document's text is that passage as it was read: without its marks, lines joined.
    """
    anchor = answer.evidence
    if anchor is None or anchor.start == anchor.end:
        return answer
    start, last = document.locate(anchor.start).offset, document.locate(anchor.end - 1).offset
    assert start is not None  # the readers of text know every offset
    assert last is not None
    mark = passage.startswith("\ufeff")  # a byte order mark is no part of the text that offsets count
    start, end = start + mark, last + mark + 1
    words = passage[start:end]
    moved = {"quote": words[:LONGEST], "start": start, "end": end, "cut": len(words) > LONGEST}
    return answer.model_copy(update={"evidence": anchor.model_copy(update=moved)})


def meanings(entry: Entry, identities: Sequence[Identity]) -> list[Meaning]:
    """Whom the people of an entry were taken to mean."""
    return [
        Meaning(
            name=entry.people[one.position].name or entry.people[one.position].office or "somebody",
            status=one.status,
            authority=one.person,
            why=one.why,
        )
        for one in identities
        if one.position < len(entry.people)
    ]
