"""Opening a register, in a file or on a server: engines, transactions, and what their faults mean for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from regesta.errors import BadRegister, NotAllowed
from regesta.register import postgres, sqlite

_NO_RIGHT = "42501"


def engine_for(name: str, must_exist: bool) -> Engine:
    """An engine on the file or the database of a register. Raises BadRegister for what can be none."""
    if postgres.is_address(name):
        return postgres.engine_for(name)
    if must_exist and not Path(name).is_file():
        raise BadRegister(missing(name))
    if Path(name).is_dir():
        raise BadRegister(f"{name}: it is a folder; name a file for the register")
    return sqlite.engine_for(name)


def missing(name: str) -> str:
    """What to do where there is no register."""
    return f"{name}: there is no such register; make it with `regesta read FILES --register {name}`"


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
            raise BadRegister(_of_file(name, fault)) from fault
        if postgres.code_of(fault) == _NO_RIGHT:
            raise NotAllowed(
                f"{name}: your role there does not allow it; the owner gives another with `regesta grant ROLE NAME`"
            ) from fault
        raise BadRegister(postgres.told(name, fault)) from fault
    except sqlite3.DatabaseError as fault:
        raise BadRegister(_damaged(name, fault)) from fault


def _of_file(name: str, fault: DBAPIError) -> str:
    if not isinstance(fault, OperationalError):
        return _damaged(name, fault) if isinstance(fault, DatabaseError) else f"{name}: {fault}"
    reason = str(fault.orig)
    if "locked" in reason:
        return f"{name}: another program is writing to it; wait for it to end and try again"
    if "full" in reason:
        return f"{name}: the disk is full; nothing was lost, make room and run it again"
    return f"{name}: it cannot be opened or written ({reason}); check that you may write there"


def _damaged(name: str, fault: Exception) -> str:
    return f"{name}: it is no register, or a damaged one ({fault}); give another name or restore it"
