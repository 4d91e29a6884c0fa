"""What a check may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regesta.model import Act, Document, Entry, Identity, Reading


@dataclass(frozen=True, slots=True)
class Case:
    """One document with all that was found in it. `identities` are keyed by (entry id, position in its people)."""

    reading: Reading
    identities: Mapping[tuple[str, int], Identity] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()

    @property
    def document(self) -> Document:
        return self.reading.document


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of many documents with their acts: what checks between documents look at. `names`: document id to path."""

    entries: Mapping[str, Entry]
    acts: tuple[Act, ...]
    identities: Mapping[tuple[str, int], Identity]
    names: Mapping[str, str]
