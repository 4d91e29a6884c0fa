"""Which state a code stood for at a date: Turkey in 1925 and before 1922, Russia in 1990 and in 1992, Zaire, Persia."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from regesta.authorities import first_day, last_day, state_records
from regesta.authorities.bounds import FIRST, LAST
from regesta.errors import BadData
from regesta.model import Entry, StateCandidate, StateIdentity
from regesta.names import state_name
from regesta.resolving.offices import read_table

_DAY = re.compile(r"(?:\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True, slots=True)
class Era:
    """A time in which a code stood for one state under one name; `first` and `last` are days "YYYY-MM-DD"."""

    state: str
    name: str
    first: str
    last: str
    source: str


@cache
def _eras() -> dict[str, tuple[Era, ...]]:
    found: dict[str, list[Era]] = {}
    for line, row in read_table("eras.csv", ("code", "state", "name", "first", "last", "source")):
        if not row["state"] or not row["name"] or not row["source"]:
            raise BadData(f"eras.csv, line {line}: the state, its name or the source is missing.")
        if not (_DAY.fullmatch(row["first"]) and _DAY.fullmatch(row["last"])):
            raise BadData(f"eras.csv, line {line}: '{row['first']}' and '{row['last']}' should be days, YYYY-MM-DD.")
        era = Era(row["state"], row["name"], row["first"] or FIRST, row["last"] or LAST, row["source"])
        if era.first > era.last:
            raise BadData(f"eras.csv, line {line}: {era.name} ends before it begins.")
        found.setdefault(row["code"], []).append(era)
    return {code: tuple(eras) for code, eras in found.items()}


def eras_of(code: str) -> tuple[Era, ...]:
    """The eras of a code, by first day; of a code whose state never changed, the time from its beginning to its end."""
    told = _eras().get(code)
    if told is not None:
        return told
    record = state_records().get(code)
    if record is None:
        return ()
    return (Era(code, state_name(code), first_day(record.start), last_day(record.end), record.source),)


def resolve_states(entries: Iterable[Entry]) -> tuple[StateIdentity, ...]:
    """One identity for each state of each entry, in order: the state its code stood for at the entry's date."""
    found = []
    for entry in entries:
        first, last = entry.when.earliest, entry.when.latest
        dated = entry.when.edtf is not None and not entry.when.edtf.startswith("-")
        days = (first or FIRST, last or LAST) if dated and (first or last) else None
        for position, code in enumerate(entry.states):
            status, state, candidates, why = _at(code, days)
            found.append(StateIdentity(entry.id, position, status, state, candidates, why))
    return tuple(found)


# what texts call by the name of the state that followed it: "Turkey" in 1831, "Russia" in 1960
CONTINUED = frozenset({"TUR", "RUS", "SRB", "CZE", "ottoman empire"})


def called_then(entry: Entry) -> tuple[str, ...]:
    """The states of an entry, those that texts call by a successor's name by their own, where the date leaves no doubt."""
    first, last = entry.when.earliest, entry.when.latest
    if first is None or last is None or CONTINUED.isdisjoint(entry.states):
        return entry.states
    return tuple((state_at(code, first, last) or code) if code in CONTINUED else code for code in entry.states)


def state_at(code: str, first: str, last: str) -> str | None:
    """The state a code stood for in all of [first, last], days "YYYY-MM-DD"; None where it may be several or none."""
    return _at(code, (first, last))[1]


Status = Literal["resolved", "unsure", "unknown"]


@lru_cache(maxsize=65536)
def _at(code: str, days: tuple[str, str] | None) -> tuple[Status, str | None, tuple[StateCandidate, ...], str]:
    eras = eras_of(code)
    name = state_name(code)
    if not eras:
        return "unknown", None, (), f"the list of states has no '{code}'"
    first, last = days if days is not None else (FIRST, LAST)
    met = [era for era in eras if era.first <= last and first <= era.last]
    candidates = tuple(StateCandidate(era.state, era.name, _sentence(era)) for era in met)
    states = sorted({era.state for era in met})
    when = "the text gives no date" if days is None else first if first == last else f"{first} to {last}"
    if len(states) == 1:
        told = " and ".join(dict.fromkeys(_sentence(era) for era in met[-2:])) if days is not None else when
        return "resolved", states[0], candidates, f"{name}: {told}"
    if states:
        several = " or ".join(f"{era.name} ({_span(era)})" for era in met)
        return "unsure", None, candidates, f"{name} ({when}) may be {several}"
    near = min(eras, key=lambda era: _away(era, first, last))
    beside = (StateCandidate(near.state, near.name, _sentence(near)), *_followed(near, first, last))
    return "unsure", None, beside, f"{name} ({when}) lies outside what is known: {_sentence(near)}"


def _followed(era: Era, first: str, last: str) -> Iterator[StateCandidate]:
    """The states that came before or after one, for a date outside its time."""
    record = state_records().get(era.state)
    if record is None:
        return
    for code in record.before if last < era.first else record.after if first > era.last else ():
        other = state_records().get(code)
        if other is not None and first_day(other.start) <= last and first <= last_day(other.end):
            which = "before" if last < era.first else "after"
            yield StateCandidate(code, state_name(code), f"{record.source}: {state_name(code)} came {which} {era.name}")


def _away(era: Era, first: str, last: str) -> int:
    return int(era.first[:4]) - int(last[:4]) if last < era.first else int(first[:4]) - int(era.last[:4])


def _sentence(era: Era) -> str:
    return f"{era.source}: {era.name}, {_span(era)}"


def _span(era: Era) -> str:
    if era.first == FIRST:
        return f"to {era.last}" if era.last != LAST else "at all times"
    return f"from {era.first}" + (f" to {era.last}" if era.last != LAST else "")
