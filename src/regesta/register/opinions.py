"""Second opinions: stored beside the entries, gone with the reading they were about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from regesta.model import Judgement, Proposal
from regesta.register import codec
from regesta.register.tables import judgements, proposals


def put_judgements(connection: Connection, told: Iterable[Judgement]) -> None:
    """Judgements in place of those that the same source gave of the same entries."""
    rows = [asdict(one) for one in told]
    for row in rows:
        connection.execute(
            delete(judgements).where(judgements.c.entry == row["entry"], judgements.c.source == row["source"])
        )
    if rows:
        connection.execute(insert(judgements), rows)


def judgements_of(connection: Connection, entry: str) -> list[Judgement]:
    """What second opinions think of an entry, by source."""
    query = select(judgements).where(judgements.c.entry == entry).order_by(judgements.c.source)
    return [
        Judgement(row["entry"], row["source"], row["verdict"], row["why"])
        for row in connection.execute(query).mappings()
    ]


def put_proposals(connection: Connection, document: str, source: str, told: Sequence[Proposal]) -> None:
    """Proposals in place of those that the same source made for the same document."""
    connection.execute(delete(proposals).where(proposals.c.document == document, proposals.c.source == source))
    rows = [
        {"document": document, "source": source, "position": at, "data": codec.dumps(asdict(one))}
        for at, one in enumerate(told)
    ]
    if rows:
        connection.execute(insert(proposals), rows)


def proposals_of(connection: Connection, document: str) -> list[Proposal]:
    """What second opinions propose for a document."""
    query = select(proposals.c.data).where(proposals.c.document == document)
    told = connection.execute(query.order_by(proposals.c.source, proposals.c.position)).scalars()
    return [Proposal(**{**row, "states": tuple(row["states"])}) for row in map(json.loads, told)]
