"""Whether two items of a reference list are one work."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from regesta.model import Reference

_ALIKE = 93  # of 100: titles as near as a slip of the pen
_NUMBER = re.compile(r"\d+|\b[IVX]+\b")


def same_work(one: Reference, other: Reference) -> bool:
    """Whether two items of a list, of one author and year, are one work: nearly one title, and no other year, volume,
    issue or DOI."""
    if one.work.doi and other.work.doi:
        return False  # two DOI are two works, however alike
    if one.year != other.year and None not in (one.year, other.year):
        return False  # 2022a and 2022b are two works
    if (one.work.volume, one.work.issue) != (other.work.volume, other.work.issue):
        return False
    first, second = _title(one), _title(other)
    parts = [_NUMBER.findall(title) for title in (first, second)]
    return parts[0] == parts[1] and min(len(first), len(second)) > 8 and fuzz.ratio(first, second) >= _ALIKE


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
