"""The numbers of a reference list: printed ones, and those that its items have by position where the format counts them.

A list of HTML or Word is numbered by the program that shows it, and its text holds no numbers. Where a document cites mostly
by number, they lead to the list's items by position. A few numbers beside citations by author and date are strays; they too
can only be read by position.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from regesta.citations.comparing import folded
from regesta.citations.pairing import Cited, Paired
from regesta.citations.words import citing_pattern
from regesta.model import Document, PossibleWork, Reference

_NUMBERED = re.compile(r"[-*•]?\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])\s")
_FEW = 2  # so many places of a kind are a habit
_BACK = 600  # code points before a number in which quotation marks are looked for
_STRAYS = 3  # more numbers than so many are no strays


def is_numbered(references: Sequence[Reference]) -> bool:
    """Whether a list is one of numbers: half of its works, or more, begin with one."""
    return 2 * sum(_NUMBERED.match(reference.text) is not None for reference in references) >= max(len(references), 1)


def printed_numbers(references: Sequence[Reference]) -> dict[int, Reference]:
    """The works by their printed numbers; by position where one number stands before all ("1.", as Markdown allows)."""
    if len({reference.number for reference in references}) == 1:
        return by_position(references)
    return {reference.number: reference for reference in references}


def by_position(references: Sequence[Reference]) -> dict[int, Reference]:
    """The works by their place in the list, from 1."""
    return dict(enumerate(references, 1))


def counts_by_position(references: Sequence[Reference], cited: Sequence[Cited], usual: int) -> bool:
    """Whether a document whose list prints no numbers cites by number: `cited` are its numbers, `usual` the count of places
    that cite a listed work by author and date, or of its notes.

    Numbers that stand once each, in order, beside a list by the alphabet call notes that were not found, and count nothing.
    """
    places = {(one.start, one.end) for one in cited}
    numbers = {one.number or 0 for one in cited}
    inside = sum(number <= len(references) for number in numbers)
    if len(places) < _FEW or len(places) <= usual or inside * 5 < len(numbers) * 4:
        return False
    row = [one.number or 0 for one in cited]
    once = len(places) == len(row) and all(low < high for low, high in pairwise(row))
    return not (once and all(one.page is None for one in cited) and _by_alphabet(references))


def cites_in_round(text: str, cited: Sequence[Cited], by_number: dict[int, Reference]) -> bool:
    """Whether numbers in round brackets cite a list whose numbers are printed: nearly all are numbers of the list, they lead to
    most of it, one of them comes again, and most close what they are said of: "(1) ships, (2) ports" counts ports."""
    numbers = [one.number or 0 for one in cited]
    known = set(numbers) & set(by_number)
    closing = sum(text[one.end : one.end + 1] in {".", ",", ";", ":"} for one in cited)
    return (
        len(by_number) > _FEW
        and len(known) * 5 >= len(set(numbers)) * 4
        and len(known) * 3 >= len(by_number) * 2
        and len(numbers) > len(set(numbers))
        and closing * 2 >= len(cited)
    )


def _by_alphabet(references: Sequence[Reference]) -> bool:
    heads = [folded(reference.names[0]) if reference.names else "" for reference in references]
    return len(heads) > 3 and all(low <= high for low, high in pairwise(heads))


# --- strays ----------------------------------------------------------------------------------------------------------


def may_cite(document: Document, cited: Cited) -> bool:
    """Whether a number in square brackets may be a citation in a document that cites otherwise: it is neither put into a
    quotation by an editor nor a paragraph of a judgment."""
    at = bisect_right(document.paragraphs, cited.start, key=lambda p: p.start) - 1
    block = document.paragraphs[at].start if at >= 0 else 0
    before = document.text[max(block, cited.start - _BACK) : cited.start]
    return not (before[-1:].isdigit() or _pinpoint().search(before[-20:]) or _is_quoting(before))


def strays_of(cited: Sequence[Cited], references: Sequence[Reference], usual: int) -> list[Cited] | None:
    """The numbers that stray into a document that cites otherwise, at `usual` places: those that the list is long enough for.
    None where numbers are too many to be there by mistake."""
    if len({(one.start, one.end) for one in cited}) > min(_STRAYS, usual) or usual < _FEW:
        return None
    return [one for one in cited if 0 < (one.number or 0) <= len(references)]


@cache
def _pinpoint() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)(?:{citing_pattern('pinpoints')})\.?|\d,?)\s$", re.I)


_MARKS = re.compile(r"[“„«”»\"]|(?<!\w)[‘]|(?<=[\w.,;!?])’(?!\w)")


def _is_quoting(before: str) -> bool:
    """Whether quotation marks are open at the end of a text."""
    depth = straight = 0
    for mark in _MARKS.findall(before):
        if mark == '"':
            straight += 1
        else:
            depth = depth + 1 if mark in "“„«‘" else max(0, depth - 1)
    return depth > 0 or straight % 2 == 1


def pair_stray(cited: Cited, references: Sequence[Reference]) -> Paired:
    """The work that a stray number means as it is printed: the one at its place in the list. The sentence says how it was
    reached, and the score that it is less than sure."""
    work = references[(cited.number or 1) - 1]
    why = f"{work.id}: it is the {_ordinal(cited.number or 1)} of a list that prints no numbers"
    return Paired(work.id, (PossibleWork(work.id, 0.6, why),), why)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
