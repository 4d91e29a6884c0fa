"""One work listed twice."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import author_and_year, is_given_in_note, shown, spans_of
from regesta.checking.findings import finding
from regesta.citations import same_work
from regesta.model import Finding, Reference, Rule

RULE = Rule(
    id="duplicate-reference",
    severity="warning",
    title="A work is listed twice",
    about="Two references have one DOI, or one first author, one year and nearly one title.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999a). A Life in Letters. London: Hall.\n- Smith, J. (1999b). Ports and Treaties. Oslo: Nord.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.\n- Brown, K. (2004). Ports and Treaties. Oslo: Nord.\n"
    "- Smith, John (1999). A Life in Letters. London: Hall.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each later listing."""
    by_doi: dict[str, Reference] = {}
    by_author: dict[tuple[str, str], list[Reference]] = {}
    for reference in case.reading.references:
        if is_given_in_note(case, reference):
            return  # a note may give a work in full again
        key = author_and_year(reference)
        doi = (reference.work.doi or "").lower()
        earlier = by_doi.get(doi) if doi else None
        earlier = earlier or next((one for one in by_author.get(key, ()) if key[0] and same_work(one, reference)), None)
        by_author.setdefault(key, []).append(reference)
        if doi:
            by_doi.setdefault(doi, reference)
        if earlier is not None:
            message = f"“{shown(reference.text)}” is listed before as “{shown(earlier.text)}”."
            yield finding(RULE, case, spans_of([reference, earlier]), message)
