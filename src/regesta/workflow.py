"""The main flow: document -> mentions -> entries -> acts, findings -> register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from regesta.checking import Case, Shelf, check, check_across, check_towards
from regesta.citations import find_citations, find_quotations, find_references, find_reported, find_source_notes
from regesta.cooperation import Surroundings, find_cooperation
from regesta.dates import find_dates
from regesta.entries import Mentions, assemble
from regesta.errors import BadDocument
from regesta.model import Act, Citation, Document, Edition, Entry, Examined, Finding, Identity, Names, Reading, Span
from regesta.names import find_names
from regesta.reading import document_id_of, read_bytes, read_path
from regesta.register.preparing import Failed, Prepared, prepare
from regesta.resolving import gather_acts, resolve_people
from regesta.versions import edition

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


# a file, the id of its bytes as they were asked for, and what was read in it
_Read = tuple[Path, str | None, Prepared | Failed]


def read_document(document: Document) -> Reading:
    """All that one pass over one document gives."""
    names = find_names(document)
    references = find_references(document)
    places = {state.text for state in names.states} | {place.text for place in names.places}
    citations = find_citations(document, references, places)
    dates = find_dates(document, [Span(citation.start, citation.end) for citation in citations])
    told = [(Span(date.start, date.end), date.when) for date in dates]
    quoted = find_quotations(document, names.people, citations, told)
    reported = find_reported(document, _speakers(names, citations), names.people, quoted)
    mentions = Mentions(
        dates=dates,
        names=names,
        citations=citations,
        quotations=tuple(sorted((*quoted, *reported), key=lambda quote: (quote.start, quote.end))),
        notes=find_source_notes(document),
    )
    entries, abstentions = assemble(document, mentions)
    around = Surroundings(names, dates, citations, mentions.quotations, mentions.notes, entries)
    return Reading(
        document=document,
        entries=entries,
        abstentions=abstentions,
        references=references,
        citations=mentions.citations,
        quotations=mentions.quotations,
        dates=mentions.dates,
        names=names,
        cooperation=find_cooperation(document, around),
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
    names = register.first_paths()

    def gather(
        entries: Sequence[Entry],
        identities: Mapping[tuple[str, int], Identity],
        apart: Sequence[tuple[str, str]],
        together: Sequence[tuple[str, str]],
    ) -> tuple[tuple[Act, ...], tuple[Finding, ...]]:
        acts = gather_acts(entries, identities, apart=apart, together=together)
        return acts, check_across(Shelf({entry.id: entry for entry in entries}, acts, identities, names))

    def compare(entries: Sequence[Entry]) -> tuple[Finding, ...]:
        return check_towards(Shelf({entry.id: entry for entry in entries}, (), {}, names))

    return register.settle(gather, compare)


def read(path: str | Path) -> Reading:
    """Read one file: its document, entries and abstentions. Raises BadDocument when it cannot be read."""
    return read_document(read_path(Path(path)))


def attempt(path: Path, used: Edition, data: bytes | None = None) -> Prepared | Failed:
    """What becomes of one file: the rows to store, or why it cannot be read, in one sentence; it raises nothing.

    The same in whatever process it is done (`cluster`). `data` are the file's bytes where they are at hand.
    """
    try:
        document = read_path(path) if data is None else read_bytes(data, str(path))
        return prepare(examine(read_document(document)), used)
    except BadDocument as fault:
        return Failed(str(path), None, str(fault))
    except MemoryError:
        return Failed(
            str(path), None, f"{path}: it needs more memory than there is; split it, or allow more with --megabytes"
        )
    except RecursionError:
        return Failed(str(path), None, f"{path}: its parts are nested too deep; save it anew, or as plain text")
    except Exception as fault:
        # whatever a file does to a reader, the run goes on with the others
        why = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
        return Failed(str(path), None, f"{path}: the reader broke on it ({why[:200]}); please report it with the file")


def read_into(register: Register, files: Iterable[Path | BadDocument], retry: bool = False) -> Iterator[Outcome]:
    """Read files one by one into a register, then gather its acts; a bad file is an outcome, never the end of the run.
    Outcomes come when their files are stored, some files at a time.

    A file is not read again where its bytes, the rules and the authorities are those it was read with; one that failed with
    them is tried again only where `retry` says so.
    """
    used = edition()
    waiting: dict[Path | BadDocument, Outcome | _Read] = {}
    since = monotonic()
    for file in files:
        if is_enough(len(waiting), since) or file in waiting:  # which it may have changed since
            yield from _told(register, waiting.values(), used)
            waiting.clear()
            since = monotonic()
        waiting[file] = _tried(register, file, used, retry)
    yield from _told(register, waiting.values(), used)
    finish(register, used)


def is_enough(files: int, since: float) -> bool:
    """Whether so many files are to be stored now, the last having been stored at `since` (`time.monotonic`).

    A transaction writes the pages of all indexes anew: one a document took as long as half of the reading. A second's work
    is what a run that is killed loses, and what somebody waits for to see what became of a file.
    """
    return files >= 64 or monotonic() - since >= 1


def _tried(register: Register, file: Path | BadDocument, used: Edition, retry: bool) -> Outcome | _Read:
    """What became of a file, where nothing is to be stored; else what was read in it, with the id of its bytes."""
    if isinstance(file, BadDocument):
        return Outcome(str(file).partition(":")[0], "failed", message=str(file))
    content = content_of(file)
    known = done(register, {file: content}, used, retry).get(file)
    return known if known is not None else (file, content, attempt(file, used))


def _told(register: Register, waiting: Collection[Outcome | _Read], used: Edition) -> list[Outcome]:
    """The outcomes of files, once those that were read are stored."""
    read = [one for one in waiting if not isinstance(one, Outcome)]
    outcomes = iter(stored(register, read, used) if read else ())
    return [one if isinstance(one, Outcome) else next(outcomes) for one in waiting]


def content_of(file: Path) -> str | None:
    """The id that a file's bytes have as a document; None for standard input and what cannot be opened."""
    try:
        return document_id_of(file) if file.is_file() else None
    except OSError:
        return None


