"""Questions to the authorities in words: who held an office of a state on a date, when somebody held one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regesta.authorities import (
    attestations_of,
    attested_in,
    begun,
    corrections,
    day_words,
    ended,
    first_day,
    holders,
    kept_as,
    last_day,
    lifespan,
    named,
    states,
    tenures_in,
    tenures_of,
)
from regesta.dates import find_dates, parse_edtf
from regesta.errors import BadQuestion
from regesta.model import Attestation, Correction, PersonMention, Tenure
from regesta.names import find_names, state_name, states_named
from regesta.reading import read_bytes
from regesta.resolving.offices import kinds_of

OFFICES = {
    "head_of_state": "head of state", "head_of_government": "head of government", "foreign_minister": "foreign minister",
    "defence_minister": "defence minister", "minister": "minister", "ambassador": "ambassador", "speaker": "speaker",
    "other": "other office",
}  # fmt: skip

LEAST, BEHIND = 0.6, 0.05  # of 1: the least likeness of a name, and how far it may lie behind the best


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: an office (as asked, and the kinds the authorities keep it as) of a state within [first, last].

    `state` is the register's code, `kept` the tables' one. None for `first`: at any time. `person` is a name, where the
    question is when somebody held it.
    """

    office: str
    kinds: tuple[str, ...]
    state: str | None
    kept: str | None
    accredited_to: str | None
    first: str | None
    last: str | None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the authorities say. `near` are the terms nearest before and after where they name nobody on the date."""

    question: Question
    rows: tuple[Tenure, ...]
    attested: tuple[Attestation, ...]
    near: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that the authorities know of a person."""

    person: str
    names: tuple[str, ...]
    life: tuple[str | None, str | None, str] | None
    rows: tuple[Tenure, ...]
    attested: tuple[Attestation, ...]
    withdrawn: tuple[Correction, ...]


def question_of(text: str) -> Question | None:
    """The question in a sentence ("who was foreign minister of Israel on 1994-01-28?"); None where none is found.

    Raises BadQuestion for an office that the authorities do not keep, or one whose state is not told.
    """
    document = read_bytes(text.encode("utf-8", "replace"), "question.txt")
    names, dates = find_names(document), find_dates(document)
    offices = [one for one in names.people if one.office is not None or one.known_office is not None]
    if not offices:
        return None
    asked = offices[0]
    who = next((one.name for one in names.people if one.name is not None), None)
    office = asked.office or asked.known_office or ""
    code = asked.state or next((one.code for one in names.states), None)
    kinds = ("minister",) if office == "minister" else kinds_of(office, code)
    if not kinds:
        raise BadQuestion(f"The authorities keep no '{office}'; they keep: {', '.join(OFFICES.values())}.")
    if code is None and who is None:
        raise BadQuestion(f"'{office}' of which state? Name it, as in “foreign minister of Israel in 1994”.")
    when = dates[0].when if dates and dates[0].fault is None else None
    return Question(
        office, kinds, code, kept_as(code) if code is not None else None, _accredited(asked),
        when.earliest if when is not None else None, when.latest if when is not None else None, who,
    )  # fmt: skip


def asked_for(state: str, office: str | None, date: str | None) -> list[Question]:
    """The questions that options ask: a state, an office of the authorities or none for all, an EDTF date or none."""
    kinds = (office.strip().lower().replace(" ", "_").replace("-", "_"),) if office else tuple(OFFICES)
    if kinds[0] not in OFFICES:
        more = kinds_of(office.strip().lower(), None) if office else ()
        if not more:
            raise BadQuestion(f"'{office}' is no office; there are: {' '.join(OFFICES)}.")
        kinds = more
    when = parse_edtf(date) if date else None
    first, last = (when.earliest, when.latest) if when is not None else (None, None)
    return [
        Question(OFFICES[kind], (kind,), code, kept_as(code), None, first, last)
        for code in states_named(state)
        for kind in kinds
    ]


