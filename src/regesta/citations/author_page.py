"""Citations by author and page, the Modern Language Association's way: "(Lind 15)", "(Lind, “Ports” 15)", "(qtd. in Lind 15)".

Source of the shapes: MLA Handbook, 9th ed. (2021), ch. 6; words of other languages lie in `data`. Only a document whose
brackets name listed works so is read this way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from regesta.citations.author_date import brackets_of
from regesta.citations.named_works import AUTHOR_ONLY, LISTED, NEAR, Answer, Works, answer, works_listed
from regesta.citations.page_alone import PageAlone, find_page_alone, is_year, paged, sound_page
from regesta.citations.pairing import take
from regesta.citations.shapes import leads_alone
from regesta.citations.wordlists import known_words, unmarked
from regesta.citations.words import citing_pattern, citing_words, plain_marks
from regesta.model import Citation, Document, Reference

_ROMAN = r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?!\w)"
_NUMBER = rf"(?:[A-Z]?\d{{1,4}}[A-Z]?(?:\s?nn?\.?\s?\d{{1,3}})?(?!\w)|{_ROMAN})"
_RUN = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?(?:\s?ff?\b\.?)?"
_RUNS = rf"{_RUN}(?:,\s(?:and\s)?{_RUN}){{0,8}}"
_LONGEST = 240  # code points of a bracket that cites by author and page
_NOT_READ = frozenset(["reference", "front", "table", "heading"])


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a bracket names: the words before the page, the page, whether any place in a work is told (a chapter, a
    line), and whether the words are told by another work."""

    head: str
    page: str | None = None
    placed: bool = False
    second_hand: bool = False
    led: bool = False


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket with the parts that it can be read as; none where it says something else besides."""

    start: int
    end: int
    parts: tuple[_Part, ...]


def find_author_page(
    document: Document, references: Sequence[Reference], found: Sequence[Citation], others: frozenset[str]
) -> list[Citation]:
    """The citations by author and page of a document that cites so, each paired with the list as far as the list tells.

    `found` are its citations of other forms, which stay; `others` are folded names that stand for no author unless they are
    listed in full. Sorted by start; offsets in code points.
    """
    if not references or "(" not in document.text:
        return []
    text = plain_marks(document.text)
    works = works_listed(references)
    spans = [(p.start, p.end) for p in document.paragraphs if p.kind not in _NOT_READ]
    paired = {(citation.start, citation.end) for citation in found if citation.reference is not None}
    closed, lost, alone = _brackets(document, text, spans)
    if not _cites_so(closed, works, len(paired)):
        return []
    taken = sorted((citation.start, citation.end) for citation in found)
    out: list[Citation] = []
    pages: list[PageAlone] = []
    for bracket in closed:
        if _overlaps(bracket.start, bracket.end, taken):
            continue
        if len(bracket.parts) == 1 and not bracket.parts[0].head:
            page = bracket.parts[0].page
            if page and _PAGE_FIRST.match(text, bracket.start) is not None:
                pages.append(PageAlone(bracket.start, bracket.end, page))
            continue
        out += _cited(text, bracket, works, others)
    for mended in (_unclosed(text, lost, works), _unopened(text, alone, works)):
        done = sorted({*taken, *((citation.start, citation.end) for citation in out)})
        for bracket in mended:
            if not _overlaps(bracket.start, bracket.end, done):
                out += _cited(text, bracket, works, others)
    out.sort(key=lambda citation: citation.start)
    out += find_page_alone(document, text, spans, pages, works, (out, others))
    return sorted(out, key=lambda citation: (citation.start, -citation.end))


_PAGE_FIRST = re.compile(r"\(\s?(?:pp?\.?\s?|págs?\.?\s?|s\.\s?|с\.\s?)?\d")


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (start, end))
    return any(low < end and start < high for low, high in taken[max(0, at - 3) : at + 2])


# --- what a bracket says ---------------------------------------------------------------------------------------------


@cache
def _place() -> re.Pattern[str]:
    """Words, and the place in a work behind them: "Lind 15-18", "Lind, ch. 3", "Lind 2: 115", "Lind 1.5.35", "“Film” 00:03:16"."""
    label = rf"(?:(?i:{citing_pattern('pages')})\b\.?\s?)"
    division = rf"(?:(?i:{citing_pattern('locators')})\b\.?\s?|§{{1,2}}\s?)"
    first = (
        rf"(?P<label>{label})?(?P<page>{_RUNS})|\d{{1,2}}:\s?(?P<paged>{_RUNS})(?!\s?:)|{division}{_RUNS}"
        r"|\d{1,3}(?:\.\d{1,4}){1,3}(?:\s?[-–]\s?\d{1,4})?|\d{1,2}(?::\d\d){1,2}(?:\s?[-–]\s?\d\d(?::\d\d){0,2})?|passim"
    )
    more = rf"(?:[,;]\s(?:{division}{_RUNS}|{label}(?P<late>{_RUNS})|et passim|passim)){{0,3}}"
    return re.compile(rf"(?:(?P<head>.*?\S)(?:\s+|(?<=[”\"»’])))??(?:{first}){more}", re.S)


@cache
def _second_hand() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{citing_pattern('second_hand')})\s", re.I)


@cache
def _remark() -> re.Pattern[str]:
    return re.compile(rf"\s?[,;]\s?(?:{citing_pattern('remarks')})\b[^;\d]{{0,60}}$", re.I)


_STOPS = re.compile(r"[()\[\]\n]")


def _part(words: str) -> _Part:
    """A part of a bracket, read: what leads to it, the head, the place."""
    bare = words.strip()
    lead = leads_alone().match(bare)
    second_hand = lead is not None and _second_hand().search(lead.group()) is not None
    rest = bare[lead.end() :] if lead is not None else bare
    match = _place().fullmatch(rest.strip("*_ .,"))
    if match is None:
        return _Part(rest, None, False, second_hand, lead is not None)
    head = (match["head"] or "").strip(" ,*_")
    if (lead is not None and not head) or _STOPS.search(head) is not None:
        return _Part(bare)
    page = match["page"] or match["paged"] or match["late"]
    if page is not None and (not match["label"] and is_year(page)):
        return _Part(rest, None, False, second_hand, lead is not None)
    return _Part(head, page, True, second_hand, lead is not None)


_SEMICOLON = re.compile(r"\s*;\s*")
_NEXT_WORK = re.compile(r"(?<=\d),?\s(?:and|y|et|und)\s(?=[A-ZÀ-Þ“\"])|(?<=\d),\s(?=[A-ZÀ-Þ][^\W\d_]+\s\d)")


def _parts(inner: str) -> tuple[_Part, ...]:
    bare = _remark().sub("", inner)
    pieces = [piece for part in _SEMICOLON.split(bare) for piece in _NEXT_WORK.split(part) if piece.strip()]
    return tuple(_part(piece) for piece in pieces)


def _brackets(
    document: Document, text: str, spans: Sequence[tuple[int, int]]
) -> tuple[list[_Bracket], list[tuple[int, int]], list[tuple[int, int]]]:
    """The brackets of some spans, read, and those that lost their partner: opened ones with the end of their span, closed ones
    with its beginning."""
    starts = [sentence.start for sentence in document.sentences]
    read: list[_Bracket] = []
    lost: list[tuple[int, int]] = []
    alone: list[tuple[int, int]] = []
    for low, high in spans:
        brackets = brackets_of(text, low, high)
        lost += [(at, high) for at in brackets.opens]
        alone += [(at, low) for at in brackets.closes]
        for opened, closed in brackets.pairs:
            if closed - opened <= _LONGEST:
                read.append(_Bracket(opened, closed + 1, _parts(text[opened + 1 : closed])))
            if bisect_right(starts, opened) != bisect_right(starts, closed):
                lost.append((opened, high))  # it runs over a sentence's end: two brackets that each lost a partner
                alone.append((closed, low))
    return read, lost, alone


_AT_LEAST = 2  # brackets that name a listed author and a page make a habit


def _cites_so(brackets: Sequence[_Bracket], works: Works, otherwise: int) -> bool:
    """Whether a document cites by author and page: brackets with a page name listed works, more of them than others do, and
    more than works are cited in any other way."""
    listed = unlisted = 0
    for bracket in brackets:
        placed = [part for part in bracket.parts if part.placed and part.head]
        if any(answer(part.head, works, near=False).grade == LISTED for part in placed):
            listed += 1
        elif placed and len(placed) == len(bracket.parts):
            unlisted += any(_may_be_author(part, answer(part.head, works, near=False)) for part in placed)
    return listed >= _AT_LEAST and listed > unlisted and listed > otherwise


_ALL_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{2,8}")
_PLAIN_PAGES = re.compile(r"[\d\s,–—-]+")


def _may_be_author(part: _Part, told: Answer) -> bool:
    """Whether words that no listed work answers to read as an author or a quoted title with a page."""
    if part.page is None or _PLAIN_PAGES.fullmatch(part.page) is None or not told.names:
        return part.second_hand and bool(told.names) and not told.titled
    if told.titled and len(told.names[0].split()) < 2:
        return False
    plain = {word.lower().strip(".,") for word in part.head.split()}
    if len(told.names) == 1 and not (part.led or told.titled) and _is_common(told.names[0]):
        return False
    words = [len(name.split()) for name in told.names]
    return (
        len(words) <= 3
        and (told.titled or max(words) <= 3)
        and not plain & (citing_words("dated") | citing_words("never") | citing_words("bodies"))
        and _ALL_CAPITALS.fullmatch(part.head) is None
    )


def _is_common(name: str) -> bool:
    """Whether a word is printed small as a rule, or is common and no family name: "Day 3", "Flight 93"."""
    signs = known_words().get(unmarked(name), "")
    return "c" in signs or ("b" in signs and "s" not in signs)


# --- citations -------------------------------------------------------------------------------------------------------


_ENDS_A_CLAUSE = re.compile(r"[”\"»]?\s?[.,;:!?)\]]|\s*$|\s*\n")


def _cited(text: str, bracket: _Bracket, works: Works, others: frozenset[str]) -> list[Citation]:
    """The works that one bracket cites, each a citation of its span; empty where it reads as anything else."""
    told = [(part, answer(part.head, works) if part.head else None) for part in bracket.parts]
    square = text[bracket.start] == "["
    out: list[Citation] = []
    for part, said in told:
        if said is None or not said.names:
            continue
        place = said.names[0].casefold() in others and not (said.grade == LISTED and _in_full(said, works))
        known = said.grade >= NEAR or (said.grade == AUTHOR_ONLY and part.placed)
        if part.placed or part.second_hand:
            right = (known and not place) or (
                not square and not place and all(one is None or _readable(p, one) for p, one in told)
            )
        else:
            right = said.grade == LISTED and said.whole and not place and not square
            right = right and (bool(out) or part.led or _names_its_work(text, bracket, said))
        if right and not (square and not (part.placed and said.grade == LISTED)):
            out.append(_made(text, bracket, part, said))
    return out


def _in_full(said: Answer, works: Works) -> bool:
    """Whether the words are all that a listed work begins with, not the first of a body's names ("Chile" of "Chile, Ministry")."""
    best = works.rows[works.at[said.candidates[0].reference]]
    return len(best.firsts) < 2 or said.names[0].casefold() == max(best.firsts, key=len).casefold()


