"""Works named in footnotes and endnotes: "Smith, A Life in Letters, 12", "Jane Smith, Ports (Oslo: Nord, 2004), 33"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from regesta.citations.author_date import works_of
from regesta.citations.comparing import folded, name_likeness
from regesta.citations.pairing import Cited, listed_names
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Citation, Document, PossibleWork, Reference

_MARK = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)]|(\d{1,3})(?=\s+[^\W\d_])|([⁰¹²³⁴-⁹]{1,3}))\s*")
_CALL = re.compile(
    r"\[(\d{1,3})\]|(?<=[^\W\d_]{3})([⁰¹²³⁴-⁹]{1,3})|(?<=\d{4})([⁰¹²³⁴-⁹]{1,3})|(?<=[.,;:)”\"])([⁰¹²³⁴-⁹]{1,3})"
)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_YEAR = re.compile(r"(?<![\d–-])(1[5-9]\d\d|20\d\d)[a-k]?(?![\d–-])")
_PAGE = re.compile(
    r"(?:,\s|\)\s?[,:]?\s?|:\s?|(?<=\s))(?:pp?\.|pages?|s\.|с\.)?\s?(\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:,\s?\d{1,4}(?:[-–]\d{1,4})?)*)(?:\s?ff?\.)?\.?$"
)
_NAME = r"(?:[^\W\d_]\.\s?|[^\W\d_][\w'’-]+\s)*(?:(?:van|von|de|der|al|el|bin|ibn)[ -])*[^\W\d_][\w'’-]+"
_WORK = re.compile(
    rf"(?P<first>{_NAME})(?P<more>(?:, {_NAME})*,? (?:and|&) {_NAME}| et al\.)?(?:, eds?\.| \(eds?\.\))?,\s(?P<rest>.+)$",
    re.S,
)
_SHORT = 70  # code points of a note that names a work by its author alone


@dataclass(frozen=True, slots=True)
class _Listed:
    """A work that notes may name: of the list, or of an earlier note."""

    id: str | None
    label: str
    names: tuple[str, ...]
    year: str | None
    title: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a note that may name a work: where it stands, where its note is called from."""

    start: int
    end: int
    text: str
    called_from: tuple[int, ...]


def notes_of(document: Document) -> dict[tuple[int, int], tuple[int, ...]]:
    """The notes of a document, each with the offsets that call it: what the format ties, and what numbers tie ("[3]" in the
    text, "3." under a heading of notes)."""
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for note in document.notes:
        called = (note.called_at,) if note.called_at is not None else ()
        found[note.start, note.end] = found.get((note.start, note.end), ()) + called
    numbered: dict[int, tuple[int, int]] = {}
    for p in document.paragraphs:
        if p.kind == "note" and (p.start, p.end) not in found:
            mark = _MARK.match(document.text, p.start, p.end)
            number = _number(mark) if mark is not None else None
            found[p.start, p.end] = ()
            if number is not None:
                numbered.setdefault(number, (p.start, p.end))
    if numbered:
        for p in document.paragraphs:
            if p.kind not in {"note", "reference", "front"}:
                for call in _CALL.finditer(document.text, p.start, p.end):
                    span = numbered.get(_number(call) or -1)
                    if span is not None:
                        found[span] += (call.start(),)
    return found


def called_marks(document: Document, notes: dict[tuple[int, int], tuple[int, ...]]) -> frozenset[int]:
    """The offsets of marks in the text that call a note by its number: they cite no listed number."""
    tied = {note.called_at for note in document.notes}
    return frozenset(at for called in notes.values() for at in called if at not in tied)


def _number(match: re.Match[str]) -> int | None:
    group = next((group for group in match.groups() if group), None)
    return int(group.translate(_PLAIN)) if group is not None else None


def find_noted(
    document: Document,
    references: Sequence[Reference],
    notes: dict[tuple[int, int], tuple[int, ...]],
    found: Sequence[Citation],
) -> list[Citation]:
    """The works that notes name otherwise than by author and date; each paired with the list, or with an earlier note."""
    listed = [
        _Listed(r.id, r.id, listed_names(r), r.year, r.work.title or _title(r.text)) for r in references if r.names
    ]
    known: list[_Listed] = []
    out: list[Citation] = []
    for part in _parts(document, notes):
        if any(c.start < part.end and part.start < c.end for c in found):
            continue
        citation = _of_listed(part, listed) or _of_earlier(part, known)
        if citation is None:
            citation, work = _unlisted(part)
            known += [work] if work is not None else []
        out += [citation] if citation is not None else []
    return out


