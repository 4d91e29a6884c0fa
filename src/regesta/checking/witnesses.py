"""What the authorities know for and against a person in an office on a date, voice by voice.

Two sources of one voice are one witness. A row speaks against a date only where its dates are printed to the month or day
and the date lies outside by more than a margin; a row without an end, or of an unknown one, never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from regesta.authorities import (
    attestations_of,
    attested_in,
    begun,
    ended,
    first_day,
    last_day,
    named,
    tenures_in,
    tenures_of,
)
from regesta.authorities.bounds import FIRST, LAST
from regesta.model import Attestation, Tenure

# days: tables print the day of an election, of an oath, of letters; so much they may differ over one and the same tenure
MARGIN = 45
# an envoy is appointed long before he hands over his letters, and leaves his post before or after his recall
ENVOY_MARGIN = 400
# days within which two voices agree on the end of a tenure
AGREE = 92
# days: attested in office before and after, and nobody else between, a holder held it all the time
BRACKET = 3 * 365
# the State Department's own list is better than one that counts acting secretaries in
DISTRUSTED = frozenset({("USA", "foreign_minister", "wikidata")})

# states with several heads at a time
COLLECTIVE = frozenset({"AND", "BIH", "SMR", "YUG", "YUCS"})

Row = Tenure | Attestation
# offices that one person holds at a time; an embassy has one head
SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "ambassador"})


@dataclass(frozen=True, slots=True)
class Testimony:
    """What is known of an office asked about: `against` are rows of the person that shut the date out, one a voice;
    `others` are rows that name another holder, one a voice, each by one or two attestations; `held` says that some row lets
    the person hold the office on the date. `loosely` are rows against it that print years alone. `known`: the person is in the
    tables with that office."""

    held: bool
    against: dict[str, Tenure]
    others: dict[str, tuple[Row, ...]]
    loosely: dict[str, Tenure]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is said to have held what when: [first, last] are days "YYYY-MM-DD"."""

    name: str
    person: str
    state: str
    kind: str
    first: str
    last: str
    accredited_to: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def testimony(asked: Asked) -> Testimony:
    """All that the tables say of a person in an office on a date."""
    people = same_people(asked.name, asked.person, asked.state)
    rows = [row for person in people for row in tenures_of(person, asked.state) if _of_office(row, asked)]
    attested = [row for person in people for row in attestations_of(person, asked.state) if _of_office(row, asked)]
    margin = ENVOY_MARGIN if asked.kind == "ambassador" else MARGIN
    low, high = shifted(asked.first, -margin), shifted(asked.last, margin)
    # "1969 to 1976" of a volume's list of persons is the volume's own span: it holds nobody in an office whose terms are told
    termed = any(row.status == "closed" and _precise(row.start) and _precise(row.end) for row in rows)
    held = any(_may_reach(row, rows, low, high) for row in rows) or any(
        first_day(row.first) <= high and low <= last_day(row.last) for row in attested if not (termed and _is_wide(row))
    )
    if held:
        return Testimony(True, {}, {}, {}, True)
    others = dict(_others(asked, people))
    against = _against(rows, asked, _precise)
    loosely = _against(rows, asked, _printed)
    return Testimony(False, against, others, loosely, bool(rows or attested))


def same_people(name: str, person: str, state: str) -> tuple[str, ...]:
    """The authority ids that a name may stand for in a state: one person has several where sources were never joined."""
    alike = [one for one, _, states, likeness in named(name) if state in states and likeness >= 0.6]
    return tuple(dict.fromkeys((person, *alike)))


def shifted(day: str, days: int) -> str:
    """A day "YYYY-MM-DD" so many days later; the first and the last of all days stay."""
    if day in (FIRST, LAST):
        return day
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return LAST if days > 0 else FIRST


def _is_wide(row: Attestation) -> bool:
    return not (_precise(row.first) and _precise(row.last)) and row.first != row.last


def _of_office(row: Row, asked: Asked) -> bool:
    if row.office != asked.kind:
        return False
    return asked.kind != "ambassador" or row.accredited_to in asked.accredited_to


