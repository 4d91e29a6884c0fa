"""A date that no calendar has: 31 February, the year 20003."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.model import Finding, Rule

RULE = Rule(
    id="impossible-date",
    severity="error",
    title="A date that no calendar has",
    about="The day, month or year as printed cannot be; nothing is repaired, and no entry takes the date.",
    good="The treaty was signed on 28 February 1996.",
    bad="The treaty was signed on 31 February 1996.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each date mention with a fault. What a reference list prints is told by impossible-year."""
    listed = [(reference.start, reference.end) for reference in case.reading.references]
    for mention in case.reading.dates:
        if mention.fault is not None and not any(low <= mention.start < high for low, high in listed):
            yield finding(RULE, case, [(mention.start, mention.end)], f"“{mention.text}”: {mention.fault}")