def cited_in_notes(document: Document, notes: Mapping[tuple[int, int], tuple[int, ...]]) -> Iterator[Cited]:
    """What notes cite by author and date without a bracket: "Smith 1999, 12; Brown 2004"."""
    for part in _parts(document, notes):
        for work in works_of(part.text):
            yield replace(work, start=part.start, end=part.end)


_BETWEEN_SEMICOLONS = re.compile(r"[^;]+")


def _parts(document: Document, notes: Mapping[tuple[int, int], tuple[int, ...]]) -> Iterator[_Part]:
    """The parts of all notes that a semicolon or a sentence's end tells apart, without what leads to a work."""
    for (start, end), called in sorted(notes.items()):
        mark = _MARK.match(document.text, start, end)
        low = mark.end() if mark is not None else start
        for sentence in [s for s in document.sentences if s.end > low and s.start < end]:
            at = max(low, sentence.start)
            for piece in _BETWEEN_SEMICOLONS.finditer(document.text[at : min(end, sentence.end)]):
                lead = _lead().match(piece.group())
                text = piece.group()[lead.end() if lead is not None else 0 :]
                bare = text.strip(" \n").rstrip(".")
                first = at + piece.end() - len(text) + len(text) - len(text.lstrip(" \n"))
                if len(bare) > 3:
                    yield _Part(first, first + len(bare), bare, called)


@cache
def _lead() -> re.Pattern[str]:
    leads = citing_pattern("leads")
    return re.compile(rf"\s*(?:on [^.;]{{3,80}}? (?=see ))?(?:(?:{leads})(?!\w)[,:]?\s+)+", re.I)


_QUOTED_TITLE = re.compile(r"[\"“«'‘]([^\"”»]{6,200}?)[\"”»'’]")
_PART_END = re.compile(r"[.)]\s+")


def _title(text: str) -> str:
    """The words of a reference behind its year or its authors, where no title was told apart."""
    quoted = _QUOTED_TITLE.search(text)
    if quoted is not None:
        return quoted[1]
    parts = [part.strip() for part in _PART_END.split(text) if len(part.strip()) > 8]
    return next(iter(parts[1:] or parts), "")


_NAME_OR_LETTER = re.compile(r"[^\W\d_][\w'’-]*")
_NAME_AND_PAGE = re.compile(rf"(?:{_NAME}), (?:pp?\. ?)?\d")


def _of_listed(part: _Part, works: Sequence[_Listed]) -> Citation | None:
    """The listed work that a part names by its author and words of its title, or by its author alone in a short note."""
    head = part.text[:90]
    tokens = [folded(word) for word in _NAME_OR_LETTER.findall(head)][:10]
    years = {match[1] for match in _YEAR.finditer(part.text)}
    ranked: list[tuple[float, str, _Listed]] = []
    for work in works:
        family = work.names[0]
        cited = next((word for word in tokens if word == folded(family)), None)
        alike = _alike(part.text, work.title)
        name = family if cited is not None or folded(family) in folded(head) else _slip_of(family, head)
        if name is None:
            continue
        same_year = work.year is not None and work.year[:4] in years
        if alike >= 0.75:
            ranked.append((alike + 0.5 * same_year + (name == family), name, work))
        elif name == family and same_year and alike >= 0.4:
            ranked.append((1.0, name, work))
        elif name == family and len(part.text) <= _SHORT and _NAME_AND_PAGE.match(part.text):
            ranked.append((0.8, name, work))
    ranked.sort(key=lambda row: (-row[0], row[2].label))
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.05):
        return None
    _, name, work = ranked[0]
    said = (
        "its author and title" if name == work.names[0] else f"its title; the list spells the author “{work.names[0]}”"
    )
    why = f"{work.label}: the note names {said}"
    year = _year_cited(part.text, work.year)
    made = _citation(part, (name, *work.names[1:]) if name != work.names[0] else work.names, year, why)
    candidates = (PossibleWork(work.id, 0.95, why),) if work.id is not None else ()
    return replace(made, label=work.label, reference=work.id, candidates=candidates)


