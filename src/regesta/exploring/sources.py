"""From a claim to its citation to the work: which entries rest on a work, which on nothing, which acts on one work alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regesta.citations import folded
from regesta.model import Act, Citation, Document, Entry, Filter, Place, Reference
from regesta.register import Register, as_decided

_BULLET = re.compile(r"^[-*•]\s+")


@dataclass(frozen=True, slots=True)
class Cited:
    """One place where a document cites a work: its words and where they stand."""

    text: str
    page: str | None
    place: Place
    why: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A work of one document: its id or, where it is not listed, its label; what the list prints; where it is cited; which
    entries rest on it, by date. `listed` says whether the reference list has it."""

    work: str
    document: str
    path: str
    text: str | None
    listed: bool
    citations: tuple[Cited, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """An act with the works that its entries cite, each with its document's path."""

    act: Act
    entries: tuple[Entry, ...]
    works: tuple[tuple[str, str], ...]


def sources(register: Register, asked: Filter, work: str | None = None, *, decided: bool = False) -> Iterator[Source]:
    """The works that the documents cite or list, document by document in the order of paths, the list's order first.

    `decided` shows the entries as people left them: corrections laid over, rejected ones left out.

    `asked` narrows the entries. `work` keeps the works whose id begins with it, marks and case aside, or whose printed
    reference holds its words. Works that no entry rests on are kept, with no entries.
    """
    rulings = register.rulings() if decided else {}
    for id, paths in register.documents().items():
        if asked.document is not None and not (
            id.startswith(asked.document) or any(asked.document in p for p in paths)
        ):
            continue
        document = register.document(id)
        resting: dict[str, list[Entry]] = {}
        for entry in as_decided(register.entries(replace(asked, document=id, cited=None)), rulings):
            for cited in entry.citations:
                resting.setdefault(cited, []).append(entry)
        for source in _of_document(register, document, paths[0], resting):
            if work is None or _answers(source, work):
                yield source


def _of_document(
    register: Register, document: Document, path: str, resting: dict[str, list[Entry]]
) -> Iterator[Source]:
    listed = [one for one in register.mentions(document.id, "reference") if isinstance(one, Reference)]
    cited: dict[str, list[Citation]] = {}
    for citation in register.mentions(document.id, "citation"):
        if isinstance(citation, Citation):
            cited.setdefault(citation.reference or citation.label, []).append(citation)
    texts = {reference.id: _BULLET.sub("", " ".join(reference.text.split())) for reference in listed}
    for work in dict.fromkeys([*texts, *cited, *resting]):
        places = [Cited(c.text, c.page, document.locate(c.start), c.why) for c in cited.get(work, ())]
        full = texts.get(work)
        if full is None:  # a work that only notes give: the note that gives it in full
            full = max((c.text for c in cited.get(work, ()) if c.form == "note"), key=len, default=None)
        yield Source(work, document.id, path, full, work in texts, tuple(places), tuple(resting.get(work, ())))


def _answers(source: Source, work: str) -> bool:
    wanted = folded(work)
    words = [folded(word) for word in work.split()]
    printed = folded(source.text or "")
    return folded(source.work).startswith(wanted) or (
        source.text is not None and all(word in printed for word in words if word)
    )


def resting_on_nothing(register: Register, asked: Filter, *, decided: bool = False) -> Iterator[Entry]:
    """The entries for which no work is cited, in the calendar's order; `decided` as in `sources`."""
    yield from as_decided(register.entries(replace(asked, cited="")), register.rulings() if decided else {})


def resting_on_one(register: Register, asked: Filter, *, decided: bool = False) -> Iterator[Resting]:
    """The acts that all their entries together rest on one work alone, in the calendar's order.

    Works of two documents are one where their ids are. `decided` as in `sources`: entries that people rejected no longer
    bear an act, and an act with none left is none; what was corrected of its first entry is the act's.
    """
    paths = register.first_paths()
    rulings = register.rulings() if decided else {}
    for act in register.acts(asked):
        found = register.entries_of(list(act.entries))
        entries = list(as_decided(found, rulings))
        works = _works(entries, paths)
        if len({folded(work) for work, _ in works}) == 1:
            yield Resting(_left(act, entries, found), tuple(entries), works)


def _left(act: Act, entries: Sequence[Entry], found: Sequence[Entry]) -> Act:
    """An act with the entries that were left to it, and what was corrected of the first of them."""
    first, was = entries[0], next(entry for entry in found if entry.id == entries[0].id)
    if first != was:
        act = replace(act, act=first.act, when=first.when, states=first.states)
    return replace(act, entries=tuple(entry.id for entry in entries))


def _works(entries: Sequence[Entry], paths: dict[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = ((work, paths.get(entry.document, entry.document)) for entry in entries for work in entry.citations)
    return tuple(dict.fromkeys(pairs))
