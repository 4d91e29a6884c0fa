"""Filters as SQL conditions."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, or_, select, text

from regesta.model import Filter
from regesta.register import searching
from regesta.register.folding import folded
from regesta.register.tables import entries, entry_citations, entry_people, entry_sectors, entry_states, paths


def condition(connection: Connection, asked: Filter) -> ColumnElement[bool]:
    """The condition that entries must meet, for the database of a connection. Raises BadQuestion for words that name nothing."""
    parts: list[ColumnElement[bool]] = []
    if asked.states:
        parts.append(entries.c.id.in_(select(entry_states.c.entry).where(entry_states.c.state.in_(asked.states))))
    parts += [
        entries.c.id.in_(select(entry_states.c.entry).where(entry_states.c.state == state)) for state in asked.pair
    ]
    if asked.acts:
        parts.append(entries.c.act.in_(asked.acts))
    if asked.after is not None:
        parts.append(
            or_(entries.c.latest >= asked.after, and_(entries.c.latest.is_(None), entries.c.earliest.is_not(None)))
        )
    if asked.before is not None:
        parts.append(
            or_(entries.c.earliest <= asked.before, and_(entries.c.earliest.is_(None), entries.c.latest.is_not(None)))
        )
    if asked.person is not None:
        for word in folded(asked.person).split():
            like = entry_people.c.folded.contains(word, autoescape=True)
            parts.append(entries.c.id.in_(select(entry_people.c.entry).where(like)))
    if asked.sector is not None:
        parts.append(entries.c.id.in_(select(entry_sectors.c.entry).where(entry_sectors.c.sector == asked.sector)))
    if asked.said_by is not None:
        parts.append(entries.c.said_by.icontains(asked.said_by, autoescape=True))
    if asked.cited is not None:
        cited = select(entry_citations.c.entry)
        if asked.cited:
            cited = cited.where(entry_citations.c.citation.startswith(asked.cited, autoescape=True))
        parts.append(entries.c.id.in_(cited) if asked.cited else entries.c.id.not_in(cited))
    if asked.modality is not None:
        parts.append(entries.c.modality == asked.modality)
    if asked.dated is not None:
        parts.append(entries.c.edtf.is_not(None) if asked.dated else entries.c.edtf.is_(None))
    if asked.document is not None:
        named = select(paths.c.document).where(paths.c.path.icontains(asked.document, autoescape=True))
        parts.append(or_(entries.c.document.startswith(asked.document, autoescape=True), entries.c.document.in_(named)))
    if asked.words is not None:
        clause, values = searching.words_clause(connection, asked.words)
        parts.append(text(clause).bindparams(**values))  # type: ignore[arg-type]
    return and_(True, *parts)
