"""A damaged register made anew (`regesta repair`): from what can still be read of it, from the documents, from the journal of
decisions.

What lives here: what is kept as it is, what is read again, what is lost, and how that is told. What does not: reading a file that
SQLite refuses (`register.salvaging`), what is wrong with one (`register.soundness`).

Nothing is destroyed: the damaged file stays beside under another name, and the new one takes its place whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from regesta.errors import BadQuestion, BadRegister, DamagedRegister
from regesta.model import Edition, Standing
from regesta.reading import bytes_of
from regesta.register import QUOTES, Register, journal
from regesta.register.examining import drop_unfit, faults, is_as_written, rows_of
from regesta.register.merging import copy_entries, put_paths, take_over
from regesta.register.opening import in_use, missing
from regesta.register.pages import Pages
from regesta.register.postgres import is_address
from regesta.register.preparing import Prepared, prepare
from regesta.register.restoring import (
    carry_files,
    carry_opinions,
    finish_log,
    gaps,
    index_missing,
    own_log,
    united,
)
from regesta.register.salvaging import Salvaged, salvage
from regesta.register.sqlite import PATIENCE, kind_of
from regesta.register.standing import edition_of
from regesta.register.tables import FOUND, decisions, meta
from regesta.versions import edition
from regesta.workflow import attempt, content_of, examine, read_document, settle


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair found and did. Without `faults` nothing was wrong, and nothing was done.

    `again`: the documents (first paths) that were read again; `restored`: how many decisions came from the journal; `lost`: a
    sentence for each thing that could not be brought back; `kept`: where the damaged file is now, None where there was none.
    """

    faults: tuple[str, ...]
    documents: int = 0
    entries: int = 0
    decisions: int = 0
    again: tuple[str, ...] = ()
    restored: int = 0
    lost: tuple[str, ...] = ()
    kept: str | None = None


