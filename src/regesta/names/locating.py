"""Where a named town or region lies, from the list of places."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from regesta.names.gazetteer import PLACE_COLUMNS
from regesta.names.tables import read_table


def place_at(name: str, states: Collection[str] = ()) -> tuple[float, float] | None:
    """(latitude, longitude) of a place in degrees; of namesakes the one in one of `states`.

    None where the list has no such place, or several and the states do not tell which.
    """
    known = _places().get(name, ())
    told = [place for state, *place in known if state in states] if len(known) > 1 else [place for _, *place in known]
    return (float(told[0][0]), float(told[0][1])) if len(told) == 1 else None


def is_place(name: str) -> bool:
    """Whether the list has a place of that name."""
    return name in _places()


@cache
def _places() -> dict[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for _, row in read_table("places.csv", PLACE_COLUMNS):
        if row["latitude"] and row["longitude"]:
            place = (row["state"], row["latitude"], row["longitude"])
            for name in (row["name"], *filter(None, row["other_names"].split("|"))):
                found[name] = (*found.get(name, ()), place)
    return found
