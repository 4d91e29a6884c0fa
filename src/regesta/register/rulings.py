"""What people decided of entries: accepted, corrected or rejected, beside what the machine found.

A decision keeps the act, the quote and the date of its entry. When a new reading gives the same words another id, the
decision moves with them; where nothing like it is found any more, it stays in the log without an entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from regesta.errors import BadQuestion, Conflict
from regesta.model import Decision, Entry, Ruling, Status
from regesta.reading.decoding import held
from regesta.register import codec, deciding
from regesta.register.postgres import claim_entry
from regesta.register.searching import on_server
from regesta.register.tables import decision_entries as links
from regesta.register.tables import decisions as table
from regesta.register.tables import entries
from regesta.register.tables import moved_entries as moves

STATUS: dict[str, Status] = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}
FIELDS = ("act", "date", "states", "people")
_BATCH = 500


def rule(connection: Connection, entry: Entry, verdict: str, who: str, payload: dict[str, Any], seen: int) -> Decision:
    """Write down a decision about an entry; `seen` is the number of the last decision about it that `who` has seen, 0 for none.

    Raises Conflict when another has been made since, BadQuestion for a verdict that is none.
    """
    if verdict not in STATUS:
        raise BadQuestion(f"'{verdict}' is no decision about an entry; there are: {' '.join(STATUS)}")
    anchor = {"act": entry.act, "quote": entry.quote, "date": entry.when.edtf}
    values = {
        "target_kind": "entry", "target": entry.id, "verdict": verdict,
        "payload": codec.payload_of({"anchor": anchor, **payload}), "who": held(who),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    if on_server(connection):
        claim_entry(connection, entry.id)  # there two statements at once may both see that nobody has decided
    # one statement looks and writes, so that of two people at once one is told
    last = select(func.coalesce(func.max(links.c.decision), 0)).where(links.c.entry == entry.id).scalar_subquery()
    row = select(*(literal(value).label(key) for key, value in values.items())).where(last == seen)
    done = connection.execute(insert(table).from_select(list(values), row))
    if done.rowcount != 1:
        raise Conflict(_told(_about(connection, [entry.id])[entry.id][-1]))
    key = int(connection.execute(select(func.max(table.c.id)).where(table.c.target == entry.id)).scalar() or 0)
    try:
        connection.execute(insert(links), {"decision": key, "entry": entry.id})
    except IntegrityError as fault:
        raise Conflict("the document was read again since this page was made; look at it and decide again") from fault
    return Decision(key, "entry", entry.id, verdict, values["payload"], values["who"], values["at"])


def undo(connection: Connection, decision: int, who: str) -> Decision:
    """Take a decision back, whatever it is about. Raises BadQuestion when there is none of that number that stands."""
    back = deciding.undo(connection, decision, who)
    at = connection.execute(select(links.c.entry).where(links.c.decision == decision)).scalar()
    if at is not None:
        connection.execute(insert(links), {"decision": back.id, "entry": at})
    return back


def rulings(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, Ruling]:
    """What stands of the entries of those ids that anybody decided about; of all, where no ids are given."""
    return {entry: _ruling(entry, told) for entry, told in _about(connection, ids).items()}


def decided_since(connection: Connection, decision: int) -> tuple[list[str], bool]:
    """The entries that decisions after a number are about, and whether any is about a finding."""
    query = select(links.c.entry).where(links.c.decision > decision).distinct()
    waived = select(func.count()).select_from(table).where(table.c.id > decision, table.c.target_kind == "finding")
    return list(connection.execute(query).scalars()), bool(connection.execute(waived).scalar())


def anchors(connection: Connection, target: str) -> dict[str, dict[str, Any]]:
    """What tells the entries of a decision about two of them again, by their ids ("id id")."""
    query = select(entries.c.id, entries.c.act, entries.c.quote, entries.c.edtf).where(entries.c.id.in_(target.split()))
    return {id: {"act": act, "quote": quote, "date": edtf} for id, act, quote, edtf in connection.execute(query)}


def is_decided(connection: Connection) -> bool:
    """Whether anybody decided anything yet."""
    return connection.execute(select(table.c.id).limit(1)).scalar() is not None


def reattach(connection: Connection, new: Iterable[Mapping[str, Any]]) -> None:
    """Let decisions that have lost their entry stand at the new one with the same act and quote, and date if several have.

    `new` are rows of entries.
    """
    alike: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in new:
        alike.setdefault((one["act"], one["quote"]), []).append(one)
    query = select(table).where(table.c.target_kind == "entry", table.c.id.not_in(select(links.c.decision)))
    moved: dict[int, str] = {}
    for row in connection.execute(query.order_by(table.c.id)).mappings():
        payload = json.loads(row["payload"])
        at = moved.get(payload["of"]) if row["verdict"] == "undo" else _same(alike, payload.get("anchor", {}))
        if at is not None:
            moved[row["id"]] = at
    if moved:
        connection.execute(insert(links), [{"decision": id, "entry": at} for id, at in moved.items()])
    _move_pairs(connection, alike)


def _move_pairs(connection: Connection, alike: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]) -> None:
    """Say where the entries of standing decisions about two of them are now."""
    query = select(table.c.payload).where(table.c.target_kind.in_(("entries", "people")), table.c.undone_by.is_(None))
    named: dict[str, dict[str, Any]] = {}
    for payload in connection.execute(query).scalars():
        named |= json.loads(payload).get("anchors", {})
    if not named:
        return
    known = set(connection.execute(select(entries.c.id).where(entries.c.id.in_(named))).scalars())
    for id, anchor in named.items():
        at = _same(alike, anchor) if id not in known else None
        if at is not None:
            connection.execute(delete(moves).where(moves.c.entry == id))
            connection.execute(insert(moves), {"entry": id, "moved_to": at})


def _same(alike: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], anchor: Mapping[str, Any]) -> str | None:
    """The one entry that an anchor may mean; None where there is none, or several and the date does not tell which."""
    found = alike.get((anchor.get("act", ""), anchor.get("quote", "")), ())
    same = [row for row in found if row["edtf"] == anchor.get("date")] if len(found) > 1 else found
    return str(same[0]["id"]) if len(same) == 1 else None


def link_known(connection: Connection) -> None:
    """Link decisions that an older version wrote to the entries they name."""
    query = select(table.c.id, table.c.target).where(
        table.c.target_kind == "entry", table.c.target.in_(select(entries.c.id))
    )
    connection.execute(insert(links).from_select(["decision", "entry"], query))


def stand_again(connection: Connection) -> None:
    """Let every decision about an entry stand at one, as far as there is one: the one it names, else one that is the same."""
    query = select(table.c.id, table.c.target).where(
        table.c.target_kind == "entry",
        table.c.id.not_in(select(links.c.decision)),
        table.c.target.in_(select(entries.c.id)),
    )
    connection.execute(insert(links).from_select(["decision", "entry"], query))
    rows = select(entries.c.id, entries.c.act, entries.c.quote, entries.c.edtf).order_by(entries.c.id)
    reattach(connection, [dict(row) for row in connection.execute(rows).mappings()])


def _about(connection: Connection, ids: Sequence[str] | None) -> dict[str, list[Decision]]:
    query = select(table, links.c.entry).join(links, links.c.decision == table.c.id).order_by(table.c.id)
    chunks = [None] if ids is None else [ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH)]
    found: dict[str, list[Decision]] = {}
    for chunk in chunks:
        asked = query if chunk is None else query.where(links.c.entry.in_(chunk))
        for row in connection.execute(asked).mappings():
            found.setdefault(row["entry"], []).append(codec.decision_of(row))
    return found


def _ruling(entry: str, told: Sequence[Decision]) -> Ruling:
    """Corrections add up, the later over the earlier; the last decision that stands tells the status."""
    standing = [one for one in told if one.undone_by is None and one.verdict in STATUS]
    fields: dict[str, Any] = {}
    for one in standing:
        if one.verdict == "correct":
            fields |= json.loads(one.payload)["fields"]
    status: Status = STATUS[standing[-1].verdict] if standing else "open"
    if status == "accepted" and fields:
        status = "corrected"
    return Ruling(entry, status, fields, tuple(told), told[-1].id)


def _told(decision: Decision) -> str:
    done = {"accept": "accepted it", "correct": "corrected it", "reject": "rejected it", "undo": "took a decision back"}
    return (
        f"{decision.who or 'Somebody'} has {done.get(decision.verdict, decision.verdict)} since this page was made; "
        "look at the entry as it stands and decide again"
    )
