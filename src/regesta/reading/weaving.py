"""Formats that come in blocks (HTML, DOCX, XML, PDF): blocks with their places woven into one Document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.model import Document, Front, Note, Paragraph, Place, Section
from regesta.reading.anchoring import Weaver, document_id
from regesta.reading.sentences import sentences
from regesta.reading.structure import Block, structured


@dataclass(frozen=True, slots=True)
class Call:
    """Where a run of text calls a note: `key` is the note's in the source, `label` its mark."""

    key: str
    label: str


Run = tuple[str, Place | None] | Call


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a source: its runs of text, each with its place, and the calls of notes between them. `kind` and `level` as
    in `Block`; `role` overrides the section's role where the format says it ("references", "notes", "abstract", "front").
    `note` is the key of the note that the block is, or goes on with."""

    runs: tuple[Run, ...]
    kind: str = "text"
    level: int = 0
    role: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader of blocks hands over: the bytes and name, the media type, what the format says of the document."""

    data: bytes
    name: str
    media_type: str
    front: Front = field(default_factory=Front)
    warnings: tuple[str, ...] = ()


# a raised number is a citation where a word or a mark stands before it, and a measure or a power elsewhere
_CITES = re.compile(r"(?:[^\W\d_]{3}|\d{4}|[.,;:)\]”“\"’»›])$")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def woven(source: Source, pieces: Iterable[Piece]) -> Document:
    """The Document of a source's pieces: white space folded inside each, a blank line between them."""
    weaver = Weaver()
    blocks: list[Block] = []
    roles: list[str | None] = []
    calls: dict[str, list[tuple[int, str]]] = {}
    noted: list[tuple[str, int, int]] = []
    for piece in pieces:
        start = weaver.length + (2 if blocks else 0)
        runs = _folded(piece.runs)
        if not runs:
            continue
        if blocks:
            weaver.add("\n\n")
        for run in runs:
            if isinstance(run, Call):
                calls.setdefault(run.key, []).append((weaver.length, run.label))
            else:
                weaver.add(*run)
        if piece.note is not None:
            noted.append((piece.note, start, weaver.length))
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
        notes=_notes(calls, noted),
    )


def _notes(calls: dict[str, list[tuple[int, str]]], noted: list[tuple[str, int, int]]) -> tuple[Note, ...]:
    """The notes in the order of the text, one for each place that calls them."""
    found = []
    for key, start, end in noted:
        found += [Note(label, called_at, start, end) for called_at, label in calls.get(key, ())] or [
            Note("", None, start, end)
        ]
    return tuple(sorted(found, key=lambda note: note.start))


def _folded(runs: Iterable[Run]) -> list[Run]:
    """Runs with white space folded to one space, none at either end."""
    out: list[Run] = []
    open_space = True
    for run in runs:
        if isinstance(run, Call):
            out.append(run)
            continue
        text, place = run
        folded = _SPACE.sub(" ", text)
        if open_space:
            folded = folded.lstrip(" ")
        if folded:
            out.append((folded, place))
            open_space = folded.endswith(" ")
    # no space at the end, wherever calls stand; without text there is no block
    for at in range(len(out) - 1, -1, -1):
        run = out[at]
        if isinstance(run, Call):
            continue
        out[at] = (run[0].rstrip(" "), run[1])
        if run[0].rstrip(" "):
            return [run for run in out if isinstance(run, Call) or run[0]]
    return []


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


# "4,6-8" and, as AMA 11 (3.6) prints pages, "1(pp22-25)", "1(p140),8"
_RAISED_ONE = r"\d{1,3}(?:\s?\([^\W\d_]{1,4}\.?\s?\d[^()]{0,30}\))?"
RAISED_LIST = rf"{_RAISED_ONE}(?:\s?[,–-]\s?{_RAISED_ONE}){{0,9}}"
_RAISED_NUMBERS = re.compile(RAISED_LIST)


def raised(text: str, before: str) -> str:
    """A raised number as a citation in square brackets, as it stands where nothing can be raised; `before` is what it
    follows. What is no citation ("km²", "10⁶") stays as it is."""
    bare = text.strip()
    if _RAISED_NUMBERS.fullmatch(bare) is None:
        bare = bare.strip("[]()")
    if _RAISED_NUMBERS.fullmatch(bare) is None or _CITES.search(before.rstrip()) is None:
        return text
    return f"[{bare}]"
