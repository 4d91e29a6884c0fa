"""A form of the grammar with its tokens and their neighbours, and what every form makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.dates.lexing import Token
from regesta.dates.told import Point, Told
from regesta.dates.words import NotDates, Vocabulary

# Which way words of order count.
STEPS = {
    "following": 1,
    "next": 1,
    "later": 1,
    "after": 1,
    "previous": -1,
    "last": -1,
    "past": -1,
    "before": -1,
    "earlier": -1,
}


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
        step = next((STEPS[token.kind] for token in self.tokens if token.kind in STEPS), 0)
        # "last year" and "this year" lean on the day of writing, "the last year" and "that year" on what was told
        leans = {"last", "next", "this"} & {token.kind for token in self.tokens} and "that" not in self.kinds
        return replace(told, want="that year", steps=step, unit="own" if leans and self.kinds[-3:-2] != ["the"] else "")


def ends_phrase(after: Sequence[Token]) -> bool:
    """Does the phrase end here, so that "the year before" leans on what was told, not on what follows?"""
    return not after or after[0].kind in ("comma", "dot", "close", "through", "in", "and", "by", "to", "of", "mark")
