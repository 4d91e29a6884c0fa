"""The list of works parted into works, two ways: by its layout and by its wording. Where they disagree, that is said.

The layout knows paragraphs, lines and the numbers in front of them. The wording knows numbers that count on wherever they
stand, and how a work opens: an author behind the end of the work before. Neither alone is enough: a page's end tears a
work in two, and a list may come as one paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from regesta.citations.wordlists import any_of
from regesta.model import Document, Paragraph
from regesta.reading.stretches import starting_in

NUMBERED = re.compile(r"[-*•]?\s*(?:\[(\d{1,4})\]\.?|\((\d{1,4})\)|(\d{1,4})[.)])\s*(?=\S)")
BULLET = re.compile(r"[-*•]\s+")
_ANYWHERE = re.compile(
    r"(?:(?<=\s)|^)(?:[-*•]\s*)?(?:\[(\d{1,4})\]\.?|(\d{1,4})[.)])\s+(?=[^\W\d_a-z]|[“\"«„'‘(<]|[a-zà-ÿ]{2,3}\s)"
)
_LETTER = r"[^\W\d_]"
_INITIALS = rf"(?:(?![a-zа-яё]){_LETTER}\.[\s-]?){{1,3}}"
_SURNAME = rf"(?:(?:van|von|de|der|den|di|da|le|la|el|al|bin|ibn)[\s-]){{0,2}}(?![a-zа-яё]){_LETTER}[\w'’-]+(?:\s(?![a-zа-яё]){_LETTER}[\w'’-]+)?"
_PERSON = rf"{_SURNAME},?\s{_INITIALS}"
_YEAR = r"(?:1[4-9]|20)\d\d[a-z]?"
# behind the end of a work: an author with initials and a year at once
_DATED = re.compile(
    rf"(?<=[.)\]>/\d”»])\s+(?={_PERSON}(?:(?:,?\s(?:&|and|ve|və|и|und|et|y)\s|[,;]\s){_PERSON}){{0,6}}(?:,?\set al\.?)?[,.]?\s*\(?{_YEAR})"
)
# behind a year, pages or a day of access: an author
_BEHIND = re.compile(
    rf"(?:{_YEAR}|\d[-–]\d{{1,5}}|\b{_LETTER}{{1,3}}\.\s?\d{{1,5}}|\])\.\s+(?=(?:{_PERSON}|{_INITIALS}{_SURNAME}|{_SURNAME},\s(?![a-zа-яё]){_LETTER}[\w’'-]+(?:\s{_LETTER}\.)?[.,]))"
)
_DENSE = 600  # code points a work, by its layout, above which the layout has lost works
_SHORTEST = 30  # code points that a work has at least, where its wording alone parts it
_TERMINAL = re.compile(r"(?:(?:https?://|www\.)\S{4,}|[.!?\])>”»\"’]|\d|/|\w{4,}/?)\s*$")
# "pp." before its numbers; "312 p." is an extent, and ends a work
_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:eds?|hrsg|in|vol|no|(?<!\d\s)pp?|trans|ред|и|and|&|von|de)\.?|[,;:–-])\s*$", re.I
)
_MATTER = re.compile(
    r"(?:received|accepted|submitted|published|correspond|copyright|licen[sc]e|©|about the author|daxil olub|redaksiyaya|поступила|makale|geliş|kabul)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A work's span [start, end), and one sentence where the two ways of parting the list disagree on it."""

    start: int
    end: int
    doubt: str | None = None


def split(document: Document) -> tuple[Piece, ...]:
    """The works of a document's lists, in order. Offsets in code points."""
    pieces: list[Piece] = []
    for group in _groups(document):
        pieces += _parted(document, group)
    return tuple(pieces)


def _groups(document: Document) -> list[list[Paragraph]]:
    """The paragraphs of each list: those that nothing but notes stands between. A heading begins another."""
    groups: list[list[Paragraph]] = []
    open_group = False
    for paragraph in document.paragraphs:
        if paragraph.kind == "reference":
            if not open_group:
                groups.append([])
            groups[-1].append(paragraph)
            open_group = True
        elif paragraph.kind != "note":
            open_group = False
    return groups


# --- by layout -------------------------------------------------------------------------------------------------------


_LINE_END = re.compile(r"\n")


def _lines(text: str, paragraph: Paragraph) -> list[int]:
    """The offsets at which the lines of a paragraph start."""
    found = [paragraph.start]
    found += [m.end() for m in _LINE_END.finditer(text, paragraph.start, paragraph.end) if m.end() < paragraph.end]
    return found


