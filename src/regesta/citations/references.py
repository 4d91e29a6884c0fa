"""The reference list: one Reference a work, with its leading authors and year."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from regesta.citations.bodies import opening_bodies
from regesta.citations.note_works import find_noted_works
from regesta.citations.parsing import parse_reference
from regesta.citations.shapes import letter_printed
from regesta.citations.splitting import BULLET, NUMBERED, Piece, split
from regesta.citations.words import plain_marks
from regesta.model import Document, Reference, Work

_HEAD = 2000  # authors stand within so many code points of a reference's start
_REPEATED = re.compile(r"\s*[—–―_-]{2,}\s*[.,]?\s|\s*[—―]\s*[.,]?\s")
_INITIAL = r"(?:[^\W\d_]\.[ -]?)"
_SURNAME = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rnl]?|[Dd]i|[Dd]a|[Ll]e|[Aa]l|El|bin|ibn)[ -]){0,2}[^\W\d_][^\W\d_'’-]+(?:[-'’][^\W\d_][^\W\d_'’]*)*"
# "A.Murinson", "N. Azadgil", "H.A.Aliyev"; "Murinson, A."; "Defrance, Corine"
_FIRST_INITIALS = re.compile(rf"({_INITIAL}{{1,3}})\s*({_SURNAME})")
_FIRST_SURNAME = re.compile(
    rf"({_SURNAME}(?: {_SURNAME})?),\s*({_INITIAL}{{1,3}}|[^\W\d_][^\W\d_'’-]+(?:[ -](?:[^\W\d_][^\W\d_'’-]+|[^\W\d_]\.))*)"
)
_ENDS = re.compile(r"[,.;:(“\"‘'«]|\s\d")


def find_references(document: Document) -> tuple[Reference, ...]:
    """The works of a document's reference list, in its order; without a list, those that its notes give in full.

    Offsets in code points.
    """
    found: list[Reference] = []
    for at, piece in enumerate(split(document)):
        found.append(_reference(document.text, piece, at + 1, found[-1] if found else None))
    found = found or list(find_noted_works(document))
    counts = Counter(reference.id for reference in found)
    seen: Counter[str] = Counter()
    out: list[Reference] = []
    for reference in found:
        if counts[reference.id] > 1:
            seen[reference.id] += 1
            out.append(replace(reference, id=f"{reference.id}{chr(96 + min(seen[reference.id], 26))}"))
        else:
            out.append(reference)
    return tuple(out)


_GIVEN_AND_COLON = re.compile(r"[^,:]{2,40},\s(?P<given>[^\W\d_][^,:;()\d]{0,40}):\s")


def _given_names_apart(body: str, work: Work) -> Work:
    """A work whose title was read with the author's given names before it: "Lind, Hans-Peter: Der Hafen" (DIN ISO 690)."""
    found = _GIVEN_AND_COLON.match(body)
    if found is None or work.title is None or not work.title.startswith(f"{found['given']}: "):
        return work
    return replace(work, title=work.title[len(found["given"]) + 2 :])


def _reference(text: str, piece: Piece, order: int, last: Reference | None) -> Reference:
    """A work's piece of the list, read; a dash in place of the author stands for those of the work before."""
    start, end = piece.start, piece.end
    mark = NUMBERED.match(text, start, end) or BULLET.match(text, start, end)
    body = plain_marks(text[mark.end() if mark is not None else start : end])
    printed = next((n for n in mark.groups() if n is not None), None) if mark is not None else None
    work, year = parse_reference(body)
    work = _given_names_apart(body, work)
    bodies = opening_bodies(body[:_HEAD])
    names = bodies.names if bodies is not None else ()
    names = names or _persons(work, body[:_HEAD]) or _families(work) or _heading_of(body[:_HEAD])
    if last is not None and _REPEATED.match(body) is not None:
        names, work = last.names, replace(work, authors=last.work.authors)
    label = f"{names[0] if names else 'Anonymous'} {year or letter_printed(body[:_HEAD]) or 'n.d.'}"
    number = int(printed) if printed is not None else order
    return Reference(label, start, end, text[start:end], number, names, year, work, piece.doubt)


def _persons(work: Work, head: str) -> tuple[str, ...]:
    """The family names in front; where the tagger read more of them from the same first one on, its own: it knows given
    names behind the first author's ("Lee, Ann, and Mary Ann Holm")."""
    told = persons_of(head)
    read = tuple(author.family for author in work.authors if author.family is not None)
    whole = len(read) == len(work.authors) >= len(told) > 0
    return read if whole and key_of(read[0]) == key_of(told[0]) else told


def authors_of(body: str) -> tuple[str, ...]:
    """The family names of a reference's leading authors, or the institution it begins with."""
    return persons_of(body) or _heading_of(body)


def _families(work: Work) -> tuple[str, ...]:
    return tuple(name for author in work.authors or work.editors if (name := author.family or author.literal))


_BETWEEN_PERSONS = re.compile(r"\s*(?:,\s*(?:&|and)|&|and|,|;)?\s*")
_LATER_SURNAME = re.compile(rf"({_SURNAME}),\s*({_INITIAL}{{1,3}})")
_LAST_SURNAME = re.compile(rf"\s*,?\s*(?:&|and)\s+(?:[^\W\d_][^\W\d_'’-]+\s+(?:{_INITIAL}\s*)?)?({_SURNAME})")


def persons_of(body: str) -> tuple[str, ...]:
    """The family names that a reference begins with, where initials or a comma mark them as such; empty where none do."""
    names: list[str] = []
    at = 0
    while at < len(body) and len(names) < 12:
        joint = _BETWEEN_PERSONS.match(body, at)
        begin = joint.end() if joint is not None and names else at
        person = _FIRST_INITIALS.match(body, begin) or (_FIRST_SURNAME.match(body, begin) if not names else None)
        if person is None and names:
            person = _LATER_SURNAME.match(body, begin)
            if person is None:
                second = _LAST_SURNAME.match(body, at)
                names += [second[1]] if second is not None else []
                break
        if person is None:
            break
        first = person.re is _FIRST_INITIALS
        names.append((person[2] if first else person[1]).strip())
        at = person.end()
    return tuple(names)


def _heading_of(body: str) -> tuple[str, ...]:
    """The words before a reference's first mark: the institution it begins with."""
    end = _ENDS.search(body)
    head = body[: end.start()] if end is not None else body[:80]
    return (head.strip(),) if head.strip() and len(head) < 160 else ()


def key_of(name: str) -> str:
    """A name for comparing: no marks, no case, no spaces."""
    plain = unicodedata.normalize("NFKD", name.replace("ə", "e").replace("Ə", "e").replace("ı", "i").replace("İ", "i"))
    return "".join(ch for ch in plain if ch.isalnum()).casefold()
