"""Full-text search, by whatever database holds the register: the index and its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

from sqlalchemy import Connection, select

from regesta.register import postgres, sqlite
from regesta.register.tables import entries


def on_server(connection: Connection) -> bool:
    """Whether a connection is to PostgreSQL."""
    return connection.dialect.name == "postgresql"


def make_index(connection: Connection) -> None:
    """Make the full-text index."""
    _home(connection).make_index(connection)


def index_words(connection: Connection, rows: list[dict[str, str]]) -> None:
    """Add entries' words ({"entry", "words"}), folded, to the index."""
    _home(connection).index_words(connection, rows)


@dataclass(slots=True)
class Dropped:
    """Entries that a transaction takes out of the index: `last` is the index's last row as it began.

    What stood in the index before is taken out at the end, for all documents at once: to find a document's entries a file's
    index is read as a whole, and for one document after another that would grow with the archive. What the transaction itself put in
    goes at once, since the same entries may be put in again.
    """

    last: int
    entries: list[str] = field(default_factory=list)


def dropping(connection: Connection) -> Dropped:
    """Begin to take entries out of the index; to be ended by `drop_rest`."""
    return Dropped(_home(connection).last_row(connection))


def drop_words(connection: Connection, dropped: Dropped, document: str) -> None:
    """Take a document's entries out of the index, while they are in the register still."""
    gone = list(connection.execute(select(entries.c.id).where(entries.c.document == document)).scalars())
    if gone:
        _home(connection).drop_words(connection, gone, dropped.last)
        dropped.entries += gone


def drop_rest(connection: Connection, dropped: Dropped) -> None:
    """End to take entries out of the index."""
    if dropped.entries and dropped.last:
        _home(connection).drop_words(connection, dropped.entries, 0, dropped.last)


def words_clause(connection: Connection, words: str) -> tuple[str, dict[str, str]]:
    """A condition on entries.id for words that must all stand in an entry, and its parameters. Raises BadQuestion."""
    clause: tuple[str, dict[str, str]] = _home(connection).words_clause(words)
    return clause


def rows_with(connection: Connection, words: str) -> list[int]:
    """The rows of the full-text index in which all of the words stand. Raises BadQuestion."""
    found: list[int] = _home(connection).rows_with(connection, words)
    return found


def indexed(connection: Connection) -> list[tuple[int, str]]:
    """(row of the full-text index, entry), for all entries."""
    found: list[tuple[int, str]] = _home(connection).indexed(connection)
    return found


def words_of_all(connection: Connection) -> Iterator[tuple[str, str]]:
    """(entry, its words as they are indexed), by entry."""
    yield from _home(connection).words_of_all(connection)


def _home(connection: Connection) -> ModuleType:
    return postgres if on_server(connection) else sqlite