def by_layout(document: Document, group: Sequence[Paragraph]) -> list[int]:
    """Where works start, as paragraphs, lines, indents and the numbers before them show it."""
    text = document.text
    lines = [_lines(text, paragraph) for paragraph in group]
    marks = [(at, m) for starts in lines for at in starts if (m := NUMBERED.match(text, _inked(text, at))) is not None]
    firsts = sum(NUMBERED.match(text, p.start) is not None for p in group)
    numbers = [int(next(filter(None, mark.groups()))) for _, mark in marks]
    counting = sum(after - before == 1 for before, after in pairwise(numbers)) * 2 >= len(numbers) - 1
    if counting and (firsts * 2 > len(group) or (len(marks) > 2 and len(marks) * 5 > sum(map(len, lines)))):
        return [at for at, _ in marks]
    shown = _by_indent(document, group) or _hanging(text, [at for starts in lines for at in starts])
    if shown is not None:
        return shown
    found: list[int] = []
    for paragraph, starts in zip(group, lines, strict=True):
        found += _unnumbered(text, paragraph, starts)
    return found


_ANY_YEAR = re.compile(_YEAR)


def _by_indent(document: Document, group: Sequence[Paragraph]) -> list[int] | None:
    """Where works start on pages whose lines are known: those that hang out, or the indented ones; None where neither shows."""
    edges = [
        (anchor.start, anchor.place.page, anchor.place.box[0])
        for anchor in starting_in(document.anchors, group[0].start, group[-1].end)
        if anchor.place.box is not None
    ]
    lefts: dict[int | None, list[float]] = {}
    for _, page, left in edges:
        lefts.setdefault(page, []).append(left)
    lefts = {page: sorted(set(found)) for page, found in lefts.items()}
    flush: list[int] = []
    hung: list[int] = []
    for start, page, left in edges:
        base = next(edge for edge in lefts[page] if left - edge < 60)
        (hung if left - base > 6 else flush).append(start)
    for starts, rest in ((flush, hung), (hung, flush)):
        opening = sum(
            _opens(document.text, at) and _ANY_YEAR.search(document.text[at : at + 300]) is not None for at in starts
        )
        if len(starts) > 1 and rest and opening * 10 >= len(starts) * 7 and group[0].start in starts:
            return starts
    return None


def _hanging(text: str, lines: Sequence[int]) -> list[int] | None:
    """The lines that hang out, where the others are set in by blanks and most of these open a work; else None."""
    flush = [at for at in lines if text[at] not in " \t"]
    if not len(lines) * 15 <= len(flush) * 100 <= len(lines) * 85 or lines[0] not in flush:
        return None
    return flush if sum(_opens(text, at) for at in flush) * 10 >= len(flush) * 8 else None


