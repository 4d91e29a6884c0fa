"""A reference that can be read in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.citing import is_storm, listed, shown, spans_of
from regesta.checking.findings import finding
from regesta.model import Finding, Reference, Rule

RULE = Rule(
    id="unclear-reference",
    severity="note",
    title="A reference can be read in two ways",
    about="The list's layout and its wording disagree on where a work begins, or two readings of a field (year, pages, DOI) fit "
    "and neither was taken. Told so that a reader can look before a list is handed on. Where most of a list is so, it is said "
    "once.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). Ports. Review of Ports, 3(1), pp. 1-9.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). Ports. Review of Ports, 3(1), pp. 1-9, pp. 40-52.",
)

_FIELDS = {"issued": "the year", "pages": "the pages", "doi": "the DOI"}


def check(case: Case) -> Iterator[Finding]:
    """One finding a reference; one for all where most of the list is unclear."""
    references = case.reading.references
    unclear = [one for one in references if one.doubt is not None or one.work.unsure]
    if is_storm(len(unclear), len(references) - len(unclear)):
        ids = listed([one.id for one in unclear])
        message = f"{len(unclear)} of {len(references)} references can be read in two ways ({ids})."
        yield finding(RULE, case, spans_of(unclear), message)
        return
    for reference in unclear:
        yield finding(RULE, case, spans_of([reference]), _sentence(reference))


def _sentence(reference: Reference) -> str:
    told = []
    if reference.doubt is not None:
        told.append(reference.doubt)
    if reference.work.unsure:
        fields = " and ".join(_FIELDS.get(name, name) for name in reference.work.unsure)
        told.append(f"two readings of {fields} fit, and neither was taken")
    return f"“{shown(reference.text)}”: {'; '.join(told)}."
