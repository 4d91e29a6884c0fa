"""Two registers brought together row by row: documents with all that was found in them, and people's decisions as one log.

A decision is the same in both where kind, target, verdict, payload, who and moment are: two registers that were copied
from one share their beginning. Numbers are given anew; whatever refers to a number is carried along.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from regesta.model import Decision, Document
from regesta.register import codec, deciding, settling, sqlite, storing
from regesta.register.store import Register
from regesta.register.tables import decision_entries as links
from regesta.register.tables import decisions as table
from regesta.register.tables import documents, entries, findings, metadata, paths
from regesta.register.tables import moved_entries as moves

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """The decisions of a register: all of them in order, where they stand, and entries that have another id now."""

    decisions: tuple[Decision, ...]
    links: tuple[tuple[int, str], ...]
    moves: tuple[tuple[str, str], ...]


def log_of(register: Register) -> Log:
    """The log of a register."""
    with register.transaction() as connection:
        return Log(
            tuple(deciding.decisions(connection, None, standing=False)),
            tuple((row[0], row[1]) for row in connection.execute(select(links.c.decision, links.c.entry))),
            tuple((row[0], row[1]) for row in connection.execute(select(moves.c.entry, moves.c.moved_to))),
        )


def merged_log(first: Log, second: Log) -> Log:
    """One log of two."""
    found: dict[Key, list[tuple[int, Decision]]] = {}
    for side, log in enumerate((first, second)):
        for key, decision in _keyed(log.decisions):
            found.setdefault(key, []).append((side, decision))
    # stable: of decisions of one moment those of the first register come first, each register's in its own order
    order = sorted(found.values(), key=lambda same: (same[0][1].at, same[0][0], same[0][1].id))
    number = {(side, one.id): at for at, same in enumerate(order, 1) for side, one in same}
    decisions = []
    for at, same in enumerate(order, 1):
        side, one = same[0]
        undone = next((number.get((where, told.undone_by), at) for where, told in same if told.undone_by), None)
        payload = one.payload
        if one.verdict == "undo":
            told = json.loads(payload)
            payload = codec.dumps({**told, "of": number.get((side, told["of"]), 0)})  # 0: what it took back is lost
        decisions.append(replace(one, id=at, undone_by=undone, payload=payload))
    stand = {number[side, id]: entry for side, log in ((1, second), (0, first)) for id, entry in log.links}
    return Log(
        tuple(decisions), tuple(sorted(stand.items())), tuple({**dict(second.moves), **dict(first.moves)}.items())
    )


def keys_of(decisions: Sequence[Decision]) -> dict[int, Key]:
    """What tells each decision again in another register, by its number here."""
    return {decision.id: key for key, decision in _keyed(decisions)}


def _keyed(decisions: Sequence[Decision]) -> Iterator[tuple[Key, Decision]]:
    """Each decision with what tells it again; the same twice in one register (within a second) is counted."""
    keys: dict[int, Key] = {}
    seen: dict[Key, int] = {}
    for one in decisions:
        payload = one.payload
        if one.verdict == "undo":
            # numbers are a register's own: what was taken back is told by its own key
            payload = repr(keys.get(json.loads(payload).get("of", 0)))
        bare = (one.kind, one.target, one.verdict, payload, one.who, one.at)
        seen[bare] = seen.get(bare, 0) + 1
        keys[one.id] = (*bare, str(seen[bare]))
        yield keys[one.id], one


def put_log(register: Register, log: Log) -> None:
    """Write a log in place of the register's; decisions about entries that are not there stay without one."""
    rows = [
        {"id": one.id, "target_kind": one.kind, "target": one.target, "verdict": one.verdict, "payload": one.payload,
         "who": one.who, "at": one.at, "undone_by": one.undone_by}
        for one in log.decisions
    ]  # fmt: skip
    moved = [{"entry": entry, "moved_to": to} for entry, to in log.moves]
    with register.transaction() as connection:
        for emptied in (links, moves, table):
            connection.execute(delete(emptied))
        there = set(connection.execute(select(entries.c.id)).scalars()) if log.links else set()
        stand = [{"decision": id, "entry": entry} for id, entry in log.links if entry in there]
        for to, listed in ((table, rows), (links, stand), (moves, moved)):
            if listed:
                connection.execute(insert(to), listed)
        deciding.count_on(connection)
        for one in log.decisions:
            if one.kind == "entries" and one.verdict in ("merge", "split"):
                settling.mark_pair(connection, one.target)
        storing.count_change(connection)


