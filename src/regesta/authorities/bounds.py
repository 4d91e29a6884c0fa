"""The first and last day that a printed date allows, as strings that sort: "1993-05" is 1993-05-01 to 1993-05-31."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache

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
