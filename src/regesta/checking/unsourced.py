"""Dated acts in a paragraph that cites nothing, in a document that cites."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import in_body
from regesta.model import Entry, Finding, Paragraph, Rule, Section

RULE = Rule(
    id="unsourced",
    severity="note",
    title="Dated acts without a source",
    about=(
        "A paragraph tells dated acts and cites nothing, while the document does cite elsewhere. One finding a section; a document "
        "that never cites is left alone."
    ),
    good=(
        "The treaty was signed on 3 May 1994 (Smith, J. 2001). The embassy was opened on 1 June 1995 (Smith, J. 2001).\n\nThe ambassador came on "
        "4 July 1996 (Miller, A. 2004)."
    ),
    bad=(
        "The treaty was signed in Vienna on 3 May 1994 (Smith, J. 2001). The embassy was opened on 1 June 1995 (Miller, A. 2004).\n\nFrance recognised "
        "Algeria on 3 July 1962."
    ),
)

# a document that cites less often than this does not mean to cite every act
CITES = 2
TITLE = 80  # characters of a heading that a message repeats


def check(case: Case) -> Iterator[Finding]:
    """One finding for each section that has paragraphs of dated acts without a citation."""
    citations = [one.start for one in case.reading.citations if in_body(case, one.start)]
    if len(citations) < CITES:
        return
    sections: dict[Section | None, list[list[Entry]]] = {}
    for paragraph in case.document.paragraphs:
        if paragraph.kind not in ("text", "list") or _cites(paragraph, citations) or not in_body(case, paragraph.start):
            continue
        told = [one for one in _entries(case, paragraph) if one.when.edtf is not None and one.modality == "asserted"]
        section = _section(case, paragraph)
        if told and (section is None or section.role != "abstract"):  # an abstract cites nothing
            sections.setdefault(section, []).append(told)
    for section, paragraphs in sections.items():
        told = [entry for entries in paragraphs for entry in entries]
        spans = list(dict.fromkeys((entry.start, entry.end) for entry in told))
        acts = "a dated act" if len(spans) == 1 else f"{len(spans)} dated acts"
        where = "a paragraph that cites" if len(paragraphs) == 1 else f"{len(paragraphs)} paragraphs that cite"
        under = f" under “{section.title[:TITLE]}”" if section is not None and section.title else ""
        yield finding(RULE, case, spans, f"{acts[0].upper()}{acts[1:]}{under} in {where} no source.", entries=told)


def _section(case: Case, paragraph: Paragraph) -> Section | None:
    sections = case.document.sections
    at = bisect_left(sections, paragraph.start + 1, key=lambda section: section.start) - 1
    return sections[at] if at >= 0 else None


def _cites(paragraph: Paragraph, citations: list[int]) -> bool:
    at = bisect_left(citations, paragraph.start)
    return at < len(citations) and citations[at] < paragraph.end


def _entries(case: Case, paragraph: Paragraph) -> list[Entry]:
    return [entry for entry in case.reading.entries if paragraph.start <= entry.start < paragraph.end]
