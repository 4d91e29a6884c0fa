"""SQL asked of a register by its reader: nothing can be written, and nothing else can be opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError, StatementError

from regesta.errors import BadQuestion, BadRegister
from regesta.register import sqlite

# one row an entry with its listed things joined, for those who do not want to join tables
_CALENDAR = """
CREATE TEMP VIEW calendar AS
SELECT e.id, e.edtf AS date, e.earliest, e.latest, e.act,
  (SELECT group_concat(state, ' ') FROM (SELECT state FROM entry_states s WHERE s.entry = e.id ORDER BY position)) AS states,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM entry_people p WHERE p.entry = e.id ORDER BY position)) AS people,
  (SELECT group_concat(sector, ' ') FROM (SELECT sector FROM entry_sectors x WHERE x.entry = e.id ORDER BY position)) AS sectors,
  e.place, e.modality, e.said_by, e.quote, e.document,
  (SELECT min(path) FROM paths WHERE paths.document = e.document) AS path, e.start, e.end, e.rule, e.confidence, e.why
FROM entries e ORDER BY e.day, e.latest, e.document, e.start
"""
_ALLOWED_ONLY = (
    "only reading is allowed, `calendar` is one row an entry, the tables are those of docs/reference/register.md"
)
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


def asked_server(engine: Engine, query: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same on a server, in a transaction that reads. Parameters go by name there. Raises BadQuestion."""
    if not isinstance(parameters, Mapping):
        if parameters:
            raise BadQuestion("on a server parameters go by name: give `:name` in the query and a dict of values")
        parameters = {}
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with reader.connect() as connection:
            return [dict(row) for row in connection.execute(text(query), dict(parameters)).mappings()]
    except (DBAPIError, StatementError, ResourceClosedError) as fault:
        told = getattr(fault, "orig", None) or fault
        raise BadQuestion(f"the query cannot be answered ({told}); {_ALLOWED_ONLY}") from fault


def asked(path: str, query: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that a query gives, by the names of its columns. Raises BadQuestion where it is no query or would write."""
    try:
        connection = sqlite.connected(path)
    except sqlite3.Error as fault:
        raise BadRegister(f"{path}: it cannot be opened ({fault}); check that you may read it") from fault
    with closing(connection):
        connection.row_factory = sqlite3.Row
        connection.execute(_CALENDAR)
        connection.execute("PRAGMA query_only=ON")
        connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
        try:
            return [dict(row) for row in connection.execute(query, parameters)]
        except (sqlite3.Error, sqlite3.Warning) as fault:
            raise BadQuestion(f"the query cannot be answered ({fault}); {_ALLOWED_ONLY}") from fault
