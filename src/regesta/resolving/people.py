"""Whom the people of an entry mean: by name, office, state and date together, and *unsure* where that leaves several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regesta.authorities import holders, key_of, named
from regesta.authorities.bounds import FIRST, LAST
from regesta.authorities.loading import kept
from regesta.model import Candidate, Entry, Identity, Person
from regesta.resolving.fitting import Asked, alive, fit, listed, sentence
from regesta.resolving.known import HIGH, Known, called, known_in, window, years_between
from regesta.resolving.offices import asked_states, kinds_of, titled
from regesta.resolving.spelling import SURNAME, is_surname, name_likeness
from regesta.resolving.states import eras_of

SURE, APART = 0.6, 0.12  # the least score of the one who is meant, and how far the next must lie behind
ALL = 0.95  # of 1: the likeness of names that agree in all they both tell
WORTH = 0.3  # below this a candidate is none
KEPT = 5
WHOLE, PART = 0.8, 0.55  # the holder of a bare office for all the time told, and for a part of it
NAMED_ONCE = 0.9  # a title that one person alone bears
ABROAD, FAR = 0.95, 0.6  # of the fit: a holder of a high office of a state that is no party, then and at any time
ENVOYS = frozenset(
    """credentials_presented appointment recall mission_opened mission_closed mission_raised mission_moved
    relations_established relations_severed relations_resumed recognition""".split()
)
Kinds = tuple[tuple[str, tuple[str, ...]], ...]  # states of the authorities with the offices asked for there


def resolve_people(entries: Iterable[Entry]) -> tuple[Identity, ...]:
    """One identity for each person of each entry, in order; a bare office is resolved by its state and date."""
    return tuple(
        _identity(entry, position, person) for entry in entries for position, person in enumerate(entry.people)
    )


def office_kinds(person: Person, entry: Entry, state: str) -> tuple[str, ...]:
    """The authorities' offices that a person's office stands for in an entry; a bare "minister" may be an envoy."""
    if person.office == "minister" and entry.act in ENVOYS:
        return ("ambassador",)
    return kinds_of(person.office, state)


def served_states(person: Person, entry: Entry) -> tuple[str, ...]:
    """The authorities' codes of the state a person served: as told, else of each party of the entry."""
    told = (person.state,) if person.state is not None else entry.states
    return tuple(dict.fromkeys(code for state in told for code in asked_states(state)))


def _states_then(person: Person, entry: Entry, days: tuple[str, str], asked: tuple[str, ...]) -> tuple[str, ...]:
    """The authorities' codes of the states that those served belonged to then: Yugoslavia for Croatia in 1985."""
    told = (person.state,) if person.state is not None else entry.states
    then = {era.state for code in told for era in eras_of(code) if era.first <= days[1] and days[0] <= era.last}
    return tuple(sorted({code for state in then - set(told) for code in asked_states(state)} - set(asked)))


def _identity(entry: Entry, position: int, person: Person) -> Identity:
    first, last = entry.when.earliest, entry.when.latest
    if entry.when.edtf is None or first is None or last is None:
        first, last = FIRST, LAST
    states = served_states(person, entry)
    if person.name is not None and not is_surname(person.name):
        states = (*states, *_states_then(person, entry, (first, last), states))
    kinds = tuple((state, office_kinds(person, entry, state)) for state in states)
    parties = tuple(sorted({code for state in entry.states for code in asked_states(state)}))
    found = _candidates(person.name, person.office, kinds, first, last, parties)
    who = f"{person.office} {person.name}" if person.office and person.name else person.name or person.office or "?"
    if not found:
        return Identity(entry.id, position, "unknown", None, (), f"the authorities know no {who} of {listed(states)}")
    best = found[0]
    rivals = [one for one in found[1:] if best.score - one.score < APART and not _may_be(one, best)]
    if best.score >= SURE and not rivals:
        return Identity(entry.id, position, "resolved", best.person, found[:KEPT], best.why)
    others = "".join(f" or {one.name}" for one in rivals[:2])
    return Identity(entry.id, position, "unsure", None, found[:KEPT], f"{who} may be {best.name}{others}: {best.why}")


