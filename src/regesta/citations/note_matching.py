"""Which known work a part of a note means: a work of the list, or one that an earlier note gave in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from regesta.citations.comparing import folded, name_likeness, near_name
from regesta.citations.note_law import short_case
from regesta.citations.note_papers import edition_in
from regesta.citations.note_parts import MARKS, Clauses, Part
from regesta.citations.printed_dates import edtf_of
from regesta.citations.words import citing_words

_SHORT = 70  # code points of a note that names a work by its author alone
_COMMON = 40  # works that share a word: it tells none of them
YEAR = re.compile(r"(?<![\d–-])(1[5-9]\d\d|20\d\d)[a-k]?(?![\d–-])")


@dataclass(frozen=True, slots=True)
class Known:
    """A work that notes may name. `at` is the offset from which on it is known; `alias` the short name it was given;
    `paper` says that it lies in an archive, where its number and the words before it tell it; `signed` that it has an author.
    """

    id: str | None
    label: str
    names: tuple[str, ...]
    year: str | None
    title: str
    text: str = ""
    at: int = -1
    note: int | None = None
    alias: str | None = None
    paper: bool = False
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Shelf:
    """Known works by the words of their authors, titles and short names, so that long papers are matched fast."""

    works: list[Known] = field(default_factory=list)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_alias: dict[str, list[int]] = field(default_factory=dict)
    by_note: dict[int, list[int]] = field(default_factory=dict)
    by_id: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meant:
    """The work that a part of a note means, the author's name as the part prints it, and a sentence. `others` are works that it
    may mean as well: then none is taken."""

    work: Known
    names: tuple[str, ...]
    why: str
    others: tuple[Known, ...] = ()


_WORD = re.compile(r"\w+")
_NAME_OR_LETTER = re.compile(r"[^\W\d_][\w'’-]*")


def shelve(shelf: Shelf, work: Known) -> None:
    """Put a work among the known ones."""
    at = len(shelf.works)
    shelf.works.append(work)
    family = work.names[0] if work.names else ""
    keys = {folded(family), *(folded(word) for word in _NAME_OR_LETTER.findall(family))} - {""}
    for key in keys if work.signed else ():
        shelf.by_name.setdefault(key, []).append(at)
    for word in _telling(work.text if work.paper else work.title):
        shelf.by_word.setdefault(word, []).append(at)
    if work.alias is not None:
        shelf.by_alias.setdefault(folded(work.alias)[:4], []).append(at)
    if work.note is not None:
        shelf.by_note.setdefault(work.note, []).append(at)
    if work.id is not None:
        shelf.by_id.setdefault(work.id, at)


def cite_in(shelf: Shelf, note: int, reference: str | None) -> None:
    """Keep which known work a note cites: later notes may send to that note."""
    at = shelf.by_id.get(reference) if reference is not None else None
    if at is not None and at not in shelf.by_note.setdefault(note, []):
        shelf.by_note[note].append(at)


def _telling(text: str) -> set[str]:
    """The words of a title that may tell it from another."""
    small = citing_words("inner")
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 2 and word not in small}


def meant(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The known work that a part names by its author and words of its title, by its author alone in a short note, by its
    title where it has no author, by the short name it was given, or as a paper by its number. None where two fit alike."""
    named = _aliased(part, read, shelf) or _sent_to(part, read, shelf) or _by_report(part, shelf)
    named = named or _by_edition(part, shelf)
    if named is not None:
        return named
    return _by_author(part, read, shelf) or _by_title(read, part, shelf) or _by_number(part, read, shelf)


def _earlier(found: Iterable[int], shelf: Shelf, part: Part) -> list[Known]:
    return [work for at in sorted(set(found)) if (work := shelf.works[at]).at < part.start]


def _sought(part: Part, shelf: Shelf) -> list[Known]:
    """The works that share a word of their author, or a telling word of their title, with a part."""
    head = part.text[:90]
    tokens = [folded(word) for word in _NAME_OR_LETTER.findall(head)][:10]
    tokens += [folded(half) for word in _NAME_OR_LETTER.findall(head)[:10] for half in word.split("-")]
    found = [at for token in tokens for at in shelf.by_name.get(token, ())]
    return _earlier([*found, *_worded(part, shelf)], shelf, part)


def _worded(part: Part, shelf: Shelf) -> Iterator[int]:
    for word in _telling(part.text):
        places = shelf.by_word.get(word, ())
        if len(places) <= _COMMON:
            yield from places


