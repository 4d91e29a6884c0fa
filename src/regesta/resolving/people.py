"""Whom the people of an entry mean: by name, office, state and date together, and *unsure* where that leaves several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from regesta.authorities import attestations_of, begun, ended, first_day, holders, last_day, named, tenures_of
from regesta.model import Attestation, Candidate, Entry, Identity, Person, Tenure
from regesta.names import state_name
from regesta.resolving.offices import asked_states, kinds_of, titled

SURE, APART = 0.6, 0.12  # the least score of the one who is meant, and how far the next must lie behind
KEPT = 5
NEAR, FAR = 15, 50  # years between an act and a service: a career, a life
ENVOYS = frozenset(
    """credentials_presented appointment recall mission_opened mission_closed mission_raised mission_moved
    relations_established relations_severed relations_resumed recognition""".split()
)
FIRST, LAST = "0001-01-01", "9999-12-31"


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


def _identity(entry: Entry, position: int, person: Person) -> Identity:
    first, last = entry.when.earliest, entry.when.latest
    if entry.when.edtf is None or first is None or last is None:
        first, last = FIRST, LAST
    states = served_states(person, entry)
    kinds = {state: office_kinds(person, entry, state) for state in states}
    found = _candidates(person.name, person.office, tuple(kinds.items()), first, last)
    who = f"{person.office} {person.name}" if person.office and person.name else person.name or person.office or "?"
    if not found:
        return Identity(entry.id, position, "unknown", None, (), f"the authorities know no {who} of {_listed(states)}")
    best = found[0]
    rival = next((one for one in found[1:] if one.person != best.person), None)
    if best.score >= SURE and (rival is None or best.score - rival.score >= APART):
        return Identity(entry.id, position, "resolved", best.person, found[:KEPT], best.why)
    why = f"{who} may be {best.name} or {rival.name}" if rival is not None else f"{who} may be {best.name}"
    return Identity(entry.id, position, "unsure", None, found[:KEPT], why)


@lru_cache(maxsize=65536)
def _candidates(
    name: str | None, office: str | None, kinds: tuple[tuple[str, tuple[str, ...]], ...], first: str, last: str
) -> tuple[Candidate, ...]:
    """Whom a name, or a bare office, may mean, best first."""
    found = list(
        _by_name(name, office, kinds, first, last) if name is not None else _by_office(office, kinds, first, last)
    )
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.score, one.person)):
        best.setdefault(one.person, one)
    return tuple(best.values())


def _by_office(
    office: str | None, kinds: tuple[tuple[str, tuple[str, ...]], ...], first: str, last: str
) -> Iterator[Candidate]:
    """The holders of a bare office on a date; who held it all the time is likelier than who held it for a part."""
    for state, asked in kinds:
        if (person := titled(office, state)) is not None:
            rows = tenures_of(person, state)
            if rows:
                yield Candidate(person, rows[0].name, 0.9, f"“{office}” of {_state(state)} names {rows[0].name} alone")
            continue
        if first == FIRST:
            continue
        for kind in asked:
            if kind == "ambassador" or kind == "minister":
                continue  # several hold it at a time
            for row in holders(state, kind, first, last):
                whole = begun(row) <= first and last <= ended(row) and row.start is not None
                yield Candidate(row.person, row.name, 0.8 if whole else 0.55, _held(row))


def _by_name(
    name: str, office: str | None, kinds: tuple[tuple[str, tuple[str, ...]], ...], first: str, last: str
) -> Iterator[Candidate]:
    found = [
        (person, key, state, asked, likeness)
        for person, key, states, likeness in named(name)
        for state, asked in kinds
        if state in states
    ]
    # "Olmert", attested without a given name, is no rival of Ehud Olmert
    full = {key.split()[-1] for _, key, *_ in found if " " in key}
    for person, key, state, asked, likeness in found:
        if " " not in key and key in full and " " in name:
            continue
        fit, why = _fit(person, state, asked, (first, last), office)
        if titled(office, state) == person:
            fit = max(fit, 0.95)
        yield Candidate(person, _name_of(person, state) or name, round(likeness * fit, 3), why)


def _fit(
    person: str, state: str, kinds: tuple[str, ...], window: tuple[str, str], office: str | None
) -> tuple[float, str]:
    """How well what a person did in the service of a state fits an office and a date, 0 to 1, with a sentence."""
    first, last = window
    rows: tuple[Tenure | Attestation, ...] = (*tenures_of(person, state), *attestations_of(person, state))
    if not rows:
        return 0.5, "the authorities name the person and no office"
    same = [row for row in rows if row.office in kinds]
    if first == FIRST:
        return (0.95, _held(same[0])) if same else (0.85 if not kinds else 0.7, _held(rows[0]))
    then = [row for row in same if _reaches(row, first, last)]
    if then:
        return 1.0, _held(then[0])
    distance = min(_years(row, first, last) for row in rows)
    nearest = min(rows, key=lambda row: _years(row, first, last))
    if same:
        return (0.8 if distance <= NEAR else 0.6 if distance <= FAR else 0.2), _held(same[0])
    if office is None or not kinds:
        return (0.92 if distance == 0 else 0.85 if distance <= NEAR else 0.6 if distance <= FAR else 0.2), _held(
            nearest
        )
    return (0.75 if distance == 0 else 0.65 if distance <= NEAR else 0.5 if distance <= FAR else 0.1), _held(nearest)


def _window(row: Tenure | Attestation) -> tuple[str, str]:
    return (begun(row), ended(row)) if isinstance(row, Tenure) else (first_day(row.first), last_day(row.last))


def _reaches(row: Tenure | Attestation, first: str, last: str) -> bool:
    low, high = _window(row)
    return low <= last and first <= high


def _years(row: Tenure | Attestation, first: str, last: str) -> int:
    """Whole years between a service and an act, 0 where they meet."""
    low, high = _window(row)
    if low <= last and first <= high:
        return 0
    return int(low[:4]) - int(last[:4]) if last < low else int(first[:4]) - int(high[:4])


def _held(row: Tenure | Attestation) -> str:
    office = row.office.replace("_", " ")
    if isinstance(row, Attestation):
        return f"{row.voice}: {row.name}, {office} of {_state(row.state)}, attested {row.first} to {row.last}"
    return f"{row.voice}: {row.name}, {office} of {_state(row.state)} from {row.start or '?'} to {row.end or '?'}"


def _name_of(person: str, state: str) -> str | None:
    rows: tuple[Tenure | Attestation, ...] = (*tenures_of(person, state), *attestations_of(person, state))
    return rows[0].name if rows else None


def _state(code: str) -> str:
    return state_name(_TEXT.get(code, code))


_TEXT = {"SUN": "SUHH", "DDR": "DDDE", "CSK": "CSHH", "YUG": "YUCS", "YMD": "YDYE"}


def _listed(states: tuple[str, ...]) -> str:
    return " or ".join(_state(state) for state in states) or "any state"
