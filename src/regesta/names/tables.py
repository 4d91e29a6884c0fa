"""Reading and checking the word lists of this room: CSV for tables, TOML and plain lines for lists."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from regesta.errors import BadData


def _text(name: str) -> str:
    path = files("regesta.names").joinpath("data", "en", name)
    return path.read_text(encoding="utf-8")


def read_table(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV table with the number of the line each ends on.

    Raises BadData where the columns are not `columns` or a row has more or fewer fields.
    """
    reader = csv.DictReader(io.StringIO(_text(name)))
    if tuple(reader.fieldnames or ()) != columns:
        raise BadData(f"{name}, line 1: the columns should be {', '.join(columns)}.")
    for row in reader:
        if None in row or None in row.values():
            raise BadData(f"{name}, line {reader.line_num}: {len(columns)} fields are expected.")
        yield reader.line_num, row


def read_lists(name: str) -> dict[str, Any]:
    """A TOML file of lists. Raises BadData where it is no TOML."""
    try:
        return tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{name}: {error}.") from error


def words_of(lists: dict[str, Any], name: str, *keys: str) -> tuple[str, ...]:
    """The list of words under `keys` of a file read by `read_lists`. Raises BadData where there is none."""
    found: Any = lists
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
        raise BadData(f"{name}, {'.'.join(keys)}: a list of words is expected.")
    return tuple(found)


def read_lines(name: str) -> tuple[str, ...]:
    """The lines of a plain list, comments (#) and empty lines left out."""
    return tuple(line for line in map(str.strip, _text(name).splitlines()) if line and not line.startswith("#"))
