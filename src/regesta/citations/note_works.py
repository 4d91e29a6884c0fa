"""Works that notes give in full, in papers without a reference list: they stand in for one.

The shapes are those of the handbooks for notes: CMOS 17 ch. 14 and MHRA 3 (place, publisher and year in brackets), the Italian,
French and Spanish manuals (place, publisher, year between commas; periodicals in «»), archives and treaties as the guides of
national archives and OSCOLA 4 cite them. What fits none of them gives no work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from regesta.citations.bodies import body_words
from regesta.citations.comparing import year_likeness
from regesta.citations.note_law import legal_in, short_case
from regesta.citations.note_matching import Known, Shelf, alikeness, edition_of, meant, shelve
from regesta.citations.note_papers import (
    QUOTES,
    addresses,
    begins_as_paper,
    begins_with,
    day_of,
    edition_in,
    is_dated,
    paper_in,
)
from regesta.citations.note_parts import (
    ADDRESS,
    Clauses,
    Part,
    bare_title,
    begins_no_name,
    by_same_author,
    clauses_of,
    is_name,
    notes_of,
    parts_of,
)
from regesta.citations.parsing import parse_work
from regesta.citations.printed_dates import edtf_of
from regesta.citations.wordlists import word_classes
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Author, Document, Reference, Work


@dataclass(frozen=True, slots=True)
class Given:
    """A work as a note gives it: authors (given and family names; or one body), title, year, and what it rests on.

    `kind` is "print", "paper" (of an archive), "case" or "instrument" (a treaty, a law, a resolution)."""

    authors: tuple[tuple[str, str], ...]
    title: str
    year: str | None
    kind: str = "print"
    body: bool = False
    container: str | None = None
    place: str | None = None
    publisher: str | None = None
    page: str | None = None  # the page meant, where it stands elsewhere than at the end
    first: str | None = None  # the first page of an article or a chapter
    alias: str | None = None  # the short name that stands behind a treaty

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(family for _, family in self.authors) or (self.title,)


def find_noted_works(document: Document) -> tuple[Reference, ...]:
    """The works that the notes of a document without a list give in full, each where it is first given; `number` is the note's, and
    works of one author and year have one id.

    Offsets in code points. Empty where no note gives one."""
    notes = notes_of(document)
    if not notes:
        return ()
    shelf = Shelf()
    archives: set[str] = set()
    found: list[Reference] = []
    last: str | None = None
    for printed in parts_of(document, notes):
        part = by_same_author(printed, last)
        read = clauses_of(part.text)
        if read.alias is not None and not read.alias_ends:
            archives.add(read.alias)
        given = given_in(part, read, archives)
        if given is not None and given.authors:
            last = given.names[0]
        elif len(read.clauses) > 1 and is_name(read.clauses[0]) and (same := meant(part, read, shelf)) is not None:
            last = same.work.names[0] if same.work.signed else last
        if given is None or _given_before(part, read, given, shelf):
            continue
        part = printed
        reference = _reference(part, read, given)
        found.append(reference)
        shelve(shelf, known_from(reference, read, given))
    return tuple(found)


def known_from(reference: Reference, read: Clauses, given: Given) -> Known:
    """A work that a note gives, as later notes may name it."""
    alias = read.alias if read.alias_ends else given.alias
    paper, signed = given.kind == "paper", bool(given.authors) and given.kind != "paper"
    label, title = reference.id, given.title
    return Known(label, label, reference.names, given.year, title, reference.text, reference.end, reference.number, alias, paper, signed)  # fmt: skip


def _given_before(part: Part, read: Clauses, given: Given, shelf: Shelf) -> bool:
    """Whether an earlier note gave the same work: one author, nearly one title, no other year."""
    same = meant(part, read, shelf)
    if same is None:
        return False
    if given.kind == "paper" or same.work.paper:
        return given.kind == "paper" and same.work.paper and len({given.year, same.work.year} - {None}) < 2
    if edition_in(part.text) is not None and edition_of(same.work) is not None:
        return True  # the volume, with the year of its papers, not of its printing
    years = {given.year, same.work.year} - {None}
    slip = year_likeness(given.year, same.work.year)[1] == "slip" and _EDITION.search(part.text) is None
    if slip and fuzz.ratio(given.title.casefold(), same.work.title.casefold()) >= 95:
        return same.names[0] == same.work.names[0]  # the same title, and a year one digit away
    return len(years) < 2 and same.names[0] == same.work.names[0] and alikeness(part.text, same.work.title) >= 0.9


_EDITION = re.compile(r"\b(?:edn?|edition|éd|Aufl|изд)\b", re.I)


# --- reading one -----------------------------------------------------------------------------------------------------

_YEAR = r"(?:1[4-9]\d\d|20\d\d)\d?[a-k]?"
_YEAR_CLAUSE = re.compile(rf"(?P<year>{_YEAR})(?:\s?\([^()]*\))?")
_ADDRESS = re.compile(r"\b(?:https?|htps?|ftp|www)[:.]", re.I)
_NUMBERED_BRACKET = re.compile(r"(?:\d|\b[IVXLC]+|[”»’\"])\s?$")


@cache
def _bracket() -> re.Pattern[str]:
    """ "(London: Hall, 1999)", "(PhD diss., Uppsala University, 2011)", "(2003)"; its end may be lost."""
    return re.compile(
        rf"\((?P<in>[^()]{{0,160}}?)(?P<year>{_YEAR}|(?:{citing_pattern('unprinted')})\.?)(?:\)|[,:]\s\d|$)"
    )


@cache
def _unprinted() -> re.Pattern[str]:
    return re.compile(rf"(?:{citing_pattern('unprinted')})\.?", re.I)


def given_in(part: Part, read: Clauses, archives: set[str] | frozenset[str] = frozenset()) -> Given | None:
    """The work that a part of a note gives in full, None where it gives none. `archives` are short names of archives."""
    clauses = read.clauses
    if not clauses or len(part.text) < 12 or read.given_before or short_case(part.text) is not None:
        return None
    legal = _legal(part.text) if read.note is None else None
    if legal is not None or not _begins_well(part.text):
        return legal
    bracket = _imprint_bracket(ADDRESS.sub("", part.text), clauses)
    paper = paper_in(part.text, clauses, archives) if bracket is None or _may_hold_paper(bracket) else None
    if paper is not None:
        sender = (("", paper.sender),) if paper.sender is not None else ()
        return Given(sender, paper.title, paper.year, "paper", True, container=paper.within)
    edition = edition_in(part.text) if bracket is None else None
    if edition is not None and (read.page is not None or edition[2] is not None) and len(clauses) <= 4:
        title = clauses[0] if edition[1] in clauses[0] else f"{clauses[0]}, {edition[1]}"
        return Given((), title, edition[1])
    named = bracket is None and len(clauses) > 1 and begins_with("instruments", clauses[0])
    day = edtf_of(" ".join(clauses[1:])) if named else None
    if day:
        place = clauses[1] if is_name(clauses[1]) else None
        return Given((), clauses[0].strip(), day[:4], "instrument", place=place)
    authors, body, at = _authors(clauses)
    title, at = _with_years(clauses, at, signed=bool(authors))
    bare = title[: title.rfind("(")].strip() if bracket is not None and "(" in title else title
    if not _is_title(bare):
        return None
    rest = clauses[at + 1 :]
    quoted = title[:1] in QUOTES or body
    # a place and a year alone do not yet make a work of what a note tells
    paged = read.page is not None or f"{clauses[0]}: " in part.text or any(map(_IN.match, rest))
    placed = _year_placed(rest) if paged and (authors or quoted) else None
    year = _year_given(bracket, rest, bool(authors), quoted, bool(_ADDRESS.search(part.text)))
    year = placed or year if year in {None, "n.d."} else year
    if year is None or (not authors and not _unsigned(title, rest, bracket is not None)):
        return None
    place, publisher = _imprint(bracket, rest)
    bare, first, page = _pages_apart(part.text, bare, bracket, title[:1] in QUOTES)
    return Given(
        tuple(authors),
        bare_title(bare),
        year if year[:1].isdigit() and len(year.rstrip("abcdefghijk")) == 4 else None,
        body=body,
        container=_container(title, rest),
        place=place,
        publisher=publisher,
        page=page,
        first=first,
    )


# "(2015) 64 ICLQ 611, 616", "[2011] PL 12", "(Hart 2018) 143, 149": the first page, and the page meant (OSCOLA 4, 3.2 and 3.3)
_FIRST_PAGE = re.compile(
    rf"(?:[(\[]{_YEAR}[)\]]\s(?:\d{{1,4}}(?:\(\d+\))?\s)?[A-Z][^,()\[\]\d]{{0,80}}?|\))\s(?P<first>\d{{1,5}})(?:,\s(?P<page>\d{{1,5}}(?:\s?[-–—]\s?\d{{1,5}})?))?$"
)
# "in Essays on Ports 45, 50 (Ada Lind ed., 1999)"
_PAGES_WITHIN = re.compile(
    r", in [^\W\d_a-z][^()]{3,160}?\s(?P<first>\d{1,4})(?:,\s(?P<page>\d{1,4}(?:[-–]\d{1,4})?))?\s\([^()]*\beds?\.[^()]*\d{4}\)$"
)
_PAGE_IN_TITLE = re.compile(r"(?<=[^\W\d_.,:])\s(?:at\s)?(?P<page>\d{1,4}(?:[-–]\d{1,4})?)$")
_EDITION_AND_YEAR = re.compile(r"\((?:[^():]*?\beds?\.,?\s)?(?:\d{4})\)?$")


def _pages_apart(
    text: str, title: str, bracket: re.Match[str] | None, quoted: bool
) -> tuple[str, str | None, str | None]:
    """A title without the page that the Bluebook prints behind it ("PORTS AND TREATIES 43 (2d ed. 1996)", rule 15), the first page
    of an article or a chapter, and the page meant; None where they do not stand so."""
    pages = _FIRST_PAGE.search(text) if quoted else None
    if pages is not None and (pages["page"] or not pages.group().startswith(")")):
        return title, pages["first"], pages["page"]
    within = _PAGES_WITHIN.search(text)
    if within is not None:
        return title, within["first"], within["page"]
    behind = _PAGE_IN_TITLE.search(title)
    if behind is None or quoted or bracket is None or _EDITION_AND_YEAR.match(bracket.group()) is None:
        return title, None, None
    return title[: behind.start()], None, behind["page"]


def _may_hold_paper(bracket: re.Match[str]) -> bool:
    """Whether a bracket leaves it open that a paper is cited: it is the imprint of an edition, or the paper's day (OSCOLA 4, 3.4.13)."""
    return ":" in bracket["in"] or len(edtf_of(bracket.group()) or "") == 10