def _readable(part: _Part, said: Answer) -> bool:
    return said.grade > 0 or _may_be_author(part, said)


def _names_its_work(text: str, bracket: _Bracket, said: Answer) -> bool:
    """Whether a name without a page is a citation: one of one word ends a clause, and it is no short form of what stands before it."""
    if len(said.names[0].split()) < 2 and _ENDS_A_CLAUSE.match(text, bracket.end) is None:
        return False
    return _ALL_CAPITALS.fullmatch(said.names[0]) is None


def _made(text: str, bracket: _Bracket, part: _Part, said: Answer) -> Citation:
    otherwise = "no listed work has this title" if said.titled else "no listed work has this author"
    if said.grade == AUTHOR_ONLY:
        otherwise = "no listed work of this author has this title"
    page = part.page if part.page is None or sound_page(part.page) else None
    return paged(text, (bracket.start, bracket.end), said.names, page, take(said.candidates, otherwise))


# --- a bracket that lost its partner ---------------------------------------------------------------------------------


_PAGE_ENDS = re.compile(r"\d(?=[\]}]?[.,;:!?]?(?:\s|$))")
_WINDOW = 160


def _unclosed(text: str, lost: Sequence[tuple[int, int]], works: Works) -> Iterator[_Bracket]:
    """ "(Lind 15 and": each of its works must be listed."""
    for opened, high in lost:
        stop = _STOPS.search(text, opened + 1, min(high, opened + _WINDOW))
        last = stop.start() if stop is not None else min(high, opened + _WINDOW)
        best: _Bracket | None = None
        for count, ends in enumerate(_PAGE_ENDS.finditer(text, opened + 1, last)):
            if count == 4:
                break
            parts = _parts(text[opened + 1 : ends.end()])
            if _all_listed(parts, works):
                end = ends.end() + (text[ends.end() : ends.end() + 1] in {"]", "}"})
                best = _Bracket(opened, end, parts)
        if best is not None:
            yield best


_WORD_BEGINS = re.compile(r"(?:(?<=\s)|(?<=^))[“\"«]?[^\W\d_]")


def _unopened(text: str, alone: Sequence[tuple[int, int]], works: Works) -> Iterator[_Bracket]:
    """ "Lind 15)": the longest run of words before the bracket that names listed works."""
    for closed, low in alone:
        first = max(low, closed - _WINDOW)
        window = text[first:closed]
        stops = [stop.end() for stop in _STOPS.finditer(window)]
        begin = stops[-1] if stops else 0
        if not window[-1:].isdigit():
            continue
        for word in _WORD_BEGINS.finditer(window, begin):
            parts = _parts(window[word.start() :])
            if _all_listed(parts, works):
                yield _Bracket(first + word.start(), closed + 1, parts)
                break


def _all_listed(parts: Sequence[_Part], works: Works) -> bool:
    return bool(parts) and all(
        part.placed and part.head and answer(part.head, works, near=False).grade == LISTED for part in parts
    )