def repair(name: str, only_look: bool = False) -> Repaired:
    """Make a damaged register anew, or (`only_look`) say what is wrong with it. One that is whole stays as it is.

    Raises BadQuestion for a register on a server; BadRegister where there is none, nothing can be saved, another program
    writes to it, or there is no room: then the file is as it was.
    """
    if is_address(name):
        raise BadQuestion("a register on a server is looked after by the server; whoever keeps it restores its backup")
    path, beside = Path(name), Path(f"{name}.{journal.NAME}")
    if path.is_dir() or not (path.exists() or beside.exists()):
        raise BadRegister(missing(name))
    _refuse_if_in_use(path)
    found = _wrong_with(path, beside)
    if only_look or not found:
        return _counted(path, found)
    stamp = _stamp(path)
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".regesta-") as folder:
            done = _made_anew(path, beside, Path(folder), tuple(found))
            if _stamp(path) != stamp:
                raise BadRegister(f"{name}: another program wrote to it meanwhile; end that and repair it again")
            return replace(done, kept=_exchange(path, Path(folder)))
    except (OSError, sqlite3.OperationalError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise BadRegister(
            f"{name}: it cannot be repaired here ({why}); it is as it was, make room and try again"
        ) from fault


def _refuse_if_in_use(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as fault:
        if kind_of(fault) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BadRegister(in_use(path)) from fault


# --- what is wrong ---------------------------------------------------------------------------------------------------


def _wrong_with(path: Path, beside: Path) -> list[str]:
    """What is wrong, a sentence each. Where the file itself is whole, its documents are compared with what was written."""
    if not path.exists():
        return ["the file is gone"]
    if not path.stat().st_size:
        return ["the file is empty"]
    found = faults(path)
    if found:
        return found
    used = edition()
    with Register(path) as register:
        for id, names in register.documents().items():
            with register.transaction() as connection:
                own, rows = rows_of(connection, id)
            if not is_as_written(own, rows) and _is_another_reading(register, (id, names), used, (own, rows)):
                found.append(f"{names[0]}: what is stored is not what was found in it")
        log, own_id = own_log(register)
        more = len(united(log, journal.logs(beside, own_id) if own_id is not None else []).decisions) - len(
            log.decisions
        )
    if more:
        found.append(f"{more} decisions stand in {beside.name} and not in the register")
    return found


def _is_another_reading(
    register: Register, document: tuple[str, Sequence[str]], used: Edition, held: tuple[Any, Any]
) -> bool:
    """Whether a document whose rows are not as they were stored is damaged: not where two registers were merged in it, or
    where it was read with other rules, so that nobody can tell."""
    own, rows = held
    if edition_of(own["rules"], own["authorities"]) != used:
        return False
    fresh, _ = _read_again(register, *document, used)
    return fresh is not None and not _holds(rows, fresh)


def _holds(rows: Mapping[str, Sequence[Mapping[str, Any]]], fresh: Prepared) -> bool:
    """Whether stored rows have all that a reading finds."""
    for table in FOUND:
        names = table.columns.keys()
        there = {tuple(row[name] for name in names) for row in rows[table.name]}
        if not there.issuperset(tuple(row[name] for name in names) for row in fresh.rows.get(table.name, ())):
            return False
    return True


def _counted(path: Path, found: Sequence[str]) -> Repaired:
    """What was found wrong, and what is in a register that is whole."""
    if found:
        return Repaired(tuple(found))
    with Register(path) as register:
        return Repaired((), len(register.documents()), register.count(), len(register.decisions(standing=False)))


# --- a new register --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Work:
    """A repair under way: the rows that were saved, the new register, and what is to be told."""

    old: Register
    new: Register
    saved: Salvaged
    used: Edition
    taken: set[str] = field(default_factory=set)  # paths that lead to a document
    again: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def _made_anew(path: Path, beside: Path, folder: Path, found: tuple[str, ...]) -> Repaired:
    """A new register in a folder, as "whole.register"."""
    if not path.exists():
        path = folder / "nothing"
        path.touch()
    saved = salvage(path, folder / "rough.register")
    with Register(folder / "rough.register") as old, Register(folder / "new.register") as new:
        work = _Work(old, new, saved, edition())
        for id, paths in sorted(saved.named.items(), key=lambda one: (one[1][:1], one[0])):
            _bring_document(work, id, paths)
        carry_files(old, new)
        restored = _bring_decisions(work, beside)
        index_missing(new)
        settle(new)
        count = len(new.documents())
        done = Repaired(found, count, new.count(), len(new.decisions(standing=False)), restored=restored)
        if not count and not done.decisions and not saved.rows.get("files"):
            raise BadRegister(
                f"{path}: nothing of a register can be read in it, so it stays as it is; put a copy in its place, or read the"
                " documents into a new one with `regesta read`"
            )
        new.copy_to(folder / "whole.register")
    if wrong := faults(folder / "whole.register"):
        raise BadRegister(f"{path}: the repair failed ({wrong[0]}), and the file is as it was; please report it")
    return replace(done, again=tuple(work.again), lost=tuple(work.lost))


def _bring_document(work: _Work, id: str, paths: Sequence[str]) -> None:
    """A document that some row names: as it was stored, or read again, or a sentence that it is lost."""
    old, new = work.old, work.new
    if id not in old.read_with():
        _bring_lost(work, id, paths)
        return
    names = list(old.documents().get(id, ())) or (list(paths) if "paths" in work.saved.torn else [])
    names = [name for name in names if name not in work.taken]
    if not names:
        return  # what was left of an earlier text of a path
    work.taken.update(names)
    with old.transaction() as connection:
        own, rows = rows_of(connection, id)
    if is_as_written(own, rows):
        take_over(old, new, id, names[0])
        put_paths(new, id, names)
        return
    try:
        unfit = drop_unfit(old, id)
    except DamagedRegister:
        _bring_lost(work, id, names)
        return
    fresh, proven = _read_again(old, id, names, work.used)
    same = edition_of(own["rules"], own["authorities"]) == work.used
    torn = bool(work.saved.torn & {"documents", *(table.name for table in FOUND)})
    if not unfit and not torn and (fresh is None or not same or _holds(rows, fresh)):
        take_over(old, new, id, names[0])
    elif fresh is None:
        take_over(old, new, id, names[0])
        work.lost.append(f"{names[0]}: it cannot be read again; a part of what was stored of it may be lost")
    else:
        _put_again(work, id, fresh, extra=same)
        work.again.append(names[0])
        if not proven and fresh.document["digest"] != own["digest"]:
            work.lost.append(f"{names[0]}: its file is not there, and whether its stored text is whole cannot be told")
    put_paths(new, id, names)


def _bring_lost(work: _Work, id: str, paths: Sequence[str]) -> None:
    """A document whose text is lost: read from its file, if that is there and as it was."""
    if not paths:
        work.lost.append(f"a document whose path is lost too (its id is {id})")
        return
    there = next((path for path in paths if content_of(Path(path)) == id), None)
    fresh = attempt(Path(paths[0]), work.used, bytes_of(Path(there))) if there is not None else None
    if isinstance(fresh, Prepared):
        _put_again(work, id, fresh, extra=False)
        put_paths(work.new, id, paths)
        work.again.append(paths[0])
    elif any(Path(path).is_file() for path in paths):
        work.lost.append(
            f"{paths[0]}: its text is lost, and the file has changed since; `regesta read --resume` reads it"
        )
        work.new.expect([path for path in paths if Path(path).is_file()])
    else:
        message = f"{paths[0]}: its text is lost, and the file is not there; put it there and read it again"
        work.lost.append(message)
        work.new.note([Standing(path, "failed", id, message, work.used) for path in paths])


def _put_again(work: _Work, id: str, fresh: Prepared, extra: bool) -> None:
    """A new reading in place of what was stored; with the entries (`extra`) that another register brought into the document."""
    work.new.put_results([fresh], work.used)
    carried = {row["id"] for row in fresh.entries}
    if extra:
        with work.old.transaction() as connection:
            _, rows = rows_of(connection, id)
        copy_entries(work.old, work.new, [row["id"] for row in rows["entries"] if row["id"] not in carried])
    carry_opinions(work.old, work.new, id)


def _read_again(register: Register, id: str, names: Sequence[str], used: Edition) -> tuple[Prepared | None, bool]:
    """A new reading of a document under its first path, and whether its text is that of the file: else it is the stored one.

    None where it cannot be read.
    """
    there = next((name for name in names if content_of(Path(name)) == id), None)
    if there is not None:
        made = attempt(Path(names[0]), used, bytes_of(Path(there)))
        if isinstance(made, Prepared):
            return made, True
    document = register.document(id)
    if document.media_type == QUOTES:
        return None, False
    try:
        return prepare(examine(read_document(replace(document, name=names[0]))), used), False
    except Exception:
        return None, False  # whatever a damaged text does to the rules: then it cannot be read


def _bring_decisions(work: _Work, beside: Path) -> int:
    """The log of decisions; how many of them came from the journal."""
    log, id = own_log(work.old)
    torn = work.saved.torn
    if id is None and meta.name in torn:
        id = journal.last_register(beside)
    both = united(log, journal.logs(beside, id) if id is not None else [])
    finish_log(work.new, both, id)
    if missing_ones := gaps(both.decisions):
        work.lost.append(f"{missing_ones} decisions")
    elif decisions.name in torn and not beside.exists():
        work.lost.append("the last decisions, perhaps: there is no journal beside the register that would tell")
    return len(both.decisions) - len(log.decisions)


# --- in its place ----------------------------------------------------------------------------------------------------


def _stamp(path: Path) -> list[tuple[int, int] | None]:
    """What tells that a file, or the log beside it, was written to."""
    told = [one.stat() if one.exists() else None for one in (path, Path(f"{path}-wal"))]
    return [(one.st_mtime_ns, one.st_size) if one is not None else None for one in told]


def _exchange(path: Path, folder: Path) -> str | None:
    """Put the new register in the place of the damaged one, which stays beside; where that is. A power cut at any moment
    leaves one of the two under the register's name, with all that belongs to it."""
    whole, kept = folder / "whole.register", None
    if path.exists():
        shutil.copymode(path, whole)
        kept = next(at for n in range(1, 10_000) if not (at := Path(f"{path}.damaged-{n}")).exists())
        _keep(path, kept, folder)
    _sync(whole)
    os.replace(whole, path)
    journal.sync_folder(path.absolute().parent)
    return str(kept) if kept is not None else None


def _keep(path: Path, kept: Path, folder: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)  # a file system without links
    log = Path(f"{path}-wal")
    if log.exists():
        # the register's name must never stand without what is in its log, nor the new register with the old one's log
        with Pages(path) as pages:
            if pages.has_log:
                with (folder / "folded").open("wb") as out:
                    pages.write_to(out)
        if (folder / "folded").exists():
            _sync(folder / "folded")
            os.replace(folder / "folded", path)
        os.replace(log, f"{kept}-wal")
    Path(f"{path}-shm").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
