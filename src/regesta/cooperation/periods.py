"""Where an author divides the relation into periods: headings and sentences that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from regesta.cooperation.wordlists import read_list
from regesta.model import Document


@dataclass(frozen=True, slots=True)
class Periodisation:
    """Words of [start, end) in which an author tells a period or a turn; `heading` where they head a section."""

    start: int
    end: int
    text: str
    heading: bool


def find_periods(document: Document) -> tuple[Periodisation, ...]:
    """The author's own division, by place: headings that name a time or a turn, and sentences with words of periods."""
    found: list[Periodisation] = []
    closed = [(s.start, s.end) for s in document.sections if s.role in {"references", "front", "abstract"}]
    for paragraph in document.paragraphs:
        if paragraph.kind == "heading" and _heading().search(document.text, paragraph.start, paragraph.end):
            text = document.text[paragraph.start : paragraph.end]
            found.append(Periodisation(paragraph.start, paragraph.end, " ".join(text.split()), True))
    for sentence in document.sentences:
        if any(low <= sentence.start < high for low, high in closed):
            continue
        if _sentence().search(document.text, sentence.start, sentence.end):
            text = document.text[sentence.start : sentence.end]
            found.append(Periodisation(sentence.start, sentence.end, " ".join(text.split()), False))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@cache
def _heading() -> re.Pattern[str]:
    return _pattern("headings")


@cache
def _sentence() -> re.Pattern[str]:
    return _pattern("sentences")


def _pattern(name: str) -> re.Pattern[str]:
    listed = read_list("periods.toml")[name]
    return re.compile(r"\b(?:" + "|".join(re.escape(words).replace(r"\*", r"\w*") for words in listed) + r")\b", re.I)
