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
# a label or a date, a colon or a dash, and what is said of it
_FACT = re.compile(r"\s*(?:[^\n:|.]{2,70}:\s+\S|[\w.,/ ]{0,20}\b\d{4}\b[\w.,/ ]{0,14}\s*[-–—:]\s+\S)")


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
        elif _is_facts(text[paragraph.start : paragraph.end]):
            for line in _LINE.finditer(text, paragraph.start, paragraph.end):
                _split(text, line.start(), line.end(), spans)
        else:
            _split(text, paragraph.start, paragraph.end, spans)
    return tuple(spans)


def _is_facts(text: str) -> bool:
    """Whether each line of a paragraph is a fact of a fact sheet: "Embassy opened: May 2013", "1963 - Relations established"."""
    lines = text.split("\n")
    return len(lines) > 1 and all(_FACT.match(line) is not None for line in lines)


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
