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

from regesta.errors import BadQuestion, unwritable
from regesta.exploring import laid_over, told_abstract
from regesta.model import Document, Entry, Filter, Ruling
from regesta.register import QUOTES, Register
from regesta.register.merging import (
    copy_entries,
    keys_of,
    log_of,
    merged_log,
    put_log,
    put_paths,
    put_text,
    put_words,
    same_found,
    take_over,
)
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

    Raises BadQuestion where the file is there or the two are one, BadRegister where one is no register, NoRoom where the new one
    cannot be written.
    """
    if target.exists():
        raise BadQuestion(f"{target}: it is there already; name a file that is not")
    if first.exists() and second.exists() and first.samefile(second):
        raise BadQuestion(f"{first} and {second} are one register; name two")
    if not target.absolute().parent.is_dir():
        raise BadQuestion(f"{target}: there is no folder {target.parent}; make it first")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".regesta-") as folder:
            made, whole = Path(folder) / "merged.register", Path(folder) / "whole.register"
            with Register(first, must_exist=True) as one, Register(second, must_exist=True) as other:
                one.copy_to(made)
                with Register(made) as both:
                    done = _merged(one, other, both)
                    both.copy_to(whole)
            os.replace(whole, target)
    except OSError as fault:
        raise unwritable(target, fault) from fault
    return done


def _merged(one: Register, other: Register, both: Register) -> Merged:
    names = (Path(one.path).name, Path(other.path).name)
    conflicts: list[str] = []
    left_out: list[str] = []
    known = one.documents()
    held = {path for paths in known.values() for path in paths}
    for id, paths in other.documents().items():
        if id not in known:
            told, lost = _take_over(other, both, id, (paths, held))
            conflicts += told
            left_out += lost
        else:
            if not same_found(one, other, id):
                told, lost = _bring_together(one, other, both, (id, known[id][0]))
                conflicts += told
                left_out += lost
            put_paths(both, id, paths)
            held.update(paths)
    put_words((other, one), both)
    put_log(both, merged_log(log_of(one), log_of(other)))
    conflicts += _disagreements(one, other, both, names)
    settle(both)
    return Merged(
        len(both.documents()), both.count(), len(both.decisions(standing=False)), tuple(conflicts), tuple(left_out)
    )


def _take_over(
    other: Register, both: Register, id: str, paths: tuple[Sequence[str], set[str]]
) -> tuple[list[str], list[str]]:
    """A document of the second register alone, with all that was found in it. Returns as `_bring_together` does.

    `paths` are its own, and those that lead to documents already.
    """
    told: list[str] = []
    names, held = paths
    name = names[0]
    if name in held:
        # another text of that path is in the first register, and keeps it
        name = f"{name} ({id})"
        told.append(
            f"{names[0]}: the two registers read different texts under this path; the second one's is now {name}"
        )
    taken = take_over(other, both, id, name)
    put_paths(both, id, [name, *names[1:]])
    held.update([name, *names[1:]])
    return told, [f"{names[0]}, entry {entry}: the first register has another entry of that id" for entry in taken]


def _bring_together(
    one: Register, other: Register, both: Register, document: tuple[str, str]
) -> tuple[list[str], list[str]]:
    """A document that the two registers read differently: the entries of both, where they stand in the text that is kept.

    The first register's reading is kept, but for one that knows its quotes alone and gives way to one of the text.
    `document` is its id and its first path. Returns the sentences on what differs, and on what has no place.
    """
    id, path = document
    kept, guest = one, other
    if one.document(id).media_type == QUOTES and other.document(id).media_type != QUOTES:
        kept, guest = other, one
        take_over(other, both, id, one.document(id).name)
    text = kept.document(id)
    if text.media_type == QUOTES:
        text = _with_quotes(text, guest.document(id))
    own, theirs = ({entry.id: entry for entry in _entries(register, id)} for register in (kept, guest))
    fresh = [entry for entry in theirs.values() if entry.id not in own]
    fit = [entry for entry in fresh if text.text[entry.start : entry.end] == entry.quote]
    lost = [
        f"{path}, entry {entry.id}: “{told_abstract(entry)}” of one register has no place in the text that the other read"
        for entry in fresh
        if entry not in fit
    ]
    if fit:
        put_text(both, text)
        copy_entries(guest, both, [entry.id for entry in fit])
    told = []
    missing = len(own.keys() - theirs.keys())
    if fit or missing:
        counts = (missing, len(fit)) if kept is one else (len(fit), missing)
        told.append(
            f"{path}: the two registers read it differently; {counts[1]} of the second one's entries and {counts[0]} of the first"
            " one's are not in the other, and all are kept"
        )
    otherwise = sum(own.get(id, entry) != entry for id, entry in theirs.items())
    if otherwise:
        told.append(
            f"{path}: {otherwise} entries are the same but for what was found beside them (whom people are); they are kept as"
            f" {Path(kept.path).name} has them"
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


def _entries(register: Register, id: str) -> list[Entry]:
    """The entries of a document, in the order of its text."""
    return [entry for entry in register.entries(Filter(document=id), by_document=True) if entry.document == id]


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
