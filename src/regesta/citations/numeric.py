"""Citations by number: "[3]", "[3-5, 8]", "[3]-[5]", "[3, p. 15; 7, ch. 2]", "[1(p140),8]", raised figures; also where a
bracket is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from regesta.citations.pairing import Cited, Paired
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import PossibleWork, Reference

_LONGEST = 160  # code points of a bracket
_WIDEST = 60  # works of one span of numbers
_LAST = 1450  # a greater number is a year
_BRACKET = re.compile(rf"\[([^\[\]]{{1,{_LONGEST}}})\]")
_RAISED = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=\d{4})|(?<=[.,;)”\"]))(?P<list>[⁰¹²³⁴-⁹]{1,3}(?:[⁻,·][⁰¹²³⁴-⁹]{1,3}){0,4})"
)
_RAISED_FIGURE = re.compile("[⁰¹²³⁴-⁹]")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻·", "0123456789-,")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What was read of a list of numbers: (first, last, page) of each span of numbers, and where the reading stopped."""

    spans: tuple[tuple[int, int, str | None], ...]
    end: int


_ROUND = re.compile(r"(?<=[\w.,;:”\"’])\s?\(([^()\[\]]{1,60})\)")


def find_in_round(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Cited]:
    """Numbers in round brackets, "(3)", "(3, p. 4)", as the Vancouver style prints them; so stand many other things, too."""
    for low, high in spans:
        for match in _ROUND.finditer(text, low, high):
            read = _read(match[1])
            if read is not None and not match[1][read.end :].strip():
                yield from _cited(read, match.start(1) - 1, match.end())


def find_numbers(text: str, spans: Sequence[tuple[int, int]], numbers: frozenset[int]) -> Iterator[Cited]:
    """Citations by number in some spans of a text. `numbers` are those of the list: where a bracket is lost, or a word in it
    is not known, only they count."""
    raised = _RAISED_FIGURE.search(text) is not None
    for low, high in spans:
        yield from _joined(text, list(_bracketed(text, low, high, numbers)))
        if numbers:
            yield from _unclosed(text, low, high, numbers)
            yield from _unopened(text, low, high, numbers)
        for match in _RAISED.finditer(text, low, high) if raised else ():
            read = _read(match["list"].translate(_PLAIN))
            for one in _cited(read, match.start(), match.end()):
                yield replace(one, must_pair=True)


# --- what one bracket holds ------------------------------------------------------------------------------------------


_SPAN = re.compile(r"(\d{1,4})(?:\s?[-–—]\s?(\d{1,4}))?(?![\d\w])(?!\.\d)")
_NEXT = re.compile(r"\s{0,2}(?:[;,]\s{0,2}(?:(?:and|&)\s)?|(?:and|&)\s)")
_BARE_PAGES = re.compile(r"\s?:\s?(\d{1,5}(?:\s?[-–—]\s?\d{1,5})?)(?!\w)")
_FIGURE = r"(?:[A-Z][-.]?)?\d{1,5}(?:\.\d{1,3}){0,3}[a-z]?(?:\([a-z\d]{1,3}\)){0,2}|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Z]"
_VALUE = rf"\(?(?:{_FIGURE})(?:\s?[-–—]\s?(?:{_FIGURE}))?(?:\s?ff?\b\.?|\s?et seq\.?|\s?об\.?|nn?\.?\s?\d{{1,4}})?(?![^\W_])\)?"
_STRANGE = re.compile(rf"\s?,\s?[^\W\d_]{{1,12}}\.?\s(?:{_VALUE})")
_AND_PAGE = re.compile(r"(?:\s?[,&]\s?|\sand\s)(\d{1,5})(?:\s?[-–—]\s?\d{1,5})?(?![^\W_])")
_PLURAL = re.compile(r"(?:pp|cc|сс|ss|págs|pagg|§§|¶¶|nn|лл|пп|[^\W\d_]{2,}s|arts?t)\.?\s", re.I)
_ENCLOSED = re.compile(r"\s?\(([^()]{2,40})\)")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:(?:{citing_pattern('leads')})(?!\w)[.,:]?\s{{1,2}}){{0,3}}", re.I)


@cache
def _locator() -> re.Pattern[str]:
    words = f"{citing_pattern('pages')}|{citing_pattern('locators')}"
    return re.compile(
        rf"(?:\s?[,.:;]\s{{0,2}}|\s)?(?:(?i:{citing_pattern('places_lead')})\.?,?\s)?(?P<word>(?i:{words}))(?:\.\s{{0,2}}|(?<=[^\W\d_])(?=[\dIVX])|\s{{1,2}}|(?<=[§¶№])\s?)(?P<value>{_VALUE})"
    )


@cache
def _remark() -> re.Pattern[str]:
    return re.compile(rf"\s?[,;]\s{{0,2}}(?:{citing_pattern('remarks')})(?!\w)[^;\[\]]{{0,60}}", re.I)


def _read(inner: str, numbers: frozenset[int] = frozenset()) -> _Numbers | None:
    """The numbers that a text begins with, each with the page it gives; None where it begins with none, or with a year.
    Read from left to right without looking back, so that time grows with the text's length."""
    lead = _lead().match(inner)
    at = lead.end() if lead is not None else 0
    spans: list[tuple[int, int, str | None]] = []
    end = at
    while (span := _SPAN.match(inner, at)) is not None:
        low, high = int(span[1]), int(span[2] or span[1])
        if not 0 < low <= _LAST or high < low or high - low > _WIDEST:
            return None  # a year, an interval, or no span of a list
        page, end = _places(inner, span.end(), low in numbers)
        spans.append((low, high, page))
        further = _NEXT.match(inner, end)
        if further is None:
            break
        at = further.end()
    return _Numbers(tuple(spans), end) if spans else None


