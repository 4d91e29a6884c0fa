"""Cleaned text with the way back: pieces of the source, in order, and the anchors they leave."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

from regesta.model import Anchor, Place


@dataclass(slots=True)
class Weaver:
    """Gathers text piece by piece and remembers where each piece came from. Lives inside one reader's call.

    A piece without a place was made by the reader (a joining space). Offsets are code points.
    """

    parts: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0

    def add(self, piece: str, place: Place | None = None) -> None:
        """Append a piece; linear pieces (with an offset) that go on from the last one join its anchor."""
        if not piece:
            return
        if place is not None:
            last = self.anchors[-1] if self.anchors else None
            goes_on = (
                last is not None
                and last.end == self.length
                and place.offset is not None
                and last.place.offset is not None
                and last.place.offset + (last.end - last.start) == place.offset
                and last.place.line == place.line
            )
            if goes_on and last is not None:
                self.anchors[-1] = Anchor(last.start, self.length + len(piece), last.place)
            else:
                self.anchors.append(Anchor(self.length, self.length + len(piece), place))
        self.parts.append(piece)
        self.length += len(piece)

    def text(self) -> str:
        """All that was gathered."""
        return "".join(self.parts)


def line_starts(source: str) -> list[int]:
    """The offset of each line's first character."""
    starts = [0]
    at = source.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = source.find("\n", at + 1)
    return starts


def place_at(starts: list[int], offset: int) -> Place:
    """The place of an offset of a text source: offset and line, counted from 1."""
    return Place(offset=offset, line=bisect_right(starts, offset))


def document_id(data: bytes) -> str:
    """The id of a document: the first 20 hex digits of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:20]


def document_id_of(file: Path) -> str:
    """The id that the bytes of a file have, however many they are. Raises OSError where it cannot be opened."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()[:20]
