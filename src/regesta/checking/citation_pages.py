"""A cited page that lies outside the work's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import by_id, is_given_in_note, listed_as
from regesta.checking.findings import finding
from regesta.model import Finding, Rule

RULE = Rule(
    id="page-range",
    severity="warning",
    title="A cited page lies outside the work",
    about="The list gives the first and last page of an article or chapter, and a citation names a page that is not among them; or a note "
    "gives the first page of an article, and a citation names one before it.",
    good="The port was sold (Smith 1999, p. 7).\n\n# References\n\n- Smith, J. (1999). Ports. Review of Ports, 3(1), pp. 1-9.",
    bad="The port was sold (Smith 1999, p. 17).\n\n# References\n\n- Smith, J. (1999). Ports. Review of Ports, 3(1), pp. 1-9.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each such citation."""
    references = by_id(case)
    for citation in case.reading.citations:
        work = references.get(citation.reference or "")
        if work is None or citation.page is None:
            continue
        whole, cited = page_span(work.work.pages or ""), page_span(citation.page)
        if whole is None or cited is None:
            continue
        if (
            whole[0] == whole[1]
        ):  # a note prints the first page of an article alone (OSCOLA 4, 3.3.1; Bluebook 21, 16.4)
            if is_given_in_note(case, work) and cited[0] < whole[0]:
                message = f"“{citation.text}” cites page {citation.page}; the work begins at page {whole[0]}."
                spans = [(citation.start, citation.end), (work.start, work.end)]
                yield finding(RULE, case, spans, message, evidence=[listed_as(case, work)])
            continue
        if cited[0] < whole[0] or cited[1] > whole[1]:
            message = f"“{citation.text}” cites page {citation.page}; the work has pages {whole[0]} to {whole[1]}."
            spans = [(citation.start, citation.end), (work.start, work.end)]
            yield finding(RULE, case, spans, message, evidence=[listed_as(case, work)])


_PAGE_SPAN = re.compile(r"\s*(\d{1,5})(?:\s?[-–—]+\s?(\d{1,5}))?(?:\s?ff?\.?)?\s*")


def page_span(printed: str) -> tuple[int, int] | None:
    """First and last page of "371-394", "371-94" or "376"; None where the pages are not plain numbers in order."""
    match = _PAGE_SPAN.fullmatch(printed)
    if match is None:
        return None
    first, last = match[1], match[2] or match[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(first) <= int(last) else None
