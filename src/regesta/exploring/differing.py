"""Two registers side by side, or one before and after: what was gained, lost and changed, as a reader would say it.

What is compared is what stands: entries with people's corrections, without those that people rejected. Entries are the
same by their ids; of the others, two in documents of one path with the same act and words, or the same words, or the
same act, date and states, or the same act and states in nearly the same words, are one entry that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from rapidfuzz import fuzz

from regesta.exploring.calendar import calendar_line, date_line
from regesta.exploring.deciding import people_text
from regesta.model import Entry, Place, Ruling
from regesta.names import state_name
from regesta.register import Register, as_decided, laid_over

Key = tuple[object, ...]
_ALIKE = 75  # of 100: below this two quotes are not one that was changed
_COMPARED = 400  # code points of a quote that are compared
_TRIED = 200  # of those waiting, so that many alike cost no square of them


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a reader of the difference meets it: its date line, abstract and source, and the path of its document."""

    entry: Entry
    date: str
    abstract: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry before and after; `what` are the fields that a reader sees changed, each with both in words.

    Empty: only the words around it, the rule, the confidence or the reason changed.
    """

    before: Told
    after: Told
    what: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the second register and not in the first (`gained`), the reverse (`lost`), and what `changed`.

    `same` entries are in both as they are. `because` gives, by the id of an entry that was lost or gained, the sentence
    of the decision that took it out or let it in. Documents are told by their paths.
    """

    gained: tuple[Told, ...]
    lost: tuple[Told, ...]
    changed: tuple[Changed, ...]
    same: int
    documents_gained: tuple[str, ...]
    documents_lost: tuple[str, ...]
    documents_changed: tuple[str, ...]
    because: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether a reader finds the two registers the same."""
        listed = (self.gained, self.lost, self.documents_gained, self.documents_lost, self.documents_changed)
        return not any(listed) and not any(one.what for one in self.changed)


def difference(first: Register, second: Register) -> Difference:
    """What a reader finds changed from the first register to the second."""
    sides = [_Side(register, register.rulings(), register.first_paths()) for register in (first, second)]
    marks = [dict(_marks(side)) for side in sides]
    alone = [sorted(id for id in one if id not in other) for one, other in (marks, marks[::-1])]
    altered = sorted(id for id, mark in marks[0].items() if id in marks[1] and marks[1][id] != mark)
    changed = list(zip(_told(sides[0], altered), _told(sides[1], altered), strict=True))
    lost, gained = list(_told(sides[0], alone[0])), list(_told(sides[1], alone[1]))
    for key in (_by_words_and_act, _by_words, _by_matter):
        lost, gained, paired = _paired(lost, gained, key, _first)
        changed += paired
    lost, gained, paired = _paired(lost, gained, _by_parties, _likest)
    changed += paired
    because = {told.entry.id: why for told in (*lost, *gained) if (why := _decided(told.entry.id, *sides)) is not None}
    paths = [{path: id for id, names in side.register.documents().items() for path in names} for side in sides]
    return Difference(
        gained=tuple(sorted(gained, key=_order)),
        lost=tuple(sorted(lost, key=_order)),
        changed=tuple(
            Changed(one, other, _what(one.entry, other.entry)) for one, other in sorted(changed, key=_order_of_pair)
        ),
        same=sum(marks[1].get(id) == mark for id, mark in marks[0].items()),
        documents_gained=tuple(sorted(paths[1].keys() - paths[0].keys())),
        documents_lost=tuple(sorted(paths[0].keys() - paths[1].keys())),
        documents_changed=tuple(sorted(path for path, id in paths[0].items() if paths[1].get(path, id) != id)),
        because=because,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    register: Register
    rulings: Mapping[str, Ruling]
    paths: Mapping[str, str]


def _marks(side: _Side) -> Iterator[tuple[str, bytes]]:
    """The entries that stand, each as a hash of all that it says: a register is never held whole."""
    for entry in as_decided(side.register.entries(), side.rulings):
        yield entry.id, blake2b(repr(entry).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _told(side: _Side, ids: Sequence[str]) -> Iterator[Told]:
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        places = side.register.places(chunk)
        for entry in side.register.entries_of(chunk):
            stands = laid_over(entry, side.rulings.get(entry.id))
            path = side.paths.get(entry.document, entry.document)
            line = calendar_line(stands, places.get(entry.id, Place()), path)
            yield Told(stands, line.date, line.abstract, line.source, path)


def _by_words_and_act(told: Told) -> Key:
    return told.path, told.entry.act, told.entry.quote


def _by_words(told: Told) -> Key:
    return told.path, told.entry.quote


def _by_matter(told: Told) -> Key:
    return told.path, told.entry.act, told.entry.when.edtf, told.entry.states


def _by_parties(told: Told) -> Key:
    return told.path, told.entry.act, told.entry.states


def _first(told: Told, waiting: Sequence[Told]) -> int | None:
    """The one that stands first in its text."""
    return 0


def _likest(told: Told, waiting: Sequence[Told]) -> int | None:
    """The one in the likest words; None where none is told in nearly the same."""
    scores = [fuzz.ratio(told.entry.quote[:_COMPARED], one.entry.quote[:_COMPARED]) for one in waiting[:_TRIED]]
    best = max(range(len(scores)), key=lambda at: (scores[at], -at))
    return best if scores[best] >= _ALIKE else None


def _paired(
    lost: Sequence[Told],
    gained: Sequence[Told],
    key: Callable[[Told], Key],
    choose: Callable[[Told, Sequence[Told]], int | None],
) -> tuple[list[Told], list[Told], list[tuple[Told, Told]]]:
    """What remains on either side, and the pairs of one key, in the order of the text."""
    waiting: dict[Key, list[Told]] = {}
    for told in sorted(gained, key=lambda one: (one.entry.start, one.entry.id)):
        waiting.setdefault(key(told), []).append(told)
    left: list[Told] = []
    pairs: list[tuple[Told, Told]] = []
    for told in sorted(lost, key=lambda one: (one.entry.start, one.entry.id)):
        there = waiting.get(key(told))
        at = choose(told, there) if there else None
        if there and at is not None:
            pairs.append((told, there.pop(at)))
        else:
            left.append(told)
    return left, [told for listed in waiting.values() for told in listed], pairs


def _what(before: Entry, after: Entry) -> tuple[tuple[str, str, str], ...]:
    """The fields that a reader sees changed, in the reader's words."""
    told = [
        ("date", date_line(before.when), date_line(after.when)),
        ("act", before.act.replace("_", " "), after.act.replace("_", " ")),
        ("states", _states(before), _states(after)),
        ("people", _people(before), _people(after)),
        ("place", before.place or "none", after.place or "none"),
        ("modality", before.modality, after.modality),
        ("said by", before.said_by or "the document", after.said_by or "the document"),
        ("cites", ", ".join(before.citations) or "nothing", ", ".join(after.citations) or "nothing"),
        ("sectors", ", ".join(sorted(before.sectors)) or "none", ", ".join(sorted(after.sectors)) or "none"),
        ("words", f"“{before.quote}”", f"“{after.quote}”"),
    ]
    return tuple(one for one in told if one[1] != one[2])


