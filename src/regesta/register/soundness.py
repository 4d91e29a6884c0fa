"""Whether a register's file is whole: what SQLite says of its pages, what it lacks, what does not belong together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import create_engine

from regesta.register import sqlite
from regesta.register.migrations import VERSION, build

_TOLD = 5  # faults of one kind that are told


def damage(path: str) -> list[str]:
    """What is wrong with a register's file of this version, a sentence each; none where it is whole. Nothing in it is changed.

    Raises sqlite3.Error where it cannot be opened, or another program writes to it.
    """
    with closing(sqlite.connected(path)) as connection:
        found = [*_of_pages(connection), *_of_names(connection)]
        return found or [*_of_keys(connection), *_of_words(connection)]


def _of_pages(connection: sqlite3.Connection) -> Iterator[str]:
    for (told,) in connection.execute(f"PRAGMA integrity_check({_TOLD})"):
        if told != "ok":
            yield " ".join(str(told).split())


def _of_names(connection: sqlite3.Connection) -> Iterator[str]:
    """What the file lacks of the tables and indices of this version."""
    engine = create_engine("sqlite://")
    try:
        build(engine, VERSION)
        with engine.connect() as fresh:
            wanted = set(fresh.exec_driver_sql("SELECT type, name FROM sqlite_master"))
    finally:
        engine.dispose()
    there = set(connection.execute("SELECT type, name FROM sqlite_master"))
    for kind, name in sorted(tuple(one) for one in wanted):
        if (kind, name) not in there:
            yield f"it lacks its {kind} '{name}'"


def _of_keys(connection: sqlite3.Connection) -> Iterator[str]:
    told = connection.execute("PRAGMA foreign_key_check").fetchmany(_TOLD)
    for table, row, parent, _ in told:
        yield f"row {row} of '{table}' belongs to a row of '{parent}' that is not there"


def _of_words(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the full-text index; SQLite checks it in the guise of a change, which is taken back."""
    connection.execute("BEGIN")
    try:
        connection.execute("INSERT INTO entry_words(entry_words) VALUES ('integrity-check')")
        differing = connection.execute(
            "SELECT EXISTS (SELECT id FROM entries EXCEPT SELECT entry FROM entry_words),"
            " (SELECT count(*) FROM entry_words) <> (SELECT count(*) FROM entries)"
        ).fetchone()
        if any(differing):
            yield "the full-text index is not that of the entries"
    except sqlite3.DatabaseError as fault:
        if sqlite.kind_of(fault) != sqlite3.SQLITE_READONLY:
            yield f"the full-text index is damaged ({fault})"
    finally:
        connection.execute("ROLLBACK")
