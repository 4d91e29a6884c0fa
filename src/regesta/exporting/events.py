"""Entries as event data, for the formats `cameo` and `plover`: who did what to whom, coded by one table.

The table is `data/event-codes.csv`: for an act and a modality the CAMEO code of what the first state does to each
other, the code of what these do back (a visit is hosted, an agreement is signed by both), and PLOVER's type and mode.
An act without a line, and one denied or only supposed, is no event.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regesta.errors import BadData
from regesta.model import Entry
from regesta.vocabulary import ACTS, MODALITIES

_NAME = "data/event-codes.csv"


@dataclass(frozen=True, slots=True)
class Code:
    """A line of the table. `back` is the CAMEO code of the other direction; empty texts where a scheme has none."""

    cameo: str
    back: str
    plover: str
    mode: str
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """One direction of an entry: `source` does `cameo` to `target`. `first` tells the direction that the text tells."""

    id: str
    source: str
    target: str
    cameo: str
    plover: str
    mode: str
    first: bool


def events_of(entry: Entry) -> Iterator[Event]:
    """The events of an entry; none where the table has no line for it or it names fewer than two states."""
    code = codes().get((entry.act, entry.modality))
    if code is None or not entry.states:
        return
    acting = entry.states[0]
    for number, other in enumerate(dict.fromkeys(state for state in entry.states[1:] if state != acting)):
        yield Event(f"{entry.id}-{number}", acting, other, code.cameo, code.plover, code.mode, True)
        if code.back:
            yield Event(f"{entry.id}-{number}b", other, acting, code.back, code.plover, code.mode, False)


def quad_class(cameo: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict: by CAMEO's root, as usual."""
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 9 else 3 if root <= 14 else 4


@cache
def codes() -> dict[tuple[str, str], Code]:
    """The table, by act and modality. Raises BadData where a line names no act, no modality, or stands twice."""
    found: dict[tuple[str, str], Code] = {}
    lines = files("regesta.exporting").joinpath(_NAME).read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(csv.DictReader(lines), 2):
        key = (row.pop("act"), row.pop("modality"))
        if key[0] not in ACTS or key[1] not in MODALITIES or key in found or not row["cameo"].isdigit():
            raise BadData(
                f"{_NAME} of the exporting room, line {number}: {key} is no act and modality with a code, or stands twice"
            )
        found[key] = Code(**row)
    return found
