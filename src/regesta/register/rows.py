"""An entry as the contract's row, a plain dict, and back: what every table and file of entries is made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.model import Entry, Person, When

FIELDS = (
    "id", "document", "path", "act", "date", "earliest", "latest", "date_basis", "states", "people", "place", "sectors",
    "modality", "said_by", "citations", "start", "end", "quote", "rule", "confidence", "why",
)  # fmt: skip


def entry_row(entry: Entry, path: str | None = None) -> dict[str, Any]:
    """An entry as the contract's row; `path` where the document came from a file."""
    return {
        "id": entry.id,
        "document": entry.document,
        **({"path": path} if path is not None else {}),
        "act": entry.act,
        "date": entry.when.edtf,
        "earliest": entry.when.earliest,
        "latest": entry.when.latest,
        "date_basis": entry.when.basis if entry.when.edtf is not None else None,
        "states": list(entry.states),
        "people": [{"name": p.name, "office": p.office, "state": p.state, "id": p.id} for p in entry.people],
        "place": entry.place,
        "sectors": list(entry.sectors),
        "modality": entry.modality,
        "said_by": entry.said_by,
        "citations": list(entry.citations),
        "start": entry.start,
        "end": entry.end,
        "quote": entry.quote,
        "rule": entry.rule,
        "confidence": entry.confidence,
        "why": entry.why,
    }


def entry_of_row(row: Mapping[str, Any]) -> Entry:
    """The entry of a row. Raises KeyError or TypeError where the row is not the contract's."""
    return Entry(
        id=row["id"],
        document=row["document"],
        act=row["act"],
        when=When(row["date"], row["earliest"], row["latest"], row["date_basis"] or "stated"),
        states=tuple(row["states"]),
        people=tuple(Person(p["name"], p["office"], p["state"], p.get("id")) for p in row["people"]),
        place=row["place"],
        sectors=tuple(row["sectors"]),
        modality=row["modality"],
        said_by=row["said_by"],
        citations=tuple(row["citations"]),
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        rule=row["rule"],
        confidence=row["confidence"],
        why=row["why"],
    )
