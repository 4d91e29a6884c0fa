"""What is to be written: the entries that a filter keeps, as found or as people left them, and what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from regesta.exploring import decided_entries
from regesta.model import Document, Entry, Filter, Place
from regesta.register import Register

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries of a register that a filter keeps. `decided`: with people's corrections, without what they rejected.

    `paths` gives each document's id the first of its paths.
    """

    register: Register
    asked: Filter
    decided: bool
    paths: dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """How many `things` were written, and how many entries the format has no place for."""

    count: int
    left_out: int = 0
    things: tuple[str, str] = ("entry", "entries")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: one of three ways to write it, and in words which entries it has no place for.

    `text` and `binary` write one file as they go; `folder` fills a folder that is there and empty.
    """

    text: Callable[[Chosen, TextIO], Written] | None = None
    binary: Callable[[Chosen, BinaryIO], Written] | None = None
    folder: Callable[[Chosen, Path], Written] | None = None
    leaves_out: str = ""


def chosen_of(register: Register, asked: Filter | None = None, decided: bool = False) -> Chosen:
    """What a filter chooses of a register."""
    return Chosen(register, asked or Filter(), decided, register.first_paths())


def entries_of(chosen: Chosen, by_document: bool = False) -> Iterator[Entry]:
    """The entries, streamed; in the calendar's order, or document by document. Raises BadQuestion."""
    found = chosen.register.entries(chosen.asked, by_document=by_document)
    return decided_entries(chosen.register, found) if chosen.decided else found


def placed_entries(chosen: Chosen) -> Iterator[tuple[Entry, Place]]:
    """The entries in the calendar's order, each with where it stands in its source."""
    for batch in batches(entries_of(chosen), _BATCH):
        places = chosen.register.places([entry.id for entry in batch])
        for entry in batch:
            yield entry, places.get(entry.id, Place())


def entries_in_documents(chosen: Chosen) -> Iterator[tuple[Entry, Document]]:
    """The entries document by document, each with its document; one document at a time is held."""
    held: Document | None = None
    for entry in entries_of(chosen, by_document=True):
        if held is None or held.id != entry.document:
            held = chosen.register.document(entry.document)
        yield entry, held


def batches(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Entries so many at a time."""
    walk = iter(entries)
    while batch := list(islice(walk, size)):
        yield batch
