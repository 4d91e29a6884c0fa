"""What the citation checks share: works cited as one, reference by id, and when many findings become one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from regesta.checking.case import Case
from regesta.citations import Told, folded, listed_names, printed_year, told_beside
from regesta.model import Citation, Reference, Span

# above so many findings of one kind, where they are also most of what could be found, one finding tells them all
MANY, TOO_MANY = 6, 30


def is_storm(found: int, sound: int) -> bool:
    """Whether so many findings of one kind are better told as one: most of what could be found, or more than a person reads."""
    return found > TOO_MANY or (found > MANY and found > sound)


def by_id(case: Case) -> dict[str, Reference]:
    """The listed works by id."""
    return {reference.id: reference for reference in case.reading.references}


def list_named(case: Case, work: Reference) -> str:
    """What gives a work, in words: "the reference list", or "note 3" in a paper whose notes stand in for a list."""
    return f"note {work.number}" if is_given_in_note(case, work) else "the reference list"


def listed_as(case: Case, work: Reference) -> str:
    """A work as evidence: what gives it, and the beginning of what is printed there."""
    return f"{list_named(case, work).capitalize()}: {shown(work.text, 160)}"


def author_and_year(reference: Reference) -> tuple[str, str]:
    """What two listings of one work share: the first author, folded ("" for none), and the year without its letter."""
    return folded(next(iter(listed_names(reference)), "")), (reference.year or "")[:4]


def is_given_in_note(case: Case, work: Reference) -> bool:
    """Whether a work is given by a note, not by a list."""
    paragraphs = case.document.paragraphs
    at = bisect_right(paragraphs, work.start, key=lambda paragraph: paragraph.start) - 1
    return at >= 0 and paragraphs[at].kind == "note"


def of_one_work(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Citations of one unlisted work together, by author and year or by number, in the order of the text."""
    groups: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        key = (citation.label, "") if citation.form == "number" else (folded(citation.names[0]), citation.year or "")
        groups.setdefault(key, []).append(citation)
    return list(groups.values())


def impossible_year(case: Case, work: Reference) -> str | None:
    """A year that cannot be, as printed in a work; None where there is none. In a note that gives the work's year another
    number may be a page or a resolution's."""
    if work.year is not None and is_given_in_note(case, work):
        return None
    return printed_year(work)


def spans_of(found: Sequence[Citation | Reference]) -> list[Span]:
    """The places of citations or works, each once, in the order given."""
    return list(dict.fromkeys(Span(one.start, one.end) for one in found))


def numbers_told(case: Case) -> Iterator[tuple[Citation, Reference, Told]]:
    """The citations of one work by its number with the names that stand right before it, and the work. Where these are a
    citation by author and year of their own, it is looked at as such."""
    references = by_id(case)
    numbers = [c for c in case.reading.citations if c.form == "number"]
    works = Counter((c.start, c.end) for c in numbers)
    dated = {c.end for c in case.reading.citations if c.form == "author-date"}
    for citation in numbers:
        work = references.get(citation.reference or "")
        if work is None or works[citation.start, citation.end] > 1 or {citation.start, citation.start - 1} & dated:
            continue
        told = told_beside(case.document, citation)
        if told is not None:
            yield citation, work, told


def shown(text: str, most: int = 90) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def listed(words: Sequence[str], most: int = 6) -> str:
    """Words in a row, the rest counted."""
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")