def _legal(text: str) -> Given | None:
    """A legal source, or an article as law reviews print it."""
    found = legal_in(ADDRESS.sub("", text))
    if found is None:
        return None
    authors = tuple(_person(name) for name in _JOINT.split(found.authors or "") if name.strip())
    kind = "print" if found.kind == "article" else found.kind
    return Given(authors, found.title, found.year, kind, False, found.container, None, None, found.page, found.first, found.alias)  # fmt: skip


def _imprint_bracket(text: str, clauses: Sequence[str]) -> re.Match[str] | None:
    """The bracket with place, publisher and year, or with the year behind a volume; one that tells of another edition, behind
    the year, is none."""
    dated = text.count("(") == text.count(")") and any(_YEAR_CLAUSE.fullmatch(clause) for clause in clauses[1:])
    found = [b for b in _bracket().finditer(text) if not dated or ":" in b["in"]]
    return next((b for b in found if b["in"].strip() or _NUMBERED_BRACKET.search(text[: b.start()])), None)


def _begins_well(text: str) -> bool:
    words = text.split(maxsplit=2)
    return text[0] in QUOTES or (text[0].isupper() and (words[0].lower() in _LAWS or not begins_no_name(words)))


_LAWS = frozenset(["resolution", "act", "law"])


_YEARS = re.compile(rf"{_YEAR}\s?[-–/]\s?\d{{2,4}}(?!\d)")
_BARE_YEAR = re.compile(_YEAR)


