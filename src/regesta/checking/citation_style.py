"""Two ways of citing in one document."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.citations import is_numbered
from regesta.model import Finding, Rule

RULE = Rule(
    id="mixed-citation-style",
    severity="warning",
    title="Works are cited in two ways",
    about="A numbered reference list that is cited by author and year, or citations by number beside others by author and year. "
    "Said once a document.",
    good="The port was sold [1]. It was bought back [2].\n\n# References\n\n- [1] Smith, J. (1999). A Life in Letters. London: Hall.\n"
    "- [2] Brown, K. (2004). Ports and Treaties. Oslo: Nord.",
    bad="The port was sold (Smith 1999). It was bought back (Brown 2004).\n\n# References\n\n"
    "- [1] Smith, J. (1999). A Life in Letters. London: Hall.\n- [2] Brown, K. (2004). Ports and Treaties. Oslo: Nord.",
)

_FEW = 2  # so many citations of a kind are a habit, not an exception


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    reading = case.reading
    dated = [c for c in reading.citations if c.form == "author-date" and c.reference is not None]
    numbers = [c for c in reading.citations if c.form == "number" and c.reference is not None]
    if len({(c.start, c.end) for c in dated}) < _FEW:
        return
    if numbers and len({(c.start, c.end) for c in numbers}) >= _FEW:
        first, other = (
            min(dated[0], numbers[0], key=lambda c: c.start),
            max(dated[0], numbers[0], key=lambda c: c.start),
        )
        message = f"Works are cited both by author and year and by number: “{first.text}”, and then “{other.text}”."
        yield finding(RULE, case, [(first.start, first.end), (other.start, other.end)], message)
    elif not numbers and is_numbered(reading.references):
        work = reading.references[0]
        message = f"The reference list is numbered, and the text cites by author and year, as in “{dated[0].text}”."
        yield finding(RULE, case, [(dated[0].start, dated[0].end), (work.start, work.end)], message)
