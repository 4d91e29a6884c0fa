"""Blocks of a text become paragraphs, sections and front matter, the same way for every format."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from regesta.model import Front, Paragraph, Section
from regesta.reading.bibliography import heads_list, heads_notes, heads_part, lists_parted, reads_as_work, unheaded_list

_ROLES = (("abstract", r"(?:abstract|summary)"),)
_ROLE_SHAPES = [(role, re.compile(shape + r":?$", re.I)) for role, shape in _ROLES]
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)])")
_MONTHS = {
    m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_DATE = re.compile(
    r"(?:publication date|date of publication|published(?: on| online)?|date)\W{1,3}(?:(\d{4})-(\d\d)-(\d\d)|([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})|(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4}))",
    re.I,
)
_DAY_TOLD = (
    r"(?:(\d{4})-(\d\d)-(\d\d)|([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})|(\d{1,2})\.? ([A-Z][a-z]{2,8})\.?,? (\d{4}))"
)
# "Baku, 29 March 2023", "Washington, June 7, 1956, 3 p.m.", and before the first words of a report: "Ottawa, 12 March 2014 – The"
_DATELINE = re.compile(
    r"\W*(?P<place>[A-Z][\w.’'-]*(?:(?:[ ,]+|\s[–—-]\s)[A-Z][\w.’'-]*){0,4}(?:[,:]?\s+|\s[–—-]\s))?(?:\(?[A-Z][a-z]{2,8}day,? )?"
    + _DAY_TOLD
    + r"(?P<rest>[^\n]*)",
)
_TIME = re.compile(r"(?:[,;]?\s*(?:[–—-]\s*)?\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?|noon|hours|GMT|CET)?)?[\s.*_)]*")
_RUNS_ON = re.compile(r"(?:\s*\([^()\n]{2,30}\))?\W{0,3}\s[–—-]{1,2}\s+\S")
_MATTER = re.compile(
    r"https?://|doi\.org|@|\bvol(?:ume|\.)\b|\bissue\b|\bpublished by\b|publication date|manuscript received|licensed under|"
    r"corresponding author|^\W*key ?words|\breceived\b.*\baccepted\b|©|issn",
    re.I,
)
_ABSTRACT = re.compile(r"^\W*abstract\b", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text with its kind ("text", "heading", "list", "table", "quote", "note") and, for a heading, its level."""

    start: int
    end: int
    kind: str
    level: int = 0


_NOTE_MARKS = re.compile(r"(?:\[\d{1,3}\])+$")


def is_heading(line: str) -> bool:
    """A short line that stands alone without a final mark, or one in capitals. A mark of a note behind the final mark
    ("... in 1998.[49]") does not count."""
    line = _NOTE_MARKS.sub("", line)
    words = line.split()
    if heads_list(line):  # in scripts without capitals too, and with a colon behind it
        return True
    if not words or len(line) > 150 or line[-1] in ".,;!?" or "\n" in line or "|" in line:
        return False
    letters = [ch for ch in line if ch.isalpha()]
    if not letters:
        return False
    if line.isupper():
        return True
    return len(words) <= 10 and len(line) <= 90 and (words[0][0].isupper() or words[0][0].isdigit()) and line[-1] != ":"


def structured(text: str, blocks: Sequence[Block]) -> tuple[tuple[Paragraph, ...], tuple[Section, ...], Front]:
    """Paragraphs, sections and front matter of a text from its blocks."""
    first_body = _front_end(text, blocks)
    paragraphs: list[Paragraph] = []
    sections: list[Section] = []
    start, title, level, role = 0, "", 0, "front" if first_body > 0 else "body"
    for at, block in enumerate(blocks):
        piece = text[block.start : block.end]
        if at < first_body:
            kind = "text" if _ABSTRACT.match(piece) and len(piece) > 200 else "front"
            paragraphs.append(Paragraph(block.start, block.end, kind))
            continue
        if block.kind == "heading" and not (role == "references" and reads_as_work(piece)):
            if block.start > start:
                sections.append(Section(start, block.start, title, level, role))
            inner = role == "references" and heads_part(piece)
            start, title, level, role = (
                block.start,
                piece.strip(),
                block.level,
                "references" if inner else role_of(piece),
            )
            paragraphs.append(Paragraph(block.start, block.end, "heading"))
            continue
        if at == first_body and role == "front":
            if block.start > start:
                sections.append(Section(start, block.start, "", 0, "front"))
            start, title, level, role = block.start, "", 0, "body"
        kind = (
            "reference"
            if role == "references"
            else "note"
            if role == "notes" and block.kind in {"text", "list"}
            else "front"
            if at <= first_body + 3 and _matter(piece)
            else block.kind
        )
        paragraphs.append(Paragraph(block.start, block.end, kind))
    sections.append(Section(start, len(text), title, level, role))
    paragraphs = _with_endnotes(text, paragraphs)
    paragraphs, sections = _with_list(text, *_with_parts(text, paragraphs, sections))
    # an abstract inside the front is no front matter
    shown = [
        s
        for s in sections
        if not (s.role == "front" and any(p.kind == "text" and s.start <= p.start < s.end for p in paragraphs))
    ]
    shown += [
        Section(s.start, s.end, s.title, s.level, "abstract")
        for s in sections
        if s.role == "front" and any(p.kind == "text" and s.start <= p.start < s.end for p in paragraphs)
    ]
    return tuple(paragraphs), tuple(sorted(shown, key=lambda s: s.start)), _front(text, blocks, first_body)


