"""A citation whose author is spelt otherwise than in the list."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import by_id, list_named, listed_as, numbers_told, of_one_work, spans_of
from regesta.checking.findings import finding
from regesta.citations import folded, listed_names, name_likeness, near_name, slipped_name
from regesta.model import Citation, Finding, Reference, Rule

RULE = Rule(
    id="citation-name",
    severity="warning",
    title="A citation and the list spell an author differently",
    about="Marks, case and another alphabet's spelling are no difference (Quluzadə, Guluzade), nor is a body's name cut short. Beside a number ("
    "“Smith [3]”) a name is told only where one or two letters of it differ, and no other listed author is meant.",
    good="The port was sold (Quluzade 1999).\n\n# References\n\n- Quluzadə, V. (1999). Xatirələr. Bakı: Nəşr.",
    bad="The port was sold (Smyth 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each spelling of each work."""
    references = by_id(case)
    wrong = []
    for citation in case.reading.citations:
        work = references.get(citation.reference or "")
        if work is not None and _slips(citation, work):
            wrong.append(citation)
    for group in of_one_work(wrong):
        work = references[group[0].reference or ""]
        cited, printed = _slips(group[0], work)[0]
        message = f"“{group[0].text}” names {cited}; {list_named(case, work)} has {printed}."
        yield finding(RULE, case, spans_of([*group, work]), message, evidence=[listed_as(case, work)])  # fmt: skip
    yield from _beside_numbers(case)


def _beside_numbers(case: Case) -> Iterator[Finding]:
    """One finding for each misspelt name beside a number."""
    seen: set[tuple[str, str]] = set()
    for citation, work, told in numbers_told(case):
        slip = slipped_name(told, work, case.reading.references)
        if slip is None or (slip[0], work.id) in seen:
            continue
        seen.add((slip[0], work.id))
        words = case.document.text[told.start : citation.end]
        message = f"“{words}” names {slip[0]}; the reference list has {slip[1]}."
        spans = [(told.start, citation.end), (work.start, work.end)]
        yield finding(RULE, case, spans, message, evidence=[listed_as(case, work)])


def _slips(citation: Citation, work: Reference) -> list[tuple[str, str]]:
    """The cited names that are a slip for the listed ones beside them."""
    printed = listed_names(work, citation.names[0] if citation.names else None)
    if not citation.names:
        return []
    if folded(citation.names[0]) not in folded(citation.text) and citation.form != "author-page":
        return []  # it points back, or is a number; a page alone has its author in the sentence
    if {folded(name) for name in citation.names} <= {folded(name) for name in printed}:
        return []
    pairs = zip(citation.names, printed, strict=False)
    return [(cited, name) for cited, name in pairs if _is_slip(cited, name, sent=citation.form == "note")]


def _is_slip(cited: str, printed: str, *, sent: bool) -> bool:
    """Whether a cited name is a slip for a printed one; a note is sent to the work by a number, so that more may differ."""
    likeness = name_likeness(cited, printed)[1]
    return likeness == "slip" or (sent and not likeness and near_name(cited, printed))
