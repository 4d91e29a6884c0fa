"""A work that is listed and never cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regesta.checking.case import Case
from regesta.checking.citing import author_and_year, is_storm, listed, shown, spans_of
from regesta.checking.findings import finding
from regesta.citations import folded, listed_names, same_work
from regesta.model import Finding, Reference, Rule

RULE = Rule(
    id="uncited-reference",
    severity="note",
    title="A listed work is cited nowhere",
    about="Silent where the document cites nothing by author or number, where the list is one of further reading, and where "
    "a note or a sentence names the work without citing it in a shape that is known. Where most of the list is cited nowhere, that is said once.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Brown, K. (2004). Ports and Treaties. Oslo: Nord.\n"
    "- Smith, J. (1999). A Life in Letters. London: Hall.",
)

_OPTIONAL = (
    "further reading",
    "selected",
    "select bibliography",
    "recommended",
    "see also",
    "external links",
    "works consulted",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each work that nothing cites, or one for all where they are most of the list."""
    reading = case.reading
    cited = {citation.reference for citation in reading.citations if citation.reference is not None}
    if not cited:
        return
    # what an ambiguous or slipped citation may mean is not called uncited
    possible = {
        one.reference for c in reading.citations if c.reference is None for one in c.candidates if one.score > 0.3
    }
    free = [
        reference
        for reference in reading.references
        if reference.id not in cited | possible and not _optional(case, reference) and not _named(case, reference)
    ]
    twice = _doubles(free, [one for one in reading.references if one.id in cited])
    free = [one for one in free if one.id not in twice]
    if is_storm(len(free), len(cited)):
        ids = [reference.id for reference in free]
        message = f"{len(free)} of {len(reading.references)} listed works are cited nowhere: {listed(ids)}."
        yield finding(RULE, case, spans_of(free), message)
        return
    for reference in free:
        yield finding(RULE, case, spans_of([reference]), f"No citation leads to “{shown(reference.text)}”.")


def _doubles(free: Sequence[Reference], cited: Sequence[Reference]) -> set[str]:
    """The ids of works that are listed a second time and cited by the first: they are told as doubles, not as uncited."""
    by_author: dict[tuple[str, str], list[Reference]] = {}
    for one in cited:
        by_author.setdefault(author_and_year(one), []).append(one)
    return {
        reference.id
        for reference in free
        if any(same_work(one, reference) for one in by_author.get(author_and_year(reference), ()))
    }


def _optional(case: Case, reference: Reference) -> bool:
    """Whether the work stands under a heading that promises no citation."""
    sections = [s for s in case.document.sections if s.start <= reference.start < s.end and s.title]
    return bool(sections) and sections[-1].title.lower().lstrip("# ").startswith(_OPTIONAL)


def _named(case: Case, reference: Reference) -> bool:
    """Whether a note names the author, or the text the title: it is cited in a shape that was not understood."""
    text = case.document.text
    title = reference.work.title
    if title is not None and len(title) > 12:
        at = text.find(title)
        while at >= 0:
            if not any(r.start <= at < r.end for r in case.reading.references):
                return True
            at = text.find(title, at + 1)
    names = [folded(name) for name in listed_names(reference)[:1]]
    notes = [p for p in case.document.paragraphs if p.kind == "note"]
    return bool(names and names[0]) and any(names[0] in folded(text[p.start : p.end]) for p in notes)