def _with_years(clauses: Sequence[str], at: int, *, signed: bool) -> tuple[str, int]:
    """The title at a place with the years that belong to it ("The Pact, 1947-1954. A Diary"), and the place of its last clause.
    A year alone does where another one, of printing, stands behind it."""
    title = clauses[at] if at < len(clauses) else ""
    if title[:1] in QUOTES or at + 1 >= len(clauses):
        return title, at
    behind = clauses[at + 1]
    alone = _BARE_YEAR.fullmatch(behind) is not None and any(map(_YEAR_AT_END.search, clauses[at + 2 :]))
    if _YEARS.match(behind) is not None or (alone and not signed):
        return f"{title}, {behind}", at + 1
    return title, at


_YEAR_AT_END = re.compile(rf"(?:^|[\s(]){_YEAR}\)?$")


def _is_title(title: str) -> bool:
    words = bare_title(title)
    if not 3 <= len(words) <= 300 or _YEAR_CLAUSE.fullmatch(words):
        return False
    return words[0].isupper() or words[0].isdigit() or title[:1] in QUOTES


_ROLE = re.compile(r"\s?\((?:[^()\d]{2,14})\)$")
_JOINT = re.compile(r",? (?:and|&|und|et|e|y|i|и|ve|və|og|och|en) |, ")
_MORE = re.compile(r",?\s(?:et al|and others|u\. ?a|e altri|и др|vd|və b)\.?$", re.I)
_INITIALED = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3}[^\W\d_]|(?:and|&|und|et|e|y|и|ve|və) [^\W\d_a-z]")


