"""Scoring predicted entries against gold, as the contract lays down.

What lives here: pairing and figures. What does not: gold data, thresholds and the ratchet (`scripts`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
_NEAR = 200  # code points between two quotes that still are one place


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one comparison. `people` is the share of gold people whose name and office agree, None without any."""

    hits: int
    predicted: int
    gold: int
    people: float | None
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]
    found: tuple[Row, ...]

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def by_act(self) -> dict[str, tuple[int, int, int]]:
        """For each act: found, gold, extra."""
        found = Counter(row["act"] for row in self.found)
        gold = found + Counter(row["act"] for row in self.missed)
        extra = Counter(row["act"] for row in self.extra)
        return {act: (found[act], gold[act], extra[act]) for act in sorted(gold.keys() | extra.keys())}


@dataclass(frozen=True, slots=True)
class Measure:
    """How entries are compared: `strict` dates or the same year, with the states or without, dated or undated ones."""

    strict: bool = True
    states: bool = False
    dated: bool = True


MEASURES: dict[str, Measure] = {
    "dated, strict": Measure(),
    "dated, lenient": Measure(strict=False),
    "dated with states, strict": Measure(states=True),
    "undated": Measure(strict=False, dated=False),
}


def score(predicted: Iterable[Row], gold: Iterable[Row], measure: Measure | None = None) -> Score:
    """Compare rows of the contract's shape, document by document, one to one.

    A row matches when its act is the gold's (or one of the gold's `also`), the places overlap or lie within 200 code
    points, and the dates agree. Gold that is optional, not asserted, or dated otherwise than asked counts neither way;
    neither does a second telling of a matched act in the same words.
    """
    how = measure or Measure()
    mine = [row for row in predicted if _asserted(row) and (row.get("date") is not None) == how.dated]
    theirs = list(gold)
    hits: list[tuple[Row, Row]] = []
    missed: list[Row] = []
    extra: list[Row] = []
    for document in sorted({row["document"] for row in theirs}):
        own = [row for row in mine if row["document"] == document]
        asserted = [row for row in theirs if row["document"] == document and _asserted(row)]
        counts = [row for row in asserted if not row.get("optional") and (row.get("date") is not None) == how.dated]
        spare = [row for row in asserted if row.get("optional") or (row.get("date") is not None) != how.dated]

        def agree(p: Row, g: Row) -> bool:
            return (
                p["act"] in {g["act"], *(g.get("also") or [])}
                and dates_agree(p.get("date"), g.get("date"), how.strict)
                and (not how.states or _states(p) == _states(g))
            )

        pairs = _paired(own, counts, agree)
        rest = _without(own, [p for p, _ in pairs])
        neutral = [p for p, _ in _paired(rest, spare, agree)]
        twice = [p for p in rest if any(agree(p, g) and _overlap(p, g) > 0 for _, g in pairs)]
        hits += pairs
        missed += _without(counts, [g for _, g in pairs])
        extra += _without(rest, [*neutral, *twice])
    return Score(
        hits=len(hits),
        predicted=len(hits) + len(extra),
        gold=len(hits) + len(missed),
        people=_people(hits),
        missed=tuple(missed),
        extra=tuple(extra),
        found=tuple(g for _, g in hits),
    )


def dates_agree(predicted: str | None, gold: str | None, strict: bool) -> bool:
    """Whether two EDTF values agree: strictly, marks of doubt aside; leniently, when their years meet and the
    prediction is at most ten years wider. A gold without a year asks for its month and day."""
    if predicted is None or gold is None:
        return predicted is gold
    if strict:
        return _plain(predicted) == _plain(gold)
    mine, theirs = _years(predicted), _years(gold)
    if not theirs:
        return _plain(predicted)[4:] == _plain(gold)[4:] or _plain(gold)[5:] in _plain(predicted)
    return bool(mine & theirs) and len(mine) <= len(theirs) + 10


def _paired(mine: Sequence[Row], theirs: Sequence[Row], agree: Callable[[Row, Row], bool]) -> list[tuple[Row, Row]]:
    """One-to-one pairs, the largest overlap first."""
    options = [
        (_overlap(p, g), -abs(p["start"] - g["start"]), i, j)
        for i, p in enumerate(mine)
        for j, g in enumerate(theirs)
        if _overlap(p, g) > -_NEAR and agree(p, g)
    ]
    used_mine: set[int] = set()
    used_theirs: set[int] = set()
    pairs: list[tuple[Row, Row]] = []
    for _, _, i, j in sorted(options, reverse=True):
        if i not in used_mine and j not in used_theirs:
            used_mine.add(i)
            used_theirs.add(j)
            pairs.append((mine[i], theirs[j]))
    return pairs


def _people(pairs: Sequence[tuple[Row, Row]]) -> float | None:
    asked = [(person, p) for p, g in pairs for person in g.get("people") or []]
    if not asked:
        return None
    return sum(any(_same_person(person, other) for other in p.get("people") or []) for person, p in asked) / len(asked)


def _same_person(gold: Row, told: Row) -> bool:
    """The last six letters of the names agree, and one office holds the other; gold without an office asks for none."""
    if _name_key(gold.get("name")) != _name_key(told.get("name")):
        return False
    wanted, given = _office_key(gold.get("office")), _office_key(told.get("office"))
    return not wanted or wanted in given or (given or "-") in wanted


def _name_key(name: str | None) -> str:
    return re.sub(r"[^\w]", "", (name or "").casefold())[-6:]


def _office_key(office: str | None) -> str:
    return (office or "").casefold().replace("’", "'")


def _years(edtf: str) -> set[int]:
    spans = [
        (int(item.replace("X", "0")), int(item.replace("X", "9"))) for item in re.findall(r"\d{3}X|\d{2}XX|\d{4}", edtf)
    ]
    if not spans:
        return set()
    if "/" in edtf and ".." not in edtf:
        return set(range(min(low for low, _ in spans), max(high for _, high in spans) + 1))
    if "/" in edtf or ".." in edtf:
        return set(range(spans[0][0], spans[0][1] + 1))
    return {year for low, high in spans for year in range(low, high + 1)}


def _plain(edtf: str) -> str:
    return re.sub(r"[~?%]", "", edtf)


def _states(row: Row) -> set[str]:
    return {state.upper() for state in row.get("states") or []}


def _asserted(row: Row) -> bool:
    return (row.get("modality") or "asserted") == "asserted"


def _overlap(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _without(rows: Sequence[Row], gone: Sequence[Row]) -> list[Row]:
    out = {id(row) for row in gone}
    return [row for row in rows if id(row) not in out]
