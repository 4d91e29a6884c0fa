"""JSON Lines in the contract's shape, one entry a line.

*For*: programs, and carrying entries from one register to another (`regesta import`).

*Loses*: nothing of an entry; reading a file back gives equal entries. Of a document it keeps the id and the path, no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from regesta.errors import BadDocument
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.model import Entry
from regesta.register import entry_of_row, entry_row


def to_dicts(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as rows for pandas or polars: `pandas.DataFrame(to_dicts(entries))`."""
    return [entry_row(entry) for entry in entries]


def write_jsonl(entries: Iterable[Entry], paths: Mapping[str, str], out: TextIO) -> int:
    """Write entries one a line; `paths` gives documents their paths. Returns how many were written."""
    count = 0
    for entry in entries:
        out.write(json.dumps(entry_row(entry, paths.get(entry.document)), ensure_ascii=False) + "\n")
        count += 1
    return count


def write_chosen_jsonl(chosen: Chosen, out: TextIO) -> Written:
    """Write the chosen entries one a line."""
    return Written(write_jsonl(entries_of(chosen), chosen.paths, out))


def read_jsonl(lines: Iterable[str], name: str) -> Iterator[Entry]:
    """The entries of a file's lines. Raises BadDocument naming the file and the line that is no entry."""
    for entry, _ in read_rows(lines, name):
        yield entry


def read_rows(lines: Iterable[str], name: str) -> Iterator[tuple[Entry, str | None]]:
    """The entries of a file's lines, each with its document's path. Raises BadDocument as `read_jsonl` does."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield entry_of_row(row), row.get("path")
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise BadDocument(
                f"{name}, line {number}: it is no entry ({fault}); write it as the contract lays down"
            ) from fault