def _may_be(rival: Candidate, best: Candidate) -> bool:
    """Whether a rival is no more than the surname of the best, as some sources print it: no reason to doubt."""
    return is_surname(rival.name) and not is_surname(best.name) and name_likeness(rival.name, best.name) > 0.5


@kept
def _candidates(
    name: str | None, office: str | None, kinds: Kinds, first: str, last: str, parties: tuple[str, ...]
) -> tuple[Candidate, ...]:
    """Whom a name, or a bare office, may mean, best first; those below WORTH left out."""
    asked = [(state, Asked(office, offices, first, last, parties)) for state, offices in kinds]
    found = list(_by_office(asked) if name is None else _by_name(name, asked))
    if name is not None and " " in key_of(name) and not any(one.score >= SURE for one in found):
        found.extend(_abroad(name, office, kinds, (first, last)))
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.score, one.person)):
        if one.score >= WORTH:
            best.setdefault(one.person, one)
    return tuple(best.values())


def _by_name(name: str, asked: list[tuple[str, Asked]]) -> Iterator[Candidate]:
    for state, question in asked:
        for known, likeness in called(name, state):
            score, why = fit(known, question)
            if not question.dated and likeness < ALL:
                score = min(score, 0.6)  # nothing tells the father from the son
            if titled(question.office, state) in known.ids:
                score = max(score, 0.95)
            if likeness <= SURNAME:
                if not alive(known, question):
                    continue
                if question.office is None and _within_a_year(question) and _high_then(known, question):
                    score = 1.0  # "Nixon visited China": whoever led the state by that name
            elif not alive(known, question):
                score = min(score, 0.75)
            yield Candidate(known.person, known.name, round(likeness * score, 3), why)


def _within_a_year(asked: Asked) -> bool:
    return int(asked.last[:4]) - int(asked.first[:4]) < 2


def _high_then(known: Known, asked: Asked, years: int = 0) -> bool:
    days = (asked.first, asked.last)
    return asked.dated and any(row.office in HIGH and years_between(window(row), days) <= years for row in known.rows)


def _abroad(name: str, office: str | None, kinds: Kinds, days: tuple[str, str]) -> Iterator[Candidate]:
    """Holders of a high office of other states at the time, by their full name: Carter in an act of Egypt and Israel."""
    own = {state for state, _ in kinds}
    for state in sorted({state for _, _, states, _ in named(name) for state in states} - own):
        question = Asked(office, tuple(kind for kind in kinds_of(office, state) if kind in HIGH), *days)
        if office is not None and not question.kinds:
            continue
        for known, likeness in called(name, state):
            if likeness < ALL or not (_high_then(known, question, 1) or _high_ever(known, question)):
                continue
            score, why = fit(known, question)
            # without a date nothing but the name speaks for somebody of a third state
            yield Candidate(
                known.person, known.name, round((ABROAD if question.dated else FAR) * likeness * score, 3), why
            )


def _high_ever(known: Known, asked: Asked) -> bool:
    return not asked.dated and any(row.office in HIGH and row.office in (asked.kinds or HIGH) for row in known.rows)


def _by_office(asked: list[tuple[str, Asked]]) -> Iterator[Candidate]:
    """The holders of a bare office on a date; who held it all the time is likelier than who held it for a part."""
    for state, question in asked:
        person = titled(question.office, state)
        if person is not None:
            known = next((one for one in known_in(state) if person in one.ids), None)
            if known is not None:
                why = f"“{question.office}” names {known.name} alone; {sentence(known.rows[0])}"
                yield Candidate(known.person, known.name, NAMED_ONCE, why)
            continue
        if not question.dated or not question.kinds:
            continue
        people = {id: known for known in known_in(state) for id in known.ids}
        for kind in question.kinds:
            for row in holders(state, kind, question.first, question.last):
                if kind == "minister" or (kind == "ambassador" and row.accredited_to not in question.parties):
                    continue  # several hold it at a time
                low, high = window(row)
                whole = row.start is not None and low <= question.first and question.last <= high
                known = people[row.person]
                why = f"{sentence(row)}; the date lies within"
                yield Candidate(known.person, known.name, WHOLE if whole else PART, why)
