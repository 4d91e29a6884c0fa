"""A citation whose year is not the listed one."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import by_id, impossible_year, list_named, listed_as, numbers_told, of_one_work, spans_of
from regesta.checking.findings import finding
from regesta.checking.reference_year import FIRST, LAST
from regesta.citations import slipped_year, year_likeness
from regesta.model import Finding, Rule

RULE = Rule(
    id="citation-year",
    severity="error",
    title="A citation and the list give different years",
    about="The work is taken for the one meant where it is the author's only listed work and nothing else cites it, or where "
    "its year is one digit away. Beside a number (“Smith (1998) [3]”, “in a study of 1998, Smith [3]”) a year counts where the "
    "author is the listed one, and the reference holds no such year. A year that cannot be is told by impossible-year.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
    bad="The port was sold (Smith 1989).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each cited work and year."""
    references = by_id(case)
    wrong = []
    for citation in case.reading.citations:
        work = references.get(citation.reference or "")
        if work is None or citation.form not in {"author-date", "note"} or citation.year is None or work.year is None:
            continue
        own = "".join(filter(str.isdecimal, citation.year))
        if len(own) > 4 or not FIRST <= int(own or 0) <= LAST:
            continue
        if impossible_year(case, work) is None and year_likeness(citation.year, work.year)[1] in {"slip", "other"}:
            wrong.append(citation)
    for group in of_one_work(wrong):
        work = references[group[0].reference or ""]
        message = f"“{group[0].text}” cites {group[0].year}; {list_named(case, work)} gives {work.year}."
        evidence = [
            listed_as(case, work),
            f"Taken for one work: {group[0].why}.",
        ]
        yield finding(RULE, case, spans_of([*group, work]), message, evidence=evidence)
    yield from _beside_numbers(case)


def _beside_numbers(case: Case) -> Iterator[Finding]:
    """One finding for each place where a year beside a number is not the listed one."""
    for citation, work, told in numbers_told(case):
        year = slipped_year(told, work) if impossible_year(case, work) is None else None
        if year is None or not FIRST <= int(year) <= LAST:
            continue
        words = case.document.text[told.whole : citation.end]
        message = f"“{words}” gives {year}; the reference list gives {work.year}."
        spans = [(told.whole, citation.end), (work.start, work.end)]
        yield finding(RULE, case, spans, message, evidence=[listed_as(case, work)])
