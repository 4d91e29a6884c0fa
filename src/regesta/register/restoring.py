"""The rest of a register that is made anew: what became of files, second opinions, the log of decisions, the words to search by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import insert, select

from regesta.model import Decision
from regesta.register import journal, rulings, searching
from regesta.register.merging import Log, keys_of, log_of, merged_log, put_log
from regesta.register.preparing import words_of
from regesta.register.store import Register
from regesta.register.tables import documents, entries, files, judgements, meta, paths, proposals


def carry_files(source: Register, target: Register) -> None:
    """What became of files, of which the target does not know yet; a path that leads to a document was read."""
    with source.transaction() as old, target.transaction() as new:
        known = set(new.execute(select(files.c.path)).scalars())
        leading = {row.path: row for row in new.execute(select(paths.c.path, documents).join(documents))}
        for row in old.execute(select(files)).mappings().all():
            if row["path"] not in known and (row["status"] != "read" or row["path"] in leading):
                new.execute(insert(files), dict(row))
                known.add(row["path"])
        for path in sorted(leading.keys() - known):
            one = leading[path]
            told = {
                "path": path,
                "status": "read",
                "content": one.id,
                "rules": one.rules,
                "authorities": one.authorities,
            }
            if one.rules is not None:  # else it was imported, and nobody asked to read it
                new.execute(insert(files), told)


def carry_opinions(source: Register, target: Register, document: str) -> None:
    """Second opinions on a document (a whole id) that was read again, as far as their entries are there."""
    with source.transaction() as old, target.transaction() as new:
        for row in old.execute(select(proposals).where(proposals.c.document == document)).mappings().all():
            new.execute(insert(proposals), dict(row))
        own = set(new.execute(select(entries.c.id).where(entries.c.document == document)).scalars())
        within = select(entries.c.id).where(entries.c.document == document)
        for row in old.execute(select(judgements).where(judgements.c.entry.in_(within))).mappings().all():
            if row["entry"] in own:
                new.execute(insert(judgements), dict(row))


def index_missing(register: Register) -> None:
    """Put those entries into the full-text index that are not in it."""
    with register.transaction() as connection:
        known = {entry for _, entry in searching.indexed(connection)}
    words = [words_of(entry) for entry in register.entries() if entry.id not in known]
    with register.transaction() as connection:
        searching.index_words(connection, words)


# --- the log of decisions --------------------------------------------------------------------------------------------


def readable(log: Log) -> Log:
    """The decisions of a log that can be understood."""
    return replace(log, decisions=tuple(one for one in log.decisions if _is_whole(one)))


def united(log: Log, beside: Sequence[Sequence[Decision]]) -> Log:
    """A register's log with the decisions that only its journal has: the latest numbering first, then those it followed.

    Numbers stay as they are where the two agree on them.
    """
    for at, told in enumerate(beside):
        if not set(keys_of(told).values()) - set(keys_of(log.decisions).values()):
            continue
        mine, theirs = {one.id: one for one in log.decisions}, {one.id: one for one in told}
        if at == 0 and all(journal.same(mine[id], theirs[id]) for id in mine.keys() & theirs.keys()):
            back = {one.id: one.undone_by for one in journal.undone((theirs | mine).values())}
            both = sorted((theirs | mine).values(), key=lambda one: one.id)
            log = replace(log, decisions=tuple(replace(one, undone_by=one.undone_by or back[one.id]) for one in both))
        else:
            log = merged_log(log, Log(tuple(told), (), ()))
    return log


def finish_log(register: Register, log: Log, id: str | None) -> None:
    """Put a log into a new register, which goes on with the journal of that id; each decision at its entry, where there is one."""
    put_log(register, log)
    with register.transaction() as connection:
        rulings.stand_again(connection)
        if id is not None:
            connection.execute(insert(meta), {"key": journal.KEY, "value": id})


def own_log(register: Register) -> tuple[Log, str | None]:
    """The log of a register as far as it can be understood, and the id of its journal."""
    with register.transaction() as connection:
        id = journal.register_of(connection)
    return readable(log_of(register)), id


def gaps(told: Iterable[Decision]) -> int:
    """How many numbers of decisions are missing: they are given one after the other."""
    ids = {one.id for one in told}
    return max(ids, default=0) - len(ids)


def _is_whole(one: Decision) -> bool:
    try:
        return isinstance(json.loads(one.payload), dict)
    except ValueError:
        return False
