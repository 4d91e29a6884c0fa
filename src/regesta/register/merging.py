"""The decisions of two registers as one log, in the order of time; what either has alone is kept, what both have is one.

A decision is the same in both where kind, target, verdict, payload, who and moment are: two registers that were copied
from one share their beginning. Numbers are given anew; whatever refers to a number is carried along.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select

from regesta.model import Decision, Finding
from regesta.register import codec, deciding, settling, storing
from regesta.register.store import Register
from regesta.register.tables import decision_entries as links
from regesta.register.tables import decisions as table
from regesta.register.tables import documents, entries, findings, paths
from regesta.register.tables import moved_entries as moves

Key = tuple[str, ...]
_KEPT = ("digest", "rules", "authorities")


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
        undone = next((number[where, told.undone_by] for where, told in same if told.undone_by), None)
        payload = one.payload
        if one.verdict == "undo":
            told = json.loads(payload)
            payload = codec.dumps({**told, "of": number[side, told["of"]]})
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
        for one in log.decisions:
            if one.kind == "entries" and one.verdict in ("merge", "split"):
                settling.mark_pair(connection, one.target)
        storing.count_change(connection)


def put_paths(register: Register, document: str, names: Sequence[str]) -> None:
    """Let those of some paths that lead nowhere yet lead to a document (a whole id)."""
    with register.transaction() as connection:
        known = set(connection.execute(select(paths.c.path).where(paths.c.path.in_(names))).scalars())
        fresh = [{"path": path, "document": document} for path in names if path not in known]
        if fresh:
            connection.execute(insert(paths), fresh)


def kept_of(register: Register, document: str) -> tuple[str | None, ...]:
    """What a document's row says of its reading: the digest of what was found, the rules, the authorities."""
    query = select(*(documents.c[name] for name in _KEPT)).where(documents.c.id == document)
    with register.transaction() as connection:
        return tuple(connection.execute(query).one())


def put_kept(register: Register, document: str, kept: Sequence[str | None]) -> None:
    """Write what `kept_of` says of a document in another register."""
    values = dict(zip(_KEPT, kept, strict=True))
    with register.transaction() as connection:
        connection.execute(documents.update().where(documents.c.id == document).values(values))


def findings_in(register: Register, document: str) -> list[Finding]:
    """What the checks of one document say of a document (a whole id), without those between documents."""
    query = select(findings).where(findings.c.document == document, findings.c.scope == "document")
    with register.transaction() as connection:
        return [codec.finding_of(row) for row in connection.execute(query.order_by(findings.c.position)).mappings()]
