"""What a document reports without quotation marks: "X said that ...", "According to X, ..."."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from regesta.model import Document, Quotation, Span

# who may say something: the place, what he is called, and whether he is a person
Speaker = tuple[Span, str, bool]

_GROUND = re.compile(r"\b[Aa]ccording to (?:the |a |an )?")


def find_reported(document: Document, speakers: Sequence[Speaker]) -> tuple[Quotation, ...]:
    """What a document reports without quotation marks: "X said that ...", "According to X, ...", up to the sentence's end.

    `speakers` are the mentions that can say something, with what they are called: people, offices, bodies, states, and
    citations whose author stands in the sentence.
    """
    ordered = sorted(speakers, key=lambda row: (row[0].start, -row[0].end))
    begins = [row[0].start for row in ordered]
    found: list[Quotation] = []
    for sentence in document.sentences:
        text = document.text
        rows: Sequence[Speaker] = ordered[bisect_right(begins, sentence.start - 1) : bisect_right(begins, sentence.end)]
        if not rows:
            continue
        clauses = text.find("that", sentence.start, sentence.end) >= 0  # quicker sought than the verbs before it
        for match in _reporting().finditer(text, sentence.start, sentence.end) if clauses else ():
            speaker = _subject(text, [row for row in rows if row[0].end <= match.start()], match.start())
            if speaker is not None and text[match.end() : match.end() + 2].strip() not in {'"', "“", "«", "„"}:
                found.append(_reported(text, match.end(), sentence.end, speaker))
        grounds = text.find("ccording to ", sentence.start, sentence.end) >= 0
        for match in _GROUND.finditer(text, sentence.start, sentence.end) if grounds else ():
            behind = [row for row in rows if row[0].start in {match.end(), match.end() - 4}]
            if behind:
                low = behind[0][0].end if match.start() - sentence.start < 40 else sentence.start
                high = sentence.end if match.start() - sentence.start < 40 else match.start()
                found.append(_reported(text, low, high, behind[0][1]))
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:but|while|when|that)\b")
_PREPOSITION_BEFORE = re.compile(r"\b(?:of|in|to|from|with|by|for|against|at|on|and|between)\s(?:the\s)?$")
_PLAIN_GAP = re.compile(r"[^.,;:“”\"]{0,40}")
_CLAUSE_WORD = re.compile(r"\b(?:that|and|but|which|while|when|by)\b")


def _subject(text: str, rows: Sequence[Speaker], verb: int) -> str | None:
    """Who says it: the person named last before the verb, the sentence's first one where an insertion stands between; else a
    body or state right before it that is no part of another phrase."""
    people = [row for row in rows if row[2]]
    if people:
        gap = text[people[-1][0].end : verb]
        if len(gap) <= 140 and _OTHER_CLAUSE.search(gap) is None:
            return people[0][1] if rows[-1][2] and gap.startswith(",") and len(people) > 1 else people[-1][1]
        return None
    if not rows:
        return None
    span, name, _ = rows[-1]
    gap, before = text[span.end : verb], text[max(0, span.start - 16) : span.start].lower()
    inside = _PREPOSITION_BEFORE.search(before) is not None
    plain = _PLAIN_GAP.fullmatch(gap) is not None
    return name if plain and not inside and not _CLAUSE_WORD.search(gap) else None


def _reported(text: str, low: int, high: int, speaker: str) -> Quotation:
    while low < high and text[low] in " ,:":
        low += 1
    return Quotation(low, high, text[low:high], speaker, "reported")


@cache
def _reporting() -> re.Pattern[str]:
    """A saying verb with the "that" which brings what was said, at most a few words on ("told reporters on Monday that")."""
    text = files("regesta.citations").joinpath("data/en/saying.txt").read_text(encoding="utf-8")
    forms = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    words = sorted(forms, key=len, reverse=True)
    verbs = "|".join(word.removesuffix(" that") for word in words if not word.endswith("for"))
    return re.compile(rf"\b(?:{verbs})\b(?:\s[\w’'-]+){{0,6}}?,?\sthat\b")
