"""Questions to the tables, each as of a date: who held an office, what a person held, whom a name may mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rapidfuzz import fuzz

from regesta.authorities import loading
from regesta.authorities.bounds import begun, day_number, ended
from regesta.authorities.loading import kept
from regesta.authorities.naming import key_of, sound_of
from regesta.model import Attestation, Tenure

SPELLING = 88  # of 100: below this two words of a name are two names ("Efraim" and "Ephraim" are 92 apart on sound)


@kept
def _holders(state: str) -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for row in loading.tenures(state):
        found.setdefault(row.person, []).append(row)
    return {person: tuple(rows) for person, rows in found.items()}


@kept
def _attested(state: str) -> dict[str, tuple[Attestation, ...]]:
    found: dict[str, list[Attestation]] = {}
    for row in loading.attestations(state):
        found.setdefault(row.person, []).append(row)
    return {person: tuple(rows) for person, rows in found.items()}


def tenures_in(state: str, office: str) -> tuple[Tenure, ...]:
    """All tenures of an office of a state, by start."""
    return loading.tenures_in(state, office)


def holders(state: str, office: str, day: str, last: str | None = None) -> tuple[Tenure, ...]:
    """Tenures of an office that may reach into [day, last] ("YYYY-MM-DD"), by start: those no printed date shuts out.

    A tenure without an end counts for its own day only where its status is "unknown", and to the day of its source where
    it is "open".
    """
    first, final = day_number(day), day_number(last if last is not None else day)
    found = tuple(map(loading.tenure, _reaching("tenures", state, office, first, final)))
    own = loading.added_in(state).get(office, ())
    if not own:
        return found
    met = [row for row in own if day_number(begun(row)) <= final and first <= day_number(ended(row))]
    return tuple(sorted((*found, *met), key=lambda row: (begun(row), ended(row))))


def _reaching(kind: str, state: str, office: str, first: int, last: int) -> list[int]:
    """The places of the rows of an office that may reach into [first, last], in order."""
    start, end = loading.slices(kind).get(state, {}).get(office, (0, 0))
    begins, ends, latest = loading.reach(kind)
    stop = bisect_right(begins, last, start, end)
    since = bisect_left(latest, first, start, stop)  # `latest` never falls: whatever stands before is long past
    return [place for place in range(since, stop) if ends[place] >= first]


def tenures_of(person: str, state: str) -> tuple[Tenure, ...]:
    """What a person held in the service of a state."""
    return _holders(state).get(person, ())


def attestations_of(person: str, state: str) -> tuple[Attestation, ...]:
    """Where a person's title in the service of a state is attested."""
    return _attested(state).get(person, ())


def attested_in(state: str, office: str, first: str, last: str) -> tuple[Attestation, ...]:
    """Attestations of an office of a state whose window meets [first, last], days "YYYY-MM-DD"."""
    places = _reaching("attestations", state, office, day_number(first), day_number(last))
    return tuple(map(loading.attestation, places))


def states_of(person_key: str) -> dict[str, tuple[str, ...]]:
    """The people of a folded name, each with the states it served."""
    return dict(loading.people(person_key))


def lifespan(person: str) -> tuple[str | None, str | None, str] | None:
    """When a person was born and died (EDTF, None where not known) and the source's id; None where nothing is known.

    A death that is None is no word that the person lives.
    """
    return loading.lives().get(person)


@kept
def alike(word: str) -> tuple[str, ...]:
    """The words of names that may be spellings of a folded word, itself first."""
    own = sound_of(word)
    found = [
        other
        for other, sound in loading.sounding(own[:2]).items()
        if other != word and fuzz.ratio(own, sound) >= SPELLING
    ]
    return (*((word,) if loading.keys_with(word) else ()), *sorted(found))


@kept
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
        for key in loading.keys_with(last):
            likeness = _likeness(words, key.split(), last)
            if likeness > 0:
                for person, states in loading.people(key):
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
    likeness = fuzz.ratio(sound_of(word), sound_of(other))
    return 0.9 if likeness >= SPELLING else 0.6 if likeness >= 75 and word[0] == other[0] else 0.0
