"""What became of the files that somebody asked to read: read, failed with a sentence, or still to come.

A document's own row tells what it was read with; here stands, a row a path, what was tried last. So a run that was killed
knows what is left, and a second one reads only what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from regesta.model import Edition, Standing
from regesta.register.preparing import Failed, Prepared
from regesta.register.tables import abstentions, documents, entries, files, paths

_BATCH = 500


def expect(connection: Connection, names: Sequence[str]) -> None:
    """Files that are to be read are "pending"; what was known of their bytes stays known."""
    for at in range(0, len(names), _BATCH):
        part = list(dict.fromkeys(names[at : at + _BATCH]))
        known = set(connection.execute(select(files.c.path).where(files.c.path.in_(part))).scalars())
        connection.execute(update(files).where(files.c.path.in_(part)).values(status="pending"))
        if rows := [{"path": name, "status": "pending"} for name in part if name not in known]:
            connection.execute(insert(files), rows)


def record(connection: Connection, results: Sequence[Prepared | Failed], edition: Edition) -> None:
    """What became of files now."""
    note(
        connection,
        [
            Standing(one.path, "failed", one.content, one.message, edition)
            if isinstance(one, Failed)
            else Standing(one.document["name"], "read", one.document["id"], None, edition)
            for one in results
        ],
    )


def note(connection: Connection, told: Sequence[Standing]) -> None:
    """What became of files, in place of what was known of them."""
    for at in range(0, len(told), _BATCH):
        rows = {one.path: _row(one) for one in told[at : at + _BATCH] if one.path != "-"}
        query = select(files).where(files.c.path.in_(list(rows)))
        for known in connection.execute(query).mappings():
            if dict(known) == rows[known["path"]]:
                del rows[known["path"]]
        if not rows:
            continue
        connection.execute(delete(files).where(files.c.path.in_(list(rows))))
        connection.execute(insert(files), list(rows.values()))


def of(connection: Connection, names: Sequence[str], edition: Edition) -> dict[str, Standing]:
    """What is known of files, by path. One that is pending stands as it stood before; one never tried is left out."""
    found: dict[str, Standing] = {}
    for at in range(0, len(names), _BATCH):
        query = _QUERY.where(files.c.path.in_(names[at : at + _BATCH]))
        for row in connection.execute(query):
            if row.document is not None or row.content is not None:
                found[row.path] = _standing(row, edition, "failed" if row.message is not None else "read")
    return found


def all_of(connection: Connection, edition: Edition) -> Iterator[Standing]:
    """All files, by path."""
    for row in connection.execute(_QUERY.order_by(files.c.path), execution_options={"yield_per": _BATCH}):
        yield _standing(row, edition, row.status)


def misnamed(connection: Connection) -> list[tuple[str, str]]:
    """(document, first path) of documents whose name is not the first of their paths."""
    first = func.min(paths.c.path)
    query = select(documents.c.id, first).join(paths, paths.c.document == documents.c.id)
    found = connection.execute(
        query.group_by(documents.c.id, documents.c.name).having(first != documents.c.name).order_by(documents.c.id)
    )
    return [(id, path) for id, path in found]


def counted(connection: Connection, document: str) -> tuple[int, int]:
    """(entries, abstentions) of a document."""
    numbers = [
        int(
            connection.execute(select(func.count()).select_from(table).where(table.c.document == document)).scalar()
            or 0
        )
        for table in (entries, abstentions)
    ]
    return numbers[0], numbers[1]


_QUERY = (
    select(
        files,
        paths.c.document,
        documents.c.rules.label("read_with"),
        documents.c.authorities.label("asked"),
    )
    .outerjoin(paths, paths.c.path == files.c.path)
    .outerjoin(documents, documents.c.id == paths.c.document)
)


def _standing(row: Row[Any], edition: Edition, status: Literal["read", "failed", "pending"]) -> Standing:
    if status == "read":
        # a document says itself what it was read with, by whatever path
        known = edition_of(row.read_with, row.asked)
        return Standing(row.path, "read" if known == edition else "stale", row.document, None, known)
    return Standing(row.path, status, row.content, row.message, edition_of(row.rules, row.authorities))


def edition_of(rules: str | None, authorities: str | None) -> Edition | None:
    """What a row says a document was read with; None where it does not say all of it."""
    return Edition(rules, authorities) if rules is not None and authorities is not None else None


def _row(one: Standing) -> dict[str, str | None]:
    rules, authorities = (one.edition.rules, one.edition.authorities) if one.edition is not None else (None, None)
    return {
        "path": one.path, "status": one.status, "content": one.content, "message": one.message, "rules": rules,
        "authorities": authorities,
    }  # fmt: skip
