"""EDTF (ISO 8601-2:2019, Extended Date/Time Format): parsing what is written in it, with the bounds it gives.

The subset is that of the register: dates to the day, month or year, masked digits (`200X`, `17XX`, `XXXX-01-28`),
marks of doubt (`~ ? %`), intervals, open intervals (`..`), seasons and other parts of a year (months 21 to 41) and
one-of sets.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from regesta.errors import BadQuestion
from regesta.model import Basis, DateMention, When

_DATE = re.compile(r"(-?)([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[~?%]?")
_LONG_YEAR = re.compile(r"-?[0-9]{5,}")

# Parts of a year, ISO 8601-2:2019 table 1. Seasons 21 to 24 are told "independent of location", so that spring may be
# any months of its year, and a winter may end in the next one; 25 to 32 are the seasons of the two hemispheres.
_PARTS = {
    21: (1, 12), 22: (1, 12), 23: (1, 12), 24: (1, 15),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bounds:
    """First and last day as (year, month, day), None where there is no bound."""

    first: tuple[int, int, int] | None
    last: tuple[int, int, int] | None


_UNBOUND = _Bounds(None, None)


def days_in(year: int | None, month: int) -> int:
    """The number of days of a month (1 to 12); 29 for February where the year is not known."""
    if month == 2:
        leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        return 29 if leap else 28
    return monthrange(2001, month)[1]


def parse_edtf(text: str) -> When:
    """The date that `text` writes in EDTF, with its bounds; marks of doubt do not move the bounds.

    Raises BadQuestion, with what is wrong in one sentence, for anything that is not of the subset: "1993", "2009-06",
    "1991-12-25", "200X", "17XX", "1993~", "1999/2014", "../1991-12-25", "1991/..", "[1994-01-28,1995-01-28]",
    "XXXX-01-28", "1994-21".
    """
    bounds = _parse(text)
    return When(text, _written(bounds.first), _written(bounds.last))


def edtf_when(edtf: str, basis: Basis = "stated") -> When:
    """A `When` of an EDTF date, with a basis. Raises BadQuestion where it is none."""
    read = parse_edtf(edtf)
    return When(read.edtf, read.earliest, read.latest, basis)


def plain(mention: DateMention) -> When:
    """The bare date inside an open one: "1991" of "since 1991" (`1991/..`); any other date as it stands."""
    edtf = mention.when.edtf
    if edtf is None or not (edtf.startswith("../") or edtf.endswith("/..")):
        return mention.when
    return edtf_when(edtf.removeprefix("../").removesuffix("/.."), mention.when.basis)


def sides(when: When) -> tuple[When, When]:
    """The two ends of a closed interval, each as a date of its own; any other date twice, as it stands."""
    start, stroke, end = (when.edtf or "").partition("/")
    if not stroke or ".." in (start, end):
        return when, when
    return edtf_when(start, when.basis), edtf_when(end, when.basis)


def opened(when: When, side: str) -> When:
    """The interval that begins with a date (`side` "after"): "1918" gives `1918/..`; or ends with it ("before").

    Of an interval it is the far end for "after" and the near one for "before", of a decade or century the outer year:
    "196X" gives `1960/..` or `../1969`. A date that tells no year, an open interval or a set stays as it stands.
    """
    if when.edtf is None or when.edtf[0] in "[{" or "XXXX" in when.edtf or ".." in when.edtf:
        return when
    start, end = sides(when)
    if side == "after":
        edtf = end.edtf if end.edtf is None or "X" not in end.edtf else (end.earliest or "")[:-6]
        return edtf_when(f"{edtf}/..", when.basis)
    edtf = start.edtf if start.edtf is None or "X" not in start.edtf else (start.latest or "")[:-6]
    return edtf_when(f"../{edtf}", when.basis)


@lru_cache(maxsize=4096)
def _parse(text: str) -> _Bounds:
    if not text:
        raise BadQuestion("an empty text is no date; write one like 1991-12-25, 1991 or 1999/2014")
    if text[0] in "[{":
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_date(text)


def _parse_interval(text: str) -> _Bounds:
    sides = text.split("/")
    if len(sides) != 2 or all(side in ("", "..") for side in sides):
        raise BadQuestion(f"{text!r} is no interval; write START/END, with .. for an open side")
    start, end = (_UNBOUND if side in ("", "..") else _parse_date(side) for side in sides)
    if start.first is not None and end.last is not None and start.first > end.last:
        raise BadQuestion(f"the interval {text!r} ends before it starts")
    return _Bounds(start.first, end.last)


def _parse_set(text: str) -> _Bounds:
    if not text.endswith("]" if text[0] == "[" else "}") or len(text) < 3:
        raise BadQuestion(f"{text!r} opens a set of dates and does not close it")
    members: list[_Bounds] = []
    for part in text[1:-1].split(","):
        start, dots, end = part.partition("..")
        if not dots:
            members.append(_parse_date(part))
        elif not (start or end):
            raise BadQuestion(f"{part!r} is no run of dates within {text!r}")
        else:
            opening = _parse_date(start) if start else _UNBOUND
            closing = _parse_date(end) if end else _UNBOUND
            if opening.first is not None and closing.last is not None and opening.first > closing.last:
                raise BadQuestion(f"the run {part!r} within {text!r} ends before it starts")
            members.append(_Bounds(opening.first, closing.last))
    firsts = [member.first for member in members if member.first is not None]
    lasts = [member.last for member in members if member.last is not None]
    return _Bounds(
        min(firsts) if len(firsts) == len(members) else None,
        max(lasts) if len(lasts) == len(members) else None,
    )


def _parse_date(text: str) -> _Bounds:
    found = _DATE.fullmatch(text)
    if found is None:
        if _LONG_YEAR.match(text):
            raise BadQuestion(f"{text!r} has a year of more than four digits")
        raise BadQuestion(f"{text!r} is no EDTF date; write one like 1991-12-25, 2009-06, 1993, 200X or XXXX-01-28")
    sign, year, month, day = found.groups()
    _check(text, year, month, day)
    if year == "XXXX":
        return _UNBOUND
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if sign:
        low, high = -high, -low
    if month is None or month == "XX":
        return _Bounds((low, 1, 1), (high, 12, 31))
    if int(month) > 12:
        opening, closing = _PARTS[int(month)]
        return _Bounds((low, opening, 1), _month_end(low, closing))
    if day is None or day == "XX":
        return _Bounds((low, int(month), 1), _month_end(low, int(month)))
    return _Bounds((low, int(month), int(day)), (low, int(month), int(day)))


def _check(text: str, year: str, month: str | None, day: str | None) -> None:
    """Raises BadQuestion where month or day do not exist, or are known better than what they belong to."""
    if "X" in year and year != "XXXX" and month is not None:
        raise BadQuestion(f"{text!r} tells a month of a year it does not tell; only XXXX may stand before one")
    if month is None:
        return
    if month == "XX":
        if year != "XXXX" and day is not None and day != "XX":
            raise BadQuestion(f"{text!r} tells a day of a month it does not tell")
        if day is not None and day != "XX" and not 1 <= int(day) <= 31:
            raise BadQuestion(f"{text!r}: there is no day {day}")
        return
    if int(month) in _PARTS:
        if day is not None:
            raise BadQuestion(f"{text!r} tells a day of a season")
        return
    if not 1 <= int(month) <= 12:
        raise BadQuestion(f"{text!r}: there is no month {month}")
    if day is None or day == "XX":
        return
    most = days_in(None if "X" in year else int(year), int(month))
    if not 1 <= int(day) <= most:
        raise BadQuestion(f"{text!r}: that month has {most} days")


def _month_end(year: int, month: int) -> tuple[int, int, int]:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > 9999:  # no year of the subset has five digits, and days are compared as they are written
        return 9999, 12, 31
    return year, month, days_in(year, month)


def _written(day: tuple[int, int, int] | None) -> str | None:
    if day is None:
        return None
    year, month, number = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"
