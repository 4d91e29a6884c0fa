"""Questions to the tables, each as of a date: who held an office, what a person held, whom a name may mean."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import fuzz

from regesta.authorities import loading
from regesta.authorities.bounds import first_day, last_day
from regesta.authorities.naming import key_of
from regesta.model import Attestation, Tenure

SPELLING = 88  # of 100: below this two words of a name are two names ("Efraim" and "Ephraim" are 92 apart on sound)


@cache
def _offices(state: str) -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for tenure in loading.tenures(state):
        found.setdefault(tenure.office, []).append(tenure)
    return {office: tuple(rows) for office, rows in found.items()}


@cache
def _holders(state: str) -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for tenure in loading.tenures(state):
        found.setdefault(tenure.person, []).append(tenure)
    return {person: tuple(rows) for person, rows in found.items()}


@cache
def _attested(state: str) -> dict[str, tuple[Attestation, ...]]:
    found: dict[str, list[Attestation]] = {}
    for row in loading.attestations(state):
        found.setdefault(row.person, []).append(row)
    return {person: tuple(rows) for person, rows in found.items()}


def tenures_in(state: str, office: str) -> tuple[Tenure, ...]:
    """All tenures of an office of a state, by start."""
    return _offices(state).get(office, ())


def holders(state: str, office: str, day: str, last: str | None = None) -> tuple[Tenure, ...]:
    """Tenures of an office that may reach into [day, last] ("YYYY-MM-DD"): those that no printed date shuts out.

    A tenure without an end counts for its own day only where its status is "unknown", and to the day of its source where
    it is "open".
    """
    last = last if last is not None else day
    return tuple(t for t in _offices(state).get(office, ()) if begun(t) <= last and day <= ended(t))


def begun(tenure: Tenure) -> str:
    """The first day that a tenure may have begun on: of a row that prints an end alone, the first day of its end."""
    return first_day(tenure.start if tenure.start is not None else tenure.end)


def ended(tenure: Tenure) -> str:
    """The last day that a tenure may have lasted to."""
    if tenure.end is not None:
        return last_day(tenure.end)
    return last_day(tenure.source_date if tenure.status == "open" else tenure.start)


def tenures_of(person: str, state: str) -> tuple[Tenure, ...]:
    """What a person held in the service of a state."""
    return _holders(state).get(person, ())


def attestations_of(person: str, state: str) -> tuple[Attestation, ...]:
    """Where a person's title in the service of a state is attested."""
    return _attested(state).get(person, ())


def attested_in(state: str, office: str, first: str, last: str) -> tuple[Attestation, ...]:
    """Attestations of an office of a state whose window meets [first, last], days "YYYY-MM-DD"."""
    return tuple(
        row
        for row in loading.attestations(state)
        if row.office == office and first_day(row.first) <= last and first <= last_day(row.last)
    )


def states_of(person_key: str) -> dict[str, tuple[str, ...]]:
    """The people of a folded name, each with the states it served."""
    return dict(loading.people().get(person_key, ()))


@cache
def _sounds() -> dict[str, tuple[str, ...]]:
    """Words of names by their first two letters after the commonest spellings of one sound are made one."""
    found: dict[str, list[str]] = {}
    for word in loading.words():
        found.setdefault(_sound(word)[:2], []).append(word)
    return {start: tuple(words) for start, words in found.items()}


def _sound(word: str) -> str:
    """A word with spellings that transliterations share made one: ph/f, kh/h, y/i, w/v, q/g/k, doubled letters."""
    for old, new in (
        ("ph", "f"),
        ("kh", "h"),
        ("gh", "g"),
        ("ou", "u"),
        ("w", "v"),
        ("q", "g"),
        ("y", "i"),
        ("ts", "c"),
        ("tz", "c"),
        ("z", "s"),
    ):
        word = word.replace(old, new)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


@cache
def alike(word: str) -> tuple[str, ...]:
    """The words of names that may be spellings of a folded word, itself first."""
    own = _sound(word)
    found = [
        other for other in _sounds().get(own[:2], ()) if other != word and fuzz.ratio(own, _sound(other)) >= SPELLING
    ]
    return (*((word,) if word in loading.words() else ()), *sorted(found))


@lru_cache(maxsize=16384)
def named(name: str) -> tuple[tuple[str, str, tuple[str, ...], float], ...]:
    """Whom a name may mean: (authority id, folded name, states served, likeness 0 to 1), best first.

    The last word of the name must be met, in this spelling or a near one; of the others those that both names have must
    agree, as words, spellings or initials.
    """
    words = key_of(name).split()
    if not words:
        return ()
    found: dict[tuple[str, str], tuple[tuple[str, ...], float]] = {}
    for last in alike(words[-1]):
        for key in loading.words()[last]:
            likeness = _likeness(words, key.split(), last)
            if likeness > 0:
                for person, states in loading.people()[key]:
                    found[person, key] = (states, max(likeness, found.get((person, key), ((), 0.0))[1]))
    ranked = sorted(found.items(), key=lambda item: (-item[1][1], item[0]))
    return tuple((person, key, states, likeness) for (person, key), (states, likeness) in ranked)


def _likeness(asked: list[str], known: list[str], last: str) -> float:
    """How alike two names are, 0 to 1; 0 where a given name speaks against it."""
    score = 1.0 if last == asked[-1] else 0.9
    if len(asked) == 1:
        # a surname alone; as the last word of the known name it is likelier than elsewhere
        return score * (0.8 if known[-1] == last else 0.5)
    others = [word for word in known if word != last]
    given = asked[:-1]
    if not others:
        return score * 0.7
    met = [max((_agree(word, other) for other in others), default=0.0) for word in given]
    if met[0] == 0.0 and max(met) < 1.0:
        return 0.0
    # a given name more on one side speaks a little against it; where the text has several, one it lacks speaks more
    spare = max(0, len(others) - len(given))
    score *= 1.0 - spare * (0.05 if len(given) > 1 else 0.01)
    return score * (0.7 + 0.3 * sum(met) / len(met)) * (1.0 if known[-1] == last or known[0] == last else 0.8)


def _agree(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) == 1 or len(other) == 1:
        return 0.8 if word[0] == other[0] else 0.0
    likeness = fuzz.ratio(_sound(word), _sound(other))
    return 0.9 if likeness >= SPELLING else 0.6 if likeness >= 75 and word[0] == other[0] else 0.0