def _authors(clauses: Sequence[str]) -> tuple[list[tuple[str, str]], bool, int]:
    """The authors in front, whether they are a body, and the place of the clause behind them."""
    first = _MORE.sub("", _ROLE.sub("", clauses[0]))
    if clauses[0][:1] in QUOTES or len(clauses) < 2 or _IN.match(clauses[1]) or begins_as_paper(first):
        return [], False, 0
    if is_dated(clauses[1]) or addresses(first):
        return [], False, 0
    words = {word.lower().strip(".") for word in first.split()}
    if words & body_words() or (not is_name(first) and clauses[1][:1] in QUOTES and _is_body(first)):
        return [("", first)], True, 1
    if not is_name(first) or _YEAR_CLAUSE.fullmatch(clauses[1]):
        return [], False, 0
    people = [_person(name) for name in _JOINT.split(first) if name.strip()]
    at = 1
    while at < len(clauses) - 1 and len(people) < 12:
        clause = _MORE.sub("", _ROLE.sub("", clauses[at]))
        if word_classes().get(clause.lower().strip(".")) == "editor":
            at += 1
            continue
        if not (_INITIALED.match(clause) and is_name(_leading_joint(clause))):
            break
        people += [_person(name) for name in _JOINT.split(_leading_joint(clause)) if name.strip()]
        at += 1
    return people, False, at


def _is_body(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) <= 12 and "." not in words


_FIRST_JOINT = re.compile(r"(?:and|&|und|et|e|y|и|ve|və) ")


def _leading_joint(clause: str) -> str:
    return _FIRST_JOINT.sub("", clause, count=1)


