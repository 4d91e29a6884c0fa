"""Entries over time, honestly: a day is a point, a month or a year a bar, "about" fades, and what has no year stands apart.

Many entries are counted a bucket at a time: those whose date lies within one bucket are its column; those whose date is wider
than a bucket are counted in every bucket that they may lie in, apart from the columns, so that no wide date poses as a narrow
one. Few entries are drawn one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regesta.exploring.columns import NO_DAY, WIDTHS, Columns, Ints, Mask

UNITS = ("day", "month", "year", "decade", "century")
SINGLE = 200  # entries up to which each is drawn for itself
_MOST = 240  # buckets
_DAYS = {"day": 1, "month": 30.44, "year": 365.25, "decade": 3652.5, "century": 36525}
_EPOCH = 1970
_FAR = 3  # times the span of the middle half of the dates: what lies farther out is not where a line begins
_FEW = 0.02  # the share of entries that may lie so far out


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of time: `start` and `end` are days since 1970-01-01, half open; `edtf` names it.

    `exact` entries lie within it, `about` of them by the text's own word only about so; `wide` may lie in it and are wider.
    """

    start: int
    end: int
    edtf: str
    exact: int
    about: int
    wide: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One entry: [start, end) in days, in a lane of the drawing; None where that side is open."""

    entry: str
    start: int | None
    end: int | None
    about: bool
    lane: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The entries of a question between two days. `bars` is empty where there are too many to draw each.

    `no_year` entries have a date without a year, `undated` none at all: neither has a place on the line. `earlier` and
    `later` are those that lie wholly outside it, few and far from all others where no days were asked for; `first` and
    `last` are the days from which and to which all of them reach.
    """

    start: int
    end: int
    unit: str
    buckets: tuple[Bucket, ...]
    bars: tuple[Bar, ...]
    total: int
    no_year: int
    undated: int
    earlier: int
    later: int
    first: int
    last: int


def timeline_of(
    columns: Columns, mask: Mask, after: str | None = None, before: str | None = None, most: int = _MOST
) -> Timeline | None:
    """The timeline of the rows of a mask, between two days ("YYYY-MM-DD"), in at most so many buckets.

    Where no day is asked for it spans all rows but a few that lie far from the others. None where no row has a year.
    """
    width = columns.width
    placed = mask & (width < WIDTHS.index("year unknown")) & ((columns.first != NO_DAY) | (columns.last != NO_DAY))
    rows = columns.order[placed[columns.order]]
    if not len(rows):
        return None
    first, last = columns.first[rows], columns.last[rows]
    reach = _reach(first, last)
    stretch = _stretch(first, last, reach) if after is None and before is None else reach
    low = _day(after) if after else stretch[0]
    high = (_day(before) if before else stretch[1]) + 1
    unit = _unit(low, max(high, low + 1), most)
    edges = _edges(low, max(high, low + 1), unit)
    early = (last != NO_DAY) & (last < edges[0])
    late = (first != NO_DAY) & (first >= edges[-1])
    shown = rows[~early & ~late]
    return Timeline(
        start=int(edges[0]),
        end=int(edges[-1]),
        unit=unit,
        buckets=_buckets(edges, unit, first, last, columns.about[rows]),
        bars=_bars(columns, shown) if 0 < len(shown) <= SINGLE and most == _MOST else (),
        total=len(rows),
        no_year=int(np.count_nonzero(mask & (width == WIDTHS.index("year unknown")))),
        undated=int(np.count_nonzero(mask & (width == WIDTHS.index("undated")))),
        earlier=int(np.count_nonzero(early)),
        later=int(np.count_nonzero(late)),
        first=reach[0],
        last=reach[1],
    )


def _reach(first: Ints, last: Ints) -> tuple[int, int]:
    """The first and the last day that dates tell."""
    known = np.concatenate([first[first != NO_DAY], last[last != NO_DAY]])
    return int(known.min()), int(known.max())


def _stretch(first: Ints, last: Ints, reach: tuple[int, int]) -> tuple[int, int]:
    """The first and the last day of all dates but a few that lie far out, so that one date of long ago does not press all
    others into a corner: farther from the middle half than three times its span (Tukey's outer fences)."""
    low, high = np.where(first == NO_DAY, last, first), np.where(last == NO_DAY, first, last)
    middle = (low.astype(np.int64) + high) // 2
    lower, upper = np.percentile(middle, [25, 75])
    room = max(_FAR * (upper - lower), _DAYS["decade"])
    near = (high >= lower - room) & (low <= upper + room)
    if near.all() or np.count_nonzero(~near) > max(1, _FEW * len(near)):
        return reach
    begins, ends = _reach(first[near], last[near])
    return (begins, ends) if 2 * (ends - begins) < reach[1] - reach[0] else reach


