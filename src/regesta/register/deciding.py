"""What people decided: rows that no reading touches, and that are taken back by a row more, never by deleting one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, text, update

from regesta.errors import BadQuestion
from regesta.model import Decision
from regesta.reading.decoding import held
from regesta.register import codec
from regesta.register.tables import decisions as table


def decide(connection: Connection, about: tuple[str, str, str], who: str, payload: str) -> Decision:
    """Write a decision down; `about` is (kind, target, verdict)."""
    kind, target, verdict = about
    row = {
        "target_kind": kind, "target": target, "verdict": verdict, "payload": payload, "who": held(who),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return Decision(key[0], kind, target, verdict, payload, row["who"], row["at"])


def count_on(connection: Connection) -> None:
    """Let the next decision have the number behind the last, where numbers were written and not given by the database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval('decisions_id_seq', coalesce(max(id), 0) + 1, false) FROM decisions"))


def undo(connection: Connection, decision: int, who: str) -> Decision:
    """Take a decision back. Raises BadQuestion when there is none of that number, or it was taken back already."""
    # written before it is read: of two who take the same decision back at once, the second waits and is told
    stands = (table.c.id == decision, table.c.undone_by.is_(None), table.c.verdict != "undo")
    if connection.execute(update(table).where(*stands).values(undone_by=0)).rowcount != 1:
        raise BadQuestion(f"there is no decision {decision} that stands; `regesta waive --list` shows those that do")
    row = connection.execute(select(table).where(table.c.id == decision)).mappings().one()
    back = decide(connection, (row["target_kind"], row["target"], "undo"), who, codec.dumps({"of": decision}))
    connection.execute(update(table).where(table.c.id == decision).values(undone_by=back.id))
    return back


def decisions(connection: Connection, kind: str | None, standing: bool) -> Sequence[Decision]:
    """Decisions in order, of one kind or all."""
    query = select(table).order_by(table.c.id)
    if kind is not None:
        query = query.where(table.c.target_kind == kind)
    if standing:
        query = query.where(table.c.undone_by.is_(None), table.c.verdict != "undo")
    return [codec.decision_of(row) for row in connection.execute(query).mappings()]
