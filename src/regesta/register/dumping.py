"""All that a register says, a row a line, in an order that its history does not change.

Two registers of the same documents, rules, authorities and decisions dump to the same bytes, whatever the order in which
they were read, by how many processes, in one run or many, and whether the register is a file or on a server. What is left
out tells of the register's making and not of its contents: the count of its changes, and who of a team may do what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from regesta.register import searching
from regesta.register.tables import metadata

_LEFT_OUT = {"meta", "members"}
_BATCH = 500


def dump(connection: Connection) -> Iterator[str]:
    """The rows of all tables, by table and primary key, then the words of the full-text index, each as a line of JSON."""
    for table in sorted(metadata.tables.values(), key=lambda one: one.name):
        if table.name in _LEFT_OUT:
            continue
        query = select(table).order_by(*table.primary_key.columns)
        for row in connection.execute(query, execution_options={"yield_per": _BATCH}).mappings():
            yield json.dumps([table.name, dict(row)], separators=(",", ":"))
    for entry, words in searching.words_of_all(connection):
        yield json.dumps(["words", entry, words], separators=(",", ":"))
