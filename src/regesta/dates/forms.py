"""From a form of the grammar and its tokens to what they tell: one function a form, None where it is no date after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from regesta.dates.calendars import old_style_gap
from regesta.dates.licence import is_bare_year
from regesta.dates.lexing import Token
from regesta.dates.told import Point, Told, century_mask, ordinal_of, point_of
from regesta.dates.words import NotDates, Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """A form and its `tokens`, without what led it in; `before` and `after` are up to three neighbours on either side,
    nearest first, the leading words among those before."""

    form: str
    tokens: Sequence[Token]
    before: Sequence[Token]
    after: Sequence[Token]
    words: Vocabulary
    not_dates: NotDates

    @property
    def kinds(self) -> list[str]:
        return [token.kind for token in self.tokens]

    def told(self, edtf: str | None, kind: str = "date") -> Told:
        return Told(self.tokens[0].start, self.tokens[-1].end, edtf, kind=kind)

    def of_point(self, point: Point, kind: str = "date") -> Told:
        """What a point tells: a fault, a date, or one that wants its year."""
        if point.fault is not None:
            return replace(self.told(None, kind), fault=point.fault)
        return self.of_edtf(point.edtf(), kind)

    def of_edtf(self, edtf: str, kind: str = "date") -> Told:
        told = self.told(edtf, kind)
        if edtf.startswith("XX") and edtf[2] != "X":
            return replace(told, want="decade")
        if "XXXX" not in edtf:
            return told
        return self.asking_year(replace(told, want="year"))

    def asking_year(self, told: Told) -> Told:
        """Behind "of that year" or "the following year" the year is asked for by name."""
        if "year_unit" not in self.kinds:
            return told
        step = next((_STEPS[token.kind] for token in self.tokens if token.kind in _STEPS), 0)
        return replace(told, want="that year", steps=step)


_STEPS = {"following": 1, "next": 1, "later": 1, "after": 1, "previous": -1, "last": -1, "past": -1, "before": -1, "earlier": -1}
_CONNECTORS = ("dash", "to", "through", "until", "and", "slash", "or")


# --- points ----------------------------------------------------------------------------------------------------------


def exact(found: Found) -> Told | None:
    point = point_of(found.tokens, found.words)
    told = found.of_point(point, _part_or(found, "date"))
    if point.mask is not None and point.mask.startswith("["):
        return replace(told, why="Which figure is the day and which the month is not told; both readings are kept.")
    return told


def monthly(found: Found) -> Told | None:
    return found.of_point(point_of(found.tokens, found.words), _part_or(found, "date"))


def yearlong(found: Found) -> Told | None:
    at = next(i for i, kind in enumerate(found.kinds) if kind in ("year4", "small", "number"))
    sure = at > 0 or "bc" in found.kinds or "ad" in found.kinds
    if not is_bare_year(found.tokens[at:], found.before, found.after, found.not_dates, sure):
        return None
    return found.of_point(point_of(found.tokens, found.words), _part_or(found, "date"))


def daily(found: Found) -> Told | None:
    if found.after and found.after[0].norm in found.not_dates.counted and found.kinds[-1] == "number":
        return None
    return found.of_point(point_of(found.tokens, found.words))


def month_only(found: Found) -> Told | None:
    """A month alone is one behind a preposition or a word of time, and when it bears no name ("May", "April Glaspie")."""
    at = next(i for i, kind in enumerate(found.kinds) if kind in ("month", "short_month"))
    told = found.of_point(point_of(found.tokens, found.words))
    first = found.tokens[0].kind
    if first in ("last", "next", "this", "past"):
        return replace(told, want="deictic", unit="month name", steps=_STEPS.get(first, 0), kind="relative")
    if found.kinds[at] == "short_month" and at == 0 and "year_unit" not in found.kinds:
        return None
    licensed = at > 0 or "year_unit" in found.kinds
    before = found.before[0].kind if found.before else ""
    if not licensed and before not in ("in", "of", "since", "until", "by", "after", "before", "from", "through", "about", "to"):
        return None
    if not licensed and found.after and found.after[0].kind in ("capital", "apostrophe"):
        return None
    return told


def decades(found: Found) -> Told | None:
    token = found.tokens[-1]
    if token.kind != "decade4" and len(found.tokens) == 1 and not (token.kind == "decade2" and _is_apostrophe(found.before)):
        return None
    return found.of_edtf(point_of([token], found.words).edtf())


def seasonal(found: Found) -> Told | None:
    season = next(token for token in found.tokens if token.kind == "season")
    code = found.words.values[season.norm]
    years = [token for token in found.tokens if token.kind == "year4"]
    if years:
        return found.told(f"{int(years[0].norm):04}-{code}")
    first = found.tokens[0].kind
    if first in ("last", "next"):
        return replace(found.told(f"XXXX-{code}", "relative"), want="deictic", unit="season name", steps=_STEPS[first])
    if first == "the" and "year_unit" not in found.kinds and not (found.before and found.before[0].kind in ("in", "by", "since", "until")):
        return None
    return found.of_edtf(f"XXXX-{code}")


def centuries(found: Found) -> Told | None:
    end = max(i for i, kind in enumerate(found.kinds) if kind == "century_unit")
    before_christ = "bc" in found.kinds
    masks: list[str] = []
    run: list[Token] = []
    for i, token in enumerate(found.tokens[: end + 1]):
        following = found.tokens[i + 1].kind if i + 1 < len(found.tokens) else ""
        if token.kind == "ordinal_word" and following == "half_unit":
            continue  # the first half of a century is kept as the century
        if token.kind in ("ordinal", "ordinal_word", "tens"):
            run.append(token)
        if run and token.kind != "tens" and not (token.kind == "dash" and run[-1].kind == "tens"):
            nth = ordinal_of(run, found.words)
            mask = None if nth is None else century_mask(nth, before_christ)
            if mask is None:
                return None
            masks.append(mask)
            run = []
    if len(masks) == 1 and any(token.norm == "turn" for token in found.tokens):
        turn = int(masks[0][:2]) * 100 if not before_christ else 0
        return replace(found.told(f"{turn:04}~"), why="The turn of a century is about its first year.") if turn else None
    if len(masks) == 1:
        return found.told(masks[0])
    return found.told(f"{masks[0]}/{masks[-1]}", "span") if len(masks) == 2 else None


def halves(found: Found) -> Told | None:
    """The first half of 2001: `2001-01/2001-06`; a half told loosely ("the latter half") is kept as its year."""
    decade = [token for token in found.tokens if token.kind.startswith("decade")]
    if decade:
        return found.of_edtf(point_of(decade, found.words).edtf())
    year = next((token for token in found.tokens if token.kind == "year4"), None)
    if year is None:
        return None
    name = next((token for token in found.tokens if token.kind == "quarter_name"), None)
    nth = found.words.values[name.norm] - 32 if name is not None else ordinal_of(found.tokens, found.words)
    is_half = "half_unit" in found.kinds
    if nth is None and ("last" in found.kinds or "final" in found.kinds) and not is_half:
        nth = 4
    if nth is None:
        return found.told(year.norm)
    months = 6 if is_half else 3
    if nth * months > 12:
        return None
    return found.told(f"{year.norm}-{(nth - 1) * months + 1:02}/{year.norm}-{nth * months:02}", "span")


def stretch(found: Found) -> Told | None:
    """The first week of March 1990: no more than its month is sure."""
    at = max(i for i, kind in enumerate(found.kinds) if kind == "of")
    return found.of_point(point_of(found.tokens[at:], found.words))


# --- spans -----------------------------------------------------------------------------------------------------------


def ranging(found: Found) -> Told | None:
    kinds = found.kinds
    at = _connector(kinds)
    if at is None:
        return None
    left_tokens, right_tokens = found.tokens[:at], found.tokens[at + 1 :]
    left, right = point_of(left_tokens, found.words), point_of(right_tokens, found.words)
    if left.fault is not None or right.fault is not None:
        return replace(found.told(None, "span"), fault=left.fault or right.fault)
    glued = kinds[at] == "dash" and found.tokens[at - 1].end == found.tokens[at].start == right_tokens[0].start - 1
    if left.month is None and left.year is not None and right.year is None and right.month is None and right.mask is None:
        return _short_years(found, left.year, right_tokens) if glued else None
    if kinds[at] == "and" and "between" not in kinds and left.mask is None and not (left.day is None and left.month):
        return None
    bare = left.month is None and right.month is None and left.mask is None and right.mask is None
    if bare and not is_bare_year(left_tokens[-1:], found.before, found.after, found.not_dates, kinds[0] in ("from", "between")):
        return None
    if bare and left.day is not None:
        return None
    left, right = _shared(left, right)
    told = _joined(found, left.checked(), right.checked())
    return told if told is None or "year_unit" not in kinds else found.asking_year(told)


def _connector(kinds: list[str]) -> int | None:
    """The place of the word that joins two sides: the dash of "mid-March" is none."""
    start = 1
    for i in range(start, len(kinds) - 1):
        if kinds[i] not in _CONNECTORS or kinds[i - 1] == "part" or kinds[i + 1] == "part" and kinds[i] == "dash":
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
    length = min(len(start), len(end))
    return start[:length].replace("X", "0") > end[:length].replace("X", "9") and "XXXX" not in start


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
    if len(found.tokens) == 3 and not is_bare_year(found.tokens[2:], found.before, found.after, found.not_dates, False):
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
            return found.told(f"{earlier.edtf()}/{later.edtf()}", "span") if earlier != later else found.told(later.edtf())
        return None
    told = found.told(later.edtf())
    return replace(told, why=f"The day is told in both calendars; the Gregorian one is kept{gap}.")


def _day_key(point: Point) -> tuple[int, int, int]:
    return point.year or 0, point.month or 0, point.day or 0


# --- what leans on another date --------------------------------------------------------------------------------------


def counted(found: Found) -> Told | None:
    """Two months after December 25, 1991."""
    at = max(i for i, kind in enumerate(found.kinds) if kind in ("after", "before", "following", "previous", "next", "from"))
    base = point_of(found.tokens[at + 1 :], found.words)
    unit, steps = _measure(found)
    if base.fault or base.mask or unit is None or steps is None:
        return None
    sign = -1 if found.kinds[at] in ("before", "previous") else 1
    return replace(found.told(base.edtf(), "relative"), want="step", unit=unit, steps=sign * steps)


def shifted(found: Found) -> Told | None:
    """Two months later; a year earlier; three days after that; two months after (something told without a date)."""
    unit, steps = _measure(found)
    last = found.kinds[-1]
    told = found.told(None, "relative")
    if last in ("this", "that"):
        word = found.kinds[-2]
    else:
        word = last if last != "to" else found.kinds[-2]
        if word in ("after", "before", "following", "previous") and not _ends_phrase(found.after) or last == "to":
            return replace(told, want="nothing", why="It is counted from something told here without a date.")
    if unit is None or steps is None:
        return replace(told, want="nothing", why="How many is not told.")
    if word == "ago":
        return replace(told, want="deictic", unit=unit, steps=-steps)
    sign = -1 if word in ("earlier", "before", "previous") else 1
    return replace(told, want="step", unit=unit, steps=sign * steps)


def neighbour(found: Found) -> Told | None:
    """The following year; the next day; the year before."""
    unit = _unit(found)
    trailing = found.kinds[-1] in ("after", "before", "following", "previous")
    word = found.kinds[-1] if trailing else found.kinds[1]
    if trailing and not _ends_phrase(found.after):
        return replace(found.told(None, "relative"), want="nothing", why="It is counted from something told here without a date.")
    if unit in ("quarter", "weekend", None) or (not trailing and found.after and found.after[0].kind == "half_unit"):
        return None
    return replace(found.told(None, "relative"), want="step", unit=f"next {unit}", steps=_STEPS[word])


def same(found: Found) -> Told | None:
    """The same day; that year; this date."""
    unit = _unit(found)
    if unit in ("quarter", "weekend", None) or (found.before and found.before[0].kind == "to"):
        return None
    return replace(found.told(None, "relative"), want="same", unit=unit or "")


def day_only(found: Found) -> Told | None:
    """On the 12th, behind a month told before."""
    number = int(found.tokens[-1].norm[:-2])
    before = found.before[0].kind if found.before else ""
    if not 1 <= number <= 31 or before not in ("in", "by", "until", "since", "after", "before", "from"):
        return None
    if found.after and found.after[0].kind in ("word", "capital", "dash", "century_unit", "number", "year4"):
        return None  # the 12th anniversary
    return replace(found.told(f"XXXX-XX-{number:02}"), want="month")


def deictic(found: Found) -> Told | None:
    """Yesterday; last week; Monday: against the date the document bears."""
    kinds = found.kinds
    told = found.told(None, "relative")
    if kinds[-1] == "today":
        return replace(told, want="deictic", unit="today")
    if kinds[-1] == "deictic_day":
        return replace(told, want="deictic", unit="day", steps=found.words.values[found.tokens[-1].norm])
    step = _STEPS.get(kinds[0], 0) if len(kinds) > 1 else 0
    if kinds[-1] == "weekday":
        if found.after and found.after[0].kind == "capital":
            return None
        number = found.words.values[found.tokens[-1].norm]
        return replace(told, want="deictic", unit=f"weekday {number}", steps=step)
    unit = _unit(found)
    return replace(told, want="deictic", unit=unit or "", steps=step)


def repeated(found: Found) -> Told | None:
    return replace(found.told(None, "set"), want="nothing")


def lasting(found: Found) -> Told | None:
    """For ten years; a three-day visit; two decades. A unit alone is no duration, but for "for centuries"."""
    kinds = found.kinds
    unit = kinds[-1]
    if len(kinds) == 1 and not (found.before and found.before[0].kind in ("in", "through") and unit in ("units", "century_unit")):
        return None
    if kinds[0] == "article" and not (found.before and found.before[0].kind in ("in", "after", "about", "than", "nearly")):
        return None
    if "count" in kinds or unit == "century_unit" and kinds[0] in ("ordinal", "ordinal_word"):
        return None
    return replace(found.told(None, "duration"), want="nothing")


def _unit(found: Found) -> str | None:
    for token in found.tokens:
        if token.norm in found.words.names:
            return found.words.names[token.norm]
        if token.kind.endswith("_unit"):
            return token.kind.removesuffix("_unit")
    return None


def _measure(found: Found) -> tuple[str | None, int | None]:
    """The unit and how many of it; None for a number that is not told ("several")."""
    unit = _unit(found)
    if "few" in found.kinds:
        return unit, None
    total = 0
    for token in found.tokens:
        if token.kind in ("number", "small"):
            return unit, int(token.norm)
        if token.kind in ("number_word", "tens"):
            total += found.words.values[token.norm]
        elif token.kind == "article":
            total = 1
        elif token.kind in ("units",) or token.kind.endswith("_unit"):
            break
    return unit, total or None


def _ends_phrase(after: Sequence[Token]) -> bool:
    """Does the phrase end here, so that "the year before" leans on what was told, not on what follows?"""
    return not after or after[0].kind in ("comma", "dot", "close", "through", "in", "and", "by", "to", "of", "mark")


def _is_apostrophe(before: Sequence[Token]) -> bool:
    return bool(before) and before[0].norm in ("'", "’", "‘")


def _part_or(found: Found, kind: str) -> str:
    """A date in passing, as in "the 1994 agreement" or "Spain's May 1990 offer": before a noun, behind its article."""
    if not found.before or not found.after or found.after[0].kind not in ("word", "capital"):
        return kind
    before = found.before[0]
    return "part" if before.kind in ("the", "article") or before.norm in ("s", "its", "their", "his", "her") else kind


FORMS: dict[str, Callable[[Found], Told | None]] = {
    "dual": dual, "range": ranging, "days": days, "either": either, "slashed": slashed, "centuries": centuries,
    "halves": halves, "stretch": stretch, "seasonal": seasonal, "exact": exact, "monthly": monthly, "yearlong": yearlong,
    "daily": daily, "month_only": month_only, "decades": decades, "counted": counted, "shifted": shifted,
    "neighbour": neighbour, "same": same, "day_only": day_only, "deictic": deictic, "repeated": repeated, "lasting": lasting,
}  # fmt: skip
