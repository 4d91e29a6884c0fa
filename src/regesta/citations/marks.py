"""Where quotation marks open and close: “ ”, « », » «, „ “, straight ones, ‘ ’ and, where somebody says them, ' '; words
quoted within words, and words over several paragraphs, each of which opens anew."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from regesta.model import Paragraph

_DOUBLE = r"“([^“”]{2,4000}?)”|„([^„“”]{2,4000}?)[“”]|\"(?<![\w\"]\")([^\"\n]{2,4000}?)\"(?!\w)"
_MARKS = re.compile(_DOUBLE + r"|«([^«»]{2,4000}?)»")
# German and Danish print: the points of guillemets inwards
_INWARDS = re.compile(_DOUBLE + r"|»([^«»]{2,4000}?)«")
# Swedish and Finnish print: the same mark on both sides
_SAME = re.compile(r"”(?=\w)([^“”\n]{2,4000}?)”(?!\w)")
_OPENS_SINGLE = re.compile(r"(?<![\w’'‘])[‘'](?=[^\W_])")
# a single mark within a word is an apostrophe ("Carew’s")
_CLOSES = {"‘": re.compile(r"(?<=[^\s‘])’(?!\w)"), "'": re.compile(r"(?<=[^\s'])'(?!\w)")}
_DASH = re.compile(r"[—–]\s?([^\n—–]{2,800}?[^\s—–])\s[—–]\s?(?=[^\W\d_])")
_LONGEST = 1200  # code points between single marks


# what opens a paragraph of somebody's words, and what closes it
_PAIRS = {"“": "”", "„": "“", "«": "»", "»": "«", '"': '"'}
_INNER = re.compile(r"[“„«‚‹]|(?<![\w’'])[‘'](?=[^\W_])|\"(?=\w)")
_LOW = re.compile(r"‚([^‚‘’\n]{2,1200}?)[‘’](?!\w)|‹([^‹›\n]{2,1200}?)›|›([^‹›\n]{2,1200}?)‹")


class Marked(NamedTuple):
    """A stretch in marks: [start, end) with them, and whether the marks are straight single ones, which may be apostrophes.

    `going` tells that it goes on with the stretch before it, whose paragraph ended without closing its marks; `dashed` that
    dashes stand for marks, so that it is nothing where nobody says it.
    """

    start: int
    end: int
    doubtful: bool = False
    going: bool = False
    dashed: bool = False


def marked(text: str, paragraphs: Sequence[Paragraph] = ()) -> list[Marked]:
    """All stretches of a text in quotation marks, in order; of nested ones the outermost.

    Words over several of its `paragraphs`, each of which opens anew and only the last of which closes, are one stretch a
    paragraph.
    """
    found, going = _unclosed(text, paragraphs)
    double = _double(text)
    if found:  # a stretch that runs over the end of an unclosed paragraph is none
        double = [m for m in double if not any(m.start < one.end and one.start < m.end for one in found)]
        double = [m._replace(going=True) if m.start in going else m for m in double]
        double = sorted(double + found)
    merged = _merged(double, list(_single(text)))
    dashed = [
        m for m in _dashed(text, paragraphs) if not any(m.start < one.end and one.start < m.end for one in merged)
    ]
    return sorted(merged + dashed) if dashed else merged


def _double(text: str) -> list[Marked]:
    """The stretches in double marks and guillemets."""
    pattern = _INWARDS if 0 <= text.find("»") < (text.find("«") if "«" in text else 0) else _MARKS
    found = [Marked(*m.span()) for m in pattern.finditer(text)]
    if "”" in text and "“" not in text and "„" not in text:
        found = sorted(found + [Marked(*m.span()) for m in _SAME.finditer(text)])
    return found


def nested(text: str, mark: Marked) -> list[Marked]:
    """The stretches in marks of another kind within a stretch, the outermost of them."""
    begin, end = mark.start + 1, mark.end - 1
    if _INNER.search(text, begin, end) is None:
        return []
    inner = text[begin:end]
    double = sorted([*_double(inner), *(Marked(*m.span()) for m in _LOW.finditer(inner))])
    found = _merged(double, list(_single(inner)))
    return [Marked(m.start + begin, m.end + begin, m.doubtful) for m in found]


def _unclosed(text: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Marked], frozenset[int]]:
    """The stretches that a paragraph leaves open because the next one opens anew, and where what goes on with them begins."""
    found: list[Marked] = []
    going: set[int] = set()
    for one, after in pairwise(paragraphs):
        if one.kind != "text" or (text[one.start : one.start + 1] == "»" and one.start in going):
            continue  # told with what it goes on with
        low = _open_at(text, one, text[after.start : after.start + 1]) if after.kind == "text" else None
        if low is None:
            continue
        found.append(Marked(low, one.start + len(text[one.start : one.end].rstrip()), going=low in going))
        going.add(after.start)
        if text[after.start] == "»":
            found += _spanish(text, paragraphs[bisect_left(paragraphs, after.start, key=lambda p: p.start) :], going)
    return found, frozenset(going)


def _open_at(text: str, one: Paragraph, mark: str) -> int | None:
    """Where a mark opens that a paragraph leaves open, of the kind that the next paragraph begins with (`mark`)."""
    part = text[one.start : one.end].rstrip()
    if mark == "»" and "«" in part:
        mark = "«"  # Spanish print: what goes on opens with the mark that closes
    if not mark or mark not in _PAIRS:
        return None
    low = part.rfind(mark)
    closes = _PAIRS[mark] + ("”" if mark == "„" else "")
    if low < 0 or (part.count(mark) % 2 == 0 if mark == '"' else any(close in part[low + 1 :] for close in closes)):
        return None
    if mark == '"' and low > 0 and not (part[low - 1].isspace() and part[low + 1 : low + 2].strip()):
        return None  # a mark that closes
    return one.start + low


def _spanish(text: str, paragraphs: Sequence[Paragraph], going: set[int]) -> list[Marked]:
    """What goes on in paragraphs that each open with "»", up to the one in which the words are closed."""
    found: list[Marked] = []
    for paragraph in paragraphs:
        if paragraph.kind != "text" or text[paragraph.start] != "»":
            break
        going.add(paragraph.start)
        closed = text.find("»", paragraph.start + 1, paragraph.end)
        end = closed + 1 if closed >= 0 else paragraph.start + len(text[paragraph.start : paragraph.end].rstrip())
        found.append(Marked(paragraph.start, end, going=True))
        if closed >= 0:
            break
    return found


def _dashed(text: str, paragraphs: Sequence[Paragraph]) -> list[Marked]:
    """What a paragraph holds from the dash it begins with to the next one, as dialogue is printed in Spanish and Russian."""
    found: list[Marked] = []
    for paragraph in paragraphs:
        if paragraph.kind == "text" and text[paragraph.start] in "—–":
            match = _DASH.match(text, paragraph.start, paragraph.end)
            if match is not None:
                found.append(Marked(match.start(), match.end(1), dashed=True))
    return found


def _single(text: str) -> Iterator[Marked]:
    """Stretches in single marks, each within a paragraph; the mark that closes is followed by no letter or digit."""
    at = 0
    while (opened := _OPENS_SINGLE.search(text, at)) is not None:
        mark, begin = opened.group(), opened.end()
        at = begin
        limit = min(len(text), begin + _LONGEST)
        line = text.find("\n\n", begin, limit)
        limit = line if line >= 0 else limit
        other = text.find("‘", begin, limit) if mark == "‘" else -1
        closed = _closing(text, mark, begin, other if other >= 0 else limit)
        if closed is not None and closed - begin > 2:
            yield Marked(opened.start(), closed, mark == "'")
            at = closed


def _closing(text: str, mark: str, begin: int, limit: int) -> int | None:
    """The end of the closing mark; a possessive plural ("the states’ rights") closes only where nothing later does."""
    first = None
    for match in _CLOSES[mark].finditer(text, begin, limit):
        if first is None:
            first = match.end()
        possessive = (
            text[match.start() - 1] in "sz"
            and text[match.end() : match.end() + 1] == " "
            and text[match.end() + 1 : match.end() + 2].islower()
        )
        if not possessive:
            return match.end()
    return first


def _merged(outer: Sequence[Marked], single: Sequence[Marked]) -> list[Marked]:
    """Both kinds in order, without single marks inside or across double ones, and without double ones inside single ones."""
    found: list[Marked] = []
    for one in sorted([*outer, *single], key=lambda m: (m.start, -m.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
        elif one.end > found[-1].end and found[-1].doubtful:
            found[-1] = one
    return found
