"""The register as columns in memory: what is asked of all entries at once is counted here, exactly, in milliseconds.

A column has a label for each value that occurs and a code for each entry (`Column`), or several (`rows` then says whose each
code is). Rows are entries in the calendar's order when the columns were made; `order` keeps that order when a correction
moves one. Columns are made from the register and never written back: whoever holds them compares `state` with the register's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from regesta.exploring.remarks import waivers_of
from regesta.model import Entry
from regesta.register import Register, laid_over
from regesta.register.folding import folded

Ints: TypeAlias = npt.NDArray[np.int32]
Mask: TypeAlias = npt.NDArray[np.bool_]

OWN_VOICE = "-"  # the label of what a document says itself
NO_DAY = np.int32(-(2**31) + 1)  # of entries without a bound on that side
WIDTHS = ("day", "month", "year", "wider", "open", "year unknown", "undated")
_PAIRED = 12  # an entry of more states is a pair of its first state with each other


@dataclass(frozen=True, slots=True)
class Column:
    """One thing told of entries. `codes` index `labels`; `rows` tells whose each code is, ascending, None where each row has
    one."""

    labels: tuple[str, ...]
    codes: Ints
    rows: Ints | None = None
    numbers: Mapping[str, int] = field(default_factory=dict, repr=False)

    def kept(self, mask: Mask | None) -> Ints:
        """The codes of the rows of a mask; of all, where there is none."""
        if mask is None:
            return self.codes if self.rows is None else self.codes[self.codes >= 0]
        codes = self.codes[mask] if self.rows is None else self.codes[mask[self.rows]]
        return codes if self.rows is None else codes[codes >= 0]

    def counts(self, mask: Mask | None) -> npt.NDArray[np.int64]:
        """How many rows of a mask have each label."""
        return np.bincount(self.kept(mask), minlength=len(self.labels))

    def mask(self, labels: Iterable[str], size: int) -> Mask:
        """The rows that have any of the labels."""
        wanted = [self.numbers[label] for label in labels if label in self.numbers]
        return self.mask_of(np.array(wanted, dtype=np.int32), size) if wanted else np.zeros(size, dtype=np.bool_)

    def mask_of(self, codes: Ints, size: int) -> Mask:
        """The rows that have any of the codes."""
        hit = self.codes == codes[0] if len(codes) == 1 else np.isin(self.codes, codes)
        if self.rows is None:
            return hit
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[hit]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a register. `first` and `last` are days since 1970-01-01 (NO_DAY: none), `width` indexes WIDTHS."""

    state: tuple[int, int]
    ids: tuple[str, ...]
    numbers: Mapping[str, int] = field(repr=False)
    order: Ints
    columns: Mapping[str, Column]
    people: Mapping[str, str]  # what is shown for a label of the column "who"
    first: Ints
    last: Ints
    width: npt.NDArray[np.int8]
    about: Mask
    sure: npt.NDArray[np.float32]
    remarks: Mapping[str, tuple[str, ...]] = field(
        repr=False
    )  # the findings about an entry that nobody waived, by its id
    indexed: Ints  # row of the full-text index -> row here, -1 for none
    corrected: Mapping[str, tuple[str, ...]] = field(
        repr=False
    )  # the people, folded, of entries whose people were corrected

    @property
    def size(self) -> int:
        return len(self.ids)


def _column(labels: Iterable[str], rows: Sequence[int] | None = None) -> Column:
    """A column of labels, which get their codes as they are met; `rows` says whose each is."""
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    codes = np.array([number(label, len(numbers)) for label in labels], dtype=np.int32)
    if rows is None:
        return Column(tuple(numbers), codes, None, numbers)
    return _by_row(tuple(numbers), codes, np.array(rows, dtype=np.int32), numbers)


def _by_row(labels: tuple[str, ...], codes: Ints, rows: Ints, numbers: Mapping[str, int]) -> Column:
    order = np.argsort(rows, kind="stable")
    return Column(labels, codes[order], rows[order], numbers)


