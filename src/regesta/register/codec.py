"""Model classes to rows and back, equal (law 6)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from functools import wraps
from hashlib import blake2b
from operator import itemgetter
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import RowMapping

from regesta.model import (
    Act,
    Anchor,
    Author,
    Candidate,
    Citation,
    Decision,
    Document,
    Entry,
    Finding,
    Front,
    Identity,
    Note,
    Paragraph,
    Person,
    Place,
    PossibleWork,
    Quotation,
    Reference,
    Section,
    Span,
    When,
    Work,
)
from regesta.reading.decoding import held
from regesta.register.folding import folded
from regesta.register.tables import FOUND
from regesta.resolving import block_of

# a row as SQLAlchemy hands it out
Row = RowMapping

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Unreadable(Exception):
    """A stored row that holds what nobody wrote there: the register is damaged."""


def stored(made: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """A function that makes something of a row; whatever a row does to it, it raises Unreadable."""

    @wraps(made)
    def careful(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        try:
            return made(*args, **kwargs)
        except (ValueError, TypeError, LookupError, AttributeError) as fault:
            raise Unreadable(f"a row holds what cannot be: {type(fault).__name__}, {str(fault)[:100]}") from fault

    return careful


# the media type of a document of which only the quotes of its entries are known: nobody read it here
QUOTES = "text/x-regesta-quotes"

MENTIONS: dict[str, type[Any]] = {
    "reference": Reference,
    "citation": Citation,
    "quotation": Quotation,
}


def dumps(value: object) -> str:
    """JSON, compact, in the same bytes every time; data classes as objects of their fields in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_fields)


def payload_of(told: Mapping[str, Any] | str, **more: Any) -> str:
    """What goes with a decision, as JSON; in what a person wrote, halves of surrogate pairs become U+FFFD, NUL is escaped."""
    return held(dumps({**(json.loads(told) if isinstance(told, str) else told), **more}))


def _fields(one: Any) -> dict[str, Any]:
    # dataclasses.asdict copies all it holds, deeply, which took most of the time of storing
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def document_row(document: Document) -> dict[str, Any]:
    """A row of `documents`."""
    structure = {
        "anchors": [
            [a.start, a.end, a.place.offset, a.place.line, a.place.page, a.place.box, a.place.paragraph, a.place.path]
            for a in document.anchors
        ],
        "sections": [[s.start, s.end, s.title, s.level, s.role] for s in document.sections],
        "paragraphs": [[p.start, p.end, p.kind] for p in document.paragraphs],
        "sentences": [[s.start, s.end] for s in document.sentences],
        "front": document.front,
        "warnings": document.warnings,
        "notes": [[n.label, n.called_at, n.start, n.end] for n in document.notes],
    }
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "text": document.text,
        "structure": dumps(structure),
    }


@stored
def document_of(row: Row) -> Document:
    """The document of a row."""
    parts = json.loads(row["structure"])
    front = parts["front"]
    return Document(
        id=row["id"],
        name=row["name"],
        media_type=row["media_type"],
        text=row["text"],
        anchors=tuple(
            Anchor(start, end, Place(offset, line, page, tuple(box) if box is not None else None, paragraph, path))
            for start, end, offset, line, page, box, paragraph, path in parts["anchors"]
        ),
        sections=tuple(Section(*section) for section in parts["sections"]),
        paragraphs=tuple(Paragraph(*paragraph) for paragraph in parts["paragraphs"]),
        sentences=tuple(Span(*span) for span in parts["sentences"]),
        front=Front(**{**front, "authors": tuple(front["authors"])}),
        warnings=tuple(parts["warnings"]),
        notes=tuple(Note(*note) for note in parts.get("notes", ())),
    )


def entry_rows(entry: Entry) -> dict[str, list[dict[str, Any]]]:
    """The rows of an entry, by table."""
    when = entry.when
    own = {
        "id": entry.id, "document": entry.document, "act": entry.act, "edtf": when.edtf, "earliest": when.earliest,
        "latest": when.latest, "basis": when.basis, "place": entry.place, "modality": entry.modality,
        "said_by": entry.said_by, "start": entry.start, "end": entry.end, "quote": entry.quote, "rule": entry.rule,
        "confidence": entry.confidence, "why": entry.why, "day": day_of(when), "block": block_key(block_of(entry)),
    }  # fmt: skip
    return {
        "entries": [own],
        "entry_states": _listed(entry.id, [{"state": state} for state in entry.states]),
        "entry_people": _listed(
            entry.id,
            [
                {
                    "name": p.name,
                    "office": p.office,
                    "state": p.state,
                    "person": p.id,
                    "folded": folded(f"{p.name or ''} {p.office or ''}"),
                }
                for p in entry.people
            ],
        ),
        "entry_sectors": _listed(entry.id, [{"sector": sector} for sector in entry.sectors]),
        "entry_citations": _listed(entry.id, [{"citation": citation} for citation in entry.citations]),
    }


def day_of(when: When) -> str:
    """What the calendar is ordered by: the earliest day, else the latest, else the end."""
    return when.earliest or when.latest or "9999-99-99"


def block_key(block: Sequence[str]) -> str:
    """A block as it is stored: its codes with a mark between that no code holds."""
    return "|".join(block)


def _listed(entry: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"entry": entry, "position": at, **row} for at, row in enumerate(rows)]


