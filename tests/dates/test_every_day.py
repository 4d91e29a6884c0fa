"""Every day of a common year, a leap year and two turns of a century, in every usual order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from regesta.dates import find_dates
from regesta.model import Document

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
YEARS = (1848, 1900, 1991, 2000)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{ending}"


ORDERS: dict[str, Callable[[date], str]] = {
    "month first": lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    "month first, no comma": lambda day: f"{MONTHS[day.month - 1]} {day.day} {day.year}",
    "day first": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "ordinal": lambda day: f"the {ordinal(day.day)} of {MONTHS[day.month - 1]}, {day.year}",
    "month and ordinal": lambda day: f"{MONTHS[day.month - 1]} {ordinal(day.day)}, {day.year}",
    "short": lambda day: f"{SHORT[day.month - 1]} {day.day}, {day.year}",
    "short, day first": lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year}",
    "weekday": lambda day: f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}",
    "no-break spaces": lambda day: f"{MONTHS[day.month - 1]}\u00a0{day.day},\u00a0{day.year}",
    "ISO": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.day}.{day.month}.{day.year}",
    "dots and noughts": lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    "no-break hyphens": lambda day: day.isoformat().replace("-", "\u2011"),
}


def every_day() -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=n)
        for year in YEARS
        for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("order", ORDERS)
def test_every_day_is_read(order: str, document_of: Callable[..., Document]) -> None:
    days = every_day()
    written = [ORDERS[order](day) for day in days]
    mentions = find_dates(document_of("\n".join(f"They met on {words}, and parted." for words in written)))
    assert [one.when.edtf for one in mentions] == [day.isoformat() for day in days]
    assert [one.text for one in mentions] == written


def test_every_impossible_day_is_a_fault(document_of: Callable[..., Document]) -> None:
    for month, last in enumerate((28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=2):
        for number in range(last + 1, 32):
            (one,) = find_dates(document_of(f"They met on {MONTHS[month - 1]} {number}, 1991."))
            assert one.fault is not None
            assert one.when.edtf is None


def test_every_month_of_a_year_is_read(document_of: Callable[..., Document]) -> None:
    for number, month in enumerate(MONTHS, start=1):
        (one,) = find_dates(document_of(f"They met in {month} 1991."))
        assert one.when.edtf == f"1991-{number:02}"


def test_every_pair_of_figures_is_one_day_or_honestly_two(document_of: Callable[..., Document]) -> None:
    for first in range(1, 13):
        for second in range(1, 13):
            (one,) = find_dates(document_of(f"They met on {first}/{second}/1991."))
            both = sorted({f"1991-{first:02}-{second:02}", f"1991-{second:02}-{first:02}"})
            assert one.when.edtf == (both[0] if len(both) == 1 else f"[{both[0]},{both[1]}]")
