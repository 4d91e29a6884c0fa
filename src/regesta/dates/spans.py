"""Forms that tell two dates: from one to another, one or another, one day in two calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.dates.calendars import old_style_gap
from regesta.dates.found import Found
from regesta.dates.lexing import Token
from regesta.dates.licence import is_bare_year
from regesta.dates.told import Point, Told, point_of

_CONNECTORS = ("dash", "to", "through", "until", "and", "slash", "or")


def ranging(found: Found) -> Told | None:
    kinds = found.kinds
    at = _connector(kinds)
    if at is None:
        return None
    left_tokens, right_tokens = found.tokens[:at], found.tokens[at + 1 :]
    if _is_hour(right_tokens, found.after):
        return None  # "February 23, 1943—5 p.m.", as telegrams are dated
    left, right = point_of(left_tokens, found.words), point_of(right_tokens, found.words)
    if left.fault is not None or right.fault is not None:
        return replace(found.told(None, "span"), fault=left.fault or right.fault)
    glued = kinds[at] == "dash" and found.tokens[at - 1].end == found.tokens[at].start == right_tokens[0].start - 1
    if (
        left.month is None
        and left.year is not None
        and right.year is None
        and right.month is None
        and right.mask is None
    ):
        return _short_years(found, left.year, right_tokens) if glued else None
    if kinds[at] == "and" and "between" not in kinds and left.mask is None and not (left.day is None and left.month):
        return None
    unsaid = left.year is None and right.year is None and left.mask is None
    licensed = bool(found.before) and found.before[0].kind in ("in", "of", "from", "until", "since", "by")
    if kinds[at] == "and" and "between" not in kinds and unsaid and not licensed:
        return None  # two names, as likely as two months
    bare = left.month is None and right.month is None and left.mask is None and right.mask is None
    if bare and not is_bare_year(
        left_tokens[-1:], found.before, found.after, found.not_dates, kinds[0] in ("from", "between")
    ):
        return None
    if bare and left.day is not None:
        return None
    left, right = _shared(left, right)
    told = _joined(found, left.checked(), right.checked())
    return told if told is None or "year_unit" not in kinds else found.asking_year(told)


_HOURS = frozenset(["am", "pm", "a", "p", "noon", "midnight", "hours", "o'clock", "o’clock"])


def _is_hour(figure: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a figure is the hour of a day, by what stands behind it: "5 p.m.", "11:30"."""
    if len(figure) != 1 or figure[0].kind != "number" or not after:
        return False
    minutes = after[0].norm == ":" and len(after) > 1 and after[1].kind in {"number", "small"}
    return after[0].norm in _HOURS or minutes


def _connector(kinds: list[str]) -> int | None:
    """The place of the word that joins two sides: the dash of "mid-March" is none."""
    start = 1
    for i in range(start, len(kinds) - 1):
        if kinds[i] not in _CONNECTORS or kinds[i - 1] == "part" or (kinds[i + 1] == "part" and kinds[i] == "dash"):
            continue
        if kinds[i - 1] in ("from", "between", "year_unit"):
            continue
        return i
    return None


def _short_years(found: Found, year: int, right: Sequence[Token]) -> Told | None:
    """1947-57, 1907–10; 1991-12 is a month, 1998–02 crosses the century."""
    token = right[-1]
    digits = token.norm
    if len(digits) != 2 or year < 1000:
        return None
    if not is_bare_year(found.tokens[-3:-2], found.before, found.after, found.not_dates, True):
        return None
    value = int(digits)
    end = year - year % 100 + value
    dash = next(t for t in found.tokens if t.kind == "dash")
    if end <= year and 1 <= value <= 12 and dash.norm == "-":
        return found.told(f"{year:04}-{digits}")
    if end <= year:
        end += 100
    if end - year > 60:
        return None
    return found.told(f"{year:04}/{end:04}", "span")


def _shared(left: Point, right: Point) -> tuple[Point, Point]:
    """What one side leaves out and the other tells: March 3-5, 1990; 3-5 March 1990; March 3 to April 5, 1990."""
    if right.mask is not None or left.mask is not None:
        return left, right
    if left.month is None and left.day is not None:
        left = replace(left, month=right.month)
    if right.month is None and right.day is not None:
        right = replace(right, month=left.month)
    if left.year is None and right.year is not None:
        borrowed = right.year
        crosses = left.month is not None and right.month is not None and left.month > right.month
        left = replace(left, year=borrowed - 1 if crosses else borrowed)
    elif right.year is None and left.year is not None and right.month is not None:
        crosses = left.month is not None and left.month > right.month
        right = replace(right, year=left.year + 1 if crosses else left.year)
    return left, right


def _joined(found: Found, left: Point, right: Point) -> Told | None:
    if left.fault is not None or right.fault is not None:
        return replace(found.told(None, "span"), fault=left.fault or right.fault)
    if left.is_empty or right.is_empty or "[" in left.edtf() + right.edtf():
        return None
    start, end = left.edtf(), right.edtf()
    if _sorts_after(start, end):
        return replace(found.told(None, "span"), fault=f"The span ends ({end}) before it starts ({start}).")
    if start == end:
        return found.of_edtf(start)
    return found.of_edtf(f"{start}/{end}", "span")


