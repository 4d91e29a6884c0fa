"""What words tell of a date before any context is asked: parts of a date, and what is still wanting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from regesta.dates.edtf import days_in
from regesta.dates.lexing import Token
from regesta.dates.words import Vocabulary

Want = Literal[
    "", "year", "that year", "heading", "day of", "month", "decade", "same", "step", "extent", "deictic", "nothing"
]


# For what is said to readers; the months of the language read are among its words.
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch [start, end) of the text (code points) and what it tells.

    `edtf` is a date with `XXXX` for a year that only the context knows. `want` is what the context is asked for: a
    "year", the year meant by "that year" (`steps` years on), the year of the "heading" above, the "month" of "the 12th", the century of a "decade", the
    "same" `unit` ("date": as it was told), a "step" of `steps` units from the last date (from `edtf`, where there is
    one), the "day of" the span told last (the `steps`th, -1: the last), an "extent" of `steps` units from it on, the date of the document ("deictic": `unit`, `steps`), or "nothing".
    `opening` is "after" or "before" for an open interval.
    """

    start: int
    end: int
    edtf: str | None = None
    want: Want = ""
    unit: str = ""
    steps: int = 0
    opening: str = ""
    about: bool = False
    kind: str = "date"
    fault: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Parts of a date; `mask` is the EDTF of a decade or century, `fault` says what is impossible in it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    mask: str | None = None
    fault: str | None = None

    def edtf(self) -> str:
        """As EDTF, `XXXX` for an unknown year; a year before Christ counts from 0 (1 BC is `0000`)."""
        if self.mask is not None:
            return self.mask
        year = "XXXX" if self.year is None else f"{'-' if self.year < 0 else ''}{abs(self.year):04}"
        if self.month is None:
            return year if self.day is None else f"{year}-XX-{self.day:02}"
        return f"{year}-{self.month:02}" if self.day is None else f"{year}-{self.month:02}-{self.day:02}"

    def checked(self) -> Point:
        """The same point, with a fault where there is no such day."""
        if self.fault is None and self.month is not None and self.day is not None:
            most = days_in(self.year, self.month)
            if not 1 <= self.day <= most:
                month = _MONTH_NAMES[self.month - 1] + ("" if self.year is None else f" {self.year}")
                return replace(self, fault=f"There is no day {self.day} in {month}, which has {most} days.")
        return self

    @property
    def is_empty(self) -> bool:
        return self.year is None and self.month is None and self.day is None and self.mask is None


def ordinal_of(tokens: Sequence[Token], words: Vocabulary) -> int | None:
    """The number an ordinal tells: 18th, eighteenth, twenty-first."""
    total = 0
    for token in tokens:
        if token.kind == "ordinal":
            return int(token.norm[:-2])
        if token.kind in ("tens", "ordinal_word"):
            total += words.values[token.norm]
    return total or None


def point_of(tokens: Sequence[Token], words: Vocabulary) -> Point:
    """The parts of a date that tokens tell, in whatever order they stand."""
    year = month = day = None
    mask = fault = None
    before_christ = False
    has_era = any(token.kind in ("bc", "ad") for token in tokens)
    for token in tokens:
        kind = token.kind
        if kind == "numeric":
            return numeric_point(token.norm)
        if kind in ("month", "short_month"):
            month = words.values[token.norm]
        elif kind == "year4":
            year = int(token.norm)
        elif kind == "long":
            fault = f"The year {token.norm} has more than four digits; it may be a slip of the pen."
        elif kind in ("number", "small") and has_era and (kind == "small" or month is None):
            year = int(token.norm)
        elif kind in ("number", "small"):
            day = int(token.norm)
        elif kind == "bc":
            before_christ = True
        elif kind in ("decade4", "decade2", "decade_word"):
            mask = decade_mask(token, words)
    nth = ordinal_of(tokens, words)
    if nth is not None:
        day = nth
    if before_christ and year is not None:
        year = 1 - year
    return Point(year, month, day, mask, fault).checked()


def decade_mask(token: Token, words: Vocabulary) -> str:
    """1990s: `199X`; 1900s and 1800s name the century; 90s: `XX9X`, whose century is to be found."""
    if token.kind == "decade_word":
        return f"XX{words.values[token.norm] // 10}X"
    digits = token.norm.rstrip("s'’")
    if len(digits) == 2:
        return f"XX{digits[0]}X"
    if digits.endswith("00") and not digits.endswith("000"):
        return f"{digits[:2]}XX"
    return f"{digits[:3]}X"


def numeric_point(norm: str) -> Point:
    """A date in figures; where day and month may be either, `mask` holds the one-of set of both readings."""
    mark = next(letter for letter in norm if not letter.isdigit())
    first, second, third = (int(part) for part in norm.split(mark))
    if norm.index(mark) == 4:
        return _figures(first, second, third)
    if mark == "." or first > 12 or second > 12 or first == second:
        # dots are written with the day first; a figure above 12 can only be the day
        day, month = (second, first) if mark != "." and second > 12 >= first else (first, second)
        return _figures(third, month, day)
    either = sorted(f"{third:04}-{month:02}-{day:02}" for month, day in ((first, second), (second, first)))
    return Point(mask=f"[{','.join(either)}]")


def _figures(year: int, month: int, day: int) -> Point:
    if not 1 <= month <= 12:
        return Point(year, None, None, None, f"There is no month {month}.")
    return Point(year, month, day).checked()


def century_mask(nth: int, before_christ: bool) -> str | None:
    """18: `17XX`; 5 before Christ: `-04XX`, the years 499 to 400 before the year 0; None above the 30th."""
    if not 1 <= nth <= 30:
        return None
    return f"{'-' if before_christ else ''}{nth - 1:02}XX"
