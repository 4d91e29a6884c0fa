"""An act told as done, on a day after the document's own date."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_words, in_body
from regesta.dates import parse_edtf
from regesta.errors import BadQuestion
from regesta.model import Finding, Rule

RULE = Rule(
    id="future-date",
    severity="warning",
    title="A date after the document's own",
    about=(
        "An act is told as done, and its date lies wholly after the date that the document gives for itself. What is planned or may "
        "come is not reported."
    ),
    good="---\ndate: 2015-03-01\n---\n\nThe two states will sign a treaty in Vienna on 12 June 2016.",
    bad="---\ndate: 2015-03-01\n---\n\nThe two states signed a treaty in Vienna on 12 June 2016.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each entry of a done act that is dated after the document."""
    own = case.document.front.date
    if own is None:
        return
    try:
        written = parse_edtf(own).latest
    except BadQuestion:
        return
    for entry in case.reading.entries:
        earliest = entry.when.earliest
        if written is None or earliest is None or earliest <= written:
            continue
        if entry.modality == "asserted" and entry.when.basis == "stated" and in_body(case, entry.start):
            message = (
                f"{date_words(case, entry)} lies after the document's own date, {own}, and the act is told as done."
            )
            yield finding(RULE, case, [(entry.start, entry.end)], message, entries=[entry])
