"""In-text citations, by author and date or by number, paired with the reference list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.citations.references import key_of
from regesta.model import Citation, Document, Reference

_YEAR = r"(?:1[5-9]\d{2}|20\d{2})[a-z]?"
_NAME = r"[^\W\d_][\w'’.-]*"
# inside brackets: names, then a year, then pages; a bracket opened again before the year is a slip that is kept
_WORK = re.compile(
    rf"(?:(?:see(?: also)?|cf\.?|e\.g\.|quoted in|as cited in)[,:]?\s+)?(?P<names>{_NAME}(?:[ ,&]+(?:(?:and|et al|&)\b\.?|{_NAME})){{0,11}})"
    rf"[.,]?\s*\(?(?P<year>{_YEAR})\)?(?:[.,:]?\s*(?:pp?\.|pages?)?\s*(?P<page>\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?))?\s*$"
)
_BRACKET = re.compile(r"\((?P<inner>[^()\n]{4,220}?(?:\(" + _YEAR + r"\)?)?[^()\n]{0,60}?)\)")
_NARRATIVE = re.compile(
    rf"(?P<names>{_NAME}(?:(?:,? (?:and|&) | et al\.? ?){_NAME})?(?: et al\.)?)(?:['’]s)? \((?P<year>{_YEAR})(?:[,:] ?(?:pp?\. ?)?(?P<page>\d{{1,4}}(?:[-–]\d{{1,4}})?))?\)"
)
_NUMERIC = re.compile(r"\[(\d{1,3}(?:\s?[-–,]\s?\d{1,3}){0,9})\]")
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_NO_AUTHORS = _MONTHS | frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "since",
        "until",
        "from",
        "to",
        "before",
        "after",
        "around",
        "about",
        "circa",
        "c",
        "the",
        "of",
        "and",
        "between",
        "during",
        "early",
        "late",
        "mid",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "resolution",
        "article",
        "act",
        "law",
        "volume",
        "vol",
        "no",
        "chapter",
        "born",
        "died",
        "reigned",
        "ruled",
        "r",
        "b",
        "d",
        "founded",
        "established",
        "signed",
        "entered",
        "opened",
        "closed",
        "president",
        "king",
        "queen",
    ]
)


def find_citations(document: Document, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """The citations in a document's text outside its reference list, each with the work it was paired with, if any."""
    closed = [(p.start, p.end) for p in document.paragraphs if p.kind in {"reference", "front"}]
    found: list[Citation] = []
    for match in _BRACKET.finditer(document.text):
        if not _within(match.start(), closed):
            found += _in_bracket(match, references)
    for match in _NARRATIVE.finditer(document.text):
        names = names_of(match["names"])
        if names and not _within(match.start(), closed) and _paired(names, match["year"], references) is not None:
            found.append(_made(match, names, match["year"], match["page"], references))
    if any(_NUMERIC.match(r.text.lstrip("-*• ")) for r in references):
        by_number = {r.number: r for r in references}
        for match in _NUMERIC.finditer(document.text):
            if not _within(match.start(), closed):
                found += _numbered(match, by_number)
    return _apart(found)


def _in_bracket(match: re.Match[str], references: Sequence[Reference]) -> list[Citation]:
    """The works of one bracket; all of its parts must read as works, or it is no citation."""
    parts = [part.strip() for part in match["inner"].split(";")]
    works = [_WORK.match(part) for part in parts]
    out: list[Citation] = []
    for work in works:
        if work is None:
            return []
        names = names_of(work["names"])
        if not names:
            return []
        paired = _paired(names, work["year"], references)
        if paired is None and not _looks_cited(work["names"], match.group(), references):
            return []
        out.append(_made(match, names, work["year"], work["page"], references))
    return out[:1] if len(out) == 1 else out


