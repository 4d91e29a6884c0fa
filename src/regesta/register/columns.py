"""The register column by column, for whoever counts over all of it: narrow rows, streamed, nothing put together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from regesta.model import Place
from regesta.register.tables import (
    decisions,
    documents,
    entries,
    entry_citations,
    entry_people,
    entry_places,
    entry_sectors,
    entry_states,
    findings,
    meta,
    paths,
)

_CHUNK = 5000
_CALENDAR = (
    entries.c.day,
    entries.c.latest.nulls_first(),
    entries.c.document,
    entries.c.start,
    entries.c.end,
    entries.c.id,
)

# what each column gives, a tuple a row
COLUMNS: dict[str, Select[Any]] = {
    "entries": select(
        entries.c.id, entries.c.document, entries.c.act, entries.c.edtf, entries.c.earliest, entries.c.latest,
        entries.c.modality, entries.c.said_by, entries.c.confidence, entries.c.place,
    ).order_by(*_CALENDAR),
    "states": select(entry_states.c.entry, entry_states.c.state).order_by(entry_states.c.entry, entry_states.c.position),
    "people": select(entry_people.c.entry, entry_people.c.name, entry_people.c.person).order_by(
        entry_people.c.entry, entry_people.c.position
    ),
    "sectors": select(entry_sectors.c.entry, entry_sectors.c.sector),
    "citations": select(entry_citations.c.entry, entry_citations.c.citation),
    "documents": select(documents.c.id, documents.c.name),
    "paths": select(paths.c.document, paths.c.path).order_by(paths.c.path),
}  # fmt: skip


def column(connection: Connection, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of one of COLUMNS, as the database driver gives them: a register may hold a million."""
    cursor = connection.execute(COLUMNS[name]).cursor
    while rows := cursor.fetchmany(_CHUNK):
        yield from rows if isinstance(rows[0], tuple) else map(tuple, rows)


def finding_entries(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    """(finding, rule, severity, entry) for every entry that a finding is about."""
    query = select(findings.c.id, findings.c.rule, findings.c.severity, findings.c.entries)
    for id, rule, severity, listed in connection.execute(query):
        for entry in json.loads(listed):
            yield id, rule, severity, entry


def ids_of_person(connection: Connection, words: Sequence[str]) -> list[str]:
    """The entries with a person in whose name and office all of the folded words stand."""
    query = select(entry_people.c.entry).distinct()
    for word in words:
        query = query.where(entry_people.c.folded.contains(word, autoescape=True))
    return [entry for (entry,) in connection.execute(query).cursor.fetchall()]


def places(connection: Connection, ids: Sequence[str]) -> dict[str, Place]:
    """Where the entries of those ids stand in their sources."""
    query = select(entry_places).where(entry_places.c.entry.in_(ids))
    return {
        row["entry"]: Place(line=row["line"], page=row["page"], paragraph=row["paragraph"], path=row["path"])
        for row in connection.execute(query).mappings()
    }


def state(connection: Connection) -> tuple[int, int]:
    """(how often documents were put in or taken out, the number of the last decision): equal while nothing has changed."""
    revision = select(meta.c.value).where(meta.c.key == "revision").scalar_subquery()
    last = select(func.max(decisions.c.id)).scalar_subquery()
    row = connection.execute(select(revision, last)).one()
    return int(row[0] or 0), int(row[1] or 0)


def parts(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Any]]:
    """A table's rows of several entries, by entry, in order: fields by name, as the database driver gives them."""
    query = select(table).where(table.c.entry.in_(ids)).order_by(table.c.entry, table.c.position)
    names = table.columns.keys()
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query).cursor.fetchall():
        told = dict(zip(names, row, strict=True))
        found.setdefault(told["entry"], []).append(told)
    return found
