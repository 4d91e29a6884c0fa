"""Acts in the register: which blocks of entries to gather anew, and the acts that came of it.

A change of entries names its blocks in `stale` within its own transaction, so that a run killed before the gathering
leaves a register that knows what is still to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, select

from regesta.checking import STATE_ACTS
from regesta.model import Act, Entry, Finding, Identity
from regesta.register import codec
from regesta.register.inserting import insert_rows
from regesta.register.tables import (
    act_entries,
    act_states,
    acts,
    decisions,
    entries,
    entry_states,
    findings,
    identities,
    moved_entries,
    stale,
)
from regesta.resolving import affected_blocks

CHUNK = 5000  # entries gathered in one transaction, or one block where it is larger

Pair = tuple[str, str]
# entries, whom their people are, pairs kept apart, pairs that tell one act -> acts, findings between documents
Gather = Callable[
    [Sequence[Entry], Mapping[tuple[str, int], Identity], Sequence[Pair], Sequence[Pair]],
    tuple[Sequence[Act], Sequence[Finding]],
]


# entries of some states told towards one and the same, which checks compare over all blocks
Compare = Callable[[Sequence[Entry]], Sequence[Finding]]
_TOWARDS = "towards "  # no block begins so: codes hold no space


def towards_key(state: str) -> str:
    """What stands in `stale` for the entries told towards a state (`checking.towards`)."""
    return _TOWARDS + state


def mark_stale(connection: Connection, shelves: Iterable[str]) -> None:
    """Blocks whose entries change in this transaction, and keys of the states towards which such entries were told."""
    if rows := [{"block": block} for block in sorted(set(shelves))]:
        # most are named already, by other documents of a long run: whoever asked which would read all of them each time.
        # On a server another's decision may name the same block at once, too.
        connection.execute(upsert_of(connection)(stale).on_conflict_do_nothing(), rows)


def upsert_of(connection: Connection) -> Any:
    """The INSERT that knows what to do where a row is there already; each database has its own."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as own
    else:
        from sqlalchemy.dialects.sqlite import insert as own  # type: ignore[assignment]
    return own


def shelves_of_document(connection: Connection, document: str) -> set[str]:
    """The blocks of a document's entries, and the keys of the states towards which those that checks compare were told."""
    query = select(entries.c.block).where(entries.c.document == document).distinct()
    blocks = {block for block in connection.execute(query).scalars() if block is not None}
    towards = select(entry_states.c.state).where(_compared(), entries.c.document == document).distinct()
    return blocks | {towards_key(state) for state in connection.execute(_with_second(towards)).scalars()}


def _compared() -> ColumnElement[bool]:
    """Entries that `checking.towards` gives a state for, where they have a second one."""
    return and_(entries.c.act.in_(sorted(STATE_ACTS)), entries.c.modality == "asserted")


def _with_second(query: Select[Any]) -> Select[Any]:
    """A query over entries with their second state."""
    return query.join(entries, and_(entries.c.id == entry_states.c.entry, entry_states.c.position == 1))


def mark_all(connection: Connection) -> None:
    """Everything is to be gathered and compared anew."""
    blocks = set(connection.execute(select(entries.c.block).distinct()).scalars())
    towards = connection.execute(_with_second(select(entry_states.c.state).where(_compared()).distinct())).scalars()
    mark_stale(connection, [*(block for block in blocks if block is not None), *map(towards_key, towards)])


def next_towards(connection: Connection) -> list[str]:
    """The next states towards which entries are to be compared, taken off the list in the caller's transaction."""
    query = select(stale.c.block).where(stale.c.block.startswith(_TOWARDS)).order_by(stale.c.block).limit(20)
    keys = list(connection.execute(query).scalars())
    connection.execute(delete(stale).where(stale.c.block.in_(keys)))
    return [key.removeprefix(_TOWARDS) for key in keys]


def told_towards(states: Sequence[str]) -> ColumnElement[bool]:
    """The condition on entries that are compared with others towards those states."""
    second = select(entry_states.c.entry).where(entry_states.c.position == 1, entry_states.c.state.in_(states))
    return and_(_compared(), entries.c.id.in_(second))


def put_compared(connection: Connection, states: Sequence[str], said: Mapping[str, Sequence[Finding]]) -> None:
    """What the comparison of entries towards some states says, by state, in place of what it said before."""
    connection.execute(delete(findings).where(findings.c.scope.in_([towards_key(state) for state in states])))
    rows = [
        codec.finding_row(one, towards_key(state), at)
        for state, listed in said.items()
        for at, one in enumerate({(one.document, one.id): one for one in listed}.values())
    ]
    insert_rows(connection, findings, rows)


def mark_pair(connection: Connection, target: str) -> None:
    """The blocks of the two entries of a person's decision, "id id"."""
    moved = _moved(connection)
    ids = [moved.get(id, id) for id in target.split()]
    query = select(entries.c.block).where(entries.c.id.in_(ids)).distinct()
    mark_stale(connection, (block for block in connection.execute(query).scalars() if block is not None))


# the next blocks, and how many entries each has
_BLOCKS = (
    select(stale.c.block, func.count(entries.c.id))
    .outerjoin(entries, entries.c.block == stale.c.block)
    .where(~stale.c.block.startswith(_TOWARDS))
    .group_by(stale.c.block)
    .order_by(stale.c.block)
    .limit(400)
)


