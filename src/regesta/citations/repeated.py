"""Citations that point back: "ibid., 17", "Smith, op. cit., p. 12"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from regesta.citations.comparing import name_likeness
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Citation, Document

_PAGE = r"(?:\s?[,.:]?\s?(?:at\s)?(?:pp?\.|pages?|s\.|с\.)?\s?(?P<page>\d{1,4}(?:\s?[-–—]\s?\d{1,4})?))?"


@cache
def _points_back() -> re.Pattern[str]:
    """The first word of each word list, in lower case: quickly sought, and absent from most texts."""
    words = {word.split()[0].lower() for key in ("again", "cited_before") for word in citing_words(key)}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})(?!\w)")


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    again = rf"(?P<open>\(\s?)?(?:see\s)?(?<!\w)(?:{citing_pattern('again')})\.?(?!\w){_PAGE}(?(open)\s?\))"
    before = rf"(?P<names>[^\W\d_][\w'’.-]+(?:(?:,? and |,? & |, )[^\W\d_][\w'’.-]+){{0,2}}),?\s(?:{citing_pattern('cited_before')})\.?(?!\w){_PAGE}"
    return re.compile(again, re.I), re.compile(before, re.I)


_BETWEEN_NAMES = re.compile(r",? (?:and|&) |, ")


def find_repeated(
    document: Document,
    spans: Sequence[tuple[int, int]],
    notes: Mapping[tuple[int, int], tuple[int, ...]],
    found: Sequence[Citation],
) -> list[Citation]:
    """Citations that name a work only by pointing back at one of `found` (sorted by start), with that work's reference.

    "Ibid." means the work cited last before it; in a note, in the notes. What points at nothing is left out. `notes` are the
    spans of notes with the offsets that call them.
    """
    hints = _hints(document.text) if found else []
    if not hints:
        return []
    again, before = _shapes()
    out: list[Citation] = []

    def note_at(at: int) -> tuple[int, int] | None:
        return next((span for span in notes if span[0] <= at < span[1]), None)

    for low, high in spans:
        if bisect_left(hints, low) == bisect_left(hints, high):
            continue
        for match in before.finditer(document.text, low, high):
            family = _BETWEEN_NAMES.split(match["names"])[0]
            same = [c for c in found if c.start < match.start() and c.names and _alike(family, c.names[0])]
            if same and not _taken(match, found):
                called = notes.get(note_at(match.start()) or (-1, -1), ())
                pointing = _pointing(match, same[-1], "the work of this author cited last", called)
                out.append(replace(pointing, names=(family, *same[-1].names[1:])))
        for match in again.finditer(document.text, low, high):
            if _taken(match, [*found, *out]) or not _stands_alone(document.text, match):
                continue
            note = note_at(match.start())
            earlier = sorted((c for c in [*found, *out] if c.start < match.start()), key=lambda c: c.start)
            if note is not None:
                earlier = [c for c in earlier if note_at(c.start) is not None] or earlier
            if earlier:
                called = notes.get(note, ()) if note is not None else ()
                out.append(_pointing(match, earlier[-1], "the work cited right before", called))
    return out


def _hints(text: str) -> list[int]:
    """Where a word stands that may point back, in any case of its letters."""
    low = text.lower()
    if len(low) != len(text):  # a letter that is two in lower case
        low = "".join(char.lower()[:1] for char in text)
    return [match.start() for match in _points_back().finditer(low)]


def _alike(family: str, name: str) -> bool:
    return name_likeness(family, name)[0] > 0.8


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """ "id" and "ebd" are words, too: they point back in a bracket, or where a sentence or a part of a note begins."""
    if match["open"] is not None or match.group().lower().startswith(("ibid", "op", "loc")):
        return True
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    return (not before or before[-1] in ".;\n") and match.group()[:1].isupper() and "." in match.group()


def _taken(match: re.Match[str], found: Sequence[Citation]) -> bool:
    return any(c.start < match.end() and match.start() < c.end for c in found)


def _pointing(match: re.Match[str], last: Citation, why: str, called_from: tuple[int, ...]) -> Citation:
    return replace(
        last,
        start=match.start(),
        end=match.end(),
        text=match.group(),
        page=match["page"],
        form="again",
        candidates=(),
        why=f"{last.reference or last.label}: {why}",
        called_from=called_from,
    )
