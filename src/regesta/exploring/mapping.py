"""Where acts took place: entries by the place they name, on the outline of the land.

No borders are drawn: those of today would be wrong for most of a register, and those of the time are not known here. An entry
is on the map only where its text names a place that the list of places knows; the others are counted beside it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from regesta.exploring.columns import Columns, Mask
from regesta.names.locating import place_at

# what is shown where nobody asks for other acts: who went where, and where missions were
ACTS_OF_PLACE = (
    "visit", "meeting", "mission_opened", "mission_closed", "mission_raised", "mission_moved", "credentials_presented",
)  # fmt: skip

# the Equal Earth projection (Šavrič, Patterson, Jenny 2018), whose areas are true
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
WIDE, HIGH = 5.41325, 2.63457  # of the whole earth on radius one


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its entries; x and y run from 0 to 1, from the west and the north."""

    place: str
    latitude: float
    longitude: float
    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of a question, most entries first; `unplaced` entries name none, `unknown` are places not in the list."""

    spots: tuple[Spot, ...]
    unplaced: int
    unknown: tuple[tuple[str, int], ...]


def atlas_of(columns: Columns, mask: Mask) -> Atlas:
    """The places that the rows of a mask name."""
    column = columns.columns["place"]
    counts = column.counts(mask)
    spots, unknown, unplaced = [], [], 0
    for at in np.argsort(-counts, kind="stable"):
        if not counts[at]:
            break
        place, count = column.labels[at], int(counts[at])
        if not place:
            unplaced = count
            continue
        lies = place_at(place)
        if lies is None:
            unknown.append((place, count))
        else:
            spots.append(Spot(place, *lies, *projected(lies[1], lies[0]), count))
    return Atlas(tuple(spots), unplaced, tuple(unknown))


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to (x, y) from 0 to 1, y downwards, in the Equal Earth projection."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    scale = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = math.radians(longitude) * math.cos(theta) / (math.sqrt(3) / 2 * scale)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return 0.5 + x / WIDE, 0.5 - y / HIGH


@cache
def land() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The outline of the land as rings of projected points."""
    told = json.loads(files("regesta.exploring").joinpath("data/land.json").read_text(encoding="utf-8"))
    return tuple(tuple(projected(longitude, latitude) for longitude, latitude in ring) for ring in told)
