"""In-text citations, by author and date, by number, or by author and page, paired with the reference list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from regesta.citations.abbreviations import abbreviations_of
from regesta.citations.author_date import find_author_date
from regesta.citations.author_page import find_author_page
from regesta.citations.comparing import folded
from regesta.citations.note_parts import called_marks, holding, notes_of
from regesta.citations.noted import cited_in_notes, find_noted, is_noted
from regesta.citations.numbering import (
    by_position,
    cites_in_round,
    counts_by_position,
    is_numbered,
    may_cite,
    pair_stray,
    printed_numbers,
    strays_of,
)
from regesta.citations.numeric import find_in_round, find_numbers, pair_number
from regesta.citations.pairing import Cited, Index, Paired, bodies_of, listed_names, pair_all
from regesta.citations.repeated import find_repeated
from regesta.citations.shapes import is_undated
from regesta.model import Citation, Document, Reference

_NOTES = 4  # works named in notes: numbers in brackets then stand for something else (documents of an edition)


def find_citations(
    document: Document, references: Sequence[Reference], others: Iterable[str] = ()
) -> tuple[Citation, ...]:
    """The citations in a document's text outside its reference list, each with the work it was paired with, if any.

    `others` are names that stand for no author unless they are listed: states and places ("Lisbon, 1996"). Works of one
    bracket have one span. Sorted by start.
    """
    spans = _open_spans(document)
    notes = notes_of(document)
    noted = bool(references) and is_noted(references[0], notes)
    given = [(reference.start, reference.end) for reference in references]
    noting = sorted(notes)
    index = Index(references, abbreviations_of(document.text, bodies_of(references)))

    coauthors = {folded(name) for reference in references for name in listed_names(reference)[1:]}

    def answers(names: tuple[str, ...], year: str | None) -> int:
        if not names:
            return 0
        rows = index.rank(Cited(0, 0, names, year, None))
        dated = [row for row in rows if row.year in {"same", "letter"} and row.candidate.score > 0.8]
        if any(row.name in {"same", "spelt", "initials", "order"} for row in dated):
            return 4
        if any(row.name == "slip" or (row.name == "part" and row.shorter) for row in dated):
            return 3
        if any(row.name in {"same", "spelt"} for row in rows):
            return 2
        return int(any(row.name == "slip" for row in rows) or folded(names[0]) in coauthors)

    plain = [span for span in spans if not (noted and holding(noting, span[0]) is not None)]
    cited = _apart([*find_author_date(document, plain, answers), *cited_in_notes(document, notes)])
    pairs = pair_all(cited, index)
    places = {name.casefold() for name in others}
    found = [
        _made(document.text, one, pair)
        for one, pair in zip(cited, pairs, strict=True)
        if _is_citation(one, pair, places, bool(references))
        and not (
            noted
            and (
                holding(given, one.start) is not None
                or (pair.reference is None and holding(noting, one.start) is not None)
            )
        )
    ]
    listed = [] if noted else references
    numbers = _by_number(document, spans, listed, found, notes)
    # "[1980] ICJ Rep 3, [86]": in a paper whose notes give the works, a number in a note is a paragraph
    found += [one for one in numbers if not noted or holding(noting, one.start) is None]
    found += find_author_page(document, listed, found, frozenset(places))
    found = [replace(citation, called_from=_called(citation, notes)) for citation in found]
    found += find_noted(document, references, notes, found)
    if not is_numbered(listed) and len({c.reference or c.label for c in found if c.form == "note"}) >= _NOTES:
        found = [c for c in found if c.form != "number" or c.reference is not None]
    found.sort(key=lambda citation: (citation.start, -citation.end))
    found += find_repeated(document, spans, notes, found, {one.id: _is_article(one) for one in references})
    return tuple(sorted(found, key=lambda citation: (citation.start, -citation.end)))


def _by_number(
    document: Document,
    spans: Sequence[tuple[int, int]],
    references: Sequence[Reference],
    found: Sequence[Citation],
    notes: dict[tuple[int, int], tuple[int, ...]],
) -> list[Citation]:
    """The citations by number. `found` are those by author and date, in whose brackets none is looked for."""
    numbered = is_numbered(references)
    by_number = printed_numbers(references) if numbered else {}
    calls = called_marks(document, notes) if not numbered else frozenset()
    taken = [(citation.start, citation.end) for citation in found]

    def seek() -> list[Cited]:
        cited = _apart(find_numbers(document.text, spans, frozenset(by_number)))
        return [one for one in cited if one.start not in calls and not _within(one.start, taken)]

    cited = seek()
    if numbered and not cited and all(citation.reference is None for citation in found):
        round_ones = [one for one in _apart(find_in_round(document.text, spans)) if not _within(one.start, taken)]
        cited = round_ones if cites_in_round(document.text, round_ones, by_number) else []
    if not numbered and references and cited:
        dated = len({(c.start, c.end) for c in found if c.reference is not None})
        usual = max(dated, len(notes))
        likely = [one for one in cited if may_cite(document, one)]
        if counts_by_position(references, likely, usual):
            by_number = by_position(references)
            cited = seek()
        elif usual:
            cited = likely
            strays = strays_of(cited, references, usual)
            if strays is not None:
                return [
                    _numbered(document.text, one, pair_stray(one, references), by_position(references))
                    for one in strays
                ]
    pairs = [(one, pair_number(one, by_number)) for one in cited]
    return [
        _numbered(document.text, one, pair, by_number)
        for one, pair in pairs
        if pair.reference is not None or not one.must_pair
    ]


def _open_spans(document: Document) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in document.paragraphs if p.kind not in {"reference", "front"}]


def _is_citation(cited: Cited, pair: Paired, places: set[str], listed: bool) -> bool:
    """A bracket that names no listed work is a citation where its shape says so, or the document has a list of works."""
    known = any(candidate.score > 0.3 for candidate in pair.candidates)
    several = known and pair.why.startswith("several")
    if pair.reference is not None or several or (known and not cited.must_pair):
        return True
    if not _is_year(cited.year) or cited.must_pair:
        return False
    return cited.strong or (listed and cited.names[0].casefold() not in places)


def _is_year(year: str | None) -> bool:
    return (
        year is None
        or is_undated(year)
        or (year[:4].isdigit() and 1450 <= int("".join(filter(str.isdecimal, year))) <= 2099)
    )


def _made(text: str, cited: Cited, pair: Paired) -> Citation:
    return Citation(
        start=cited.start,
        end=cited.end,
        text=text[cited.start : cited.end],
        names=cited.names,
        year=None if is_undated(cited.year) else cited.year,
        page=cited.page,
        label=f"{cited.names[0]} {cited.year or 'n.d.'}",
        reference=pair.reference,
        form=cited.form,
        candidates=pair.candidates,
        why=pair.why,
    )


def _numbered(text: str, cited: Cited, pair: Paired, by_number: dict[int, Reference]) -> Citation:
    work = by_number.get(cited.number or 0)
    shown = _made(text, replace(cited, names=(f"[{cited.number}]",)), pair)
    names = work.names if work is not None else ()
    return replace(shown, names=names, year=work.year if work is not None else None, label=f"[{cited.number}]")


def _called(citation: Citation, notes: Mapping[tuple[int, int], tuple[int, ...]]) -> tuple[int, ...]:
    """Where the note that holds a citation is called from; empty where none holds it."""
    return next((called for (low, high), called in notes.items() if low <= citation.start < high), ())


def _is_article(reference: Reference) -> bool:
    """Whether a work's title stands in quotation marks, as those of articles and chapters do."""
    title = reference.work.title
    at = reference.text.find(title) if title else -1
    return at > 0 and reference.text[:at].rstrip()[-1:] in {"“", "«", "‘", '"', "„"}


def _within(at: int, closed: Sequence[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in closed)


def _apart(found: Iterable[Cited]) -> list[Cited]:
    """By place; of overlapping ones the longer, works of one bracket side by side."""
    kept: list[Cited] = []
    for one in sorted(found, key=lambda c: (c.start, -c.end)):
        if kept and one.start < kept[-1].end and (one.start, one.end) != (kept[-1].start, kept[-1].end):
            continue
        if one not in kept[-6:]:
            kept.append(one)
    return kept
