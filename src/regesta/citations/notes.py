"""Notes on sources inside the prose ("Public Papers of the Presidents", "FRUS 1949"): their dates date the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.model import Document, Span

# series and archives that historians cite; a sentence or bracket that holds one is a note
_SERIES = re.compile(
    r"Public Papers of the President|\bFRUS\b|Foreign Relations of the United States,? (?:\d|[Vv]ol)|Department of State Bulletin|"
    r"\bTreaties in Force\b|\bStatutes at Large\b|\bUnited Nations Treaty Series\b|\bUNTS\b|\bTIAS\b|\bLeague of Nations Treaty Series\b|"
    r"\bNational Archives\b.{0,60}\b(?:RG|Record Group|FO|CAB)\b|\bRecord Group \d|Hansard,|\b(?:FO|CAB|RG) \d{1,4}/\d|"
    r"\bDigest of (?:United States Practice|International Law)\b|\bBritish and Foreign State Papers\b|\bDocuments on (?:British|German) Foreign Policy\b"
)
# one of these stands in every series named above; a line without any is not searched further
_HINTS = (
    "Public Papers", "FRUS", "Foreign Relations of", "Department of State Bulletin", "Treaties in", "Statutes at", "Treaty Series",
    "UNTS", "TIAS", "National Archives", "Record Group", "Hansard", "FO ", "CAB ", "RG ", "Digest of", "State Papers", "Documents on",
)  # fmt: skip
_PAGE_NOTE = re.compile(r"\bp{1,2}\. ?\d|\bvol(?:ume|\.) [IVXLC\d]+|\bno\. ?\d", re.I)


def find_source_notes(document: Document) -> tuple[Span, ...]:
    """The spans of notes on sources: a bracket or a sentence that names a series or archive; offsets in code points."""
    marks = list(_series_named(document.text))
    if not marks:
        return ()
    found: list[Span] = [
        Span(p.start, p.end)
        for p in document.paragraphs
        if p.kind == "note" and any(p.start <= mark.start() and mark.end() <= p.end for mark in marks)
    ]
    for mark in marks:
        low = document.text.rfind("(", max(0, mark.start() - 300), mark.start())
        high = document.text.find(")", mark.end(), mark.end() + 300)
        if low >= 0 and high >= 0 and ")" not in document.text[low : mark.start()]:
            found.append(Span(low, high + 1))
            continue
        sentence = next((s for s in document.sentences if s.start <= mark.start() < s.end), None)
        if sentence is not None and _PAGE_NOTE.search(document.text, sentence.start, sentence.end):
            found.append(sentence)
    return tuple(sorted(set(found), key=lambda span: (span.start, span.end)))


def _series_named(text: str) -> Iterator[re.Match[str]]:
    """Where a series or archive is named, line by line."""
    at = 0
    for line in text.split("\n"):
        if any(hint in line for hint in _HINTS):
            yield from _SERIES.finditer(text, at, at + len(line))
        at += len(line) + 1
