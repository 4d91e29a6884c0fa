"""Two people's registers made one (`regesta merge`): documents and entries of both, decisions of both in the order of
time.

What lives here: what is kept where the two say different things, and how that is told. What does not: the log of
decisions (`register.merging`), entries of files (`carrying`).

Nothing of the first register is changed or left out. Of the second all is taken over that has a place; what has none is
said.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.errors import BadQuestion
from regesta.exploring import laid_over, told_abstract
from regesta.model import Citation, Document, Entry, Examined, Filter, Proposal, Quotation, Reading, Reference, Ruling
from regesta.register import QUOTES, Register
from regesta.register.merging import findings_in, kept_of, keys_of, log_of, merged_log, put_kept, put_log, put_paths
from regesta.workflow import settle


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge made. `conflicts` are sentences on what the two registers say differently, all of it kept; `left_out` on
    what has no place in the new one.
    """

    documents: int
    entries: int
    decisions: int
    conflicts: tuple[str, ...]
    left_out: tuple[str, ...]


def merge(first: Path, second: Path, target: Path) -> Merged:
    """Make a register of two in a file that is not there yet; it appears whole or not at all.

    Raises BadQuestion where the file is there or the two are one, BadRegister where one is no register.
    """
    if target.exists():
        raise BadQuestion(f"{target}: it is there already; name a file that is not")
    if first.exists() and second.exists() and first.samefile(second):
        raise BadQuestion(f"{first} and {second} are one register; name two")
    if not target.absolute().parent.is_dir():
        raise BadQuestion(f"{target}: there is no folder {target.parent}; make it first")
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".regesta-") as folder:
        made = Path(folder) / "merged.register"
        with Register(first, must_exist=True) as one, Register(second, must_exist=True) as other:
            one.copy_to(made)
            with Register(made) as both:
                done = _merged(one, other, both)
                whole = Path(folder) / "whole.register"
                both.copy_to(whole)
        os.replace(whole, target)
    return done


def _merged(one: Register, other: Register, both: Register) -> Merged:
    names = (Path(one.path).name, Path(other.path).name)
    conflicts: list[str] = []
    left_out: list[str] = []
    known = one.documents()
    for id, paths in other.documents().items():
        if id not in known:
            told, lost = _take_over(other, both, id, paths)
            conflicts += told
            left_out += lost
        elif kept_of(one, id)[0] != kept_of(other, id)[0] or one.document(id) != other.document(id):
            told, lost = _bring_together(one, other, both, id)
            conflicts += told
            left_out += lost
            put_paths(both, id, paths)
        else:
            put_paths(both, id, paths)
        for source, proposals in _by_source(other, id).items():
            if source not in _by_source(both, id):
                both.put_opinion(id, source, (), proposals)
    put_log(both, merged_log(log_of(one), log_of(other)))
    conflicts += _disagreements(one, other, both, names)
    settle(both)
    return Merged(
        len(both.documents()), both.count(), len(both.decisions(standing=False)), tuple(conflicts), tuple(left_out)
    )


