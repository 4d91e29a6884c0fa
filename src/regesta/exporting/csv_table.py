"""CSV after RFC 4180, in UTF-8: one row an entry, or with `--long` one row for each state and person of an entry.

*For*: spreadsheets, R, pandas, SQL databases. Lines end in CR LF, the first names the columns, text with a comma,
quotes or a line end stands in quotes. A cell that a spreadsheet would run as a formula has an apostrophe before it, and
so has one that begins with an apostrophe.

*Loses*: whose office is whose, in the short form (`people` reads "name, office, state; ..."), which `--long` keeps; the
difference between nothing and an empty list. A NUL character is written as U+FFFD, which most readers of CSV need.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from regesta.exporting.cells import cell
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.model import Entry
from regesta.register import FIELDS, entry_row

LONG = (
    "id", "date", "earliest", "latest", "act", "modality", "role", "position", "name", "office", "state", "person", "place",
    "quote", "document", "path", "start", "end",
)  # fmt: skip


def write_csv(chosen: Chosen, out: TextIO) -> Written:
    """Write one row an entry, with the contract's fields as columns."""
    return _write(chosen, out, FIELDS, _short)


def write_csv_long(chosen: Chosen, out: TextIO) -> Written:
    """Write one row for each state and each person of an entry (`role` says which); one row for an entry with neither."""
    return _write(chosen, out, LONG, _long)


def _write(chosen: Chosen, out: TextIO, columns: tuple[str, ...], rows: Any) -> Written:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for entry in entries_of(chosen):
        count += 1
        for row in rows(entry, chosen.paths.get(entry.document)):
            writer.writerow([cell(row.get(column)).replace("\0", "\ufffd") for column in columns])
    return Written(count)


def _short(entry: Entry, path: str | None) -> Iterator[dict[str, Any]]:
    people = ["; ".join(", ".join(filter(None, (p.name, p.office, p.state))) for p in entry.people)]
    lists = {"states": entry.states, "sectors": entry.sectors, "citations": entry.citations, "people": people}
    yield entry_row(entry, path) | {field: "; ".join(values) or None for field, values in lists.items()}


def _long(entry: Entry, path: str | None) -> Iterator[dict[str, Any]]:
    row = entry_row(entry, path)
    for at, state in enumerate(entry.states):
        yield row | {"role": "state", "position": at, "state": state}
    for at, person in enumerate(entry.people):
        told = {"name": person.name, "office": person.office, "state": person.state, "person": person.id}
        yield row | {"role": "person", "position": at} | told
    if not entry.states and not entry.people:
        yield row