def _with_parts(
    text: str, paragraphs: list[Paragraph], sections: list[Section]
) -> tuple[list[Paragraph], list[Section]]:
    """Sections in a row whose headings each part a list of works ("Primary sources", "Secondary literature") are such a list,
    also where no heading stands over them all."""
    listed: set[int] = set()
    starts = [p.start for p in paragraphs]
    at = 0
    while at < len(sections):
        end = at
        while end < len(sections) and _is_part(sections[end], end > at):
            end += 1
        run = sections[at:end]
        if any(section.role == "body" for section in run):
            low, high = (bisect_left(starts, offset) for offset in (run[0].start, run[-1].end))
            units = [text[p.start : p.end] for p in paragraphs[low:high] if p.kind in _LISTABLE]
            if lists_parted(units):
                listed |= set(range(at, end))
        at = max(end, at + 1)
    if not listed:
        return paragraphs, sections
    spans = [(sections[at].start, sections[at].end) for at in sorted(listed)]
    changed = [
        replace(s, role="references", title="" if reads_as_work(s.title) else s.title) if at in listed else s
        for at, s in enumerate(sections)
    ]
    told: list[Paragraph] = []
    at = 0
    for p in paragraphs:
        while at < len(spans) and spans[at][1] <= p.start:
            at += 1
        within = at < len(spans) and spans[at][0] <= p.start
        work = p.kind in _LISTABLE or (p.kind == "heading" and reads_as_work(text[p.start : p.end]))
        told.append(replace(p, kind="reference") if within and work else p)
    return told, changed


_CALLED = re.compile(r"\[(\d{1,3})\]")
_LED = re.compile(r"\s*\[?(\d{1,3})(?:\]|[.)]|(?=\s))\s*(?=\S)")
_FEWEST = 4  # notes behind a text


