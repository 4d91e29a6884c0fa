"""Two documents side by side: the acts that both tell, those that one tells, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.model import Act, Entry
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


def compared(
    register: Register, one: Sequence[Entry], other: Sequence[Entry], pair: tuple[str, ...] = ()
) -> Comparison:
    """What the entries of two documents tell, of one pair of states (codes) or of all."""
    sides = [{entry.id: entry for entry in side if set(pair) <= set(entry.states)} for side in (one, other)]
    acts = register.acts_of([*sides[0], *sides[1]])
    found = [
        Compared(act, *(tuple(side[id] for id in act.entries if id in side) for side in sides))
        for act in sorted(acts, key=lambda act: (act.when.earliest or act.when.latest or "9999", act.id))
    ]
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
