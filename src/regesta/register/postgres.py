"""What only PostgreSQL has: the address, the connection's settings, the lock of the one writer, and full-text search (tsvector).

The words of an entry are folded and cut into terms here, not by the server, so that a search finds on a server what it finds in
a file (`sqlite`): terms are runs of letters, digits and marks; a word of three letters or more is a beginning.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from regesta.errors import BadQuestion, BadRegister, MissingPart
from regesta.register.folding import terms_of

# one number for each thing that only one may do at a time in a register
WRITING = 7_217_001
_ENTRY = 7_217_002
_LEXEME = 500  # characters of a term that are kept; the server's limit is 2046 bytes
_POSITIONS = 16_000  # terms of an entry that stand in an order; the server's limit is 16383


def is_address(path: str) -> bool:
    """Whether a register's name is the address of a database, not a file's."""
    return path.startswith(("postgresql://", "postgres://", "postgresql+pg8000://"))


def shown(address: str) -> str:
    """An address as people may read it: without the password."""
    url = _url(address)
    return URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query).render_as_string()


def password_in(name: str) -> str | None:
    """The password that a register's address holds; None for one without, and for a file."""
    password = _url(name).password if is_address(name) else None
    return str(password) if password is not None else None


def engine_for(address: str) -> Engine:
    """An engine on a database. The password is that of the address, else of the environment (PGPASSWORD).

    `?host=/folder` names the folder of a socket of this machine, `?sslmode=require` asks for TLS with a certificate that
    holds. Raises MissingPart where the driver is not installed, BadRegister for an address that is none.
    """
    url = _url(address)
    options: dict[str, Any] = {"application_name": "regesta"}
    folder = url.query.get("host")
    if isinstance(folder, str):
        options["unix_sock"] = f"{folder}/.s.PGSQL.{url.port or 5432}"
    if url.query.get("sslmode", "prefer") not in ("prefer", "allow", "disable"):
        import ssl

        options["ssl_context"] = ssl.create_default_context()
    password = url.password or os.environ.get("PGPASSWORD")
    plain = URL.create("postgresql+pg8000", url.username or _login(), password, url.host, url.port, url.database)
    try:
        engine = create_engine(plain, connect_args=options, pool_pre_ping=True)
    except ImportError as fault:
        raise MissingPart(
            "the driver for PostgreSQL is not installed; install it with `pip install 'regesta[postgres]'`"
        ) from fault
    event.listen(engine, "handle_error", _let_go)
    # many rows in one statement: the driver would send them one by one
    engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine


def _let_go(context: ExceptionContext) -> None:
    """What cannot be encoded breaks the driver's talk with the server in the middle: the connection is of no use any more."""
    if isinstance(context.original_exception, UnicodeEncodeError):
        context.is_disconnect = True


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as fault:
        raise BadRegister(
            f"{address.rpartition('@')[2]}: it is no address; give postgresql://USER@HOST/DATABASE"
        ) from fault
    if not url.database:
        raise BadRegister(f"{address.rpartition('@')[2]}: it names no database; give postgresql://USER@HOST/DATABASE")
    return url


def _login() -> str:
    return os.environ.get("PGUSER") or os.environ.get("USER") or "postgres"


# --- one at a time ---------------------------------------------------------------------------------------------------


def claim(connection: Connection) -> None:
    """Be the one that changes the register's documents and acts until the transaction ends; others wait."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITING})


def claim_entry(connection: Connection, entry: str) -> None:
    """Be the one that decides about an entry until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key, hashtext(:entry))"), {"key": _ENTRY, "entry": entry})


# --- full text -------------------------------------------------------------------------------------------------------

# the calendar as `Register.sql` knows it: one row an entry with its listed things joined
_CALENDAR = """
CREATE VIEW calendar AS
SELECT e.id, e.edtf AS date, e.earliest, e.latest, e.act,
  (SELECT string_agg(state, ' ' ORDER BY position) FROM entry_states s WHERE s.entry = e.id) AS states,
  (SELECT string_agg(name, '; ' ORDER BY position) FROM entry_people p WHERE p.entry = e.id) AS people,
  (SELECT string_agg(sector, ' ' ORDER BY position) FROM entry_sectors x WHERE x.entry = e.id) AS sectors,
  e.place, e.modality, e.said_by, e.quote, e.document,
  (SELECT min(path) FROM paths WHERE paths.document = e.document) AS path, e.start, e."end", e.rule, e.confidence, e.why
FROM entries e ORDER BY e.day, e.latest NULLS FIRST, e.document, e.start
"""


def make_index(connection: Connection) -> None:
    """Make the full-text index, and the view for those who ask in SQL."""
    connection.execute(
        text(
            "CREATE TABLE entry_words (row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
            'entry text COLLATE "C" NOT NULL, words text COLLATE "C" NOT NULL, vector tsvector NOT NULL)'
        )
    )
    connection.execute(text("CREATE INDEX entry_words_by_entry ON entry_words (entry)"))
    connection.execute(text("CREATE INDEX entry_words_by_term ON entry_words USING gin (vector)"))


