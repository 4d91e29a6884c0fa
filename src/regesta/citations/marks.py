"""Where quotation marks open and close: “ ”, « », » «, „ “, straight ones, ‘ ’ and, where somebody says them, ' '."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

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


class Marked(NamedTuple):
    """A stretch in marks: [start, end) with them, and whether the marks are straight single ones, which may be apostrophes."""

    start: int
    end: int
    doubtful: bool = False


def marked(text: str) -> list[Marked]:
    """All stretches of a text in quotation marks, in order; of nested ones the outermost."""
    pattern = _INWARDS if 0 <= text.find("»") < (text.find("«") if "«" in text else 0) else _MARKS
    found = [Marked(*m.span()) for m in pattern.finditer(text)]
    if "”" in text and "“" not in text and "„" not in text:
        found = sorted(found + [Marked(*m.span()) for m in _SAME.finditer(text)])
    return _merged(found, list(_single(text)))


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