def take_over(source: Register, target: Register, document: str, name: str) -> list[str]:
    """A document (a whole id) with all that was found in it, row by row, in place of what the target has of it.

    It goes by `name` there. Entries whose ids the target has from another document are left out, with what hangs on them,
    and their ids returned in order; acts and what is said between documents are to be made anew.
    """
    with source.transaction() as old, target.transaction() as new:
        storing.forget_found(new, document)
        known = new.execute(select(documents.c.id).where(documents.c.id == document)).scalar() is not None
        ids = list(old.execute(select(entries.c.id).where(entries.c.document == document)).scalars())
        free = _free(new, ids)
        for kind in metadata.sorted_tables:
            if kind is documents:
                (row,) = _rows(old, select(kind).where(kind.c.id == document))
                if known:
                    new.execute(documents.update().where(documents.c.id == document).values({**row, "name": name}))
                rows = [] if known else [{**row, "name": name}]
            elif kind is entries:
                rows = [row for row in _rows(old, select(kind).where(kind.c.document == document)) if row["id"] in free]
            elif kind is findings:
                rows = _rows(old, select(kind).where(kind.c.document == document, kind.c.scope == "document"))
            elif kind is not paths and "document" in kind.c:
                rows = _rows(old, select(kind).where(kind.c.document == document))
            else:
                continue
            if rows:
                new.execute(insert(kind), rows)
        _hang(old, new, sorted(free))
        settling.mark_stale(new, settling.shelves_of_document(new, document))
        storing.count_change(new)
        return sorted(set(ids) - free)


def copy_entries(source: Register, target: Register, ids: Sequence[str]) -> None:
    """Entries (whole ids) of a document that both registers have, with what hangs on each, beside those of the target."""
    with source.transaction() as old, target.transaction() as new:
        rows = [row for at in _chunks(ids) for row in _rows(old, select(entries).where(entries.c.id.in_(at)))]
        if rows:
            new.execute(insert(entries), rows)
        _hang(old, new, ids)
        for document in sorted({row["document"] for row in rows}):
            settling.mark_stale(new, settling.shelves_of_document(new, document))
        storing.count_change(new)


def put_words(sources: Sequence[Register], target: Register) -> None:
    """Put those entries of the target into its full-text index that are not in it, as the sources have them: once, at the end."""
    with target.transaction() as new:
        known = {entry for entry, _ in sqlite.words_of_all(new)}
        missing = set(new.execute(select(entries.c.id)).scalars()) - known
        for source in sources:
            with source.transaction() as old:
                found = [(entry, words) for entry, words in sqlite.words_of_all(old) if entry in missing]
            sqlite.put_words(new, found)
            missing -= {entry for entry, _ in found}


def put_text(register: Register, document: Document) -> None:
    """Another text of a document; what was found in it stays."""
    row = codec.document_row(document)
    with register.transaction() as connection:
        connection.execute(documents.update().where(documents.c.id == document.id).values(row))


def same_found(first: Register, second: Register, document: str) -> bool:
    """Whether two registers have the same text and the same digest of what was found in a document (a whole id)."""
    query = select(documents.c.text, documents.c.structure, documents.c.digest).where(documents.c.id == document)
    with first.transaction() as one, second.transaction() as other:
        return tuple(one.execute(query).one()) == tuple(other.execute(query).one())


def put_paths(register: Register, document: str, names: Sequence[str]) -> None:
    """Let those of some paths that lead nowhere yet lead to a document (a whole id)."""
    with register.transaction() as connection:
        known = set(connection.execute(select(paths.c.path).where(paths.c.path.in_(names))).scalars())
        fresh = [{"path": path, "document": document} for path in names if path not in known]
        if fresh:
            connection.execute(insert(paths), fresh)


def _hang(old: Connection, new: Connection, ids: Sequence[str]) -> None:
    """All that hangs on entries (their parts, whom they mean, what is thought of them). Their words come with `put_words`."""
    for kind in metadata.sorted_tables:
        # where people's decisions stand is the log's
        if kind is links or "entry" not in kind.c or not kind.c.entry.foreign_keys:
            continue
        for at in _chunks(ids):
            rows = _rows(old, select(kind).where(kind.c.entry.in_(at)))
            if rows:
                new.execute(insert(kind), rows)


def _rows(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _free(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of some ids that no entry has."""
    taken = {
        id
        for at in _chunks(ids)
        for id in connection.execute(select(entries.c.id).where(entries.c.id.in_(at))).scalars()
    }
    return set(ids) - taken


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + 500] for at in range(0, len(ids), 500))