def load_columns(register: Register) -> Columns:
    """The columns of a register as it is now, with people's decisions laid over."""
    state = register.state()
    found = list(register.column("entries"))
    ids, documents, acts, edtf, earliest, latest, modality, voices, sure, places = (
        zip(*found, strict=True) if found else [()] * 10
    )
    numbers = {id: row for row, id in enumerate(ids)}
    people: dict[str, str] = {}
    single = {
        "act": _column(acts), "document": _column(documents), "modality": _column(modality),
        "voice": _column([voice or OWN_VOICE for voice in voices]), "decision": _column(["open"] * len(ids)),
        "place": _column([place or "" for place in places]),
    }  # fmt: skip
    told = _standing(register)
    made = Columns(
        state=state,
        ids=ids,
        numbers=numbers,
        order=np.arange(len(ids), dtype=np.int32),
        columns=single | _listed(register, numbers, people) | {"finding": _findings(told, numbers)},
        people=people,
        first=_days(earliest),
        last=_days(latest),
        width=np.array([width_of(text) for text in edtf], dtype=np.int8),
        about=np.array([_is_about(text) for text in edtf], dtype=np.bool_),
        sure=np.array(sure, dtype=np.float32),
        remarks=_remarks(told),
        indexed=_indexed(register, numbers),
        corrected={},
    )
    return with_decisions(made, register, list(register.rulings()))


def with_decisions(columns: Columns, register: Register, ids: Sequence[str]) -> Columns:
    """The columns after decisions about the entries of those ids. Only their rows change."""
    rulings = register.rulings(ids)
    entries = {entry.id: entry for entry in register.entries_of(ids) if entry.id in columns.numbers}
    if not entries:
        return columns
    told = [(laid_over(entry, rulings.get(entry.id)), rulings.get(entry.id)) for entry in entries.values()]
    rows = np.array([columns.numbers[entry.id] for entry, _ in told], dtype=np.int32)
    columns = _dated(columns, rows, [entry for entry, _ in told])
    people = dict(columns.people)
    values: dict[str, list[list[str]]] = {
        "act": [[entry.act] for entry, _ in told],
        "decision": [[ruling.status if ruling is not None else "open"] for _, ruling in told],
        "state": [list(dict.fromkeys(entry.states)) for entry, _ in told],
        "pair": [pairs_of(entry.states) for entry, _ in told],
        "who": [_people_of(entry, people) for entry, _ in told],
    }
    changed = {name: _changed(columns.columns[name], rows, listed) for name, listed in values.items()}
    named = {
        entry.id: tuple(folded(f"{person.name or ''} {person.office or ''}") for person in entry.people)
        for entry, ruling in told
        if ruling is not None and "people" in ruling.fields
    }
    corrected = {id: one for id, one in columns.corrected.items() if id not in entries} | named
    return replace(columns, columns={**columns.columns, **changed}, people=people, corrected=corrected)


def rows_of(columns: Columns, name: str, label: str) -> Ints:
    """The rows that have a label in a column."""
    return np.flatnonzero(columns.columns[name].mask([label], columns.size)).astype(np.int32)


def pairs_of(states: Sequence[str]) -> list[str]:
    """The pairs that an entry's states make, each as "AZE-ISR", its codes in the order of the alphabet."""
    known = list(dict.fromkeys(states))
    pairs = combinations(known, 2) if len(known) <= _PAIRED else ((known[0], other) for other in known[1:])
    return [pair_label(*pair) for pair in pairs]


def pair_label(one: str, other: str) -> str:
    """A pair as an address writes it; a comma where a code has a hyphen of its own."""
    return (", " if "-" in one + other else "-").strip().join(sorted((one, other)))


def pair_parts(label: str) -> tuple[str, str]:
    """The two codes of a pair's label."""
    one, _, other = label.partition("," if "," in label else "-")
    return one, other


def width_of(edtf: str | None) -> int:
    """How wide a date is, as an index of WIDTHS."""
    if edtf is None:
        return 6
    if edtf.startswith("XXXX"):
        return 5
    if ".." in edtf:
        return 4
    if edtf[0] in "[{" or "/" in edtf or "X" in edtf:
        return 3
    return 2 - min(edtf.lstrip("-").count("-"), 2)


def _listed(register: Register, numbers: Mapping[str, int], people: dict[str, str]) -> dict[str, Column]:
    """The columns in which an entry may have several values."""
    states: dict[int, list[str]] = {}
    for entry, state in register.column("states"):
        known = states.setdefault(numbers[entry], [])
        if state not in known:
            known.append(state)
    pairs = {row: _pairs(tuple(listed)) for row, listed in states.items() if len(listed) > 1}
    who: dict[int, list[str]] = {}
    for entry, name, person in register.column("people"):
        if name is not None or person is not None:
            key = person or _bare(name)
            known = who.setdefault(numbers[entry], [])
            if key not in known:
                known.append(key)
            if len(name or "") > len(people.get(key, "")):
                people[key] = name
    made = {name: _flat(values) for name, values in (("state", states), ("pair", pairs), ("who", who))}
    for name, source in (("sector", "sectors"), ("work", "citations")):
        told = list(register.column(source))
        made[name] = _column([value for _, value in told], [numbers[entry] for entry, _ in told])
    return made


