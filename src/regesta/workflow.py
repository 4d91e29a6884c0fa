"""The main flow: document -> mentions -> entries -> register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.citations import find_citations, find_quotations, find_references, find_source_notes
from regesta.dates import find_dates
from regesta.entries import Mentions, assemble
from regesta.errors import RegestaError
from regesta.model import Document, Reading
from regesta.names import find_names
from regesta.reading import read_path as read_file

if TYPE_CHECKING:
    from regesta.register import Register


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: "new", "unchanged", "replaced" or "failed" (then `message` says why, in one sentence)."""

    path: str
    status: str
    entries: int = 0
    abstained: int = 0
    message: str | None = None
    document: str | None = None


def read_document(document: Document) -> Reading:
    """All that one pass over one document gives."""
    names = find_names(document)
    references = find_references(document)
    mentions = Mentions(
        dates=find_dates(document),
        names=names,
        citations=find_citations(document, references),
        quotations=find_quotations(document, names.people),
        notes=find_source_notes(document),
    )
    entries, abstentions = assemble(document, mentions)
    return Reading(
        document=document,
        entries=entries,
        abstentions=abstentions,
        references=references,
        citations=mentions.citations,
        quotations=mentions.quotations,
        dates=mentions.dates,
    )


def read_path(path: Path) -> Reading:
    """Read one file. Raises BadDocument when it cannot be read."""
    return read_document(read_file(path))


def read_into(register: Register, paths: Iterable[Path]) -> Iterator[Outcome]:
    """Read files one by one into a register; a bad file is an outcome, never the end of the run."""
    for path in paths:
        try:
            reading = read_path(path)
        except RegestaError as fault:
            yield Outcome(str(path), "failed", message=str(fault))
            continue
        status = register.put(reading)
        yield Outcome(str(path), status, len(reading.entries), len(reading.abstentions), document=reading.document.id)