_LONG_NAME = re.compile(r"[^\W\d_][\w'’-]+")


def _slip_of(family: str, head: str) -> str | None:
    for word in _LONG_NAME.findall(head)[:4]:
        if word[0].isupper() and name_likeness(word, family)[1] in {"slip", "spelt"}:
            return str(word)
    return None


_TITLE_WORD = re.compile(r"\w+")


def _alike(text: str, title: str) -> float:
    """How much of a title's beginning stands in a text, 0 to 1; short titles in notes are cut at the colon."""
    whole = title.casefold().strip(" .,")
    if len(whole) < 4:
        return 0.0
    body = text.casefold()
    if whole.partition(":")[0].strip() in body and len(whole.partition(":")[0]) > 5:
        return 1.0
    words = [w for w in _TITLE_WORD.findall(whole.partition(":")[0]) if w not in citing_words("inner") and len(w) > 2]
    there = set(_TITLE_WORD.findall(body))
    share = sum(word in there for word in words) / len(words) if words else 0.0
    runs = [run.strip(" \"“”«»'") for run in body.split(",")]
    short = [run for run in runs if (len(run) > 7 and run in whole) or (len(run) > 3 and whole.startswith(run + " "))]
    return max(share if len(words) > 1 else 0.0, 0.9 if short else 0.0, fuzz.partial_ratio(whole, body) / 100 - 0.1)


_YEAR_IN_BRACKETS = re.compile(r"\(?[^()]*?(\d{4,5})\)")


def _year_cited(text: str, listed: str | None) -> str | None:
    """The year a note gives: the listed one where it stands there, else the last in brackets or at the end."""
    years = [match[1] for match in _YEAR.finditer(text)]
    if listed is not None and listed[:4] in years:
        return listed
    bracket = _YEAR_IN_BRACKETS.search(text)
    if bracket is not None:
        return bracket[1]
    return None


def _of_earlier(part: _Part, known: Sequence[_Listed]) -> Citation | None:
    return _of_listed(part, known) if known else None


_PRINTED_WORK = re.compile(r"\([^()]*\b(?:1[5-9]|20)\d\d\)|[\"“«‘]|\bvol\.|\bno\.|\bpp?\.")
_FURTHER_AUTHOR = re.compile(r"([^\W\d_][\w'’-]+)(?:,| and| &|$)")
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_TITLE_END = re.compile(r"[(\"”»]")


def _unlisted(part: _Part) -> tuple[Citation | None, _Listed | None]:
    """A work that a note gives in full: names, a title, and a year with a place, a publisher or pages."""
    match = _WORK.match(part.text)
    years = list(_YEAR.finditer(part.text))
    if match is None or not years or not match["first"][0].isupper():
        return None, None
    printed = _PRINTED_WORK.search(match["rest"])
    first_words = match["first"].split()
    if (
        printed is None
        or len(first_words) > 4
        or first_words[0].lower() in citing_words("never") | {"this", "on", "it"}
    ):
        return None, None
    family = first_words[-1]
    more = _FURTHER_AUTHOR.findall(match["more"] or "")
    bracket = [y for y in years if _OPEN_BRACKET.search(part.text[: y.start()])]
    year = (bracket or years)[-1][1]
    names = (family, *more[-1:])
    citation = _citation(part, names, year, "no listed work has this author and title")
    return citation, _Listed(None, citation.label, names, year, _TITLE_END.split(match["rest"].lstrip('"“«'))[0])


def _citation(part: _Part, names: tuple[str, ...], year: str | None, why: str) -> Citation:
    page = _PAGE.search(part.text)
    return Citation(
        start=part.start,
        end=part.end,
        text=part.text,
        names=names,
        year=year,
        page=page[1] if page is not None and page[1] != year else None,
        label=f"{names[0]} {year or 'n.d.'}",
        form="note",
        why=why,
        called_from=part.called_from,
    )
