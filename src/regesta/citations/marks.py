"""Where quotation marks open and close: “ ”, « », » «, „ “, straight ones, ‘ ’ and, where somebody says them, ' '; words
quoted within words, and words over several paragraphs, each of which opens anew."""

from __future__ import annotations

import re
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
_LONGEST = 1200  # code points between single marks


# what opens a paragraph of somebody's words, and what closes it
_PAIRS = {"“": "”", "„": "“", "«": "»", "»": "«", '"': '"'}
_INNER = re.compile(r"[“„«‚‹]|(?<![\w’'])[‘'](?=[^\W_])|\"(?=\w)")
_LOW = re.compile(r"‚([^‚‘’\n]{2,1200}?)[‘’](?!\w)|‹([^‹›\n]{2,1200}?)›|›([^‹›\n]{2,1200}?)‹")


class Marked(NamedTuple):
    """A stretch in marks: [start, end) with them, and whether the marks are straight single ones, which may be apostrophes.

    `going` tells that it goes on with the stretch before it, whose paragraph ended without closing its marks.
    """

    start: int
    end: int
    doubtful: bool = False
    going: bool = False


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
    return _merged(double, list(_single(text)))


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
        mark = text[after.start : after.start + 1]
        if mark not in _PAIRS or not mark or one.kind != "text" or after.kind != "text":
            continue
        part = text[one.start : one.end].rstrip()
        low = part.rfind(mark)
        if low < 0 or (part.count(mark) % 2 == 0 if mark == '"' else part.find(_PAIRS[mark], low) >= 0):
            continue
        if low > 0 and not (part[low - 1].isspace() and part[low + 1 : low + 2].strip()) and mark == '"':
            continue  # a mark that closes
        found.append(Marked(one.start + low, one.start + len(part), going=one.start + low in going))
        going.add(after.start)
    return found, frozenset(going)


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
