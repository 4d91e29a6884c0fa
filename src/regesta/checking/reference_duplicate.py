"""One work listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from regesta.checking.case import Case
from regesta.checking.citing import shown, spans_of
from regesta.checking.findings import finding
from regesta.citations import folded, listed_names
from regesta.model import Finding, Reference, Rule

RULE = Rule(
    id="duplicate-reference",
    severity="warning",
    title="A work is listed twice",
    about="Two references have one DOI, or one first author, one year and nearly one title.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999a). A Life in Letters. London: Hall.\n- Smith, J. (1999b). Ports and Treaties. Oslo: Nord.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.\n- Brown, K. (2004). Ports and Treaties. Oslo: Nord.\n"
    "- Smith, John (1999). A Life in Letters. London: Hall.",
)

_ALIKE = 93  # of 100: titles as near as a slip of the pen


def check(case: Case) -> Iterator[Finding]:
    """One finding for each later listing."""
    by_doi: dict[str, Reference] = {}
    by_author: dict[tuple[str, str], list[Reference]] = {}
    for reference in case.reading.references:
        names = listed_names(reference)
        key = (folded(names[0]) if names else "", (reference.year or "")[:4])
        doi = (reference.work.doi or "").lower()
        earlier = by_doi.get(doi) if doi else None
        earlier = earlier or next((one for one in by_author.get(key, ()) if key[0] and _one_work(one, reference)), None)
        by_author.setdefault(key, []).append(reference)
        if doi:
            by_doi.setdefault(doi, reference)
        if earlier is not None:
            message = f"“{shown(reference.text)}” is listed before as “{shown(earlier.text)}”."
            yield finding(RULE, case, spans_of([reference, earlier]), message)


_NUMBER = re.compile(r"\d+|\b[IVX]+\b")


def _one_work(one: Reference, other: Reference) -> bool:
    if one.work.doi and other.work.doi:
        return False  # two DOI are two works, however alike
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
