"""Dates at the head of a line, as chronicles print them: the year before its day, and the month or season below a year."""

from __future__ import annotations

from dataclasses import replace

from regesta.dates.found import Found
from regesta.dates.told import Told, point_of

_NAMED = ("month", "short_month", "season")
_TIES = ("dash", "to", "through")
_MARKS = frozenset({":", ";", "|", "–", "—", "-"})


def topped(found: Found) -> Told | None:
    """The year before its day, month or season where it opens a line: "1983 – 11–12 January: ...", "1936, Spring: ...".

    A dash between a year and a day is one between two dates ("1983-5 January 1985") where no blanks stand around it or
    where another year follows.
    """
    year, tie, *rest = found.tokens
    if not opens_line(found) or (found.after and found.after[0].kind in ("year4", "comma")):
        return None
    if tie.kind == "dash" and (tie.start == year.end or rest[0].start == tie.end):
        return None
    if tie.kind not in ("dash", "comma", "open"):
        rest = [tie, *rest]
    if (tie.kind == "open") != (rest[-1].kind == "close"):
        return None
    if all(token.kind in _NAMED for token in rest):
        return _of_word(found, int(year.norm)) if _closed(found) else None
    at = next((i for i, token in enumerate(rest) if i and token.kind in _TIES), None)
    if at is None:
        return found.of_point(point_of([year, *rest], found.words))
    first, last = point_of(rest[:at], found.words), point_of([year, *rest[at + 1 :]], found.words)
    month = first.month or last.month
    first, last = replace(first, year=int(year.norm), month=month), replace(last, month=last.month or month)
    first, last = first.checked(), last.checked()
    fault = first.fault or last.fault
    if fault is None and first.edtf() > last.edtf():
        fault = f"The span ends ({last.edtf()}) before it starts ({first.edtf()})."
    if fault is not None:
        return replace(found.told(None, "span"), fault=fault)
    return found.of_edtf(f"{first.edtf()}/{last.edtf()}", "span")


def heading(found: Found) -> Told | None:
    """A month or a season that opens a line before a mark: of the year that the heading above tells, if it tells one."""
    if not opens_line(found) or not _closed(found):
        return None
    told = _of_word(found, None)
    return None if told is None else replace(told, want="heading")


def opens_line(found: Found) -> bool:
    """Whether nothing but the mark of an item stands before a form in its paragraph."""
    return len(found.before) < 3 and all(token.kind in ("dash", "mark") for token in found.before)


def _closed(found: Found) -> bool:
    """Whether a mark or the end of the line follows, since months and seasons are names too ("May Day", "Spring Offensive")."""
    return not found.after or found.after[0].norm in _MARKS


def _of_word(found: Found, year: int | None) -> Told | None:
    number = next(found.words.values[token.norm] for token in found.tokens if token.kind in _NAMED)
    return found.of_edtf(f"{'XXXX' if year is None else f'{year:04}'}-{number:02}")
