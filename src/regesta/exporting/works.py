"""What the formats of works share: keys to cite by, and the words that found no field.

The formats: `csl_json`, `bibtex`, `ris` and `printed`. Each keeps the printed reference beside the fields, so that nothing
is lost: what was not understood stands in its note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from anyascii import anyascii

from regesta.model import Author, Reference

_MARK = re.compile(r"\s*[-*•]?\s*(?:\[\d{1,4}\]\.?|\(\d{1,4}\)|\d{1,4}[.)])?\s*")


def keys_of(references: Sequence[Reference]) -> list[str]:
    """A key a work, of small letters and digits ("murinson2014"); works that would share one get a letter, in order."""
    taken: set[str] = set()
    keys: list[str] = []
    for reference in references:
        bare = re.sub(r"[^a-z0-9]+", "", anyascii(" ".join(reference.id.split()[:-1][:4])).lower())[:40]
        year = re.sub(r"[^a-z0-9]+", "", reference.id.split()[-1].lower()) if " " in reference.id else ""
        key = (bare or "work") + (year or "nd")
        tried, count = key, 0
        while tried in taken:
            count += 1
            tried = f"{key}-{count + 1}"
        taken.add(tried)
        keys.append(tried)
    return keys


def printed(reference: Reference) -> str:
    """The reference as printed, on one line, without the number or bullet before it."""
    mark = _MARK.match(reference.text)
    body = reference.text[mark.end() if mark is not None else 0 :]
    return " ".join(re.sub(r"\s*\n\s*(?:[-*•]\s+)?", " ", body).split())


def note_of(reference: Reference) -> str | None:
    """The words that found no field, and what was printed where a field was left empty."""
    work = reference.work
    parts = [work.note] if work.note is not None else []
    if work.issued is None and work.issued_text is not None:
        parts.append(f"date as printed: {work.issued_text}")
    if work.accessed is None and work.accessed_text is not None:
        parts.append(f"access as printed: {work.accessed_text}")
    if work.pages is None and work.pages_text is not None and work.pages_text not in (work.note or ""):
        parts.append(f"pages as printed: {work.pages_text}")
    parts += [f"{field}: left empty, two readings fit" for field in work.unsure]
    return "; ".join(parts) or None


def parts_of_date(edtf: str) -> list[int]:
    """ "2013-05-12" as [2013, 5, 12]; the works' dates are years, months or days, nothing else."""
    return [int(part) for part in edtf.split("-")]


def full_name(author: Author) -> str:
    """ "Family, Given", or a body's name."""
    return author.literal or ", ".join(filter(None, (author.family, author.given)))


def names(authors: Iterable[Author]) -> list[str]:
    return [name for author in authors if (name := full_name(author))]
