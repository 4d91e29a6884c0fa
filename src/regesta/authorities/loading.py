"""What the tables hold, from their compiled form and from the user's own folder: read when first asked for, then kept."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from regesta.authorities import added
from regesta.authorities.bounds import begun, day_number, ended
from regesta.authorities.naming import key_of, sound_of
from regesta.authorities.packing import SEPARATOR, Pack, unpacked
from regesta.errors import BadData
from regesta.model import Attestation, Correction, Source, Tenure

P = ParamSpec("P")
R = TypeVar("R")
_KINDS = {"tenures": Tenure, "attestations": Attestation}
_EMPTYING: list[Callable[[], None]] = []


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """`functools.lru_cache`, and `forget` empties it: for all that depends on the user's folder."""
    wrapped = lru_cache(maxsize=65536)(function)
    _EMPTYING.append(wrapped.cache_clear)
    return cast(Callable[P, R], wrapped)


def forget() -> None:
    """Let go of what was read, so that the next question reads the user's folder again."""
    for empty in _EMPTYING:
        empty()


# --- the compiled tables ---------------------------------------------------------------------------------------------


@cache
def pack() -> Pack:
    """The compiled tables that come with Regesta. Raises BadData where they are damaged."""
    return unpacked(files("regesta.authorities").joinpath("data", "compiled.pack").read_bytes())


@cache
def _strings() -> list[str | None]:
    return [None, *pack().texts["strings"][1:]]


@cache
def slices(kind: str) -> dict[str, dict[str, tuple[int, int]]]:
    """Where each office of each state begins and ends among the rows of a kind ("tenures", "attestations")."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for line in pack().texts[f"{kind}.slices"]:
        state, office, start, end = line.split(" ")
        found.setdefault(state, {})[office] = (int(start), int(end))
    return found


@cache
def reach(kind: str) -> tuple[array[int], array[int], array[int]]:
    """Of each row of a kind the first and the last day it may reach to, and the latest such day of its slice so far."""
    numbers = pack().numbers
    return numbers[f"{kind}.begun"], numbers[f"{kind}.ended"], numbers[f"{kind}.latest"]


@cache
def _columns(kind: str) -> tuple[array[int], ...]:
    return tuple(pack().numbers[f"{kind}.{field.name}"] for field in fields(_KINDS[kind]))


@cache
def tenure(place: int) -> Tenure:
    """The compiled tenure at a place."""
    strings = _strings()
    return Tenure(*[strings[column[place]] for column in _columns("tenures")])  # type: ignore[arg-type]


@cache
def attestation(place: int) -> Attestation:
    """The compiled attestation at a place."""
    strings = _strings()
    return Attestation(*[strings[column[place]] for column in _columns("attestations")])  # type: ignore[arg-type]


# --- rows of a state -------------------------------------------------------------------------------------------------


@kept
def added_rows() -> tuple[Tenure, ...]:
    """The tenures in the user's own folder. Raises BadData."""
    return checked(added.files())


def checked(paths: Iterable[Path]) -> tuple[Tenure, ...]:
    """The tenures of a user's files, each person with an id. Raises BadData for the first row that is not in order.

    A name that the tables know in that state is that person; where they know two of it the file must say which.
    """
    return tuple(
        replace(row, person=_whose(row, where)) for where, row in added.read_rows(paths, codes(), _known_voices())
    )


_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def _whose(row: Tenure, where: str) -> str:
    """The id of the person of a user's row. Raises BadData."""
    known = sorted(person for person, served in _told(key_of(row.name)).items() if row.state in served)
    if row.person:
        # somebody whom the tables know by name alone is not another when Wikidata's number is given
        unnumbered = len(known) == 1 and not known[0].startswith("Q") and row.person.startswith("Q")
        return known[0] if unnumbered else row.person
    if len(known) > 1:
        raise BadData(f"{where}: {row.name} may be {' or '.join(known)}; say in the column 'person' which is meant.")
    slug = f"{row.state.lower()}/{_NO_LETTERS.sub('-', key_of(row.name)).strip('-')}"
    return known[0] if known else slug


@cache
def codes() -> dict[str, str]:
    """The code that a state's tenures are kept under, by every code there is for the state."""
    found: dict[str, str] = {}
    lines = sorted(pack().texts["states"], key=lambda line: line.split(SEPARATOR)[2] == "former")
    cells = [line.split(SEPARATOR) for line in lines]
    for own in (0, 1, 4, 5, 3):  # the register's code, the tables' own, alpha-3, alpha-4, alpha-2
        for row in cells:
            if row[own] and row[1]:
                found.setdefault(row[own], row[1])
    return found


@cache
def _known_voices() -> dict[str, str]:
    """The voices of the tables by their own and their printed name, folded."""
    return {form.casefold(): voice for voice, name in _voices().items() for form in (voice, name)}


@kept
def added_in(state: str) -> dict[str, tuple[Tenure, ...]]:
    """The tenures of a state that the user added, by office, by start. Raises BadData."""
    found: dict[str, list[Tenure]] = {}
    for row in added_rows():
        if row.state == state:
            found.setdefault(row.office, []).append(row)
    return {office: tuple(sorted(rows, key=_by_start)) for office, rows in found.items()}


@kept
def tenures(state: str) -> tuple[Tenure, ...]:
    """The tenures of a state, by office and start; none for a state the tables do not know. Raises BadData."""
    offices = sorted(slices("tenures").get(state, {}).keys() | added_in(state).keys())
    return tuple(row for office in offices for row in tenures_in(state, office))


