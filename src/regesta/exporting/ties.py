"""Entries as ties of a network of states, for the formats of networks (`gexf`, `graphml`).

The first state of an entry acts, as in the register; a tie runs from it to each of the others, with the entry's dates.
Between the others no tie is drawn: the text tells none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.model import Entry
from regesta.names import state_name


@dataclass(frozen=True, slots=True)
class Tie:
    """One entry's tie from a state to another. `id` is unique in the network."""

    id: str
    source: str
    target: str
    entry: Entry


def states_of(chosen: Chosen) -> dict[str, str]:
    """The states of the entries and their names, by code: what the nodes are, in one walk over the entries."""
    codes = {code for entry in entries_of(chosen) for code in entry.states}
    return {code: state_name(code) for code in sorted(codes)}


def write_ties(chosen: Chosen, edge: Callable[[Tie, str | None], str], out: TextIO) -> Written:
    """Write the ties as they are read; `edge` makes the words of one, with its document's path."""
    count = left_out = 0
    for entry, ties in ties_of(chosen):
        for tie in ties:
            out.write(edge(tie, chosen.paths.get(entry.document)))
        count, left_out = (count + 1, left_out) if ties else (count, left_out + 1)
    return Written(count, left_out)


def ties_of(chosen: Chosen) -> Iterator[tuple[Entry, list[Tie]]]:
    """Each entry with its ties; none where it names fewer than two states."""
    for entry in entries_of(chosen):
        others = list(dict.fromkeys(code for code in entry.states[1:] if code != entry.states[0]))
        yield entry, [Tie(f"{entry.id}-{at}", entry.states[0], code, entry) for at, code in enumerate(others)]
