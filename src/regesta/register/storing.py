"""Writing what was found: the rows of a document, all of them in the caller's transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from regesta.model import Document, Entry, Examined
from regesta.register import codec, rulings, settling, sqlite
from regesta.register.tables import (
    PARTS,
    abstentions,
    documents,
    entries,
    entry_places,
    findings,
    identities,
    mentions,
    meta,
    paths,
    proposals,
)


def digest_of_stored(connection: Connection, document: str) -> str | None:
    """The digest of what is stored of a document; "" where an older version kept none, None for an unknown document."""
    row = connection.execute(select(documents.c.digest).where(documents.c.id == document)).one_or_none()
    return None if row is None else row[0] or ""


def put_document(connection: Connection, document: Document, digest: str, new: bool) -> None:
    """A document's own row, with the digest of what was found in it; all that was found before goes."""
    if new:
        connection.execute(insert(documents), {**codec.document_row(document), "digest": digest})
        return
    _delete_found(connection, document.id)
    connection.execute(
        update(documents)
        .where(documents.c.id == document.id)
        .values({**codec.document_row(document), "digest": digest})
    )


def point(connection: Connection, path: str, document: str) -> None:
    """Let a path lead to a document."""
    connection.execute(delete(paths).where(paths.c.path == path))
    connection.execute(insert(paths), {"path": path, "document": document})


def forget(connection: Connection, document: str | None) -> None:
    """Take out a document that no path leads to any more."""
    if document is None:
        return
    if connection.execute(select(func.count()).select_from(paths).where(paths.c.document == document)).scalar():
        return
    _delete_found(connection, document)
    connection.execute(delete(documents).where(documents.c.id == document))


def insert_found(connection: Connection, found: Examined) -> None:
    """All that was found in a document, table by table."""
    reading = found.reading
    rows: dict[str, list[dict[str, Any]]] = {}
    words: list[dict[str, str]] = []
    meant = {(one.entry, one.position): one.person for one in found.identities}
    for entry in {entry.id: entry for entry in reading.entries}.values():
        for name, listed in codec.entry_rows(entry).items():
            rows.setdefault(name, []).extend(listed)
        people = " ".join(f"{person.name or ''} {person.office or ''}" for person in entry.people)
        told = [entry.quote, entry.act.replace("_", " "), entry.place or "", people, " ".join(entry.sectors)]
        words.append({"entry": entry.id, "words": " ".join(told)})
    for row in rows.get("entry_people", []):
        row["person"] = row["person"] or meant.get((row["entry"], row["position"]))
    rows["identities"] = [
        codec.identity_row(one) for one in {(i.entry, i.position): i for i in found.identities}.values()
    ]
    rows["findings"] = [codec.finding_row(one, "document", at) for at, one in enumerate(found.findings)]
    rows["abstentions"] = [
        {"document": a.document, "position": at, "start": a.start, "end": a.end, "quote": a.quote, "reason": a.reason}
        for at, a in enumerate(reading.abstentions)
    ]
    id = reading.document.id
    rows["mentions"] = [codec.mention_row(id, "reference", at, one) for at, one in enumerate(reading.references)]
    rows["mentions"] += [codec.mention_row(id, "citation", at, one) for at, one in enumerate(reading.citations)]
    rows["mentions"] += [codec.mention_row(id, "quotation", at, one) for at, one in enumerate(reading.quotations)]
    for table in (entries, *PARTS, identities, findings, abstentions, mentions):
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    settling.mark_stale(connection, (row["block"] for row in rows.get("entries", ())))
    sqlite.index_words(connection, words)
    _insert_places(connection, reading.document, reading.entries)
    rulings.reattach(connection, reading.entries)


def put_places(connection: Connection, document: str) -> None:
    """Where a stored document's entries stand, for a register of a version that did not keep it."""
    query = select(entries.c.id, entries.c.start).where(entries.c.document == document)
    found = codec.document_of(connection.execute(select(documents).where(documents.c.id == document)).mappings().one())
    rows = [codec.place_row(id, found.locate(start)) for id, start in connection.execute(query)]
    if rows:
        connection.execute(insert(entry_places), rows)


def count_change(connection: Connection) -> None:
    """Count that documents were put in or taken out, so that whoever holds columns of the register sees it."""
    known = connection.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar()
    connection.execute(delete(meta).where(meta.c.key == "revision"))
    connection.execute(insert(meta), {"key": "revision", "value": str(int(known or 0) + 1)})


def _insert_places(connection: Connection, document: Document, told: tuple[Entry, ...]) -> None:
    rows = {entry.id: codec.place_row(entry.id, document.locate(entry.start)) for entry in told}
    if rows:
        connection.execute(insert(entry_places), list(rows.values()))


def _delete_found(connection: Connection, document: str) -> None:
    """All that was found in a document; what people decided is elsewhere and stays."""
    settling.mark_stale(connection, settling.blocks_of_document(connection, document))
    sqlite.drop_words(connection, document)
    connection.execute(delete(entries).where(entries.c.document == document))  # its parts go with it
    for table in (findings, abstentions, mentions, proposals):
        connection.execute(delete(table).where(table.c.document == document))
