"""Two fields against each other: sectors by years, acts by pairs of states, and the like, each cell a count of entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regesta.errors import BadQuestion
from regesta.exploring.columns import NO_DAY, Column, Columns, Ints, Mask, sort_days
from regesta.exploring.questions import FACETS, label_of

SIDES = ("sector", "act", "states", "pair", "who", "time")
_MOST_TIMES = 40
_EPOCH = 1970
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of entries: `cells[row][column]`. Labels are (value to ask for, what is shown).

    `rest` entries of the question have a place in neither side as it is cut: no such value, no year, or a rarer value.
    """

    down: str
    across: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[tuple[int, ...], ...]
    most: int
    rest: int


def matrix_of(columns: Columns, mask: Mask, down: str, across: str, limit: int = 24) -> Matrix:
    """The matrix of the rows of a mask; of each side the `limit` most frequent values, of time all of it.

    Raises BadQuestion for a side that is none of SIDES, or twice the same.
    """
    for side in (down, across):
        if side not in SIDES:
            raise BadQuestion(f"'{side}' is no side of a matrix; there are: {' '.join(SIDES)}")
    if down == across:
        raise BadQuestion("a matrix has two different sides; choose another for one of them")
    sides = [_side(columns, mask, side, limit) for side in (down, across)]
    (one, one_labels), (other, other_labels) = sides
    counts, met = _crossed(one, other, mask, (len(one_labels), len(other_labels)))
    cells = tuple(tuple(int(count) for count in row) for row in counts)
    most = int(counts.max()) if counts.size else 0
    return Matrix(down, across, one_labels, other_labels, cells, most, int(np.count_nonzero(mask)) - met)


def _side(columns: Columns, mask: Mask, side: str, limit: int) -> tuple[Column, tuple[tuple[str, str], ...]]:
    """A column whose codes are those of the labels kept, -1 for others, and the labels in the order to print them."""
    if side == "time":
        return _time(columns, mask)
    column = columns.columns[FACETS[side]]
    counts = column.counts(mask)
    kept = np.argsort(-counts, kind="stable")[:limit]
    kept = kept[counts[kept] > 0]
    codes = np.full(len(column.labels) + 1, -1, dtype=np.int32)
    codes[kept] = np.arange(len(kept))
    labels = tuple((column.labels[at], label_of(columns, side, column.labels[at])) for at in kept)
    return Column((), codes[column.codes], column.rows), labels


def _time(columns: Columns, mask: Mask) -> tuple[Column, tuple[tuple[str, str], ...]]:
    """Years, or as wide a time as gives few of them; an entry is put where its date begins, if it has a year."""
    days = sort_days(columns.first, columns.last)
    dated = mask & ((columns.first != NO_DAY) | (columns.last != NO_DAY))
    if not dated.any():
        return Column((), np.full(columns.size, -1, dtype=np.int32)), ()
    years = np.where(dated, days, 0).astype("M8[D]").astype("M8[Y]").astype(np.int64) + _EPOCH
    low, high = int(years[dated].min()), int(years[dated].max())
    step = next(step for step in (1, 5, 10, 25, 50, 100, 1000) if (high - low) / step <= _MOST_TIMES)
    low = low // step * step
    codes = np.where(dated, (years - low) // step, -1).astype(np.int32)
    starts = range(low, high + 1, step)
    told: Callable[[int], str] = lambda year: f"{year:05}" if year < 0 else f"{year:04}"  # noqa: E731
    labels = [(told(year) if step == 1 else f"{told(year)}/{told(year + step - 1)}", told(year)) for year in starts]
    return Column((), codes), tuple(labels)


def _crossed(one: Column, other: Column, mask: Mask, shape: tuple[int, int]) -> tuple[Codes, int]:
    """The counts of both columns' codes together, and how many rows are in any cell."""
    rows, a, b = joined(one, other, mask)
    good = (a >= 0) & (b >= 0)
    if shape[0] * shape[1] == 0:
        return np.zeros(shape, dtype=np.int64), 0
    flat = a[good].astype(np.int64) * shape[1] + b[good]
    met = rows[good]  # ascending
    many = int(np.count_nonzero(np.diff(met))) + 1 if len(met) else 0
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape), many


def joined(one: Column, other: Column, mask: Mask) -> tuple[Ints, Ints, Ints]:
    """(row, code of one, code of other) for every combination that a row of the mask has, the rows ascending."""
    if one.rows is None and other.rows is None:
        rows = np.flatnonzero(mask).astype(np.int32)
        return rows, one.codes[rows], other.codes[rows]
    if one.rows is None or other.rows is None:
        listed, single = (one, other) if one.rows is not None else (other, one)
        assert listed.rows is not None
        kept = mask[listed.rows]
        rows = listed.rows[kept]
        mine, its = listed.codes[kept], single.codes[rows]
        return (rows, mine, its) if listed is one else (rows, its, mine)
    kept = mask[one.rows] & (one.codes >= 0)
    rows, codes = one.rows[kept], one.codes[kept]
    counts = np.bincount(other.rows, minlength=len(mask))
    many, begin = counts[rows], (np.cumsum(counts) - counts)[rows]
    at = np.repeat(begin - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
    return np.repeat(rows, many), np.repeat(codes, many), other.codes[at]