def answer(question: Question) -> Answer:
    """What the authorities say to a question."""
    if question.person is not None:
        rows: list[Tenure] = []
        for person, served in whom(question.person):
            for state in served:
                if question.kept in (None, state):
                    rows += [row for row in tenures_of(person, state) if row.office in question.kinds]
        return Answer(question, tuple(_within(rows, question)), (), ())
    state = question.kept or question.state or ""
    if question.first is None:
        every = [row for kind in question.kinds for row in tenures_in(state, kind)]
        return Answer(question, tuple(_sent(every, question)), (), ())
    first, last = question.first, question.last or question.first
    found = _sent([row for kind in question.kinds for row in holders(state, kind, first, last)], question)
    people = {row.person for row in found}
    seen = [
        row
        for kind in question.kinds
        for row in attested_in(state, kind, first, last)
        if row.person not in people and question.accredited_to in (None, row.accredited_to)
    ]
    near = (
        () if found else _near(_sent([r for k in question.kinds for r in tenures_in(state, k)], question), first, last)
    )
    return Answer(question, tuple(found), tuple(seen), tuple(near))


def whom(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Whom a name may mean, likeliest first: authority ids with the states served; those much less likely are left out."""
    found: dict[str, set[str]] = {}
    ranked = named(name)
    for person, _, served, likeness in ranked:
        if likeness >= max(LEAST, ranked[0][3] - BEHIND):
            found.setdefault(person, set()).update(served)
    return [(person, tuple(sorted(served))) for person, served in found.items()]


def portrait(asked: str) -> list[Portrait]:
    """All that is known of a person, by authority id; of each person whom a name may mean. Raises BadQuestion for none."""
    looks_like_one = re.fullmatch(r"Q\d+|[a-z]{3}/\S+", asked) is not None
    people = [] if looks_like_one else whom(asked)
    if not people:
        by_id = tuple(state for state in states() if tenures_of(asked, state) or attestations_of(asked, state))
        people = [(asked, by_id)] if by_id else []
    if not people:
        raise BadQuestion(f"The authorities know nobody called '{asked}'; that is no evidence that nobody was.")
    return [_portrait(person, served) for person, served in people]


def _portrait(person: str, served: tuple[str, ...]) -> Portrait:
    rows = tuple(row for state in served for row in tenures_of(person, state))
    attested = tuple(row for state in served for row in attestations_of(person, state))
    withdrawn = tuple(one for state in served for one in corrections(state) if one.tenure.person == person)
    names = tuple(dict.fromkeys([row.name for row in rows] + [row.name for row in attested]))
    return Portrait(person, names, lifespan(person), rows, attested, withdrawn)


def question_words(question: Question) -> str:
    """A question as the head of its answer: "Foreign minister of Israel on 28 January 1994"."""
    of = f" of {state_name(question.state)}" if question.state is not None else ""
    to = f" in {state_name(question.accredited_to)}" if question.accredited_to is not None else ""
    if question.first is None:
        when = ""
    elif question.first == question.last:
        when = f" on {day_words(question.first)}"
    else:
        when = f" between {day_words(question.first)} and {day_words(question.last or question.first)}"
    who = f"{question.person} as {question.office}" if question.person is not None else question.office.capitalize()
    return f"{who}{of}{to}{when}"


def _accredited(asked: PersonMention) -> str | None:
    return next((kept_as(code) for code in asked.accredited_to), None)


def _sent(rows: Iterable[Tenure], question: Question) -> list[Tenure]:
    """The rows of the mission asked for; of all where none is."""
    if question.accredited_to is None:
        return list(rows)
    return [row for row in rows if row.accredited_to == question.accredited_to]


def _within(rows: Iterable[Tenure], question: Question) -> list[Tenure]:
    if question.first is None:
        return list(rows)
    last = question.last or question.first
    return [row for row in rows if begun(row) <= last and question.first <= ended(row)]


def _near(rows: list[Tenure], first: str, last: str) -> list[Tenure]:
    """The last dated term that was over, and the first that had not begun."""
    before = [row for row in rows if row.end is not None and last_day(row.end) < first]
    after = [row for row in rows if row.start is not None and first_day(row.start) > last]
    found = []
    if before:
        found.append(max(before, key=lambda row: (last_day(row.end), row.person)))
    if after:
        found.append(min(after, key=lambda row: (first_day(row.start), row.person)))
    return found
