"""What a register holds on the cooperation of two states, put together: periods, the ladder, who, how much, on what it rests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regesta.cooperation import (
    RUNGS,
    Figure,
    Institution,
    figures_of,
    find_periods,
    institutions_of,
    joined_name,
    series_of,
    subsectors_of,
)
from regesta.exploring.abstracts import abstract
from regesta.exploring.calendar import date_line
from regesta.exploring.ladder import topics_of
from regesta.model import Act, Cooperation, Document, Entry, Filter, Place, Rung, When

if TYPE_CHECKING:
    from regesta.register import Register

# acts that open a period of a relation
TURNS = frozenset(
    [
        "independence", "recognition", "relations_established", "relations_severed", "relations_resumed",
        "mission_opened", "mission_closed", "mission_raised", "mission_moved",
    ]
)  # fmt: skip
TALK: tuple[Rung, ...] = ("talked", "promised")
_MOST_PERIODS = 12  # quotations of an author's periods from one document


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with where it stands."""

    statement: Cooperation
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a relation between two turns. `turn` is the act that opens it in words, None for the time before the first.

    `start` and `end` are days, half open, None for no bound. `acts` counts the dated acts of the two states in it by kind;
    `said` are the statements dated in it.
    """

    turn: str | None
    start: str | None
    end: str | None
    acts: tuple[tuple[str, int], ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """An author's own words on a period or a turn, and where they stand."""

    text: str
    heading: bool
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """One topic on the ladder: a sector, or a sub-sector of the one asked for ("" for the rest of it). `said` by rung."""

    topic: str
    said: tuple[tuple[Rung, tuple[Said, ...]], ...]

    @property
    def highest(self) -> Rung:
        return self.said[-1][0]

    @property
    def only_talk(self) -> bool:
        return all(rung in TALK for rung, _ in self.said)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acted in it: name, office and state as told most often, and in how many entries."""

    name: str
    office: str | None
    state: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it. `states` are codes; `sector` None for every sector."""

    states: tuple[str, ...]
    sector: str | None
    documents: tuple[str, ...]
    periods: tuple[Period, ...]
    quoted: tuple[Quoted, ...]
    ladder: tuple[Step, ...]
    said: tuple[Said, ...]
    actors: tuple[Actor, ...]
    institutions: tuple[Institution, ...]
    instruments: tuple[tuple[str, tuple[Said, ...]], ...]
    figures: tuple[Figure, ...]
    series: tuple[tuple[Figure, ...], ...]
    sources: tuple[tuple[str, str, tuple[Said, ...]], ...]
    unsourced: tuple[Said, ...]

    @property
    def talk(self) -> tuple[Step, ...]:
        """The topics of which nothing is told but talk and promises."""
        return tuple(step for step in self.ladder if step.only_talk)


def dossier(register: Register, pair: Sequence[str], sector: str | None = None) -> Dossier:
    """What the register holds on a pair of states (codes), in one sector or in all. Entries that people rejected are left out."""
    asked = Filter(pair=tuple(pair))
    statements = sorted(register.cooperation(replace(asked, sector=sector)), key=_by_day)
    rejected = {id for id, ruling in register.rulings().items() if ruling.status == "rejected"}
    entries = [entry for entry in register.entries(asked) if entry.id not in rejected and entry.modality == "asserted"]
    paths = register.first_paths()
    documents = {
        id: register.document(id)
        for id in dict.fromkeys([*(s.document for s in statements), *(e.document for e in entries)])
    }
    said = tuple(_said(one, documents[one.document], paths) for one in statements)
    acts = [act for act in register.acts(asked) if not rejected.issuperset(act.entries)]
    figures = figures_of(statements)
    about = [entry for entry in entries if sector is None or sector in entry.sectors]
    return Dossier(
        states=tuple(pair),
        sector=sector,
        documents=tuple(sorted(paths[id] for id in documents)),
        periods=_periods(acts, {entry.id: entry for entry in entries}, said),
        quoted=_quoted(documents, paths),
        ladder=_ladder(said, sector),
        said=said,
        actors=_actors(about),
        institutions=institutions_of(statements),
        instruments=_grouped((title, one) for one in said for title in one.statement.instruments),
        figures=figures,
        series=series_of(figures),
        sources=_sources(said),
        unsourced=tuple(one for one in said if not one.statement.citations),
    )


def _by_day(one: Cooperation) -> tuple[str, str, str, int]:
    return one.when.earliest or one.when.latest or "9999", one.when.latest or "9999", one.document, one.start


