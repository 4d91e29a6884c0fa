"""Opening a register, in a file or on a server: engines, transactions, and what their faults mean for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from regesta.errors import BadQuestion, BadRegister, DamagedRegister, NotAllowed
from regesta.register import journal, postgres, sqlite
from regesta.register.codec import Unreadable

_NO_RIGHT = "42501"


def engine_for(name: str, must_exist: bool) -> Engine:
    """An engine on the file or the database of a register. Raises BadRegister for what can be none."""
    if postgres.is_address(name):
        return postgres.engine_for(name)
    if must_exist and not Path(name).is_file():
        raise BadRegister(missing(name))
    if Path(name).is_dir():
        raise BadRegister(f"{name}: it is a folder; name a file for the register")
    _look_at(name, must_exist)
    return sqlite.engine_for(name)


def _look_at(name: str, must_exist: bool) -> None:
    """Raises BadRegister for a file that was cut short, which SQLite itself sees only when it comes to what is missing."""
    try:
        size = Path(name).stat().st_size
        log = Path(f"{name}-wal")
        if log.is_file() and log.stat().st_size:
            return  # what the file lacks may stand there
        with Path(name).open("rb") as source:
            head = source.read(100)
    except OSError:
        return  # SQLite says why
    if not size and (must_exist or companion(name, journal.NAME, on_server=False).is_file()):
        raise BadRegister(
            f"{name}: it is empty; read the documents into it with `regesta read FILES --register {name}`,"
            f" or, where it held something, let `regesta repair {name}` bring back what can be"
        )
    told = sqlite.size_of(head)
    if told is not None and size < told:
        raise DamagedRegister(damaged(name, f"it was cut off after {size:,} of {told:,} bytes"))


def missing(name: str) -> str:
    """What to do where there is no register."""
    return f"{name}: there is no such register; make it with `regesta read FILES --register {name}`"


def in_use(name: object) -> str:
    """What to do where somebody else has the register locked."""
    return f"{name}: another program is writing to it; wait for it to end and try again"


def companion(name: str, what: str, on_server: bool) -> Path:
    """Where what belongs to a register and is not in it is kept."""
    if not on_server:
        return Path(f"{name}.{what}")
    from platformdirs import user_data_path

    own = blake2b(name.encode(), digest_size=8).hexdigest()
    return user_data_path("regesta") / own / what


def copy(name: str, target: str, on_server: bool) -> None:
    """Copy the file of a register as it stands at one moment. Raises BadRegister for one on a server."""
    if on_server:
        raise BadRegister(
            f"{name}: a register on a server cannot be copied to a file; export its entries and import them"
        )
    sqlite.copy(name, target)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the register as it is at its first question, whatever others write meanwhile."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the one that changes documents and acts; a file has but one writer anyway."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            postgres.claim(connection)
        yield connection


@contextmanager
def deciding(engine: Engine, name: str, beside: Path | None) -> Iterator[Connection]:
    """A transaction in which somebody decides, with its faults as sentences; what they decide is on the disk in the journal
    `beside` before it counts (None: a server looks after it)."""
    written = None
    with named(name):
        try:
            with engine.begin() if beside is None else sqlite.lasting(engine) as connection:
                yield connection
                written = journal.follow(connection, beside) if beside is not None else None
        except BaseException:
            if written is not None:
                written.take_back()
            raise


@contextmanager
def named_writing(engine: Engine, name: str) -> Iterator[Connection]:
    """The same, with its faults as sentences that name the register."""
    with named(name), writing(engine) as connection:
        yield connection


@contextmanager
def named(name: str) -> Iterator[None]:
    """Database faults as one sentence that names the register."""
    try:
        yield
    except DBAPIError as fault:
        if not postgres.is_address(name):
            raise _of_file(name, fault.orig or fault) from fault
        if postgres.code_of(fault) == _NO_RIGHT:
            raise NotAllowed(
                f"{name}: your role there does not allow it; the owner gives another with `regesta grant ROLE NAME`"
            ) from fault
        raise BadRegister(postgres.told(name, fault)) from fault
    except sqlite3.Error as fault:
        raise _of_file(name, fault) from fault
    except UnicodeEncodeError as fault:
        raise BadQuestion(
            f"{name}: a name or a text holds half a character ({fault.object[fault.start]!a}), which no register can keep;"
            " give it in UTF-8"
        ) from fault
    except Unreadable as fault:
        raise DamagedRegister(damaged(name, str(fault))) from fault


def blame(name: str, fault: Exception) -> None:
    """Raises DamagedRegister where a fault that nobody foresaw may come from a damaged file: SQLite checks that it is whole."""
    try:
        with closing(sqlite3.connect(f"{Path(name).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            told = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            if told == "ok" and (orphan := connection.execute("PRAGMA foreign_key_check").fetchone()) is not None:
                told = f"a row of '{orphan[0]}' belongs to a row of '{orphan[2]}' that is not there"
    except sqlite3.Error as why:
        told = str(why)
    if told != "ok":
        raise DamagedRegister(damaged(name, " ".join(told.split()))) from fault


def damaged(name: str, why: str) -> str:
    """That a register is damaged, and the cure."""
    if postgres.is_address(name):
        return f"{name}: the register is damaged ({why}); whoever keeps the server has its backups"
    return f"{name}: the register is damaged ({why}); `regesta repair {name}` brings back what can be"


# what SQLite says of a file that lacks a table or a column, or holds what it cannot take for text
_LACKING = ("no such table", "no such column", "Could not decode", "vtable constructor", "malformed")


def _of_file(name: str, fault: BaseException) -> BadRegister:
    reason, kind = str(fault), sqlite.kind_of(fault)
    if kind == sqlite3.SQLITE_NOTADB:
        return DamagedRegister(
            f"{name}: it is no register, or a damaged one ({reason}); give another name, or let `regesta repair {name}`"
            " bring back what can be"
        )
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT) or any(told in reason for told in _LACKING):
        return DamagedRegister(damaged(name, reason))
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BadRegister(in_use(name))
    if kind == sqlite3.SQLITE_FULL:
        return BadRegister(f"{name}: the disk is full; nothing was lost, make room and run it again")
    return BadRegister(f"{name}: {sqlite.why_not(name, reason)}")