def _with_endnotes(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with those at the end that are the notes of the text though no heading says so: they count on from one,
    and figures in the text call each of them once and in order. A list of works is cited in any order, and again."""
    at, numbers = len(paragraphs), []
    while at > 0:
        one = paragraphs[at - 1]
        led = _LED.match(text, one.start, one.end)
        # a short note without a full stop looks like a heading
        if one.kind not in {"text", "list"} and (one.kind != "heading" or led is None):
            break
        at -= 1
        numbers.append(int(led[1]) if led is not None else None)
        if led is not None and led[1] == "1":
            break
    told = [number for number in reversed(numbers) if number is not None]
    if len(told) < _FEWEST or told != list(range(1, len(told) + 1)) or len(told) * 5 < len(numbers) * 4:
        return paragraphs
    if at == 0 or (
        paragraphs[at - 1].kind == "heading" and heads_list(text[paragraphs[at - 1].start : paragraphs[at - 1].end])
    ):
        return paragraphs
    found = [int(call[1]) for call in _CALLED.finditer(text, 0, paragraphs[at].start)]
    called = [number for number in found if number <= len(told)]
    if len(called) * 5 < len(told) * 3 or any(after <= before for before, after in pairwise(called)):
        return paragraphs
    return [*paragraphs[:at], *(replace(paragraph, kind="note") for paragraph in paragraphs[at:])]


_LISTABLE = frozenset({"text", "list", "reference"})


def _is_part(section: Section, later: bool) -> bool:
    """Whether a section may be one of a list's parts; a line that is a work, taken for a heading, parts none."""
    if section.role not in {"body", "references"}:
        return False
    return heads_part(section.title) or (later and reads_as_work(section.title))


def _with_list(
    text: str, paragraphs: list[Paragraph], sections: list[Section]
) -> tuple[list[Paragraph], list[Section]]:
    """A list of works at the end that bears no heading becomes a section of its own."""
    if any(p.kind == "reference" for p in paragraphs):
        return paragraphs, sections
    found = unheaded_list(text, paragraphs)
    if found is None:
        return paragraphs, sections
    first, last = found
    if any(p.kind == "note" for p in paragraphs[first:last]):
        return paragraphs, sections
    listed = [Paragraph(p.start, p.end, "reference") for p in paragraphs[first:last]]
    low, high = listed[0].start, listed[-1].end
    kept = [Section(s.start, min(s.end, low), s.title, s.level, s.role) for s in sections if s.start < low]
    after = [Section(max(s.start, high), s.end, s.title, s.level, s.role) for s in sections if s.end > high]
    return [*paragraphs[:first], *listed, *paragraphs[last:]], [*kept, Section(low, high, "", 0, "references"), *after]


def _matter(piece: str) -> bool:
    return len(piece) < 600 and _MATTER.search(piece) is not None


def role_of(heading: str) -> str:
    """The role of a section with this heading: "references", "notes", "abstract" or "body"."""
    line = heading.strip().strip("*_# ")
    if heads_list(line):
        return "references"
    if heads_notes(line):
        return "notes"
    return next((role for role, shape in _ROLE_SHAPES if shape.match(line)), "body")


def _front_end(text: str, blocks: Sequence[Block]) -> int:
    """The number of blocks that are front matter: those up to the abstract's end, where the document has one; else 0."""
    for at, block in enumerate(blocks[:40]):
        piece = text[block.start : block.end]
        if _ABSTRACT.match(piece) and block.kind != "heading":
            end = at + 1
            while (
                end < len(blocks)
                and blocks[end].kind != "heading"
                and _matter(text[blocks[end].start : blocks[end].end])
            ):
                end += 1
            return end
        if _ABSTRACT.match(piece):
            return at
    listed = next(
        (at for at, b in enumerate(blocks) if b.kind == "heading" and role_of(text[b.start : b.end]) == "references"),
        len(blocks),
    )
    if blocks and any(_matter(text[b.start : b.end]) for b in blocks[: min(3, listed)]):
        at = 0
        while at < min(12, listed) and (
            _matter(text[blocks[at].start : blocks[at].end]) or blocks[at].end - blocks[at].start < 160
        ):
            at += 1
        return at
    return 0


_BETWEEN_AUTHORS = re.compile(r",|;|\band\b|&")


def _front(text: str, blocks: Sequence[Block], first_body: int) -> Front:
    head = (
        text[: blocks[first_body - 1].end]
        if first_body > 0
        else text[: blocks[min(2, len(blocks) - 1)].end]
        if blocks
        else ""
    )
    lines = [text[b.start : b.end].strip() for b in blocks[: max(first_body, 1)]]
    title = next(
        (
            line
            for line in lines
            if not _matter(line)
            and len(line.split()) >= (4 if first_body else 1)
            and "\n" not in line
            and len(line) < 300
        ),
        None,
    )
    if title is None or (first_body == 0 and blocks and blocks[0].kind != "heading"):
        title = title if first_body else None
    authors: tuple[str, ...] = ()
    if title is not None and first_body and title in lines:
        after = lines[lines.index(title) + 1] if lines.index(title) + 1 < len(lines) else ""
        names = [part.strip(" *") for part in _BETWEEN_AUTHORS.split(after)]
        if names and len(after) < 200 and all(2 <= len(n.split()) <= 5 and n[:1].isupper() for n in names):
            authors = tuple(names)
    doi = _DOI.search(head)
    return Front(title, authors, _date(head) or _dateline(text, blocks), doi[1] if doi is not None else None, None)


_DATELINES = 6  # blocks at the top that may hold one


def _dateline(text: str, blocks: Sequence[Block]) -> str | None:
    """The day and place that a press release, a letter or a memorandum bears at its top: a line by themselves, or before the
    first words and a dash. A day without a place may head the first part of a chronology, and is none."""
    for block in blocks[:_DATELINES]:
        found = _DATELINE.match(text, block.start, min(block.end, block.start + 160))
        if found is None or found["place"] is None or block.kind in {"list", "table"}:
            continue
        alone = _TIME.fullmatch(found["rest"]) is not None and found.end() >= block.end
        if alone or (_RUNS_ON.match(found["rest"]) is not None and block.kind == "text"):
            return _day(found.groups()[1:10])
    return None


def _date(head: str) -> str | None:
    found = _DATE.search(head)
    return _day(found.groups()) if found is not None else None


def _day(parts: Sequence[str | None]) -> str | None:
    """The EDTF of a day told as year, month and day, or by the name of its month; None where there is no such day."""
    year, month, day, name, day_behind, year_behind, day_before, name_behind, year_last = parts
    number = int(month) if month is not None else _MONTHS.get((name or name_behind or "")[:3].lower(), 0)
    try:
        told = date(int(year or year_behind or year_last or 0), number, int(day or day_behind or day_before or 0))
    except ValueError:
        return None
    return told.isoformat()
