"""A work that is cited and not listed."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import is_given_in_note, is_storm, listed, of_one_work, spans_of
from regesta.checking.findings import finding
from regesta.citations import is_ambiguous
from regesta.model import Citation, Finding, Rule

RULE = Rule(
    id="citation-without-reference",
    severity="error",
    title="A cited work is not in the reference list",
    about="One finding a work, with all places that cite it. Where most citations have no work, the list is likely another "
    "one or cut short: that is said once. In a paper without a list, whose notes give the works in full, a short title that no note "
    "before it gives in full. Without either, see no-reference-list.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
    bad="The port was sold (Brown, K. 2004).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each unlisted work, or one for all where they are most of what is cited."""
    reading = case.reading
    if not reading.references:
        return
    in_notes = is_given_in_note(case, reading.references[0])
    missing = [c for c in reading.citations if c.reference is None and c.form != "again" and not is_ambiguous(c)]
    groups = of_one_work(missing)
    known = {c.reference for c in reading.citations if c.reference is not None}
    if is_storm(len(groups), len(known)):
        labels = [group[0].label for group in groups]
        message = f"{len(groups)} of {len(groups) + len(known)} cited works are {'given in full by no note' if in_notes else 'not in the reference list'}: {listed(labels)}."
        yield finding(RULE, case, spans_of(missing), message)
        return
    for group in groups:
        yield finding(RULE, case, spans_of(group), _sentence(group, in_notes), evidence=_evidence(group[0]))


def _sentence(group: list[Citation], in_notes: bool) -> str:
    first = group[0]
    places = f" ({len(spans_of(group))} places)" if len(spans_of(group)) > 1 else ""
    if first.form == "number":
        return f"{first.label} is cited{places}, and {first.why}."
    if in_notes:
        return f"“{first.text}” is cited{places}, and no note gives such a work in full."
    return f"“{first.text}” is cited{places}, and the reference list has no such work."


def _evidence(citation: Citation) -> list[str]:
    """What the list has that comes near."""
    return [f"The reference list: {one.why}." for one in citation.candidates if one.score > 0.3]