def _flat(values: Mapping[int, Sequence[str]]) -> Column:
    return _column(
        [one for listed in values.values() for one in listed], [row for row, listed in values.items() for _ in listed]
    )


def with_findings(columns: Columns, register: Register) -> Columns:
    """The columns after a finding was waived, or a waiver taken back."""
    told = _standing(register)
    changed = {**columns.columns, "finding": _findings(told, columns.numbers)}
    return replace(columns, columns=changed, remarks=_remarks(told))


def _standing(register: Register) -> list[tuple[str, str, str]]:
    """(finding, rule, entry) for every entry that a finding is about, those that somebody waived left out."""
    waived = waivers_of(register)
    return [(id, rule, entry) for id, rule, _, entry in register.finding_entries() if id not in waived]


def _findings(told: Sequence[tuple[str, str, str]], numbers: Mapping[str, int]) -> Column:
    """The rules of the findings about each entry."""
    marked = {(numbers[entry], rule): None for _, rule, entry in told if entry in numbers}
    return _column([rule for _, rule in marked], [row for row, _ in marked])


def _remarks(told: Sequence[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for id, _, entry in told:
        found.setdefault(entry, {})[id] = None
    return {entry: tuple(ids) for entry, ids in found.items()}


@lru_cache(maxsize=65536)
def _pairs(states: tuple[str, ...]) -> list[str]:
    return pairs_of(states)


@lru_cache(maxsize=65536)
def _bare(name: str) -> str:
    return folded(name)


def _is_about(edtf: str | None) -> bool:
    return edtf is not None and ("~" in edtf or "%" in edtf or "?" in edtf)


def _person(name: str | None, person: str | None) -> str | None:
    """The label of a person: the authority's id, else the name without marks; None for a bare office."""
    return person or (folded(name) if name is not None else None)


def _people_of(entry: Entry, people: dict[str, str]) -> list[str]:
    found = []
    for person in entry.people:
        key = _person(person.name, person.id)
        if key is not None and key not in found:
            found.append(key)
            people.setdefault(key, person.name or key)
    return found


def _indexed(register: Register, numbers: Mapping[str, int]) -> Ints:
    pairs = register.words()
    found = np.full(max((row for row, _ in pairs), default=0) + 1, -1, dtype=np.int32)
    for row, entry in pairs:
        found[row] = numbers.get(entry, -1)
    return found


def _days(texts: Sequence[str | None]) -> Ints:
    days = np.array([text or "NaT" for text in texts], dtype="datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def _dated(columns: Columns, rows: Ints, entries: Sequence[Entry]) -> Columns:
    """The columns with the dates of some rows changed, and those rows in their new places of the order."""
    first, last = columns.first.copy(), columns.last.copy()
    width, about = columns.width.copy(), columns.about.copy()
    first[rows] = _days([entry.when.earliest for entry in entries])
    last[rows] = _days([entry.when.latest for entry in entries])
    for row, entry in zip(rows, entries, strict=True):
        edtf = entry.when.edtf
        width[row] = width_of(edtf)
        about[row] = _is_about(edtf)
    order = columns.order[~np.isin(columns.order, rows)]
    keys = sort_days(first, last)
    moved = rows[np.argsort(keys[rows], kind="stable")]
    order = np.insert(order, np.searchsorted(keys[order], keys[moved], side="right"), moved)
    return replace(columns, first=first, last=last, width=width, about=about, order=order.astype(np.int32))


def sort_days(first: Ints, last: Ints) -> Ints:
    """What the calendar is ordered by: the earliest day, else the latest, else the end."""
    return np.where(first != NO_DAY, first, np.where(last != NO_DAY, last, np.int32(2**31 - 1))).astype(np.int32)


def _changed(column: Column, rows: Ints, values: Sequence[Sequence[str]]) -> Column:
    """The column with other values at some rows. Labels only grow, so that codes keep their meaning."""
    numbers = dict(column.numbers)
    new = [[numbers.setdefault(label, len(numbers)) for label in listed] for listed in values]
    codes = column.codes.copy()
    if column.rows is None:
        codes[rows] = [listed[0] for listed in new]
        return Column(tuple(numbers), codes, None, numbers)
    kept = ~np.isin(column.rows, rows)
    added = [(row, code) for row, listed in zip(rows, new, strict=True) for code in listed]
    extra = np.array(added, dtype=np.int32).reshape(-1, 2)
    return _by_row(
        tuple(numbers), np.append(codes[kept], extra[:, 1]), np.append(column.rows[kept], extra[:, 0]), numbers
    )
