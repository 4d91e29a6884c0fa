"""What leans on the date a document bears: yesterday, last week, Monday, this year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from regesta.dates.calendars import as_day, stepped
from regesta.dates.told import Point, Told

# How many of the years told last decide whether a text speaks of the days of its date.
_MEMORY = 8
# News tells what has been more than what will be: a month ahead is as far as three behind.
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Deixis:
    """`date` is the document's own, as EDTF, `point` its parts; both None where the document bears none."""

    date: str | None
    point: Point | None

    @property
    def year(self) -> int | None:
        return None if self.point is None else self.point.year

    def date_of(self, told: Told) -> tuple[str | None, str]:
        """The EDTF of deictic words, None where the document's date does not bear it; and the sentence that says so."""
        if self.point is None or self.date is None:
            return None, "It leans on the date of the document, which is not known."
        try:
            edtf = self._date_of(told, self.point)
        except OverflowError:  # before the year 1 or after 9999
            edtf = None
        if edtf is None:
            return None, f"The date the document bears, {self.date}, is too wide to count from."
        return edtf, f"Counted from the date the document bears, {self.date}."

    def _date_of(self, told: Told, own: Point) -> str | None:
        if told.unit == "today":
            day = as_day(own)
            return None if day is None else day.isoformat()
        if told.unit.startswith("weekday"):
            ahead = told.steps > 0 or told.opening == "before"
            return _weekday(as_day(own), int(told.unit.split()[1]), 1 if ahead else told.steps)
        if told.unit == "month name" and told.edtf is not None:
            return self._named(told.edtf, told.steps, own)
        if told.unit == "season name" and told.edtf is not None:
            return None if own.year is None else told.edtf.replace("XXXX", f"{own.year + min(0, told.steps):04}")
        if told.unit == "weekend":
            day = as_day(own)
            if day is None:
                return None
            saturday = day - timedelta(days=day.weekday()) + timedelta(days=5 + 7 * told.steps)
            return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
        if told.unit == "quarter":
            return _quarter(own, told.steps)
        unit = told.unit if told.unit == "day" or abs(told.steps) > 1 else f"next {told.unit}"
        return stepped(own, unit, told.steps)

    def _named(self, edtf: str, step: int, own: Point) -> str | None:
        """Last March, next May, this June."""
        if own.year is None or own.month is None:
            return None
        month = int(edtf[5:7])
        year = own.year
        if step < 0 and month >= own.month:
            year -= 1
        elif step > 0 and month <= own.month:
            year += 1
        return f"{year:04}-{month:02}"

    def is_of_its_day(self, told: Iterable[int | None]) -> bool:
        """Does the text speak of the days of its date, so far as the years it `told` say?

        Not where it bears no month, or most years it told last are others than its own and the two beside it: then it
        is a history, and the date of its printing says nothing of its months.
        """
        own = self.point
        if own is None or own.year is None or own.month is None:
            return False
        years = [year for year in told if year is not None][-_MEMORY:]
        return 2 * sum(abs(year - own.year) > 1 for year in years) <= len(years)

    def nearest_year(self, edtf: str, told: Iterable[int | None]) -> int | None:
        """The year that brings a month nearest to the document's date; None where the text is not of its day."""
        own = self.point
        if own is None or own.year is None or own.month is None or not edtf[5:7].isdigit():
            return None
        if not self.is_of_its_day(told):
            return None
        year, now = own.year, own.month
        month = int(edtf[5:7])
        if month > 12:
            return year
        gaps = {option: (option - year) * 12 + month - now for option in (year - 1, year, year + 1)}
        return min(gaps, key=lambda option: -gaps[option] if gaps[option] <= 0 else _AHEAD * gaps[option])


def _weekday(day: date | None, number: int, step: int) -> str | None:
    """The weekday on or last before the day; the next one for `step` 1 ("next", "until"); the one before for "last"."""
    if day is None:
        return None
    back = (day.isoweekday() - number) % 7
    if step > 0:
        back = back - 7
    elif step < 0 and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat()


def _quarter(own: Point, steps: int) -> str | None:
    if own.year is None or own.month is None:
        return None
    at = own.year * 4 + (own.month - 1) // 3 + steps
    year, quarter = at // 4, at % 4
    return f"{year:04}-{quarter * 3 + 1:02}/{year:04}-{quarter * 3 + 3:02}"
