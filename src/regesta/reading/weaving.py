"""Formats that come in blocks (HTML, DOCX, XML, PDF): blocks with their places woven into one Document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.model import Document, Front, Paragraph, Place, Section
from regesta.reading.anchoring import Weaver, document_id
from regesta.reading.sentences import sentences
from regesta.reading.structure import Block, structured


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a source: its runs of text, each with its place. `kind` and `level` as in `Block`; `role` overrides the
    section's role where the format says it ("references", "notes", "abstract", "front")."""

    runs: tuple[tuple[str, Place | None], ...]
    kind: str = "text"
    level: int = 0
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader of blocks hands over: the bytes and name, the media type, what the format says of the document."""

    data: bytes
    name: str
    media_type: str
    front: Front = field(default_factory=Front)
    warnings: tuple[str, ...] = ()


_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def woven(source: Source, pieces: Iterable[Piece]) -> Document:
    """The Document of a source's pieces: white space folded inside each, a blank line between them."""
    weaver = Weaver()
    blocks: list[Block] = []
    roles: list[str | None] = []
    for piece in pieces:
        start = weaver.length + (2 if blocks else 0)
        runs = _folded(piece.runs, keep_tabs=piece.kind == "table")
        if not runs:
            continue
        if blocks:
            weaver.add("\n\n")
        for text, place in runs:
            weaver.add(text, place)
        blocks.append(Block(start, weaver.length, piece.kind, piece.level))
        roles.append(piece.role)
    text = weaver.text()
    paragraphs, sections, front = structured(text, blocks)
    if any(role is not None for role in roles):
        paragraphs, sections = _with_roles(blocks, roles, paragraphs, sections)
    return Document(
        id=document_id(source.data),
        name=source.name,
        media_type=source.media_type,
        text=text,
        anchors=tuple(weaver.anchors),
        sections=sections,
        paragraphs=paragraphs,
        sentences=sentences(text, paragraphs),
        front=_merged(source.front, front),
        warnings=source.warnings,
    )


def _folded(runs: Iterable[tuple[str, Place | None]], keep_tabs: bool) -> list[tuple[str, Place | None]]:
    """Runs with white space folded to one space, none at either end."""
    out: list[tuple[str, Place | None]] = []
    open_space = True
    for text, place in runs:
        folded = _SPACE.sub(" ", text)
        if open_space:
            folded = folded.lstrip(" ")
        if folded:
            out.append((folded, place))
            open_space = folded.endswith(" ")
    while out and not out[-1][0].rstrip(" "):
        out.pop()
    if out:
        out[-1] = (out[-1][0].rstrip(" "), out[-1][1])
    return out


def _with_roles(
    blocks: list[Block], roles: list[str | None], paragraphs: tuple[Paragraph, ...], sections: tuple[Section, ...]
) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    """What the format itself says of a block's role outweighs what its heading suggests."""
    kinds = {"references": "reference", "front": "front", "notes": "note"}
    said = dict(zip((block.start for block in blocks), roles, strict=True))
    shown = tuple(
        Paragraph(
            p.start,
            p.end,
            kinds.get(role, "text" if p.kind == "front" else p.kind)
            if role is not None and p.kind != "heading"
            else p.kind,
        )
        for p in paragraphs
        for role in [said.get(p.start)]
    )
    extra: list[Section] = []
    at = 0
    while at < len(blocks):
        role = roles[at]
        end = at
        while end + 1 < len(blocks) and roles[end + 1] == role:
            end += 1
        if role is not None:
            extra.append(Section(blocks[at].start, blocks[end].end, "", 0, role))
        at = end + 1
    covered = [(s.start, s.end) for s in extra]
    kept = [s for s in sections if s.role == "body" or not any(low <= s.start < high for low, high in covered)]
    return shown, tuple(sorted([*kept, *extra], key=lambda s: (s.start, -s.end)))


def _merged(said: Front, found: Front) -> Front:
    """What the format says of the document, filled up with what its text says."""
    return Front(
        said.title if said.title is not None else found.title,
        said.authors or found.authors,
        said.date if said.date is not None else found.date,
        said.doi if said.doi is not None else found.doi,
        said.language if said.language is not None else found.language,
    )
