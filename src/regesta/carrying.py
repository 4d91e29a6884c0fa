"""Entries that somebody else made, brought into a register: from files of entries (`regesta import`).

What lives here: which reader a file has, the document that stands in for one whose text is not at hand, what may be put in.
What does not: the formats (`exporting`), writing to the database (`register`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regesta.errors import BadDocument, BadQuestion
from regesta.exporting import read_datapackage, read_jsonld, read_parquet, read_rows
from regesta.model import Document, Entry, Examined, Filter, Identity, Paragraph, Reading, Section, Span
from regesta.register import QUOTES, Register
from regesta.workflow import settle

_LONGEST = 50_000_000  # code points; a text with quotes beyond is none
_NO_TEXT = "only its quotes are known: its entries were imported, and its text was not at hand"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the entries of a file: put in, there already, or left out, with a sentence for each document of these."""

    new: int
    known: int
    left_out: int
    messages: tuple[str, ...]


def read_entries(path: Path) -> Iterator[tuple[Entry, str | None]]:
    """The entries of a file, each with its document's path: JSON Lines, Parquet, JSON-LD or a data package.

    Raises BadDocument where it holds none, BadQuestion for a name that tells no format.
    """
    if not path.exists():
        raise BadQuestion(f"{path}: there is no such file; check the name")
    suffix = path.suffix.lower()
    if path.is_dir():
        return read_datapackage(path) if (path / "datapackage.json").is_file() else read_parquet(path)
    if path.name == "datapackage.json" or suffix == ".zip":
        return read_datapackage(path)
    if suffix == ".parquet":
        return read_parquet(path)
    if suffix in (".jsonld", ".json"):
        return read_jsonld(path)
    if suffix in (".jsonl", ".ndjson"):
        return _lines(path)
    raise BadQuestion(
        f"{path}: its name tells no format that can be imported; there are .jsonl, .parquet, .jsonld and data packages"
        " (a folder, datapackage.json or .zip)"
    )


def _lines(path: Path) -> Iterator[tuple[Entry, str | None]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield from read_rows(lines, str(path))
    except (OSError, UnicodeDecodeError) as fault:
        raise BadDocument(f"{path}: it cannot be read ({fault}); it should be a text in UTF-8") from fault


def import_into(register: Register, told: Iterable[tuple[Entry, str | None]]) -> Imported:
    """Put entries into a register, a transaction for each document, and gather its acts.

    A document that the register does not have is kept with its quotes alone, each where it stood (`QUOTES`); reading the
    document itself later takes its place. One that the register read itself keeps what the register found: entries of the
    file that are not among these are left out. Raises BadDocument before anything is written where the file is not in order.
    """
    by_document: dict[str, list[Entry]] = {}
    paths: dict[str, str] = {}
    for entry, path in told:
        by_document.setdefault(entry.document, []).append(entry)
        if path is not None:
            paths.setdefault(entry.document, path)
    _distinct(by_document)
    known = register.documents()
    taken = {path: id for id, names in known.items() for path in names}
    made: list[Examined] = []
    new = there = left_out = 0
    messages: list[str] = []
    for id, entries in by_document.items():
        held = register.document(id) if id in known else None
        own = {entry.id: entry for entry in register.entries_of([entry.id for entry in entries])}
        fresh = [entry for entry in entries if own.get(entry.id) != entry]
        there += len(entries) - len(fresh)
        if not fresh:
            continue
        if held is not None and held.media_type != QUOTES:
            left_out += len(fresh)
            messages.append(_kept_own(held.name, len(fresh)))
            continue
        clash = next((entry.id for entry in fresh if entry.id in own), None)
        if clash is not None:
            raise BadDocument(f"entry {clash}: the register has another entry of that id; nothing was imported")
        path = known[id][0] if held is not None else paths.get(id, id)
        if held is None and taken.get(path, id) != id:
            # another text of that name is in the register, and keeps it
            path = f"{path} ({id})"
        before = [e for e in register.entries(Filter(document=id)) if e.document == id] if held is not None else []
        made.append(_examined(id, path, [*before, *fresh]))
        new += len(fresh)
    for examined in made:
        register.put(examined)
    settle(register)
    return Imported(new, there, left_out, tuple(messages))


def _distinct(by_document: Mapping[str, Sequence[Entry]]) -> None:
    """Raises BadDocument where two entries of a file share an id."""
    seen: set[str] = set()
    for entries in by_document.values():
        for entry in entries:
            if entry.id in seen:
                raise BadDocument(f"entry {entry.id} stands twice in the file; nothing was imported")
            seen.add(entry.id)


def _kept_own(name: str, count: int) -> str:
    entries = "an entry of the file is" if count == 1 else f"{count} entries of the file are"
    return (
        f"{name}: the register read this document itself, and {entries} not among its own and left out;"
        " `regesta merge` brings two registers together"
    )


def _examined(id: str, path: str, entries: Sequence[Entry]) -> Examined:
    """Entries as if they had been found in a document that is made of their quotes."""
    document = _of_quotes(id, path, entries)
    meant = tuple(
        Identity(entry.id, at, "resolved", person.id, (), "so told by the file it was imported from")
        for entry in entries
        for at, person in enumerate(entry.people)
        if person.id is not None
    )
    return Examined(Reading(document, tuple(entries), ()), meant)


def _of_quotes(id: str, path: str, entries: Sequence[Entry]) -> Document:
    """A text in which every quote stands where it stood, with spaces between, so that offsets hold. Raises BadDocument."""
    end = max(entry.end for entry in entries)
    if end > _LONGEST:
        raise BadDocument(f"{path}: a quote ends at {end}, which is no offset in a text; nothing was imported")
    parts: list[str] = []
    at, run = 0, ""  # where the text ends so far, and the last stretch of it that is quotes alone
    for entry in sorted(entries, key=lambda one: (one.start, one.end, one.id)):
        if len(entry.quote) != entry.end - entry.start or entry.start < 0:
            raise BadDocument(
                f"{path}, entry {entry.id}: its quote has {len(entry.quote)} characters and its offsets {entry.end - entry.start};"
                " count code points; nothing was imported"
            )
        if entry.start >= at:
            parts += [run, " " * (entry.start - at)]
            run = entry.quote
        else:
            begin = len(run) - (at - entry.start)
            if not (run[begin:].startswith(entry.quote) or entry.quote.startswith(run[begin:])):
                raise BadDocument(
                    f"{path}, entry {entry.id}: its quote and another's disagree on what stands at {entry.start};"
                    " nothing was imported"
                )
            run += entry.quote[at - entry.start :]
        at = max(at, entry.end)
    text = "".join([*parts, run])
    spans = sorted({(entry.start, entry.end) for entry in entries})
    return Document(
        id, path, QUOTES, text, (), (Section(0, end, "", 1, "body"),),
        tuple(Paragraph(start, stop, "quote") for start, stop in spans), tuple(Span(*span) for span in spans),
        warnings=(_NO_TEXT,),
    )  # fmt: skip
