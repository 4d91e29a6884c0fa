"""Dates that stand apart from what they date: alone in a cell of a row, or as the heading of a chronology.

The source of the rule is how chronologies and fact sheets of ministries are printed: "5 May 1982 | President Lind visited
Oslo"; "14 July 1965" over "Norway opened an embassy in Lima". The words of the other cells, or of the paragraph below, tell
the act; a date among those words wins. Who did it may stand apart as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.entries.heads import act_of_head, cells_of
from regesta.model import DateMention, Document, Names, Paragraph, Person, Span, Token
from regesta.reading.stretches import places_in, starting_in


def standing_dates(document: Document, dates: Sequence[DateMention]) -> dict[int, int]:
    """For each paragraph, by its start, the index of the date that stands for it; none where there is none or several.

    A row of a table has the date that fills a cell, unless the title of that column names an act, which is then what the
    date tells. A paragraph or an item below a heading, or a line, that is a date, and the items after it, have that date; one
    that opens with a date and a full stop ("4 May 1992. The two presidents meet in Lima.") has its own.
    """
    found: dict[int, int] = {}
    titles: tuple[Span, ...] = ()
    over: int | None = None
    previous = ""
    for paragraph in document.paragraphs:
        if paragraph.kind == "table":
            cells = cells_of(document.text, paragraph.start, paragraph.end)
            if previous != "table":
                titles = cells
            alone = _alone_in(document, dates, cells)
            if len(alone) == 1 and not _names_act(document.text, titles, alone[0][0]):
                found[paragraph.start] = alone[0][1]
        elif (told := _alone(document.text, dates, paragraph)) is not None or paragraph.kind == "heading":
            over = told
        elif (told := _opens_with(document.text, dates, paragraph)) is not None:
            found[paragraph.start] = told
        elif over is not None:
            found[paragraph.start] = over
            if paragraph.kind != "list":
                over = None  # what a second paragraph goes on to tell may be of another day
        previous = paragraph.kind
    return found


_MARKS = frozenset({":", "-", "–", "—"})


def opening_date(tokens: Sequence[Token]) -> int | None:
    """The index of the one date of a sentence that stands before all of it, with a mark or blanks between: "1982: Israel
    withdraws; Egypt recalls ..."."""
    spots = [at for at, token in enumerate(tokens) if token.norm == "<D>"]
    if len(spots) != 1 or spots[0] > 3 or spots[0] + 1 >= len(tokens):
        return None
    behind = tokens[spots[0] + 1]
    if behind.norm not in _MARKS and behind.start - tokens[spots[0]].end < 2:
        return None
    bare = all(not token.norm.isalpha() for token in tokens[: spots[0]])
    return tokens[spots[0]].index if bare else None


# acts that somebody does in person, who may be named in a cell beside them
_IN_PERSON = frozenset({"visit", "meeting", "credentials_presented", "appointment", "recall"})


def people_beside_cell(act: str, names: Names, row: Paragraph, cell: Span) -> tuple[Person, ...]:
    """Who did what a cell of a row tells, where another cell names one person: "Prime Minister Lind | Official visit"."""
    if row.kind != "table" or act not in _IN_PERSON:
        return ()
    named = [
        one
        for one in starting_in(names.people, row.start, row.end)
        if one.name is not None and not cell.start <= one.start < cell.end
    ]
    if len({one.name for one in named}) != 1:
        return ()
    return (Person(named[0].name, named[0].office or named[0].known_office, named[0].state),)


def _alone_in(document: Document, dates: Sequence[DateMention], cells: Sequence[Span]) -> list[tuple[int, int]]:
    """The cells of a row that hold nothing but a date: which, and the date's index."""
    told = ((at, _alone(document.text, dates, cell)) for at, cell in enumerate(cells))
    return [(at, date) for at, date in told if date is not None]


def _alone(text: str, dates: Sequence[DateMention], place: Span | Paragraph) -> int | None:
    """The index of the one dated mention of a place [start, end) that holds no other word or figure."""
    inside = places_in(dates, place.start, place.end)
    if len(inside) != 1:
        return None
    date = dates[inside[0]]
    if date.when.edtf is None or date.fault is not None:
        return None
    rest = text[place.start : date.start] + text[date.end : place.end]
    return None if any(ch.isalnum() for ch in rest) else inside[0]


_BEFORE_DATE = re.compile(r"\W*(?:(?:early|mid|late|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[\s,–-]*)?", re.I)


def _opens_with(text: str, dates: Sequence[DateMention], place: Paragraph) -> int | None:
    """The index of the date that a paragraph opens with where a full stop parts it from what it dates."""
    first = next(iter(places_in(dates, place.start, place.end)), None)
    if first is None or dates[first].when.edtf is None or dates[first].fault is not None:
        return None
    date = dates[first]
    if text[date.end : date.end + 1] != "." or not text[date.end + 1 : place.end].strip():
        return None
    return first if _BEFORE_DATE.fullmatch(text, place.start, date.start) is not None else None


def _names_act(text: str, titles: Sequence[Span], at: int) -> bool:
    return at < len(titles) and act_of_head(text[titles[at].start : titles[at].end]) is not None
