"""Which state a name means where several bear it, or where a town bears it too: by the years told near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from regesta.names.gazetteer import Hit, Term
from regesta.names.states import State, all_states


@dataclass(frozen=True, slots=True)
class Years:
    """The years a text tells, with their offsets in code points."""

    starts: tuple[int, ...]
    values: tuple[int, ...]

    def near(self, span: tuple[int, int], at: int) -> int | None:
        """The year told nearest to `at` inside `span`; else the last one before it, else the first after it."""
        low, high = bisect_left(self.starts, span[0]), bisect_right(self.starts, span[1])
        if low < high:
            after = min(max(bisect_left(self.starts, at), low), high - 1)
            before = max(after - 1, low)
            nearer = after if self.starts[after] - at < at - self.starts[before] else before
            return self.values[nearer]
        if low > 0:
            return self.values[low - 1]
        return self.values[high] if high < len(self.values) else None


def plainly_said(hits: list[list[Hit]]) -> Counter[str]:
    """How often a document names states in words that can mean no other."""
    return Counter(
        sentence_hit.terms[0].code
        for sentence in hits
        for sentence_hit in sentence
        if len(sentence_hit.terms) == 1 and sentence_hit.terms[0].kind == "state" and not sentence_hit.terms[0].bare
    )


def _there(state: State, year: int | None) -> bool:
    return year is not None and state.lasted(year)


def choose(terms: tuple[Term, ...], year: int | None, said: Mapping[str, int]) -> tuple[Term, ...]:
    """What the words mean: at most one state, and the place of that name beside it.

    A bare name that is a town's or region's too ("Nassau", "Texas") means the state in its years only, or, without a
    year, where the document names the state in full. Of several states the one that was there in the year told near it
    is taken, and of these the one with the shorter life ("Moscow" in 1950 is the Soviet Union's); without a year, the
    one that is there today, and of those the one the document names plainly. The table's order decides the rest.
    """
    if len(terms) == 1 and not terms[0].bare:
        return terms
    states = all_states()
    kept: list[Term] = []
    for term in terms:
        if term.kind != "state":
            continue
        state = states[term.code]
        if term.bare and not _there(state, year) and not (term.code in said and year is None):
            continue
        kept.append(term)
    others = tuple(term for term in terms if term.kind != "state")
    if len(kept) > 1:
        known = [term for term in kept if term.code in said]
        in_time = [term for term in kept if _there(states[term.code], year)] or kept
        extant = [term for term in in_time if states[term.code].valid_to is None] or in_time
        pool = in_time if year is not None else extant
        spans = {term.code: states[term.code].last_year - states[term.code].first_year for term in pool}
        limited = year is not None and any(
            _limited(states[term.code]) for term in pool
        )  # the Republic of China since 1949
        lasting = not limited and all(states[term.code].kind == "state" for term in pool)
        if lasting and any(term in known for term in pool):
            pool = [term for term in pool if term in known]
        lives = {code: spans[code] if _limited(states[code]) else 9999 for code in spans}
        kept = [
            min(pool, key=lambda term: (lives[term.code], -said.get(term.code, 0)))
        ]  # of equals, the one named more
    others = tuple(term for term in others if term.kind != "nothing") or others
    institution = tuple(term for term in others if term.kind == "institution")
    return institution or (*kept[:1], *others[:1])


def _limited(state: State) -> bool:
    """Whether the state's life is known to end, so that a shorter life tells more."""
    return state.valid_to is not None or state.code in ("TWN", "KOR")
