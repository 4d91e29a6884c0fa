"""Citations without any list to lead to."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import listed, of_one_work, spans_of
from regesta.checking.findings import finding
from regesta.model import Finding, Rule

RULE = Rule(
    id="no-reference-list",
    severity="warning",
    title="Works are cited, and no reference list was found",
    about="Said once, in place of a finding for each citation. Silent where notes give the works in full.",
    good="The port was sold (Smith, J. 1999, p. 3) and bought back (Brown, K. 2004, p. 8).\n\n# References\n\n"
    "- Smith, J. (1999). A Life in Letters. London: Hall.\n- Brown, K. (2004). Ports and Treaties. Oslo: Nord.",
    bad="The port was sold (Smith, J. 1999, p. 3) and bought back (Brown, K. 2004, p. 8).",
)

_FEW = 2


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    reading = case.reading
    if reading.references:
        return
    cited = [c for c in reading.citations if c.form in {"author-date", "number"}]
    notes = [p for p in case.document.paragraphs if p.kind == "note"]
    works = of_one_work(cited)
    if len(works) < _FEW or (notes and all(c.form == "number" for c in cited)):
        return
    labels = [group[0].label for group in works]
    message = f"{len(works)} works are cited ({listed(labels)}), and no reference list was found to lead to."
    yield finding(RULE, case, spans_of(cited)[:1], message)
