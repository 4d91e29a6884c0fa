"""Dates as reference lists print them -> EDTF, in the languages that `data/references.toml` knows the months of.

What is no date (a year of five digits, a thirteenth month) gives None. A numeric date whose day and month could change
places ("03/05/2012") gives its year alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from functools import cache

from regesta.citations.wordlists import word_list

_YEAR = r"(?<![\d./–-])(?P<y>1[4-9]\d\d|20\d\d)(?![\d])"
_ISO = re.compile(r"(?<!\d)(?P<y>1[4-9]\d\d|20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s?\.\s?(?P<m>\d{1,2})\s?\.\s?(?P<y>1[4-9]\d\d|20\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>1[4-9]\d\d|20\d\d)(?!\d)")
_BARE = re.compile(_YEAR)


def _any_month(forms: Iterable[str]) -> str:
    return r"(?P<name>" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")(?!\w)\.?"


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    """Day-month-year, month-day-year, and the months' numbers."""
    numbers = {form: at + 1 for at, line in enumerate(word_list("months")) for form in line.split()}
    month = _any_month(numbers)
    leading = _any_month(numbers.keys() - set(word_list("months_behind_days")))
    ordinal = r"(?:st|nd|rd|th|er|º|ª)?"
    year = r"(?P<y>1[4-9]\d\d|20\d\d)(?!\d)"
    day_first = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}){ordinal}\.?\s*(?:de |of )?{month},?\s*(?:de |of )?{year}", re.I)
    month_first = re.compile(rf"(?<!\w){leading}\s*(?:(?P<d>\d{{1,2}}){ordinal}\s*[,.]?\s+)?[,]?\s*{year}", re.I)
    return day_first, month_first, numbers


_MONTH_BEFORE = re.compile(r"[^\W\d_]\.?\s?[-–/]\s?$")


def edtf_of(text: str) -> str | None:
    """The first date of a short text as EDTF ("2013-05-12", "2009-06", "2014"), None where it holds none."""
    iso = _ISO.search(text) or _DOTTED.search(text)
    if iso is not None:
        return _edtf(int(iso["y"]), int(iso["m"]), int(iso["d"])) or iso["y"]
    slashed = _SLASHED.search(text)
    if slashed is not None:
        a, b, y = int(slashed["a"]), int(slashed["b"]), int(slashed["y"])
        if a > 12 or b > 12 or a == b:
            return _edtf(y, *((b, a) if a > 12 or a == b else (a, b))) or slashed["y"]
        return slashed["y"]
    day_first, month_first, numbers = _shapes()
    named = day_first.search(text) or month_first.search(text)
    if named is not None and _MONTH_BEFORE.search(text[: named.start()]) is not None:
        return named["y"]  # "May-June 2009": two months
    if named is not None:
        day = int(named["d"]) if named["d"] else None
        return _edtf(int(named["y"]), numbers[named["name"].casefold()], day) or named["y"]
    return _turned(text) or (bare["y"] if (bare := _BARE.search(text)) is not None else None)


def _turned(text: str) -> str | None:
    """The year first: "(2012, January 4)", "2009, 12 May"."""
    year = _BARE.search(text)
    if year is None:
        return None
    rest = text[year.end() :].lstrip(" ,.;:()a–-")
    day_first, month_first, numbers = _shapes()
    turned = f"{rest[:30].rstrip(' .,)')} {year['y']}"
    for shape in (day_first, month_first):
        found = shape.match(turned)
        if found is not None:
            return _edtf(int(year["y"]), numbers[found["name"].casefold()], int(found["d"]) if found["d"] else None)
    return None


def _edtf(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None
