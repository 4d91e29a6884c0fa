"""Which known work a part of a note means: a work of the list, or one that an earlier note gave in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from regesta.citations.comparing import folded, name_likeness
from regesta.citations.note_parts import MARKS, Clauses, Part, is_name
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


@dataclass(frozen=True, slots=True)
class Meant:
    """The work that a part of a note means, the author's name as the part prints it, and a sentence."""

    work: Known
    names: tuple[str, ...]
    why: str


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


def _telling(text: str) -> set[str]:
    """The words of a title that may tell it from another."""
    small = citing_words("inner")
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 2 and word not in small}


def meant(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The known work that a part names by its author and words of its title, by its author alone in a short note, by its
    title where it has no author, by the short name it was given, or as a paper by its number. None where two fit alike."""
    named = _aliased(part, read, shelf) or _sent_to(part, read, shelf)
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


def _by_title(read: Clauses, part: Part, shelf: Shelf) -> Meant | None:
    """A work without an author: the part begins with its title, whole or cut short."""
    if not read.clauses:
        return None
    first = read.clauses[0].strip(MARKS + ".").casefold()
    if len(first) < 6:
        return None
    found = []
    for work in _earlier(_worded(part, shelf), shelf, part):
        whole = work.title.casefold().strip(MARKS + ".")
        if not work.signed and (whole == first or (len(first.split()) > 1 and whole.startswith(first))):
            found.append(work)
    if not found or (len(found) > 1 and not _twice(found[0], found[1])):
        return None
    years = {match[1] for match in YEAR.finditer(part.text)}
    if found[0].year is not None and years and found[0].year[:4] not in years:
        return None
    return Meant(found[0], found[0].names, f"{found[0].label}: the note names its title")


def _aliased(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The work that was given a short name ("hereafter ..."), which the part begins with."""
    body = part.text.casefold()
    for at in shelf.by_alias.get(folded(part.text[:40])[:4], ()):
        work = shelf.works[at]
        alias = (work.alias or "").casefold()
        if work.at < part.start and body.startswith(alias) and not body[len(alias) : len(alias) + 1].isalnum():
            if work.paper and work.note is None and not _holds(work, ", ".join(read.clauses)[len(alias) :]):
                continue
            return Meant(work, work.names, f"{work.label}: “{work.alias}” stands for it")
    return None


def _sent_to(part: Part, read: Clauses, shelf: Shelf) -> Meant | None:
    """The work of the note that the part sends to, where it has one alone, or one of the author or title named."""
    if read.note is None:
        return None
    works = _earlier(shelf.by_note.get(read.note, ()), shelf, part)
    head = folded(" ".join(read.clauses))
    named = [w for w in works if any(folded(n) in head for n in w.names[:1]) or alikeness(part.text, w.title) >= 0.75]
    if len(named) == 1 or (len(works) == 1 and read.clauses and is_name(read.clauses[0]) and named):
        return Meant(named[0], named[0].names, f"{named[0].label}: the note sends to note {read.note}, which gives it")
    if len(works) == 1 and not named and works[0].signed and works[0].names:
        slip = _slip_of(works[0].names[0], part.text[:90])
        if slip is not None:
            why = f"{works[0].label}: the note sends to note {read.note}, which gives it, though with another spelling"
            return Meant(works[0], (slip,), why)
    return None


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
