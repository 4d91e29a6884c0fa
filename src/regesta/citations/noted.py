"""Works named in footnotes and endnotes: "Smith, A Life in Letters, 12", "Jane Smith, Ports (Oslo: Nord, 2004), 33"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from regesta.citations.author_date import works_of
from regesta.citations.comparing import folded
from regesta.citations.note_law import short_case
from regesta.citations.note_matching import YEAR, Known, Shelf, cite_in, edition_of, known_of, meant, shelve
from regesta.citations.note_papers import day_of, edition_in
from regesta.citations.note_parts import Clauses, Part, bare_title, by_same_author, clauses_of, is_name, parts_of
from regesta.citations.note_works import Given, given_in, known_from, year_of_clause
from regesta.citations.pairing import Cited, listed_names
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Citation, Document, PossibleWork, Reference

_FEW = 2  # works that notes name before a short title that nothing answers is taken for one


def find_noted(
    document: Document,
    references: Sequence[Reference],
    notes: dict[tuple[int, int], tuple[int, ...]],
    found: Sequence[Citation],
) -> list[Citation]:
    """The works that notes name otherwise than by author and date; each paired with the list, or with an earlier note.

    `references` are a list's works, or those of notes (`find_noted_works`), which then are cited where they stand."""
    first = {r.start: r for r in references}
    noted = bool(references) and is_noted(references[0], notes)
    shelf = known_of([] if noted else [_listed(reference) for reference in references])
    earlier = Shelf()
    taken = sorted((c.start, c.end) for c in found)
    archives: set[str] = set()
    out: list[Citation] = []
    short: list[Citation] = []
    last: str | None = None
    for printed in parts_of(document, notes):
        at = bisect_left(taken, (printed.end, -1))
        if at > 0 and any(start < printed.end and printed.start < end for start, end in taken[max(0, at - 4) : at]):
            continue
        part = by_same_author(printed, last)
        read = clauses_of(part.text)
        archives |= {read.alias} if read.alias is not None and not read.alias_ends else set()
        given = given_in(part, read, archives)
        if noted and part.start in first and given is not None:
            work = first[part.start]
            citation: Citation | None = _paired(
                _given(part, read, given, (work.names, "this note gives the work in full")), work.id
            )
            shelve(shelf, known_from(work, read, given))
        else:
            filed = given is not None and given.kind == "paper"
            citation = _answered(part, read, shelf, filed=filed) or _answered(part, read, earlier, filed=filed)
        if citation is None and given is not None and not noted:
            citation = _given(part, read, given, (given.names, "no listed work has this author and title"))
            dated = given.body and day_of(read.clauses[1:]) is not None  # debates, bulletins: lists leave them out
            if (given.kind == "print" and given.authors and not dated) or not references:
                name = Known(
                    None, citation.label, given.names, given.year, given.title, part.text, part.end, part.number
                )
                shelve(earlier, name)
            else:
                citation = None
        if citation is not None:
            out.append(replace(citation, text=printed.text))
            cite_in(shelf, part.number, citation.reference)
            named = (
                shelf.works[shelf.by_id[citation.reference]].names[0]
                if citation.reference in shelf.by_id
                else citation.names[0]
            )
            last = named if is_name(named) else last
        elif (
            given is None and (lone := _short_title(part, read)) is not None and not _known(document, lone, read, shelf)
        ):
            short.append(replace(lone, text=printed.text))
    return out + (short if len({c.label for c in out}) >= _FEW else [])


def _known(document: Document, lone: Citation, read: Clauses, shelf: Shelf) -> bool:
    """Whether a work that nothing answers to may be there all the same: a list has works of an author who is named with a
    note's number alone, or the title stands before, given in a shape that was not understood."""
    if len(read.clauses) == 1:
        return any(shelf.works[at].note is None for at in shelf.by_name.get(folded(lone.names[0]), ()))
    return read.note is None and document.text.rfind(bare_title(read.clauses[1]), 0, lone.start) >= 0


def _given(part: Part, read: Clauses, given: Given, told: tuple[tuple[str, ...], str]) -> Citation:
    """The citation of a work where it is given in full; `told` are its names and a sentence."""
    made = _citation(part, read, told[0], given.year, told[1])
    if given.kind == "paper" and not (_PAGE_MARKED.search(part.text) or edition_in(given.container or "")):
        return replace(made, page=None)  # a number at the end is a bundle's
    return replace(made, page=given.page) if given.page is not None or given.kind in _BY_LAW else made


_BY_LAW = frozenset(["case", "instrument"])  # a number at the end is not always the page meant


def is_noted(reference: Reference, notes: Mapping[tuple[int, int], tuple[int, ...]]) -> bool:
    """Whether a work is one that a note gives, not one of a list."""
    return any(start <= reference.start < end for start, end in notes)


_SHORT_NAME = re.compile(r"^[^()]{0,60}\(([^\W\d_a-z][^\W\d_]{1,7})\)")


def _listed(reference: Reference) -> Known:
    """A listed work as notes may name it; what has no author goes by its title, an archive by its letters too."""
    names = listed_names(reference)
    letters = _SHORT_NAME.match(reference.text)
    title = reference.work.title or _title(reference.text)
    filed = letters is not None and reference.year is None
    quoted = reference.text[:1] in _QUOTED_START and not reference.work.authors
    signed = (
        not quoted
        and bool(reference.names)
        and bool(reference.work.authors or reference.work.editors or not reference.work.title)
    )
    return Known(
        reference.id,
        reference.id,
        names or (title,),
        reference.year,
        title,
        reference.text,
        alias=letters[1] if letters is not None and filed else None,
        paper=filed,
        signed=signed or not (quoted or reference.work.title),
    )


