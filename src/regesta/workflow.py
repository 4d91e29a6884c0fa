"""The main flow: document -> mentions -> entries -> acts, findings -> register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.checking import Case, Shelf, check, check_across
from regesta.citations import find_citations, find_quotations, find_references, find_reported, find_source_notes
from regesta.dates import find_dates
from regesta.entries import Mentions, assemble
from regesta.errors import BadDocument
from regesta.model import Act, Citation, Document, Entry, Examined, Finding, Identity, Names, Reading, Span
from regesta.names import find_names
from regesta.reading import read_path
from regesta.resolving import gather_acts, resolve_people

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
    places = {state.text for state in names.states} | {place.text for place in names.places}
    citations = find_citations(document, references, places)
    dates = find_dates(document, [Span(citation.start, citation.end) for citation in citations])
    told = [(Span(date.start, date.end), date.when) for date in dates]
    quoted = find_quotations(document, names.people, citations, told)
    reported = find_reported(document, _speakers(names, citations))
    mentions = Mentions(
        dates=dates,
        names=names,
        citations=citations,
        quotations=tuple(sorted((*quoted, *reported), key=lambda quote: (quote.start, quote.end))),
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
        names=names,
    )


def _speakers(names: Names, citations: Sequence[Citation]) -> list[tuple[Span, str, bool]]:
    """Whoever a text may report, and whether it is a person: people, offices, bodies, states, authors named with their year."""
    found = [(Span(p.start, p.end), p.name or p.text, True) for p in names.people]
    found += [(Span(body.start, body.end), body.name, False) for body in names.institutions]
    found += [(Span(state.start, state.end), state.text, False) for state in names.states if state.form != "demonym"]
    found += [(Span(c.start, c.end), c.reference or c.label, True) for c in citations if c.text[:1].isalpha()]
    return found


def examine(reading: Reading) -> Examined:
    """Resolve a reading's people, gather its acts, and run the checks of one document."""
    identities = resolve_people(reading.entries)
    by_place = {(identity.entry, identity.position): identity for identity in identities}
    acts = gather_acts(reading.entries, by_place)
    return Examined(reading, identities, acts, check(Case(reading, by_place, acts)))


def settle(register: Register) -> int:
    """Gather anew the acts whose entries changed, over all documents, and check what documents say against one another."""
    names = {id: paths[0] for id, paths in register.documents().items()}

    def gather(
        entries: Sequence[Entry],
        identities: Mapping[tuple[str, int], Identity],
        apart: Sequence[tuple[str, str]],
        together: Sequence[tuple[str, str]],
    ) -> tuple[tuple[Act, ...], tuple[Finding, ...]]:
        acts = gather_acts(entries, identities, apart=apart, together=together)
        return acts, check_across(Shelf({entry.id: entry for entry in entries}, acts, identities, names))

    return register.settle(gather)


def read(path: str | Path) -> Reading:
    """Read one file: its document, entries and abstentions. Raises BadDocument when it cannot be read."""
    return read_document(read_path(Path(path)))


def read_into(register: Register, files: Iterable[Path | BadDocument]) -> Iterator[Outcome]:
    """Read files one by one into a register, then gather its acts; a bad file is an outcome, never the end of the run."""
    for file in files:
        if isinstance(file, BadDocument):
            yield Outcome(str(file).partition(":")[0], "failed", message=str(file))
            continue
        try:
            found = examine(read(file))
        except BadDocument as fault:
            yield Outcome(str(file), "failed", message=str(fault))
            continue
        status, reading = register.put(found), found.reading
        yield Outcome(str(file), status, len(reading.entries), len(reading.abstentions), document=reading.document.id)
    settle(register)