@kept
def tenures_in(state: str, office: str) -> tuple[Tenure, ...]:
    """All tenures of an office of a state, by start. Raises BadData."""
    start, end = slices("tenures").get(state, {}).get(office, (0, 0))
    rows = tuple(map(tenure, range(start, end)))
    own = added_in(state).get(office, ())
    return tuple(sorted((*rows, *own), key=_by_start)) if own else rows


@cache
def attestations(state: str) -> tuple[Attestation, ...]:
    """The attestations of a state, by office and first day. Raises BadData."""
    return tuple(
        attestation(place)
        for _, (start, end) in sorted(slices("attestations").get(state, {}).items())
        for place in range(start, end)
    )


@kept
def states() -> tuple[str, ...]:
    """The codes of the states that the tables hold tenures of."""
    return tuple(sorted(slices("tenures").keys() | {row.state for row in added_rows()}))


def _by_start(row: Tenure) -> tuple[int, int]:
    return day_number(begun(row)), day_number(ended(row))


# --- names -----------------------------------------------------------------------------------------------------------


def _told(key: str) -> dict[str, set[str]]:
    """The people of a folded name in the compiled tables, each with the states it served."""
    texts = pack().texts
    keys = texts["names.keys"]
    place = bisect_left(keys, key)
    found: dict[str, set[str]] = {}
    if place < len(keys) and keys[place] == key:
        for one in texts["names.people"][place].split(";"):  # "Q57410:ISR;isr/peres:ISR"
            person, _, served = one.rpartition(":")
            found.setdefault(person, set()).update(served.split(" "))
    return found


@kept
def people(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The people of a folded name: authority ids, each with the states it served."""
    found = _told(key)
    for person, state in _added_people().get(key, ()):
        found.setdefault(person, set()).add(state)
    return tuple((person, tuple(sorted(served))) for person, served in sorted(found.items()))


@kept
def keys_with(word: str) -> tuple[str, ...]:
    """The folded names that hold a word."""
    texts, numbers = pack().texts, pack().numbers
    first, last = _sound_slices().get(sound_of(word)[:2], (0, 0))
    place = bisect_left(texts["words"], word, first, last)
    found: list[str] = []
    if place < last and texts["words"][place] == word:
        start, end = numbers["words.starts"][place], numbers["words.starts"][place + 1]
        found = [texts["names.keys"][at] for at in numbers["words.keys"][start:end]]
    return tuple(dict.fromkeys((*found, *_added_words().get(word, ()))))


@kept
def sounding(start: str) -> dict[str, str]:
    """The words of names whose sound begins with two letters, each with its sound."""
    first, last = _sound_slices().get(start, (0, 0))
    texts = pack().texts
    found = dict(zip(texts["words"][first:last], texts["words.sounds"][first:last], strict=True))
    for word in _added_words():
        if sound_of(word)[:2] == start:
            found[word] = sound_of(word)
    return found


@cache
def _sound_slices() -> dict[str, tuple[int, int]]:
    """Where the words of one beginning of a sound stand; within it they are in order."""
    lines = (line.split(" ") for line in pack().texts["sounds.slices"])
    return {start: (int(first), int(last)) for start, first, last in lines}


@kept
def _added_people() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in added_rows():
        found.setdefault(key_of(row.name), {})[row.person, row.state] = None
    return {key: tuple(ones) for key, ones in found.items()}


@kept
def _added_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key in _added_people():
        for word in dict.fromkeys(key.split()):
            found.setdefault(word, []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


# --- sources ---------------------------------------------------------------------------------------------------------


@kept
def sources() -> dict[str, Source]:
    """The sources by id, the user's own among them."""
    found = {}
    for line in pack().texts["sources"]:
        source = Source(*line.split(SEPARATOR))
        found[source.id] = source
    found.update((source.id, source) for source in added.sources_of(added_rows()))
    return found


@cache
def _voices() -> dict[str, str]:
    return {line.split(SEPARATOR)[0]: line.split(SEPARATOR)[1] for line in pack().texts["voices"]}


def voice_name(voice: str) -> str:
    """What a voice is called in a sentence: "wikidata" is "Wikidata"; a user's source is called what the file calls it."""
    return _voices().get(voice, voice)


@cache
def corrections(state: str) -> tuple[Correction, ...]:
    """The rows of a state that were withdrawn, each with the reason and who says so."""
    found = []
    for line in pack().texts["corrections"]:
        cells = line.split(SEPARATOR)
        if cells[0] == state:
            row: Sequence[str | None] = [cell or None if at in (5, 6, 7) else cell for at, cell in enumerate(cells[8:])]
            found.append(Correction(Tenure(*row), cells[6], cells[7]))  # type: ignore[arg-type]
    return tuple(found)


@cache
def lives() -> dict[str, tuple[str | None, str | None, str]]:
    """When people were born and died (EDTF, None where not known) and the source's id, by authority id."""
    found = {}
    for line in pack().texts["lives"]:
        person, _, born, died, source = line.split(SEPARATOR)
        found[person] = (born or None, died or None, source)
    return found


@kept
def version() -> str:
    """A hash of all the data in use, the user's own among it."""
    own = added.files_version()
    return pack().version if own is None else blake2b(f"{pack().version} {own}".encode(), digest_size=8).hexdigest()


def load_all() -> int:
    """Load everything there is, so that no later question reads a file. Returns the number of rows."""
    rows = 0
    for kind in _KINDS:
        slices(kind), reach(kind), _columns(kind)
        rows += len(pack().numbers[f"{kind}.begun"])
    _strings(), _sound_slices(), sources(), lives(), _added_words()
    return rows + len(added_rows())
