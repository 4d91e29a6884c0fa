"""What is asked of the columns: a question from an address, the rows that answer it, and the counts beside each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np

from regesta.dates import parse_edtf
from regesta.errors import BadQuestion
from regesta.exploring.asking import filter_of, pair_of
from regesta.exploring.columns import NO_DAY, OWN_VOICE, WIDTHS, Columns, Mask, pair_label, pair_parts
from regesta.names import state_name
from regesta.register import Register
from regesta.register.folding import folded

# what an address may ask, in the order in which it is written; several values of one are alternatives
MANY = (
    "states",
    "pair",
    "act",
    "sector",
    "who",
    "document",
    "voice",
    "finding",
    "decision",
    "modality",
    "place",
    "cited",
)
ONE = ("words", "person", "said_by", "after", "before", "dated")
# the question's field of each facet and the column that answers it
FACETS = {
    "states": "state", "pair": "pair", "act": "act", "sector": "sector", "who": "who", "document": "document",
    "voice": "voice", "finding": "finding", "decision": "decision", "modality": "modality",
}  # fmt: skip
DATED = ("yes", "no", "noyear")
DECISIONS = ("open", "accepted", "corrected", "rejected")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: for each field its values, none for a field that does not narrow. Made by `question_of`."""

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def get(self, field: str) -> tuple[str, ...]:
        """The values asked of a field."""
        return dict(self.values).get(field, ())

    def one(self, field: str) -> str:
        """The only value asked of a field, "" for none."""
        return next(iter(self.get(field)), "")

    def but(self, field: str, *values: str) -> Question:
        """The same question with other values of one field."""
        asked = {**dict(self.values), field: values}
        return Question(tuple((name, asked[name]) for name in (*MANY, *ONE) if asked.get(name)))

    def toggled(self, field: str, value: str) -> Question:
        """The same question with a value added, or taken out if it was there."""
        known = self.get(field)
        return self.but(field, *(one for one in known if one != value), *(() if value in known else (value,)))

    @property
    def query(self) -> str:
        """The question as the query of an address; the same question gives the same."""
        return urlencode([(name, value) for name, listed in self.values for value in listed])


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet: how many entries of the question have it, and whether it was asked for."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a facet, most frequent first; `more` have entries and are not listed."""

    field: str
    values: tuple[Count, ...]
    more: int


def question_of(asked: Sequence[tuple[str, str]]) -> Question:
    """The question of an address's parameters, in canonical form: states by code, dates as EDTF, unknown names ignored.

    Raises BadQuestion naming what cannot be understood.
    """
    given: dict[str, list[str]] = {}
    for name, value in asked:
        bare = value.replace("\0", "").strip()[:500]
        if bare and name in (*MANY, *ONE):
            given.setdefault(name, []).append(bare)
    _understood(given)
    found: dict[str, tuple[str, ...]] = {}
    for name, typed in given.items():
        listed = typed if name in MANY else typed[-1:]
        if name == "states":
            listed = [code for text in typed for code in filter_of({"states": text}).states]
        if name == "pair":
            listed = [pair_label(*pair_of(text)) for text in typed]
        found[name] = tuple(dict.fromkeys(listed))
    return Question(tuple((name, found[name]) for name in (*MANY, *ONE) if name in found))


def _understood(given: Mapping[str, Sequence[str]]) -> None:
    """Raises BadQuestion for a term that is none."""
    filter_of({}, given.get("act", ()))
    for name in ("sector", "modality"):
        for value in given.get(name, ()):
            filter_of({name: value})
    for value in given.get("decision", ()):
        if value not in DECISIONS:
            raise BadQuestion(f"'{value}' is no state of decision; there are: {' '.join(DECISIONS)}")
    for name in ("after", "before"):
        for value in given.get(name, ()):
            parse_edtf(value)
    if any(value not in DATED for value in given.get("dated", ())):
        raise BadQuestion(f"dated is one of: {' '.join(DATED)}")


def masks_of(columns: Columns, register: Register, question: Question) -> dict[str, Mask]:
    """For each field that narrows, the rows it keeps. Rejected entries are kept only where the decision is asked for."""
    size, masks = columns.size, {}
    for field in ("act", "sector", "who", "voice", "finding", "decision", "modality", "place"):
        if question.get(field):
            masks[field] = columns.columns[FACETS.get(field, field)].mask(question.get(field), size)
    if question.get("states"):
        masks["states"] = columns.columns["state"].mask(question.get("states"), size)
    if question.get("pair"):
        masks["pair"] = np.zeros(size, dtype=np.bool_)
        for pair in question.get("pair"):
            one, other = (columns.columns["state"].mask([code], size) for code in pair_of(pair))
            masks["pair"] |= one & other
    if question.get("document"):
        masks["document"] = _documents(columns, register, question.get("document"))
    if question.get("cited"):
        masks["cited"] = _labelled(columns, "work", question.get("cited"), "start")
    if question.one("said_by"):
        masks["said_by"] = _labelled(columns, "voice", [question.one("said_by")], "part")
    if question.one("person"):
        masks["person"] = _named(columns, register, question.one("person"))
    if question.one("words"):
        masks["words"] = _worded(columns, register, question.one("words"))
    if question.one("dated"):
        masks["dated"] = _dated(columns, question.one("dated"))
    masks |= _bounded(columns, question)
    if not question.get("decision"):
        masks["decision"] = ~columns.columns["decision"].mask(["rejected"], size)
    return masks


