"""Reading the tables: a file a state, parsed when the state is first asked for, each row checked as it is read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from regesta.errors import BadData
from regesta.model import Attestation, Tenure

TENURE_COLUMNS = (
    "person", "name", "office", "label", "accredited_to", "start", "end", "status", "source", "source_date",
)  # fmt: skip
ATTESTATION_COLUMNS = ("person", "name", "office", "label", "accredited_to", "first", "last", "source")
NAME_COLUMNS = ("key", "person", "states")
SOURCE_COLUMNS = ("id", "voice", "origin", "version", "licence", "date")
OFFICES = frozenset(
    """head_of_state head_of_government foreign_minister defence_minister minister ambassador speaker other""".split()
)
STATUSES = frozenset({"closed", "open", "unknown"})
EDTF = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?")


@cache
def voices() -> dict[str, str]:
    """Whose knowledge each source is in the end, by the source's id."""
    return {row[0]: row[1] for _, row in _table("sources.csv", SOURCE_COLUMNS)}


@cache
def tenures(state: str) -> tuple[Tenure, ...]:
    """The tenures of a state, by office and start; none for a state the tables do not know. Raises BadData."""
    return tuple(
        tenure_of(state, row, f"{folder}/{state}.csv", line)
        for folder in ("tenures", "curated")
        for line, row in _table(f"{folder}/{state}.csv", TENURE_COLUMNS)
    )


@cache
def attestations(state: str) -> tuple[Attestation, ...]:
    """The attestations of a state, by office and first day. Raises BadData."""
    known = voices()
    found = []
    for line, row in _table(f"attestations/{state}.csv", ATTESTATION_COLUMNS):
        person, name, office, label, accredited, first, last, source = row
        if office not in OFFICES or source not in known or not (EDTF.fullmatch(first) and EDTF.fullmatch(last)):
            raise BadData(f"attestations/{state}.csv, line {line}: its office, source or dates are not known ones.")
        found.append(
            Attestation(person, name, state, office, label, accredited or None, first, last, source, known[source])
        )
    return tuple(found)


@cache
def people() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The people of a folded name: authority ids, each with the states it served."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for _, (key, person, states) in _table("names.csv", NAME_COLUMNS):
        found.setdefault(key, []).append((person, tuple(states.split())))
    return {key: tuple(ones) for key, ones in found.items()}


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The folded names that hold a word, by the word."""
    found: dict[str, list[str]] = {}
    for key in people():
        for word in set(key.split()):
            found.setdefault(word, []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


@cache
def states() -> tuple[str, ...]:
    """The codes of the states that the tables hold tenures of."""
    return tuple(sorted(path.name[:-4] for path in _data("tenures").iterdir() if path.name.endswith(".csv")))


def tenure_of(state: str, row: list[str], name: str, line: int) -> Tenure:
    """A row of a table of tenures. Raises BadData naming the file and the line."""
    person, holder, office, label, accredited, start, end, status, source, dated = row
    where = f"{name}, line {line}"
    if office not in OFFICES:
        raise BadData(f"{where}: '{office}' is no office; there are: {' '.join(sorted(OFFICES))}.")
    if status not in STATUSES:
        raise BadData(f"{where}: '{status}' is no status; there are: closed open unknown.")
    if not (EDTF.fullmatch(start) and EDTF.fullmatch(end)):
        raise BadData(f"{where}: '{start}' and '{end}' should be YYYY, YYYY-MM or YYYY-MM-DD.")
    voice = voices().get(source)
    if voice is None:
        raise BadData(f"{where}: the table of sources has no '{source}'.")
    return Tenure(
        person, holder, state, office, label, accredited or None, start or None, end or None, status, source, dated, voice
    )  # fmt: skip


def _data(name: str) -> Traversable:
    return files("regesta.authorities").joinpath("data", *name.split("/"))


def _table(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their lines; none where there is no such table. Raises BadData."""
    path = _data(name)
    if not path.is_file():
        return
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    if tuple(next(reader, ())) != columns:
        raise BadData(f"{name}, line 1: the columns should be {', '.join(columns)}.")
    for row in reader:
        if len(row) != len(columns):
            raise BadData(f"{name}, line {reader.line_num}: {len(columns)} fields are expected.")
        yield reader.line_num, row