def _take_over(other: Register, both: Register, id: str, paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """A document of the second register alone, with all that was found in it. Returns as `_bring_together` does."""
    examined = _examined(other, id)
    told: list[str] = []
    taken = both.entries_of([entry.id for entry in examined.reading.entries])
    lost = [f"{paths[0]}, entry {entry.id}: the first register has another entry of that id" for entry in taken]
    if taken:
        free = tuple(entry for entry in examined.reading.entries if entry.id not in {one.id for one in taken})
        meant = tuple(who for who in examined.identities if who.entry in {entry.id for entry in free})
        examined = replace(examined, reading=replace(examined.reading, entries=free), identities=meant)
    held = {path: there for there, names in both.documents().items() for path in names}
    name = paths[0]
    if name in held:
        # another text of that path is in the first register, and keeps it
        name = f"{name} ({id})"
        told.append(
            f"{paths[0]}: the two registers read different texts under this path; the second one's is now {name}"
        )
    document = replace(examined.reading.document, name=name)
    both.put(replace(examined, reading=replace(examined.reading, document=document)))
    put_paths(both, id, [path for path in paths[1:] if path not in held])
    put_kept(both, id, kept_of(other, id))
    for entry in examined.reading.entries:
        judged = other.judgements(entry.id)
        if judged:
            both.put_opinion(id, judged[0].source, judged)
    return told, lost


def _bring_together(one: Register, other: Register, both: Register, id: str) -> tuple[list[str], list[str]]:
    """A document that the two registers read differently: the entries of both, where they stand in the text that is kept.

    The first register's reading is kept, but for one that knows its quotes alone and gives way to one of the text.
    Returns the sentences on what differs, and on what has no place.
    """
    mine, yours, kept = _examined(one, id), _examined(other, id), kept_of(one, id)
    if mine.reading.document.media_type == QUOTES and yours.reading.document.media_type != QUOTES:
        mine, yours, kept = yours, mine, kept_of(other, id)
        both.put(mine)
        put_kept(both, id, kept)
    text = mine.reading.document
    own = {entry.id: entry for entry in mine.reading.entries}
    fresh = [entry for entry in yours.reading.entries if entry.id not in own]
    otherwise = sum(own.get(entry.id, entry) != entry for entry in yours.reading.entries)
    if text.media_type == QUOTES:
        text = _with_quotes(text, yours.reading.document)
    fit = [entry for entry in fresh if text.text[entry.start : entry.end] == entry.quote]
    path = one.documents()[id][0]
    lost = [
        f"{path}, entry {entry.id}: “{told_abstract(entry)}” of one register has no place in the text that the other read"
        for entry in fresh
        if entry not in fit
    ]
    if fit:
        entries = tuple(sorted((*mine.reading.entries, *fit), key=lambda entry: (entry.start, entry.end, entry.id)))
        meant = tuple(who for who in yours.identities if any(who.entry == entry.id for entry in fit))
        both.put(
            replace(
                mine,
                reading=replace(mine.reading, document=text, entries=entries),
                identities=(*mine.identities, *meant),
            )
        )
        put_kept(both, id, kept)
    told = []
    missing = len(own.keys() - {entry.id for entry in yours.reading.entries})
    if fit or missing:
        told.append(
            f"{path}: the two registers read it differently; {len(fit)} of the second one's entries and {missing} of the first"
            " one's are not in the other, and all are kept"
        )
    if otherwise:
        told.append(
            f"{path}: {otherwise} entries are the same but for what was found beside them (whom people are); they are kept as"
            " the first register has them"
        )
    return told, lost


def _with_quotes(text: Document, other: Document) -> Document:
    """A document of quotes with those of another one laid into its gaps."""
    size = max(len(text.text), len(other.text))
    mine, yours = text.text.ljust(size), other.text.ljust(size)
    laid = "".join(a if a != " " else b for a, b in zip(mine, yours, strict=True))
    paragraphs = sorted({*text.paragraphs, *other.paragraphs}, key=lambda one: (one.start, one.end))
    sentences = sorted({*text.sentences, *other.sentences}, key=lambda one: (one.start, one.end))
    sections = (replace(text.sections[0], end=size),) if text.sections else ()
    return replace(text, text=laid, paragraphs=tuple(paragraphs), sentences=tuple(sentences), sections=sections)


def _examined(register: Register, id: str) -> Examined:
    """All that a register keeps of a document, as it was put in."""
    entries = tuple(entry for entry in register.entries(Filter(document=id), by_document=True) if entry.document == id)
    mentions = {kind: register.mentions(id, kind) for kind in ("reference", "citation", "quotation")}
    reading = Reading(
        document=register.document(id),
        entries=entries,
        abstentions=tuple(one for one in register.abstentions(id) if one.document == id),
        references=tuple(one for one in mentions["reference"] if isinstance(one, Reference)),
        citations=tuple(one for one in mentions["citation"] if isinstance(one, Citation)),
        quotations=tuple(one for one in mentions["quotation"] if isinstance(one, Quotation)),
    )
    identities = tuple(who for entry in entries for who in register.identities(entry.id))
    return Examined(reading, identities, (), tuple(findings_in(register, id)))


def _by_source(register: Register, id: str) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for proposal in register.proposals(id):
        found.setdefault(proposal.source, []).append(proposal)
    return found


def _disagreements(one: Register, other: Register, both: Register, names: tuple[str, str]) -> Iterator[str]:
    """What people decided differently in the two registers; where one's log goes on from the other's there is none."""
    keys = [keys_of(log_of(register).decisions) for register in (one, other)]
    mine, yours, now = one.rulings(), other.rulings(), both.rulings()
    ids = sorted(id for id in mine.keys() & yours.keys() if not _goes_on(mine[id], yours[id], keys))
    for entry in both.entries_of(ids):
        told = [_stands(entry, ruling) for ruling in (mine[entry.id], yours[entry.id])]
        if told[0] != told[1]:
            yield (
                f"entry {entry.id[:8]}, “{told_abstract(entry)}”: in {names[0]} {told[0]}, in {names[1]} {told[1]};"
                f" the later decision stands: {_stands(entry, now[entry.id])}"
            )
    pairs = [
        {frozenset(decision.target.split()): decision.verdict for decision in register.decisions("entries")}
        for register in (one, other)
    ]
    for pair in sorted(pairs[0].keys() & pairs[1].keys(), key=sorted):
        if pairs[0][pair] != pairs[1][pair]:
            ids_told = " and ".join(id[:8] for id in sorted(pair))
            yield f"entries {ids_told}: {names[0]} says {pairs[0][pair]}, {names[1]} says {pairs[1][pair]}; both are in the log"


def _goes_on(mine: Ruling, yours: Ruling, keys: Sequence[Mapping[int, tuple[str, ...]]]) -> bool:
    """Whether the decisions about an entry in one register are those of the other, or these and later ones."""
    told = [
        {(keys[side][one.id], one.undone_by is not None) for one in ruling.decisions}
        for side, ruling in enumerate((mine, yours))
    ]
    bare = [{key for key, _ in side} for side in told]
    return bare[0] <= bare[1] or bare[1] <= bare[0]


def _stands(entry: Entry, ruling: Ruling) -> str:
    """A ruling in words: "accepted by Anna", "corrected by Boris to “1962 July 5. ...”"."""
    who = next((one.who for one in reversed(ruling.decisions) if one.undone_by is None and one.verdict != "undo"), "")
    by = f" by {who}" if who else ""
    if ruling.status == "corrected":
        return f"corrected{by} to “{told_abstract(laid_over(entry, ruling))}”"
    return f"{ruling.status}{by}" if ruling.status != "open" else "open again"