def _looks_cited(names: str, bracket: str, references: Sequence[Reference]) -> bool:
    """A bracket that names no listed work is a citation where an initial, "et al." or a page says so, or the document has
    a list of works by author."""
    return bool(re.search(r"\b[^\W\d_]\.|et al|&", names) or re.search(r"\bpp?\.|\d[a-z]\)", bracket)) or (
        len(references) > 0
        and re.match(r"[^\W\d_]{3,}(?:,| and )", names + ",") is not None
        and " " not in names.strip()
    )


def names_of(text: str) -> tuple[str, ...]:
    """The family names (or the institution) of a citation; empty where the words are no names."""
    bare = re.sub(r"\bet al\b\.?", "", text).strip(" ,.&")
    if not bare or not bare[0].isupper() or bare.split()[0].strip(",.").lower() in _NO_AUTHORS:
        return ()
    authors: list[str] = []
    for part in re.split(r"\s*(?:&|\band\b)\s*", bare):
        family = re.sub(r",?\s+(?:[^\W\d_]\.\s?-?)+[^\W\d_]?\.?$", "", part.strip(" ,")).strip(" ,.")
        family = re.sub(r"^(?:[^\W\d_]\.\s?)+", "", family).strip()
        pieces = [piece.strip() for piece in family.split(",") if piece.strip()]
        authors += [
            piece for piece in pieces if len(piece) > 1 and not re.fullmatch(r"(?:[^\W\d_]\.?\s?)+", piece)
        ] or pieces[:1]
    if any(author.split()[0].lower() in _NO_AUTHORS or not author[0].isupper() for author in authors):
        return ()
    return tuple(authors)


def _paired(names: Sequence[str], year: str | None, references: Sequence[Reference]) -> Reference | None:
    """The listed work of these names and this year. Where one work fits the names and its own year cannot be right, it is
    taken; where several fit, none is."""
    keys = [key_of(name) for name in names]
    same = [r for r in references if r.names and _fits(keys[0], key_of(r.names[0]))]
    dated = [
        r
        for r in same
        if r.year is not None and year is not None and r.year.rstrip("abcdefgh") == year.rstrip("abcdefgh")
    ]
    exact = [r for r in dated if r.year == year or r.id.endswith(year or "?")]
    for listed in (exact, dated):
        if len(listed) == 1:
            return listed[0]
    if dated:
        return None
    undated = [r for r in same if r.year is None]
    return undated[0] if len(undated) == 1 and len(same) == 1 else None


def _fits(cited: str, listed: str) -> bool:
    if cited == listed:
        return True
    short, long = sorted((cited, listed), key=len)
    return len(short) >= 5 and long.startswith(short)


def _made(
    at: re.Match[str], names: tuple[str, ...], year: str | None, page: str | None, references: Sequence[Reference]
) -> Citation:
    paired = _paired(names, year, references)
    work = paired.id if paired is not None else None
    return Citation(at.start(), at.end(), at.group(), names, year, page, f"{names[0]} {year}", work)


def _numbered(match: re.Match[str], by_number: dict[int, Reference]) -> list[Citation]:
    out: list[Citation] = []
    for part in re.split(r"\s?,\s?", match[1]):
        low, _, high = (piece.strip() for piece in re.sub("[–]", "-", part).partition("-"))
        for number in range(int(low), min(int(high or low), int(low) + 30) + 1):
            work = by_number.get(number)
            names = work.names if work is not None else ()
            year = work.year if work is not None else None
            out.append(
                Citation(
                    match.start(),
                    match.end(),
                    match.group(),
                    names,
                    year,
                    None,
                    f"[{number}]",
                    work.id if work else None,
                )
            )
    return out


def _within(at: int, closed: Sequence[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in closed)


def _apart(found: list[Citation]) -> tuple[Citation, ...]:
    """By place; of overlapping ones the longer, works of one bracket side by side."""
    kept: list[Citation] = []
    for citation in sorted(found, key=lambda c: (c.start, -c.end)):
        if kept and citation.start < kept[-1].end and (citation.start, citation.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(citation)
    return tuple(kept)