def _places(inner: str, at: int, known: bool) -> tuple[str | None, int]:
    """The page that stands behind a number, and where the places behind it end: pages, chapters, articles, figures."""
    bare = _BARE_PAGES.match(inner, at)
    if bare is not None:
        return bare[1], bare.end()
    enclosed = _ENCLOSED.match(inner, at)
    if enclosed is not None and (place := _locator().match(enclosed[1])) is not None:
        return (enclosed[1][place.start("value") :] if _is_page(place["word"]) else None), enclosed.end()
    page = None
    for _ in range(4):
        place = _locator().match(inner, at)
        if place is None:
            break
        low, at = place.start("value"), place.end()
        if _PLURAL.match(inner, place.start("word")):
            at = _further_pages(inner, at, place["value"])
        if page is None and _is_page(place["word"]):
            page = inner[low:at]
    else:
        return page, at
    remark = _remark().match(inner, at) or (_STRANGE.match(inner, at) if known and page is None else None)
    return page, remark.end() if remark is not None else at


_LAST_FIGURE = re.compile(r"(\d+)\D*$")


def _further_pages(inner: str, at: int, value: str) -> int:
    """The end of "pp. 5, 9, 12-14": numbers that go on counting behind a plural are places in the same work."""
    last = _LAST_FIGURE.search(value)
    before = int(last[1]) if last is not None else 0
    while last is not None and (more := _AND_PAGE.match(inner, at)) is not None and int(more[1]) > before:
        if _locator().match(inner, more.end()) is not None:
            break  # "[3, pp. 5-7, 9, p. 2]": the next work, for a place of its own follows
        before, at = int(more[1]), more.end()
    return at


def _is_page(word: str) -> bool:
    return word.lower() in citing_words("pages")


def _cited(read: _Numbers | None, start: int, end: int) -> Iterator[Cited]:
    for low, high, page in read.spans if read is not None else ():
        for number in range(low, high + 1):
            yield Cited(start, end, (), None, page, "number", number=number)


# --- brackets --------------------------------------------------------------------------------------------------------


def _bracketed(text: str, low: int, high: int, numbers: frozenset[int]) -> Iterator[tuple[int, int, _Numbers]]:
    """The brackets that hold numbers of works and nothing else: start, end, what they hold."""
    for match in _BRACKET.finditer(text, low, high):
        read = _read(match[1], numbers)
        if read is not None and not match[1][read.end :].strip():
            yield match.start(), match.end(), read


_JOINT = re.compile(r"[-–]|\s[-–]\s")


def _joined(text: str, found: Sequence[tuple[int, int, _Numbers]]) -> Iterator[Cited]:
    """The works of brackets; of two with a dash between, "[3]-[5]", those between them too (IEEE Reference Guide, 1.A)."""
    at = 0
    while at < len(found):
        start, end, read = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and _JOINT.fullmatch(text, end, following[0]) is not None:
            (low, last, page), (first, high, _) = read.spans[-1], following[2].spans[0]
            whole = len(read.spans) == len(following[2].spans) == 1 and low == last and first == high
            if whole and page is None and 0 < high - low <= _WIDEST:
                yield from _cited(_Numbers(((low, high, None),), 0), start, following[1])
                at += 2
                continue
        yield from _cited(read, start, end)
        at += 1


_OPENS = re.compile(r"(?<=\s)\[(?=\s?[^\W_])")
_AFTER_UNCLOSED = re.compile(r"[.,;]?(?:\s|$)(?![^\[\n]{0,30}\])")


def _unclosed(text: str, low: int, high: int, numbers: frozenset[int]) -> Iterator[Cited]:
    for mark in _OPENS.finditer(text, low, high):
        inner = text[mark.end() : min(high, mark.end() + _LONGEST)]
        close, opened = inner.find("]"), inner.find("[")
        if close >= 0 and (opened < 0 or close < opened):
            continue
        read = _read(inner)
        if read is None or _AFTER_UNCLOSED.match(text, mark.end() + read.end, high) is None:
            continue
        found = list(_cited(read, mark.start(), mark.end() + read.end))
        if all(one.number in numbers for one in found):
            yield from found


_CLOSES = re.compile(r"(?<=[\w)])\](?=[\s.,;]|$)")
_BEGINS = re.compile(r"(?<=\s)\d")
_BACK = 60  # code points before a bracket that was never opened


def _unopened(text: str, low: int, high: int, numbers: frozenset[int]) -> Iterator[Cited]:
    for mark in _CLOSES.finditer(text, low, high):
        before = text[max(low, mark.start() - _LONGEST) : mark.start()]
        if before.rfind("[") > before.rfind("]"):
            continue  # it was opened: "[1, as told]" holds no citation of its last number
        for begin in _BEGINS.finditer(text, max(low, mark.start() - _BACK), mark.start()):
            read = _read(text[begin.start() : mark.start()])
            if read is not None and begin.start() + read.end == mark.start():
                found = list(_cited(read, begin.start(), mark.end()))
                if all(one.number in numbers for one in found):
                    yield from found
                break


# --- pairing ---------------------------------------------------------------------------------------------------------


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
