"""Model classes to rows and back, equal (law 6)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping

from regesta.model import (
    Anchor,
    Author,
    Citation,
    Document,
    Entry,
    Front,
    Paragraph,
    Person,
    Place,
    Quotation,
    Reference,
    Section,
    Span,
    When,
    Work,
)
from regesta.register.folding import folded

# a row as SQLAlchemy hands it out
Row = RowMapping

MENTIONS: dict[str, type[Any]] = {
    "reference": Reference,
    "citation": Citation,
    "quotation": Quotation,
}


def dumps(value: object) -> str:
    """JSON, compact, in the same bytes every time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
        "front": asdict(document.front),
        "warnings": document.warnings,
    }
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "text": document.text,
        "structure": dumps(structure),
    }


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
    )


def entry_rows(entry: Entry) -> dict[str, list[dict[str, Any]]]:
    """The rows of an entry, by table."""
    when = entry.when
    own = {
        "id": entry.id, "document": entry.document, "act": entry.act, "edtf": when.edtf, "earliest": when.earliest,
        "latest": when.latest, "basis": when.basis, "place": entry.place, "modality": entry.modality,
        "said_by": entry.said_by, "start": entry.start, "end": entry.end, "quote": entry.quote, "rule": entry.rule,
        "confidence": entry.confidence, "why": entry.why, "day": when.earliest or when.latest or "9999-99-99",
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


def _listed(entry: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"entry": entry, "position": at, **row} for at, row in enumerate(rows)]


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
    return {"document": document, "kind": kind, "position": position, "data": dumps(asdict(mention))}


def mention_of(kind: str, data: str) -> Reference | Citation | Quotation:
    """The mention of a row's data. Rows written before a field was known have its default."""
    fields = _plain(json.loads(data))
    if "work" in fields:
        fields["work"] = _work_of(fields["work"])
    mention: Reference | Citation | Quotation = MENTIONS[kind](**fields)
    return mention


def _work_of(stored: Mapping[str, Any]) -> Work:
    names = {role: tuple(Author(**name) for name in stored[role]) for role in ("authors", "editors", "translators")}
    return Work(**{**_plain(stored), **names})


def _plain(stored: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()}
