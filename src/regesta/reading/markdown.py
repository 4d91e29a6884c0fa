"""Markdown, also as text recognition writes it: marks cleaned, paragraphs that a page end broke joined again."""

from __future__ import annotations

import re
from itertools import pairwise

from regesta.model import Document, Front, Note, Paragraph
from regesta.reading.anchoring import Weaver, document_id, line_starts, place_at
from regesta.reading.blocks import blocks_of
from regesta.reading.decoding import decode
from regesta.reading.sentences import sentences
from regesta.reading.structure import Block, structured
from regesta.reading.weaving import RAISED_LIST, raised

# what is dropped or unwrapped; group "keep" stays
_MARKS = re.compile(
    rf"""
    \\(?P<escaped>[\\`*_{{}}\[\]()\#+\-.!$<>|~^"'])
  | \[\^(?P<note>[^\[\]\s]{{1,40}})\](?P<defines>:[ \t]*)?
  | <(?P<url>(?:https?://|mailto:)[^<>\n]{{1,2000}})>
  | \^\{{(?P<raised>{RAISED_LIST})\}} | (?<=[\w.,;:)\]”"])\^(?P<up>{RAISED_LIST})\^ | <sup>\s?(?P<sup>\[?{RAISED_LIST}\]?)\s?</sup>
  | \^\{{[^{{}}\n]{{1,6}}\}}\*? | \^[^\s^]{{1,3}}\^ | \^[a-z0-9*†‡](?![a-zA-Z0-9])
  | !\[[^\[\]\n]{{0,300}}\]\([^()\n]{{0,1000}}\)
  | (?<!!)\[(?P<link>[^\[\]\n]{{1,300}})\]\((?:[^()\n]|\([^()\n]{{0,200}}\)){{0,1000}}\)
  | \*{{2,3}} | (?<![\w\\])_{{1,3}}(?=\S) | (?<=\S)_{{1,3}}(?!\w) | (?<!\*)\*(?=[^\s*]) | (?<=[^\s*])\*(?!\*)
  | ^[ ]{{0,3}}\#{{1,6}}[ \t]+ | (?<![ \t])[ \t]+\#+[ \t]*$ | (?P<quoted>^[ ]{{0,3}}>[ ]?)
  | </?[a-zA-Z][^<>\n]{{0,200}}> | <!--.{{0,2000}}?-->
  | (?<!`)`{{1,3}}(?:[a-z]{{0,12}}$)?
    """,
    re.X | re.M,
)
_FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "as",
        "that",
        "which",
        "who",
        "whose",
        "while",
        "when",
        "where",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "its",
        "their",
        "his",
        "her",
        "this",
        "these",
        "those",
        "such",
        "not",
        "also",
        "between",
        "into",
        "than",
        "under",
        "over",
    ]
)
_ENDS = re.compile(r"[\w,;–-]$")
_QUOTED = "> "  # stands for a note's label, which has no blanks, where a line is set apart as a quotation
_FRONT_MATTER = re.compile(r"---\r?\n(.{0,4000}?)\n---[ \t]*\r?\n", re.S)


def read(data: bytes, name: str) -> Document:
    """A Document from Markdown; every kept character leads back to its offset and line. Raises BadDocument."""
    source, warnings = decode(data, name)
    starts = line_starts(source)
    weaver = Weaver()
    head = _FRONT_MATTER.match(source)
    at = head.end() if head is not None else 0
    marks: list[tuple[str, int, bool]] = []
    for piece in _joints(source):
        if piece[0] < at:
            continue
        marks += _clean(source, at, piece[0], starts, weaver)
        weaver.add(" ")
        at = piece[1]
    marks += _clean(source, at, len(source), starts, weaver)
    text = weaver.text()
    quoted = frozenset(place for label, place, _ in marks if label == _QUOTED)
    blocks = [
        Block(b.start, b.end, "quote") if b.start in quoted and b.kind in {"text", "heading"} else b
        for b in blocks_of(text)
    ]
    blocks = _noted(text, _levelled(source, text, blocks), [place for _, place, defines in marks if defines])
    paragraphs, sections, front = structured(text, blocks)
    return Document(
        id=document_id(data),
        name=name,
        media_type="text/markdown",
        text=text,
        anchors=tuple(weaver.anchors),
        sections=sections,
        paragraphs=paragraphs,
        sentences=sentences(text, paragraphs),
        front=_said(head[1], front) if head is not None else front,
        warnings=warnings,
        notes=_notes(marks, paragraphs),
    )


def _noted(text: str, blocks: list[Block], defined: list[int]) -> list[Block]:
    """Blocks cut where the text of a note begins; from there on they are notes."""
    out: list[Block] = []
    for block in blocks:
        inside = [at for at in defined if block.start <= at < block.end]
        cuts = [block.start, *(at for at in inside if at > block.start), block.end]
        for low, high in pairwise(cuts):
            end = low + len(text[low:high].rstrip())
            if end > low:
                out.append(Block(low, end, "note") if low in inside else Block(low, end, block.kind, block.level))
    return out


