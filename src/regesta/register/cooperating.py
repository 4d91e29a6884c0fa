"""Statements of cooperation: stored with their document, asked for by states, sector and document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, or_, select

from regesta.model import Body, Cooperation, Filter, Quantity, When
from regesta.register.codec import dumps, stored
from regesta.register.tables import cooperation, cooperation_sectors, cooperation_states, paths


def rows_of(statements: Sequence[Cooperation]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the statements of a document, by table."""
    known = {one.id: one for one in statements}.values()
    return {
        "cooperation": [_row(one) for one in known],
        "cooperation_states": [
            {"statement": one.id, "state": state, "document": one.document}
            for one in known
            for state in dict.fromkeys(one.states)
        ],
        "cooperation_sectors": [
            {"statement": one.id, "sector": sector, "document": one.document} for one in known for sector in one.sectors
        ],
    }


def drop(connection: Connection, document: str) -> None:
    """Take out the statements of a document; their states and sectors go with them."""
    connection.execute(delete(cooperation).where(cooperation.c.document == document))


def asked_for(connection: Connection, asked: Filter) -> Iterator[Cooperation]:
    """The statements that the states, the pair, the sector and the document of a filter keep, by document and place."""
    query = select(cooperation)
    if asked.states:
        having = select(cooperation_states.c.statement).where(cooperation_states.c.state.in_(asked.states))
        query = query.where(cooperation.c.id.in_(having))
    for state in asked.pair:
        having = select(cooperation_states.c.statement).where(cooperation_states.c.state == state)
        query = query.where(cooperation.c.id.in_(having))
    if asked.sector is not None:
        having = select(cooperation_sectors.c.statement).where(cooperation_sectors.c.sector == asked.sector)
        query = query.where(cooperation.c.id.in_(having))
    if asked.document is not None:
        named = select(paths.c.document).where(paths.c.path.contains(asked.document, autoescape=True))
        begins = cooperation.c.document.startswith(asked.document, autoescape=True)
        query = query.where(or_(begins, cooperation.c.document.in_(named)))
    yield from _told(connection, query)


def _told(connection: Connection, query: Select[Any]) -> Iterator[Cooperation]:
    ordered = query.order_by(cooperation.c.document, cooperation.c.start, cooperation.c.end, cooperation.c.id)
    for row in connection.execute(ordered).mappings():
        yield _of(row)


def _row(one: Cooperation) -> dict[str, Any]:
    return {
        "id": one.id, "document": one.document, "start": one.start, "end": one.end, "quote": one.quote, "rung": one.rung,
        "edtf": one.when.edtf, "earliest": one.when.earliest, "latest": one.when.latest, "basis": one.when.basis,
        "said_by": one.said_by, "why": one.why, "data": data_of(one),
    }  # fmt: skip


def data_of(one: Cooperation) -> str:
    """What a statement lists, as JSON."""
    return dumps(
        {
            "sectors": one.sectors,
            "subsectors": one.subsectors,
            "states": one.states,
            "bodies": [astuple(body) for body in one.bodies],
            "instruments": one.instruments,
            "quantities": [astuple(quantity) for quantity in one.quantities],
            "citations": one.citations,
            "entries": one.entries,
        }
    )


@stored
def _of(row: RowMapping) -> Cooperation:
    data = json.loads(row["data"])
    return Cooperation(
        id=row["id"],
        document=row["document"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        rung=row["rung"],
        why=row["why"],
        sectors=tuple(data["sectors"]),
        subsectors=tuple(data["subsectors"]),
        states=tuple(data["states"]),
        when=When(row["edtf"], row["earliest"], row["latest"], row["basis"]),
        bodies=tuple(
            Body(start, end, text, name, kind, tuple(states)) for start, end, text, name, kind, states in data["bodies"]
        ),
        instruments=tuple(data["instruments"]),
        quantities=tuple(Quantity(*fields) for fields in data["quantities"]),
        said_by=row["said_by"],
        citations=tuple(data["citations"]),
        entries=tuple(data["entries"]),
    )
