"""Sentences: spans of the text, split where a reader would, never after an abbreviation or an initial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from regesta.model import Paragraph, Span

# an end: the mark, what closes with it (quotes, brackets, footnote marks, a citation bracket), white space or the end
_END = re.compile(
    r"""(?<![.!?…])[.!?…。！？]+["'”’»)\]]*(?:\[\d{1,3}\])*(?=\s|$|[。！？])(?:\s+\((?=[^()\n]{0,120}\d{4})[^()\n]{0,160}(?:\([^()\n]{0,40}\))?[^()\n]{0,40}\)?\.?)?"""
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘]+$")
_LONGEST = 3000  # code points
_OPENS = re.compile(r"\s+[\"“‘«(\[]*([^\W_])")
_CELL = re.compile(r"[^|\n]+")
_LINE = re.compile(r"[^\n]+")
# a label or a date, a colon or a dash, and what is said of it; in columns a date and blanks
_FACT = re.compile(
    r"""\s*(?:[-*•]\s+)?(?:[^\n:|.]{2,70}:\s+\S|[\w.,/ ]{0,20}\b\d{4}\b[\w.,/ ]{0,14}\s*[-–—:]\s+\S
    |(?:[\w.,/–-]{1,12}\ ){0,5}\d{4}(?:,?\ [\w.,–-]{1,12}){0,3}(?:\t|\ {2,})\S
    |\d{1,2}(?:[-–]\d{1,2})?\ [A-Z][a-z]{2,8}(?:\s*[-–—]\s+|\t|\ {2,})\S)""",
    re.VERBOSE,
)
# a line that a date opens, before a mark or blanks: "17-19 March 1972: ...", "4 May – ...", "1963   ..."
_DATED = re.compile(
    r"""\s*(?:[-*•]\s+)?(?:[A-Z][a-z]{2,8},?\ )?
    (?:(?:\d{1,2}(?:\s?[-–]\s?\d{1,2})?\.?\ )?[A-Z][a-z]{2,8}\.?(?:\ \d{1,2},?)?(?:\ \d{4})?|\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)
    (?<=\d|[a-z.])(?:\s*[–—:]\s+|\ -\ |\t|\ {2,})\S""",
    re.VERBOSE,
)
# a line of a list without marks: no sentence, and with a year
_ITEM = re.compile(
    r"\s*(?:[-*•]\s+)?[A-Z0-9][^\n]{0,140}\b[12]\d{3}\b[^\n]{0,60}(?<![.,;:–—-])(?<!\b[a-z]{2})(?<!\b[a-z]{3})(?<!\b[a-z]{4})"
)
_INDENT = re.compile(r"(?:\t| {3,})\S")


def sentences(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """The sentences of a text, each inside one paragraph, trimmed of white space. Offsets in code points.

    A heading and a list item are one sentence each; in a table row each cell's line is split for itself.
    """
    spans: list[Span] = []
    for paragraph in paragraphs:
        if paragraph.kind == "table":
            for cell in _CELL.finditer(text[paragraph.start : paragraph.end]):
                _split(text, paragraph.start + cell.start(), paragraph.start + cell.end(), spans)
        elif paragraph.kind == "heading":
            _add(text, paragraph.start, paragraph.end, spans)
        elif facts := _facts(text, paragraph.start, paragraph.end):
            for fact in facts:
                _split(text, fact.start, fact.end, spans)
        else:
            _split(text, paragraph.start, paragraph.end, spans)
    return tuple(spans)


def _facts(text: str, start: int, end: int) -> list[Span]:
    """The facts of a paragraph that is a fact sheet or a list, a line each, with what is indented below it ("Embassy opened:
    May 2013", "1963 - Relations established", "4 May 1963   Talks in Lima") and a title above; none of any other paragraph.

    Where dates open the first and further lines, those between go on from them.
    """
    lines = [Span(*line.span()) for line in _LINE.finditer(text, start, end)]
    if len(lines) < 2:
        return []
    title = [] if _begins(_FACT, text, lines[0]) or not _is_title(text[lines[0].start : lines[0].end]) else lines[:1]
    rest = lines[len(title) :]
    dated = [line for line in rest if _begins(_DATED, text, line)]
    if len(dated) > 1 and dated[0] == rest[0]:
        return [*title, *_grouped(rest, [line in dated for line in rest])]
    begun = [_begins(_FACT, text, line) or not _begins(_INDENT, text, line) for line in rest]
    facts = _grouped(rest, begun)
    if len(facts) > 1 and all(_begins(_FACT, text, fact) for fact in facts):
        return [*title, *facts]
    listed = len(facts) > 2 and len(facts) == len(lines)
    return facts if listed and all(_ITEM.fullmatch(text, fact.start, fact.end) is not None for fact in facts) else []


def _begins(shape: re.Pattern[str], text: str, line: Span) -> bool:
    return shape.match(text, line.start, line.end) is not None


def _is_title(line: str) -> bool:
    """Whether the line above facts may be their title: a few words without a final mark."""
    return len(line.split()) <= 6 and line.rstrip()[-1:].isalnum()


def _grouped(lines: Sequence[Span], begun: Sequence[bool]) -> list[Span]:
    """Lines joined to those before that they go on from; `begun`: whether a line begins something."""
    groups: list[Span] = []
    for line, begins in zip(lines, begun, strict=True):
        if begins or not groups:
            groups.append(line)
        else:
            groups[-1] = Span(groups[-1].start, line.end)
    return groups


def _split(text: str, start: int, end: int, spans: list[Span]) -> None:
    low = start
    for mark in _END.finditer(text, start, end):
        if mark.end() >= end:
            break
        if mark.end() <= low or not _is_end(text, low, mark, end):
            continue
        _add(text, low, mark.end(), spans)
        low = mark.end()
    _add(text, low, end, spans)


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        # no sentence of a writer's is so long; what follows works sentence by sentence and must stay within bounds
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = start + _LONGEST if cut <= start else cut
        spans.append(Span(start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        spans.append(Span(start, end))


_LETTERS_POINTED = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_WORD_AHEAD = re.compile(r"[\"“(]*(\w+)")


def _is_end(text: str, low: int, mark: re.Match[str], end: int) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation, an initial or a number before a small letter."""
    stop = mark.group()
    if stop[0] in "。！？":
        return True
    opening = _OPENS.match(text, mark.end(), end)
    if opening is None:
        return True
    following = opening[1]
    if following.islower() and not stop.startswith(("!", "?")) and not following.isdigit():
        return False
    if stop[0] != "." or (len(stop) > 1 and stop[1] == "."):
        return True
    before = _WORD_BEFORE.search(text, max(low, mark.start() - 24), mark.start())
    word = before.group() if before is not None else ""
    known, closing = _abbreviations()
    if word.lower() in known or word in known:
        return False
    if following.isdigit() and word in _lists()["figures"]:
        return False
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial
    if word.lower() in closing or _LETTERS_POINTED.fullmatch(word):
        # "U.S." and "Jr." may end a sentence; they do where a word follows that opens one
        word_ahead = _WORD_AHEAD.match(text[opening.start(1) : opening.start(1) + 24])
        return word_ahead is not None and word_ahead[1] in _openers()
    return True


@cache
def _lists(language: str = "en") -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    text = files("regesta.reading").joinpath(f"data/{language}/abbreviations.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, words = line.partition(":")
            table[key.strip()] = table.get(key.strip(), frozenset()) | frozenset(words.split())
    return table


def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    lists = _lists()
    return lists["never"], lists["sometimes"]


def _openers() -> frozenset[str]:
    return _lists()["openers"]
