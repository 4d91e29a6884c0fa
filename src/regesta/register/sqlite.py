"""What only SQLite has: the connection's settings, what its files and faults tell, and the full-text index (FTS5)."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from regesta.errors import BadQuestion
from regesta.register.folding import spaced, terms_of

PATIENCE = 10  # seconds with another writer
_LAST = (1 << 63) - 1  # row of a table
_LEAST = 1 << 16  # bytes with which SQLite can do something
# ids are hashes, so new rows go everywhere in the indexes: the pages of a long run are kept at hand (32 MB), and many chunks are
# gathered in the log (40 MB) before a page that all of them changed is written to the register
_LONG_RUNS = ("cache_size=-32000", "wal_autocheckpoint=10000")


def engine_for(path: str) -> Engine:
    """An engine on a register file: write-ahead log, foreign keys, ten seconds' patience with another writer.

    A power cut may take back the last transactions, whole ones (synchronous=NORMAL): what was read then is read again.
    """
    engine = create_engine(f"sqlite:///{path}", creator=lambda: connected(path))

    @event.listens_for(engine, "checkin")
    def _used(connection: sqlite3.Connection | None, record: Any) -> None:
        if isinstance(connection, _ReadOnly):
            record.invalidate()  # the next one may find that there is room again

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def connected(path: str) -> sqlite3.Connection:
    """A connection to a register's file; where nothing can be written beside it (a folder that may only be read, a full
    disk), one that can only read. Raises sqlite3.Error.
    """
    try:
        return _set(sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False))
    except sqlite3.OperationalError as fault:
        if kind_of(fault) not in _NOT_WRITABLE or not _stands_alone(path):
            raise
        # SQLite keeps files beside a register also for those who only read it; without them nobody may change it meanwhile,
        # and nobody can who is kept from writing them as this program is
        where = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
        return _set(sqlite3.connect(where, uri=True, timeout=PATIENCE, check_same_thread=False, factory=_ReadOnly))


class _ReadOnly(sqlite3.Connection):
    """A connection that can only read."""


_NOT_WRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL)


def _set(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The same connection with its settings; it has looked into the file."""
    try:
        connection.isolation_level = None  # transactions are begun by _begin, so that they cover reads too
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", *_LONG_RUNS):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


def _stands_alone(path: str) -> bool:
    """Whether all of a register is in its file, and nothing in a log beside it."""
    try:
        log = Path(f"{path}-wal")
        return Path(path).stat().st_size > 0 and (not log.exists() or log.stat().st_size == 0)
    except OSError:
        return False


def why_not(path: str, reason: str) -> str:
    """Why a file cannot be written, and the cure, where it can be found out."""
    folder = Path(path).absolute().parent
    try:
        if shutil.disk_usage(folder).free < _LEAST:
            return "the disk is full; nothing was lost, make room and run it again"
        if not os.access(folder, os.W_OK) or (Path(path).exists() and not os.access(path, os.W_OK)):
            return "it, or its folder, may only be read; have it opened for you, or copy it to where you may write"
    except OSError:
        pass  # then it is as SQLite says
    return f"it cannot be opened or written ({reason}); check that you may write there"


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
    page, pages, _ = head_of(head)
    counted = head[24:28] == head[92:96]  # else the count of pages was written by a version that kept none
    return page * pages if page is not None and len(head) >= 100 and counted else None


def head_of(head: bytes) -> tuple[int | None, int, int]:
    """What a file's first hundred bytes tell: bytes a page (None where they do not), pages, bytes kept free at the end of
    each page; as they stand there, which in a damaged file is not how it is.
    """
    size = int.from_bytes(head[16:18], "big")
    size = 65536 if size == 1 else size
    if not head.startswith(b"SQLite format 3\0") or size < 512 or size & (size - 1):
        return None, 0, 0
    return size, int.from_bytes(head[28:32], "big"), head[20]


def kind_of(fault: BaseException) -> int:
    """What kind of fault it is: a primary result code of SQLite, 0 where it is none of SQLite's."""
    code = getattr(fault, "sqlite_errorcode", 0)
    return int(code) & 0xFF


def copy(path: str, target: str) -> None:
    """Copy a register into one file without a write-ahead log beside it, also while others write to it."""
    with closing(connected(path)) as source, closing(sqlite3.connect(target)) as made:
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
        connection.exec_driver_sql("INSERT INTO entry_words(entry, words) VALUES (:entry, :words)", rows)


def put_words(connection: Connection, rows: list[tuple[str, str]]) -> None:
    """Add entries' words as `words_of_all` gives them."""
    if rows:
        connection.exec_driver_sql("INSERT INTO entry_words(entry, words) VALUES (?, ?)", rows)


def space_words(connection: Connection) -> None:
    """Set spaces between signs, for an index of a version that did not."""
    rows = [
        {"row": row, "words": words} for row, words in connection.execute(text("SELECT rowid, words FROM entry_words"))
    ]
    changed = [{**row, "words": wide} for row in rows if (wide := spaced(row["words"])) != row["words"]]
    if changed:
        connection.execute(text("UPDATE entry_words SET words = :words WHERE rowid = :row"), changed)


def last_row(connection: Connection) -> int:
    """The last row of the index; 0 for an empty one."""
    return int(connection.exec_driver_sql("SELECT max(rowid) FROM entry_words").scalar() or 0)


def drop_words(connection: Connection, entries: Sequence[str], since: int, upto: int | None = None) -> None:
    """Take entries out of the index, of its rows behind `since`, and no further than `upto`: it reads all of these, since the
    index knows no entry by its id.
    """
    connection.exec_driver_sql(
        "DELETE FROM entry_words WHERE rowid > ? AND rowid <= ? AND entry IN (SELECT value FROM json_each(?))",
        (since, upto if upto is not None else _LAST, json.dumps(entries)),
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
