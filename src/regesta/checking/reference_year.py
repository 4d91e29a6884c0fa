"""A year of publication that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import impossible_year, shown
from regesta.checking.findings import finding
from regesta.model import Citation, Finding, Reference, Rule

FIRST, LAST = 1450, 2049  # printing, and what no work in print can bear yet

RULE = Rule(
    id="impossible-year",
    severity="error",
    title="A year in which no work can have appeared",
    about="A year of five digits, one before printing or far ahead, or one after the document's own date, in the reference list "
    "or in a citation. Nothing is repaired: the citations' year is told beside it.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (19999). A Life in Letters. London: Hall.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each work, and for each citation whose own year cannot be."""
    front = case.document.front.date
    last = int(front[:4]) + 1 if front is not None and front[:4].isdigit() else LAST
    for reference in case.reading.references:
        odd = impossible_year(case, reference) or (reference.year if _odd(reference.year, last) else None)
        at = reference.text.find(odd) if odd is not None else -1
        if odd is not None and at >= 0:
            span = (reference.start + at, reference.start + at + len(odd))
            message = f"“{shown(reference.text)}” gives the year {odd}, in which it cannot have appeared."
            told = _cited_years(case, reference)
            evidence = [f"The text cites {', '.join(told)}."] if told else []
            if last != LAST and int(odd[:4]) > last and len(odd) == 4:
                evidence.append(f"The document itself is dated {front}.")
            yield finding(RULE, case, [span, (reference.start, reference.end)], message, evidence=evidence)
    seen: set[tuple[int, int, str]] = set()
    for citation in case.reading.citations:
        if citation.form not in {"author-date", "note"} or citation.year is None or not _odd(citation.year, last):
            continue
        key = (citation.start, citation.end, citation.year)
        if key not in seen:
            seen.add(key)
            message = f"“{citation.text}” cites the year {citation.year}, in which no work can have appeared."
            evidence = [f"The reference list: {one.why}." for one in citation.candidates[:1]]
            yield finding(RULE, case, [(citation.start, citation.end)], message, evidence=evidence)


def _odd(year: str | None, last: int) -> bool:
    digits = "".join(filter(str.isdecimal, year or ""))
    return bool(digits) and not FIRST <= int(digits) <= last


def _cited_years(case: Case, reference: Reference) -> list[str]:
    def means(citation: Citation) -> bool:
        return citation.reference == reference.id and citation.form in {"author-date", "note"}

    return sorted({c.year for c in case.reading.citations if means(c) and c.year is not None})
