"""Findings as a reader of a report meets them: where they stand, in what words, waived or not."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from regesta.model import Decision, Document, Finding, Place, Remark, Severity
from regesta.register import Register

RANKS: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}
_REACH = 160  # code points of the text on either side


def remarks(register: Register, least: Severity = "note", only: Collection[str] | None = None) -> Iterator[Remark]:
    """The findings of a register from a severity on, by path, the gravest first, then in the order of the text.

    `only`: documents' ids.
    """
    waived = waivers_of(register)
    for id, paths in sorted(register.documents().items(), key=lambda item: item[1]):
        if only is not None and id not in only:
            continue
        document = None
        for finding in sorted(register.findings(id), key=lambda one: -RANKS[one.severity]):
            if RANKS[finding.severity] < RANKS[least]:
                break
            document = document or register.document(id)
            yield _remark(finding, document, paths[0], waived.get(finding.id))


def waivers_of(register: Register) -> dict[str, Decision]:
    """The waivers that stand, by finding."""
    return {decision.target: decision for decision in register.decisions("finding") if decision.verdict == "waive"}


def because(decision: Decision) -> str:
    """The reason that a person gave with a decision, "" for none."""
    return str(json.loads(decision.payload).get("because", ""))


def _remark(finding: Finding, document: Document, path: str, waived: Decision | None) -> Remark:
    if not finding.spans:
        return Remark(finding, path, Place(), Place(), "", "", "", waived)
    span = finding.spans[0]
    low, high = max(0, span.start - _REACH), min(len(document.text), span.end + _REACH)
    for paragraph in document.paragraphs:
        if paragraph.start <= span.start < paragraph.end:
            low, high = max(low, paragraph.start), min(high, max(paragraph.end, span.end))
    return Remark(
        finding,
        path,
        document.locate(span.start),
        document.locate(max(span.start, span.end - 1)),
        _from_word(document.text, low, span.start),
        document.text[span.start : span.end],
        _to_word(document.text, span.end, high),
        waived,
    )


def _from_word(text: str, low: int, high: int) -> str:
    """text[low:high], from its first whole word on where it begins inside one."""
    if low == 0 or text[low - 1].isspace():
        return text[low:high]
    return "… " + text[low:high].partition(" ")[2]


def _to_word(text: str, low: int, high: int) -> str:
    """text[low:high], to its last whole word where it ends inside one."""
    if high == len(text) or text[high].isspace():
        return text[low:high]
    return text[low:high].rpartition(" ")[0] + " …"