def _said(one: Cooperation, document: Document, paths: dict[str, str]) -> Said:
    return Said(one, paths.get(one.document, document.name), document.locate(one.start))


def _periods(acts: Iterable[Act], entries: dict[str, Entry], said: Sequence[Said]) -> tuple[Period, ...]:
    """Periods from turn to turn; turns of one day are one. Before the first turn stands a period if anything is dated in it."""
    dated = [act for act in acts if act.when.earliest is not None and any(id in entries for id in act.entries)]
    turns: dict[str, list[str]] = {}
    for act in dated:
        if act.act in TURNS:
            entry = next(entries[id] for id in act.entries if id in entries)
            turns.setdefault(act.when.earliest or "", []).append(f"{date_line(act.when)}. {abstract(entry)}")
    days = sorted(turns)
    bounds: list[tuple[str | None, str | None]] = [(None, days[0] if days else None)]
    bounds += [(day, days[at + 1] if at + 1 < len(days) else None) for at, day in enumerate(days)]
    found = []
    for start, end in bounds:
        inside = [act for act in dated if _within(act.when, start, end)]
        told = tuple(one for one in said if _within(one.statement.when, start, end))
        counts = Counter(act.act for act in inside)
        if start is not None or inside or told:
            turn = " ".join(turns[start]) if start is not None else None
            found.append(
                Period(turn, start, end, tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0]))), told)
            )
    return tuple(found)


def _within(when: When, start: str | None, end: str | None) -> bool:
    day = when.earliest
    return day is not None and (start is None or day >= start) and (end is None or day < end)


def _quoted(documents: dict[str, Document], paths: dict[str, str]) -> tuple[Quoted, ...]:
    found: list[Quoted] = []
    for id in sorted(documents, key=lambda id: paths.get(id, "")):
        document = documents[id]
        name = paths.get(id, document.name)
        found += [
            Quoted(one.text, one.heading, name, document.locate(one.start))
            for one in find_periods(document)[:_MOST_PERIODS]
        ]
    return tuple(found)


def _ladder(said: Sequence[Said], sector: str | None) -> tuple[Step, ...]:
    topics: dict[str, list[Said]] = {}
    if sector is not None:
        topics = {part: [] for part in (*subsectors_of().get(sector, ()), "")}
    for one in said:
        for topic in topics_of(one.statement, sector or ""):
            topics.setdefault(topic, []).append(one)
    return tuple(
        Step(
            topic, tuple((rung, told) for rung in RUNGS if (told := tuple(s for s in ones if s.statement.rung == rung)))
        )
        for topic, ones in topics.items()
        if ones
    )


def _actors(entries: Sequence[Entry]) -> tuple[Actor, ...]:
    """The people of the entries, each under the name told most often; whom no name is told of is left out."""
    named: dict[str, list[tuple[Entry, int]]] = {}
    for entry in entries:
        for at, person in enumerate(entry.people):
            if person.name is not None:
                named.setdefault(person.id or person.name, []).append((entry, at))
    found = []
    for told in named.values():
        people = [entry.people[at] for entry, at in told]
        name = Counter(person.name or "" for person in people).most_common(1)[0][0]
        office = next(
            (office for office, _ in Counter(person.office for person in people if person.office).most_common(1)), None
        )
        state = next(
            (state for state, _ in Counter(person.state for person in people if person.state).most_common(1)), None
        )
        found.append(Actor(name, office, state, tuple({entry.id: entry for entry, _ in told}.values())))
    return tuple(sorted(found, key=lambda actor: (-len(actor.entries), actor.name)))


def _grouped(pairs: Iterable[tuple[str, Said]]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """The statements by title; spellings of one title are one, under the first that is printed."""
    found: dict[str, tuple[str, list[Said]]] = {}
    for title, one in pairs:
        found.setdefault(joined_name(title), (title, []))[1].append(one)
    return tuple((title, tuple(ones)) for title, ones in found.values())


def _sources(said: Sequence[Said]) -> tuple[tuple[str, str, tuple[Said, ...]], ...]:
    """(work, the document that cites it, the statements that rest on it), the most first."""
    found: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        for work in one.statement.citations:
            found.setdefault((work, one.path), []).append(one)
    ranked = sorted(found.items(), key=lambda row: (-len(row[1]), row[0]))
    return tuple((work, path, tuple(ones)) for (work, path), ones in ranked)
