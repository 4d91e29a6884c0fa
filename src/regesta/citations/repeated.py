"""Citations that point back: "ibid., 17", "Smith, op. cit., p. 12"."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from regesta.citations.comparing import name_likeness
from regesta.citations.note_parts import NOTE_MARK, holding, is_month, only_leads
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Citation, Document, PossibleWork


@cache
def _points_back() -> re.Pattern[str]:
    """The first word of each word list, in lower case: quickly sought, and absent from most texts."""
    words = {word.split()[0].lower() for key in ("again", "cited_before") for word in citing_words(key)}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})(?!\w)")


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = citing_pattern("note_pages")
    number = r"\d{1,4}[rv]?(?:\s?[-–—]\s?\d{1,4}[rv]?)?"
    # "Id. at 61", "ibid [85]", "ibid para 85", "Id. ¶ 85"
    marks = r"(?:at\s|(?:(?:para(?:graph)?s?|Rn|Rdnr)\.?|¶+)\s?)"
    page = rf"(?:\s?[,.:]?\s?{marks}{{0,2}}(?:(?:{words})(?!\w)\.?)?\s?(?:(?P<square>\[)?)(?P<page>{number})(?!\w)(?(square)\]))?"
    again = rf"(?P<open>\(\s?)?(?:see\s)?(?<!\w)(?:{citing_pattern('again')})\.?(?!\w){page}(?(open)\s?\))"
    before = rf"(?P<names>[^\W\d_][\w'’.-]+(?:(?:,? and |,? & |, )[^\W\d_][\w'’.-]+){{0,2}}),?\s(?:{citing_pattern('cited_before')})\.?(?!\w){page}"
    return re.compile(again, re.I), re.compile(before, re.I)


_BETWEEN_NAMES = re.compile(r",? (?:and|&) |, ")


def find_repeated(
    document: Document,
    spans: Sequence[tuple[int, int]],
    notes: Mapping[tuple[int, int], tuple[int, ...]],
    found: Sequence[Citation],
    articles: Mapping[str, bool],
) -> list[Citation]:
    """Citations that name a work only by pointing back at one of `found` (sorted by start), with that work's reference.

    "Ibid." means the work cited last before it; in a note, in the notes. What points at nothing is left out. `notes` are the
    spans of notes with the offsets that call them; `articles` says of works by their ids whether they are articles or chapters.
    """
    hints = _hints(document.text) if found else []
    if not hints:
        return []
    again, before = _shapes()
    out: list[Citation] = []
    noting = sorted(notes)

    def note_at(at: int) -> tuple[int, int] | None:
        return holding(noting, at)

    every = list(found)
    noted = [c for c in found if note_at(c.start) is not None]
    by_name: dict[str, list[Citation]] = {}
    for c in found:
        by_name.setdefault(c.names[0] if c.names else "", []).append(c)

    def add(made: Citation) -> None:
        out.append(made)
        insort(every, made, key=_start)
        if note_at(made.start) is not None:
            insort(noted, made, key=_start)

    for low, high in spans:
        if bisect_left(hints, low) == bisect_left(hints, high):
            continue
        for match in before.finditer(document.text, low, high):
            family = _BETWEEN_NAMES.split(match["names"])[0]
            same = [
                one
                for name, named in by_name.items()
                if name and _alike(family, name) and (one := _last_before(named, match.start())) is not None
            ]
            if same and not _taken(match, found):
                called = notes.get(note_at(match.start()) or (-1, -1), ())
                last = max(same, key=_start)
                pointing = _pointing(match, last, "the work of this author cited last", called)
                pointing = replace(pointing, names=(family, *last.names[1:]))
                note = note_at(match.start())
                several = [one for one in every if one.start < match.start() and one.names[:1] == last.names[:1]]
                meant = _which(pointing, several, match, articles) if note is not None else pointing
                recent = note is None or last.start >= _note_before(noting, note)[0]
                add(pointing if meant.reference is None and recent else meant)
        for match in again.finditer(document.text, low, high):
            note = note_at(match.start())
            if _taken(match, every) or not _stands_alone(document.text, match, note):
                continue
            earlier = _last_before(noted, match.start()) if note is not None else None
            if earlier is not None and note is not None and earlier.end <= _note_before(noting, note)[0]:
                continue  # the note before names a source that was not understood, or none
            earlier = earlier or _last_before(every, match.start())
            if earlier is not None:
                called = notes.get(note, ()) if note is not None else ()
                add(_pointing(match, earlier, "the work cited right before", called))
    return out


def _note_before(notes: Sequence[tuple[int, int]], note: tuple[int, int]) -> tuple[int, int]:
    """The note right before another one, or that one itself where it is the first."""
    return notes[max(0, bisect_left(notes, note) - 1)]


def _start(citation: Citation) -> int:
    return citation.start


def _last_before(citations: Sequence[Citation], at: int) -> Citation | None:
    """Of citations sorted by start, the last that starts before an offset."""
    place = bisect_left(citations, at, key=_start) - 1
    return citations[place] if place >= 0 else None


def _hints(text: str) -> list[int]:
    """Where a word stands that may point back, in any case of its letters."""
    low = text.lower()
    if len(low) != len(text):  # a letter that is two in lower case
        low = "".join(char.lower()[:1] for char in text)
    return [match.start() for match in _points_back().finditer(low)]


def _alike(family: str, name: str) -> bool:
    return name_likeness(family, name)[0] > 0.8


# "Id., The Other Port": another work of the same author
_OTHER_WORK = re.compile(r",\s[^\W\d_]{2,}\s[^\W\d_]|,\s[“\"«„‘]")


def _stands_alone(text: str, match: re.Match[str], note: tuple[int, int] | None = None) -> bool:
    """Whether a word points back: "id" and "ebd" are words, too, and do so in a bracket, or where a
    sentence, a note or a part of a note begins."""
    if match["open"] is not None or match.group().lower().startswith(("ibid", "ibíd", "op", "loc")):
        return True
    if _OTHER_WORK.match(text, match.end()) is not None:
        return False
    pointed = "." in match.group() or match["page"] is not None
    if note is not None and pointed and _leads_only(text, match.start(), note):
        return True
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    return (not before or before[-1] in ".;\n") and match.group()[:1].isupper() and pointed


_PART_BEGINS = re.compile(r"[;(]\s*|(?:(?<=[^\W\d_]{4})|(?<=\d))[.]\s+")


def _leads_only(text: str, at: int, note: tuple[int, int]) -> bool:
    """Whether a note, or a part of one, begins at an offset, or only leads to it: "Vgl. ebd., S. 12"."""
    mark = NOTE_MARK.match(text, *note)
    low = max(mark.end() if mark is not None else note[0], at - 60)
    words = text[low:at]
    begins = [match.end() for match in _PART_BEGINS.finditer(words)]
    words = words[begins[-1] :] if begins else words
    return not words.strip() or only_leads(words)


def _taken(match: re.Match[str], found: Sequence[Citation]) -> bool:
    """Whether one of the citations, sorted by start, lies over a match; those of one bracket have one span."""
    place = bisect_left(found, match.end(), key=_start)
    return any(c.end > match.start() for c in found[max(0, place - 8) : place])


def _which(
    pointing: Citation, several: Sequence[Citation], match: re.Match[str], articles: Mapping[str, bool]
) -> Citation:
    """What "Smith, op. cit." means where several of the author's works were cited: the one that is a book, or, behind "art. cit.",
    an article; of several none, for no short title tells them apart."""
    works = list(dict.fromkeys(one.reference for one in several if one.reference is not None))
    said = match.group().lower()
    article = True if "art. cit" in said else False if "op. cit" in said or "op cit" in said else None
    fitting = [work for work in works if article is None or articles.get(work, article) == article] or works
    if len(works) < 2 or pointing.reference is None:
        return pointing
    if len(fitting) == 1:
        return replace(
            pointing, reference=fitting[0], label=fitting[0], why=f"{fitting[0]}: the only such work of this author"
        )
    possible = tuple(
        PossibleWork(work, 0.95, f"{work}: a work of this author that was cited before") for work in fitting
    )
    why = "several works of this author were cited before"
    return replace(pointing, reference=None, label=f"{pointing.names[0]} n.d.", candidates=possible, why=why, year=None)


def _pointing(match: re.Match[str], last: Citation, why: str, called_from: tuple[int, ...]) -> Citation:
    page, end = match["page"], match.end()
    if page is not None and is_month(match.string, end):  # "ibid., 12 May": another paper of that file, or its day
        page, end = None, match.start() + len(match.string[match.start() : match.start("page")].rstrip(" ,"))
    return replace(
        last,
        start=match.start(),
        end=end,
        text=match.string[match.start() : end],
        page=page,
        form="again",
        candidates=(),
        why=f"{last.reference or last.label}: {why}",
        called_from=called_from,
    )
