"""Writing what was found: the rows of a document, all of them in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, select, update

from regesta.register import codec, cooperating, rulings, searching, settling
from regesta.register.inserting import insert_rows
from regesta.register.preparing import Prepared
from regesta.register.tables import (
    FOUND,
    abstentions,
    documents,
    entries,
    entry_places,
    findings,
    mentions,
    meta,
    paths,
    proposals,
)

_BATCH = 400  # values in one question: those of new rows are few statements for many documents


def put_all(connection: Connection, found: Sequence[Prepared]) -> list[str]:
    """Store what was found in documents, each as `put` does, in few statements where they are new: a status each."""
    ids, names = [one.document["id"] for one in found], [one.document["name"] for one in found]
    known = _among(connection, documents.c.id, ids) | _among(connection, paths.c.path, names)
    told: list[str] = []
    fresh: list[Prepared] = []
    dropped = searching.dropping(connection)
    for one, id, name in zip(found, ids, names, strict=True):
        if id in known or name in known:
            _put_new(connection, fresh)  # which it may be the second path of, or take the place of
            fresh = []
            told.append(_put(connection, one, dropped))
        else:
            fresh.append(one)
            told.append("new")
        known |= {id, name}
    _put_new(connection, fresh)
    searching.drop_rest(connection, dropped)
    return told


def _among(connection: Connection, column: Column[str], values: Sequence[str]) -> set[str]:
    """Those of the values that stand in a column."""
    found: set[str] = set()
    for at in range(0, len(values), _BATCH):
        found.update(connection.execute(select(column).where(column.in_(values[at : at + _BATCH]))).scalars())
    return found


def _put_new(connection: Connection, fresh: Sequence[Prepared]) -> None:
    """Store documents of which nothing is known, neither their bytes nor their paths."""
    if fresh:
        insert_rows(connection, documents, [one.document for one in fresh])
        insert_rows(
            connection, paths, [{"path": one.document["name"], "document": one.document["id"]} for one in fresh]
        )
        _insert_found(connection, fresh)
        count_change(connection)


def put(connection: Connection, made: Prepared) -> str:
    """Store what was found in a document: "new", "unchanged" or "replaced" (see `Register.put`).

    One document may have several paths; it goes by the first of them in order, whichever came first, because the ids of its
    findings rest on its name and its name may decide how it is read.
    """
    dropped = searching.dropping(connection)
    told = _put(connection, made, dropped)
    searching.drop_rest(connection, dropped)
    return told


def _put(connection: Connection, made: Prepared, dropped: searching.Dropped) -> str:
    id, path = made.document["id"], made.document["name"]
    known = connection.execute(select(documents).where(documents.c.id == id)).mappings().one_or_none()
    before = connection.execute(select(paths.c.document).where(paths.c.path == path)).scalar()
    first = _first_path(connection, id) if known is not None else None
    wrote = False
    # what was not read here, but imported, gives way to a reading by whatever path
    if known is None or known["rules"] is None or first is None or path <= first:
        if known is None or any(known[key] != made.document[key] for key in ("digest", "structure", "text")):
            _put_document(connection, made.document, None if known is None else dropped)
            wrote = True
        elif any(known[key] != value for key, value in made.document.items()):
            connection.execute(update(documents).where(documents.c.id == id).values(made.document))
    if before != id:
        was = _first_path(connection, before) if before is not None else None
        _point(connection, path, id)
        if before is not None:
            _forget(connection, before, was, dropped)
    if wrote:
        _insert_found(connection, [made])  # when what it replaces is gone, so that decisions find their new entries
    if known is not None and _first_path(connection, id) != first:
        _mark(connection, id)  # what is said between documents names them
    if wrote or before != id:
        count_change(connection)
    if wrote:
        return "new" if known is None and before is None else "replaced"
    return "unchanged" if before is None or before == id else "replaced"


def _put_document(connection: Connection, row: dict[str, Any], dropped: searching.Dropped | None) -> None:
    """A document's own row, of a new one where nothing is to be dropped; all that was found in it before goes."""
    if dropped is None:
        connection.execute(insert(documents), row)
        return
    _forget_found(connection, row["id"], dropped)
    connection.execute(update(documents).where(documents.c.id == row["id"]).values(row))


def _first_path(connection: Connection, document: str) -> str | None:
    return connection.execute(select(func.min(paths.c.path)).where(paths.c.document == document)).scalar()


def _mark(connection: Connection, document: str) -> None:
    """All that is gathered or compared with a document's entries is to be made anew."""
    settling.mark_stale(connection, settling.shelves_of_document(connection, document))


def _point(connection: Connection, path: str, document: str) -> None:
    """Let a path lead to a document."""
    connection.execute(delete(paths).where(paths.c.path == path))
    connection.execute(insert(paths), {"path": path, "document": document})


def _forget(connection: Connection, document: str, was: str | None, dropped: searching.Dropped) -> None:
    """Take out a document that no path leads to any more. One that has others but lost the first, `was`, stays."""
    left = _first_path(connection, document)
    if left is None:
        _forget_found(connection, document, dropped)
        connection.execute(delete(documents).where(documents.c.id == document))
    elif left != was:
        _mark(connection, document)


def _insert_found(connection: Connection, made: Sequence[Prepared]) -> None:
    """All that was found in documents, table by table."""
    for table in FOUND:
        insert_rows(connection, table, [row for one in made for row in one.rows.get(table.name, ())])
    told = [row for one in made for row in one.entries]
    towards = {settling.towards_key(state) for one in made for state in one.towards}
    settling.mark_stale(connection, {*(row["block"] for row in told), *towards})
    searching.index_words(connection, [row for one in made for row in one.words])
    if rulings.is_decided(connection):
        for one in made:
            rulings.reattach(connection, one.entries)


def put_places(connection: Connection, document: str) -> None:
    """Where a stored document's entries stand, for a register of a version that did not keep it."""
    query = select(entries.c.id, entries.c.start).where(entries.c.document == document)
    row = select(*(documents.c[name] for name in ("id", "name", "media_type", "text", "structure")))
    found = codec.document_of(connection.execute(row.where(documents.c.id == document)).mappings().one())
    rows = [codec.place_row(id, found.locate(start)) for id, start in connection.execute(query)]
    if rows:
        connection.execute(insert(entry_places), rows)


def count_change(connection: Connection) -> None:
    """Count that documents were put in or taken out, so that whoever holds columns of the register sees it."""
    known = connection.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar()
    connection.execute(delete(meta).where(meta.c.key == "revision"))
    connection.execute(insert(meta), {"key": "revision", "value": str(int(known or 0) + 1)})


def forget_found(connection: Connection, document: str) -> None:
    """All that was found in a document goes; what people decided is elsewhere and stays."""
    dropped = searching.dropping(connection)
    _forget_found(connection, document, dropped)
    searching.drop_rest(connection, dropped)


def _forget_found(connection: Connection, document: str, dropped: searching.Dropped) -> None:
    _mark(connection, document)
    searching.drop_words(connection, dropped, document)
    cooperating.drop(connection, document)
    connection.execute(delete(entries).where(entries.c.document == document))  # its parts go with it
    for table in (findings, abstentions, mentions, proposals):
        connection.execute(delete(table).where(table.c.document == document))