def done(register: Register, files: Mapping[Path, str | None], used: Edition, retry: bool) -> dict[Path, Outcome]:
    """What became of those files that need not be read: the bytes, rules and authorities are as they were."""
    standings = register.standings([str(file) for file, content in files.items() if content is not None], used)
    found: dict[Path, Outcome] = {}
    for file, content in files.items():
        known = standings.get(str(file))
        if known is None or content is None or known.content != content or known.edition != used:
            continue
        if known.status == "read":
            found[file] = Outcome(str(file), "unchanged", *register.counted(content), document=content)
        elif not retry:
            found[file] = Outcome(str(file), "failed", message=known.message)
    if found:
        register.note([standings[str(file)] for file in found])
    return found


def stored(register: Register, results: Sequence[_Read], used: Edition) -> list[Outcome]:
    """Store what became of files, in one transaction; each comes with the id of its bytes as they were asked for."""
    told = [
        replace(one, path=str(file), content=content) if isinstance(one, Failed) else one
        for file, content, one in results
    ]
    outcomes = []
    for (file, _, _), one, status in zip(results, told, register.put_results(told, used), strict=True):
        if isinstance(one, Failed):
            outcomes.append(Outcome(str(file), "failed", message=one.message))
            continue
        counts = len(one.entries), len(one.rows["abstentions"])
        outcomes.append(Outcome(str(file), status, *counts, document=one.document["id"]))
    return outcomes


def finish(register: Register, used: Edition) -> None:
    """What is left when all files are stored: documents that lost the path they went by, and the acts."""
    for document, path in register.misnamed():
        if content_of(Path(path)) == document:
            register.put_results([attempt(Path(path), used)], used)
    settle(register)
