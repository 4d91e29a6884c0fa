"""Two documents side by side: the acts that both tell, those that one tells, and where they contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.model import Act, Entry, Filter
from regesta.register import Register


@dataclass(frozen=True, slots=True)
class Compared:
    """An act with the entries that each of two documents has of it; an empty side does not tell it."""

    act: Act
    one: tuple[Entry, ...]
    other: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The acts of two documents, in order of time. `differ` are told by both, with dates that exclude each other."""

    both: tuple[Compared, ...]
    differ: tuple[Compared, ...]
    only_one: tuple[Compared, ...]
    only_other: tuple[Compared, ...]


def compared(register: Register, one: str, other: str, pair: tuple[str, ...] = ()) -> Comparison:
    """What two documents (whole ids) tell, of one pair of states or of all. Raises BadQuestion."""
    acts: dict[str, Act] = {}
    entries: dict[str, Entry] = {}
    for document in (one, other):
        asked = Filter(document=document, pair=pair)
        acts |= {act.id: act for act in register.acts(asked)}
        entries |= {entry.id: entry for entry in register.entries(asked)}
    found = [
        Compared(act, *(tuple(entries[id] for id in act.entries if id in entries and entries[id].document == document) for document in (one, other)))
        for act in sorted(acts.values(), key=lambda act: (act.when.earliest or act.when.latest or "9999", act.id))
    ]  # fmt: skip
    told_by_both = [item for item in found if item.one and item.other]
    return Comparison(
        both=tuple(item for item in told_by_both if not _exclude(item)),
        differ=tuple(item for item in told_by_both if _exclude(item)),
        only_one=tuple(item for item in found if item.one and not item.other),
        only_other=tuple(item for item in found if item.other and not item.one),
    )


def _exclude(item: Compared) -> bool:
    """Whether no day is allowed by an entry of each side: a narrower date on one side is no contradiction."""
    return not any(_may_agree(one, other) for one in item.one for other in item.other)


def _may_agree(one: Entry, other: Entry) -> bool:
    low = max(one.when.earliest or "", other.when.earliest or "")
    high = min(one.when.latest or "9999-99-99", other.when.latest or "9999-99-99")
    return low <= high