def _inked(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


_YEAR_OR_ADDRESS = re.compile(_YEAR + r"|https?:|\bn\.\s?d\.")


def _unnumbered(text: str, paragraph: Paragraph, starts: list[int]) -> list[int]:
    """A paragraph is a work; its lines are works where most of them open one and hold a year."""
    if len(starts) == 1:
        return starts
    ends = [*(at - 1 for at in starts[1:]), paragraph.end]
    whole = sum(
        _opens(text, _inked(text, low)) and _YEAR_OR_ADDRESS.search(text[low:high]) is not None
        for low, high in zip(starts, ends, strict=True)
    )
    return starts if whole * 5 >= len(starts) * 4 else starts[:1]


# --- by wording ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wording:
    """Where works start as their wording shows it: `sure` of itself, `may` those of the layout's places that may open one.

    `numbered`: the sure ones are numbers that count on, and no other place counts.
    """

    sure: frozenset[int]
    may: frozenset[int] = frozenset()
    numbered: bool = False


_YEAR_OR_UNDATED = re.compile(_YEAR + r"|\bn\.\s?d\.")


def by_wording(text: str, group: Sequence[Paragraph], places: Sequence[int]) -> Wording:
    """Where works start, by numbers that count on or by how a work opens behind the end of another."""
    low, high = group[0].start, group[-1].end
    counted = _counted(text, low, high)
    if counted:
        return Wording(frozenset(_inked(text, at) for at in counted), numbered=True)
    sure: list[int] = []
    last = low
    # where the layout parts the list well, only an author with a year at once parts it further
    dense = high - low > _DENSE * max(len(places), 1)
    found = sorted(
        {m.end() for shape in ((_DATED, _BEHIND) if dense else (_DATED,)) for m in shape.finditer(text, low, high)}
    )
    for at in found:
        # the work that ends there must hold its year: "Milbank Q. 2011" opens none behind a title
        shown = bisect_left(places, at)
        before = text[max(last, places[shown - 1] if shown else low) : at]
        if at - last >= _SHORTEST and _YEAR_OR_UNDATED.search(before) is not None:
            sure.append(at)
            last = at
    may = frozenset(_inked(text, at) for at in places if _may_open(text, at))
    return Wording(frozenset(_inked(text, at) for at in sure), may)


def _counted(text: str, low: int, high: int) -> list[int]:
    """The numbers that count on from the list's first, wherever they stand; none where fewer than three do."""
    found: list[int] = []
    last = None
    for mark in _ANYWHERE.finditer(text, low, high):
        number = int(mark[1] or mark[2])
        at_line = mark.start() == low or text[mark.start() - 1] == "\n"
        if last is None:
            if mark.start() - low > 3:
                return []
        elif not (number == last + 1 or (at_line and (last < number <= last + 3 or number == 1))):
            continue
        found.append(mark.start())
        last = number
    return found if len(found) >= 3 else []


_PARTICLE_FIRST = re.compile(r"(?:van|von|de|der|di|da|el|al|al-|d’|d')[\s\w]")


def _opens(text: str, at: int) -> bool:
    """Whether what stands there may open a work: a capital, a mark, a dash that stands for an author."""
    at = bullet.end() if (bullet := BULLET.match(text, at)) is not None else at
    first = text[at : at + 1]
    return bool(first) and (
        not first.isalpha() or not first.islower() or _PARTICLE_FIRST.match(text[at : at + 6]) is not None
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """What a work does not begin with: an address, pages, a year in brackets, words of access."""
    return re.compile(
        rf"(?:https?://|www\.|doi|\d{{1,4}}[-–]\d|(?-i:pp?)\.\s?\d|\((?:{_YEAR})\)|(?:{any_of('available')}|{any_of('accessed')})\b(?:\W*(?:http|\d|on\b|:)|.{{0,40}}(?:https?:|www\.))|[\[(]\s*(?:{any_of('accessed')}|{any_of('medium')}))",
        re.I,
    )


def _may_open(text: str, at: int) -> bool:
    """Whether a paragraph's or line's start may open a work, by its own words and by the end of the words before it."""
    at = _inked(text, at)
    after = BULLET.sub("", text[at : at + 60], count=1).lstrip()
    if _goes_on().match(after):
        return False
    before = text[max(0, at - 80) : at].rstrip()
    return _opens(text, at) and (
        not before or (_TERMINAL.search(before) is not None and _ABBREVIATED.search(before) is None)
    )


# --- both ------------------------------------------------------------------------------------------------------------


def _parted(document: Document, group: Sequence[Paragraph]) -> list[Piece]:
    """The works of one list, with the doubts of both splitters."""
    text = document.text
    places = by_layout(document, group)
    told = by_wording(text, group, places)
    shown = {_inked(text, at) for at in places}
    first = _inked(text, group[0].start)
    starts = {first} | told.sure | (shown & told.may)
    doubts: dict[int, str] = {}
    # numbers that count on are a layout of their own, wherever they stand
    for at in (told.sure - shown - {first}) if not told.numbered else ():
        doubts[at] = (
            f"the list's layout does not show that a new work begins at “{_words(text, at)}”; its wording does, and it was read as one"
        )
    for at in shown - starts:
        why = (
            "its number does not count on"
            if told.numbered
            else "the words before it do not end or these do not open one"
        )
        doubts[at] = f"the list's layout begins a work at “{_words(text, at)}”, but {why}; it was read as going on"
    if told.numbered:
        for at in {_inked(text, paragraph.start) for paragraph in group} - starts - shown:
            if BULLET.match(text, at) is not None:
                doubts[at] = (
                    f"the list's layout begins an item at “{_words(text, at)}”, but it bears no number; it was read as going on"
                )
    found = sorted(starts)
    return _pieces(text, found, doubts, _end(text, group, found[-1]) if told.numbered else group[-1].end)


_YEAR_OR_PAGES = re.compile(_YEAR + r"|https?:|\bpp?\.")


def _end(text: str, group: Sequence[Paragraph], last: int) -> int:
    """Where the last numbered work ends: paragraphs behind it that are no part of a work are left out."""
    inside = [p for p in group if p.end > last]
    end = inside[0].end if inside else group[-1].end
    for paragraph in inside[1:]:
        words = text[paragraph.start : paragraph.end]
        before = text[max(0, end - 80) : end]
        goes_on = (
            _ABBREVIATED.search(before) is not None
            or words[:1].islower()
            or (len(words) < 240 and not _MATTER.match(words) and _YEAR_OR_PAGES.search(words) is not None)
        )
        if not goes_on:
            break
        end = paragraph.end
    return end


def _words(text: str, at: int) -> str:
    """The first words at an offset, for a sentence."""
    bullet = BULLET.match(text, at)
    return " ".join(text[bullet.end() if bullet is not None else at :][:60].split()[:4])


def _pieces(text: str, starts: Sequence[int], doubts: dict[int, str], end: int) -> list[Piece]:
    pieces: list[Piece] = []
    bounds = [*starts, max(end, starts[-1])]
    places = sorted(doubts)
    for low, high in pairwise(bounds):
        stop = high
        while stop > low and text[stop - 1].isspace():
            stop -= 1
        at = bisect_left(places, low)
        own = doubts[places[at]] if at < len(places) and places[at] < high else None
        if stop - low > 12:
            pieces.append(Piece(low, stop, own))
    return pieces