def cited_in_notes(document: Document, notes: Mapping[tuple[int, int], tuple[int, ...]]) -> Iterator[Cited]:
    """What notes cite by author and date without a bracket: "Smith 1999, 12; Brown 2004"."""
    for part in parts_of(document, notes):
        bracketed = part.text[:1] == "(" and part.text[-1:] == ")" and part.text.count("(") == 1
        for work in works_of(part.text[1:-1] if bracketed else part.text):
            # a number that begins as no year does is one of a file ("BOA, Hariciye 4412")
            if work.year is None or work.year[0] in "12" or not work.year[0].isdigit():
                yield replace(work, start=part.start, end=part.end)


_QUOTED_TITLE = re.compile(r"[\"“«'‘]([^\"”»]{6,200}?)[\"”»'’]")
_PART_END = re.compile(r"[.)]\s+")


def _title(text: str) -> str:
    """The words of a reference behind its year or its authors, where no title was told apart."""
    quoted = _QUOTED_TITLE.search(text)
    if quoted is not None:
        return quoted[1]
    parts = [part.strip() for part in _PART_END.split(text) if len(part.strip()) > 8]
    return next(iter(parts[1:] or parts), "")


def _answered(part: Part, read: Clauses, shelf: Shelf, *, filed: bool = False) -> Citation | None:
    """The citation of a part that names a known work. `filed`: the part is a paper's, and its writer's books are not meant."""
    named = meant(part, read, shelf) if shelf.works else None
    if named is None or (filed and named.work.signed and not named.work.paper and edition_of(named.work) is None):
        return None
    year = _year_cited(part.text, read, named.work)
    made = replace(_citation(part, read, named.names, year, named.why), label=named.work.label)
    short = short_case(part.text)
    made = replace(made, page=short[2]) if short is not None else made
    if named.others:
        several = [work for work in (named.work, *named.others) if work.id is not None]
        why = "a work of this author" if read.note is None else f"note {read.note}, to which the note sends, gives it"
        possible = tuple(PossibleWork(work.id or "", 0.95, f"{work.label}: {why}") for work in several)
        return replace(made, label=f"{named.names[0]} n.d.", year=None, candidates=possible)
    if named.work.id is None:
        return replace(made, year=year or named.work.year)  # one unlisted work, cited twice
    return _paired(made, named.work.id)


def _paired(citation: Citation, reference: str) -> Citation:
    why = citation.why or ""
    return replace(
        citation, label=reference, reference=reference, candidates=(PossibleWork(reference, 0.95, why),), why=why
    )


_YEAR_IN_BRACKETS = re.compile(r"\(?[^()]*?(\d{4,5})\)")


def _year_cited(text: str, read: Clauses, work: Known) -> str | None:
    """The year a note gives: the known one where it stands there, else the one in brackets; or, of a work in full, the one behind
    its place, and of a paper its day's. A year that the work's title holds, or of an entry in a diary, is none."""
    years = [match[1] for match in YEAR.finditer(text)]
    if work.year is not None and work.year[:4] in years:
        return work.year
    bracket = _YEAR_IN_BRACKETS.search(text)
    if bracket is not None:
        return bracket[1]
    if work.paper:
        day = day_of(read.clauses[1:])
        return day[:4] if day is not None else None
    clauses = read.clauses[2:]
    printed = [
        year
        for at, clause in enumerate(clauses)
        if (year := year_of_clause(clause)) is not None and year not in work.title and (at > 0 or clause != year)
    ]
    return printed[-1] if printed else None


_QUOTED_START = ("“", '"', "«", "„", "‘")
_PAGE_MARKED = re.compile(r"\b(?:pp?|[Ss]|с|стр|fols?|Bl)\. ?\d+[^,]*$")


def _short_title(part: Part, read: Clauses) -> Citation | None:
    """An author, a short title and a page ("Brown, Old Ports, 19"), which no work in full answers to; None for other words."""
    clauses = tuple(clause.removesuffix(" case") for clause in read.clauses)
    if len(clauses) == 1 and read.note is not None and is_name(clauses[0]) and len(clauses[0].split()) <= 3:
        # "Brown (n 12) 97": the note that it sends to gives another work (OSCOLA 4, 1.2.1)
        family, low = _family(clauses[0]), clauses[0].lower()
        if family.lower() not in citing_words("never") and not any(map(low.startswith, citing_words("instruments"))):
            return _citation(
                part, read, (family,), None, f"note {read.note}, to which the note sends, gives no such work"
            )
    if len(clauses) != 2 or len(part.text) > 140 or not is_name(clauses[0]) or len(clauses[0].split()) > 4:
        return None
    title = bare_title(clauses[1])
    quoted = clauses[1][:1] in _QUOTED_START
    marked = read.given_before or read.page is not None
    if not marked or not title[:1].isupper() or YEAR.search(clauses[1]):
        return None
    if not quoted and len(title.split()) < 2 and read.note is None:
        return None
    first = clauses[0].split()[-1]
    if first.lower() in citing_words("never") or first.lower() in citing_words("instruments"):
        return None
    return _citation(part, read, (_family(clauses[0]),), None, "no note before it gives such a work in full")


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{citing_pattern('joints')})\s")


def _family(clause: str) -> str:
    return _joints().split(clause)[0].split()[-1]


def _citation(part: Part, read: Clauses, names: tuple[str, ...], year: str | None, why: str) -> Citation:
    page = read.page
    return Citation(
        start=part.start,
        end=part.end,
        text=part.text,
        names=names,
        year=year,
        page=page if page != year else None,
        label=f"{names[0]} {year or 'n.d.'}",
        form="note",
        why=why,
        called_from=part.called_from,
    )