def place_row(entry: str, place: Place) -> dict[str, Any]:
    """A row of `entry_places`."""
    return {
        "entry": entry, "page": place.page, "line": place.line, "paragraph": place.paragraph, "path": place.path,
    }  # fmt: skip


@stored
def entry_of(row: Row, parts: Mapping[str, Sequence[Row]]) -> Entry:
    """The entry of a row and its parts, each in order."""
    return Entry(
        id=row["id"],
        document=row["document"],
        act=row["act"],
        when=When(row["edtf"], row["earliest"], row["latest"], row["basis"]),
        states=tuple(part["state"] for part in parts["entry_states"]),
        people=tuple(Person(p["name"], p["office"], p["state"], p["person"]) for p in parts["entry_people"]),
        place=row["place"],
        sectors=tuple(part["sector"] for part in parts["entry_sectors"]),
        modality=row["modality"],
        said_by=row["said_by"],
        citations=tuple(part["citation"] for part in parts["entry_citations"]),
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        rule=row["rule"],
        confidence=row["confidence"],
        why=row["why"],
    )


def mention_row(document: str, kind: str, position: int, mention: Reference | Citation | Quotation) -> dict[str, Any]:
    """A row of `mentions`."""
    return {"document": document, "kind": kind, "position": position, "data": dumps(mention)}


@stored
def mention_of(kind: str, data: str) -> Reference | Citation | Quotation:
    """The mention of a row's data. Rows written before a field was known have its default."""
    told = _plain(json.loads(data))
    if "work" in told:
        told["work"] = _work_of(told["work"])
    if "candidates" in told:
        told["candidates"] = tuple(PossibleWork(**candidate) for candidate in told["candidates"])
    mention: Reference | Citation | Quotation = MENTIONS[kind](**told)
    return mention


def _work_of(stored: Mapping[str, Any]) -> Work:
    names = {role: tuple(Author(**name) for name in stored[role]) for role in ("authors", "editors", "translators")}
    return Work(**{**_plain(stored), **names})


def _plain(stored: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()}


def digest_of(document: Mapping[str, Any], found: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """A hash of a document's row and of the rows of all that was found in it, by table: equal where a new reading gives
    nothing new, and where stored rows are as they were written. By what name it goes and what read it makes no difference.
    """
    told: list[Any] = [[document[name] for name in ("id", "media_type", "text", "structure")]]
    for table in FOUND:
        names, keys = table.columns.keys(), table.primary_key.columns.keys()
        rows = [([row[key] for key in keys], [row[name] for name in names]) for row in found.get(table.name, ())]
        told.append([values for _, values in sorted(rows, key=itemgetter(0))])
    return blake2b(json.dumps(told, separators=(",", ":")).encode("ascii"), digest_size=16).hexdigest()


def identity_row(identity: Identity) -> dict[str, Any]:
    """A row of `identities`."""
    return {
        "entry": identity.entry, "position": identity.position, "status": identity.status, "person": identity.person,
        "candidates": dumps([list(astuple(one)) for one in identity.candidates]), "why": identity.why,
    }  # fmt: skip


@stored
def identity_of(row: Row) -> Identity:
    """The identity of a row."""
    candidates = tuple(Candidate(*one) for one in json.loads(row["candidates"]))
    return Identity(row["entry"], row["position"], row["status"], row["person"], candidates, row["why"])


def finding_row(found: Finding, scope: str, position: int) -> dict[str, Any]:
    """A row of `findings`."""
    return {
        "document": found.document, "id": found.id, "scope": scope, "position": position, "rule": found.rule,
        "severity": found.severity, "spans": dumps([[span.start, span.end] for span in found.spans]),
        "entries": dumps(found.entries), "message": found.message, "evidence": dumps(found.evidence),
        "inferred": dumps(astuple(found.inferred)) if found.inferred is not None else None,
    }  # fmt: skip


@stored
def finding_of(row: Row) -> Finding:
    """The finding of a row."""
    return Finding(
        id=row["id"],
        rule=row["rule"],
        severity=row["severity"],
        document=row["document"],
        spans=tuple(Span(*span) for span in json.loads(row["spans"])),
        entries=tuple(json.loads(row["entries"])),
        message=row["message"],
        evidence=tuple(json.loads(row["evidence"])),
        inferred=When(*json.loads(row["inferred"])) if row["inferred"] is not None else None,
    )


def act_row(act: Act, block: str) -> dict[str, Any]:
    """A row of `acts`."""
    when = act.when
    return {
        "id": act.id, "act": act.act, "edtf": when.edtf, "earliest": when.earliest, "latest": when.latest,
        "basis": when.basis, "conflict": act.conflict, "why": act.why, "block": block, "day": day_of(when),
    }  # fmt: skip


@stored
def act_of(row: Row, states: Sequence[str], entries: Sequence[str]) -> Act:
    """The act of a row, its states and its entries."""
    when = When(row["edtf"], row["earliest"], row["latest"], row["basis"])
    return Act(row["id"], row["act"], when, tuple(states), tuple(entries), row["conflict"], row["why"])


@stored
def decision_of(row: Row) -> Decision:
    """The decision of a row."""
    return Decision(
        row["id"], row["target_kind"], row["target"], row["verdict"], row["payload"], row["who"], row["at"], row["undone_by"]
    )  # fmt: skip
