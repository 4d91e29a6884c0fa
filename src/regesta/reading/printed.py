"""Printed lines of a page: raised numbers joined to their line, notes at the foot set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.reading.weaving import raised

_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?")
_OPENS = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡§]{1,3})\]?[.)]?\s+\S")
_SMALL = 0.93  # a note's line against the usual height


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, page and box (left, bottom, right, top) in points."""

    text: str
    page: int
    box: tuple[float, float, float, float]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def with_raised(last: Line, span: Line) -> Line | None:
    """A line with a small number that stands above it at its end, or with the text that follows a raised mark at its
    beginning; None where neither is so."""
    if span.page != last.page:
        return None
    gap = span.box[0] - last.box[2]
    if _stands_above(span, last) and -0.3 * last.height <= gap <= 0.6 * last.height:
        shown = raised(span.text.strip(), last.text)
        if shown.startswith("["):
            box = (last.box[0], last.box[1], max(last.box[2], span.box[2]), last.box[3])
            return Line(last.text.rstrip() + shown, last.page, box)
    if _stands_above(last, span) and -0.3 * span.height <= gap <= 1.2 * span.height:
        return Line(f"{last.text.strip()} {span.text.lstrip()}", span.page, (last.box[0], *span.box[1:]))
    return None


def _stands_above(mark: Line, line: Line) -> bool:
    return (
        _MARK.fullmatch(mark.text.strip()) is not None
        and mark.height < 0.92 * line.height
        and mark.box[1] > line.box[1] + 0.15 * line.height
        and mark.box[1] < line.box[3]
    )


def notes_apart(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[list[Line]]]:
    """The lines of the text, page by page, and the notes at the foot of pages, each with its lines.

    A note is set smaller than the text, opens with a number or a mark, and nothing of the text's size stands below it.
    """
    usual = _usual_height(pages)
    bodies: list[list[Line]] = []
    notes: list[list[Line]] = []
    for page in pages:
        body: list[Line] = []
        note: list[Line] | None = None
        for line in page:
            small = line.height < _SMALL * usual
            if small and _OPENS.match(line.text) and not _text_below(line, page, usual):
                note = [line]
                notes.append(note)
            elif small and note is not None and not _text_below(line, page, usual):
                note.append(line)
            else:
                note = None
                body.append(line)
        bodies.append(body)
    return bodies, notes


def _usual_height(pages: Sequence[list[Line]]) -> float:
    """The height that most of the text is printed in."""
    heights = sorted((line.height, len(line.text)) for page in pages for line in page)
    half, seen = sum(length for _, length in heights) / 2, 0
    for height, length in heights:
        seen += length
        if seen >= half:
            return height
    return 0.0


def _text_below(line: Line, page: Sequence[Line], usual: float) -> bool:
    """Whether a line of the text's size stands below, in the same column."""
    return any(
        other.height >= _SMALL * usual
        and other.box[3] < line.box[1] + 1
        and other.box[0] < line.box[2]
        and line.box[0] < other.box[2]
        and len(other.text.strip()) > 4  # a page number is no text
        for other in page
    )
