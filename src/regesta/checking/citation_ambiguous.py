"""A citation that several listed works answer to."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import by_id, listed, listed_as, of_one_work, spans_of
from regesta.checking.findings import finding
from regesta.citations import is_ambiguous
from regesta.model import Finding, Rule

RULE = Rule(
    id="ambiguous-citation",
    severity="warning",
    title="Several listed works answer to a citation",
    about="Two works of one author and year need a letter (1999a, 1999b) in the list and in the text; where works are cited "
    "without years, by pages or in notes (op. cit., supra note 3), two works of one author need a short title.",
    good="The port was sold (Smith 1999a).\n\n# References\n\n- Smith, J. (1999a). A Life in Letters. London: Hall.\n"
    "- Smith, J. (1999b). Ports and Treaties. Oslo: Nord.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.\n"
    "- Smith, J. (1999). Ports and Treaties. Oslo: Nord.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each author and year, or author where no year is cited."""
    references = by_id(case)
    for group in of_one_work(c for c in case.reading.citations if is_ambiguous(c)):
        best = group[0].candidates[0].score
        close = [one.reference for one in group[0].candidates if best - one.score < 0.03]
        telling = "a letter behind the year" if group[0].form in {"author-date", "number"} else "a short title"
        message = f"“{group[0].text}” may mean {listed(close)}; {telling} would tell."
        evidence = [listed_as(case, references[id]) for id in close if id in references]
        yield finding(RULE, case, spans_of(group), message, evidence=evidence)
