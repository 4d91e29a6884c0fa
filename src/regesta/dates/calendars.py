"""How days are counted on: the Gregorian calendar, the Julian beside it, steps of days, months and years."""

from __future__ import annotations

from datetime import date, timedelta

from regesta.dates.told import Point


def old_style_gap(later: Point, earlier: Point) -> str | None:
    """ "" where the two days are one day in both calendars; a remark where they are so but for a slip; None otherwise.

    The Julian calendar lags the Gregorian by 10 days from 1582-10-15, by 11 from 1700-03-11, by 12 from 1800-03-12 and
    by 13 from 1900-03-13 (as the Gregorian calendar counts) to 2100.
    """
    new, old = as_day(later), as_day(earlier)
    if new is None or old is None:
        return None
    lag = 10 + sum(new >= turn for turn in (date(1700, 3, 11), date(1800, 3, 12), date(1900, 3, 13)))
    told = (new - old).days
    if new < date(1582, 10, 15) or not 10 <= told <= 14:
        return None
    return "" if told == lag else f", though it was {lag} days ahead then and not {told}"


def as_day(point: Point) -> date | None:
    """The day of a point; None where it tells no day, or one `date` does not reach."""
    if point.year is None or point.month is None or point.day is None:
        return None
    try:
        return date(point.year, point.month, point.day)
    except ValueError:
        return None


def stepped(anchor: Point, unit: str, steps: int) -> str | None:
    """The EDTF `steps` units on from an anchor, no more precise than the unit; None where the anchor is too wide.

    A unit "next day", "next week" ... is the neighbouring one as the calendar has it; a count of weeks tells a day only
    about.
    """
    if unit in ("week", "next week", "day", "next day"):
        return _stepped_days(anchor, unit, steps)
    if anchor.year is None:
        return None
    if unit.startswith("next named "):
        return _next_named(anchor.year, anchor.month, int(unit.rpartition(" ")[2]))
    if unit in ("month", "next month", "quarter"):
        if anchor.month is None or anchor.month > 12:
            return None
        at = anchor.year * 12 + anchor.month - 1 + steps * (3 if unit == "quarter" else 1)
        return _year_month(at // 12, at % 12 + 1)
    if unit in ("year", "next year"):
        return _year(anchor.year + steps)
    if unit == "decade":
        year = _year(anchor.year + 10 * steps)
        return None if year is None else year + "~"
    if unit == "next decade":
        year = _year(anchor.year + 10 * steps)
        return None if year is None else year[:3] + "X"
    return None


_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}  # by its code the month in which a season begins, north of the equator


def _next_named(year: int, month: int | None, code: int) -> str | None:
    """The month or season (an EDTF code) that comes first behind a month; of the next year, where that month is not told."""
    this_year = month is not None and month <= 12 and _SEASON_STARTS.get(code, code) > month
    return _year_month(year if this_year else year + 1, code)


def _stepped_days(anchor: Point, unit: str, steps: int) -> str | None:
    day = as_day(anchor)
    if day is None:
        return None
    try:
        if unit == "next week":
            monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * steps)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        moved = day + timedelta(days=steps * (7 if unit == "week" else 1))
    except OverflowError:
        return None
    return moved.isoformat() + ("~" if unit == "week" else "")


def _year(year: int) -> str | None:
    return f"{year:04}" if 1 <= year <= 9999 else None


def _year_month(year: int, month: int) -> str | None:
    return f"{year:04}-{month:02}" if 1 <= year <= 9999 else None
