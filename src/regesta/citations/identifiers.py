"""What a rule reads better than a model: addresses, DOI, ISSN, ISBN, the day of access.

Each is taken as printed, right or wrong: judging is the work of the checks. Found spans are offsets in code points into
the reference's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from regesta.citations.printed_dates import edtf_of
from regesta.citations.wordlists import any_of
from regesta.model import Span

# in angle brackets an address may hold blanks (a broken line, or a slip)
_ANGLED = re.compile(r"<\s*((?:https?://|www\.)[^<>]{3,2000}?)\s*>", re.I)
_LINKED = re.compile(r"\[([^\[\]]{3,2000})\]\(((?:https?://|www\.)[^\s]{3,2000}?)\)(?=[\s.,;]|$)")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”«»]{3,2000}", re.I)
_DOI = re.compile(r"(?:\bdoi(?:\.org/|\s*[:=.]?\s*))?(10\.\d{3,9}(?:\.\d+)*/[^\s<>\"“”«»]{1,300})", re.I)
_DOI_NAMED = re.compile(r"\bdoi\s*[:=]\s*(?:https?://(?:dx\.)?doi\.org/)?([^\s<>\"“”]{4,300})", re.I)
_ISSN = re.compile(
    r"\b(?:[ep]-?)?ISSN(?:-L)?(?:\s*\((?:online|print)\))?\s*[:№]?\s*([\dXxХх][\dXxХх\s–-]{5,11}[\dXxХх])", re.I
)
_ISBN = re.compile(
    r"\bISBN(?:-1[03])?(?:\s*\((?:1[03]|print|hbk|pbk)\))?\s*[:№]?\s*((?:97[89][\s–-]?)?[\dXxХх][\dXxХх\s–-]{6,16}[\dXxХх])",
    re.I,
)
_BROKEN = re.compile(r"\s(?=[\w%./?=&#-]*[/\d_.=-])([\w%.?=&#-][\w%./?=&#-]{2,300})")
_END = " \t\n.,;:'’"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What was read by rule, and the spans of the text that it took up. `many_doi`: two are printed, and neither is taken."""

    url: str | None = None
    accessed: str | None = None
    accessed_text: str | None = None
    doi: str | None = None
    issn: str | None = None
    isbn: str | None = None
    many_doi: bool = False
    spans: tuple[Span, ...] = field(default=())


@cache
def _accessed() -> re.Pattern[str]:
    """The words before a day of access with the day; in brackets or bare. The date may be missing or wrong."""
    date = r"[^\[\]()<>;]{0,12}?\d[^\[\]()<>;]{0,24}?\d{3,5}"
    return re.compile(
        rf"[\[(]\s*(?:{any_of('accessed')})\s*(?:on|the|am|le)?\s*[:.,–-]?\s*(?P<inner>[^\[\]()]{{0,60}})[\])]"
        rf"|(?<!\w)(?:{any_of('accessed')})\s*(?:on)?\s*[:.,–-]?\s*(?P<bare>{date})(?!\w)",
        re.I,
    )


@cache
def _lead() -> re.Pattern[str]:
    """What stands before an address and says nothing more: "[online] Available at:"."""
    medium = rf"[\[(]\s*(?:{any_of('medium')})\s*[\])]"
    return re.compile(rf"(?:(?<!\w)(?:{medium}|(?:{any_of('available')}))\s*[:.,–-]?\s*(?:<|\bthe\b)?\s*)+$", re.I)


@cache
def _medium() -> re.Pattern[str]:
    return re.compile(rf"[\[(]\s*(?:{any_of('medium')})\s*[\])]\.?", re.I)


_FIVE_DIGITS = re.compile(r"\d{5}")


def identifiers_of(text: str) -> Identifiers:
    """The address, numbers and day of access of one reference."""
    taken: list[Span] = []
    access = _accessed().search(text)
    accessed_text = None
    if access is not None:
        accessed_text = (access["inner"] if access["inner"] is not None else access["bare"]).strip(" .,:;")
        if access["inner"] is not None or edtf_of(accessed_text) is not None or _FIVE_DIGITS.search(accessed_text):
            taken.append(Span(*access.span()))
        else:
            accessed_text = None
    url = _url(text, taken)
    doi = _doi(text, url, taken)
    many_doi = len({_trimmed(found[1]).lower() for found in _DOI.finditer(text)}) > 1
    issn, isbn = _number(_ISSN, text, taken), _number(_ISBN, text, taken)
    taken += [Span(*medium.span()) for medium in _medium().finditer(text)]
    return Identifiers(
        url=url,
        accessed=edtf_of(accessed_text) if accessed_text else None,
        accessed_text=accessed_text or None,
        doi=None if many_doi else doi,
        many_doi=many_doi,
        issn=issn,
        isbn=isbn,
        spans=_joined(taken),
    )


_ESCAPED = re.compile(r"\\([()_*\[\]])")


def _url(text: str, taken: list[Span]) -> str | None:
    """The first address; the words that lead to it are taken with it."""
    found = _LINKED.search(text)
    if found is not None:
        url, span = found[2], found.span()
    elif (found := _ANGLED.search(text)) is not None:
        # a year that slipped into the brackets is no part of the address
        address, _, _ = found[1].partition(", ")
        url, span = "".join(address.split()), (found.start(), found.start(1) + len(address))
        if text[span[1] : found.end()].strip() == ">":
            span = found.span()
    elif (found := _ADDRESS.search(text)) is not None:
        url = _trimmed(found.group())
        span = (found.start(), found.start() + len(url))
        rest = _BROKEN.match(text, found.end()) if url.endswith(("/", "-", "_", "=")) else None
        if rest is not None and found.end() == span[1]:  # an address that a line's end broke
            url, span = url + _trimmed(rest[1]), (span[0], rest.start(1) + len(_trimmed(rest[1])))
        if text[span[0] - 1 : span[0]] == "<":
            span = (span[0] - 1, span[1])
    else:
        return None
    lead = _lead().search(text[max(0, span[0] - 80) : span[0]])
    low = max(0, span[0] - 80) + lead.start() if lead is not None else span[0]
    taken.append(Span(low, span[1]))
    return _ESCAPED.sub(r"\1", url)


def _trimmed(address: str) -> str:
    """An address without the marks that end its sentence; a bracket stays where it was opened in the address."""
    while address and (
        address[-1] in _END
        or (address[-1] == ")" and address.count("(") < address.count(")"))
        or (address[-1] == "]" and address.count("[") < address.count("]"))
    ):
        address = address[:-1]
    return address


def _doi(text: str, url: str | None, taken: list[Span]) -> str | None:
    found = _DOI.search(text)
    if found is not None:
        doi = _trimmed(found[1])
        inside_address = url is not None and "doi.org" not in url.lower() and doi in url
        if not inside_address:
            taken.append(Span(found.start(), found.start(1) + len(doi)))
        return doi
    named = _DOI_NAMED.search(text)
    if named is None:
        return None
    taken.append(Span(named.start(), named.start(1) + len(_trimmed(named[1]))))
    return _trimmed(named[1])


def _number(shape: re.Pattern[str], text: str, taken: list[Span]) -> str | None:
    found = shape.search(text)
    if found is None:
        return None
    taken.append(Span(*found.span()))
    return " ".join(found[1].split())


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Sorted, overlapping ones made one."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
