"""Citations by number: "[3]", "[3-5, 8]", "[3, p. 15; 7]", raised figures; also where a bracket is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.citations.pairing import Cited, Paired
from regesta.model import PossibleWork, Reference

_SPAN = r"\d{1,4}(?:\s?[-–—]\s?\d{1,4})?"
_PAGE = r"(?:\s?[,:]\s?(?:pp?|pages?|s|ss|səh|с|стр)\.?\s?\d{1,5}(?:\s?[-–—]\s?\d{1,5})?|\s?:\s?\d{1,5}(?:\s?[-–—]\s?\d{1,5})?)"
_ONE = rf"{_SPAN}{_PAGE}?"
_LIST = rf"{_ONE}(?:\s?[;,]\s?(?:and\s)?{_ONE}){{0,19}}"
_BRACKET = re.compile(rf"\[\s?(?:see\s)?(?P<list>{_LIST})\s?\]", re.I)
_UNCLOSED = re.compile(rf"(?<=\s)\[(?P<list>{_LIST})(?=[.,;]?(?:\s|$))(?![^\[\n]{{0,30}}\])", re.I)
_UNOPENED = re.compile(rf"(?<![\[\d,;–—-])(?<=\s)(?P<list>{_LIST})\](?=[\s.,;]|$)", re.I)
_RAISED = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=\d{4})|(?<=[.,;)”\"]))(?P<list>[⁰¹²³⁴-⁹]{1,3}(?:[⁻,·][⁰¹²³⁴-⁹]{1,3}){0,4})"
)
_RAISED_FIGURE = re.compile("[⁰¹²³⁴-⁹]")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻·", "0123456789-,")
_WIDEST = 60  # works of one span of numbers


def find_numbers(text: str, spans: Sequence[tuple[int, int]], numbers: frozenset[int]) -> Iterator[Cited]:
    """Citations by number in some spans of a text. `numbers` are those of the list: where a bracket is lost, only they count."""
    raised = _RAISED_FIGURE.search(text) is not None
    for low, high in spans:
        for match in _BRACKET.finditer(text, low, high):
            yield from _cited(match, match["list"])
        if numbers:
            for mark, shape in (("[", _UNCLOSED), ("]", _UNOPENED)):
                if text.find(mark, low, high) < 0:
                    continue
                for match in shape.finditer(text, low, high):
                    found = list(_cited(match, match["list"]))
                    if found and all(one.number in numbers for one in found):
                        yield from found
        for match in _RAISED.finditer(text, low, high) if raised else ():
            yield from (replace(one, must_pair=True) for one in _cited(match, match["list"].translate(_PLAIN)))


_NUMBERS_AND_PAGE = re.compile(rf"({_SPAN})({_PAGE})?")
_DASH = re.compile(r"\s?[-–—]\s?")
_PAGE_FIGURES = re.compile(r"\d[\d\s–—-]*$")


def _cited(match: re.Match[str], listed: str) -> Iterator[Cited]:
    for part in _NUMBERS_AND_PAGE.finditer(listed):
        first, _, last = _DASH.sub("-", part[1]).partition("-")
        low, high = int(first), int(last or first)
        if low > 1450 or high < low or high - low > _WIDEST:
            return  # a year, or no span of a list
        page = _PAGE_FIGURES.search(part[2]) if part[2] else None
        for number in range(low, high + 1):
            yield Cited(match.start(), match.end(), (), None, page.group() if page else None, "number", number=number)


def pair_number(cited: Cited, by_number: dict[int, Reference]) -> Paired:
    """The work of a number."""
    work = by_number.get(cited.number or 0)
    if work is None:
        last = max(by_number, default=0)
        return Paired(
            None, (), f"the list has no number {cited.number}; it goes up to {last}" if last else "no list of numbers"
        )
    why = f"{work.id}: it is number {cited.number} of the list"
    return Paired(work.id, (PossibleWork(work.id, 1.0, why),), why)
