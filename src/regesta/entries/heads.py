"""Lists and tables: a row that tells no act of its own takes the one its head names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regesta.model import Document, Paragraph, Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or list. `cells` are spans of the text; `acts` gives for each cell the act its column's head names.

    A list item has one cell. `intro` is the act that the heading or the sentence before the list names, None for none.
    """

    paragraph: Span
    cells: tuple[Span, ...]
    acts: tuple[str | None, ...]
    intro: str | None


def act_of_head(head: str) -> str | None:
    """The act that a heading, a column's title or an introducing sentence names."""
    low = " ".join(head.lower().split())
    return next((act for act, shape in _heads() if shape.search(low)), None)


def rows_of(document: Document) -> Iterator[Row]:
    """The rows of a document's tables and lists, in order."""
    text = document.text
    columns: tuple[str | None, ...] = ()
    intro: str | None = None
    previous: Paragraph | None = None
    for paragraph in document.paragraphs:
        if paragraph.kind == "table":
            cells = cells_of(text, paragraph.start, paragraph.end)
            heads = tuple(act_of_head(text[c.start : c.end]) if c.end - c.start < 60 else None for c in cells)
            fresh = previous is None or previous.kind != "table"
            if _is_header(text, cells, heads, fresh):
                columns = heads
            elif columns:
                yield Row(Span(paragraph.start, paragraph.end), cells, columns, None)
        elif paragraph.kind == "list":
            if intro is not None:
                yield Row(Span(paragraph.start, paragraph.end), (Span(paragraph.start, paragraph.end),), (None,), intro)
        else:
            columns = ()
            intro = (
                act_of_head(text[paragraph.start : paragraph.end]) if paragraph.end - paragraph.start < 300 else None
            )
        previous = paragraph


_RENAMED = re.compile(r"\((?:now|today|formerly|then|as|since|present-day|later)\b[^()]*$")


def is_renamed(text: str, start: int, at: int) -> bool:
    """Whether a state named at `at` only explains the one before it: "Yugoslavia (now Serbia". Offsets are code points,
    `start` where the row begins."""
    return _RENAMED.search(text, start, at) is not None


def _is_header(text: str, cells: tuple[Span, ...], heads: tuple[str | None, ...], fresh: bool) -> bool:
    if fresh and any(heads):
        return True
    return any(heads) and not any(ch.isdigit() for c in cells for ch in text[c.start : c.end])


_LINE = re.compile(r"[^\n]+")


def cells_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of a table row, as printed between upright strokes; the lines of a cell that runs on belong to it.

    Offsets are code points. A row of several printed lines gives, column by column, one span a line.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text[start:end]):
        low, high = start + line.start(), start + line.end()
        if set(line.group()) <= set("+-=| \t") and "|" not in line.group():
            continue
        body = text[low:high]
        offset = low
        parts = body.split("|")
        if body.lstrip().startswith("|"):
            offset += len(parts[0]) + 1
            parts = parts[1:]
            if parts and not parts[-1].strip():
                parts = parts[:-1]
        for part in parts:
            lead = len(part) - len(part.lstrip())
            spans.append(Span(offset + lead, offset + max(lead, len(part.rstrip()))))
            offset += len(part) + 1
    return tuple(spans)


@cache
def _heads(language: str = "en") -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("regesta.entries").joinpath(f"data/{language}/heads.toml").read_text(encoding="utf-8"))
    return tuple((act, re.compile(rf"\b(?:{shape})")) for act, shape in data.items())