def day_name(day: int, unit: str = "day") -> str:
    """The EDTF of the unit that a day (since 1970-01-01) lies in."""
    text = str(np.datetime64(day, "D"))
    year, sign = (text[1:5], "-") if text.startswith("-") else (text[:4], "")
    if unit == "century":
        return f"{sign}{year[:2]}XX"
    if unit == "decade":
        return f"{sign}{year[:3]}X"
    return text[: len(sign) + {"year": 4, "month": 7, "day": 10}[unit]]


def _buckets(edges: Ints, unit: str, first: Ints, last: Ints, about: Mask) -> tuple[Bucket, ...]:
    count = len(edges) - 1
    # an open side reaches to the end of the drawing
    low = np.where(first == NO_DAY, edges[0], first)
    high = np.where(last == NO_DAY, edges[-1] - 1, last)
    seen = (high >= edges[0]) & (low < edges[-1])
    begin = np.clip(np.searchsorted(edges, low, side="right") - 1, 0, count - 1)
    finish = np.clip(np.searchsorted(edges, high, side="right") - 1, 0, count - 1)
    within = seen & (begin == finish) & (low >= edges[0]) & (high < edges[-1]) & (first != NO_DAY) & (last != NO_DAY)
    exact = np.bincount(begin[within], minlength=count)
    vague = np.bincount(begin[within & about], minlength=count)
    wide = seen & ~within
    steps = np.bincount(begin[wide], minlength=count + 1) - np.bincount(finish[wide] + 1, minlength=count + 1)
    over = np.cumsum(steps)[:count]
    return tuple(
        Bucket(
            int(edges[at]),
            int(edges[at + 1]),
            day_name(int(edges[at]), unit),
            int(exact[at]),
            int(vague[at]),
            int(over[at]),
        )
        for at in range(count)
    )


def _bars(columns: Columns, rows: Ints) -> tuple[Bar, ...]:
    """Each entry in the highest lane that is free where it begins, in the order of their beginnings."""
    told: list[tuple[int | None, int | None, int]] = []
    for row in rows:
        first, last = int(columns.first[row]), int(columns.last[row])
        told.append((None if first == NO_DAY else first, None if last == NO_DAY else last + 1, int(row)))
    known = [day for start, end, _ in told for day in (start, end) if day is not None]
    gap = max(1, (max(known) - min(known)) // 120)
    lanes: list[int] = []
    bars = []
    for start, end, row in sorted(told, key=lambda one: (one[0] if one[0] is not None else -(2**31), one[2])):
        begin = start if start is not None else min(known)
        finish = (end if end is not None else max(known)) + gap
        lane = next((at for at, free in enumerate(lanes) if free <= begin), len(lanes))
        lanes[lane : lane + 1] = [finish]
        bars.append(Bar(columns.ids[row], start, end, bool(columns.about[row]), lane))
    return tuple(bars)


def _unit(low: int, high: int, most: int) -> str:
    return next((unit for unit in UNITS if (high - low) / _DAYS[unit] <= most), UNITS[-1])


def _edges(low: int, high: int, unit: str) -> Ints:
    """Where buckets begin, from the one that `low` lies in to the end of the one of the day before `high`."""
    if unit == "day":
        return np.arange(low, high + 1, dtype=np.int32)
    if unit == "month":
        begin, end = np.datetime64(low, "D").astype("M8[M]"), np.datetime64(high - 1, "D").astype("M8[M]") + 1
        return _as_days(np.arange(begin, end + 1))
    step = {"year": 1, "decade": 10, "century": 100}[unit]
    begin, end = (int(np.datetime64(day, "D").astype("M8[Y]").astype(int)) + _EPOCH for day in (low, high - 1))
    years = np.arange(begin // step * step, end // step * step + step + 1, step)
    return _as_days((years - _EPOCH).astype("M8[Y]"))


def _as_days(moments: npt.NDArray[np.datetime64]) -> Ints:
    return moments.astype("M8[D]").astype(np.int64).astype(np.int32)


def _day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(np.int64))


def ticks(start: int, end: int, most: int = 12) -> Sequence[tuple[int, str]]:
    """Round moments between two days to write along an axis: (day, what is written)."""
    for unit, step in (("day", 1), ("day", 7), ("month", 1), ("month", 3), ("year", 1), ("year", 2), ("year", 5), ("year", 10),
                       ("year", 20), ("year", 50), ("year", 100), ("year", 200), ("year", 500), ("year", 1000)):  # fmt: skip
        if (end - start) / (_DAYS[unit] * step) > most:
            continue
        if unit == "day":
            return [(day, day_name(day)) for day in range(start, end, step)]
        kind = "M8[M]" if unit == "month" else "M8[Y]"
        begin = int(np.datetime64(start, "D").astype(kind).astype(int))
        finish = int(np.datetime64(end, "D").astype(kind).astype(int))
        offset = 0 if unit == "month" else _EPOCH
        begin = -((begin + offset) // -step) * step - offset
        days = _as_days(np.arange(begin, finish + 1, step).astype(kind))
        return [(int(day), day_name(int(day), unit)) for day in days if start <= day < end]
    return []
