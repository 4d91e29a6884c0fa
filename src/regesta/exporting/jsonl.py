"""JSON Lines in the contract's shape. Loses nothing: reading a file back gives equal entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from regesta.errors import BadDocument
from regesta.model import Entry, Person, When


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


def to_dicts(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as rows for pandas or polars: `pandas.DataFrame(to_dicts(entries))`."""
    return [entry_row(entry) for entry in entries]


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


def write_jsonl(entries: Iterable[Entry], paths: Mapping[str, str], out: TextIO) -> int:
    """Write entries one a line; `paths` gives documents their paths. Returns how many were written."""
    count = 0
    for entry in entries:
        out.write(json.dumps(entry_row(entry, paths.get(entry.document)), ensure_ascii=False) + "\n")
        count += 1
    return count


def read_jsonl(lines: Iterable[str], name: str) -> Iterator[Entry]:
    """The entries of a file's lines. Raises BadDocument naming the file and the line that is no entry."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield entry_of_row(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise BadDocument(
                f"{name}, line {number}: it is no entry ({fault}); write it as the contract lays down"
            ) from fault
