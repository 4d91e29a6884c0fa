"""The tables to their compiled form: every row checked, people's names indexed by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from regesta.authorities.bounds import begun, day_number, ended, first_day, last_day
from regesta.authorities.naming import key_of, sound_of
from regesta.authorities.packing import SEPARATOR, packed
from regesta.authorities.tables import (
    ALIAS_COLUMNS,
    ATTESTATION_COLUMNS,
    CAPITAL_COLUMNS,
    CORRECTION_COLUMNS,
    LIFE_COLUMNS,
    SOURCE_COLUMNS,
    STATE_COLUMNS,
    STATE_KINDS,
    STATE_NAME_COLUMNS,
    TENURE_COLUMNS,
    VOICE_COLUMNS,
    attestation_of,
    date_fault,
    rows_of,
    tenure_of,
)
from regesta.errors import BadData
from regesta.model import Attestation, Tenure


def compiled(folder: Path) -> bytes:
    """The compiled form of the tables in a folder. Raises BadData for the first row that breaks its schema."""
    sources = list(_sources(folder))
    voices = {row[0]: row[1] for row in sources}
    tenures = list(tenures_under(folder, voices))
    attestations = list(attestations_under(folder, voices))
    corrections = list(corrections_under(folder, tenures, voices))
    withdrawn = {
        id(row) for correction in corrections for row in tenures if correction[:6] == _fixed(row)
    }  # by identity: two sources may have equal rows
    standing = [row for row in tenures if id(row) not in withdrawn]
    lives = list(lives_under(folder, {row.person for row in tenures} | {row.person for row in attestations}, voices))
    strings = _Strings()
    texts: dict[str, Sequence[str]] = {}
    numbers: dict[str, Sequence[int]] = {}
    _put_rows("tenures", standing, strings, texts, numbers)
    _put_rows("attestations", attestations, strings, texts, numbers)
    _put_names((*standing, *attestations), list(_aliases(folder)), texts, numbers)
    texts["sources"] = [SEPARATOR.join(row) for row in sources]
    texts["voices"] = [SEPARATOR.join(row) for row in _rows(folder / "voices.csv", VOICE_COLUMNS)]
    texts["corrections"] = [
        SEPARATOR.join((*correction, *_cells(row)))
        for correction in corrections
        for row in tenures
        if id(row) in withdrawn and correction[:6] == _fixed(row)
    ]
    texts["lives"] = [SEPARATOR.join(row) for row in lives]
    states = list(states_under(folder))
    codes = {row[0] for row in states}
    texts["states"] = [SEPARATOR.join(row) for row in states]
    texts["capitals"] = [SEPARATOR.join(row) for row in capitals_under(folder, codes)]
    texts["state-names"] = [SEPARATOR.join(row) for row in _rows(folder / "state-names.csv", STATE_NAME_COLUMNS)]
    served = {(row.state, row.office) for row in tenures} | {(row.state, row.office) for row in attestations}
    unknown = sorted(one for one in served if states and one[0] not in {row[1] for row in states} | BODIES)
    if unknown:
        raise BadData(f"states.csv: the tables hold {unknown[0][1]} of '{unknown[0][0]}', which has no row.")
    texts["strings"] = strings.all()
    return packed(texts, numbers)


# --- reading the tables ----------------------------------------------------------------------------------------------


def tenures_under(folder: Path, voices: dict[str, str]) -> Iterator[Tenure]:
    """The tenures of all states, the compiled ones and those that people added. Raises BadData."""
    for path in sorted([*folder.glob("tenures/*.csv"), *folder.glob("curated/[A-Z]*.csv")]):
        seen: dict[tuple[str, ...], int] = {}
        name = f"{path.parent.name}/{path.name}"
        for line, row in rows_of(path.read_text(encoding="utf-8"), name, TENURE_COLUMNS):
            if (before := seen.setdefault(tuple(row), line)) != line:
                raise BadData(f"{name}, line {line}: it repeats line {before}.")
            yield tenure_of(path.stem, row, f"{name}, line {line}", voices)


def attestations_under(folder: Path, voices: dict[str, str]) -> Iterator[Attestation]:
    """The attestations of all states. Raises BadData."""
    for path in sorted(folder.glob("attestations/*.csv")):
        name = f"{path.parent.name}/{path.name}"
        for line, row in rows_of(path.read_text(encoding="utf-8"), name, ATTESTATION_COLUMNS):
            yield attestation_of(path.stem, row, f"{name}, line {line}", voices)


def corrections_under(
    folder: Path, tenures: Iterable[Tenure], voices: dict[str, str]
) -> Iterator[tuple[str, str, str, str, str, str, str, str]]:
    """The rows that people withdrew, with the reason. Raises BadData where one names no row."""
    there = {_fixed(row) for row in tenures}
    for line, row in _lines(folder / "curated" / "corrections.csv", CORRECTION_COLUMNS):
        where = f"corrections.csv, line {line}"
        state, person, office, start, end, row_source, reason, source = row
        if (state, person, office, start, end, row_source) not in there:
            raise BadData(f"{where}: no row of {row_source} on {state} says that.")
        if not reason or source not in voices:
            raise BadData(f"{where}: the reason or a known source is missing.")
        yield state, person, office, start, end, row_source, reason, source


def lives_under(folder: Path, people: set[str], voices: dict[str, str]) -> Iterator[list[str]]:
    """When people were born and died. Raises BadData for somebody no table knows."""
    seen: set[str] = set()
    for line, row in _lines(folder / "curated" / "lives.csv", LIFE_COLUMNS):
        person, _, born, died, source = row
        where = f"lives.csv, line {line}"
        if person not in people:
            raise BadData(f"{where}: no table of tenures knows '{person}'.")
        if person in seen:
            raise BadData(f"{where}: '{person}' stands twice.")
        if (fault := date_fault(born, died)) is not None:
            raise BadData(f"{where}: {fault}.")
        if source not in voices:
            raise BadData(f"{where}: the table of sources has no '{source}'.")
        seen.add(person)
        yield row


def states_under(folder: Path) -> Iterator[list[str]]:
    """The states. Raises BadData."""
    rows = list(_lines(folder / "states.csv", STATE_COLUMNS))
    codes = {row[0] for _, row in rows}
    seen: set[str] = set()
    for line, row in rows:
        where = f"states.csv, line {line}"
        code, _, kind, *_, cow, wikidata, start, end, before, after, source = row
        faults = [
            (code in seen, f"'{code}' stands twice"),
            (kind not in STATE_KINDS, f"'{kind}' is no kind; there are: {' '.join(STATE_KINDS)}"),
            (bool(cow) and not cow.isdigit(), f"'{cow}' is no number of the Correlates of War"),
            (bool(wikidata) and not wikidata[1:].isdigit(), f"'{wikidata}' is no item of Wikidata"),
            (not source, "the source is missing"),
            (date_fault(start, end) is not None, date_fault(start, end) or ""),
        ]
        faults += [
            (other not in codes, f"'{other}', which came before or after, has no row")
            for other in filter(None, (*before.split("|"), *after.split("|")))
        ]
        for broken, fault in faults:
            if broken:
                raise BadData(f"{where}: {fault}.")
        seen.add(code)
        yield row


def capitals_under(folder: Path, codes: set[str]) -> Iterator[list[str]]:
    """The capitals, each with the time it was one. Raises BadData."""
    for line, row in _lines(folder / "capitals.csv", CAPITAL_COLUMNS):
        state, capital, start, end, status, source = row
        if state not in codes or not capital or not status or not source:
            raise BadData(f"capitals.csv, line {line}: a known state, a capital, a status and a source are expected.")
        if (fault := date_fault(start, end)) is not None:
            raise BadData(f"capitals.csv, line {line}: {fault}.")
        yield row


def _sources(folder: Path) -> Iterator[list[str]]:
    voices = {row[0] for row in _rows(folder / "voices.csv", VOICE_COLUMNS)}
    seen: set[str] = set()
    for path in (folder / "sources.csv", folder / "curated" / "sources.csv"):
        for line, row in _lines(path, SOURCE_COLUMNS):
            if row[1] not in voices:
                raise BadData(f"{path.name}, line {line}: the table of voices has no '{row[1]}'.")
            if row[0] in seen:
                raise BadData(f"{path.name}, line {line}: '{row[0]}' stands twice.")
            seen.add(row[0])
            yield row


def _aliases(folder: Path) -> Iterator[list[str]]:
    return (row for _, row in _lines(folder / "curated" / "aliases.csv", ALIAS_COLUMNS))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    return (row for _, row in _lines(path, columns))


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    if path.is_file():
        yield from rows_of(path.read_text(encoding="utf-8"), path.name, columns)


def _fixed(row: Tenure) -> tuple[str, str, str, str, str, str]:
    """What tells one source's row from every other."""
    return (row.state, row.person, row.office, row.start or "", row.end or "", row.source)