def _sorts_after(start: str, end: str) -> bool:
    """Does the start lie wholly after the end? Years before Christ are left alone."""
    if start.startswith("-") or end.startswith("-") or ("XXXX" in start) != ("XXXX" in end):
        return False
    if start.startswith("XXXX-") and start[:7] == end[:7]:
        return len(start) == len(end) == 10 and start > end  # within one month no turn of the year lies
    length = min(len(start), len(end))
    return start[:length].replace("X", "0") > end[:length].replace("X", "9") and "XXXX" not in start


def ongoing(found: Found) -> Told | None:
    """From 1991 to the present: a span without an end."""
    at = next(i for i, kind in enumerate(found.kinds) if i > 0 and kind in ("dash", "to", "through", "until"))
    point = point_of(found.tokens[:at], found.words)
    if point.mask is not None or point.year is None:
        return None
    return found.of_point(point, "span") if point.fault else found.told(f"{point.edtf()}/..", "span")


def days(found: Found) -> Told | None:
    """December 11 and 27, 1960: two days told in one breath, kept as an interval."""
    numbers = [int(token.norm.rstrip("stndrh")) for token in found.tokens if token.kind in ("number", "ordinal")]
    rest = [token for token in found.tokens if token.kind not in ("number", "ordinal", "ordinal_word", "tens")]
    base = point_of(rest, found.words)
    first, last = replace(base, day=numbers[0]).checked(), replace(base, day=numbers[-1]).checked()
    told = _joined(found, first, last)
    if told is None or told.fault is not None:
        return told
    return replace(found.asking_year(told), why="Days told one by one are kept as the interval they span.")


def either(found: Found) -> Told | None:
    at = next(i for i, kind in enumerate(found.kinds) if kind in ("slash", "or"))
    left, right = point_of(found.tokens[:at], found.words), point_of(found.tokens[at + 1 :], found.words)
    if left.fault or right.fault or left.mask or right.mask:
        return None
    bare = len(found.tokens) == 3 and found.tokens[2].kind == "year4"
    if bare and not is_bare_year(found.tokens[2:], found.before, found.after, found.not_dates, False):
        return None
    ordered = sorted({left.edtf(), right.edtf()})
    told = found.told(f"[{','.join(ordered)}]" if len(ordered) == 2 else ordered[0])
    return replace(told, why="The text gives two dates and leaves open which.")


def slashed(found: Found) -> Told | None:
    """1990/91, 1996/1997: a year that runs over two."""
    first, mark, last = found.tokens
    if not first.end == mark.start == last.start - 1:
        return None
    if not is_bare_year(found.tokens[:1], found.before, found.after, found.not_dates, False):
        return None
    start = int(first.norm)
    if len(last.norm) == 2:
        end = start - start % 100 + int(last.norm)
        end += 100 if end < start else 0
    elif len(last.norm) == 4:
        end = int(last.norm)
    else:
        return None
    return found.told(f"{start:04}/{end:04}", "span") if 0 < end - start <= 10 else None


def dual(found: Found) -> Told | None:
    """A day in both calendars: the Gregorian is the later, and the one kept."""
    kinds = found.kinds
    year = next(token for token in reversed(found.tokens) if token.kind in ("year4", "small", "number"))
    opening = next(i for i, kind in enumerate(kinds) if kind in ("open", "bracket", "slash"))
    closing = next((i for i, kind in enumerate(kinds) if kind in ("close", "unbracket")), None)
    inner = found.tokens[opening + 1 : closing] if closing is not None else found.tokens[opening + 1 :]
    outer = [*found.tokens[:opening], *(found.tokens[closing + 1 :] if closing is not None else ())]
    one, other = point_of(outer, found.words), point_of(inner, found.words)
    known_year = one.year if one.year is not None else other.year if other.year is not None else int(year.norm)
    month = one.month if one.month is not None else other.month
    one = replace(one, year=known_year, month=one.month or month)
    other = replace(other, year=other.year or known_year, month=other.month or month)
    if one.checked().fault is not None or other.checked().fault is not None:
        return replace(found.told(None), fault=one.checked().fault or other.checked().fault)
    later, earlier = (one, other) if _day_key(one) >= _day_key(other) else (other, one)
    gap = old_style_gap(later, earlier)
    if gap is None:
        if kinds[opening] == "slash":
            return (
                found.told(f"{earlier.edtf()}/{later.edtf()}", "span") if earlier != later else found.told(later.edtf())
            )
        return None
    told = found.told(later.edtf())
    return replace(told, why=f"The day is told in both calendars; the Gregorian one is kept{gap}.")


def _day_key(point: Point) -> tuple[int, int, int]:
    return point.year or 0, point.month or 0, point.day or 0
