"""Lists of missions with a year each: "Lima (Callao) 1844; Arica 1850; Piura 1863", under words that say what they are.

A handbook prints its consulates so, in one sentence or a line each. The items tell no act; the sentence before them, the
words before their colon or the heading do ("consulates were opened as follows", "the appointment of a consul to ...").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.dates import sides
from regesta.entries.dating import is_span
from regesta.entries.ids import with_id
from regesta.entries.items import Ground, item_entry
from regesta.entries.scene import Scene
from regesta.model import DateMention, Document, Entry, Names, Paragraph, Span, When
from regesta.reading.stretches import starting_in, touching

_FEWEST = 3  # of what makes a list
_LONGEST = 100  # code points of an item
# one to four words of a name, and another name of it in brackets
_NAME = r"(?:[^\W\d_][\w.’'-]*\s+){0,3}[^\W\d_][\w.’'-]*(?:\s*\([^()\d]{2,40}\))?"
_ITEM = re.compile(rf"\s*(?:[-*•]\s*)?(?:and\s+)?(?P<name>{_NAME})\s*[,:–—(-]?\s*(?:in\s+|since\s+)?\Z")
_CLOSES = re.compile(r"\)?\s*[.;,]?\s*\Z")
_SMALL = frozenset({"de", "la", "el", "of", "the", "del", "and", "al", "le", "du", "da", "do"})
_MISSION = re.compile(
    r"\b(?:consul(?:s|ates?|ar)?|consulates? general|legations?|embass(?:y|ies)|(?:diplomatic|consular) (?:posts?|missions?))\b",
    re.I,
)
_BEGAN = re.compile(
    r"\b(?:open|establish|creat|inaugurat|found|appoint|assign|station|dispatch|sent|set up|maintain|operat|locat|exist|presence|posts?\b|following|follows)",
    re.I,
)
_CLOSED = re.compile(r"\b(?:clos|discontinu|abolish|suspend|shut)", re.I)


def posted(
    document: Document,
    dates: Sequence[DateMention],
    names: Names,
    scene: Scene,
    entries: Sequence[Entry],
    shut: Sequence[tuple[int, int, str]],
) -> list[tuple[Entry, int]]:
    """The entries of lists of missions, each with the index of its date. Offsets are code points of the document's text.

    Only where every item is a name and a date, some name is a known place, none is a person's, and the words before the
    list say that missions were opened or consuls assigned. `shut` are parts that tell nothing (references, quotations).
    """
    made: list[tuple[Entry, int]] = []
    starts = [date.start for date in dates]
    silent, told = touching((low, high) for low, high, _ in shut), touching((one.start, one.end) for one in entries)
    for intro, pieces in _lists(document, starts):
        act = _act_of(document.text[intro.start : intro.end])
        if act is None or silent(pieces[0].start, pieces[0].start + 1):
            continue
        items = [_item(document.text, piece, dates, starts) for piece in pieces]
        found = [item for item in items if item is not None]
        if len(found) < len(items) or not _are_places(names, found):
            continue
        for span, name, at in found:
            if told(span.start, span.end):
                continue
            date = dates[at]
            opened, closed = sides(date.when)
            kept = is_span(date) and act == "mission_opened"
            place = _place(names, span) or name
            made.append((_entry(document, act, opened if kept else date.when, span, place, scene), at))
            if kept:  # "Lima (1844-1912)": kept from then till then
                made.append((_entry(document, "mission_closed", closed, span, place, scene), at))
    return made


def _lists(document: Document, starts: Sequence[int]) -> Iterator[tuple[Span, list[Span]]]:
    """What may be a list: the words before it and the spans of its items."""
    text = document.text
    before: Span | None = None
    for sentence in document.sentences:
        dated = bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start)
        if dated >= _FEWEST:
            colon = text.find(":", sentence.start, sentence.end)
            first = starts[bisect_left(starts, sentence.start)]
            inside = sentence.start < colon < first
            low = colon + 1 if inside else sentence.start
            intro = Span(sentence.start, colon) if inside else before
            mark = ";" if ";" in text[low : sentence.end] else ","
            pieces = list(_pieces(text, low, sentence.end, mark))
            if intro is not None and len(pieces) >= _FEWEST:
                yield intro, pieces
        before = sentence
    run: list[Span] = []
    lead: Paragraph | None = None
    for paragraph in document.paragraphs:
        short = paragraph.kind in {"list", "text", "heading"} and paragraph.end - paragraph.start <= _LONGEST
        if short and bisect_left(starts, paragraph.end) - bisect_left(starts, paragraph.start) == 1:
            run.append(Span(paragraph.start, paragraph.end))
            continue
        if lead is not None and len(run) >= _FEWEST:
            yield Span(max(lead.start, lead.end - 300), lead.end), run
        run, lead = [], paragraph
    if lead is not None and len(run) >= _FEWEST:
        yield Span(max(lead.start, lead.end - 300), lead.end), run


_YEAR_BEHIND = re.compile(r",? (?:\d{4}\b|in \d{4})")


def _pieces(text: str, start: int, end: int, mark: str) -> Iterator[Span]:
    """The spans between marks; a comma inside brackets or before a year belongs to its item."""
    low = start
    depth = 0
    for at in range(start, end):
        sign = text[at]
        depth += (sign == "(") - (sign == ")")
        if sign == mark and depth <= 0 and not (mark == "," and _YEAR_BEHIND.match(text[at + 1 : at + 12])):
            yield Span(low, at)
            low = at + 1
    yield Span(low, end)


_NAME_WORD = re.compile(r"[^\W\d_][\w.’'-]*")


def _item(text: str, piece: Span, dates: Sequence[DateMention], starts: Sequence[int]) -> tuple[Span, str, int] | None:
    """A name and one date and nothing else: the span that tells it, the name, the date's index."""
    low, high = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
    if high - low != 1 or piece.end - piece.start > _LONGEST or dates[low].end > piece.end:
        return None
    date = dates[low]
    if date.when.edtf is None or date.fault is not None:
        return None
    found = _ITEM.match(text[piece.start : date.start])
    if found is None or _CLOSES.match(text[date.end : piece.end]) is None:
        return None
    words = _NAME_WORD.findall(found["name"].partition("(")[0])
    if not all(word[0].isupper() or word in _SMALL for word in words):
        return None
    bracket = (
        1 if text[date.end : date.end + 1] == ")" and ")" not in text[piece.start + found.end("name") : date.end] else 0
    )
    return Span(piece.start + found.start("name"), date.end + bracket), found["name"].partition("(")[0].strip(), low


