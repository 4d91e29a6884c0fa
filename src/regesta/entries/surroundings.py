"""What surrounds a passage, for entries and statements alike: parts that tell nothing of their own, and whose words it is in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from regesta.model import DateMention, Document, PersonMention, Quotation, Span

# [start, end) of some words -> who says them
Voice = Callable[[int, int], str | None]


def closed_parts(document: Document, notes: Sequence[Span]) -> list[tuple[int, int, str]]:
    """Parts of a document that tell nothing of their own, each with the reason, by place: the reference list, front matter,
    notes on sources (`notes`)."""
    closed = [
        (
            section.start,
            section.end,
            {"references": "it stands in the reference list", "front": "it stands in the front matter"}[section.role],
        )
        for section in document.sections
        if section.role in {"references", "front"}
    ]
    closed += [(p.start, p.end, "it stands in the front matter") for p in document.paragraphs if p.kind == "front"]
    closed += [
        (p.start, p.end, "it stands in the reference list") for p in document.paragraphs if p.kind == "reference"
    ]
    closed += [(note.start, note.end, "it stands in a note on sources") for note in notes]
    return sorted(closed)


def voices(quotations: Sequence[Quotation]) -> Voice:
    """A look-up: who says the words [start, end), the speaker of the narrowest quotation or report around them, None for the
    document itself."""
    spoken = sorted((q for q in quotations if q.speaker is not None), key=lambda q: q.start)
    starts = [q.start for q in spoken]
    reach = list(accumulate((q.end for q in spoken), max))  # how far the quotations up to each go

    def voice_of(start: int, end: int) -> str | None:
        around: list[Quotation] = []
        at = bisect_right(starts, start) - 1
        while at >= 0 and reach[at] >= end:
            if spoken[at].end >= end:
                around.append(spoken[at])
            at -= 1
        return min(reversed(around), key=lambda q: q.end - q.start).speaker if around else None

    return voice_of


_NUMBERED = re.compile(r"\[\d{1,4}\]\s+\S")


def printed_notes(document: Document) -> frozenset[int]:
    """The starts of paragraphs that are notes printed below a text, "[44] Author, title, date": three at least."""
    numbered = frozenset(p.start for p in document.paragraphs if _NUMBERED.match(document.text, p.start))
    return numbered if len(numbered) >= 3 else frozenset()


def is_inside(span: Span, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Whether a span lies in one of some parts: their sorted starts, and how far those up to each go."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and span.end <= reach[at]


_OPENS = re.compile(r"\s?\((?:(?:born|b\.|died|d\.|lived|reigned|ruled|r\.|†|\*)\s?)?$")
_TAIL = 12  # characters that the longest of these takes


_LIFE = (
    20  # years; fewer are a term of office, within which what is told was done: "H. Knowles (1907-09) presented ..."
)


def _is_life(date: DateMention) -> bool:
    """Whether a date is a span of as many years as only a life, or a reign, has."""
    first, stroke, last = (date.when.edtf or "").partition("/")
    years = first[:4], last[:4]
    return bool(stroke) and all(map(str.isdecimal, years)) and int(years[1]) - int(years[0]) >= _LIFE


def years_of_people(text: str, people: Sequence[PersonMention], dates: Sequence[DateMention]) -> frozenset[int]:
    """The indexes of the dates that stand alone in a bracket right behind somebody's name, from one year to another or with
    "born", "died", "reigned": when that person lived or ruled, and not when the sentence's act was done."""
    ends = {person.end for person in people}
    found = set()
    for at, date in enumerate(dates):
        if text[date.end : date.end + 1] != ")":
            continue
        opens = _OPENS.search(text, max(0, date.start - _TAIL), date.start)
        if opens is not None and opens.start() in ends and (opens[0].lstrip() != "(" or _is_life(date)):
            found.add(at)
    return frozenset(found)


def why_silent(date: DateMention, closed: Sequence[tuple[int, int, str]]) -> str:
    """Why a date gives no entry."""
    if date.fault is not None:
        return f"no entry: {date.fault}"
    for low, high, reason in closed:
        if low <= date.start < high:
            return f"no entry: {reason}"
    return "no entry: no words in its sentence tell an act that takes this date"
