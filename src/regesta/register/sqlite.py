"""What only SQLite has: the connection's settings, what its files and faults tell, and the full-text index (FTS5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from regesta.errors import BadQuestion
from regesta.register.folding import spaced, terms_of

PATIENCE = 10  # seconds with another writer


def engine_for(path: str) -> Engine:
    """An engine on a register file: write-ahead log, foreign keys, ten seconds' patience with another writer.

    A power cut may take back the last transactions, whole ones (synchronous=NORMAL): what was read then is read again.
    """
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun by _begin, so that they cover reads too
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


@contextmanager
def lasting(engine: Engine) -> Iterator[Connection]:
    """A transaction that is on the disk when it is done, also if the power goes: what people decide cannot be had again."""
    with engine.connect() as connection:
        bare = connection.connection
        bare.execute("PRAGMA synchronous=FULL")
        try:
            with connection.begin():
                yield connection
        finally:
            bare.execute("PRAGMA synchronous=NORMAL")


def size_of(head: bytes) -> int | None:
    """How many bytes a file should have, by its first hundred; None where these do not tell (file format, section 1.3)."""
    counted = head[24:28] == head[92:96]  # else the count of pages was written by a version that kept none
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100 or not counted:
        return None
    page = int.from_bytes(head[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def kind_of(fault: BaseException) -> int:
    """What kind of fault it is: a primary result code of SQLite, 0 where it is none of SQLite's."""
    code = getattr(fault, "sqlite_errorcode", 0)
    return int(code) & 0xFF


def copy(path: str, target: str) -> None:
    """Copy a register into one file without a write-ahead log beside it, also while others write to it."""
    with closing(sqlite3.connect(path, timeout=10)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")


def make_index(connection: Connection) -> None:
    """Make the full-text index."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE entry_words USING fts5(entry UNINDEXED, words, tokenize='unicode61 remove_diacritics 2')"
        )
    )


def index_words(connection: Connection, rows: list[dict[str, str]]) -> None:
    """Add entries' words ({"entry", "words"}), folded, to the index."""
    if rows:
        connection.execute(text("INSERT INTO entry_words(entry, words) VALUES (:entry, :words)"), rows)


def put_words(connection: Connection, rows: list[tuple[str, str]]) -> None:
    """Add entries' words as `words_of_all` gives them."""
    if rows:
        told = [{"entry": entry, "words": words} for entry, words in rows]
        connection.execute(text("INSERT INTO entry_words(entry, words) VALUES (:entry, :words)"), told)


def space_words(connection: Connection) -> None:
    """Set spaces between signs, for an index of a version that did not."""
    rows = [
        {"row": row, "words": words} for row, words in connection.execute(text("SELECT rowid, words FROM entry_words"))
    ]
    changed = [{**row, "words": wide} for row in rows if (wide := spaced(row["words"])) != row["words"]]
    if changed:
        connection.execute(text("UPDATE entry_words SET words = :words WHERE rowid = :row"), changed)


def drop_words(connection: Connection, document: str) -> None:
    """Take a document's entries out of the index."""
    connection.execute(
        text("DELETE FROM entry_words WHERE entry IN (SELECT id FROM entries WHERE document = :document)"),
        {"document": document},
    )


def words_clause(words: str) -> tuple[str, dict[str, str]]:
    """A condition on entries.id for words that must all stand in an entry, and its parameters. Raises BadQuestion."""
    return "entries.id IN (SELECT entry FROM entry_words WHERE entry_words MATCH :words)", {"words": _match(words)}


def rows_with(connection: Connection, words: str) -> list[int]:
    """The rows of the full-text index in which all of the words stand. Raises BadQuestion."""
    query = text("SELECT rowid FROM entry_words WHERE entry_words MATCH :words")
    return [row for (row,) in connection.execute(query, {"words": _match(words)}).cursor.fetchall()]


def indexed(connection: Connection) -> list[tuple[int, str]]:
    """(row of the full-text index, entry), for all entries."""
    return list(connection.execute(text("SELECT rowid, entry FROM entry_words")).cursor.fetchall())


def words_of_all(connection: Connection) -> Iterator[tuple[str, str]]:
    """(entry, its words as they are indexed), by entry."""
    for row in connection.execute(text("SELECT entry, words FROM entry_words ORDER BY entry")):
        yield row.entry, row.words


def _match(words: str) -> str:
    terms = terms_of(words)
    if not terms:
        raise BadQuestion(f"'{words}' holds no word to look for; give letters or digits")
    return " ".join(f'"{term}"*' if len(term) > 2 else f'"{term}"' for term in terms)
