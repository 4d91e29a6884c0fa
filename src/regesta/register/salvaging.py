"""Rows out of a damaged register's file, table by table, into a new file that promises nothing.

Tables are followed from their roots as SQLite would. What hangs below a page that cannot be read is found again by its looks:
a leaf that no tree reaches is asked, record by record, which table's row it can be. That is done for the tables whose rows cannot
be mistaken for another's; the others can be found again in the documents.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Float, Integer, Table

from regesta.register.migrations import VERSION, build
from regesta.register.pages import INNER, LEAF, Garbled, Pages, Record, Value
from regesta.register.sqlite import engine_for
from regesta.register.tables import act_entries, act_states, acts, members, meta, metadata, stale

# gathered anew from the entries, or of servers only
_LEFT = {table.name for table in (acts, act_states, act_entries, stale, members)}
TABLES = {table.name: table for table in metadata.sorted_tables if table.name not in _LEFT}

_Row = dict[str, Value]
_Looks = Callable[..., bool]


@dataclass(slots=True)
class Salvaged:
    """What came of a salvage: the format of the file, rows by table, the tables some of whose rows cannot be read, and the
    documents that any row names (whole ids), each with the paths that lead to it."""

    version: int
    rows: dict[str, int] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)
    named: dict[str, list[str]] = field(default_factory=dict)


def salvage(path: Path, target: Path) -> Salvaged:
    """Put all rows that can be read in a register's file into a new one of the same format, without asking whether they fit.

    The file itself is only read. Raises OSError where that cannot be done.
    """
    with Pages(path) as pages:
        trees = _trees(pages)
        found = Salvaged(_format_of(pages, trees))
        engine = engine_for(str(target))
        try:
            build(engine, found.version)
        finally:
            engine.dispose()
        with closing(sqlite3.connect(target, isolation_level=None)) as out:
            out.execute("PRAGMA foreign_keys=OFF")
            out.execute("PRAGMA synchronous=OFF")
            out.execute("BEGIN")
            known = {name for (name,) in out.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for name in (name for name in TABLES if name in known):
                rows = trees.rows(pages, TABLES[name], found)
                found.rows[name] = _fill(out, TABLES[name], rows)
            if found.torn or not trees.roots:
                for name, row in trees.lost(pages):
                    if name in known:
                        found.rows[name] += _fill(out, TABLES[name], iter([row]))
            found.named = _named(out, known)
            _drop_orphans(out)
            out.execute("COMMIT")
    return found


def _named(out: sqlite3.Connection, known: set[str]) -> dict[str, list[str]]:
    queries = [
        "SELECT document, path FROM paths",
        "SELECT id, name FROM documents",
        "SELECT document, NULL FROM entries",
    ]
    if "files" in known:
        queries.append("SELECT content, path FROM files WHERE status = 'read' AND content IS NOT NULL")
    found: dict[str, list[str]] = {}
    for query in queries:
        for id, path in out.execute(query):
            paths = found.setdefault(id, [])
            if path is not None and path not in paths:
                paths.append(path)
    return {id: sorted(paths) for id, paths in found.items()}


def _drop_orphans(out: sqlite3.Connection) -> None:
    """Take out rows that belong to rows that are lost, until all that is left belongs together."""
    while orphans := out.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, *_ in orphans:
            out.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))


def _fill(out: sqlite3.Connection, table: Table, rows: Iterator[_Row]) -> int:
    """Insert rows; those whose key is there already, or that lack what must be there, are not taken."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    places = ", ".join(f":{column.name}" for column in table.columns)
    told = (row for row in rows if table is not meta or row["key"] != "format")
    done = out.executemany(f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({places})", told)
    return max(0, done.rowcount)


class _Trees:
    """The trees of a file's tables: their roots, the leaves that each reaches, and the leaves that none does."""

    def __init__(
        self, roots: dict[str, int], reached: dict[str, list[int]], broken: set[str], strays: list[int]
    ) -> None:
        self.roots, self.reached, self.broken, self.strays = roots, reached, broken, strays

    def rows(self, pages: Pages, table: Table, found: Salvaged) -> Iterator[_Row]:
        """The rows of a table that can be read; where not all can, the table is noted as torn."""
        if table.name in self.broken or table.name not in self.roots:
            found.torn.add(table.name)
        for number in self.reached.get(table.name, ()):
            for record in _records(pages, number):
                row = _row_of(table, record) if record is not None else None
                if row is None:
                    found.torn.add(table.name)
                else:
                    yield row

    def lost(self, pages: Pages) -> Iterator[tuple[str, _Row]]:
        """The rows that no tree reaches, with the table that each seems to be of."""
        for number in self.strays:
            for record in _records(pages, number):
                if record is not None and (told := _looked_at(record)) is not None:
                    yield told


def _trees(pages: Pages) -> _Trees:
    free = pages.free()
    leaves = [n for n in range(1, pages.count + 1) if n not in free and pages.kind(n) == LEAF]
    roots: dict[str, int] = {}
    schema: set[int] = set()
    for number in leaves:
        for record in _records(pages, number):
            if record is None or not _is_schema(record.values):
                break  # leaves of other tables are left after one record
            schema.add(number)
            kind, name, _, root, _ = record.values
            if kind == "table" and isinstance(name, str) and isinstance(root, int) and root:
                roots.setdefault(name, root)
    reached: dict[str, list[int]] = {}
    broken: set[str] = set()
    taken = {*schema, *free}
    for name, root in roots.items():
        reached[name], whole = _leaves_below(pages, root, taken)
        if not whole:
            broken.add(name)
    return _Trees(roots, reached, broken, [number for number in leaves if number not in taken])


def _leaves_below(pages: Pages, root: int, taken: set[int]) -> tuple[list[int], bool]:
    """The leaves of a tree in order, and whether every page of it could be followed. What is taken is marked so."""
    found: list[int] = []
    whole = True
    waiting = [root]
    while waiting:
        number = waiting.pop()
        try:
            kind = pages.kind(number) if number not in taken else 0
            below = pages.children(number) if kind == INNER else []
        except Garbled:
            kind = 0
        if kind not in (LEAF, INNER):
            whole = False
            continue
        taken.add(number)
        if kind == LEAF:
            found.append(number)
        else:
            waiting += below  # order does not matter: rows have keys
    return found, whole


def _records(pages: Pages, number: int) -> Iterator[Record | None]:
    try:
        yield from pages.records(number)
    except Garbled:
        yield None


def _is_schema(values: tuple[Value, ...]) -> bool:
    return len(values) == 5 and values[0] in ("table", "index", "view", "trigger") and isinstance(values[3], int)


def _format_of(pages: Pages, trees: _Trees) -> int:
    """The format as the file tells it, else as its tables do, else the present one."""
    told = {row["key"]: row["value"] for row in trees.rows(pages, meta, Salvaged(0))}
    format = str(told.get("format", ""))
    if format.isdigit() and 1 <= int(format) <= VERSION:
        return int(format)
    marks = {
        "cooperation": 10,
        "files": 8,
        "moved_entries": 7,
        "judgements": 5,
        "entry_places": 4,
        "acts": 3,
        "findings": 2,
    }
    return next((version for name, version in marks.items() if name in trees.roots), VERSION)


# --- what a record may be --------------------------------------------------------------------------------------------


def _row_of(table: Table, record: Record) -> _Row | None:
    """The row of a table that a record is; None for one that is none. Columns that a later version added are empty."""
    columns = list(table.columns)
    if len(record.values) > len(columns):
        return None
    row: _Row = {}
    keys = list(table.primary_key.columns)
    for at, column in enumerate(columns):
        value = record.values[at] if at < len(record.values) else None
        if keys == [column] and isinstance(column.type, Integer):
            value = record.row  # such a key is the row's own number
        if value is None and column.nullable:
            row[column.name] = None
        elif isinstance(column.type, Float) and isinstance(value, int | float):
            row[column.name] = float(value)
        elif isinstance(value, int if isinstance(column.type, Integer) else str):
            row[column.name] = value
        else:
            return None
    return row


_ID = re.compile(r"[0-9a-f]{12,20}")
_DOCUMENT = re.compile(r"[0-9a-f]{20}")


def _is_id(*values: Value) -> bool:
    return all(isinstance(value, str) and _ID.fullmatch(value) is not None for value in values)


def _is_document(value: Value) -> bool:
    return isinstance(value, str) and _DOCUMENT.fullmatch(value) is not None


def _is_json(value: Value) -> bool:
    return isinstance(value, str) and value[:1] in ("{", "[")


# how the rows of a table are told from all others with as many columns
_LOOKS: dict[str, _Looks] = {
    "documents": lambda row: _is_document(row["id"]) and "/" in str(row["media_type"]) and _is_json(row["structure"]),
    "decisions": lambda row: (
        row["target_kind"] in ("finding", "entry", "entries", "people") and _is_json(row["payload"])
    ),
    "decision_entries": lambda row: _is_id(row["entry"]),
    "moved_entries": lambda row: _is_id(row["entry"], row["moved_to"]),
    "paths": lambda row: _is_document(row["document"]),
    "files": lambda row: row["status"] in ("read", "failed", "pending"),
    "meta": lambda row: row["key"] in ("format", "revision", "register"),
    "entries": lambda row: _is_document(row["document"]) and row["basis"] is not None,
    "mentions": lambda row: row["kind"] in ("reference", "citation", "quotation") and _is_json(row["data"]),
    "proposals": lambda row: _is_document(row["document"]) and _is_json(row["data"]),
    "judgements": lambda row: row["verdict"] in ("agrees", "disagrees", "silent"),
    "findings": lambda row: row["severity"] in ("note", "warning", "error"),
}


def _looked_at(record: Record) -> tuple[str, _Row] | None:
    """The table that a record seems to be of, and its row."""
    for name, looks in _LOOKS.items():
        table = TABLES[name]
        if len(record.values) == len(table.columns):
            row = _row_of(table, record)
            if row is not None and looks(row):
                return name, row
    return None
