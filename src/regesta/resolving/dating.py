"""The date of an act from the dates of its entries: the narrowest that all allow, or the span of those that disagree."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.dates.edtf import days_in, edtf_when
from regesta.model import Basis, When
from regesta.resolving.telling import YEAR, Window

_BASES: tuple[Basis, ...] = ("stated", "context", "computed", "inferred")


def narrowest(told: Sequence[tuple[When, tuple[Window, ...], bool]], common: tuple[Window, ...]) -> When:
    """The narrowest date that all of some dates allow, as one of them writes it where one does.

    `told` are dates with their windows, and whether each is an interval told as such: what lasted from one day to another
    keeps its interval beside a vaguer date. `common` are the windows that all allow.
    """
    lasting = [(when, windows) for when, windows, interval in told if interval]
    if lasting:
        return min(lasting, key=lambda pair: (pair[1][0][1] - pair[1][0][0], _rank(pair[0])))[0]
    exact = [when for when, windows, _ in told if windows == common]
    if exact:
        return min(exact, key=_rank)
    basis = max((when.basis for when, _, _ in told), key=_BASES.index)
    return edtf_when(_written(common), basis)


def spanning(whens: Sequence[When]) -> When:
    """One of several dates that exclude each other, as EDTF writes it: "[1992-04-06,1992-04-07]"."""
    plain = sorted({_plain(when) for when in whens if when.edtf is not None and when.earliest is not None})
    if len(plain) == 1:
        return min(whens, key=_rank)
    return edtf_when(f"[{','.join(plain)}]", max((when.basis for when in whens), key=_BASES.index))


def _plain(when: When) -> str:
    """A date that may stand in a set: a day, a month or a year, or the run of days between its bounds."""
    edtf = (when.edtf or "").rstrip("~?%")
    if "/" in edtf or "[" in edtf or "X" in edtf:
        return f"{when.earliest}..{when.latest}"
    return edtf


def _rank(when: When) -> tuple[int, int, str]:
    edtf = when.edtf or ""
    return (_BASES.index(when.basis), len(edtf) - len(edtf.rstrip("~?%")), edtf)


def _written(common: tuple[Window, ...]) -> str:
    parts = [_run(first, last) for first, last in common]
    return parts[0] if len(parts) == 1 and ".." not in parts[0] else f"[{','.join(parts)}]"


def _run(first: int, last: int) -> str:
    """A run of days as EDTF: a day, a month, a year, or one of the days between two."""
    (year, month, day), (end_year, end_month, end_day) = _parts(first), _parts(last)
    if first == last:
        return f"{year:04}-{month:02}-{day:02}"
    end_day = min(end_day, days_in(end_year, end_month))
    if day == 1 and end_day == days_in(end_year, end_month):
        if (year, month) == (end_year, end_month):
            return f"{year:04}-{month:02}"
        if year == end_year and (month, end_month) == (1, 12):
            return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}..{end_year:04}-{end_month:02}-{end_day:02}"


def _parts(day: int) -> tuple[int, int, int]:
    """Year, month and day of a day's number."""
    year, rest = divmod(day, YEAR)
    return year, rest // 31 + 1, rest % 31 + 1
