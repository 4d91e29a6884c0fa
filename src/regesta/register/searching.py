"""Full-text search, by whatever database holds the register: the index and its questions."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import Connection

from regesta.register import postgres, sqlite


def on_server(connection: Connection) -> bool:
    """Whether a connection is to PostgreSQL."""
    return connection.dialect.name == "postgresql"


def make_index(connection: Connection) -> None:
    """Make the full-text index."""
    _home(connection).make_index(connection)


def index_words(connection: Connection, rows: list[dict[str, str]]) -> None:
    """Add entries' words ({"entry", "words"}), folded, to the index."""
    _home(connection).index_words(connection, rows)


def drop_words(connection: Connection, document: str) -> None:
    """Take a document's entries out of the index."""
    _home(connection).drop_words(connection, document)


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
