"""What stands in a stretch of a document's text, found without going through, or copying, all that follows it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_One = TypeVar("_One", bound=_Placed)


def places_in(rows: Sequence[_Placed], start: int, end: int) -> range:
    """The indexes of those of `rows`, sorted by start, that start in [start, end); offsets are code points."""
    low = bisect_left(rows, start, key=_start)
    return range(low, bisect_left(rows, end, low, key=_start))


def starting_in(rows: Sequence[_One], start: int, end: int) -> Sequence[_One]:
    """Those of `rows`, sorted by start, that start in [start, end); offsets are code points."""
    places = places_in(rows, start, end)
    return rows[places.start : places.stop]


def touching(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Whether a stretch [start, end) has something in common with one of `spans`, [low, high); offsets are code points."""
    ordered = sorted(spans)
    lows, reach = [low for low, _ in ordered], list(accumulate((high for _, high in ordered), max))

    def touched(start: int, end: int) -> bool:
        before = bisect_left(lows, end)  # so many begin before it ends
        return before > 0 and reach[before - 1] > start

    return touched


def _start(row: _Placed) -> int:
    return row.start
