"""What the rows of a register say: whether they can be, and whether a document is as it was stored."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from regesta.errors import DamagedRegister
from regesta.model import Filter
from regesta.register import codec
from regesta.register.misquoted import misquoted
from regesta.register.soundness import damage
from regesta.register.store import Register
from regesta.register.tables import FOUND, cooperation, documents, entries, findings

_TOLD = 5  # faults that are told


def faults(path: Path) -> list[str]:
    """What is wrong with a register's file, a sentence each; none where it is whole. Nothing that it says is changed.

    Raises BadRegister where it cannot be looked at: another program writes to it, or a newer version made it.
    """
    try:
        Register(path, must_exist=True).close()  # also brings it to this version
        return damage(str(path)) or _of_rows(path)
    except DamagedRegister as fault:
        return [str(fault).partition(": ")[2].partition("; `regesta")[0]]
    except sqlite3.Error as fault:
        return [str(fault)]


def _of_rows(path: Path) -> list[str]:
    """What rows say that cannot be. Raises DamagedRegister where one cannot be understood at all."""
    found: list[str] = []
    with Register(path) as register:
        for id in register.documents():
            document = register.document(id)
            for told in (register.entries(Filter(document=id)), register.cooperation(Filter(document=id))):
                found += [f"{one.document}: {one.message}" for one in misquoted(told, document, document.name)]
            register.read_with()
            for kind in codec.MENTIONS:
                register.mentions(id, kind)
        list(register.findings())
        register.acts()
        register.rulings()
        list(register.unknown_people()[1])
    return found[:_TOLD]


# --- one document ----------------------------------------------------------------------------------------------------


def rows_of(connection: Connection, document: str) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """A document's own row, and the rows of all that was found in it, by table: what its digest was made of."""
    own = dict(connection.execute(select(documents).where(documents.c.id == document)).mappings().one())
    within = select(entries.c.id).where(entries.c.document == document)
    found: dict[str, list[dict[str, Any]]] = {}
    for table in FOUND:
        if "document" in table.c:
            query = select(table).where(table.c.document == document)
            query = query.where(table.c.scope == "document") if table is findings else query
        else:
            query = select(table).where(table.c.entry.in_(within))
        found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    return own, found


def is_as_written(own: dict[str, Any], found: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether a document and all that was found in it are as they were when they were stored."""
    return bool(own["digest"] == codec.digest_of(own, found))


def drop_unfit(register: Register, document: str) -> int:
    """Take out the entries and statements of a document that cannot be understood, or do not stand in its text; how many."""
    text = register.document(document).text
    gone = 0
    with register.transaction() as connection:
        for table, name in ((entries, "entry"), (cooperation, "statement")):
            for row in connection.execute(select(table).where(table.c.document == document)).mappings().all():
                if text[row["start"] : row["end"]] == row["quote"] and _is_json(row.get("data", "{}")):
                    continue
                for part in FOUND:
                    if name in part.c:
                        connection.execute(part.delete().where(part.c[name] == row["id"]))
                connection.execute(table.delete().where(table.c.id == row["id"]))
                gone += 1
    return gone


def _is_json(told: str) -> bool:
    try:
        return isinstance(json.loads(told), dict)
    except ValueError:
        return False