def meeting(masks: Mapping[str, Mask], size: int, but: str | None = None) -> Mask:
    """The rows that all masks keep, one left aside."""
    kept = np.ones(size, dtype=np.bool_)
    for field, mask in masks.items():
        if field != but:
            kept &= mask
    return kept


def facets_of(columns: Columns, masks: Mapping[str, Mask], question: Question, limit: int = 8) -> list[Facet]:
    """Every facet with its counts: of a value, how many entries would be kept if it alone were asked of that field."""
    return [facet_of(columns, masks, question, field, limit) for field in FACETS]


def facet_of(columns: Columns, masks: Mapping[str, Mask], question: Question, field: str, limit: int) -> Facet:
    """One facet; values that were asked for are listed whatever their count. Raises KeyError for a field that is none."""
    column = columns.columns[FACETS[field]]
    chosen = question.get(field)
    kept = meeting(masks, columns.size, field if chosen or field == "decision" else None)
    counts = column.counts(kept)
    order = np.argsort(-counts, kind="stable")[: limit + len(chosen)]
    listed = [(column.labels[at], int(counts[at])) for at in order if counts[at]]
    values = [Count(label, label_of(columns, field, label), count, label in chosen) for label, count in listed]
    values = [one for one in values if one.chosen] + [one for one in values if not one.chosen][:limit]
    shown = {one.value for one in values}
    values += [Count(value, label_of(columns, field, value), 0, True) for value in chosen if value not in shown]
    return Facet(field, tuple(values), max(0, int(np.count_nonzero(counts)) - len(shown)))


def label_of(columns: Columns, field: str, value: str) -> str:
    """What is shown for a facet's value."""
    if field == "states":
        return state_name(value)
    if field == "pair":
        return " – ".join(map(state_name, pair_parts(value)))
    if field == "who":
        return columns.people.get(value, value)
    if field == "voice" and value == OWN_VOICE:
        return "the document itself"
    return value.replace("_", " ") if field in ("act",) else value


def _documents(columns: Columns, register: Register, asked: Sequence[str]) -> Mask:
    labels = columns.columns["document"].labels
    found = [label for label in labels if any(label.startswith(one) for one in asked)]
    if not found:
        found = [
            id for id, names in register.documents().items() if any(one in name for one in asked for name in names)
        ]
    return columns.columns["document"].mask(found, columns.size) if found else _none(columns)


def _labelled(columns: Columns, name: str, asked: Sequence[str], where: str) -> Mask:
    """The rows of labels that begin with, or hold, what is asked."""
    labels = columns.columns[name].labels
    found = [
        label for label in labels if any(label.startswith(one) if where == "start" else one in label for one in asked)
    ]
    return columns.columns[name].mask(found, columns.size) if found else _none(columns)


def _named(columns: Columns, register: Register, person: str) -> Mask:
    """The rows of people in whose name or office all the words stand, marks and case aside."""
    words = folded(person).split()
    ids = register.ids_of_person(words)
    mask = _none(columns)
    mask[[columns.numbers[id] for id in ids if id in columns.numbers]] = True
    for id, named in columns.corrected.items():
        mask[columns.numbers[id]] = any(all(word in one for word in words) for one in named)
    return mask


def _worded(columns: Columns, register: Register, words: str) -> Mask:
    mask = _none(columns)
    rows = np.array(register.rows_with(words), dtype=np.int64)
    found = columns.indexed[rows[rows < len(columns.indexed)]]
    mask[found[found >= 0]] = True
    return mask


def _dated(columns: Columns, asked: str) -> Mask:
    asked_for = ["year unknown"] if asked == "noyear" else ["undated"]
    found: Mask = np.isin(columns.width, [WIDTHS.index(width) for width in asked_for])
    return ~found if asked == "yes" else found


def _bounded(columns: Columns, question: Question) -> dict[str, Mask]:
    """As the register's own filter: an entry is kept where its bounds allow it."""
    masks = {}
    first, last = columns.first, columns.last
    after, before = question.one("after"), question.one("before")
    if after and (day := parse_edtf(after).earliest) is not None:
        masks["after"] = (last >= _day(day)) | ((last == NO_DAY) & (first != NO_DAY))
    if before and (day := parse_edtf(before).latest) is not None:
        masks["before"] = ((first <= _day(day)) & (first != NO_DAY)) | ((first == NO_DAY) & (last != NO_DAY))
    return masks


def _day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(np.int64))


def _none(columns: Columns) -> Mask:
    return np.zeros(columns.size, dtype=np.bool_)
