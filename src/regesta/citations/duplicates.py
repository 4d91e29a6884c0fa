"""Whether two items of a reference list are one work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from regesta.model import Reference

_ALIKE = 93  # of 100: titles as near as a slip of the pen
_SLIP = 55  # of 100: words below it are two words
_NUMBER = re.compile(r"\d+|\b[IVX]+\b")


def same_work(one: Reference, other: Reference) -> bool:
    """Whether two items of a list, of one author and year, are one work: nearly one title, and no other year, volume,
    issue or DOI."""
    if one.work.doi and other.work.doi:
        return False  # two DOI are two works, however alike
    if _differ(one.work.volume, other.work.volume) or _differ(one.work.issue, other.work.issue):
        return False
    first, second = _plain(_title(one)), _plain(_title(other))
    if one.year != other.year and None not in (one.year, other.year):
        # "2004a" and "2004b": the list itself tells them apart, unless their titles are the same to the letter
        return _lettered(one) and _lettered(other) and first == second
    parts = [_NUMBER.findall(title) for title in (first, second)]
    alike = min(len(first), len(second)) > 8 and fuzz.ratio(first, second) >= _ALIKE
    return parts[0] == parts[1] and alike and not _told_apart(first.split(), second.split())


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both items print a number, and not the same; one of them may leave its issue out."""
    return None not in (one, other) and one != other


def _lettered(reference: Reference) -> bool:
    return (reference.year or "")[4:].isalpha()


def _told_apart(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the titles differ by a word that is another and no slip ("First review" and "Second review")."""
    return len(first) == len(second) and any(
        fuzz.ratio(mine, theirs) < _SLIP for mine, theirs in zip(first, second, strict=True)
    )


_SPAN = re.compile(r"\b(\d\d)(\d\d)\s?[–—-]\s?(\d\d)\b(?!\d)")


def _plain(title: str) -> str:
    """A title for comparing: without marks, and with both years of a span in full ("1738–56")."""
    return " ".join(_SIGN.sub(" ", _SPAN.sub(r"\1\2 \1\3", title)).split())


_ADDRESS_OR_NOTE = re.compile(r"https?://\S+|\[[^\]]*\]")
_SIGN = re.compile(r"[^\w\s]")


def _title(reference: Reference) -> str:
    """The title; where none was told apart, the words behind the authors and the year."""
    if reference.work.title:
        return reference.work.title.casefold()
    rest = _ADDRESS_OR_NOTE.sub(" ", reference.text)
    year = (reference.year or "")[:4]
    at = rest.find(year) if year else -1
    body = rest[at + 4 :] if 0 <= at < len(rest) // 2 else rest
    return " ".join(_SIGN.sub(" ", body).split())[:160].casefold()
