"""Many rows into a table, without the way round that makes statements of tables and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same fields. A file takes them as they are; of a long run the way by the statement that
    SQLAlchemy builds took a third of the writer's time, and the writer is what its workers wait for.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_statement(table.name, tuple(rows[0])), rows)
    else:
        connection.execute(insert(table), rows)


@cache
def _statement(table: str, fields: tuple[str, ...]) -> str:
    named = ", ".join(f'"{field}"' for field in fields)
    return f"INSERT INTO {table} ({named}) VALUES ({', '.join(f':{field}' for field in fields)})"