def _cells(row: Tenure) -> list[str]:
    return [getattr(row, field.name) or "" for field in fields(row)]


# NATO, the United Nations, the European Union: sources list their offices among those of states
BODIES = frozenset({"XNT", "XUN", "XEU"})
_KINDS = {"tenures": Tenure, "attestations": Attestation}


# --- laying them out -------------------------------------------------------------------------------------------------


class _Strings:
    """Every string once; number 0 is None."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {None: 0}

    def number(self, text: str | None) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        return [text or "" for text in self._numbers]


def _put_rows(
    kind: str,
    rows: Sequence[Tenure] | Sequence[Attestation],
    strings: _Strings,
    texts: dict[str, Sequence[str]],
    numbers: dict[str, Sequence[int]],
) -> None:
    """Rows by state, office and first day, a column each, with the days they reach over.

    `KIND.slices` says where each office of a state begins and ends; `KIND.latest` is the last day that any row of the
    slice so far reaches to, so that a question need not look at rows that are long past.
    """
    reaching = [(*_reach(row), row) for row in rows]
    order = sorted(
        range(len(rows)), key=lambda at: (rows[at].state, rows[at].office, reaching[at][0], reaching[at][1], at)
    )
    for field in fields(_KINDS[kind]):
        numbers[f"{kind}.{field.name}"] = [strings.number(getattr(rows[at], field.name)) for at in order]
    numbers[f"{kind}.begun"] = [reaching[at][0] for at in order]
    numbers[f"{kind}.ended"] = [reaching[at][1] for at in order]
    latest: list[int] = []
    slices: dict[tuple[str, str], list[int]] = {}
    for place, at in enumerate(order):
        key = (rows[at].state, rows[at].office)
        first = key not in slices
        slices.setdefault(key, [place, place])[1] = place + 1
        latest.append(reaching[at][1] if first else max(latest[-1], reaching[at][1]))
    numbers[f"{kind}.latest"] = latest
    texts[f"{kind}.slices"] = [f"{state} {office} {start} {end}" for (state, office), (start, end) in slices.items()]


def _reach(row: Tenure | Attestation) -> tuple[int, int]:
    if isinstance(row, Tenure):
        return day_number(begun(row)), day_number(ended(row))
    return day_number(first_day(row.first)), day_number(last_day(row.last))


def _put_names(
    rows: Iterable[Tenure | Attestation],
    aliases: Iterable[list[str]],
    texts: dict[str, Sequence[str]],
    numbers: dict[str, Sequence[int]],
) -> None:
    """The folded names, whom each means, and the words they are made of with their sounds."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        found[key_of(row.name)][row.person].add(row.state)
    for state, name, person, _ in aliases:
        found[key_of(name)][person].add(state)
    keys = sorted(found)
    texts["names.keys"] = keys
    texts["names.people"] = [
        ";".join(f"{person}:{' '.join(sorted(states))}" for person, states in sorted(found[key].items()))
        for key in keys
    ]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        for word in set(key.split()):
            holding[word].append(at)
    words = sorted(holding, key=lambda word: (sound_of(word)[:2], word))
    texts["words"] = words
    texts["words.sounds"] = [sound_of(word) for word in words]
    slices: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        slices.setdefault(sound_of(word)[:2], [at, at])[1] = at + 1
    texts["sounds.slices"] = [f"{start} {first} {last}" for start, (first, last) in slices.items()]
    starts, places = [0], []
    for word in words:
        places.extend(holding[word])
        starts.append(len(places))
    numbers["words.starts"] = starts
    numbers["words.keys"] = places