_NAME = r"(?:[^\W\d_]\.\s?|[^\W\d_][\w'’-]+\s)*(?:(?:van|von|de|der|al|el|bin|ibn)[ -])*[^\W\d_][\w'’-]+"
_NAME_AND_PAGE = re.compile(rf"(?:{_NAME}), (?:pp?\. ?)?\d")


def _by_author(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    head = part.text[:90]
    tokens = [folded(word) for word in _NAME_OR_LETTER.findall(head)][:10]
    years = {match[1] for match in YEAR.finditer(part.text)}
    ranked: list[tuple[float, str, Known]] = []
    for work in _sought(part, shelf):
        if not work.signed or not work.names:
            continue
        family = work.names[0]
        cited = next((word for word in tokens if word == folded(family)), None)
        alike = max(alikeness(part.text, work.title), _shortened(read, work.title))
        name = family if cited is not None or folded(family) in folded(head) else _slip_of(family, head)
        if name is None and alike >= 0.9:  # the title tells the work, so that more of the name may differ
            name = next((word for word in _LONG_NAME.findall(head)[:1] if near_name(word, family)), None)
        if name is None:
            continue
        same_year = work.year is not None and work.year[:4] in years
        if alike >= 0.75:
            ranked.append((alike + 0.5 * same_year + (name == family), name, work))
        elif name == family and same_year and alike >= 0.4:
            ranked.append((1.0, name, work))
        elif name == family and len(part.text) <= _SHORT and _NAME_AND_PAGE.match(part.text):
            ranked.append((0.8, name, work))
    ranked.sort(key=lambda row: (-row[0], row[2].at, row[2].label))
    if ranked and ranked[0][0] == 0.8 and len(ranked) > 1:
        return _by_name_alone(part, [work for _, _, work in ranked], shelf)
    if not ranked or (
        len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.05 and not _twice(ranked[0][2], ranked[1][2])
    ):
        return None
    _, name, work = ranked[0]
    if name == work.names[0]:
        return Meant(work, work.names, f"{work.label}: the note names its author and title")
    where = "the list" if work.note is None else f"note {work.note}"
    why = f"{work.label}: the note names its title; {where} spells the author “{work.names[0]}”"
    return Meant(work, (name, *work.names[1:]), why)


def _by_name_alone(part: Part, works: Sequence[Known], shelf: Shelf) -> Meant | None:
    """What "Lind, 45" means where Lind has several works: the one that the note before cites, else it stays open."""
    before = {at for note in (part.number - 1, part.number) for at in shelf.by_note.get(note, ())}
    near = [work for work in works if any(shelf.works[at] is work for at in before)]
    if len(near) == 1:
        return Meant(near[0], near[0].names, f"{near[0].label}: the work of this author that was cited right before")
    if len({work.id for work in works}) < len(works) or any(
        work.id is None or _twice(work, works[0]) for work in works[1:]
    ):
        return None
    several = ", ".join(work.label for work in works)
    return Meant(works[0], works[0].names[:1], f"several works of this author fit alike: {several}", tuple(works[1:]))


def _twice(one: Known, other: Known) -> bool:
    """Whether a list has one work twice: the first is taken."""
    return fuzz.ratio(one.title.casefold(), other.title.casefold()) >= 85


_LONG_NAME = re.compile(r"[^\W\d_][\w'’-]+")


def _slip_of(family: str, head: str) -> str | None:
    for word in _LONG_NAME.findall(head)[:4]:
        if word[0].isupper() and name_likeness(word, family)[1] in {"slip", "spelt"}:
            return str(word)
    return None


def alikeness(text: str, title: str) -> float:
    """How much of a title's beginning stands in a text, 0 to 1; short titles in notes are cut at the colon."""
    whole = title.casefold().strip(" .,")
    if len(whole) < 4:
        return 0.0
    body = text.casefold()
    opening = whole.partition(":")[0].strip()
    if opening in body and len(opening) > 5:
        return 1.0
    words = [w for w in _WORD.findall(opening) if w not in citing_words("inner") and len(w) > 2]
    there = set(_WORD.findall(body))
    share = sum(word in there for word in words) / len(words) if words else 0.0
    runs = [run.strip(MARKS) for run in body.split(",")]
    short = [run for run in runs if (len(run) > 7 and run in whole) or (len(run) > 3 and whole.startswith(run + " "))]
    return max(share if len(words) > 1 else 0.0, 0.9 if short else 0.0, fuzz.partial_ratio(whole, body) / 100 - 0.1)


def _shortened(read: Clauses, title: str) -> float:
    """0.9 where a part is an author and a few words out of a title ("Lind, Hafen, S. 77"), else 0."""
    words = _telling(read.clauses[1]) if len(read.clauses) == 2 and (read.page or read.given_before) else set()
    return 0.9 if words and words <= _telling(title) else 0.0


def _same_day(text: str, other: str) -> bool:
    """Whether two papers bear one day and month."""
    days = [edtf_of(_BEFORE_FILE.split(one)[0]) or "" for one in (text, other)]
    return len(days[0]) == 10 and days[0][4:] == days[1][4:]


_BEFORE_FILE = re.compile(r", (?=[A-Z]{2,5} \d|\d{3}[.\w]*/)")


def _by_title(read: Clauses, part: Part, shelf: Shelf) -> Meant | None:
    """A work without an author: the part begins with its title, whole or cut short."""
    if not read.clauses:
        return None
    first = read.clauses[0].strip(MARKS + ".,").casefold()
    if len(first) < 6:
        return None
    found: list[Known] = []
    slipped: list[Known] = []
    mine = set(_DIGITS.findall(part.text))
    for work in _earlier(_worded(part, shelf), shelf, part):
        whole = work.title.casefold().strip(MARKS + ".,")
        if work.signed or not (whole == first or (len(first.split()) > 1 and whole.startswith(first))):
            continue
        others = mine - set(_DIGITS.findall(work.text)) if work.paper else set()
        if not others:
            found.append(work)
        elif len(mine) > 1 and all(YEAR.fullmatch(number) for number in others) and _same_day(part.text, work.text):
            slipped.append(work)  # the day is the same, the year is not
    if not found and len(slipped) == 1:
        return Meant(
            slipped[0], slipped[0].names, f"{slipped[0].label}: the note names its title and its day, in another year"
        )
    if not found or (len(found) > 1 and not _twice(found[0], found[1])):
        return None
    years = {match[1] for match in YEAR.finditer(part.text)}
    if found[0].year is not None and years and found[0].year[:4] not in years:
        return None
    return Meant(found[0], found[0].names, f"{found[0].label}: the note names its title")


def _aliased(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The work that was given a short name ("hereafter ..."), which the part begins with."""
    body = part.text.casefold()
    head = folded(part.text[:40])
    for at in sorted(at for size in (2, 3, 4) for at in shelf.by_alias.get(head[:size], ())):
        work = shelf.works[at]
        alias = (work.alias or "").casefold()
        if work.at < part.start and body.startswith(alias) and not body[len(alias) : len(alias) + 1].isalnum():
            if work.paper and work.note is None and not _holds(work, ", ".join(read.clauses)[len(alias) :]):
                continue
            return Meant(work, work.names, f"{work.label}: “{work.alias}” stands for it")
    return None


def _sent_to(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The work of the note that the part sends to: of the author or title named, though misspelt, or the only one where the
    part names none; of two works of one author none."""
    if read.note is None:
        return None
    works = _earlier(shelf.by_note.get(read.note, ()), shelf, part)
    why = f"the note sends to note {read.note}, which gives it"
    if not read.clauses:
        only = works[0] if len(works) == 1 and read.page is not None else None
        return Meant(only, only.names, f"{only.label}: {why}") if only is not None else None
    head = folded(" ".join(read.clauses))
    named = [work for work in works if _names_it(part, read, head, work)]
    if len(named) > 1:
        likely = [
            work for work in named if alikeness(part.text, work.title) >= 0.75 or _holds_words(read.clauses[-1], work)
        ]
        named = likely if len(likely) == 1 else named
    if len(named) == 1:
        return Meant(named[0], named[0].names, f"{named[0].label}: {why}")
    if len(named) > 1 and len(read.clauses) == 1 and len({folded(w.names[0]) for w in named if w.signed}) == 1:
        works_meant = ", ".join(work.label for work in named)
        return Meant(
            named[0],
            named[0].names[:1],
            f"note {read.note} gives several works of this author: {works_meant}",
            tuple(named[1:]),
        )
    slips = [
        (work, slip)
        for work in works
        if work.signed and work.names and (slip := _near_of(work.names[0], part.text[:90]))
    ]
    if not named and len(slips) == 1:
        return Meant(slips[0][0], (slips[0][1],), f"{slips[0][0].label}: {why}, though with another spelling")
    return _only_listed(part, read, shelf) if not named else None


def _only_listed(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The only listed work of an author whom a part names with a note's number and no title."""
    name = read.clauses[0].split()[-1] if read.clauses else ""
    listed = [work for work in _earlier(shelf.by_name.get(folded(name), ()), shelf, part) if work.note is None]
    if len(read.clauses) != 1 or len(listed) != 1:
        return None
    return Meant(listed[0], listed[0].names, f"{listed[0].label}: the only listed work of this author")


def _names_it(part: Part, read: Clauses, head: str, work: Known) -> bool:
    """Whether a part that sends to a note names a work there: its author, its title, words out of a case's or treaty's name."""
    if work.signed:
        return any(folded(name) in head for name in work.names[:1]) or alikeness(part.text, work.title) >= 0.75
    if work.paper:
        return _holds(work, ", ".join(read.clauses))
    return alikeness(part.text, work.title) >= 0.75 or _holds_words(read.clauses[0], work)


def _holds_words(clause: str, work: Known) -> bool:
    """Whether a few words stand in a work's title: "Tehran" in "Diplomatic Staff in Tehran (A v B)"."""
    words = _telling(clause)
    return 0 < len(words) <= 8 and words <= _telling(work.title)


def _near_of(family: str, head: str) -> str | None:
    """The word of a part's beginning that comes near a name: the note's number tells the work already."""
    near = (word for word in _LONG_NAME.findall(head)[:4] if word[0].isupper() and near_name(word, family))
    alike = (word for word in near if folded(word)[:3] == folded(family)[:3] or name_likeness(word, family)[1])
    return next(alike, None)


def _by_report(part: Part, shelf: Shelf) -> Meant | None:
    """A case that an earlier note gives in that volume: "Pink, 315 U.S. at 212" (Bluebook 21, 10.9)."""
    short = short_case(part.text)
    if short is None:
        return None
    name, report, _ = short
    found = [
        work
        for work in _earlier(_worded(part, shelf), shelf, part)
        if not work.signed and f"{report} " in work.text and _telling(name) & _telling(work.title)
    ]
    if len(found) != 1:
        return None
    return Meant(found[0], found[0].names, f"{found[0].label}: an earlier note gives the case in {report}")


def edition_of(work: Known) -> tuple[str, str, int | None] | None:
    """The edition of documents that a known work is, with its year and volume; an editor may stand before its title."""
    return edition_in(work.text[max(0, work.text.find(work.title[:20])) :])


_WITHIN = re.compile(r"(?<!\w)(?:in|dans|In):?\s(?=[^\W\d_a-z])")


def _by_edition(part: Part, shelf: Shelf) -> Meant | None:
    """The volume of an edition of documents that an earlier note gives: "FRUS 1951, 5:1119" after "Foreign Relations of the
    United States, 1951, vol. 5"."""
    within = _WITHIN.search(part.text)
    cited = edition_in(part.text) or (edition_in(part.text[within.end() :]) if within is not None else None)
    if cited is None:
        return None
    found = []
    for work in shelf.works:
        known = edition_of(work) if work.at < part.start and not work.paper else None
        if known is not None and known[:2] == cited[:2] and (None in {known[2], cited[2]} or known[2] == cited[2]):
            found.append(work)
    return (
        Meant(found[0], found[0].names, f"{found[0].label}: the volume of that edition and year")
        if len(found) == 1
        else None
    )


_DIGITS = re.compile(r"\d+")


def _holds(work: Known, text: str) -> bool:
    """Whether a paper of an archive holds all numbers and nearly all words of a text."""
    mine, theirs = _telling(text), _telling(work.text)
    numbers = set(_DIGITS.findall(text)) - set(_DIGITS.findall(work.text))
    return bool(mine) and not numbers and len(mine & theirs) >= 0.8 * len(mine)


def _by_number(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """A paper of an archive that an earlier note names with its number."""
    body = ", ".join(read.clauses)
    if not _DIGITS.search(body):
        return None
    found = [work for work in _earlier(_worded(part, shelf), shelf, part) if work.paper and _holds(work, body)]
    if len(found) != 1:
        return None
    return Meant(found[0], found[0].names, f"{found[0].label}: the paper of that number which an earlier note names")


def known_of(works: Sequence[Known]) -> Shelf:
    """A shelf of these works."""
    shelf = Shelf()
    for work in works:
        shelve(shelf, work)
    return shelf