def next_stale(connection: Connection, together: Sequence[Pair]) -> list[str]:
    """The next blocks to gather, about CHUNK entries of them, with those that people's decisions tie to them.

    They are taken off the list in the caller's transaction, which so holds the register's one right to write.
    """
    taken: list[str] = []
    room = CHUNK
    for block, size in connection.execute(_BLOCKS).all():
        if taken and room <= 0:
            break
        room -= size
        taken.append(block)
    if not taken:
        return []
    homes = _blocks_of(connection, [id for pair in together for id in pair])
    ties = [(homes[one], homes[other]) for one, other in together if one in homes and other in homes]
    reached = affected_blocks([_block(key) for key in taken], [(_block(one), _block(other)) for one, other in ties])
    taken = sorted({*taken, *(codec.block_key(block) for block in reached)})
    connection.execute(delete(stale).where(stale.c.block.in_(taken)))
    return taken


def identities_of(connection: Connection, blocks: Sequence[str]) -> dict[tuple[str, int], Identity]:
    """Whom the people of the entries of some blocks are, by (entry id, position)."""
    query = select(identities).join(entries, entries.c.id == identities.c.entry).where(entries.c.block.in_(blocks))
    return {(row["entry"], row["position"]): codec.identity_of(row) for row in connection.execute(query).mappings()}


def pairs(connection: Connection, verdict: str) -> list[Pair]:
    """The pairs of entry ids that people's standing decisions of a verdict ("merge", "split") name."""
    query = select(decisions.c.target).where(
        decisions.c.target_kind == "entries", decisions.c.verdict == verdict, decisions.c.undone_by.is_(None)
    )
    told = [target.split() for target in connection.execute(query.order_by(decisions.c.id)).scalars()]
    moved = _moved(connection)
    return [(moved.get(pair[0], pair[0]), moved.get(pair[1], pair[1])) for pair in told if len(pair) == 2]


def people_apart(connection: Connection) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """The mentions that people's standing decisions keep apart, "entry:position entry:position"."""
    query = select(decisions.c.target).where(
        decisions.c.target_kind == "people", decisions.c.verdict == "split", decisions.c.undone_by.is_(None)
    )
    moved = _moved(connection)
    told = []
    for target in connection.execute(query.order_by(decisions.c.id)).scalars():
        ids = [mention.partition(":")[::2] for mention in target.split()]
        (one, at), (other, place) = [(moved.get(id, id), int(position)) for id, position in ids]
        told.append(((one, at), (other, place)))
    return told


def unknown(connection: Connection) -> dict[tuple[str, int], Identity]:
    """The identities of people whom no authority knows, by (entry id, position)."""
    query = select(identities).where(identities.c.status == "unknown")
    return {(row["entry"], row["position"]): codec.identity_of(row) for row in connection.execute(query).mappings()}


def _moved(connection: Connection) -> dict[str, str]:
    """Ids that entries of decisions had, and have now."""
    return {row.entry: row.moved_to for row in connection.execute(select(moved_entries))}


def acts_where(connection: Connection, where: ColumnElement[bool], limit: int | None, offset: int) -> list[Act]:
    """Acts in the calendar's order."""
    order = (acts.c.day, acts.c.latest.nulls_first(), acts.c.act, acts.c.id)
    query = select(acts).where(where).order_by(*order).limit(limit).offset(offset)
    rows = connection.execute(query).mappings().all()
    ids = [row["id"] for row in rows]
    states = _listed(connection, select(act_states.c.act, act_states.c.state), act_states, ids)
    told = _listed(connection, select(act_entries.c.act, act_entries.c.entry), act_entries, ids)
    return [codec.act_of(row, states.get(row["id"], ()), told.get(row["id"], ())) for row in rows]


def _listed(connection: Connection, query: Select[Any], table: Table, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start in range(0, len(ids), 500):
        part = query.where(table.c.act.in_(ids[start : start + 500])).order_by(table.c.act, table.c.position)
        for act, value in connection.execute(part):
            found.setdefault(act, []).append(value)
    return found


def _block(key: str) -> tuple[str, ...]:
    return tuple(key.split("|")) if key else ()


def put_acts(connection: Connection, blocks: Sequence[str], made: Sequence[Act], said: Sequence[Finding]) -> None:
    """The acts of some blocks in place of those they had, and what the checks between documents say of them."""
    old = select(acts.c.id).where(acts.c.block.in_(blocks))
    gone = list(connection.execute(old).scalars())
    for start in range(0, len(gone), 500):
        connection.execute(delete(acts).where(acts.c.id.in_(gone[start : start + 500])))  # their parts go with them
    connection.execute(delete(findings).where(findings.c.scope.in_([f"shelf {block}" for block in blocks])))
    if not made:
        return
    homes = select(entries.c.id, entries.c.block).where(entries.c.block.in_(blocks))
    where = {row.id: row.block for row in connection.execute(homes)}
    insert_rows(connection, acts, [codec.act_row(act, where[act.entries[0]]) for act in made])
    states = [{"act": a.id, "position": at, "state": state} for a in made for at, state in enumerate(a.states)]
    insert_rows(connection, act_states, states)
    told_by = [{"act": a.id, "position": at, "entry": entry} for a in made for at, entry in enumerate(a.entries)]
    insert_rows(connection, act_entries, told_by)
    told: dict[str, dict[tuple[str, str], Finding]] = {}
    for one in said:
        block = where.get(one.entries[0], blocks[0]) if one.entries else blocks[0]
        told.setdefault(block, {})[one.document, one.id] = one
    # counted block by block, so that it makes no difference which blocks were gathered together
    rows = [
        codec.finding_row(one, f"shelf {block}", at)
        for block, listed in told.items()
        for at, one in enumerate(listed.values())
    ]
    insert_rows(connection, findings, rows)


def _blocks_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The blocks of entries, by id; an entry that is no longer there has none."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        query = select(entries.c.id, entries.c.block).where(entries.c.id.in_(ids[start : start + 500]))
        found.update((id, block) for id, block in connection.execute(query))
    return found
