"""An address opened before the work appeared."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import impossible_year, shown, spans_of
from regesta.checking.findings import finding
from regesta.model import Finding, Rule

RULE = Rule(
    id="accessed-before-published",
    severity="warning",
    title="A work was accessed before it appeared",
    about="The day of access lies before the date of publication, as far as both are told.",
    good="The port was sold (Smith 2012).\n\n# References\n\n- Smith, J. (2012). Ports. Available at: https://example.org/ports [Accessed on: 10 June 2012].",
    bad="The port was sold (Smith 2014).\n\n# References\n\n- Smith, J. (2014). Ports. Available at: https://example.org/ports [Accessed on: 10 June 2012].",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each such work."""
    for reference in case.reading.references:
        work = reference.work
        issued = work.issued or (reference.year or "")[:4]
        if work.accessed is None or not issued or impossible_year(case, reference) is not None:
            continue
        known = min(len(work.accessed), len(issued))
        if work.accessed[:4].isdigit() and issued[:4].isdigit() and work.accessed[:known] < issued[:known]:
            message = f"“{shown(reference.text)}” appeared {issued} and was accessed {work.accessed}, before that."
            yield finding(RULE, case, spans_of([reference]), message)
