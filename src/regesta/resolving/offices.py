"""Offices as texts have them to offices as the authorities keep them: "secretary of state" of the USA is a foreign minister."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from regesta.authorities import kept_as
from regesta.errors import BadData

KINDS = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister minister ambassador speaker other".split()
)
# before an office and part of it: its holder is somebody else than the holder of the office
LESSER = frozenset(
    "deputy vice assistant under acting interim former associate joint permanent honorary first second".split()
)


@cache
def _offices() -> dict[str, tuple[tuple[frozenset[str], tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = {}
    for line, row in read_table("offices.csv", ("office", "states", "kinds", "source")):
        kinds = tuple(row["kinds"].split())
        if not row["office"] or not kinds or not KINDS.issuperset(kinds):
            raise BadData(f"offices.csv, line {line}: it names no office, or a kind that the authorities do not keep.")
        found.setdefault(row["office"], []).append((frozenset(row["states"].split()), kinds))
    return {office: tuple(rows) for office, rows in found.items()}


@cache
def _titles() -> dict[tuple[str, str], str]:
    rows = read_table("titles.csv", ("title", "state", "person", "name", "source"))
    return {(row["title"], row["state"]): row["person"] for _, row in rows}


@cache
def _states() -> dict[str, tuple[str, ...]]:
    return {
        row["code"]: tuple(row["asked"].split()) for _, row in read_table("states.csv", ("code", "asked", "source"))
    }


@cache
def kinds_of(office: str | None, state: str | None) -> tuple[str, ...]:
    """The authorities' offices that an office of a state stands for; none where it is a lesser or an unlisted one.

    `state` None: those that hold for any state.
    """
    if office is None or office.split()[0] in LESSER:
        return ()
    found = [
        kind
        for states, kinds in _offices().get(office, ())
        if not states or (state is not None and state in states)
        for kind in kinds
    ]
    if (not found and office.endswith(("minister", "secretary"))) or office.startswith(("minister of", "minister for")):
        return (*found, "minister") if found else ("minister",) if office not in ("minister", "secretary") else ()
    return tuple(found)


def titled(title: str | None, state: str) -> str | None:
    """The authority id of the one person whom a title of a state names ("national leader" of Azerbaijan)."""
    return _titles().get((title, state)) if title is not None else None


def asked_states(code: str) -> tuple[str, ...]:
    """The codes under which the authorities keep whom a state of a text was served by."""
    return _states().get(code) or (kept_as(code) or code,)


def read_table(name: str, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table of this room with their lines. Raises BadData."""
    reader = csv.DictReader(io.StringIO(files("regesta.resolving").joinpath("data", name).read_text(encoding="utf-8")))
    if tuple(reader.fieldnames or ()) != columns:
        raise BadData(f"{name}, line 1: the columns should be {', '.join(columns)}.")
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise BadData(f"{name}, line {reader.line_num}: {len(columns)} fields are expected.")
        rows.append((reader.line_num, row))
    return rows
