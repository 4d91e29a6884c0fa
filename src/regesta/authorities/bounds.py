"""The first and last day that a printed date allows, as strings that sort: "1993-05" is 1993-05-01 to 1993-05-31."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache

from regesta.model import Tenure

FIRST, LAST = "0001-01-01", "9999-12-31"


@lru_cache(maxsize=65536)
def first_day(edtf: str | None) -> str:
    """The first day of YYYY, YYYY-MM or YYYY-MM-DD; the first of all days for None."""
    if edtf is None:
        return FIRST
    return edtf + "-01-01"[len(edtf) - 4 :]


@lru_cache(maxsize=65536)
def last_day(edtf: str | None) -> str:
    """The last day of YYYY, YYYY-MM or YYYY-MM-DD; the last of all days for None."""
    if edtf is None:
        return LAST
    if len(edtf) == 4:
        return edtf + "-12-31"
    if len(edtf) == 7:
        return f"{edtf}-{monthrange(int(edtf[:4]), int(edtf[5:]))[1]:02}"
    return edtf


def begun(tenure: Tenure) -> str:
    """The first day that a tenure may have begun on: of a row that prints an end alone, the first day of its end."""
    return first_day(tenure.start if tenure.start is not None else tenure.end)


def ended(tenure: Tenure) -> str:
    """The last day that a tenure may have lasted to.

    A tenure without an end lasts to the day of its source where its status is "open", else for the time of its start.
    """
    if tenure.end is not None:
        return last_day(tenure.end)
    return last_day(tenure.source_date if tenure.status == "open" else tenure.start)


def day_number(day: str) -> int:
    """A day as a number that sorts: "1994-01-28" is 19940128."""
    return int(day[:4]) * 10000 + int(day[5:7]) * 100 + int(day[8:])