def _may_reach(row: Tenure, rows: list[Tenure], low: str, high: str) -> bool:
    """Whether a row lets its person hold the office within [low, high]; half a row is completed by the others, and a bare year
    by the day that they print in it."""
    start, end = begun(row), ended(row)
    if row.start is None:
        fuller = [one for one in rows if one.start is not None and one.end is not None and begun(one) <= end]
        start = min((begun(one) for one in fuller if ended(one) >= start), default=FIRST)
    elif not _precise(row.start):
        start = max(
            (begun(one) for one in rows if _precise(one.start) and _in_year(one.start, row.start)), default=start
        )
    if row.end is None:
        fuller = [one for one in rows if one.end is not None and one.status == "closed" and begun(one) <= ended(row)]
        # "from December 1963" of one volume ends with the "until June 1968" of another
        halves = [ended(one) for one in rows if one.start is None and one.status == "closed" and ended(one) >= start]
        end = max((_end(one, rows) for one in fuller if ended(one) >= start), default=min(halves, default=LAST))
        if row.status == "open" and row.source_date:
            end = LAST
    else:
        end = _end(row, rows)
    return start <= high and low <= end


def _end(row: Tenure, rows: list[Tenure]) -> str:
    """The last day of a closed row; of one that prints its year alone, the day that the others print in that year."""
    if _precise(row.end):
        return ended(row)
    return max((ended(one) for one in rows if _precise(one.end) and _in_year(one.end, row.end)), default=ended(row))


def _in_year(one: str | None, year: str | None) -> bool:
    return one is not None and year is not None and one[:4] == year


def _against(rows: list[Tenure], asked: Asked, printed: Callable[[str | None], bool]) -> dict[str, Tenure]:
    """For each voice the row, so printed, nearest to the date that shuts it out."""
    best: dict[str, tuple[int, Tenure]] = {}
    for row in rows:
        if (row.state, row.office, row.voice) in DISTRUSTED:
            continue
        after = row.status == "closed" and printed(row.end) and ended(row) < asked.first
        before = printed(row.start) and asked.last < begun(row)
        if not (after or before):
            continue
        distance = _days(ended(row), asked.first) if after else _days(asked.last, begun(row))
        if row.voice not in best or distance < best[row.voice][0]:
            best[row.voice] = (distance, row)
    return {voice: row for voice, (_, row) in best.items()}


def _others(asked: Asked, people: tuple[str, ...]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Who else held the office all through the date, by voice."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in tenures_in(asked.state, asked.kind):
        if row.person in people or not _of_office(row, asked) or (row.state, row.office, row.voice) in DISTRUSTED:
            continue
        if not _precise(row.start) or last_day(row.start) > asked.first:
            continue
        closed = row.status == "closed" and _precise(row.end) and asked.last <= first_day(row.end)
        if closed or (row.status == "open" and asked.last <= last_day(row.source_date)):
            found.setdefault(row.voice, (row,))
    if asked.kind != "ambassador":
        for told in _attested_others(asked, people):
            found.setdefault(told[0].voice, told)
    yield from found.items()


def _attested_others(asked: Asked, people: tuple[str, ...]) -> Iterator[tuple[Attestation, ...]]:
    """Attestations of another holder that cover the date, or stand on both sides of it with nobody else between."""
    low, high = shifted(asked.first, -BRACKET), shifted(asked.last, BRACKET)
    around = [
        row for row in attested_in(asked.state, asked.kind, low, high) if _precise(row.first) and _precise(row.last)
    ]
    for voice in sorted({row.voice for row in around}):
        rows = sorted((row for row in around if row.voice == voice), key=lambda row: (row.first, row.last))
        exact = [row for row in rows if first_day(row.first) <= asked.first and asked.last <= last_day(row.last)]
        if exact:
            if all(row.person not in people for row in exact):
                yield (exact[0],)
            continue
        earlier = [row for row in rows if last_day(row.last) < asked.first]
        later = [row for row in rows if asked.last < first_day(row.first)]
        if earlier and later:
            one, other = earlier[-1], later[0]
            near = _days(last_day(one.last), first_day(other.first)) <= BRACKET
            if one.person == other.person and one.person not in people and near:
                yield (one, other)


def agree(rows: list[Tenure], day: str) -> bool:
    """Whether tenures of several voices that all end before a day, or all begin after it, do so within a season."""
    ends = [ended(row) for row in rows if ended(row) < day]
    starts = [begun(row) for row in rows if day < begun(row)]
    faced = ends if not starts else starts if not ends else []
    return len(faced) > 1 and _days(min(faced), max(faced)) <= AGREE


def window(row: Row) -> tuple[str, str]:
    """The first and the last day that a row may reach to."""
    return (first_day(row.first), last_day(row.last)) if isinstance(row, Attestation) else (begun(row), ended(row))


def _printed(edtf: str | None) -> bool:
    return edtf is not None


def _precise(edtf: str | None) -> bool:
    return edtf is not None and len(edtf) >= 7


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