def make_view(connection: Connection) -> None:
    """Make the view for those who ask in SQL."""
    connection.execute(text(_CALENDAR))


def index_words(connection: Connection, rows: Sequence[dict[str, str]]) -> None:
    """Add entries' words ({"entry", "words"}), folded, to the index."""
    for at in range(0, len(rows), 500):
        values: dict[str, str] = {}
        for number, row in enumerate(rows[at : at + 500]):
            words = row["words"]
            values |= {f"e{number}": row["entry"], f"w{number}": words, f"v{number}": _vector(words)}
        places = ", ".join(f"(:e{n}, :w{n}, CAST(:v{n} AS tsvector))" for n in range(len(values) // 3))
        connection.execute(text(f"INSERT INTO entry_words (entry, words, vector) VALUES {places}"), values)


def last_row(connection: Connection) -> int:
    """The last row of the index; 0 for an empty one."""
    return int(connection.execute(text("SELECT max(row) FROM entry_words")).scalar() or 0)


def drop_words(connection: Connection, entries: Sequence[str], since: int, upto: int | None = None) -> None:
    """Take entries out of the index, of its rows behind `since`, and no further than `upto`."""
    above = " AND row <= :upto" if upto is not None else ""
    for at in range(0, len(entries), 500):
        connection.execute(
            text(f"DELETE FROM entry_words WHERE row > :since{above} AND entry = ANY(:entries)"),
            {"since": since, "entries": list(entries[at : at + 500]), **({"upto": upto} if upto is not None else {})},
        )


def words_clause(words: str) -> tuple[str, dict[str, str]]:
    """A condition on entries.id for words that must all stand in an entry, and its parameters. Raises BadQuestion."""
    clause = "entries.id IN (SELECT entry FROM entry_words WHERE vector @@ CAST(:words AS tsquery))"
    return clause, {"words": _query(words)}


def rows_with(connection: Connection, words: str) -> list[int]:
    """The rows of the full-text index in which all of the words stand. Raises BadQuestion."""
    query = text("SELECT row FROM entry_words WHERE vector @@ CAST(:words AS tsquery)")
    return list(connection.execute(query, {"words": _query(words)}).scalars())


def indexed(connection: Connection) -> list[tuple[int, str]]:
    """(row of the full-text index, entry), for all entries."""
    return [(row, entry) for row, entry in connection.execute(text("SELECT row, entry FROM entry_words"))]


def words_of_all(connection: Connection) -> Iterator[tuple[str, str]]:
    """(entry, its words as they are indexed), by entry."""
    for row in connection.execute(text("SELECT entry, words FROM entry_words ORDER BY entry")):
        yield row.entry, row.words


def _terms(words: str) -> list[str]:
    """Runs of letters, digits and marks, as the tokens of SQLite's unicode61 are."""
    kept = "".join(ch if ch.isalnum() or unicodedata.category(ch)[0] == "M" else " " for ch in words)
    return [term[:_LEXEME] for term in kept.split()]


def _vector(words: str) -> str:
    # terms hold no quote and no backslash, so that they may stand in quotes as they are
    return " ".join(f"'{term}':{min(at, _POSITIONS)}" for at, term in enumerate(_terms(words), 1))


def _query(words: str) -> str:
    terms = [(term, parts) for term in terms_of(words) if (parts := _terms(term))]
    if not terms:
        raise BadQuestion(f"'{words}' holds no word to look for; give letters or digits")
    found = []
    for term, parts in terms:
        *before, last = [f"'{part}'" for part in parts]
        found.append("(" + " <-> ".join([*before, f"{last}:*" if len(term) > 2 else last]) + ")")
    return " & ".join(found)


# --- faults ----------------------------------------------------------------------------------------------------------


def told(name: str, fault: Any) -> str:
    """What a fault of the server or the way to it means, in one sentence, with its code where it has one."""
    code, reason = code_of(fault), _reason(fault)
    if code in ("28P01", "28000"):
        return f"{name}: the server lets nobody in by that name or password ({reason}); give the password in PGPASSWORD"
    if code == "3D000":
        return f"{name}: there is no such database on the server; its administrator makes one with `createdb`"
    if code == "53100":
        return f"{name}: the server's disk is full; nothing was lost, make room and run it again"
    if code[:2] in ("40", "55"):
        return f"{name}: somebody else changed the same at once; run it again"
    if code:
        return f"{name}: the server refuses it ({reason}); ask who keeps the database"
    return f"{name}: the server cannot be reached ({reason}); check the address, and that it runs"


def code_of(fault: Any) -> str:
    """The code (SQLSTATE) of a fault, "" where it came from the way and not from the server."""
    arguments = getattr(getattr(fault, "orig", None), "args", ())
    return str(arguments[0].get("C", "")) if arguments and isinstance(arguments[0], dict) else ""


def _reason(fault: Any) -> str:
    arguments = getattr(getattr(fault, "orig", None), "args", ())
    if arguments and isinstance(arguments[0], dict):
        return str(arguments[0].get("M", ""))
    return " ".join(str(getattr(fault, "orig", fault)).split())[:200]
