"""The register itself: put readings in, take entries out, check that every quote still stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from regesta.errors import BadQuestion, BadRegister
from regesta.model import Abstention, Citation, Document, Entry, Filter, Problem, Quotation, Reading, Reference
from regesta.reading.anchoring import document_id
from regesta.register import codec, sqlite
from regesta.register.finding import condition
from regesta.register.migrations import migrate
from regesta.register.tables import PARTS, abstentions, documents, entries, mentions, paths

_BATCH = 500


class Register:
    """A register in a file. A context manager; every change is one transaction.

    Raises BadRegister when the file is no register, is damaged, is locked, or was made by a newer version.
    """

    def __init__(self, path: str | Path, must_exist: bool = False) -> None:
        self.path = str(path)
        if must_exist and not Path(self.path).is_file():
            raise BadRegister(
                f"{self.path}: there is no such register; make it with `regesta read FILES --register {self.path}`"
            )
        if Path(self.path).is_dir():
            raise BadRegister(f"{self.path}: it is a folder; name a file for the register")
        self._engine = sqlite.engine_for(self.path)
        with self._named():
            migrate(self._engine, self.path)

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # --- putting in --------------------------------------------------------------------------------------------------

    def put(self, reading: Reading) -> str:
        """Store a reading: "new", "unchanged" (nothing was written) or "replaced" (its entries took the old ones' place).

        A document is the same where its bytes are; the same bytes under a second path are one document with two paths.
        Decisions stay, whatever is replaced.
        """
        document = reading.document
        with self._named(), self._engine.begin() as connection:
            known = connection.execute(select(documents.c.id).where(documents.c.id == document.id)).scalar()
            before = connection.execute(select(paths.c.document).where(paths.c.path == document.name)).scalar()
            if known is not None and self._same(connection, reading):
                if before != document.id:
                    _point(connection, document.name, document.id)
                    self._forget(connection, before)
                return "unchanged" if before is None or before == document.id else "replaced"
            if known is not None:
                _delete_found(connection, document.id)
            else:
                connection.execute(insert(documents), codec.document_row(document))
            _point(connection, document.name, document.id)
            if before is not None and before != document.id:
                self._forget(connection, before)
            _insert_found(connection, reading)
            return "new" if known is None and before is None else "replaced"

    def _same(self, connection: Connection, reading: Reading) -> bool:
        """Whether all that a reading found stands in the register already."""
        stored = [
            (e.id, e.rule, e.confidence, e.why) for e in self._entries(connection, Filter(document=reading.document.id))
        ]
        found = [(e.id, e.rule, e.confidence, e.why) for e in reading.entries]
        silent = connection.execute(
            select(abstentions.c.start, abstentions.c.end, abstentions.c.reason)
            .where(abstentions.c.document == reading.document.id)
            .order_by(abstentions.c.position)
        ).all()
        told = [(a.start, a.end, a.reason) for a in reading.abstentions]
        return sorted(stored) == sorted(found) and [tuple(row) for row in silent] == told

    def _forget(self, connection: Connection, document: str | None) -> None:
        """Take out a document that no path leads to any more."""
        if document is None:
            return
        if connection.execute(select(func.count()).select_from(paths).where(paths.c.document == document)).scalar():
            return
        _delete_found(connection, document)
        connection.execute(delete(documents).where(documents.c.id == document))

    # --- taking out --------------------------------------------------------------------------------------------------

    def entries(self, asked: Filter | None = None, limit: int | None = None, offset: int = 0) -> Iterator[Entry]:
        """The entries that a filter keeps, in the calendar's order, streamed. Raises BadQuestion."""
        with self._named(), self._engine.connect() as connection:
            yield from self._entries(connection, asked or Filter(), limit, offset)

    def _entries(
        self, connection: Connection, asked: Filter, limit: int | None = None, offset: int = 0
    ) -> Iterator[Entry]:
        order = (entries.c.day, entries.c.latest, entries.c.document, entries.c.start, entries.c.end, entries.c.id)
        query = select(entries).where(condition(asked)).order_by(*order).limit(limit).offset(offset)
        result = connection.execution_options(yield_per=_BATCH).execute(query)
        for rows in result.mappings().partitions(_BATCH):
            parts = {table.name: _parts(connection, table, [row["id"] for row in rows]) for table in PARTS}
            for row in rows:
                yield codec.entry_of(row, {name: found.get(row["id"], ()) for name, found in parts.items()})

    def count(self, asked: Filter | None = None) -> int:
        """How many entries a filter keeps. Raises BadQuestion."""
        with self._named(), self._engine.connect() as connection:
            query = select(func.count()).select_from(entries).where(condition(asked or Filter()))
            return int(connection.execute(query).scalar() or 0)

    def entry(self, beginning: str) -> Entry:
        """The entry of an id, or of the beginning of one. Raises BadQuestion when none or several begin so."""
        with self._named(), self._engine.connect() as connection:
            query = select(entries.c.id).where(entries.c.id.startswith(beginning, autoescape=True)).limit(3)
            ids = list(connection.execute(query).scalars())
            if not beginning or len(ids) != 1:
                many = "several entries begin" if len(ids) > 1 else "no entry begins"
                raise BadQuestion(f"{many} with '{beginning}'; `regesta list` shows the ids")
            row = connection.execute(select(entries).where(entries.c.id == ids[0])).mappings().one()
            return codec.entry_of(row, {table.name: _parts(connection, table, ids).get(ids[0], ()) for table in PARTS})

    def document(self, id: str) -> Document:
        """The document of an id. Raises BadQuestion when there is none."""
        with self._named(), self._engine.connect() as connection:
            row = connection.execute(select(documents).where(documents.c.id == id)).mappings().one_or_none()
            if row is None:
                raise BadQuestion(f"the register holds no document '{id}'; `regesta list` shows the documents")
            return codec.document_of(row)

    def documents(self) -> dict[str, tuple[str, ...]]:
        """The documents' ids, each with the paths it was read from, by path."""
        with self._named(), self._engine.connect() as connection:
            found: dict[str, tuple[str, ...]] = {}
            for path, id in connection.execute(select(paths.c.path, paths.c.document).order_by(paths.c.path)):
                found[id] = (*found.get(id, ()), path)
            return found

    def abstentions(self, document: str | None = None) -> Iterator[Abstention]:
        """What was abstained from, with the reasons, in the order of the documents and their text."""
        query = select(abstentions).order_by(abstentions.c.document, abstentions.c.position)
        if document is not None:
            named = select(paths.c.document).where(paths.c.path.contains(document, autoescape=True))
            query = query.where(
                abstentions.c.document.startswith(document, autoescape=True) | abstentions.c.document.in_(named)
            )
        with self._named(), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(query).mappings():
                yield Abstention(row["document"], row["start"], row["end"], row["quote"], row["reason"])

    def mentions(self, document: str, kind: str) -> Sequence[Reference | Citation | Quotation]:
        """The references, citations or quotations ("reference", "citation", "quotation") of a document."""
        query = (
            select(mentions.c.data)
            .where(mentions.c.document == document, mentions.c.kind == kind)
            .order_by(mentions.c.position)
        )
        with self._named(), self._engine.connect() as connection:
            return [codec.mention_of(kind, data) for data in connection.execute(query).scalars()]

    # --- checking ----------------------------------------------------------------------------------------------------

    def verify(self) -> Iterator[Problem]:
        """Every quote against its document's text, every document against the file it was read from, if it is there."""
        for id, names in self.documents().items():
            document = self.document(id)
            for entry in self.entries(Filter(document=id)):
                if document.text[entry.start : entry.end] != entry.quote:
                    yield Problem(
                        names[0], entry.id, f"the text at {entry.start} to {entry.end} is not the entry's quote"
                    )
            for name in names:
                try:
                    data = Path(name).read_bytes() if Path(name).is_file() else None
                except OSError as fault:
                    yield Problem(name, None, f"the file cannot be opened ({fault.strerror})")
                    continue
                if data is not None and document_id(data) != id:
                    yield Problem(name, None, "the file has changed since it was read; read it again")

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Database faults as one sentence that names the register."""
        try:
            yield
        except OperationalError as fault:
            reason = str(fault.orig)
            if "locked" in reason:
                raise BadRegister(
                    f"{self.path}: another program is writing to it; wait for it to end and try again"
                ) from fault
            if "full" in reason:
                raise BadRegister(
                    f"{self.path}: the disk is full; nothing was lost, make room and run it again"
                ) from fault
            raise BadRegister(
                f"{self.path}: it cannot be opened or written ({reason}); check that you may write there"
            ) from fault
        except (DatabaseError, sqlite3.DatabaseError) as fault:
            raise BadRegister(
                f"{self.path}: it is no register, or a damaged one ({fault}); give another name or restore it"
            ) from fault


def _point(connection: Connection, path: str, document: str) -> None:
    connection.execute(delete(paths).where(paths.c.path == path))
    connection.execute(insert(paths), {"path": path, "document": document})


def _delete_found(connection: Connection, document: str) -> None:
    """All that was found in a document; what people decided is elsewhere and stays."""
    sqlite.drop_words(connection, document)
    connection.execute(delete(entries).where(entries.c.document == document))  # its parts go with it
    connection.execute(delete(abstentions).where(abstentions.c.document == document))
    connection.execute(delete(mentions).where(mentions.c.document == document))


def _insert_found(connection: Connection, reading: Reading) -> None:
    """All that a reading found, table by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    words: list[dict[str, str]] = []
    for entry in {entry.id: entry for entry in reading.entries}.values():
        for name, listed in codec.entry_rows(entry).items():
            rows.setdefault(name, []).extend(listed)
        people = " ".join(f"{person.name or ''} {person.office or ''}" for person in entry.people)
        told = [entry.quote, entry.act.replace("_", " "), entry.place or "", people, " ".join(entry.sectors)]
        words.append({"entry": entry.id, "words": " ".join(told)})
    rows["abstentions"] = [
        {"document": a.document, "position": at, "start": a.start, "end": a.end, "quote": a.quote, "reason": a.reason}
        for at, a in enumerate(reading.abstentions)
    ]
    id = reading.document.id
    rows["mentions"] = [codec.mention_row(id, "reference", at, one) for at, one in enumerate(reading.references)]
    rows["mentions"] += [codec.mention_row(id, "citation", at, one) for at, one in enumerate(reading.citations)]
    rows["mentions"] += [codec.mention_row(id, "quotation", at, one) for at, one in enumerate(reading.quotations)]
    for table in (entries, *PARTS, abstentions, mentions):
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    sqlite.index_words(connection, words)


def _parts(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Any]]:
    """A table's rows of several entries, by entry, in order."""
    query = select(table).where(table.c.entry.in_(ids)).order_by(table.c.entry, table.c.position)
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["entry"], []).append(row)
    return found