def _notes(marks: list[tuple[str, int, bool]], paragraphs: tuple[Paragraph, ...]) -> tuple[Note, ...]:
    """The notes that the text defines, one for each place that calls them."""
    calls: dict[str, list[int | None]] = {}
    for label, at, defines in marks:
        if not defines:
            calls.setdefault(label, []).append(at)
    ends = {paragraph.start: paragraph.end for paragraph in paragraphs}
    return tuple(
        Note(label, called_at, at, ends[at])
        for label, at, defines in marks
        if defines and at in ends
        for called_at in calls.get(label, [None])
    )


_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}$")


def _said(head: str, found: Front) -> Front:
    """What the fields between the dashes say of the document, filled up with what its text says."""
    fields: dict[str, str] = {}
    for line in head.splitlines():
        key, mark, value = line.partition(":")
        if mark and value.strip():
            fields[key.strip().lower()] = value.strip().strip("\"'")
    authors = tuple(
        part.strip(" \"'")
        for part in fields.get("author", fields.get("authors", "")).strip("[]").replace(";", ",").split(",")
        if part.strip()
    )
    day = _DAY.match(fields.get("date", ""))
    return Front(
        fields.get("title", found.title), authors or found.authors, day.group() if day is not None else found.date,
        fields.get("doi", found.doi), fields.get("lang", fields.get("language", found.language)),
    )  # fmt: skip


def _clean(source: str, start: int, end: int, starts: list[int], weaver: Weaver) -> list[tuple[str, int, bool]]:
    """Weave source[start:end] without its marks. Gives the marks of notes: label, offset, and whether the note begins here;
    and the lines of blocks set apart as quotations, under the label `_QUOTED`."""
    notes: list[tuple[str, int, bool]] = []

    def weave(low: int, high: int) -> None:
        # one anchor a line, so that each knows its line
        while low < high:
            stop = source.find("\n", low, high)
            stop = high if stop < 0 else stop + 1
            piece = source[low:stop].replace("\r", " ")
            weaver.add(piece, place_at(starts, low))
            low = stop

    at = start
    for mark in _MARKS.finditer(source, start, end):
        weave(at, mark.start())
        for group in ("escaped", "url", "link"):
            if mark[group] is not None:
                weave(mark.start(group), mark.end(group))
        if mark["quoted"] is not None:
            notes.append((_QUOTED, weaver.length, False))
        if mark["note"] is not None:
            opens = (
                mark["defines"] is not None
                and source[source.rfind("\n", 0, mark.start()) + 1 : mark.start()].strip() == ""
            )
            notes.append((mark["note"], weaver.length, opens))
        for group in ("raised", "up", "sup"):
            if mark[group] is None:
                continue
            bracketed = mark[group].startswith("[")
            cites = bracketed or raised(mark[group], source[max(0, mark.start() - 4) : mark.start()])[0] == "["
            if cites and not bracketed:
                weaver.add("[")
            if cites or group == "sup":  # "km<sup>2</sup>" stays "km2"
                weave(mark.start(group), mark.end(group))
            if cites and not bracketed:
                weaver.add("]")
        at = mark.end()
    weave(at, end)
    return notes


_BLANK_LINES = re.compile(r"(?<![ \t])[ \t]*\r?\n[ \t]*\r?\n\s*")
_NO_WORD = re.compile(r"\W+")


def _joints(source: str) -> list[tuple[int, int]]:
    """The blank lines that break a paragraph in mid-sentence: a page's end, not the author's."""
    joints: list[tuple[int, int]] = []
    for gap in _BLANK_LINES.finditer(source):
        low = source.rfind("\n", 0, gap.start()) + 1
        before, after = source[low : gap.start()].rstrip(), source[gap.end() : gap.end() + 80]
        if (
            len(before) < 60
            or not after
            or before.lstrip().startswith(("#", "|", "+", ">", "- ", "* "))
            or not _ENDS.search(before)
        ):
            continue
        if after[0] in "#|+>-*[<0123456789" or before.isupper():
            continue
        word = _NO_WORD.split(before.lower())[-1] if before[-1].isalpha() else ""
        if after[0].islower() or before.endswith(",") or word in _FUNCTION_WORDS:
            joints.append((gap.start(), gap.end()))
    return joints


_MARKED_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t#]*$", re.M)


def _levelled(source: str, text: str, blocks: list[Block]) -> list[Block]:
    """Headings that the source marks with # keep their level, whatever they look like."""
    marked = {" ".join(_MARKS.sub("", m[2]).split()): len(m[1]) for m in _MARKED_HEADING.finditer(source)}
    return [
        Block(b.start, b.end, "heading", marked[line])
        if (line := " ".join(text[b.start : b.end].split())) in marked
        else b
        for b in blocks
    ]
