"""The register's versions: each step takes a database from one to the next, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import Column, Connection, Engine, Table, inspect, literal, select, text

from regesta.errors import BadRegister, DamagedRegister
from regesta.register import postgres, rulings, searching, settling, sqlite, storing, tables, team
from regesta.register.opening import damaged


def _first(connection: Connection) -> None:
    """Version 1: documents, entries, decisions, and the full-text index."""
    tables.metadata.create_all(connection, tables=list(tables.FIRST))
    searching.make_index(connection)


def _second(connection: Connection) -> None:
    """Version 2: whom people are, findings, and a digest of what was found, so that a new reading is told from an old one."""
    _add_column(connection, tables.documents, tables.documents.c.digest)
    tables.metadata.create_all(connection, tables=list(tables.SECOND))


def _third(connection: Connection) -> None:
    """Version 3: acts, gathered block by block; every block of an older register is to be gathered."""
    entries, parts = tables.entries, tables.entry_states
    _add_column(connection, entries, entries.c.block)
    tables.metadata.create_all(connection, tables=list(tables.THIRD))
    states: dict[str, set[str]] = {id: set() for id in connection.execute(select(entries.c.id)).scalars()}
    for entry, state in connection.execute(select(parts.c.entry, parts.c.state)):
        states[entry].add(state)
    for entry, codes in states.items():
        connection.execute(entries.update().where(entries.c.id == entry).values(block="|".join(sorted(codes))))
    for block in sorted({"|".join(sorted(codes)) for codes in states.values()}):
        connection.execute(tables.stale.insert().values(block=block))


def _explored(connection: Connection) -> None:
    """Version 4: where entries stand, which entries decisions are about, words of scripts without spaces."""
    tables.metadata.create_all(connection, tables=list(tables.EXPLORED))
    for id in list(connection.execute(select(tables.documents.c.id)).scalars()):
        storing.put_places(connection, id)
    rulings.link_known(connection)
    if not searching.on_server(connection):
        sqlite.space_words(connection)


def _opinions(connection: Connection) -> None:
    """Second opinions, beside the entries."""
    tables.metadata.create_all(connection, tables=list(tables.OPINIONS))


def _sixth(connection: Connection) -> None:
    """Version 6: findings are found by their ids."""
    tables.findings_by_id.create(connection, checkfirst=True)


def _seventh(connection: Connection) -> None:
    """Version 7: where the entries of decisions about two of them have gone."""
    tables.metadata.create_all(connection, tables=[tables.moved_entries])


def _eighth(connection: Connection) -> None:
    """Version 8: what documents were read with, and what became of files. What is compared towards a state is told apart."""
    _add_column(connection, tables.documents, tables.documents.c.rules)
    _add_column(connection, tables.documents, tables.documents.c.authorities)
    tables.metadata.create_all(connection, tables=[tables.files])
    query = select(tables.paths.c.path, literal("read"), tables.paths.c.document)
    connection.execute(tables.files.insert().from_select(["path", "status", "content"], query))
    settling.mark_all(connection)


def _ninth(connection: Connection) -> None:
    """Version 9: a register may be on a server, with a team; nothing is new in a file."""
    if searching.on_server(connection):
        tables.metadata.create_all(connection, tables=[tables.members])
        postgres.make_view(connection)
        team.make_policies(connection)


def _cooperation(connection: Connection) -> None:
    """Version 10: statements of cooperation; a document read by an older version has them when it is read again."""
    tables.metadata.create_all(connection, tables=list(tables.COOPERATION))


# step n takes version n to n + 1; a step that was released is never changed
STEPS: tuple[Callable[[Connection], None], ...] = (
    _first,
    _second,
    _third,
    _explored,
    _opinions,
    _sixth,
    _seventh,
    _eighth,
    _ninth,
    _cooperation,
)
VERSION = len(STEPS)


def migrate(engine: Engine, name: str) -> None:
    """Bring a database to this version. Raises BadRegister when it is no register, or a newer version's."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if _version(connection, name, names) == VERSION:
            if lacking := sorted(_expected(connection) - names):
                raise DamagedRegister(damaged(name, f"it lacks its table '{lacking[0]}'"))
            return
    with engine.begin() as connection:
        if searching.on_server(connection):
            postgres.claim(connection)
        version = _version(connection, name, inspect(connection).get_table_names())
        if version > VERSION:
            raise BadRegister(
                f"{name}: it was made by a newer version of Regesta (format {version}, this one knows {VERSION}); upgrade Regesta"
            )
        for step in STEPS[version:]:
            step(connection)
        if version < VERSION:
            connection.execute(tables.meta.delete().where(tables.meta.c.key == "format"))
            connection.execute(tables.meta.insert().values(key="format", value=str(VERSION)))
            if searching.on_server(connection):
                team.grant_again(connection)


def build(engine: Engine, version: int) -> None:
    """Make the empty tables of a version, 1 to VERSION, in a new file."""
    with engine.begin() as connection:
        for step in STEPS[:version]:
            step(connection)
        connection.execute(tables.meta.insert().values(key="format", value=str(version)))


def is_empty(engine: Engine) -> bool:
    """Whether a database holds nothing at all."""
    with engine.connect() as connection:
        return not inspect(connection).get_table_names()


def _expected(connection: Connection) -> set[str]:
    """The tables of this version."""
    own = set(tables.metadata.tables) | {"entry_words"}
    return own if searching.on_server(connection) else own - {tables.members.name}


def _version(connection: Connection, name: str, names: Collection[str]) -> int:
    if not names:
        return 0
    if "meta" not in names:
        if set(names) >= _KNOWN:
            raise DamagedRegister(damaged(name, "it lacks its table 'meta'"))
        raise BadRegister(f"{name}: it is a database, but no register; give another name")
    row = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "format")).scalar()
    if row is None or not str(row).isdigit():
        raise DamagedRegister(damaged(name, "its format is not told"))
    return int(row)


# by these tables a register is known that lost another
_KNOWN = {"documents", "entries", "decisions"}


def _add_column(connection: Connection, table: Table, column: Column[str]) -> None:
    """Add a column to a table of an older version; a table made just now has it."""
    if column.name not in {known["name"] for known in inspect(connection).get_columns(table.name)}:
        kind = column.type.compile(connection.dialect)
        connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}"))