def _are_places(names: Names, found: Sequence[tuple[Span, str, int]]) -> bool:
    """Whether the names are those of places: one in three is known as one, and none is a person's."""
    known = sum(_place(names, span) is not None for span, _, _ in found)
    near = starting_in(names.people, found[0][0].start - _LONGEST, found[-1][0].end)
    people = any(
        person.name is not None and any(person.start < span.end and span.start < person.end for span, _, _ in found)
        for person in near
    )
    return known * 3 >= len(found) and not people


def _place(names: Names, span: Span) -> str | None:
    places = names.places
    at = bisect_left(places, span.start, key=lambda place: place.start)
    return places[at].name if at < len(places) and places[at].end <= span.end else None


def _act_of(intro: str) -> str | None:
    """The act that the words before a list name: missions opened, or closed; None where they speak of no missions."""
    words = intro[max(0, len(intro) - 300) :]
    if _MISSION.search(words) is None:
        return None
    began, closed = _BEGAN.search(words), _CLOSED.search(words)
    if closed is not None:
        return "mission_closed" if began is None else None
    # a heading ("Consular Posts") needs no verb
    return "mission_opened" if began is not None or len(words) <= 40 else None


_LIST = Ground("list-of-missions", 0.8, "the words before the list name the act; the item gives its date")


def _entry(document: Document, act: str, when: When, span: Span, place: str, scene: Scene) -> Entry:
    pair = (scene.own, scene.other) if scene.teller == scene.own else (scene.other, scene.own)
    states = tuple(code for code in pair if code is not None)
    return with_id(replace(item_entry(document, span, act, when, states, _LIST), place=place))