def _states(entry: Entry) -> str:
    return ", ".join(state_name(code) for code in entry.states) or "none"


def _people(entry: Entry) -> str:
    bare = replace(entry, people=tuple(replace(person, id=None) for person in entry.people))
    known = [f" [{person.id}]" if person.id is not None else "" for person in entry.people]
    lines = people_text(bare).splitlines()
    return " / ".join(line + known[at] if at < len(known) else line for at, line in enumerate(lines)) or "nobody"


def _decided(id: str, first: _Side, second: _Side) -> str | None:
    """Why an entry of both registers stands in one alone: somebody's decision."""
    for side, done in ((second, "rejected"), (first, "was rejected")):
        ruling = side.rulings.get(id)
        if ruling is not None and ruling.status == "rejected":
            who = next(
                one.who for one in reversed(ruling.decisions) if one.verdict == "reject" and one.undone_by is None
            )
            by = f" by {who}" if who else ""
            return f"{done}{by}" if side is second else f"{done}{by} before, and is no longer"
    return None


def _order(told: Told) -> tuple[str, str, str, int, str]:
    when = told.entry.when
    return when.earliest or when.latest or "9999", when.latest or "", told.path, told.entry.start, told.entry.id


def _order_of_pair(pair: tuple[Told, Told]) -> tuple[str, str, str, int, str]:
    return _order(pair[1])