def _person(name: str) -> tuple[str, str]:
    """Given names and family name of "P. van der Meer", "Jane Smith"; a particle belongs to the family name."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and (words[at - 1].lower() in citing_words("inner") or words[at - 1] in {"Degli", "Della", "De", "Di", "Del", "Van", "Von", "Le", "La"}):  # fmt: skip
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


# "printemps 1990", "janvier-mars 1990", "Winter 1989/90"
_SEASON_AND_YEAR = re.compile(rf"(?:[^\W\d_]{{3,12}}\.?[-–/ ]){{1,3}}(?P<year>{_YEAR})(?:[-–/]\d{{2,4}})?")
# "Göttingen 2004", "Frankfurt am Main/New York 1989", "2. Aufl., Köln u. a. 1999"
_PLACE_AND_YEAR = re.compile(
    rf"[^\W\d_a-z][^\W\d_]+\.?(?:[ /-](?:[^\W\d_a-z][^\W\d_]*\.?|am|an|der|im|ob|u\. ?a\.|d\.)){{0,6}} (?P<year>{_YEAR})"
)


def _year_placed(rest: Sequence[str]) -> str | None:
    """The year behind a place in one clause, "Göttingen 2004"."""
    return next((found["year"] for clause in rest if (found := _PLACE_AND_YEAR.fullmatch(clause))), None)


def year_of_clause(clause: str) -> str | None:
    """The year of a clause that holds nothing else, or a place before it: "2004", "Göttingen 2004"."""
    found = _YEAR_CLAUSE.fullmatch(clause) or _PLACE_AND_YEAR.fullmatch(clause)
    return found["year"] if found is not None else None


def _year_given(
    bracket: re.Match[str] | None, rest: Sequence[str], signed: bool, quoted: bool, address: bool
) -> str | None:
    """The year that a work in full shows, or what stands in its place; None where no shape of a work in full is there."""
    if bracket is not None:
        return bracket["year"]
    day = day_of(rest)
    if day is not None and (quoted or address or not signed or len(rest) > 1):
        return day[:4] if not day.isdigit() or len(day) == 4 else day
    printed = [(at, year) for at, clause in enumerate(rest) if (year := _YEAR_CLAUSE.fullmatch(clause)) is not None]
    if printed and (printed[-1][0] > 0 or quoted):
        return printed[-1][1]["year"]
    if quoted and (issue := next((found for clause in rest if (found := _SEASON_AND_YEAR.fullmatch(clause))), None)):
        return issue["year"]
    for at, clause in enumerate(rest):
        if _unprinted().fullmatch(clause) is not None and (at > 0 or quoted):
            return clause
    return "n.d." if address and (quoted or signed) else None


def _unsigned(title: str, rest: Sequence[str], bracket: bool) -> bool:
    """Whether a work without an author is one: its title in quotation marks, or what holds it, or a newspaper with its day."""
    if title[:1] in QUOTES and rest:
        return True
    within = any(_IN.match(clause) for clause in rest)
    day = rest[0] if rest else ""
    place, publisher = _imprint(None, rest)
    printed = place is not None and publisher is not None and any(map(_VOLUME.match, rest))
    return within or printed or (bracket and bool(rest)) or (_is_newspaper(title) and len(edtf_of(day) or "") == 10)


def _is_newspaper(title: str) -> bool:
    words = {word.lower().strip(".,()’'") for word in title.replace("’", " ").split()}
    return is_name(title) and bool(words & citing_words("newspapers"))


def _imprint(bracket: re.Match[str] | None, rest: Sequence[str]) -> tuple[str | None, str | None]:
    """Place and publisher: "(Oslo: Nord, 2004)", or the two clauses before the year."""
    if bracket is not None:
        place, colon, publisher = bracket["in"].partition(":")
        return (place.strip() or None, publisher.strip(" ,") or None) if colon else (None, None)
    years = [at for at, clause in enumerate(rest) if _YEAR_CLAUSE.fullmatch(clause) or _unprinted().fullmatch(clause)]
    at = years[-1] if years else 0
    if at >= 2 and is_name(rest[at - 2]):
        return rest[at - 2], rest[at - 1]
    return (rest[0], None) if at == 1 and is_name(rest[0]) else (None, None)


_VOLUME = re.compile(r"(?:vols?|t|tome|tomo|bd|band|т|cilt|series|part|partie)\.? ?(?:[IVXL]+|\d)", re.I)
_IN = re.compile(r"(?:in|dans|в кн\.?|em):?\s+", re.I)
_VOLUME_BEHIND = re.compile(r"\s(?:\d+|[IVXLC]+)?(?:\s?\([^()]*\)?.*)?$", re.S)


def _container(title: str, rest: Sequence[str]) -> str | None:
    """What holds the work: behind "in", or behind a title in quotation marks."""
    within = next((clause for clause in rest if _IN.match(clause) and not _unprinted().match(clause)), None)
    if within is not None:
        return _IN.sub("", within, count=1).strip('“”«»" ') or None
    if title[:1] in QUOTES and rest and not edtf_of(rest[0][:40]) and rest[0][:1].isupper():
        return _VOLUME_BEHIND.sub("", rest[0]).strip(" “”«»") or None
    return None


# --- as a reference --------------------------------------------------------------------------------------------------


@cache
def _page_meant() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,\s|:\s)(?:(?:{citing_pattern('note_pages')})\.?\s?)?(\d{{1,5}}\s?[-–—]\s?\d{{1,5}}),\s(?:(?:{citing_pattern('at_page')})(?!\w)\.?\s)?"
        rf"(?:(?:{citing_pattern('note_pages')})(?!\w)\.?\s?)?\d{{1,5}}(?!\d)(?:\s?[-–—]\s?\d{{1,5}})?",
        re.I,
    )


def _reference(part: Part, read: Clauses, given: Given) -> Reference:
    """The work as one of a list. Pages are the work's only where the note gives them beside the page meant."""
    pages = _page_meant().search(part.text)
    whole = pages[1].replace(" ", "") if pages is not None else given.first
    told = parse_work(part.text)
    authors = tuple(
        Author(literal=family) if given.body or not first else Author(family=family, given=first)
        for first, family in given.authors
    )
    issued = told.issued if told.issued and (given.year or "")[:4] == told.issued[:4] else given.year
    day = day_of(read.clauses)
    if day is not None and given.year is not None and day[:4] == given.year[:4]:
        issued = day
    work = Work(
        type=told.type if given.kind == "print" else "document",
        authors=authors,
        title=given.title,
        container=given.container,
        issued=issued,
        issued_text=told.issued_text,
        volume=told.volume if given.kind == "print" else None,
        issue=told.issue if given.kind == "print" else None,
        pages=whole,
        pages_text=whole,
        publisher=given.publisher,
        place=given.place,
        url=told.url,
        accessed=told.accessed,
        accessed_text=told.accessed_text,
        doi=told.doi,
        issn=told.issn,
        isbn=told.isbn,
        language=told.language,
    )
    names = given.names
    short = names[0] if len(names[0]) <= 60 else names[0][:59].rsplit(" ", 1)[0] + "…"
    label = f"{short} {given.year or 'n.d.'}"
    return Reference(label, part.start, part.end, part.text, part.number, names, given.year, work)
